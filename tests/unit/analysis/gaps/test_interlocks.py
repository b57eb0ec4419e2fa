"""Interlocks of groups, and the projection on actors."""

import networkx as nx
import pytest

from app.analysis.interface import analysis
from tests.factories import actor, group, network
from tests.graphs import network_of_graph

interlocks = analysis("interlocks")


def test_davis_southern_women_have_their_reference_values():
    """R igraph 1.3.5 and networkx: projection 139 pairs, at most 7 shared events, density, Robins-Alexander."""
    net = network_of_graph(nx.davis_southern_women_graph(), item_attribute="bipartite", item_value="1")

    result = interlocks(net, {"events": "offers"})
    parts = result.measures[0].parts
    assert (parts["actor_pairs"], parts["most_shared"]) == (139, 7)
    assert result.summary["most_shared_by"] == "Evelyn Jefferson · Theresa Anderson"
    assert parts["density"] == pytest.approx(0.353175, abs=1e-6)
    assert parts["clustering"] == pytest.approx(0.467764, abs=1e-6)


def test_groups_are_connected_by_members_of_both():
    whole, *groups = interlocks(network(group("g", "A B"), group("h", "B C"), group("i", "D"))).measures

    assert whole.value == 1
    assert [(entry.subject.id, entry.value, entry.parts["members"], entry.parts["elsewhere"]) for entry in groups] == [
        ("g", 1, 2, 1),
        ("h", 1, 2, 1),
        ("i", 0, 1, 0),
    ]


def test_one_person_is_never_named():
    net = network(group("g", "A P"), group("h", "A P B"), actor("P", one_person=True))

    assert interlocks(net).summary["most_shared_by"] == "A · B"


def test_without_a_path_of_three_there_is_no_clustering():
    (whole, _) = interlocks(network(group("g", "A B"))).measures

    assert "clustering" not in whole.parts


def test_without_groups_there_is_no_value():
    (whole,) = interlocks(network(actor("A"))).measures

    assert (whole.value, whole.reason) == (None, "no-events")


def test_of_those_who_never_meet_nobody_shares_a_group():
    (whole, _) = interlocks(network(group("g", "A"))).measures

    assert (whole.parts["actor_pairs"], whole.parts["most_shared"]) == (0, 0)
