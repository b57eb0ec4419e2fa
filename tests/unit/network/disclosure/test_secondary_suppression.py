"""Secondary suppression: which known part is kept back beside a hidden one, so that the total does not give it away."""

import pytest

from app.network.disclosure.secondary_suppression import kept_back
from app.network.district.need import Needs
from app.records.areas import AreaTree
from tests.factories import area, indicator, network, observation

CITY = (
    area("E", kind="city"),
    area("N", kind="borough", part_of="E"),
    area("S", kind="borough", part_of="E"),
    *(area(one, kind="quarter", part_of="N") for one in ("N1", "N2", "N3")),
    *(area(one, kind="quarter", part_of="S") for one in ("S1", "S2")),
)
U = indicator("u", "count", direction="more_need", target_group="unemployed")


def kept(day="2023", **values):
    """Areas kept back; None: hidden by the source."""
    return {one.split("/")[1] for one in kept_back(U, recorded(day, **values), AreaTree(CITY), 10)}


def recorded(day="2023", **values):
    return [
        observation("u", where, value, suppressed=value is None, ref_date=day, id=f"u/{where}/{day}")
        for where, value in values.items()
    ]


def test_the_smallest_known_part_is_kept_back_beside_a_hidden_one():
    assert kept(N=100, N1=5, N2=60, N3=35) == {"N3"}
    assert kept(N=100, N1=None, N2=60, N3=35) == {"N3"}
    assert kept(N=105, N1=5, N2=50, N3=50) == {"N2"}, "of equals the one with the smaller id"


@pytest.mark.parametrize(
    "values",
    [
        {"N": 100, "N1": 15, "N2": 50, "N3": 35},  # nothing is hidden
        {"N1": 5, "N2": 60, "N3": 35},  # no total
        {"N": None, "N1": 5, "N2": 60, "N3": 35},  # no known total
        {"N": 11, "N1": 5, "N2": 3, "N3": 3},  # nothing known is left
    ],
)
def test_nothing_is_kept_back_without_need(values):
    assert kept(**values) == set()


def test_the_total_of_a_wider_area_gives_away_what_no_nearer_one_is_known_for():
    assert kept(E=300, N=100, N1=15, N2=50, N3=35, S1=4, S2=196) == {"S2"}
    assert kept(E=300, N1=15, N2=50, N3=35, S1=4, S2=196) == {"N1"}


def test_a_part_of_the_same_kind_of_area_is_kept_back_first():
    assert kept(E=300, N=100, S1=4, S2=196) == {"S2"}, "the borough is smaller, but nobody compares it with quarters"


def test_a_total_of_another_date_gives_nothing_away():
    old, new = recorded("2022", N=100), recorded("2023", N1=5, N2=60, N3=35)
    assert kept_back(U, [*old, *new], AreaTree(CITY), 10) == frozenset()


def test_shares_add_up_by_people():
    """5, 200 and 150 of 1,000 each; a share of 355/3,000 in the borough."""
    share = indicator("u")
    values = [observation("u", where, value, base=1000) for where, value in (("N1", 0.5), ("N2", 20), ("N3", 15))]

    whole = observation("u", "N", 100 * 355 / 3000, base=3000)
    assert kept_back(share, [*values, whole], AreaTree(CITY), 10) == {"u/N3"}


def test_what_is_kept_back_is_hidden_like_any_other():
    needs = Needs(network(*CITY, U, *recorded(N=100, N1=5, N2=60, N3=35)), 10)

    assert needs.people == {"unemployed": {"N2": 60}}
    assert {needs.of_indicator(U, one).withheld for one in ("N1", "N3")} == {"suppressed"}


def test_an_older_table_keeps_back_what_gives_away_its_own_hidden_part():
    """In 2023 only N1 was counted anew; the older number of N3 would still tell the older one of N1."""
    old, new = recorded("2022", N=100, N1=5, N2=60, N3=35), recorded("2023", N1=20)

    assert Needs(network(*CITY, U, *old, *new), 10).people == {"unemployed": {"N1": 20, "N2": 60}}
