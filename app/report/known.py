"""What does a report say about how much is known: who answered, which pairs nobody knows, what is old?"""

from collections.abc import Iterator

from app.network.answer_rates import OLD_MONTHS, ages, answer_rates
from app.network.network import Network
from app.network.pair_counts import PairCounts
from app.report.report import Fact
from app.report.texts import filled, texts


def answers_fact(network: Network, lang: str) -> Iterator[Fact]:
    """A line of the header on the newest survey; none without one."""
    for rate in answer_rates(network)[-1:]:
        value = _said("answers", lang, name=rate.wave.name, asked=rate.asked, answered=rate.answered)
        yield Fact(label=_said("answers_label", lang), value=value)


def open_questions(network: Network, lang: str) -> Iterator[str]:
    """Sentences for the section on what is not known."""
    for rate in answer_rates(network):
        if rate.answered < rate.asked:
            yield _said(
                "missing_answers", lang, name=rate.wave.name, asked=rate.asked, missing=rate.asked - rate.answered
            )
    counts = network.view(PairCounts.of)
    if counts.unknown:
        yield _said("unknown_pairs", lang, unknown=counts.unknown, pairs=counts.pairs)
    for topic, age in ages(network).items():
        if age.old:
            yield _said(f"old_{topic}", lang, old=age.old, count=age.count, months=OLD_MONTHS)


def _said(code: str, lang: str, **arguments: object) -> str:
    return filled(texts("known", lang)["line"][code], lang, **arguments)
