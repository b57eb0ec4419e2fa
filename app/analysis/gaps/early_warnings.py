"""What ends soon, and what depends on it?"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date

from app.analysis.cost import of_size
from app.analysis.interface import Analysis, Answer, parameter
from app.findings import Argument, Code, Evidence, Finding, Message, NotLookedAt, Subject, finding_key, in_order
from app.network.district.funded_work import FundedWork, Work
from app.network.district.presence import Presence
from app.network.district.service_cells import Cell
from app.network.graph.network import Network
from app.records.actor import Actor
from app.records.dates import Period, months_later
from app.records.funding import FundingArea, Grant

ID = "early-warnings"
_SOON, _ALONE = 0.5, 0.5
"""Weights: half for how soon it ends, half when nothing else would be left."""


@dataclass(frozen=True, slots=True)
class Parameters:
    """How far to look ahead."""

    grants: int = parameter(12, "months before the end of a grant", low=1, high=60)
    areas: int = parameter(24, "months before the end of a funding area", low=1, high=120)
    mediators: int = parameter(9, "months before a mediating body ends", low=1, high=60)
    lead: int = parameter(3, "months a decision about what follows takes", low=0, high=24)


def run(network: Network, parameters: Parameters) -> Answer:
    """One finding for each work, funding area or mediator whose end is near, and for each funded work without an end."""
    ahead = _Ahead(network, parameters)
    findings = (*ahead.of_work(), *ahead.of_funding_areas(), *ahead.of_mediators())
    idle = tuple(one.id for one in ahead.funded.grants if not ahead.funded.of(one))
    codes = [one.message.code for one in findings]
    return Answer(
        findings=in_order(findings),
        summary={
            code: codes.count(code) for code in ("grant", "grant_in_part", "end_unknown", "funding_area", "mediator")
        },
        not_looked_at=(NotLookedAt("grants_without_work", len(idle), idle),),
    )


@dataclass(frozen=True)
class _Ahead:
    network: Network
    parameters: Parameters

    @property
    def funded(self) -> FundedWork:
        return self.network.view(FundedWork)

    def soon(self, period: Period, months: int) -> date | None:
        """The last day of a period, if it lies at most so many months ahead."""
        near = period.end is not None and period.end.last <= months_later(self.network.as_of, months)
        return period.end.last if near and period.end is not None else None

    def decide_by(self, end: date) -> date | None:
        """The day by which to decide what follows; None: it is past."""
        day = months_later(end, -self.parameters.lead)
        return day if day > self.network.as_of else None

    def contributions(self, end: date, months: int, *, alone: bool) -> Mapping[str, float]:
        """How soon it ends, from 0 at the edge of what is looked at, and whether nothing else is left."""
        whole = (months_later(self.network.as_of, months) - self.network.as_of).days
        left = (end - self.network.as_of).days
        return {"soon": round(_SOON * (1 - left / max(1, whole)), 9), "alone": _ALONE * alone}

    def of_work(self) -> Iterator[Finding]:
        for (topic, record_id), grants in self.funded.by_work.items():
            work = next(one for one in self.funded.of(grants[0]) if (one[0], one[1].id) == (topic, record_id))
            if any(one.end is None for one in grants):
                yield self._open_end(work, [one for one in grants if one.end is None])
            elif ending := [one for one in grants if self.soon(one.period, self.parameters.grants)]:
                yield self._ending(work, ending, [one for one in grants if one not in ending])

    def _open_end(self, work: Work, grants: Sequence[Grant]) -> Finding:
        return self._of_work("end_unknown", work, grants, {"soon": 0.0}, {})

    def _ending(self, work: Work, ending: Sequence[Grant], others: Sequence[Grant]) -> Finding:
        end = min(one.end.last for one in ending if one.end is not None)
        alone = self.alone(work)
        arguments: dict[str, Argument] = {
            "end": end,
            "decide_by": self.decide_by(end),
            **self._alone_arguments(_whole(alone)),
            "until": max((one.end.last for one in others if one.end is not None), default=None),
        }
        followed = bool(others) or self._followed(work, end)
        code = "grant_in_part" if followed else "grant"
        parts = self.contributions(end, self.parameters.grants, alone=bool(alone) and not followed)
        return self._of_work(code, work, ending, parts, arguments)

    def _followed(self, work: Work, end: date) -> bool:
        """Whether a grant that has not begun yet goes on after the end."""
        topic, record = work
        later = (one for one in self.network.records.grants if one.start and one.start.first > self.network.as_of)
        return any(record.id in getattr(one, topic) and (one.end is None or one.end.last > end) for one in later)

    def _alone_arguments(self, cells: Collection[Cell]) -> Mapping[str, Argument]:
        """Where nothing else is left, for whom and on what; every combination of the three is true."""
        return {
            "alone_areas": self._subjects("areas", sorted({cell.area for cell in cells})),
            "alone_groups": tuple(Code("target_group", one) for one in sorted({cell.target_group for cell in cells})),
            "alone_themes": tuple(Code("theme", one) for one in sorted({cell.theme for cell in cells})),
        }

    def alone(self, work: Work) -> frozenset[Cell]:
        """Cells of a work in which no other running offer or project is recorded."""
        record = work[1]
        cells = self.funded.cells
        mine = (cell for cell in cells.occupied if cell.area in record.areas)
        named = (cell for cell in mine if cell.target_group in record.target_groups and cell.theme in record.themes)
        return frozenset(
            cell
            for cell in named
            if all((one.topic, one.record) == (work[0], record.id) for one in cells.activities[cell])
        )

    def _of_work(
        self,
        code: str,
        work: Work,
        grants: Sequence[Grant],
        parts: Mapping[str, float],
        arguments: Mapping[str, Argument],
    ) -> Finding:
        topic, record = work
        programmes = sorted({one.programme for one in grants})
        recipients = sorted({actor for one in grants for actor in one.recipients})
        return self._finding(
            code,
            self.network.subject(topic, record.id),
            parts,
            {
                **arguments,
                "work": self.network.subject(topic, record.id),
                "area": self._subjects("areas", record.areas),
                "group": tuple(Code("target_group", one) for one in record.target_groups),
                "programmes": self._subjects("programmes", programmes),
                "recipients": self._subjects("actors", recipients),
            },
            (self.network.evidence(topic, record.id), *(self.network.evidence("grants", one.id) for one in grants)),
        )

    def of_funding_areas(self) -> Iterator[Finding]:
        for one in self.network.records.funding_areas:
            end = self.soon(one.period, self.parameters.areas) if one.period.active_on(self.network.as_of) else None
            if end is not None:
                yield self._funding_area(one, end)

    def _funding_area(self, one: FundingArea, end: date) -> Finding:
        known = [area for area in one.areas if self.network.record("areas", area) is not None]
        within = {part for area in known for part in self.network.view(Presence).within(area)}
        works = [record for _, record in self.funded.cells.running if not within.isdisjoint(record.areas)]
        arguments: dict[str, Argument] = {
            "funding_area": self.network.subject("funding_areas", one.id),
            "area": self._subjects("areas", known),
            "end": end,
            "concept": one.concept,
            "works": len(works),
            "decide_by": self.decide_by(end),
        }
        parts = self.contributions(end, self.parameters.areas, alone=False)
        subject = self.network.subject("funding_areas", one.id)
        return self._finding(
            "funding_area", subject, parts, arguments, (self.network.evidence("funding_areas", one.id),)
        )

    def of_mediators(self) -> Iterator[Finding]:
        for actor in self.network.actors:
            end = self.soon(actor.period, self.parameters.mediators)
            areas = [] if end is None else self._mediated(actor)
            if end is not None and (areas or actor.mediator):
                yield self._mediator(actor, areas, end)

    def _mediated(self, actor: Actor) -> list[str]:
        """Areas it is named for, sorted."""
        return [area.id for area in self.network.records.areas if actor.id in area.mediated_by]

    def _mediator(self, actor: Actor, areas: Sequence[str], end: date) -> Finding:
        presence = self.network.view(Presence)
        near = {one.id for area in areas for one in presence.mediators(area)} - {actor.id}
        others = {one for one in near if presence.lasts(one)}
        arguments: dict[str, Argument] = {
            "mediator": self.network.subject("actors", actor.id),
            "area": self._subjects("areas", areas),
            "end": end,
            "others": self._subjects("actors", sorted(others)),
            "decide_by": self.decide_by(end),
        }
        parts = self.contributions(end, self.parameters.mediators, alone=not others)
        evidence = [self.network.evidence("actors", actor.id)]
        evidence += [self.network.evidence("areas", area, "mediated_by") for area in areas]
        return self._finding("mediator", self.network.subject("actors", actor.id), parts, arguments, tuple(evidence))

    def _subjects(self, topic: str, ids: Sequence[str]) -> tuple[Subject, ...]:
        return tuple(self.network.subject(topic, one) for one in dict.fromkeys(ids))

    @staticmethod
    def _finding(
        code: str,
        subject: Subject,
        parts: Mapping[str, float],
        arguments: Mapping[str, Argument],
        evidence: tuple[Evidence, ...],
    ) -> Finding:
        known = code != "end_unknown"
        return Finding(
            key=finding_key(ID, [subject.id], code),
            analysis=ID,
            subjects=(subject,),
            score=round(sum(parts.values()), 9),
            band="clear" if known else "possible",
            rests_on="recorded" if known else "unknown",
            message=Message(code, arguments),
            evidence=evidence,
            contributions=parts,
            unknowns=("follow_up",) if code == "grant" else ("end_of_grant",) if not known else (),
            card="close" if known else "ask",
        )


def _whole(cells: AbstractSet[Cell]) -> Collection[Cell]:
    """As many cells as one sentence can name: all combinations of some areas, groups and themes are among them."""
    return max((_around(cell, cells) for cell in sorted(cells)), key=len, default=())


def _around(cell: Cell, cells: AbstractSet[Cell]) -> Collection[Cell]:
    """All combinations around a cell: the areas first, then the groups that fit them all, then the themes."""
    block = {one for one in cells if one == cell._replace(area=one.area)}
    for name in ("target_group", "theme"):
        terms = {getattr(one, name) for one in cells}
        layers = ({one._replace(**{name: term}) for one in block} for term in terms)
        block = {one for layer in layers if layer <= cells for one in layer}
    return block


ANALYSIS = Analysis(
    id=ID,
    version=2,
    parameters=Parameters,
    run=run,
    needs=("grants", "funding_areas", "areas"),
    section="deadline",
    cost=of_size(0.1),
)
