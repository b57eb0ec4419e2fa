"""Supply: offers by cell, and what falls to an area of an offer for several."""

import pytest
from scipy.stats import chi2, gamma

from app.network.district.service_cells import Cell
from app.network.district.supply import Supplies, upper_bound
from tests.factories import area, indicator, network, observation, offer, project

PAIR = ("unemployed", "labour_training")
FOR = {"target_groups": "unemployed", "themes": "labour_training"}
CITY = (area("E"), *(area(area_id, part_of="E", kind="quarter") for area_id in ("D1", "D2", "D3")))
NEED = (
    indicator("unemployed", "count", direction="more_need", target_group="unemployed"),
    observation("unemployed", "D1", 300),
    observation("unemployed", "D2", 100),
    observation("unemployed", "D3", None, suppressed=True),
)


def supplies(*records):
    result = network(*CITY, *records)
    return Supplies(result, 10)


def of(supplies, where):
    return supplies.of(Cell(where, *PAIR))


def test_an_offer_for_several_areas_is_divided_by_their_people():
    # 300 and 100 people: three quarters and one quarter of the offer
    assert supplies(*NEED, offer("s", "A", areas="D1 D2", **FOR)).amounts(PAIR) == {"D1": 0.75, "D2": 0.25}


def test_one_hidden_number_divides_the_offer_equally():
    expected = {"D1": 0.5, "D3": 0.5}
    assert supplies(*NEED, offer("s", "A", areas="D1 D3", **FOR)).amounts(PAIR) == expected


def test_without_statistics_an_offer_is_divided_equally_and_counts_once():
    amounts = supplies(offer("s", "A", area_mode="citywide", **FOR)).amounts(PAIR)

    assert set(amounts) == {"D1", "D2", "D3"}
    assert sum(amounts.values()) == pytest.approx(1)


def test_several_offers_add_up():
    result = supplies(*NEED, offer("s", "A", areas="D1 D2", **FOR), offer("t", "B", areas="D2", **FOR))
    assert result.amounts(PAIR) == {"D1": 0.75, "D2": 1.25}


def test_an_offer_for_the_city_is_marked_as_wider():
    result = supplies(offer("s", "A", areas="E", **FOR), offer("t", "B", areas="D1", **FOR))

    assert (of(result, "D1").offers, of(result, "D1").wider) == (("s", "t"), ("s",))


def test_an_offer_for_a_part_serves_the_area():
    result = network(*CITY, area("D1a", part_of="D1"), *NEED, offer("s", "A", areas="D1a", **FOR))
    supply = Supplies(result, 10).of(Cell("D1", *PAIR))

    assert (supply.offers, supply.wider) == (("s",), ())


def test_naming_an_area_and_its_city_counts_once():
    result = supplies(offer("s", "A", areas="E D1", **FOR))

    assert of(result, "D1").wider == ()
    assert of(result, "D2").wider == ("s",)


@pytest.mark.parametrize(
    ("groups", "themes"),
    [
        ("residents", "labour_training"),
        ("long_term_unemployed", "labour_training"),
        ("unemployed", "labour_market"),
        ("residents", "labour_market"),
    ],
)
def test_an_offer_for_others_or_on_a_wider_theme_fits_in_part(groups, themes):
    supply = of(supplies(offer("s", "A", areas="D1", target_groups=groups, themes=themes)), "D1")

    assert (supply.offers, supply.partial) == ((), ("s",))


@pytest.mark.parametrize(("groups", "themes"), [("women", "labour_training"), ("unemployed", "labour_placement")])
def test_siblings_and_strangers_do_not_fit(groups, themes):
    assert of(supplies(offer("s", "A", areas="D1", target_groups=groups, themes=themes)), "D1").partial == ()


def test_an_offer_that_fits_fully_is_not_listed_in_part_too():
    both = offer("s", "A", areas="D1", target_groups="unemployed residents", themes="labour_training")
    assert of(supplies(both), "D1").partial == ()


def test_only_offers_that_run_count():
    over = offer("s", "A", areas="D1", end="2024-08-31", **FOR)
    assert supplies(over, project("p", "B", areas="D1", **FOR)).pairs == {}


@pytest.mark.parametrize("amount", [0, 0.4, 1, 3, 7.25])
@pytest.mark.parametrize("confidence", [0.9, 0.95])
def test_the_upper_bound_is_a_quantile_of_gamma_and_of_chi_squared(amount, confidence):
    assert upper_bound(amount, confidence) == pytest.approx(gamma.ppf(confidence, amount + 1))
    assert upper_bound(amount, confidence) == pytest.approx(chi2.ppf(confidence, 2 * (amount + 1)) / 2)


def test_the_upper_bound_of_nothing_is_three():
    # 1 - exp(-3) = .9502: the rule of three
    assert upper_bound(0, 0.95) == pytest.approx(2.9957, abs=1e-4)
