"""Groups of actors: by kind, sphere, home area or attribute."""

import pytest

from app.errors import InvalidInput
from app.findings import Code, Subject
from app.network.graph.groupings import grouping
from tests.factories import actor, area, network
from tests.graphs import network_of_graph, nx

NET = network(
    area("D1", name="Nord"),
    actor("A", kinds="daycare jobcenter", sphere="public", home_area="D1"),
    actor("B", kinds="family_centre"),
    actor("C", kinds="nothing_we_know", home_area="D1"),
)


def members(groups):
    return [groups.groups[at] if at >= 0 else None for at in groups.member]


@pytest.mark.parametrize(
    ("group_by", "expected"),
    [
        ("", ["social_education", "social_education", None]),
        ("sphere", ["public", None, None]),
        ("home_area", ["D1", None, "D1"]),
    ],
)
def test_groups_of_records(group_by, expected):
    """Daycare and family centre are one kind group; the first kind of an actor counts."""
    assert members(grouping(NET, group_by)) == expected


def test_who_has_no_group_is_told():
    assert [(entry.code, entry.ids) for entry in grouping(NET, "sphere").not_looked_at(NET)] == [
        ("actors_without_group", ("B", "C"))
    ]


def test_groups_are_shown_as_what_they_are():
    assert grouping(NET, "sphere").argument(NET, 0) == Code("sphere", "public")
    assert grouping(NET, "home_area").argument(NET, 0) == Subject("area", "D1", "Nord")


def test_a_file_may_choose_the_grouping():
    karate = nx.karate_club_graph()

    assert grouping(network_of_graph(karate, group_by="club"), "").groups == ("Mr. Hi", "Officer")
    assert grouping(network_of_graph(karate), "club").sizes.tolist() == [17, 17]
    assert grouping(network_of_graph(karate), "").groups == ()


def test_an_attribute_nobody_has_is_refused_with_those_there_are():
    with pytest.raises(InvalidInput, match="grouped by colour") as refused:
        grouping(network_of_graph(nx.karate_club_graph()), "colour")
    assert "club" in (refused.value.hint or "")
