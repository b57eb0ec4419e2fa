"""Closeness: short ways to those who can be reached."""

import networkx as nx
import pytest
from hypothesis import given

from app.analysis.interface import analysis
from tests.factories import actor, network, tie
from tests.graphs import (
    NAMED,
    directed_network_of_graph,
    network_of_graph,
    random_digraphs,
    random_graphs,
    reference_case,
    reference_graph,
)

closeness = analysis("closeness")
VARIANTS = {"wasserman-faust": True, "reachable": False}


def values(net, **parameters):
    return {one.subject.id: one.value for one in closeness(net, parameters).measures}


@pytest.mark.parametrize("variant", VARIANTS)
@pytest.mark.parametrize("name", NAMED)
def test_equals_networkx_on_named_graphs(name, variant):
    graph = NAMED[name]()

    found = nx.closeness_centrality(graph, wf_improved=VARIANTS[variant])
    expected = {str(node): value for node, value in found.items()}
    assert values(network_of_graph(graph), variant=variant) == pytest.approx(expected, abs=1e-9)


@given(random_graphs(least=2))
def test_equals_networkx_on_random_graphs(graph):
    expected = {str(node): value for node, value in nx.closeness_centrality(graph).items()}
    assert values(network_of_graph(graph)) == pytest.approx(expected, abs=1e-9)


@pytest.mark.parametrize("case_id", ["kite_closeness", "florentine_closeness"])
def test_kite_and_florentine_families_have_published_values(case_id):
    case = reference_case(case_id)

    found = values(network_of_graph(reference_graph(case["graph"])))
    assert found == pytest.approx(case["expected"], abs=case["tolerance"])


def test_a_small_part_is_not_near_because_it_is_small():
    """A and B reach 1 of 4 others in 1 step: 1 · 1/4; C, D and E reach 2 of 4."""
    net = network(tie("A", "B"), tie("C", "D"), tie("D", "E"))

    assert values(net) == pytest.approx({"D": 2 / 2 / 2, "C": 2 / 3 / 2, "E": 2 / 3 / 2, "A": 1 / 4, "B": 1 / 4})
    assert values(net, variant="reachable")["A"] == 1


def test_one_alone_has_none():
    (alone,) = closeness(network(actor("A"))).measures

    assert (alone.value, alone.reason) == (None, "too-few-actors")


@given(random_digraphs(least=2))
def test_with_directions_paths_lead_to_or_from_an_actor(graph):
    net = directed_network_of_graph(graph)

    for direction, followed in (("in", graph), ("out", graph.reverse())):
        expected = {str(node): value for node, value in nx.closeness_centrality(followed).items()}
        assert values(net, direction=direction) == pytest.approx(expected, abs=1e-9)
