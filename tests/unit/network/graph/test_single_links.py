"""Actors and cooperations that alone hold others together."""

import networkx as nx
import pytest

from app.network.graph.single_links import SingleLinks
from app.network.kernels.key_players import distance_fragmentation
from tests.factories import actor, network, tie
from tests.graphs import adjacency, network_of_graph


def two_triangles(**bridge):
    """A-B-C and D-E-F, held together by C-D alone."""
    inside = ("AB", "BC", "AC", "DE", "EF", "DF")
    return (*(tie(*pair, status="documented") for pair in inside), tie("C", "D", **bridge))


def links(*records, smallest=2):
    return {link.ends: link for link in SingleLinks(network(*records), smallest).links}


def test_a_cooperation_whose_ends_are_told_is_not_told_again():
    assert set(links(*two_triangles())) == {(2,), (3,)}


def test_how_many_are_cut_off_decides():
    assert links(*two_triangles())[2,].cut_off == 2
    assert links(*two_triangles(), smallest=3) == {(2, 3): links(*two_triangles(), smallest=3)[2, 3]}
    assert links(*two_triangles(), smallest=4) == {}


@pytest.mark.parametrize(("status", "documented"), [("confirmed", True), ("documented", True), ("one_sided", False)])
def test_documented_is_what_rests_on_documented_ties_alone(status, documented):
    assert links(*two_triangles(status=status))[2,].documented is documented


def test_one_person_is_not_told():
    result = links(*two_triangles(), actor("C", one_person=True))
    assert set(result) == {(3,)}


def test_the_effect_is_the_change_of_distance_weighted_fragmentation():
    """Against the graph without the actor, and without the tie."""
    graph = nx.Graph([(0, 1), (1, 2), (0, 2), (2, 3), (3, 4), (4, 5), (3, 5)])
    single = SingleLinks(network_of_graph(graph), 3)
    (bridge,) = single.links
    whole, cut = distance_fragmentation(adjacency(graph)), nx.Graph(graph)
    cut.remove_edge(2, 3)
    assert single.effect(bridge) == pytest.approx(distance_fragmentation(adjacency(cut)) - whole, abs=1e-9)
