"""Funding areas that end soon or lack a concept, and the work inside and outside of them.

Which funding areas end soon or have no concept on record, and how much runs inside and outside of them?
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from app.analysis.cost import of_size
from app.analysis.interface import Analysis, Answer, parameter
from app.findings import Argument, Finding, Message, NotLookedAt, card_of_end, finding_key, in_order
from app.network.district.comparable_areas import quarters
from app.network.district.funded_work import FundedWork
from app.network.district.presence import Presence
from app.network.graph.network import Network
from app.records.dates import months_later
from app.records.funding import FundingArea

ID = "funding-areas"
_SCORES = {"ends": 1.0, "no_concept": 0.5}


@dataclass(frozen=True, slots=True)
class Parameters:
    """Months to look ahead.

    ``months`` (24): more where what follows needs a long time to prepare, fewer to hear only of what is urgent.
    """

    months: int = parameter(24, "months before its end from which a funding area is told", low=1, high=120)


def run(network: Network, parameters: Parameters) -> Answer:
    """A finding for every funding area that ends soon, and for every funding area without a concept on record."""
    review = FundingAreaReview(network, parameters)
    findings = in_order(finding for funding_area in review.active for finding in review.findings(funding_area))
    empty = tuple(funding_area.id for funding_area in review.active if not review.areas_of(funding_area))
    return Answer(
        findings=findings,
        summary={"funding_areas": len(review.active), "areas_inside": len(review.inside), **review.counts},
        not_looked_at=(NotLookedAt("funding_areas_without_area", len(empty), empty),),
    )


@dataclass(frozen=True)
class FundingAreaReview:
    """Review of the active funding areas of a network."""

    network: Network
    parameters: Parameters

    @cached_property
    def active(self) -> tuple[FundingArea, ...]:
        """Funding areas designated on the day, sorted by id."""
        return tuple(
            funding_area
            for funding_area in self.network.records.funding_areas
            if funding_area.period.active_on(self.network.as_of)
        )

    def areas_of(self, funding_area: FundingArea) -> tuple[str, ...]:
        """Recorded areas that a funding area covers."""
        return tuple(
            area for area in dict.fromkeys(funding_area.areas) if self.network.record("areas", area) is not None
        )

    @cached_property
    def inside(self) -> frozenset[str]:
        """Comparable areas that a funding area covers."""
        tree = self.network.area_tree
        covered = {area for funding_area in self.active for area in tree.reached(self.areas_of(funding_area))}
        return frozenset(self.network.view(quarters)) & covered

    @cached_property
    def counts(self) -> Mapping[str, int]:
        """Numbers of grants and running works inside and outside of funding areas; both count what lies in both."""
        outside = frozenset(self.network.view(quarters)) - self.inside
        funded = self.network.view(FundedWork)
        counts = {"works_inside": 0, "works_outside": 0, "grants_inside": 0, "grants_outside": 0}
        for _, record in funded.cells.running:
            counts["works_inside"] += not self.inside.isdisjoint(record.areas)
            counts["works_outside"] += not outside.isdisjoint(record.areas)
        for grant in funded.grants:
            areas = {area for _, record in funded.of(grant) for area in record.areas}
            counts["grants_inside"] += not self.inside.isdisjoint(areas)
            counts["grants_outside"] += not outside.isdisjoint(areas)
        return counts

    def _works_in(self, funding_area: FundingArea) -> int:
        """Number of offers and projects that run in the areas of a funding area or their parts."""
        presence = self.network.view(Presence)
        within = {part for area in self.areas_of(funding_area) for part in presence.within(area)}
        return sum(not within.isdisjoint(record.areas) for _, record in presence.cells.running)

    def findings(self, funding_area: FundingArea) -> Iterator[Finding]:
        """Findings about the end and the concept of a funding area."""
        horizon = months_later(self.network.as_of, self.parameters.months)
        if funding_area.end is not None and funding_area.end.last <= horizon:
            yield self._finding(funding_area, "ends")
        if funding_area.concept is None:
            yield self._finding(funding_area, "no_concept")

    def _finding(self, funding_area: FundingArea, code: str) -> Finding:
        """Finding of a message code about a funding area, with the works in it."""
        subject = self.network.subject("funding_areas", funding_area.id)
        arguments: dict[str, Argument] = {
            "funding_area": subject,
            "area": tuple(self.network.subject("areas", area) for area in self.areas_of(funding_area)),
            "end": funding_area.end.last if funding_area.end else None,
            "concept": funding_area.concept,
            "works": self._works_in(funding_area),
        }
        known = code == "ends"
        return Finding(
            key=finding_key(ID, [funding_area.id], code),
            analysis=ID,
            subjects=(subject,),
            score=_SCORES[code],
            band="clear" if known else "possible",
            rests_on="recorded" if known else "unknown",
            message=Message(code, arguments),
            evidence=(self.network.evidence("funding_areas", funding_area.id),),
            contributions={code: _SCORES[code]},
            unknowns=() if known else ("concept",),
            card="close" if known else "ask",
            cluster=card_of_end(subject) if known else None,
        )


ANALYSIS = Analysis(
    id=ID,
    version=2,
    parameters=Parameters,
    run=run,
    needs=("funding_areas",),
    section="money",
    rank=2,
    cost=of_size(0.5),
)
