"""Betweenness of organisations."""

import igraph
import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.analysis.interface import analysis
from app.errors import InvalidInput
from tests.factories import actor, network, tie
from tests.graphs import (
    NAMED,
    directed_network_of_graph,
    network_of_graph,
    random_digraphs,
    random_graphs,
    random_strong_graphs,
    reference_case,
    reference_graph,
)

betweenness = analysis("betweenness")


def values(net, **parameters):
    return {measure.subject.id: measure.value for measure in betweenness(net, parameters).measures}


@pytest.mark.parametrize("normalised", [True, False])
@pytest.mark.parametrize("name", NAMED)
def test_equals_networkx_on_named_graphs(name, normalised):
    graph = NAMED[name]()

    expected = {str(node): entry for node, entry in nx.betweenness_centrality(graph, normalized=normalised).items()}
    assert values(network_of_graph(graph), normalised=normalised) == pytest.approx(expected, abs=1e-9)


@given(random_graphs(least=3))
def test_equals_networkx_on_random_graphs(graph):
    expected = {str(node): entry for node, entry in nx.betweenness_centrality(graph).items()}
    assert values(network_of_graph(graph)) == pytest.approx(expected, abs=1e-9)


def test_kite_and_karate_have_their_reference_values():
    """R sna 2.7-1: vertex 7 of the kite; Freeman's centralisation of all three graphs."""
    assert values(network_of_graph(nx.krackhardt_kite_graph()))["7"] == pytest.approx(0.388889, abs=1e-6)
    expected = {"kite": 0.296296, "florentine": 0.436813, "karate": 0.405557}
    for name, centralisation in expected.items():
        result = list(values(network_of_graph(NAMED[name]())).values())
        assert sum(max(result) - entry for entry in result) / (len(result) - 1) == pytest.approx(
            centralisation, abs=1e-6
        )


def test_fewer_than_three_have_none():
    measures = betweenness(network(tie("A", "B"))).measures

    assert [(measure.subject.id, measure.value, measure.reason) for measure in measures] == [
        ("A", None, "too-few-actors"),
        ("B", None, "too-few-actors"),
    ]


def test_one_person_is_on_the_way_and_is_not_measured():
    net = network(tie("A", "P"), tie("P", "B"), tie("B", "C"), actor("P", one_person=True))

    assert values(net, normalised=False) == {"B": 2, "A": 0, "C": 0}


@pytest.mark.parametrize("normalised", [True, False])
@given(graph=random_digraphs(least=3))
def test_directions_are_followed_as_networkx_does(normalised, graph):
    expected = {str(node): entry for node, entry in nx.betweenness_centrality(graph, normalized=normalised).items()}
    assert values(directed_network_of_graph(graph), normalised=normalised) == pytest.approx(expected, abs=1e-9)


def test_campnet_has_the_values_of_ucinet():
    case = reference_case("ucinet_campnet_betweenness")

    net = directed_network_of_graph(reference_graph(case["graph"], directed=True))
    assert values(net, normalised=False) == pytest.approx(case["expected"], abs=case["tolerance"])


def test_sampled_values_are_marked_and_have_standard_errors():
    net = network_of_graph(nx.karate_club_graph())
    exact, sampled = betweenness(net), betweenness(net, {"samples": 16})
    assert (exact.exact, exact.summary, exact.measures[0].parts) == (True, {"sources": 34}, {})
    assert (sampled.exact, sampled.summary) == (False, {"sources": 16})
    assert sampled.measures[0].parts["standard_error"] > 0
    assert all(measure.parts.get("standard_error", 1) > 0 for measure in sampled.measures)


def test_the_centre_of_a_star_is_1_in_a_sample_and_has_no_error():
    centre, *leaves = betweenness(network_of_graph(nx.star_graph(40)), {"samples": 16, "seed": 3}).measures
    assert (centre.value, centre.parts) == (1, {})
    assert {(leaf.value, tuple(leaf.parts)) for leaf in leaves} == {(0, ())}


def test_the_same_seed_gives_the_same():
    net = network_of_graph(nx.karate_club_graph())
    assert betweenness(net, {"samples": 8}) == betweenness(net, {"samples": 8})
    assert betweenness(net, {"samples": 8}).measures != betweenness(net, {"samples": 8, "seed": 2}).measures


def test_all_sources_asked_for_are_exact():
    net = network_of_graph(nx.karate_club_graph())
    assert betweenness(net, {"samples": 34}).measures == betweenness(net).measures


def triangle(**last):
    """A–B has strength 4 and is 1/4 long, B–C 2 and 1/2, A–C is 1 long: from A to C it is 3/4 by way of B."""
    return network(tie("A", "B", strength=4), tie("B", "C", strength=2), tie("A", "C", **last))


@pytest.mark.parametrize("last", [{"strength": 1}, {}], ids=["strength 1", "strength not known"])
def test_by_strength_the_way_over_strong_ties_is_the_shortest(last):
    net = triangle(**last)
    assert values(net, by_strength=True) == {"B": 1, "A": 0, "C": 0}
    assert values(net) == {"A": 0, "B": 0, "C": 0}


def test_by_strength_equally_long_ways_share():
    """From A to C: 1 directly, 1/3 + 2/3 by way of B (strengths 3 and 1.5)."""
    graph = nx.Graph()
    graph.add_weighted_edges_from([("A", "B", 3), ("B", "C", 1.5), ("A", "C", 1)], weight="strength")
    assert values(network_of_graph(graph), by_strength=True) == {"B": 0.5, "A": 0, "C": 0}


@given(random_strong_graphs(st.integers(1, 16)))
def test_by_strength_equals_igraph_and_networkx(graph):
    oracle = igraph.Graph.from_networkx(graph)
    lengths = oracle.es["length"] if oracle.ecount() else []
    expected = dict(zip(map(str, graph), oracle.betweenness(weights=lengths), strict=True))

    net = network_of_graph(graph)
    assert values(net, by_strength=True, normalised=False) == pytest.approx(expected, abs=1e-9)
    shares = {str(node): entry for node, entry in nx.betweenness_centrality(graph, weight="length").items()}
    assert values(net, by_strength=True) == pytest.approx(shares, abs=1e-9)


def test_by_strength_samples_of_equal_strengths_are_those_by_hops():
    net = network_of_graph(nx.karate_club_graph())
    by_strength, by_hops = (betweenness(net, {"samples": 16, "by_strength": item}) for item in (True, False))
    assert by_strength.exact is False
    expected = {entry.subject.id: entry.value for entry in by_hops.measures}
    assert {measure.subject.id: measure.value for measure in by_strength.measures} == pytest.approx(expected, abs=1e-9)


def test_directions_and_strengths_together_are_refused():
    net = directed_network_of_graph(nx.DiGraph([(1, 2), (2, 3)]))
    with pytest.raises(InvalidInput, match="for pairs") as refused:
        values(net, by_strength=True)
    assert "directed=true" in refused.value.hint
