"""How much is known, in words: who answered, which pairs nobody knows, what is old."""

from collections.abc import Iterator, Sequence

from app.findings import Audience
from app.network.graph.answer_rates import OLD_MONTHS, ages, answer_rates
from app.network.graph.dyad_census import dyad_census
from app.network.graph.network import Network
from app.records.offers import Offer, Project
from app.records.vocabulary import Lang
from app.report.report import Fact
from app.report.texts import filled, label, texts


def answers_fact(network: Network, lang: Lang) -> Iterator[Fact]:
    """A line of the header on the newest survey; none without one."""
    for rate in answer_rates(network)[-1:]:
        value = _words("answers", lang, name=rate.wave.name, asked=rate.asked, answered=rate.answered)
        yield Fact(label=_words("answers_label", lang), value=value)


def pairs_fact(network: Network, lang: Lang) -> Iterator[Fact]:
    """A line of the header on how many pairs somebody knows about; none where there is no pair.

    It is for the coordinator: beside the number of recorded cooperations it tells how many said no.
    """
    counts = network.view(dyad_census).counts
    if counts.pairs:
        value = _words("pairs", lang, known=counts.known, pairs=counts.pairs, unknown=counts.unknown)
        yield Fact(label=_words("pairs_label", lang), value=value)


def running_fact(topic: str, records: Sequence[Offer | Project], network: Network, lang: Lang) -> Fact:
    """A line of the header on how many offers or projects are recorded, and how many of them run where not all do."""
    running = sum(record.period.active_on(network.as_of) for record in records)
    value = _words("running", lang, count=len(records), running=running)
    return Fact(label=label("fact", topic, lang), value=value)


def joint_projects(network: Network) -> tuple[Project, ...]:
    """Running projects of several organisations."""
    projects = network.records.projects
    return tuple(project for project in projects if len(project.actors) > 1 and project.period.active_on(network.as_of))


def open_questions(network: Network, lang: Lang, audience: Audience) -> Iterator[str]:
    """Sentences for the section on what is not known; numbers of pairs for the coordinator alone."""
    for rate in answer_rates(network):
        if rate.answered < rate.asked:
            yield _words(
                "missing_answers", lang, name=rate.wave.name, asked=rate.asked, missing=rate.asked - rate.answered
            )
    counts = network.view(dyad_census).counts
    if counts.unknown and audience == "internal":
        yield _words("unknown_pairs", lang, unknown=counts.unknown, pairs=counts.pairs)
    for topic, age in ages(network).items():
        if age.old:
            yield _words(f"old_{topic}", lang, old=age.old, count=age.count, months=OLD_MONTHS)


def _words(code: str, lang: Lang, **arguments: object) -> str:
    return filled(texts("known", lang)["line"][code], lang, **arguments)
