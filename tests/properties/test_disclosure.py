"""Can a hidden number be worked out from what is shown? A solver tries, over random tables with margins.

A table has six quarters in two boroughs, a second division of the same city into three social spaces, two statistics
and two dates. The solver knows more than any reader: every total of a wider area that is recorded, and the exact number
of every quarter about which anything at all is told. Bounds it finds for a hidden number must not be narrower than the
threshold, unless the totals alone, without us, say as much.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from random import Random

import numpy as np
import pytest
from scipy.optimize import linprog

from app.analysis.interface import catalogue
from app.findings import Result
from app.network.disclosure.output_gate import OutputGate
from app.network.disclosure.secondary_suppression import KeptBack
from app.network.disclosure.suppression import Figure, figure
from app.network.district.need_and_supply import NeedAndSupply
from app.network.graph.network import Network
from app.records.records import Record
from app.records.statistic import DEFAULT_THRESHOLD, Observation
from app.report.forms import json
from app.usecases.make_report import AUDIENCES, rendered, report_of, results_for_report
from tests.factories import area, checked, funding_area, indicator, network, observation, offer, outline, project
from tests.trials import trials

QUARTERS = tuple("abcdef")
WIDER = {"city": QUARTERS, "north": ("a", "b", "c"), "south": ("d", "e", "f")}
SPACES = {"s1": ("a", "b"), "s2": ("c", "d"), "s3": ("e", "f")}
AREAS = (
    area("city", kind="city"),
    area("north", kind="borough", part_of="city"),
    area("south", kind="borough", part_of="city"),
    *(
        area(
            quarter,
            kind="quarter",
            part_of="north" if quarter in WIDER["north"] else "south",
            geometry=outline(7.0 + 0.01 * at, 51.0),
        )
        for at, quarter in enumerate(QUARTERS)
    ),
    *(area(space, kind="social_space", part_of="city") for space in SPACES),
)
GROUPS = {"u": "unemployed", "c": "children"}
INDICATORS = {
    "u": indicator("u", "count", direction="more_need", target_group="unemployed", may_be_passed_on=True),
    "c": indicator("c", "share", direction="more_need", target_group="children", may_be_passed_on=True),
}
DAYS = ("2021-12-31", "2023-12-31")
SEEN_ON = (date(2022, 6, 1), date(2024, 9, 1))
BASE = 1000
ABOUT_NEED = {
    "coverage": {"goals": ["unemployed/sport", "children/sport"]},
    "need-concentration": {"indicators": 1},
    "unbridged-areas": {"fifths": 4},
    "role-models": {"indicators": 1, "distance": 5.0, "nearest": 20},
    "failure-points": {},
    "parallel-offers": {},
}

Cell = tuple[str, str, str]
"""A statistic, a date and a quarter."""


@dataclass(frozen=True, slots=True)
class Table:
    """What is true, and what is recorded of it."""

    truth: Mapping[Cell, int]
    records: tuple[Record, ...]

    def observations(self) -> Iterator[Observation]:
        yield from (record for record in self.records if isinstance(record, Observation))


def count_of(random: Random) -> int:
    return random.randint(0, 9) if random.random() < 0.25 else random.randint(10, 300)


def table(seed: int) -> Table:
    """Numbers of people, about a quarter of them small; some hidden by their source, some not recorded at all."""
    random = Random(seed)
    truth = {(entry, day, where): count_of(random) for entry in INDICATORS for day in DAYS for where in QUARTERS}
    return Table(truth, (*AREAS, *INDICATORS.values(), *_recorded(truth, random), *_city(random)))


def with_one_hidden_in_each_margin(seed: int) -> Table:
    """Everything is recorded, and in each borough one quarter is below the threshold."""
    random = Random(seed)
    small = {random.choice(WIDER[name]) for name in ("north", "south")}
    truth = {
        (item, day, where): random.randint(0, 9) if where in small else random.randint(10, 300)
        for item in INDICATORS
        for day in DAYS
        for where in QUARTERS
    }
    recorded = [observation_of(*cell[:2], (cell[2],), cell[2], truth) for cell in truth]
    recorded += [
        observation_of(entry, day, parts, where, truth)
        for entry in INDICATORS
        for day in DAYS
        for where, parts in (WIDER | SPACES).items()
    ]
    return Table(truth, (*AREAS, *INDICATORS.values(), *recorded, *_city(random)))


def observation_of(
    entry: str, day: str, parts: Iterable[str], where: str, truth: Mapping[Cell, int], **values: object
) -> Record:
    """What is recorded about an area: the sum of its quarters, as a count or as a share of its base."""
    people, base = sum(truth[entry, day, part] for part in parts), BASE * len([*parts])
    shown = people if entry == "u" else 100 * people / base
    given = {"value": shown, "base": None if entry == "u" else base} | values
    return observation(entry, where, given.pop("value"), ref_date=day, id=f"{entry}/{day}/{where}", **given)


def _recorded(truth: Mapping[Cell, int], random: Random) -> Iterator[Record]:
    for entry, day, where in truth:
        if random.random() < 0.9:
            hidden = {"value": None, "suppressed": True} if random.random() < 0.1 else {}
            yield observation_of(entry, day, (where,), where, truth, **hidden)
    for entry in INDICATORS:
        for day in DAYS:
            for where, parts in (WIDER | SPACES).items():
                if random.random() < 0.7:
                    yield observation_of(entry, day, parts, where, truth)


def _city(random: Random) -> Iterator[Record]:
    """Offers, projects and lists that make analyses speak about need."""
    for number in range(random.randint(2, 10)):
        where = " ".join(random.sample(QUARTERS, random.randint(1, 3)))
        yield offer(
            f"o{number}", random.choice("ABC"), areas=where, target_groups=GROUPS["uc"[number % 2]], themes="sport"
        )
    yield project("model", "A", areas=random.choice(QUARTERS), themes="sport", role_model="stated", start="2020")
    yield from (
        checked(kind, where) for kind in ("offers", "projects", "mediators") for where in random.sample(QUARTERS, 4)
    )
    yield funding_area("funded", random.choice(QUARTERS))


def hidden_cells(sums: Table) -> Iterator[Cell]:
    """Recorded quarters whose number may not be shown."""
    for entry in sums.observations():
        result = figure(INDICATORS[entry.indicator], entry)
        if entry.area in QUARTERS and result == "suppressed":
            yield entry.indicator, f"{entry.ref_date}", entry.area


def told_cells(sums: Table) -> set[Cell]:
    """Quarters about which anything is told, on either day: cited, with a score, or compared with the others."""
    cells: set[Cell] = set()
    for day in SEEN_ON:
        net = network(*sums.records, as_of=day)
        for analysis_id, parameters in ABOUT_NEED.items():
            cells |= set(_printed_cells(net, catalogue()[analysis_id](net, parameters)))
        cells |= set(_drawn(net))
    return cells


def _drawn(net: Network) -> Iterator[Cell]:
    """Quarters whose need is said to be high or not on the map, in its table or on a page, for all or for one group."""
    newest = {(member.indicator, member.area): member for member in _begun(net)}
    for group in (None, *GROUPS.values()):
        meant = [code for code, name in GROUPS.items() if group in (None, name)]
        for standing in NeedAndSupply(net, group).areas:
            if standing.need.sign in ("high", "other"):
                observed = [newest[code, standing.area] for code in meant if (code, standing.area) in newest]
                yield from ((entry.indicator, f"{entry.ref_date}", entry.area) for entry in observed)


def _printed_cells(net: Network, result: Result) -> Iterator[Cell]:
    newest = {(member.indicator, member.area): member for member in _begun(net)}
    cited = {source.id for finding in result.findings for source in finding.evidence if source.kind == "observation"}
    for entry in newest.values():
        if entry.id in cited and entry.area in QUARTERS:
            yield entry.indicator, f"{entry.ref_date}", entry.area
    for measure in result.measures:
        for name in {*measure.parts} & {*INDICATORS} if measure.subject is not None else ():
            yield name, f"{newest[name, measure.subject.id].ref_date}", measure.subject.id
    for finding in result.findings:
        if finding.message.arguments.get("high_need") is True and finding.subjects[0].kind == "offer":
            groups = {argument.code for argument in finding.message.arguments["group"]}
            about = (item for item in newest.values() if item.area in QUARTERS and GROUPS[item.indicator] in groups)
            yield from ((entry.indicator, f"{entry.ref_date}", entry.area) for entry in about)


def _begun(net: Network) -> list[Observation]:
    begun = [entry for entry in net.records.observations if entry.ref_date.first <= net.as_of]
    return sorted(begun, key=lambda entry: (entry.ref_date.last, entry.id))


def width(sums: Table, cell: Cell, printed: set[Cell]) -> float:
    """Between which numbers a cell must lie, from the recorded totals and the numbers of the told cells."""
    result, day, hidden = cell
    rows, totals = [], []
    for entry in sums.observations():
        total = figure(INDICATORS[entry.indicator], entry)
        if (
            entry.area in WIDER
            and (entry.indicator, f"{entry.ref_date}") == (result, day)
            and isinstance(total, Figure)
        ):
            rows.append([float(where in WIDER[entry.area]) for where in QUARTERS])
            totals.append(round(total.count))
    bounds = [
        (n, n) if (result, day, where) in printed else (0, None)
        for where in QUARTERS
        for n in [sums.truth[result, day, where]]
    ]
    aim = np.array([float(where == hidden) for where in QUARTERS])
    equal = {"A_eq": np.array(rows), "b_eq": np.array(totals)} if rows else {}
    least, most = (linprog(sign * aim, bounds=bounds, **equal) for sign in (1, -1))
    return float("inf") if most.status == 3 else -most.fun - least.fun


def given_away(sums: Table) -> list[Cell]:
    """Hidden cells that can be bounded more narrowly than by the threshold, with what is told and not without."""
    cells = told_cells(sums)
    entries = []
    for cell in hidden_cells(sums):
        after = 0.0 if cell in cells else width(sums, cell, cells)
        if after < min(DEFAULT_THRESHOLD, width(sums, cell, set())) - 1e-6:
            entries.append(cell)
    return entries


@pytest.mark.parametrize("first", range(0, trials(200), 20))
def test_no_hidden_number_can_be_worked_out_of_200_random_tables(first):
    for seed in range(first, first + 20):
        assert given_away(table(seed)) == [], f"table {seed}"


def test_nor_where_exactly_one_number_is_hidden_in_each_margin():
    for seed in range(trials(30)):
        margin = with_one_hidden_in_each_margin(seed)
        assert len([*hidden_cells(margin)]) == 8
        assert given_away(margin) == [], f"table {seed}"


def test_nor_after_one_more_number_is_hidden():
    """What is kept back may change with it; the number itself is told no more, and no other hidden one is given away."""
    for seed in range(trials(40)):
        result = table(seed)
        known = [entry for entry in result.observations() if entry.area in QUARTERS and entry.value is not None]
        chosen = Random(seed).choice(known)
        records = (
            replace(record, value=None, suppressed=True) if record is chosen else record for record in result.records
        )
        assert given_away(replace(result, records=tuple(records))) == [], f"table {seed}"


def test_the_solver_would_find_it_if_nothing_else_were_kept_back(monkeypatch):
    """Without secondary suppression the rest of each margin is the hidden number itself."""
    monkeypatch.setattr(OutputGate, "kept_back", KeptBack(frozenset(), frozenset()))

    margin = with_one_hidden_in_each_margin(1)
    assert {*given_away(margin)} == {*hidden_cells(margin)}
    assert all(width(margin, cell, told_cells(margin)) < 1e-6 for cell in hidden_cells(margin))


@pytest.mark.parametrize("seed", range(6))
def test_whatever_the_hidden_number_is_everything_shown_is_the_same_to_the_last_byte(seed):
    """The number is changed below the threshold and every total with it: results, reports and their order stay."""
    margin = with_one_hidden_in_each_margin(seed)
    random = Random(seed)
    cell = random.choice([*hidden_cells(margin)])
    truth = (margin.truth[cell] + random.randint(1, 9)) % 10

    assert shown(changed(margin, cell, truth)) == shown(margin)


def changed(sums: Table, cell: Cell, people: int) -> Table:
    """The table with another number in a cell, and in every total over it."""
    truth = {**sums.truth, cell: people}
    parts = {**WIDER, **SPACES, **{quarter: (quarter,) for quarter in QUARTERS}}

    def again(entry: Record) -> Record:
        if not isinstance(entry, Observation):
            return entry
        return replace(
            entry,
            value=observation_of(entry.indicator, f"{entry.ref_date}", parts[entry.area], entry.area, truth).value,
        )

    return Table(truth, tuple(map(again, sums.records)))


def shown(sums: Table) -> str:
    """Everything about need that leaves the product, as one text."""
    entries = []
    for day in SEEN_ON:
        net = network(*sums.records, as_of=day)
        entries += [json.dumps(catalogue()[entry](net, values)) for entry, values in ABOUT_NEED.items()]
        entries += [f"{NeedAndSupply(net, group).areas}" for group in (None, *GROUPS.values())]
    results = results_for_report(net)
    for audience in AUDIENCES:
        for edition in ("bericht", "kurz", "sitzung"):
            report = report_of(results, net, title="city", lang="de", audience=audience, edition=edition, top=1000)
            entries += [rendered(report, form).decode() for form in ("md", "json")]
    return "\n".join(entries)
