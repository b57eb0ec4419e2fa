"""Lapsed work: offers and projects that ended lately, of which nobody recorded whether they go on.

What has run out without a word about what came after?
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from app.analysis.cost import of_size
from app.analysis.interface import Analysis, Answer, parameter
from app.findings import Argument, Code, Finding, Message, Subject, finding_key, in_order
from app.network.district.funded_work import Work
from app.network.district.inventory import Inventory
from app.network.district.last_works import LastWorks, largest_block
from app.network.district.service_cells import Cell, offers_to_others
from app.network.graph.network import Network
from app.records.dates import PartialDate, months_later
from app.records.spelling import folded

ID = "lapsed-work"
_MOST_NAMED = 5


@dataclass(frozen=True, slots=True)
class Parameters:
    """Months to look back.

    ``months`` (12): more where lists are renewed rarely, fewer to ask only about what ran out lately.
    """

    months: int = parameter(12, "months since the end of an offer or project", low=1, high=60)


def run(network: Network, parameters: Parameters) -> Answer:
    """A question to each organisation whose offers or projects ran out while nothing is recorded since."""
    lapsed: dict[tuple[str, ...], list[Work]] = {}
    for topic, record in _Lapsed(network, parameters.months).works():
        actors = tuple(dict.fromkeys(actor for actor in record.leads or record.partners if actor in network.position))
        lapsed.setdefault(actors, []).append((topic, record))
    findings = in_order(_finding(network, actors, works, parameters.months) for actors, works in lapsed.items())
    return Answer(findings=findings, summary={"works": sum(map(len, lapsed.values())), "asked": len(findings)})


@dataclass(frozen=True)
class _Lapsed:
    """Works that ended in the months before the day, without anything recorded for their people since."""

    network: Network
    months: int

    def works(self) -> Iterator[Work]:
        """Lapsed works of organisations that still exist, offers first, the last ended first."""
        network, since = self.network, months_later(self.network.as_of, -self.months)
        ended = [(work, last_day) for work in self._every if since <= (last_day := _last_day(work)) < network.as_of]
        for work, _ in sorted(ended, key=lambda entry: (-entry[1].toordinal(), entry[0][0], entry[0][1].id)):
            if not network.position.keys().isdisjoint(work[1].actors) and not self._told_since(work):
                yield work

    @cached_property
    def _every(self) -> tuple[Work, ...]:
        """All offers to others and projects."""
        offers: Iterator[Work] = (("offers", offer) for offer in self.network.view(offers_to_others))
        projects: Iterator[Work] = (("projects", project) for project in self.network.records.projects)
        return (*offers, *projects)

    def _told_since(self, work: Work) -> bool:
        """Whether something is recorded of what came after: the same anew, money, other work, or a list confirmed since."""
        return self._goes_on(work) or self._is_funded(work) or not self._open(work)

    def _goes_on(self, work: Work) -> bool:
        """Whether one of its actors has work of the same name that outlasts the day."""
        topic, record = work
        return any((topic, folded(record.name), actor) in self._lasting_names for actor in record.actors)

    @cached_property
    def _lasting_names(self) -> frozenset[tuple[str, str, str]]:
        """Topics and names of the works that outlast the day, with each of their actors."""
        return frozenset(
            (topic, folded(record.name), actor)
            for topic, record in self._every
            if not self._is_over(record.end)
            for actor in record.actors
        )

    def _is_funded(self, work: Work) -> bool:
        topic, record = work
        return (topic, record.id) in self._funded

    @cached_property
    def _funded(self) -> frozenset[tuple[str, str]]:
        """Topics and ids of what grants pay for that outlast the day."""
        grants = [grant for grant in self.network.records.grants if not self._is_over(grant.end)]
        topics = ("offers", "projects")
        return frozenset((topic, work) for grant in grants for topic in topics for work in getattr(grant, topic))

    def _is_over(self, end: PartialDate | None) -> bool:
        return end is not None and end.last < self.network.as_of

    def _open(self, work: Work) -> bool:
        """Whether its people may be left without it: nothing recorded outlasts the day, and no list says that it is over.

        A work without an area, a target group or a theme is asked about too: nobody can tell who took its place.
        """
        _, record = work
        if not (record.areas and record.target_groups and record.themes):
            return True
        return bool(_open_cells(self.network, work))


def _open_cells(network: Network, work: Work) -> frozenset[Cell]:
    """Cells of a work that nothing serves and no list confirmed since says to be empty."""
    confirmed, end = network.view(Inventory).confirmed, _last_day(work)
    checks = {
        cell: confirmed(work[0], "area", cell.area, cell.theme) for cell in network.view(LastWorks).left_since(work)
    }
    return frozenset(cell for cell, check in checks.items() if check is None or check.checked_on.last <= end)


def _last_day(work: Work) -> date:
    return work[1].end.last if work[1].end else date.max


def _finding(network: Network, actors: Sequence[str], works: Sequence[Work], months: int) -> Finding:
    days = (network.as_of - months_later(network.as_of, -months)).days
    recent = 1 - (network.as_of - max(map(_last_day, works))).days / max(1, days)
    subjects = tuple(network.subject(topic, record.id) for topic, record in works)
    return Finding(
        key=finding_key(ID, actors or [subject.id for subject in subjects]),
        analysis=ID,
        subjects=subjects,
        score=round(recent, 9),
        band="possible",
        rests_on="unknown",
        message=Message("one" if len(works) == 1 else "several", _arguments(network, actors, works, subjects)),
        evidence=tuple(network.evidence(topic, record.id) for topic, record in works),
        contributions={"recent": round(recent, 9)},
        unknowns=("continuation",),
        card="ask",
    )


def _arguments(
    network: Network, actors: Sequence[str], works: Sequence[Work], subjects: Sequence[Subject]
) -> Mapping[str, Argument]:
    """Arguments of the sentences: what ended when, and, of a single work, whom nothing is recorded for since."""
    cells = largest_block(_open_cells(network, works[0])) if len(works) == 1 else ()
    named = tuple(zip(subjects, map(_last_day, works), strict=True))
    return {
        "actors": tuple(network.subject("actors", actor) for actor in actors),
        "works": named[:_MOST_NAMED],
        "more": max(0, len(named) - _MOST_NAMED),
        "count": len(named),
        "kinds": tuple(sorted({subject.kind for subject in subjects})),
        "areas": tuple(network.subject("areas", area) for area in sorted({cell.area for cell in cells})),
        "groups": tuple(Code("target_group", group) for group in sorted({cell.target_group for cell in cells})),
        "themes": tuple(Code("theme", theme) for theme in sorted({cell.theme for cell in cells})),
    }


ANALYSIS = Analysis(
    id=ID,
    version=1,
    parameters=Parameters,
    run=run,
    needs=("offers", "projects"),
    section="deadline",
    rank=2,
    cost=of_size(0.15),
)
