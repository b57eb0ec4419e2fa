"""Areas that stand in the top fifth of several indicators of need.

In which areas do several indicators of need come together?
"""

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
    """Number of top fifths that make a hint, and the people needed for a figure.

    ``indicators`` (2): raise it where many indicators are recorded and nearly every area would be named.
    ``suppression_threshold`` (``source``: as each statistic says): ``10``, ``20``, ``50`` or ``100`` hide counts of fewer
    people too; set one where readers know the people counted.
    """

    indicators: int = parameter(2, "fewest indicators in which an area is in the top fifth", low=1, high=50)
    suppression_threshold: Raised = parameter(
        "source", "fewest people from whom anything is derived: as the statistic says, or more", choices=RAISED
    )


def run(network: Network, parameters: Parameters) -> Answer:
    """A finding for each area in several top fifths, and the share of people living in each top fifth as measures."""
    comparison = _NeedComparison(network, parameters)
    findings = (
        comparison.finding(area) for area in comparison.compared if len(comparison.top(area)) >= parameters.indicators
    )
    hidden = (
        tuple(area for area in comparison.needs.areas if area not in comparison.compared)
        if comparison.needs.indicators
        else ()
    )
    return Answer(
        findings=in_order(findings),
        measures=tuple(comparison.measures()),
        summary={"areas": len(comparison.compared), "indicators": len(comparison.needs.indicators)},
        not_looked_at=(NotLookedAt("areas_with_hidden_need", len(hidden), hidden),),
    )


@dataclass(frozen=True)
class _NeedComparison:
    """The need of areas of a network by each indicator, side by side."""

    network: Network
    parameters: Parameters

    @property
    def needs(self) -> Needs:
        return self.network.view(Needs, self.parameters.suppression_threshold)

    @cached_property
    def fifths(self) -> Mapping[str, TopFifth]:
        """The top fifth by indicator."""
        return {indicator.id: top_fifth(self.needs, indicator) for indicator in self.needs.indicators}

    @cached_property
    def compared(self) -> tuple[str, ...]:
        """Areas with no hidden value: the number of top fifths among the open values would tell about the hidden one."""
        return tuple(area for area in self.needs.areas if "suppressed" not in self._withheld(area))

    def _withheld(self, area: str) -> set[str | None]:
        return {self.needs.of_indicator(indicator, area).withheld for indicator in self.needs.indicators}

    def top(self, area: str) -> list[Indicator]:
        return [indicator for indicator in self.needs.indicators if area in self.fifths[indicator.id].areas]

    def finding(self, area: str) -> Finding:
        top = self.top(area)
        needs = [self.needs.of_indicator(indicator, area) for indicator in top]
        whole = "not_recorded" not in self._withheld(area)
        passed_on = all(indicator.may_be_passed_on for indicator in self.needs.indicators)
        return Finding(
            key=finding_key(ID, [area]),
            analysis=ID,
            subjects=(self.network.subject("areas", area),),
            score=float(len(top)),
            band="clear" if whole else "possible",
            rests_on="documented" if all(indicator.source_note for indicator in top) else "recorded",
            message=Message("several", self._arguments(area, top)),
            evidence=tuple(
                self.network.evidence("observations", need.observation.id)
                for need in needs
                if need.observation is not None
            ),
            unknowns=() if whole else ("need_not_recorded",),
            audience="partners" if passed_on else "internal",
            card="close",
        )

    def _arguments(self, area: str, top: list[Indicator]) -> dict[str, Argument]:
        groups = dict.fromkeys(indicator.target_group for indicator in top if indicator.target_group is not None)
        days = (self.needs.of_indicator(indicator, area).day for indicator in top)
        people = [share for indicator in top if (share := self.fifths[indicator.id].people) is not None]
        presence = self.network.view(Presence)
        return {
            "area": self.network.subject("areas", area),
            "top": len(top),
            "compared": sum(
                self.needs.of_indicator(indicator, area).figure is not None for indicator in self.needs.indicators
            ),
            "indicators": tuple(self.network.subject("indicators", indicator.id) for indicator in top),
            "groups": tuple(Code("target_group", group) for group in groups),
            "sources": tuple(dict.fromkeys(indicator.source_note for indicator in top if indicator.source_note)),
            "day": max((day for day in days if day is not None), default=None),
            "least": round(min(people, default=0)),
            "most": round(max(people, default=0)),
            "working_group": next(
                (self.network.subject("working_groups", group.id) for group in presence.lasting_groups(area)), None
            ),
            "mediator": next(
                (self.network.subject("actors", actor.id) for actor in presence.lasting(presence.mediators(area))), None
            ),
        }

    def measures(self) -> Iterator[Measure]:
        """Percentage of the people counted by an indicator who live in its top fifth, for each indicator."""
        for indicator, fifth in self.fifths.items():
            yield Measure(
                subject=self.network.subject("indicators", indicator),
                value=fifth.people,
                reason="no-top-fifth" if fifth.people is None else None,
                parts={"areas": float(len(fifth.areas)), "known": float(fifth.known)},
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
    cost=of_size(1),
)
