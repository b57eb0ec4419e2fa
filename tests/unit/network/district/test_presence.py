"""Presence: who is in an area, who mediates there, what lies near."""

from app.network.district.presence import Presence
from tests.factories import actor, area, group, network, offer, place, project

CITY = (
    area("E", kind="city", mediated_by="city"),
    area("B", part_of="E", mediated_by="borough"),
    area("D1", part_of="B", neighbours="D3"),
    area("D2", part_of="B"),
    area("D3", part_of="E"),
    area("Q", part_of="D1"),
)


def presence(*records):
    return Presence(network(*CITY, *records))


def ids(records):
    return [record.id for record in records]


def test_near_are_neighbours_from_either_side_then_siblings():
    assert presence().near("D1") == ("D3", "D2")
    assert presence().near("D3") == ("D1", "B")
    assert presence().near("E") == ()


def test_an_actor_is_where_it_lives_works_or_offers():
    here = presence(
        actor("home", home_area="D1"),
        actor("active", active_in="D1"),
        offer("s", "offers", areas="Q"),
        project("p", "projects", areas="D1"),
        offer("over", "past", areas="D1", end="2023"),
        offer("wide", "citywide", area_mode="citywide"),
        actor("gone", active_in="D1", end="2023"),
    )
    assert ids(here.actors(here.within("D1"))) == ["active", "home", "offers", "projects"]


def test_a_mediator_of_the_borough_or_a_part_mediates_and_one_of_the_city_does_not():
    assert ids(presence().mediators("D1")) == ["borough"]
    assert ids(presence().mediators("D3")) == []
    assert ids(presence().mediators("E")) == ["borough", "city"]


def test_named_mediators_come_before_others():
    assert ids(presence(actor("a", mediator=True, active_in="D1")).mediators("D1")) == ["borough", "a"]


def test_groups_are_those_of_the_area_and_what_it_is_part_of_below_the_city():
    here = presence(group("own", areas="Q"), group("borough", areas="B"), group("city", areas="E"), group("free"))
    assert ids(here.groups("D1")) == ["borough", "own"]


def test_a_place_is_open_then_established():
    closed = place("a", area="D1", open_to_others="no")
    unknown = place("b", area="D1", established=True)
    opened = place("c", area="Q", open_to_others="yes")

    assert presence(closed).place("D1") is None
    assert presence(closed, unknown, place("a2", area="D1")).place("D1").id == "b"
    assert presence(closed, unknown, opened).place("D1").id == "c"
