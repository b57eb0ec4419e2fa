"""Early warnings: funded work, last offers, funding areas and mediators whose end is near.

What ends soon, and what depends on it?
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from app.analysis.cost import of_size
from app.analysis.interface import Analysis, Answer, parameter
from app.findings import (
    Argument,
    Code,
    Evidence,
    Finding,
    Message,
    NotLookedAt,
    Subject,
    card_of_end,
    finding_key,
    in_order,
)
from app.network.district.funded_work import FundedWork, Work
from app.network.district.inventory import Inventory
from app.network.district.last_works import LastWorks, largest_block
from app.network.district.presence import Presence
from app.network.district.service_cells import Cell
from app.network.graph.network import Network
from app.records.actor import Actor
from app.records.dates import Period, months_later
from app.records.funding import FundingArea, Grant
from app.records.schema import Topic

ID = "early-warnings"
_SOON, _ALONE = 0.5, 0.5
"""Weights: half for how soon it ends, half when nothing else would be left."""

_MOST_NAMED = 3

_UNKNOWNS: Mapping[str, tuple[str, ...]] = {
    "grant": ("follow_up",),
    "end_unknown": ("end_of_grant",),
    "last_work": ("extension",),
}
"""What is not known of a finding, by the code of its message."""


@dataclass(frozen=True, slots=True)
class Parameters:
    """Months to look ahead.

    ``grants`` (12), ``works`` (12), ``areas`` (24), ``mediators`` (9): months before the end of a grant, of an offer or
    project without one that nothing else stands beside, of a funding area or of a mediating body; more where follow-up
    funding needs longer to arrange, fewer to hear only of what is urgent. ``lead`` (3): months that a decision takes; more
    where committees meet rarely.
    """

    grants: int = parameter(12, "months before the end of a grant", low=1, high=60)
    works: int = parameter(12, "months before the end of the last offer for some people on a theme", low=1, high=60)
    areas: int = parameter(24, "months before the end of a funding area", low=1, high=120)
    mediators: int = parameter(9, "months before a mediating body ends", low=1, high=60)
    lead: int = parameter(3, "months a decision about what follows takes", low=0, high=24)


def run(network: Network, parameters: Parameters) -> Answer:
    """Findings about every work, funding area or mediator whose end is near, and every funded work without an end."""
    outlook = Outlook(network, parameters)
    findings = (*outlook.of_work(), *outlook.of_last_works(), *outlook.of_funding_areas(), *outlook.of_mediators())
    idle = tuple(grant.id for grant in outlook.funded.grants if not outlook.funded.of(grant))
    codes = [finding.message.code for finding in findings]
    return Answer(
        findings=in_order(findings),
        summary={
            code: codes.count(code)
            for code in ("grant", "grant_in_part", "end_unknown", "last_work", "funding_area", "mediator")
        },
        not_looked_at=(NotLookedAt("grants_without_work", len(idle), idle),),
    )


@dataclass(frozen=True)
class Outlook:
    """Outlook on the ends of grants, funding areas and mediators of a network."""

    network: Network
    parameters: Parameters

    @property
    def funded(self) -> FundedWork:
        """Grants and the work they fund."""
        return self.network.view(FundedWork)

    def soon(self, period: Period, months: int) -> date | None:
        """Last day of a period, if it lies at most ``months`` ahead."""
        near = period.end is not None and period.end.last <= months_later(self.network.as_of, months)
        return period.end.last if near and period.end is not None else None

    def decide_by(self, end: date) -> date | None:
        """Day by which to decide what follows; None if the day is past."""
        day = months_later(end, -self.parameters.lead)
        return day if day > self.network.as_of else None

    def contributions(self, end: date, months: int, *, alone: bool) -> Mapping[str, float]:
        """Parts of the score: nearness of the end, 0 at the edge of ``months``, and whether nothing else is left."""
        days_ahead = (months_later(self.network.as_of, months) - self.network.as_of).days
        days_left = (end - self.network.as_of).days
        return {"soon": round(_SOON * (1 - days_left / max(1, days_ahead)), 9), "alone": _ALONE * alone}

    def of_work(self) -> Iterator[Finding]:
        """Findings about funded work with grants that end soon or have no recorded end; two about one work are one card."""
        for (topic, record_id), grants in self.funded.by_work.items():
            work = self.funded.work(topic, record_id)
            open_ended = [grant for grant in grants if grant.end is None]
            ends = [end for grant in grants if (end := self.soon(grant.period, self.parameters.grants))]
            findings = [self._ending(work, min(ends), grants)] if ends else []
            findings += [self._open_end(work, open_ended)] if open_ended else []
            card = card_of_end(findings[0].subjects[0]) if len(findings) > 1 else None
            yield from (replace(finding, cluster=card) for finding in findings)

    def of_last_works(self) -> Iterator[Finding]:
        """Findings about offers and projects without a grant that end soon, where nothing else is recorded beside them."""
        for topic, record in self.funded.cells.running:
            work, end = (topic, record), self.soon(record.period, self.parameters.works)
            funded = (topic, record.id) in self.funded.by_work or (end and self.funded.followed(work, end))
            if end is not None and not funded:
                cells = largest_block(self.network.view(LastWorks).left_empty(work))
                if cells:
                    yield self._last_work(work, end, cells)

    def _last_work(self, work: Work, end: date, cells: Collection[Cell]) -> Finding:
        """Finding about the last work of some cells; certain where their lists are confirmed and nothing else fits in part."""
        topic, record = work
        actors = [actor for actor in record.leads or record.partners if actor in self.network.position]
        parts = self.contributions(end, self.parameters.works, alone=True)
        in_part = self.network.view(LastWorks).fitting_in_part(cells, end)
        arguments: dict[str, Argument] = {
            **self._alone_arguments(cells),
            "kind": topic.removesuffix("s"),
            "end": end,
            "decide_by": self.decide_by(end),
            "actors": self._subjects("actors", actors),
            "partial": tuple(self.network.subject(*fitting) for fitting in in_part[:_MOST_NAMED]),
        }
        finding = self._of_work("last_work", work, (), parts, arguments)
        confirmed = self.network.view(Inventory).confirmed
        checks = [confirmed("offers", "area", cell.area, cell.theme) for cell in sorted(cells)]
        lists = dict.fromkeys(self.network.evidence("inventory_checks", check.id) for check in checks if check)
        sure = all(checks) and not in_part
        return replace(finding, evidence=(*finding.evidence, *lists), band="clear" if sure else "possible")

    def _open_end(self, work: Work, grants: Sequence[Grant]) -> Finding:
        """Finding about a work whose grants have no recorded end."""
        return self._of_work("end_unknown", work, grants, {"soon": 0.0}, {})

    def _ending(self, work: Work, end: date, grants: Sequence[Grant]) -> Finding:
        """Finding about a work and those of its grants that end first, on a day."""
        ending = [grant for grant in grants if grant.end is not None and grant.end.last == end]
        lasting = [grant for grant in grants if grant not in ending]
        alone = self.network.view(LastWorks).alone(work)
        arguments: dict[str, Argument] = {
            "end": end,
            "decide_by": self.decide_by(end),
            **self._alone_arguments(largest_block(alone)),
            "until": max((grant.end.last for grant in lasting if grant.end is not None), default=None),
            "open_ended": any(grant.end is None for grant in lasting),
        }
        followed = bool(lasting) or self.funded.followed(work, end)
        code = "grant_in_part" if followed else "grant"
        parts = self.contributions(end, self.parameters.grants, alone=bool(alone) and not followed)
        return self._of_work(code, work, ending, parts, arguments)

    def _alone_arguments(self, cells: Collection[Cell]) -> Mapping[str, Argument]:
        """Areas, target groups and themes for which nothing else is left; every combination of the three is a cell."""
        return {
            "alone_areas": self._subjects("areas", sorted({cell.area for cell in cells})),
            "alone_groups": tuple(
                Code("target_group", group) for group in sorted({cell.target_group for cell in cells})
            ),
            "alone_themes": tuple(Code("theme", theme) for theme in sorted({cell.theme for cell in cells})),
        }

    def _of_work(
        self,
        code: str,
        work: Work,
        grants: Sequence[Grant],
        parts: Mapping[str, float],
        arguments: Mapping[str, Argument],
    ) -> Finding:
        """Finding about a work and its grants."""
        topic, record = work
        programmes = sorted({grant.programme for grant in grants})
        recipients = sorted({actor for grant in grants for actor in grant.recipients})
        return self._finding(
            code,
            self.network.subject(topic, record.id),
            parts,
            {
                **arguments,
                "work": self.network.subject(topic, record.id),
                "area": self._subjects("areas", record.areas),
                "group": tuple(Code("target_group", group) for group in record.target_groups),
                "programmes": self._subjects("programmes", programmes),
                "recipients": self._subjects("actors", recipients),
            },
            (self.network.evidence(topic, record.id), *(self.network.evidence("grants", grant.id) for grant in grants)),
        )

    def of_funding_areas(self) -> Iterator[Finding]:
        """Findings about active funding areas that end soon."""
        for funding_area in self.network.records.funding_areas:
            active = funding_area.period.active_on(self.network.as_of)
            end = self.soon(funding_area.period, self.parameters.areas) if active else None
            if end is not None:
                yield self._funding_area(funding_area, end)

    def _funding_area(self, funding_area: FundingArea, end: date) -> Finding:
        """Finding about a funding area, with the number of works that run in it."""
        areas = [area for area in funding_area.areas if self.network.record("areas", area) is not None]
        within = {part for area in areas for part in self.network.view(Presence).within(area)}
        works = [record for _, record in self.funded.cells.all_running if not within.isdisjoint(record.areas)]
        arguments: dict[str, Argument] = {
            "funding_area": self.network.subject("funding_areas", funding_area.id),
            "area": self._subjects("areas", areas),
            "end": end,
            "concept": funding_area.concept,
            "works": len(works),
            "decide_by": self.decide_by(end),
        }
        parts = self.contributions(end, self.parameters.areas, alone=False)
        subject = self.network.subject("funding_areas", funding_area.id)
        return self._finding(
            "funding_area", subject, parts, arguments, (self.network.evidence("funding_areas", funding_area.id),)
        )

    def of_mediators(self) -> Iterator[Finding]:
        """Findings about mediating bodies that end soon."""
        for actor in self.network.actors:
            end = self.soon(actor.period, self.parameters.mediators)
            areas = [area.id for area in self.network.records.areas if end and actor.id in area.mediated_by]
            if end is not None and (areas or actor.mediator):
                yield self._mediator(actor, areas, end)

    def _mediator(self, actor: Actor, areas: Sequence[str], end: date) -> Finding:
        """Finding about a mediator, with the mediators that its areas keep."""
        presence = self.network.view(Presence)
        mediators = {mediator.id for area in areas for mediator in presence.mediators(area)} - {actor.id}
        lasting = {mediator for mediator in mediators if presence.lasts(mediator)}
        arguments: dict[str, Argument] = {
            "mediator": self.network.subject("actors", actor.id),
            "area": self._subjects("areas", areas),
            "end": end,
            "others": self._subjects("actors", sorted(lasting)),
            "decide_by": self.decide_by(end),
        }
        parts = self.contributions(end, self.parameters.mediators, alone=not lasting)
        evidence = [self.network.evidence("actors", actor.id)]
        evidence += [self.network.evidence("areas", area, "mediated_by") for area in areas]
        return self._finding("mediator", self.network.subject("actors", actor.id), parts, arguments, tuple(evidence))

    def _subjects(self, topic: Topic, ids: Sequence[str]) -> tuple[Subject, ...]:
        return tuple(self.network.subject(topic, record_id) for record_id in dict.fromkeys(ids))

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
            unknowns=_UNKNOWNS.get(code, ()),
            card="close" if known else "ask",
            cluster=card_of_end(subject) if code == "funding_area" else None,
        )


ANALYSIS = Analysis(
    id=ID,
    version=3,
    parameters=Parameters,
    run=run,
    needs=("grants", "funding_areas", "areas", "offers", "projects"),
    section="deadline",
    cost=of_size(1.1),
)
