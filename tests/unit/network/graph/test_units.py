"""Units, members and organisations."""

import pytest

from app.network.graph.units import Organisations
from tests.factories import actor, network

AWO = (
    actor("awo"),
    actor("kita", unit_of="awo"),
    actor("group", unit_of="kita"),
    actor("club", affiliated_to="awo"),
    actor("other"),
)


@pytest.mark.parametrize(
    ("pair", "same"),
    [(("awo", "kita"), True), (("kita", "group"), True), (("awo", "club"), False), (("awo", "other"), False)],
)
def test_units_at_any_depth_are_one_organisation_and_members_are_not(pair, same):
    organisations = Organisations(network(*AWO))
    assert organisations.same_organisation(*pair) is organisations.same_organisation(*pair[::-1]) is same


def test_a_part_is_a_unit_at_any_depth_or_a_member():
    part_of = Organisations(network(*AWO)).part_of
    assert part_of("group", "awo")
    assert part_of("club", "awo")
    assert not part_of("awo", "group")
    assert not part_of("awo", "awo")


def test_departments_of_a_city_stay_two():
    departments = (
        actor("city"),
        *(actor(name, unit_of="city", kinds="youth_office") for name in ("youth", "sport")),
    )
    assert not Organisations(network(*departments)).same_organisation("youth", "sport")


def test_a_circle_of_units_ends():
    circle = actor("A", unit_of="B"), actor("B", unit_of="A"), actor("C")
    organisations = Organisations(network(*circle))
    assert organisations.same_organisation("A", "B")
    assert not organisations.part_of("A", "C")


def test_units_below_a_circle_are_one_organisation():
    circle = Organisations(network(actor("A", unit_of="B"), actor("B", unit_of="C"), actor("C", unit_of="B")))
    assert circle.same_organisation("A", "C")
