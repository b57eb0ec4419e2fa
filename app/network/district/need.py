"""How many people of a group live in an area, as far as that may be told?"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from app.network.disclosure.output_gate import OutputGate
from app.network.disclosure.suppression import Figure, Raised, Withheld, counts_people
from app.network.district.cities import Cities
from app.network.district.comparable_areas import comparable_areas
from app.network.graph.network import Network
from app.records.statistic import Indicator, Observation


def output_gate(network: Network) -> OutputGate:
    """What may be told of the statistics of a network."""
    return OutputGate(network.records.indicators, network.records.observations, network.area_tree)


@dataclass(frozen=True, slots=True)
class Need:
    """The need of a group in an area. ``figure`` None: nothing may be derived from it, ``withheld`` says why."""

    indicator: Indicator
    observation: Observation | None
    figure: Figure | None
    withheld: Withheld | None = None

    @property
    def day(self) -> date | None:
        """The reference date of a known need."""
        return self.observation.ref_date.last if self.figure is not None and self.observation is not None else None


@dataclass(frozen=True)
class Needs:
    """The need of every group in every comparable area, by indicators whose direction is ``more_need``.

    ``raised`` is a threshold above that of the statistics, where somebody asks for one. ``city``: of that city alone,
    empty: of areas in none; None: of all.
    """

    network: Network
    raised: Raised = "source"
    city: str | None = None

    @cached_property
    def areas(self) -> tuple[str, ...]:
        """Areas that are compared, sorted."""
        areas, of_area = self.network.view(comparable_areas), self.network.view(Cities).of_area
        return areas if self.city is None else tuple(area for area in areas if (of_area(area) or "") == self.city)

    @cached_property
    def by_city(self) -> tuple["Needs", ...]:
        """The needs of each city in the file: areas of different cities are not compared."""
        cities = self.network.view(Cities)
        if self.city is not None or not cities.several:
            return (self,)
        named = sorted({cities.of_area(area) or "" for area in self.areas})
        return tuple(self.network.view(Needs, self.raised, city) for city in named)

    def around(self, area: str) -> "Needs":
        """The needs of the city of an area."""
        return next((needs for needs in self.by_city if area in needs.areas), self)

    @cached_property
    def _newest_here(self) -> Mapping[tuple[str, str], Observation]:
        areas = frozenset(self.areas)
        return {key: one for key, one in self._newest.items() if key[1] in areas}

    @cached_property
    def indicators(self) -> tuple[Indicator, ...]:
        """Indicators of need with at least one record in these areas, sorted by id."""
        recorded = {indicator for indicator, _ in self._newest_here}
        return tuple(
            one for one in self.network.records.indicators if one.direction == "more_need" and one.id in recorded
        )

    @cached_property
    def primary(self) -> Mapping[str, Indicator]:
        """The one indicator of each group, sorted by group.

        Of several the one that is recorded with a count, or a share and its base, in most areas; then the smaller id.
        """
        by_group: dict[str, list[Indicator]] = {}
        for one in self.indicators:
            if one.target_group is not None and counts_people(one):
                by_group.setdefault(one.target_group, []).append(one)
        return {
            group: min(some, key=lambda one: (-self._usable(one), one.id)) for group, some in sorted(by_group.items())
        }

    def _usable(self, indicator: Indicator) -> int:
        """Areas with a record from which people could be counted; whether it is hidden makes no difference."""
        found = (self._newest.get((indicator.id, area)) for area in self.areas)
        return sum(
            one is not None and (one.suppressed or indicator.measure == "count" or one.base is not None)
            for one in found
        )

    def of_group(self, group: str, area: str) -> Need | None:
        """The need of a group in an area; None: no indicator is about the group."""
        indicator = self.primary.get(group)
        return None if indicator is None else self.of_indicator(indicator, area)

    def of_indicator(self, indicator: Indicator, area: str) -> Need:
        """What the newest record of an indicator says about an area."""
        observation = self._newest.get((indicator.id, area))
        found = self.network.view(output_gate).figure(observation, self.raised)
        return (
            Need(indicator, observation, found)
            if isinstance(found, Figure)
            else Need(indicator, observation, None, found)
        )

    @cached_property
    def figures(self) -> Mapping[str, Mapping[str, Figure]]:
        """People by group and area, only where known."""
        return {
            group: {
                area: need for area in self.areas if (need := self.of_indicator(indicator, area).figure) is not None
            }
            for group, indicator in self.primary.items()
        }

    @cached_property
    def people(self) -> Mapping[str, Mapping[str, float]]:
        """Numbers of people by group and area, only where known."""
        return {group: {area: one.count for area, one in by.items()} for group, by in self.figures.items()}

    def compared_by_share(self, group: str) -> bool:
        """Whether areas are compared by shares: every known figure of the group has one; else by counts."""
        return all(one.share is not None for one in self.figures.get(group, {}).values())

    def levels(self, group: str) -> Mapping[str, float]:
        """What areas are compared by, only where known: shares in percent, or counts."""
        if not self.compared_by_share(group):
            return self.people.get(group, {})
        return {area: one.share for area, one in self.figures.get(group, {}).items() if one.share is not None}

    @cached_property
    def without_base(self) -> tuple[str, ...]:
        """Ids of newest records that give a share but not of how many people, sorted."""
        shares = {one.id for one in self.indicators if one.measure == "share" and counts_people(one)}
        found = (one for one in self._newest_here.values() if one.indicator in shares)
        return tuple(
            sorted(one.id for one in found if one.base is None and one.value is not None and not one.suppressed)
        )

    @cached_property
    def _newest(self) -> Mapping[tuple[str, str], Observation]:
        """The newest record by indicator and area, hidden or not: an older value must not stand in for a hidden one."""
        begun = [one for one in self.network.records.observations if one.ref_date.first <= self.network.as_of]
        begun.sort(key=lambda one: (one.ref_date.last, one.id))
        return {(one.indicator, one.area): one for one in begun}
