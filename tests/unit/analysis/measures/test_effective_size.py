"""Burt's effective size."""

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

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

effective_size = analysis("effective-size")


def values(net, **parameters):
    return {measure.subject.id: measure.value for measure in effective_size(net, parameters).measures}


def expected(graph):
    return {str(node): value if graph.degree[node] else None for node, value in nx.effective_size(graph).items()}


@pytest.mark.parametrize("name", NAMED)
def test_equals_networkx_on_named_graphs(name):
    graph = NAMED[name]()

    assert values(network_of_graph(graph)) == pytest.approx(expected(graph), abs=1e-9)


@given(random_graphs(most=25), st.booleans())
def test_without_directions_both_variants_are_borgattis(graph, ego):
    assert values(network_of_graph(graph), ego=ego) == pytest.approx(expected(graph), abs=1e-9)


def test_holes_florentine_families_and_kite_have_published_values():
    """Borgatti, Connections 20(1); CRAN influenceR; R sna 2.7-1 for the kite."""
    holes, families = reference_case("holes_effective_size"), reference_case("R_influenceR_flo_ens")
    graph = reference_graph(families["graph"])
    of_holes, of_kite = (
        values(network_of_graph(reference_graph(holes["graph"]))),
        values(network_of_graph(NAMED["kite"]())),
    )
    result = values(network_of_graph(graph))

    assert {node: of_holes[node] for node in holes["expected"]} == pytest.approx(holes["expected"], abs=0.01)
    assert [result[str(node)] or 0 for node in graph] == pytest.approx(families["expected"], abs=families["tolerance"])
    assert {node: of_kite[node] for node in "357"} == pytest.approx({"3": 10 / 3, "5": 3, "7": 7 / 3})


def test_no_partners_are_no_number():
    *_, alone = effective_size(network(tie("A", "B"), actor("C"))).measures

    assert (alone.subject.id, alone.value, alone.reason) == ("C", None, "no-partners")


def test_campnet_has_the_values_of_ucinet_when_directions_are_kept():
    """UCINET adds both directions and looks at ego networks."""
    case = reference_case("ucinet_campnet_effective_size_ego")

    net = directed_network_of_graph(reference_graph(case["graph"], directed=True))
    assert values(net, ego=True) == pytest.approx(case["expected"], abs=case["tolerance"])


@given(random_digraphs(most=15))
def test_with_directions_a_mutual_naming_counts_twice_as_in_networkx(graph):
    """By its formula for chosen nodes; the matrix that networkx 3.6 takes for all nodes divides otherwise."""
    naming = [node for node in graph if graph.out_degree[node]]
    result = values(directed_network_of_graph(graph))

    expected = {str(node): value for node, value in nx.effective_size(graph, nodes=naming).items()}
    assert {node: result[node] for node in expected} == pytest.approx(expected, abs=1e-9)
