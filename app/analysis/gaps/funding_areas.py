"""Which funding areas end soon or have no concept on record, and how much runs inside and outside of them?"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from app.analysis.cost import of_size
from app.analysis.interface import Analysis, Answer, parameter
from app.findings import Argument, Finding, Message, NotLookedAt, finding_key, in_order
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
    """What decides."""

    months: int = parameter(24, "months before its end from which a funding area is told", low=1, high=120)


def run(network: Network, parameters: Parameters) -> Answer:
    """One finding for each funding area that ends soon, and for each without a concept on record."""
    city = _City(network, parameters)
    findings = in_order(finding for one in city.active for finding in city.findings(one))
    empty = tuple(one.id for one in city.active if not city.areas_of(one))
    return Answer(
        findings=findings,
        summary={"funding_areas": len(city.active), "areas_inside": len(city.inside), **city.counts},
        not_looked_at=(NotLookedAt("funding_areas_without_area", len(empty), empty),),
    )


@dataclass(frozen=True)
class _City:
    network: Network
    parameters: Parameters

    @cached_property
    def active(self) -> tuple[FundingArea, ...]:
        """Funding areas designated on the day, sorted by id."""
        return tuple(one for one in self.network.records.funding_areas if one.period.active_on(self.network.as_of))

    def areas_of(self, one: FundingArea) -> tuple[str, ...]:
        """Recorded areas it covers."""
        return tuple(area for area in dict.fromkeys(one.areas) if self.network.record("areas", area) is not None)

    @cached_property
    def inside(self) -> frozenset[str]:
        """Comparable areas that a funding area covers."""
        covered = {area for one in self.active for area in self.network.area_tree.reached(self.areas_of(one))}
        return frozenset(self.network.view(quarters)) & covered

    @cached_property
    def counts(self) -> Mapping[str, int]:
        """Grants and running offers and projects inside and outside; those for both count in both."""
        outside = frozenset(self.network.view(quarters)) - self.inside
        funded = self.network.view(FundedWork)
        found = {"works_inside": 0, "works_outside": 0, "grants_inside": 0, "grants_outside": 0}
        for _, record in funded.cells.running:
            found["works_inside"] += not self.inside.isdisjoint(record.areas)
            found["works_outside"] += not outside.isdisjoint(record.areas)
        for grant in funded.grants:
            areas = {area for _, record in funded.of(grant) for area in record.areas}
            found["grants_inside"] += not self.inside.isdisjoint(areas)
            found["grants_outside"] += not outside.isdisjoint(areas)
        return found

    def _works_in(self, one: FundingArea) -> int:
        """Offers and projects that run in areas of one funding area or their parts."""
        presence = self.network.view(Presence)
        within = {part for area in self.areas_of(one) for part in presence.within(area)}
        return sum(not within.isdisjoint(record.areas) for _, record in presence.cells.running)

    def findings(self, one: FundingArea) -> Iterator[Finding]:
        near = months_later(self.network.as_of, self.parameters.months)
        if one.end is not None and one.end.last <= near:
            yield self._finding(one, "ends")
        if one.concept is None:
            yield self._finding(one, "no_concept")

    def _finding(self, one: FundingArea, code: str) -> Finding:
        arguments: dict[str, Argument] = {
            "funding_area": self.network.subject("funding_areas", one.id),
            "area": tuple(self.network.subject("areas", area) for area in self.areas_of(one)),
            "end": one.end.last if one.end else None,
            "concept": one.concept,
            "works": self._works_in(one),
        }
        known = code == "ends"
        return Finding(
            key=finding_key(ID, [one.id], code),
            analysis=ID,
            subjects=(self.network.subject("funding_areas", one.id),),
            score=_SCORES[code],
            band="clear" if known else "possible",
            rests_on="recorded" if known else "unknown",
            message=Message(code, arguments),
            evidence=(self.network.evidence("funding_areas", one.id),),
            contributions={code: _SCORES[code]},
            unknowns=() if known else ("concept",),
            card="close" if known else "ask",
        )


ANALYSIS = Analysis(
    id=ID,
    version=2,
    parameters=Parameters,
    run=run,
    needs=("funding_areas",),
    section="money",
    rank=2,
    cost=of_size(0.3),
)
