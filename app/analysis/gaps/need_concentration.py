"""In which areas do several indicators of need come together?"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from app.analysis.cost import of_size
from app.analysis.interface import Analysis, Answer, parameter
from app.findings import Argument, Code, Finding, Measure, Message, NotLookedAt, finding_key, in_order
from app.network.disclosure.suppression import RAISED, Raised
from app.network.district.need import Needs
from app.network.district.presence import Presence
from app.network.district.top_fifth import TopFifth, top_fifth
from app.network.graph.network import Network
from app.records.statistic import Indicator

ID = "need-concentration"


@dataclass(frozen=True, slots=True)
class Parameters:
    """What decides."""

    indicators: int = parameter(2, "fewest indicators in which an area is in the top fifth", low=1, high=50)
    suppression_threshold: Raised = parameter(
        "source", "fewest people from whom anything is derived: as the statistic says, or more", choices=RAISED
    )


def run(network: Network, parameters: Parameters) -> Answer:
    """One finding for each area in several top fifths, and the part of the people who live there as measures."""
    city = _City(network, parameters)
    findings = (city.finding(area) for area in city.compared if len(city.top(area)) >= parameters.indicators)
    hidden = tuple(area for area in city.needs.areas if area not in city.compared) if city.needs.indicators else ()
    return Answer(
        findings=in_order(findings),
        measures=tuple(city.measures()),
        summary={"areas": len(city.compared), "indicators": len(city.needs.indicators)},
        not_looked_at=(NotLookedAt("areas_with_hidden_need", len(hidden), hidden),),
    )


@dataclass(frozen=True)
class _City:
    network: Network
    parameters: Parameters

    @property
    def needs(self) -> Needs:
        return self.network.view(Needs, self.parameters.suppression_threshold)

    @cached_property
    def fifths(self) -> Mapping[str, TopFifth]:
        """The top fifth by indicator."""
        return {one.id: top_fifth(self.needs, one) for one in self.needs.indicators}

    @cached_property
    def compared(self) -> tuple[str, ...]:
        """Areas none of whose values is hidden: the number of the others would tell about the hidden one."""
        return tuple(area for area in self.needs.areas if "suppressed" not in self._withheld(area))

    def _withheld(self, area: str) -> set[str | None]:
        return {self.needs.of_indicator(one, area).withheld for one in self.needs.indicators}

    def top(self, area: str) -> list[Indicator]:
        return [one for one in self.needs.indicators if area in self.fifths[one.id].areas]

    def finding(self, area: str) -> Finding:
        top = self.top(area)
        needs = [self.needs.of_indicator(one, area) for one in top]
        whole = "not_recorded" not in self._withheld(area)
        passed_on = all(one.may_be_passed_on for one in self.needs.indicators)
        return Finding(
            key=finding_key(ID, [area]),
            analysis=ID,
            subjects=(self.network.subject("areas", area),),
            score=float(len(top)),
            band="clear" if whole else "possible",
            rests_on="documented" if all(one.source_note for one in top) else "recorded",
            message=Message("several", self._arguments(area, top)),
            evidence=tuple(
                self.network.evidence("observations", one.observation.id)
                for one in needs
                if one.observation is not None
            ),
            unknowns=() if whole else ("need_not_recorded",),
            audience="partners" if passed_on else "internal",
            card="close",
        )

    def _arguments(self, area: str, top: list[Indicator]) -> dict[str, Argument]:
        groups = dict.fromkeys(one.target_group for one in top if one.target_group is not None)
        days = (self.needs.of_indicator(one, area).day for one in top)
        people = [share for one in top if (share := self.fifths[one.id].people) is not None]
        presence = self.network.view(Presence)
        return {
            "area": self.network.subject("areas", area),
            "top": len(top),
            "compared": sum(self.needs.of_indicator(one, area).figure is not None for one in self.needs.indicators),
            "indicators": tuple(self.network.subject("indicators", one.id) for one in top),
            "groups": tuple(Code("target_group", one) for one in groups),
            "sources": tuple(dict.fromkeys(one.source_note for one in top if one.source_note)),
            "day": max((day for day in days if day is not None), default=None),
            "least": round(min(people, default=0)),
            "most": round(max(people, default=0)),
            "working_group": next(
                (self.network.subject("working_groups", one.id) for one in presence.groups(area)), None
            ),
            "mediator": next((self.network.subject("actors", one.id) for one in presence.mediators(area)), None),
        }

    def measures(self) -> Iterator[Measure]:
        """By indicator the percentage of the people counted who live in its top fifth."""
        for indicator, one in self.fifths.items():
            yield Measure(
                subject=self.network.subject("indicators", indicator),
                value=one.people,
                reason="no-top-fifth" if one.people is None else None,
                parts={"areas": float(len(one.areas)), "known": float(one.known)},
            )


ANALYSIS = Analysis(
    id=ID,
    version=2,
    parameters=Parameters,
    run=run,
    needs=("observations",),
    section="supply",
    rank=2,
    on_statistics=True,
    cost=of_size(4),
)
