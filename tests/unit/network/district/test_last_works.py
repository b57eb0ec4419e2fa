"""Last works: what would be left for the people of an offer when it ends."""

from datetime import date

import pytest

from app.network.district.last_works import LastWorks, largest_block
from app.network.district.service_cells import Cell
from tests.factories import actor, area, network, offer, project

WORK = {"areas": "D1", "target_groups": "refugees", "themes": "sport"}
LAST = offer("last", "A", **WORK, end="2025-03-31")
CELL = Cell("D1", "refugees", "sport")
PLACES = (area("city", kind="city"), area("D1", part_of="city"), area("D1a", part_of="D1"), actor("A"), actor("B"))


def last_works(*records):
    return LastWorks(network(*PLACES, *records))


@pytest.mark.parametrize(
    ("beside", "left"),
    [
        ((), {CELL}),
        ((offer("open", "B", **WORK),), set()),
        ((project("longer", "B", **WORK, end="2025-04-01"),), set()),
        ((offer("last", "B", **WORK, end="2025-03-31"),), {CELL}),
        ((offer("as-long", "B", **WORK, end="2025-03-31"),), {CELL}),
        ((offer("city", "B", **(WORK | {"areas": "city"})),), set()),
        ((offer("later", "B", **WORK, start="2025-01-01"),), set()),
        ((offer("past", "B", **WORK, end="2024-01"),), {CELL}),
        ((offer("elsewhere", "B", **(WORK | {"areas": "D1a"})),), {CELL}),
    ],
)
def test_what_is_left_is_what_outlasts_the_work(beside, left):
    assert last_works(LAST, *beside).left_empty(("offers", LAST)) == left


def test_without_an_end_nothing_is_left_empty():
    lasting = offer("open", "A", **WORK)
    assert last_works(lasting).left_empty(("offers", lasting)) == frozenset()


@pytest.mark.parametrize(
    ("changed", "fits"),
    [
        ({"target_groups": "residents"}, True),
        ({"target_groups": "migrants"}, True),
        ({"areas": "D1a"}, True),
        ({"areas": "city", "target_groups": "residents"}, True),
        ({"target_groups": "residents", "end": "2025-03-31"}, False),
        ({"target_groups": "seniors"}, False),
        ({"themes": "health"}, False),
    ],
)
def test_what_fits_in_part_is_for_near_groups_themes_and_places(changed, fits):
    works = last_works(LAST, offer("near", "B", **(WORK | changed)))
    assert works.fitting_in_part([CELL], date(2025, 3, 31)) == ((("offers", "near"),) if fits else ())


def test_the_largest_block_is_one_that_a_sentence_can_name():
    """Two areas and two themes for one group, and a third area with one theme."""
    block = {Cell(place, "refugees", theme) for place in ("D1", "D2") for theme in ("sport", "health")}
    assert {*largest_block(block | {Cell("D3", "refugees", "sport")})} == block
    assert largest_block(frozenset()) == ()
