"""Offers near an area that could also take place in it, and the actors to discuss that with."""

from app.network.district.presence import Presence
from app.network.district.service_cells import Cell
from app.network.district.supply import Supplies
from app.network.district.transferable_offers import Nearby, TransferableOffers
from tests.factories import actor, area, network, offer

CITY = (area("E"), area("D1", part_of="E", neighbours="D3"), area("D2", part_of="E"), area("D3", part_of="E"))
FAR = (area("F"), area("D9", part_of="F"))
WHAT = {"target_groups": "families", "themes": "sport"}
CELL = Cell("D1", "families", "sport")


def transferable(*records):
    net = network(*CITY, *FAR, *records)
    return TransferableOffers(Supplies(net), Presence(net))


def test_offers_of_neighbours_come_before_those_of_the_rest_of_the_city():
    offers = (
        offer("sibling", "A", areas="D2", **WHAT),
        offer("neighbour", "B", areas="D3", **WHAT),
        offer("elsewhere", "C", areas="D9", **WHAT),
        offer("theme", "A", areas="D3", target_groups="families", themes="housing"),
        offer("over", "A", areas="D3", end="2023", **WHAT),
        offer("wide", "A", areas="E", **WHAT),
    )
    assert transferable(*offers).nearby(CELL) == (("D3", "neighbour"), ("D2", "sibling"))


def test_providers_are_those_who_lead_and_stay():
    """An end within twelve months of 2024-09-01 is too soon."""
    offers = transferable(
        offer("led", "A", partners="P", areas="D3", **WHAT),
        offer("unled", "", partners="P Q", areas="D3", **WHAT),
        offer("leaving", "L", areas="D3", **WHAT),
        actor("L", end="2025-08"),
        actor("Q", end="2025-10"),
    )
    assert list(offers.provided_nearby(CELL)) == [Nearby("D3", "led", ("A",)), Nearby("D3", "unled", ("P", "Q"))]


def test_candidates_are_providers_nearby_then_elsewhere_then_who_serves_the_group_in_the_area():
    offers = transferable(
        offer("z", "near", areas="D3", **WHAT),
        offer("a", "far", areas="D9", **WHAT),
        offer("here", "local", areas="D1", target_groups="families", themes="housing"),
        offer("wider", "citywide", areas="E", target_groups="families", themes="housing"),
        offer("others", "stranger", areas="D1", target_groups="unemployed", themes="housing"),
        offer("b", "leaving", areas="D3", **WHAT),
        actor("leaving", end="2024-12"),
    )
    assert offers.candidates(CELL, 4) == ("near", "far", "local")
    assert offers.candidates(CELL, 2) == ("near", "far")


def test_where_nothing_is_near_nothing_is_transferable():
    offers = transferable(offer("elsewhere", "C", areas="D9", **WHAT))
    assert offers.nearby(CELL) == ()
    assert list(offers.provided_nearby(CELL)) == []
    assert offers.candidates(CELL, 4) == ("C",)
