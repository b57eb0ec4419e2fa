"""Cities: what is of which, in a file that holds several."""

from dataclasses import replace

import pytest

from app.analysis.interface import analysis
from app.network.district.cities import Cities
from app.network.district.combined_need import combined_need, top_fifths
from app.network.district.need import Needs
from app.network.district.service_cells import Cells
from app.network.district.top_fifth import top_fifth
from tests.factories import actor, area, indicator, network, observation, offer, project

MOUNTAIN, SEA = area("mountain", kind="city"), area("sea", kind="city")
QUARTER = area("quarter", kind="quarter", part_of="sea")
ALONE = area("alone", kind="quarter")
CITYWIDE = {"area_mode": "citywide", "target_groups": "unemployed", "themes": "counselling_debt"}


def cities(*records):
    return Cities(network(*records))


def test_an_area_is_of_the_city_around_it_else_of_the_region():
    of = cities(
        area("county", kind="region"), replace(SEA, part_of="county"), QUARTER, area("village", part_of="county"), ALONE
    )
    assert {name: of.of_area(name) for name in ("county", "sea", "quarter", "village", "alone")} == {
        "county": "county",
        "sea": "sea",
        "quarter": "sea",
        "village": "county",
        "alone": None,
    }


def test_quarters_without_a_city_are_of_one():
    assert not cities(ALONE, area("b", kind="quarter")).several
    assert not cities(SEA, QUARTER, ALONE).several
    assert cities(SEA, MOUNTAIN).several


def test_a_citywide_offer_is_for_the_city_of_its_actors():
    net = network(MOUNTAIN, SEA, QUARTER, actor("A", home_area="quarter"), offer("o", "A", **CITYWIDE))
    assert Cells(net).areas_of(net.records.offers[0]) == ("sea",)


def test_with_one_city_it_is_for_what_lies_in_no_other_area():
    net = network(SEA, QUARTER, ALONE, offer("o", "A", **CITYWIDE))
    assert Cells(net).areas_of(net.records.offers[0]) == ("alone", "sea")


@pytest.mark.parametrize(
    ("where_a", "where_b", "similar"),
    [
        ({"areas": "sea"}, {"areas": "mountain"}, False),
        ({"areas": "sea"}, {"areas": "quarter"}, True),
        ({}, {"areas": "sea"}, False),
        ({}, {}, False),
    ],
)
def test_citywide_offers_of_different_cities_never_meet(where_a, where_b, similar):
    """Where nobody knows the city, nothing is told either."""
    records = (MOUNTAIN, SEA, QUARTER, offer("a", "A", **CITYWIDE, **where_a), offer("b", "B", **CITYWIDE, **where_b))
    assert bool(analysis("parallel-offers")(network(*records)).findings) is similar


def test_they_meet_where_there_is_one_city():
    for areas in ((), (SEA, QUARTER), (ALONE,)):
        records = (*areas, offer("a", "A", **CITYWIDE), offer("b", "B", **CITYWIDE))
        assert analysis("parallel-offers")(network(*records)).findings


def test_offers_without_an_area_are_of_the_cities_of_their_actors():
    same = {"target_groups": "unemployed", "themes": "counselling_debt"}
    offers = (offer("a", "A", **same), offer("b", "B", **same))
    apart = (actor("A", home_area="sea"), actor("B", home_area="mountain"))
    assert analysis("parallel-offers")(network(SEA, MOUNTAIN, *offers)).findings
    assert not analysis("parallel-offers")(network(SEA, MOUNTAIN, *apart, *offers)).findings


def test_citywide_work_of_different_cities_introduces_nobody():
    homes = (actor("A", home_area="sea"), actor("B", home_area="mountain"))
    works = (offer("a", "A", **CITYWIDE), offer("b", "B", **CITYWIDE | {"themes": "health"}))
    assert not analysis("missing-links")(network(SEA, MOUNTAIN, *homes, *works)).findings
    assert analysis("missing-links")(network(SEA, homes[0], actor("B", home_area="sea"), *works)).findings


TWO = (
    *(area(area_id, kind="city") for area_id in ("rich", "poor")),
    *(area(f"{city[0]}{at}", kind="quarter", part_of=city) for city in ("rich", "poor") for at in range(5)),
    indicator("u", "count", direction="more_need", target_group="unemployed", may_be_passed_on=True),
    *(
        observation("u", f"{city[0]}{at}", value + at)
        for city, value in (("rich", 20), ("poor", 500))
        for at in range(5)
    ),
)


def test_areas_of_different_cities_are_not_compared():
    """Every quarter of the poor city has more need than any of the rich one; each city has one that leads."""
    net = network(*TWO)
    combined = combined_need(net)
    assert {area_: entry.rank for area_, entry in combined.items() if entry.rank == 1} == {"r4": 1, "p4": 1}
    assert top_fifths(combined, 1) == {"r4", "p4"}
    assert top_fifth(Needs(net), TWO[12]).areas == {"r4", "p4"}
    assert combined_need(network(*TWO[2:]))["r4"].rank == 6, "without cities they are of one"


def test_an_offer_is_missed_where_others_of_the_same_city_have_it():
    """Four quarters of the poor city have debt advice, the fifth not; the rich city has none and misses none."""
    offers = [
        offer(f"o{at}", "A", areas=f"p{at}", target_groups="unemployed", themes="counselling_debt") for at in range(4)
    ]
    findings = analysis("coverage")(network(*TWO, *offers)).findings
    assert [entry.subjects[0].id for entry in findings] == ["p4"]
    assert (findings[0].message.arguments["above"], findings[0].message.arguments["others"]) == (4, 4)


def test_a_role_model_is_proposed_to_no_other_city():
    model = project("m", "A", areas="r0", themes="sport", role_model="evaluated")
    named = {
        finding.subjects[1].id
        for finding in analysis("role-models")(network(*TWO, model), {"indicators": 1, "distance": 5}).findings
    }
    assert named
    assert named <= {"r1", "r2", "r3", "r4"}
