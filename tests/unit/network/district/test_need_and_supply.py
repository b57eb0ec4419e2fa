"""How does an area stand: its need among the needs, its offers among the numbers of offers?"""

from app.network.district.need_and_supply import NeedAndSupply
from tests.factories import area, checked, indicator, network, observation, offer

SHARES = {"D1": 12.0, "D2": 9.0, "D3": 6.0, "D4": 3.0}


def city(offers, *, confirmed="D1 D2 D3 D4", passed_on=True, shares=SHARES):
    return network(
        area("C", kind="city"),
        *(area(name, kind="district", part_of="C") for name in SHARES),
        indicator("unemployed_share", direction="more_need", target_group="unemployed", may_be_passed_on=passed_on),
        *(observation("unemployed_share", name, share, base=10_000) for name, share in shares.items()),
        *(checked("offers", name) for name in confirmed.split()),
        *(
            offer(f"o{number}", "A", areas=areas, target_groups="unemployed", themes="labour_training")
            for number, areas in enumerate(offers)
        ),
    )


def standings(view: NeedAndSupply) -> dict[str, str]:
    return {standing.area: standing.standing for standing in view.areas}


def test_need_and_supply_in_opposite_order():
    """Places by need D1..D4: 1, 2/3, 1/3, 0; by offers (0, 1, 2, 3): 0, 1/3, 2/3, 1; apart 1, 1/3, -1/3, -1."""
    view = NeedAndSupply(city(["D2", "D3", "D3", "D4", "D4", "D4"]))
    assert standings(view) == {"D1": "more_need", "D2": "more_need", "D3": "more_supply", "D4": "more_supply"}


def test_need_and_supply_in_the_same_order():
    view = NeedAndSupply(city(["D1", "D1", "D1", "D2", "D2", "D3"]))
    assert set(standings(view).values()) == {"even"}


def test_equal_supply_shares_the_middle():
    """All have one: place 1/2 each; need 1, 2/3, 1/3, 0 leaves 1/2, 1/6, -1/6, -1/2."""
    view = NeedAndSupply(city(["D1 D2 D3 D4"]))
    assert standings(view) == {"D1": "more_need", "D2": "even", "D3": "even", "D4": "more_supply"}


def test_a_list_nobody_confirmed_is_not_compared():
    view = NeedAndSupply(city(["D4"], confirmed="D2 D3 D4"))
    assert standings(view)["D1"] == "list_open"


def test_two_areas_are_too_few_to_compare():
    assert standings(NeedAndSupply(city([], confirmed="D1 D2")))["D1"] == "too_few"


def test_hidden_need_is_told_apart_from_none():
    """Six of 10,000 are fewer than ten people."""
    view = NeedAndSupply(city([], shares={"D1": 12.0, "D2": 9.0, "D3": 0.06}))
    assert (standings(view)["D3"], standings(view)["D4"]) == ("suppressed", "not_recorded")


def test_statistics_that_must_not_be_passed_on_are_not_told_to_others():
    hidden = NeedAndSupply(city([], passed_on=False), audience="partners")
    assert set(standings(hidden).values()) == {"not_recorded"}
    view = NeedAndSupply(city([], passed_on=True), audience="partners")
    assert "not_recorded" not in standings(view).values()


def test_offers_count_on_their_theme_and_the_wider_one_for_exactly_their_group():
    view = NeedAndSupply(city(["D1", "D1 D2"]))
    assert view.themes == ("labour_market",)
    assert [len(cell.offers) for cell in view.row("D1", "theme")] == [2]
    assert view.offers("D2", "unemployed", "labour_training") == (("o1",), ())
    assert view.offers("D2", "long_term_unemployed", "labour_training") == ((), ())


def test_an_offer_for_the_whole_city_is_told_apart_and_moves_no_area():
    view = NeedAndSupply(city(["D1", "D1", "D2", "C"]))
    alone = NeedAndSupply(city(["D1", "D1", "D2"]))
    assert standings(view) == standings(alone)
    (cell,) = view.row("D4", "theme")
    assert (cell.offers, cell.wider) == ((), ("o3",))


def test_cells_of_target_groups_have_the_need_of_their_group():
    view = NeedAndSupply(city(["D1"]))
    assert [cell.need for cell in view.row("D1", "target_group")] == ["high"]
    assert [cell.need for cell in view.row("D4", "target_group")] == ["other"]
