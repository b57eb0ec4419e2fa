"""Transitivity of the whole network."""

import networkx as nx
import pytest
from hypothesis import given

from app.analysis.interface import analysis
from tests.factories import actor, network, tie
from tests.graphs import NAMED, directed_network_of_graph, network_of_graph, random_digraphs, random_graphs


def whole(net):
    (measure,) = analysis("transitivity")(net).measures
    return measure


@pytest.mark.parametrize("name", ["kite", "florentine", "karate", "path", "cycle", "star", "complete", "grid"])
def test_named_graphs_have_the_values_of_networkx(name):
    graph = NAMED[name]()
    assert whole(network_of_graph(graph)).value == pytest.approx(nx.transitivity(graph), abs=1e-12)


@given(random_graphs(least=1))
def test_equals_networkx_and_is_undefined_where_nobody_has_two_partners(graph):
    measure = whole(network_of_graph(graph))

    if max(degree for _, degree in graph.degree()) > 1:
        assert measure.value == pytest.approx(nx.transitivity(graph), abs=1e-12)
        assert measure.parts["triangles"] == sum(nx.triangles(graph).values()) / 3
    else:
        assert (measure.value, measure.reason) == (None, "no-two-partners")


@given(random_digraphs(least=3))
def test_directions_do_not_matter(graph):
    assert whole(directed_network_of_graph(graph)) == whole(network_of_graph(graph.to_undirected()))


def test_three_of_five_paths_are_closed():
    """A triangle with one more partner at C: paths A-B-C, B-C-A, C-A-B, A-C-D, B-C-D."""
    measure = whole(network(tie("A", "B"), tie("B", "C"), tie("A", "C"), tie("C", "D")))
    assert (measure.value, measure.parts) == (0.6, {"triangles": 1, "paths": 5})


def test_ties_nobody_works_by_close_nothing():
    assert whole(network(tie("A", "B"), tie("B", "C"), tie("A", "C", status="denied"))).value == 0


def test_a_person_alone_counts_as_a_partner():
    assert whole(network(tie("A", "P"), tie("P", "B"), tie("A", "B"), actor("P", one_person=True))).value == 1
