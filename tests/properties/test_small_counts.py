"""Can a hidden number be narrowed down by somebody who knows everything printed, the rule, and every threshold?

Two adversaries try. One knows the rule so well that it runs the gate on every table there could be, and keeps those
that print the same. The other solves linear programs over random tables with boroughs, quarters, social spaces, women,
men and all, two days and gaps in what is recorded; it is told even which of the hidden numbers are small, and that those
of other areas are not.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import product
from random import Random

import numpy as np
import pytest
from scipy.optimize import linprog

from app.analysis.interface import catalogue
from app.errors import InvalidInput
from app.network.disclosure.output_gate import OutputGate
from app.network.disclosure.suppression import RAISED, SMALLEST_BASE
from app.network.district.need import Needs
from app.records.areas import AreaTree
from app.records.statistic import Observation
from tests.factories import area, indicator, network, observation
from tests.trials import trials

THRESHOLD = 10
QUARTERS = tuple("abcdef")
BOROUGHS = {"north": ("a", "b", "c"), "south": ("d", "e", "f")}
SPACES = {"s1": ("a", "b"), "s2": ("c", "d"), "s3": ("e", "f")}
AREAS = (
    area("city", kind="city"),
    *(area(borough, kind="borough", part_of="city") for borough in BOROUGHS),
    *(area(part, kind="quarter", part_of=borough) for borough, parts in BOROUGHS.items() for part in parts),
    *(area(space, kind="social_space", part_of="city") for space in SPACES),
)
PARTS = {"city": QUARTERS, **BOROUGHS, **SPACES, **{quarter: (quarter,) for quarter in QUARTERS}}
STATISTICS = {name: indicator(name, "count", direction="more_need") for name in ("women", "men", "all")}
DAYS = ("2021-12-31", "2023-12-31")

Cell = tuple[str, str, str]
"""A statistic, a day and an area."""


@dataclass(frozen=True, slots=True)
class Table:
    """Numbers of people by cell, and what of them is recorded."""

    truth: Mapping[Cell, int]
    recorded: tuple[Observation, ...]

    @property
    def gate(self) -> OutputGate:
        return OutputGate(tuple(STATISTICS.values()), self.recorded, AreaTree(AREAS))

    def small(self) -> Iterator[Cell]:
        """Recorded cells with fewer people than may be shown."""
        yield from sorted(cell for cell in recorded_in(self.recorded) if self.truth[cell] < THRESHOLD)

    def printed(self) -> Mapping[Cell, float]:
        return recorded_in(self.gate.visible_observations(self.recorded))


def recorded_in(observations: Iterable[Observation]) -> Mapping[Cell, float]:
    """Numbers of people in records: their values, and their bases, which are all."""
    values = {cell_of(entry): entry.value for entry in observations if entry.value is not None}
    return values | {("all", *cell_of(entry)[1:]): entry.base for entry in observations if entry.base is not None}


def cell_of(one: Observation) -> Cell:
    return one.indicator, f"{one.ref_date}", one.area


def table(seed: int) -> Table:
    """A table in which a number in five is small, now and then one near the threshold, and one in ten not recorded.

    In one of four nobody records all: women and men have them as their base.
    """
    random = Random(seed)
    truth = {}
    for day, quarter in product(DAYS, QUARTERS):
        women, men = (_count(random) for _ in "wm")
        truth |= {("women", day, quarter): women, ("men", day, quarter): men, ("all", day, quarter): women + men}
    for name, day, (whole, parts) in product(STATISTICS, DAYS, PARTS.items()):
        truth[name, day, whole] = sum(truth[name, day, part] for part in parts)
    left_out, as_base = 0.1 * (seed % 2), seed % 4 == 3
    recorded = tuple(
        observation(
            name,
            where,
            count,
            ref_date=day,
            id=f"{name}/{day}/{where}",
            base=truth["all", day, where] if as_base else None,
        )
        for (name, day, where), count in truth.items()
        if random.random() >= left_out and not (as_base and name == "all")
    )
    return Table(truth, recorded)


def _count(random: Random) -> int:
    return random.choice([random.randint(0, 9), random.randint(10, 20), *(random.randint(10, 300) for _ in "abc")])


def bounds(some: Table, cell: Cell) -> tuple[float, float]:
    """Between which numbers a small one lies, as a linear program over its day finds."""
    cells = sorted(term for term in some.truth if term[1] == cell[1])
    at = {term: column for column, term in enumerate(cells)}
    printed, small = some.printed(), {*some.small()}
    recorded, with_small = recorded_in(some.recorded), {member[1:] for member in small}
    with_small |= {cell_of(entry)[1:] for entry in some.recorded if (entry.base or SMALLEST_BASE) < SMALLEST_BASE}
    rows = [
        {(name, cell[1], whole): -1, **dict.fromkeys(((name, cell[1], part) for part in parts), 1)}
        for name in STATISTICS
        for whole, parts in sums_known_to_readers()
    ]
    rows += [{("women", cell[1], where): 1, ("men", cell[1], where): 1, ("all", cell[1], where): -1} for where in PARTS]
    equal = np.zeros((len(rows), len(cells)))
    for row, terms in enumerate(rows):
        for term, factor in terms.items():
            equal[row, at[term]] = factor
    limits = [
        (printed[item],) * 2
        if item in printed
        else (0, THRESHOLD - 1)
        if item in small
        else (THRESHOLD if item in recorded and item[1:] not in with_small else 0, None)
        for item in cells
    ]
    aim = np.array([float(entry == cell) for entry in cells])
    least, most = (linprog(sign * aim, A_eq=equal, b_eq=np.zeros(len(rows)), bounds=limits) for sign in (1, -1))
    assert least.status == most.status == 0
    return least.fun, -most.fun


def sums_known_to_readers() -> Iterator[tuple[str, tuple[str, ...]]]:
    """What the tree of areas says: a city is its boroughs, its quarters, and its social spaces."""
    yield "city", tuple(BOROUGHS)
    yield "city", tuple(SPACES)
    yield from BOROUGHS.items()


@pytest.mark.parametrize("first", range(0, trials(500), 25))
def test_no_hidden_number_is_narrowed_down_in_500_random_tables(first):
    for seed in range(first, first + 25):
        result = table(seed)
        assert not {*result.small()} & result.printed().keys()
        for cell in result.small():
            least, most = bounds(result, cell)
            assert least <= 1e-6, (seed, cell)
            assert most >= THRESHOLD - 1 - 1e-6, (seed, cell)


@pytest.mark.slow
def test_nor_by_who_knows_the_rule_and_tries_every_table_that_prints_the_same():
    """Four quarters of up to twelve people, a threshold of three, and the total: all 28,561 tables.

    Those with up to six in each quarter are looked at: what they can be mistaken for is among the tables.
    """
    city = (area("E", kind="city"), *(area(part, kind="quarter", part_of="E") for part in "abcd"))
    three = indicator("u", "count", smallest_count=3)
    same: dict[object, list[tuple[int, ...]]] = defaultdict(list)
    for counts in product(range(13), repeat=4):
        recorded = tuple(observation("u", where, count) for where, count in zip("abcd", counts, strict=True))
        whole = observation("u", "E", sum(counts))
        shown = OutputGate((three,), (*recorded, whole), AreaTree(city)).visible_observations((*recorded, whole))
        small = tuple(count < 3 for count in counts)
        same[tuple(entry.value for entry in shown), small].append(counts)
    for (_, small), tables in same.items():
        looked_at = any(max(counts) <= 6 for counts in tables)
        for at in (at for at, is_small in enumerate(small) if is_small and looked_at):
            assert {counts[at] for counts in tables} == {0, 1, 2}, tables


ABOUT_NEED = (
    "coverage",
    "failure-points",
    "need-concentration",
    "parallel-offers",
    "role-models",
    "unbridged-areas",
)


@pytest.mark.parametrize("analysis_id", ABOUT_NEED)
@pytest.mark.parametrize("lower", [3, 9, 10.5, 11, 12, 0, "7", "lowest"])
def test_nobody_who_asks_sets_a_threshold_of_their_own(analysis_id, lower):
    with pytest.raises(InvalidInput):
        catalogue()[analysis_id](network(), {"suppression_threshold": lower})


@pytest.mark.parametrize("seed", range(40))
def test_a_higher_threshold_tells_nothing_new(seed):
    """Whoever tries them all sees the numbers that the source's own threshold shows, fewer each time."""
    result = table(seed)
    city = network(*AREAS, *STATISTICS.values(), *result.recorded)
    usual = _published_counts(Needs(city))
    assert usual <= result.printed().items()
    for raised in RAISED:
        outcome = _published_counts(Needs(city, raised))
        assert outcome <= usual
        assert {entry for entry in usual - outcome if entry[1] >= int(raised.replace("source", "0"))} == set()


def _published_counts(needs: Needs) -> set[tuple[Cell, float]]:
    entries = set()
    for entry in needs.indicators:
        for where in needs.areas:
            need = needs.of_indicator(entry, where)
            if need.figure is not None:
                entries.add((cell_of(need.observation), need.figure.count))
    return entries
