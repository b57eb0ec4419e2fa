"""In which cells is there no offer, or clearly fewer than the number of people would suggest?"""

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
    """The thresholds: ``few`` of what is expected, surely so at this ``confidence``."""

    few: float
    confidence: float


@dataclass(frozen=True, slots=True)
class Level:
    """How an area compares: its need is greater than in ``above`` of ``others`` other areas with known need.

    ``upper_half``: it is at or above the median of all of them, and there is another one.
    """

    above: int
    others: int
    upper_half: bool


@dataclass(frozen=True, slots=True)
class Gap:
    """A cell with no offers, or with few.

    ``level`` is None where the need is not known, and then nothing else depends on it. ``check`` says that the list of
    offers is complete, None: nobody says so. ``goal``: somebody decided that the area should have such an offer.
    """

    cell: Cell
    supply: Supply
    need: Need | None
    level: Level | None
    check: InventoryCheck | None
    goal: bool

    @property
    def known_need(self) -> Need | None:
        """The need where something may be said about it."""
        return self.need if self.level is not None else None

    @property
    def clear(self) -> bool:
        """Whether it can be told for sure; without any offer it takes high need or a goal."""
        wanted = self.goal or bool(self.supply.offers) or (self.level is not None and self.level.upper_half)
        return wanted and self.check is not None and not self.supply.partial


@dataclass(frozen=True, slots=True)
class GapSearch:
    """Looks for gaps in the supply of the comparable areas."""

    needs: Needs
    supplies: Supplies
    inventory: Inventory
    rules: Rules

    def gaps(self, pair: Pair, *, goal: bool) -> Iterator[Gap]:
        """Gaps of a group and a theme in the order of the areas.

        No offer is a gap. Some offers are one only where the need is known: fewer than ``few`` of what the citywide
        rate would suggest, and too few for chance.
        """
        levels = _levels(self.needs.levels(pair[0]))
        expected, amounts = self._expected(pair), self.supplies.amounts(pair)
        for area in self.needs.areas:
            cell = Cell(area, *pair)
            supply = self.supplies.of(cell)
            if not supply.offers or self._few(amounts[area], expected.get(area)):
                check = self.inventory.confirmed("offers", "area", area, pair[1])
                need = self.needs.of_group(pair[0], area)
                yield Gap(cell, supply, need, levels.get(area), check, goal)

    def _expected(self, pair: Pair) -> Mapping[str, float]:
        """What each area would have at the citywide rate, only where the need is known."""
        people, amounts = self.needs.people.get(pair[0], {}), self.supplies.amounts(pair)
        if not people:
            return {}
        rate = sum(amounts.get(area, 0.0) for area in people) / sum(people.values())
        return {area: rate * count for area, count in people.items()}

    def _few(self, amount: float, expected: float | None) -> bool:
        if expected is None or amount >= self.rules.few * expected:
            return False
        return upper_bound(amount, self.rules.confidence) < expected


def _levels(values: Mapping[str, float]) -> Mapping[str, Level]:
    """Each area among those whose need is known."""
    if not values:
        return {}
    middle = median(values.values())
    return {
        area: Level(
            above=sum(other < value for other in values.values()),
            others=len(values) - 1,
            upper_half=value >= middle and len(values) > 1,
        )
        for area, value in values.items()
    }
