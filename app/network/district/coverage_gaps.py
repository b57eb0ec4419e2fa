"""Gaps in supply: cells without an offer, or with clearly fewer than the number of people would suggest."""

from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from statistics import median

from app.network.district.inventory import Inventory
from app.network.district.need import Need, Needs
from app.network.district.service_cells import Cell
from app.network.district.supply import Pair, Supplies, Supply, upper_bound
from app.records.sources import InventoryCheck


@dataclass(frozen=True, slots=True)
class Rules:
    """Thresholds of a gap: less than the share ``few`` of the expected offers, at this ``confidence`` (0 to 1)."""

    few: float
    confidence: float


@dataclass(frozen=True, slots=True)
class Level:
    """The level of need of an area: it is greater than in ``above`` of the areas ``compared``, all further ones with known need.

    ``upper_half``: the need is at or above the median of all these areas, and ``compared`` is not 0.
    """

    above: int
    compared: int
    upper_half: bool


@dataclass(frozen=True, slots=True)
class Gap:
    """A cell without offers, or with few.

    ``level`` is None where the need is not known. ``check`` confirms that the list of offers is complete; None: no
    check confirms it. ``goal``: a decision names such an offer as a goal for the area.
    """

    cell: Cell
    supply: Supply
    need: Need | None
    level: Level | None
    check: InventoryCheck | None
    goal: bool

    @property
    def known_need(self) -> Need | None:
        """The need where its level is known."""
        return self.need if self.level is not None else None

    @property
    def clear(self) -> bool:
        """Whether the gap is certain: the list is complete and no offer fits in part.

        A cell without offers also takes high need or a goal.
        """
        wanted = self.goal or bool(self.supply.offers) or (self.level is not None and self.level.upper_half)
        return wanted and self.check is not None and not self.supply.partial


@dataclass(frozen=True, slots=True)
class GapSearch:
    """Gaps in the supply of the comparable areas."""

    needs: Needs
    supplies: Supplies
    inventory: Inventory
    rules: Rules

    def gaps(self, pair: Pair, *, goal: bool) -> Iterator[Gap]:
        """Gaps of a group and a theme in the order of the areas.

        A cell without offers is a gap. A cell with offers is a gap only where the need is known: fewer than ``few`` of
        what the citywide rate would suggest, and too few for chance.
        """
        levels = levels_among(self.needs.levels(pair[0]))
        amounts = self.supplies.amounts(pair)
        expected = self._expected(pair[0], amounts)
        for area in self.needs.areas:
            cell = Cell(area, *pair)
            supply = self.supplies.of(cell)
            if not supply.offers or self._few(amounts[area], expected.get(area)):
                check = self.inventory.confirmed("offers", "area", area, pair[1])
                need = self.needs.of_group(pair[0], area)
                yield Gap(cell, supply, need, levels.get(area), check, goal)

    def _expected(self, group: str, amounts: Mapping[str, float]) -> Mapping[str, float]:
        """Expected offers by area at the citywide rate, only where the need is known."""
        people = self.needs.people.get(group, {})
        if not people:
            return {}
        rate = sum(amounts.get(area, 0.0) for area in people) / sum(people.values())
        return {area: rate * count for area, count in people.items()}

    def _few(self, amount: float, expected: float | None) -> bool:
        if expected is None or amount >= self.rules.few * expected:
            return False
        return upper_bound(amount, self.rules.confidence) < expected


def levels_among(values: Mapping[str, float]) -> Mapping[str, Level]:
    """Levels by area among the areas with known need."""
    if not values:
        return {}
    middle, in_order = median(values.values()), sorted(values.values())
    return {
        area: Level(
            above=bisect_left(in_order, value),
            compared=len(values) - 1,
            upper_half=value >= middle and len(values) > 1,
        )
        for area, value in values.items()
    }
