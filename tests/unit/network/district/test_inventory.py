"""Inventory: which list somebody confirmed to be complete."""

import pytest

from app.network.district.inventory import Inventory
from tests.factories import area, checked, group, network


def confirmed(*records, theme=None):
    check = Inventory(network(area("E"), area("D", part_of="E"), *records)).confirmed("offers", "area", "D", theme)
    return check.id if check else None


def test_without_a_check_no_list_is_complete():
    assert confirmed() is None


def test_a_list_is_complete_when_somebody_says_so():
    assert confirmed(checked("offers", "D")) == "offers/D"


@pytest.mark.parametrize(
    "check_of_other_list", [checked("projects", "D"), checked("offers", "D2"), checked("offers", "D", "place")]
)
def test_a_check_is_about_its_own_list(check_of_other_list):
    assert confirmed(check_of_other_list) is None


def test_the_newest_check_counts():
    old = checked("offers", "D", checked_on="2023-05-01", id="old")
    new = checked("offers", "D", checked_on="2024-05-01", id="new", complete=False)

    assert confirmed(old, new) is None
    assert confirmed(old, checked("offers", "D", checked_on="2022", id="older", complete=False)) == "old"


def test_of_two_checks_of_one_day_the_careful_one_counts():
    assert confirmed(checked("offers", "D", id="b"), checked("offers", "D", id="a", complete=False)) is None


def test_a_check_in_the_future_has_not_happened():
    assert confirmed(checked("offers", "D", checked_on="2024-09-02")) is None
    assert confirmed(checked("offers", "D", checked_on="2024-09-01")) == "offers/D"


def test_a_check_of_the_city_is_one_of_its_districts():
    assert confirmed(checked("offers", "E")) == "offers/E"


def test_a_newer_check_of_the_district_outweighs_the_city():
    city = checked("offers", "E", checked_on="2024-01-01")
    assert confirmed(city, checked("offers", "D", checked_on="2024-02-01", complete=False)) is None


@pytest.mark.parametrize(
    ("of", "theme_of_cell", "covered"),
    [
        (None, "labour_training", True),
        ("labour_market", "labour_training", True),
        ("labour_training", "labour_training", True),
        ("labour_training", "labour_market", False),
        ("health", "labour_training", False),
        ("labour_training", None, False),
        ("own_theme", "own_theme", True),
    ],
)
def test_a_check_of_a_theme_covers_what_is_below_it(of, theme_of_cell, covered):
    assert (confirmed(checked("offers", "D", theme=of), theme=theme_of_cell) is not None) is covered


def test_a_check_of_members_is_about_one_group():
    inventory = Inventory(network(group("g", "A"), group("h", "A"), checked("members", "g", "working_group")))

    assert inventory.confirmed("members", "working_group", "g") is not None
    assert inventory.confirmed("members", "working_group", "h") is None


def test_confirmations_are_the_newest_word_on_each_list():
    """What a later check takes back, and what lies ahead, confirms nothing."""
    checks = (
        checked("offers", "D", checked_on="2023", id="taken back"),
        checked("offers", "D", checked_on="2024-01", id="no", complete=False),
        checked("projects", "D", checked_on="2025", id="ahead"),
        checked("places", "D", checked_on="2024", id="places"),
        checked("actors", "D", checked_on="2020", id="long ago"),
    )
    inventory = Inventory(network(area("D"), *checks))
    assert [check.id for check in inventory.confirmations] == ["long ago", "places"]
    assert inventory.outdated == {"long ago"}
