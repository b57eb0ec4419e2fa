"""Cores: everybody in one works with several others of it."""

import networkx as nx
import pytest
from hypothesis import given

from app.analysis.interface import analysis
from tests.factories import actor, network, tie
from tests.graphs import NAMED, network_of_graph, random_graphs, reference_case, reference_graph

k_core = analysis("k-core")


def values(net):
    return {measure.subject.id: measure.value for measure in k_core(net).measures}


@pytest.mark.parametrize("name", NAMED)
def test_equals_networkx_on_named_graphs(name):
    graph = NAMED[name]()

    assert values(network_of_graph(graph)) == {str(node): core for node, core in nx.core_number(graph).items()}


@given(random_graphs())
def test_equals_networkx_on_random_graphs(graph):
    assert values(network_of_graph(graph)) == {str(node): core for node, core in nx.core_number(graph).items()}


def test_wetlands_has_the_values_of_igraph():
    graph = reference_graph("wetlands")

    expected = dict(zip(graph, reference_case("R_ig_core_wetlands")["expected"], strict=True))
    assert values(network_of_graph(graph)) == expected


def test_the_innermost_core_is_counted():
    net = network(tie("A", "B"), tie("A", "C"), tie("B", "C"), tie("C", "D"))

    assert k_core(net).summary == {"innermost": 2, "in_innermost": 3}


def test_one_person_holds_a_core_and_is_not_measured():
    net = network(tie("A", "B"), tie("A", "P"), tie("B", "P"), actor("P", one_person=True))

    assert values(net) == {"A": 2, "B": 2}
