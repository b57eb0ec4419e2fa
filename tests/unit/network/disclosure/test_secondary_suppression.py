"""Secondary suppression: which known parts are kept back beside a hidden one, so that no sum gives it away."""

import pytest

from app.network.disclosure.output_gate import OutputGate
from app.network.disclosure.secondary_suppression import kept_back
from app.network.district.need import Needs
from app.records.areas import AreaTree
from app.records.statistic import Observation
from tests.factories import area, indicator, network, observation

CITY = (
    area("E", kind="city"),
    area("N", kind="borough", part_of="E"),
    area("S", kind="borough", part_of="E"),
    *(area(name, kind="quarter", part_of="N") for name in ("N1", "N2", "N3", "N4")),
    *(area(area_id, kind="quarter", part_of="S") for area_id in ("S1", "S2", "S3")),
)
U = indicator("u", "count", direction="more_need", target_group="unemployed")


def areas_kept_back(day="2023", **values):
    """Areas kept back; None: hidden by the source."""
    return {entry.split("/")[1] for entry in kept_back([U], recorded(day, **values), AreaTree(CITY)).values}


def recorded(day="2023", of="u", **values):
    return [
        observation(of, where, value, suppressed=value is None, ref_date=day, id=f"{of}/{where}/{day}")
        for where, value in values.items()
    ]


def test_the_first_known_part_is_kept_back_beside_a_hidden_one_however_large():
    assert areas_kept_back(N=110, N1=5, N2=60, N3=45) == {"N2"}
    assert areas_kept_back(N=110, N1=None, N2=60, N3=45) == {"N2"}


def test_as_many_are_kept_back_as_leave_the_hidden_one_open():
    """A rest of 5 + 14 is 10 and 9, or more of the one and less of the other, which the second part kept back hides."""
    assert areas_kept_back(N=79, N1=5, N2=14, N3=60) == {"N2", "N3"}
    assert areas_kept_back(N=80, N1=5, N2=15, N3=60) == {"N2"}


def test_two_hidden_parts_do_not_do_without_a_known_one():
    """18 of two is nine and nine."""
    assert areas_kept_back(N=78, N1=9, N2=9, N3=60) == {"N3"}


def test_where_all_parts_together_give_it_away_the_whole_is_kept_back_too():
    assert areas_kept_back(N=21, N1=1, N2=10, N3=10) == {"N", "N2", "N3"}
    assert areas_kept_back(E=321, N=21, N1=1, N2=10, N3=10, S=300) == {"N", "N2", "N3", "S"}


@pytest.mark.parametrize(
    "values",
    [
        {"N": 110, "N1": 15, "N2": 50, "N3": 45},  # nothing is hidden
        {"N1": 5, "N2": 60, "N3": 35},  # no total
        {"N": None, "N1": 5, "N2": 60, "N3": 35},  # no known total
    ],
)
def test_nothing_is_kept_back_without_need(values):
    assert areas_kept_back(**values) == set()


@pytest.mark.parametrize(("total", "back"), [(110, set()), (111, {"N1", "N2"}), (119, {"N1"}), (120, set())])
def test_what_is_left_of_a_total_for_a_part_without_a_number_is_its_number(total, back):
    """Of 119 = 15 + 50 + 45 and N4 nine are left for N4, whether its cell is empty or has no row."""
    values = recorded(N=total, N1=15, N2=50, N3=45)
    empty = observation("u", "N4", None, ref_date="2023", id="u/N4/2023")
    for given in (values, [*values, empty]):
        assert {entry.split("/")[1] for entry in kept_back([U], given, AreaTree(CITY)).values} == back


def test_what_is_left_for_several_parts_without_a_number_is_too_few_for_each():
    assert areas_kept_back(S=106, S1=100) == {"S1"}
    assert areas_kept_back(S=120, S1=100) == set()


def test_nothing_is_left_for_parts_that_do_not_lie_in_the_whole_or_are_of_another_kind():
    """All quarters of the south are counted; a square in it is no quarter, and five of the city belong to none."""
    square = area("square", kind="place", part_of="S")
    values = recorded(S=105, S1=40, S2=30, S3=30)
    assert kept_back([U], values, AreaTree((*CITY, square))).values == frozenset()


def test_the_total_of_a_wider_area_gives_away_what_no_nearer_one_is_known_for():
    assert areas_kept_back(E=300, N=100, N1=15, N2=50, N3=35, S1=4, S2=196) == {"S2"}
    assert areas_kept_back(E=300, N1=35, N2=30, N3=35, S1=4, S2=196) == {"N1"}


def test_a_part_of_the_same_kind_of_area_is_kept_back_first():
    assert areas_kept_back(E=300, N=100, S1=4, S2=196) == {"S2"}, (
        "the borough comes first, but nobody compares it with quarters"
    )


def test_further_parts_kept_back_are_of_the_kind_of_the_hidden_one_too():
    """Beside the borough 4 + 14 are 18: a third is kept back, and it is the last quarter, not the borough."""
    assert areas_kept_back(E=300, N=100, S1=4, S2=14, S3=182) == {"S2", "S3"}


def test_nobody_is_a_small_number_too():
    assert areas_kept_back(N=100, N1=0, N2=60, N3=40) == {"N2"}


def test_a_borough_that_is_hidden_does_not_count_beside_its_quarters():
    """8 of the borough are 3 and 5 of its quarters: neither sum may say so."""
    assert areas_kept_back(E=300, N=8, N1=3, N2=5, S=292) == {"S"}


def test_a_hidden_borough_whose_quarters_nobody_counted_does_not_follow_from_the_city():
    uncounted = observation("u", "N1", None, ref_date="2023")
    back = kept_back([U], [*recorded(E=300, N=8, S=292), uncounted], AreaTree(CITY))
    assert back.values == {"u/S/2023"}


def test_two_divisions_of_a_city_are_looked_at_one_by_one():
    """Three social spaces are the city once more; their numbers do not make the quarters' too many."""
    spaces = tuple(area(area_id, kind="social_space", part_of="E") for area_id in ("X", "Y"))
    values = recorded(E=100, N1=3, N2=47, N3=50, X=40, Y=60)
    assert {entry.split("/")[1] for entry in kept_back([U], values, AreaTree((*CITY, *spaces))).values} == {"N2"}


def test_a_total_of_another_date_gives_nothing_away_and_one_of_the_year_does():
    parts = recorded("2023-12-31", N1=5, N2=60, N3=35)
    assert kept_back([U], [*recorded("2022", N=100), *parts], AreaTree(CITY)).values == frozenset()
    assert kept_back([U], [*recorded("2023", N=100), *parts], AreaTree(CITY)).values == {"u/N2/2023-12-31"}


def test_shares_add_up_by_people():
    """5, 200 and 150 of 1,000 each; a share of 355/3,000 in the borough."""
    share = indicator("u")
    values = [observation("u", where, value, base=1000) for where, value in (("N1", 0.5), ("N2", 20), ("N3", 15))]

    whole = observation("u", "N", 100 * 355 / 3000, base=3000)
    assert kept_back([share], [*values, whole], AreaTree(CITY)).values == {"u/N2"}


def test_statistics_that_add_up_are_hidden_together():
    """All less men would be the five women of N1; the same quarter is kept back in all three."""
    numbers = {"women": (5, 60, 45), "men": (50, 30, 20), "all": (55, 90, 65)}
    values = [entry for of, (a, b, c) in numbers.items() for entry in recorded(of=of, N1=a, N2=b, N3=c, N=a + b + c)]
    back = kept_back([indicator(number, "count") for number in numbers], values, AreaTree(CITY)).values

    assert back - {"women/N1/2023"} == {f"{of}/{where}/2023" for of in numbers for where in ("N1", "N2")} - {
        "women/N1/2023"
    }


def test_a_statistic_that_does_not_add_up_stays():
    numbers = {"women": (5, 60, 45), "tenants": (50, 30, 22), "all": (55, 90, 65)}
    values = [entry for of, (a, b, c) in numbers.items() for entry in recorded(of=of, N1=a, N2=b, N3=c)]
    assert kept_back([indicator(number, "count") for number in numbers], values, AreaTree(CITY)).values == frozenset()


def test_what_is_kept_back_is_hidden_like_any_other():
    needs = Needs(network(*CITY, U, *recorded(N=100, N1=5, N2=60, N3=35)))

    assert needs.people == {"unemployed": {"N3": 35}}
    assert {needs.of_indicator(U, name).withheld for name in ("N1", "N2")} == {"suppressed"}


def test_an_older_table_keeps_back_what_gives_away_its_own_hidden_part():
    """In 2023 only N1 was counted anew; the older number of N2 would still tell the older one of N1."""
    old, new = recorded("2022", N=100, N1=5, N2=60, N3=35), recorded("2023", N1=20)

    assert Needs(network(*CITY, U, *old, *new)).people == {"unemployed": {"N1": 20, "N3": 35}}


def test_a_higher_threshold_hides_more_and_keeps_back_the_same():
    city = network(*CITY, U, *recorded(N=110, N1=5, N2=60, N3=30, N4=15))

    assert Needs(city).people == {"unemployed": {"N3": 30, "N4": 15}}
    assert Needs(city, "20").people == {"unemployed": {"N3": 30}}
    assert Needs(city, "50").people == {"unemployed": {}}


def shares(people: dict[str, dict[str, float]], base: dict[str, float]) -> list[Observation]:
    """Shares in per cent of a base by area, for each statistic."""
    return [
        observation(name, where, 100 * count / base[where], base=base[where])
        for name, counts in people.items()
        for where, count in counts.items()
    ]


def test_the_rest_of_a_base_gives_nothing_away():
    """6 of 160 are women; that 154 of 160 are men would say so, and so would the men with their share."""
    base = {"N1": 200.0, "N2": 160.0, "N3": 150.0}
    people = {"women": {"N1": 90, "N2": 6, "N3": 70}, "men": {"N1": 110, "N2": 154, "N3": 80}}
    back = kept_back([indicator(name, "share") for name in people], shares(people, base), AreaTree(CITY))
    assert back.values == {"women/N2", "men/N2"}  # the small one is hidden by its own number; the base beside it too
    assert back.bases == {"women/N2", "men/N2"}


def test_a_base_of_few_people_is_a_number_of_few_people():
    """7 of 7 + 40 + 60 = 107: beside it another base is kept back, and its value, which tells the base by its share."""
    base = {"N1": 7.0, "N2": 140.0, "N3": 160.0, "N": 307.0}
    observations = shares({"u": {"N1": 3, "N2": 70, "N3": 50, "N": 123}}, base)
    gate = OutputGate((indicator("u", "share"),), tuple(observations), AreaTree(CITY))
    told = {
        entry.area: (entry.base is not None, entry.value is not None)
        for entry in gate.visible_observations(observations)
    }
    assert told == {"N1": (False, False), "N2": (False, False), "N3": (True, True), "N": (True, True)}


@pytest.mark.parametrize(("bases", "told"), [((10.0,), True), ((9.0,), False), ((50.0, 9.0), False)])
def test_a_base_is_told_from_the_threshold_on_and_not_beside_a_smaller_one_of_its_cell(bases, told):
    """Several records of one cell tell of the same people: where one of their bases is small, none is told."""
    records = [observation("u", "N1", 5, base=base, id=f"u/{at}") for at, base in enumerate(bases)]
    shown = OutputGate((indicator("u", "share"),), tuple(records), AreaTree(CITY)).visible_observations(records)
    assert [entry.base is not None for entry in shown] == [told] * len(bases)


def test_a_number_without_a_record_that_follows_from_others_is_hidden_by_them():
    """In N1 nobody records the women: 50 - 44 are 6."""
    numbers = {
        "all": {"N1": 50, "N2": 60, "N3": 70},
        "men": {"N1": 44, "N2": 30, "N3": 40},
        "women": {"N2": 30, "N3": 30},
    }
    values = [observation(name, where, count) for name, counts in numbers.items() for where, count in counts.items()]
    back = kept_back([indicator(name, "count") for name in numbers], values, AreaTree(CITY))
    assert back.values == {"all/N1", "men/N1"}


STATISTICS = [indicator(name, "count") for name in ("all", "men", "women")]


def women_and_men(in_n1: dict[str, float]) -> list[Observation]:
    """Numbers of N2 and N3, in which women and men are all, and those of N1."""
    numbers = {"all": {"N2": 60, "N3": 70}, "men": {"N2": 30, "N3": 40}, "women": {"N2": 30, "N3": 30}}
    values = [observation(name, where, count) for name, counts in numbers.items() for where, count in counts.items()]
    return [*values, *(observation(name, "N1", count) for name, count in in_n1.items())]


@pytest.mark.parametrize(("women", "expected"), [(10, set()), (9, {"all/N1", "men/N1"})])
def test_what_follows_from_others_is_small_below_the_threshold(women, expected):
    """Without a record of the women of N1, all less men."""
    values = women_and_men({"men": 44, "all": 44 + women})
    assert kept_back(STATISTICS, values, AreaTree(CITY)).values == expected


def test_a_number_its_source_hides_stays_hidden_though_it_would_be_large_enough():
    """60 less 44 would be 16 women."""
    values = [*women_and_men({"men": 44, "all": 60}), observation("women", "N1", None, suppressed=True)]
    assert kept_back(STATISTICS, values, AreaTree(CITY)).values == {"all/N1", "men/N1"}


def test_what_is_kept_back_of_a_statistic_does_not_follow_from_its_own_total():
    """Only the men have a total: the 44 of N1 would be the rest."""
    values = [*women_and_men({"women": 6, "men": 44, "all": 50}), observation("men", "N", 114)]
    back = kept_back(STATISTICS, values, AreaTree(CITY)).values
    assert {entry for entry in back if entry.startswith("men")} == {"men/N1", "men/N2"}


def test_two_small_parts_alone_hide_their_whole():
    """7 + 8: whoever knows that both are below 10 and that they are 15 knows that both are above 5."""
    assert areas_kept_back(N=15, N1=7, N2=8) == {"N"}
    assert areas_kept_back(N=20, N1=7, N2=8) == set()  # more than two small ones: further parts are not recorded
