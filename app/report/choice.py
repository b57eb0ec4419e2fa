"""Order and choice of findings where only a few are shown."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from app.analysis.interface import catalogue
from app.findings import Argument, Finding, Subject
from app.network.graph.network import Network
from app.records.offers import Offer, Project
from app.report.report import Card, Section

LISTS: Mapping[str, tuple[str, ...]] = {
    "strength": ("strength",),
    "ask": ("ask",),
    "together": ("introduce", "agree"),
    "reconcile": ("reconcile",),
    "close": ("close",),
}
"""Lists in reading order and the kinds of cards on them."""

_TOPIC = ("area", "group", "theme")
"""Arguments of a message that say on what, for whom and where two organisations work."""

_WEAK = 0.25
"""Share of the best score of its analysis below which a finding is weak."""


def first_of_clusters(findings: Iterable[Finding]) -> list[Finding]:
    """One finding a cluster, the first: a cluster is one card."""
    clusters: set[str] = set()
    firsts = []
    for finding in findings:
        if finding.cluster is None or finding.cluster not in clusters:
            firsts.append(finding)
        clusters.add(finding.cluster or "")
    return firsts


def turn_about(findings: Iterable[Finding]) -> list[Finding]:
    """Findings of several analyses by turns, so that one with many does not hide the others."""
    queues: dict[str, list[Finding]] = {}
    for finding in findings:
        queues.setdefault(finding.analysis, []).append(finding)
    longest = max(map(len, queues.values()), default=0)
    return [queue[at] for at in range(longest) for queue in queues.values() if at < len(queue)]


def clear_first(findings: Iterable[Finding]) -> list[Finding]:
    """Clear hints before possible ones; within a band the analyses take turns, their scores do not compare."""
    cards = first_of_clusters(findings)
    bands = ([finding for finding in cards if finding.band == band] for band in ("clear", "possible"))
    return [finding for band in bands for finding in turn_about(band)]


def earliest_first(findings: Iterable[Finding]) -> list[Finding]:
    """In order of the end they tell of; those that tell of none come last."""

    def end(finding: Finding) -> date:
        day = finding.message.arguments.get("end")
        return day if isinstance(day, date) else date.max

    return sorted(first_of_clusters(findings), key=end)


def varied(findings: Sequence[Finding]) -> list[Finding]:
    """Clear findings before possible ones, and of each those about other actors before more about the same.

    Weak ones come last: neither a new name nor certainty alone is a reason to read one.
    """
    best: dict[str, float] = {}
    for finding in findings:
        best[finding.analysis] = max(finding.score, best.get(finding.analysis, 0.0))
    by_rank: dict[tuple[bool, bool], list[Finding]] = {}
    for finding in findings:
        weak = finding.score < _WEAK * best[finding.analysis]
        by_rank.setdefault((weak, finding.band != "clear"), []).append(finding)
    return [finding for rank in sorted(by_rank) for finding in _varied(by_rank[rank])]


def _varied(findings: Iterable[Finding]) -> list[Finding]:
    chosen: list[Finding] = []
    again: list[Finding] = []
    met: set[str] = set()
    for finding in findings:
        actors = {subject.id for subject in finding.subjects if subject.kind == "actor"}
        (again if actors & met else chosen).append(finding)
        met |= actors
    return chosen + again


def reads_back(finding: Finding) -> bool:
    """Whether a finding only tells the reader what her own row says."""
    entry = catalogue().get(finding.analysis)
    return entry is not None and finding.message.code in entry.read_back


def by_subject(findings: Iterable[Finding]) -> list[list[Finding]]:
    """Findings about the same area, group or whatever comes first in them, in the order of the first of each."""
    about: dict[str, list[Finding]] = {}
    for finding in findings:
        about.setdefault(finding.subjects[0].id if finding.subjects else finding.key, []).append(finding)
    return list(about.values())


def alike(findings: Iterable[Finding]) -> list[list[Finding]]:
    """Findings in their order, with those of one kind together.

    These are about the same area or group, if they ask or name nobody to turn to; or they ask about pairs of organisations
    on one theme, for the same people in the same place.
    """
    together: dict[tuple[Argument, ...], list[Finding]] = {}
    for finding in findings:
        topic = _topic(finding)
        key = (finding.analysis, finding.message.code, *topic) if topic else (finding.key,)
        together.setdefault(key, []).append(finding)
    return list(together.values())


def _topic(finding: Finding) -> tuple[Argument, ...]:
    """What a finding shares with others that can stand on its card; empty where it stands alone."""
    arguments = finding.message.arguments
    if len(finding.subjects) == 1 and finding.subjects[0].kind in ("area", "working_group"):
        return finding.subjects if finding.card == "ask" or not _names_somebody(finding) else ()
    of_pair = finding.card == "ask" and all(subject.kind == "actor" for subject in finding.subjects)
    return tuple(arguments.get(name) for name in _TOPIC) if of_pair and arguments.get("theme") else ()


def _names_somebody(finding: Finding) -> bool:
    """Whether a finding names an organisation as one to turn to, alone or among others."""
    values = finding.message.arguments.values()
    parts = (part for value in values for part in (value if isinstance(value, tuple) else (value,)))
    return any(isinstance(part, Subject) and part.kind == "actor" for part in parts)


def pair_of(finding: Finding, network: Network) -> frozenset[str] | None:
    """The two organisations a finding is about, itself or by the work they answer for; None where it is no pair."""
    actors = {subject.id for subject in finding.subjects if subject.kind == "actor"}
    for subject in finding.subjects:
        record = network.record(f"{subject.kind}s", subject.id)
        if isinstance(record, Offer | Project):
            actors |= {*(record.leads or record.partners)}
    return frozenset(actors) if len(actors) == len(("a", "b")) else None


def highlights(sections: Iterable[Section]) -> tuple[Card, ...]:
    """The first shown card of each list: what somebody with a minute to read takes away."""
    cards = [card for section in sections for card in section.cards]
    firsts = (next((card for card in cards if card.kind in kinds), None) for kinds in LISTS.values())
    return tuple(card for card in firsts if card is not None)
