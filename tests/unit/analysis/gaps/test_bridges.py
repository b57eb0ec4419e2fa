"""Bridges: the only connection between two parts."""

import networkx as nx
import pytest
from hypothesis import given

from app.analysis.interface import analysis
from tests.factories import actor, network, tie
from tests.graphs import NAMED, network_of_graph, random_graphs, reference_case, reference_graph

bridges = analysis("bridges")


def number_and_sides(net):
    number, *named = bridges(net).measures
    return number.value, {entry.subject.id: entry.value for entry in named}


@given(random_graphs())
def test_equals_networkx_on_random_graphs(graph):
    expected = {}
    for ends in nx.bridges(graph):
        without = nx.restricted_view(graph, [], [ends])
        smaller = min(len(nx.node_connected_component(without, end)) for end in ends)
        expected["--".join(sorted(map(str, ends)))] = smaller

    assert number_and_sides(network_of_graph(graph)) == (len(expected), expected)


def test_kite_has_its_reference_value():
    """R sna 2.7-1: 7-8 and 8-9; beyond them are two vertices and one."""
    sides = number_and_sides(network_of_graph(NAMED["kite"]()))

    assert sides == (2, {"7--8": 2, "8--9": 1})


def test_wetlands_has_as_many_as_igraph_counts():
    case = reference_case("R_ig_artic_wetlands")

    expected = case["expected"][case["parameters"]["order"].index("n_bridges")]
    assert number_and_sides(network_of_graph(reference_graph("wetlands")))[0] == expected


def test_the_one_with_the_greater_smaller_side_comes_first():
    net = network(tie("A", "B"), tie("B", "C"), tie("C", "D"))

    assert [measure.subject.name for measure in bridges(net).measures[1:]] == ["B – C", "A – B", "C – D"]


@pytest.mark.parametrize("person", ["A", "B"])
def test_one_person_is_counted_and_not_named(person):
    assert number_and_sides(network(tie("A", "B"), actor(person, one_person=True))) == (1, {})


def test_two_ties_of_a_pair_are_one_bridge():
    assert number_and_sides(network(tie("A", "B"), tie("A", "B", kind="referral"))) == (1, {"A--B": 1})
