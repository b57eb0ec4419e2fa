"""The few cards a coordinator needs before the next meeting: what works well first, then at most three of a kind."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from app.analysis.interface import analyses_of_report, catalogue
from app.findings import Finding, Result
from app.network.graph.network import Network
from app.records.vocabulary import Lang
from app.report.cards import CardWriter
from app.report.choice import LISTS, clear_first, first_of_clusters, varied
from app.report.report import Card

TOP = 3
"""Cards of a list: three good ones before a meeting beat fifteen."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CardList:
    """The first cards of a list; ``more`` is how many further ones stand in which sections of the report."""

    code: str
    cards: tuple[Card, ...]
    more: Mapping[str, int]

    @property
    def size(self) -> int:
        """Number of cards in all."""
        return len(self.cards) + sum(self.more.values())


def next_steps(
    results: Iterable[Result], network: Network, lang: Lang, settled: Collection[str] = ()
) -> tuple[CardList, ...]:
    """Every list of :data:`LISTS` for the coordinator, also the empty ones.

    Args:
        results: of the analyses of the report, in any order.
        network: the snapshot they were computed on.
        lang: ``de`` or ``en``.
        settled: keys of findings that nobody has to act on.
    """
    by_id = {result.analysis: result for result in results}
    open_findings = (finding for entry in analyses_of_report() if entry in by_id for finding in by_id[entry].findings)
    findings = first_of_clusters(finding for finding in open_findings if finding.key not in settled)
    writer = CardWriter(network, lang, "internal")
    return tuple(_list(code, kinds, findings, writer) for code, kinds in LISTS.items())


def _list(code: str, kinds: Sequence[str], findings: Iterable[Finding], writer: CardWriter) -> CardList:
    waiting = clear_first([finding for finding in findings if finding.card in kinds])
    chosen = varied(waiting)[:TOP]
    remaining = Counter(section_of(finding) for finding in waiting if finding not in chosen)
    return CardList(
        code=code,
        cards=tuple(writer.card(finding) for finding in chosen),
        more=dict(remaining),
    )


def section_of(finding: Finding) -> str:
    """The section of the report that holds a finding."""
    if finding.rests_on == "not_recorded":
        return "unknown"
    section = catalogue()[finding.analysis].section
    assert section is not None, f"{finding.analysis} is in no section"
    return section
