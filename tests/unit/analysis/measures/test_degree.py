"""Degree: partners, counted once."""

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

degree = analysis("degree")


def values(net, **parameters):
    return {measure.subject.id: measure.value for measure in degree(net, parameters).measures}


@pytest.mark.parametrize("name", NAMED)
def test_equals_networkx_on_named_graphs(name):
    graph = NAMED[name]()

    assert values(network_of_graph(graph)) == {str(node): partners for node, partners in graph.degree}
    expected = {str(node): value for node, value in nx.degree_centrality(graph).items()}
    assert values(network_of_graph(graph), normalised=True) == pytest.approx(expected, abs=1e-9)


@given(random_graphs(least=2))
def test_equals_networkx_on_random_graphs(graph):
    expected = {str(node): value for node, value in nx.degree_centrality(graph).items()}
    assert values(network_of_graph(graph), normalised=True) == pytest.approx(expected, abs=1e-9)


def test_kite_has_published_values():
    case = reference_case("kite_degree")

    result = values(network_of_graph(reference_graph(case["graph"])), normalised=True)
    assert result == pytest.approx(case["expected"], abs=case["tolerance"])


def test_directed_statements_are_symmetrised_as_ucinet_does():
    """The union of who names and who is named."""
    case = reference_case("ucinet_campnet_degree_union")

    assert values(network_of_graph(reference_graph(case["graph"]))) == case["expected"]


def test_several_ties_of_a_pair_are_one_partner():
    assert values(network(tie("A", "B"), tie("A", "B", kind="referral"))) == {"A": 1, "B": 1}


@pytest.mark.parametrize(
    "silent", [tie("A", "B", status="denied"), tie("A", "B", kind="funding"), tie("A", "B", basis="co_project")]
)
def test_denied_funding_and_derived_ties_are_no_partners(silent):
    assert values(network(silent)) == {"A": 0, "B": 0}


def test_one_person_counts_as_a_partner_and_is_not_measured():
    assert values(network(actor("B", one_person=True), tie("A", "B"))) == {"A": 1}


def test_the_greatest_comes_first_then_the_smaller_id():
    net = network(tie("B", "C"), tie("C", "A"), tie("C", "D"))

    assert list(values(net)) == ["C", "A", "B", "D"]


def test_nobody_to_compare_with_is_no_number():
    (alone,) = degree(network(actor("A")), {"normalised": True}).measures

    assert (alone.value, alone.reason) == (None, "too-few-actors")
    assert degree(network()).measures == ()


@given(random_digraphs(least=2))
def test_with_directions_who_names_and_who_is_named_differ(graph):
    net = directed_network_of_graph(graph)

    assert values(net, direction="in") == {str(node): named for node, named in graph.in_degree}
    assert values(net, direction="out") == {str(node): names for node, names in graph.out_degree}
    assert values(net) == {str(node): partners for node, partners in graph.to_undirected().degree}


def test_campnet_has_the_indegrees_of_ucinet():
    case = reference_case("ucinet_campnet_indegree")

    net = directed_network_of_graph(reference_graph(case["graph"], directed=True))
    assert values(net, direction="in") == case["expected"]


@pytest.mark.parametrize("direction", ["in", "out", "both"])
def test_without_directions_they_are_all_the_same(direction):
    assert values(network(tie("A", "B")), direction=direction) == {"A": 1, "B": 1}
