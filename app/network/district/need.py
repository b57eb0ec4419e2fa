"""Need of a group in an area: the number or share of people by an indicator, as far as disclosure allows."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from statistics import median

from app.network.disclosure.output_gate import OutputGate
from app.network.disclosure.suppression import Figure, Raised, Withheld, counts_people
from app.network.district.cities import Cities
from app.network.district.comparable_areas import comparable_areas
from app.network.graph.network import Network
from app.records.statistic import Indicator, Observation


def output_gate(network: Network) -> OutputGate:
    """The output gate for the statistics of a network."""
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

    ``raised`` is a threshold above that of the statistics; ``source`` keeps theirs. ``city``: the needs of that city
    alone; empty: of the areas in no city; None: of all areas.
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
        """Needs by city: areas of different cities are not compared."""
        cities = self.network.view(Cities)
        if self.city is not None or not cities.several:
            return (self,)
        city_ids = sorted({cities.of_area(area) or "" for area in self.areas})
        return tuple(Needs(self.network, self.raised, city) for city in city_ids)

    def around(self, area: str) -> "Needs":
        """The needs of the city of an area."""
        return self._by_area.get(area, self)

    @cached_property
    def _by_area(self) -> Mapping[str, "Needs"]:
        return {area: needs for needs in self.by_city for area in needs.areas}

    @cached_property
    def _newest_in_areas(self) -> Mapping[tuple[str, str], Observation]:
        areas = frozenset(self.areas)
        return {key: observation for key, observation in self._newest.items() if key[1] in areas}

    @cached_property
    def indicators(self) -> tuple[Indicator, ...]:
        """Indicators of need with at least one record in these areas, sorted by id."""
        recorded = {indicator for indicator, _ in self._newest_in_areas}
        return tuple(
            indicator
            for indicator in self.network.records.indicators
            if indicator.direction == "more_need" and indicator.id in recorded
        )

    @cached_property
    def primary(self) -> Mapping[str, Indicator]:
        """Primary indicator by group, sorted by group.

        Of several indicators the one recorded with a count, or a share and its base, in most areas; then the smaller id.
        """
        by_group: dict[str, list[Indicator]] = {}
        for indicator in self.indicators:
            if indicator.target_group is not None and counts_people(indicator):
                by_group.setdefault(indicator.target_group, []).append(indicator)
        return {
            group: min(indicators, key=lambda indicator: (-self._usable(indicator), indicator.id))
            for group, indicators in sorted(by_group.items())
        }

    def _usable(self, indicator: Indicator) -> int:
        """Areas with a record from which people could be counted; whether it is hidden makes no difference."""
        observations = (self._newest.get((indicator.id, area)) for area in self.areas)
        return sum(
            observation is not None
            and (observation.suppressed or indicator.measure == "count" or observation.base is not None)
            for observation in observations
        )

    def of_group(self, group: str, area: str) -> Need | None:
        """The need of a group in an area; None: no indicator is about the group."""
        indicator = self.primary.get(group)
        return None if indicator is None else self.of_indicator(indicator, area)

    def of_indicator(self, indicator: Indicator, area: str) -> Need:
        """The need by the newest record of an indicator about an area."""
        observation = self._newest.get((indicator.id, area))
        figure = self.network.view(output_gate).figure(observation, self.raised)
        return (
            Need(indicator, observation, figure)
            if isinstance(figure, Figure)
            else Need(indicator, observation, None, figure)
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
        return {
            group: {area: figure.count for area, figure in figures.items()} for group, figures in self.figures.items()
        }

    def compared_by_share(self, group: str) -> bool:
        """Whether areas are compared by shares: every known figure of the group has one; else by counts."""
        return all(figure.share is not None for figure in self.figures.get(group, {}).values())

    def levels(self, group: str) -> Mapping[str, float]:
        """Known levels by area: shares in percent, or counts (:meth:`compared_by_share`)."""
        return self._levels.get(group, {})

    @cached_property
    def _levels(self) -> Mapping[str, Mapping[str, float]]:
        return {group: self._levels_of(group) for group in self.figures}

    def _levels_of(self, group: str) -> Mapping[str, float]:
        if not self.compared_by_share(group):
            return self.people[group]
        return {area: figure.share for area, figure in self.figures[group].items() if figure.share is not None}

    @cached_property
    def middle_levels(self) -> Mapping[str, float]:
        """Median of the known levels by group; a group without any has none."""
        return {group: median(levels.values()) for group, levels in self._levels.items() if levels}

    @cached_property
    def without_base(self) -> tuple[str, ...]:
        """Ids of the newest records with a share but without its base, the number of people, sorted."""
        shares = {
            indicator.id for indicator in self.indicators if indicator.measure == "share" and counts_people(indicator)
        }
        observations = (
            observation for observation in self._newest_in_areas.values() if observation.indicator in shares
        )
        return tuple(
            sorted(
                observation.id
                for observation in observations
                if observation.base is None and observation.value is not None and not observation.suppressed
            )
        )

    @cached_property
    def _newest(self) -> Mapping[tuple[str, str], Observation]:
        """The newest record by indicator and area, hidden or not: an older value must not stand in for a hidden one."""
        begun = [
            observation
            for observation in self.network.records.observations
            if observation.ref_date.first <= self.network.as_of
        ]
        begun.sort(key=lambda observation: (observation.ref_date.last, observation.id))
        return {(observation.indicator, observation.area): observation for observation in begun}
