"""Harmonic closeness: near to all, whoever can be reached."""

import igraph
import networkx as nx
import numpy as np
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
    random_graphs,
    random_strong_graphs,
    reference_case,
    reference_graph,
)

harmonic = analysis("harmonic")


def values(net, **parameters):
    return {measure.subject.id: measure.value for measure in harmonic(net, parameters).measures}


@pytest.mark.parametrize("name", NAMED)
def test_equals_networkx_on_named_graphs(name):
    graph = NAMED[name]()

    expected = {str(node): value for node, value in nx.harmonic_centrality(graph).items()}
    assert values(network_of_graph(graph), normalised=False) == pytest.approx(expected, abs=1e-9)


@given(random_graphs(least=2))
def test_normalised_is_divided_by_the_number_of_others(graph):
    expected = {str(node): value / (len(graph) - 1) for node, value in nx.harmonic_centrality(graph).items()}
    assert values(network_of_graph(graph)) == pytest.approx(expected, abs=1e-9)


def test_path_and_wetlands_have_the_values_of_igraph():
    path, wetlands = reference_case("igraphC_harmonic_path7"), reference_case("R_ig_harm_wetlands")
    graph = reference_graph("wetlands")

    assert values(network_of_graph(nx.path_graph(7))) == pytest.approx(path["expected"], abs=path["tolerance"])
    expected = dict(zip(graph, wetlands["expected"], strict=True))
    assert values(network_of_graph(graph)) == pytest.approx(expected, abs=wetlands["tolerance"])


def test_one_person_is_on_the_way_and_is_not_measured():
    net = network(tie("A", "P"), tie("P", "B"), actor("P", one_person=True))

    assert values(net) == {"A": 0.75, "B": 0.75}


def test_one_alone_has_none():
    (alone,) = harmonic(network(actor("A"))).measures

    assert (alone.value, alone.reason) == (None, "too-few-actors")


@pytest.mark.parametrize("direction", ["in", "out"])
def test_campnet_has_the_values_of_ucinet_in_both_directions(direction):
    case = reference_case(f"ucinet_campnet_reciprocal_closeness_{direction}")

    net = directed_network_of_graph(reference_graph(case["graph"], directed=True))
    assert values(net, direction=direction) == pytest.approx(case["expected"], abs=case["tolerance"])


def triangle(**last):
    """A–B has strength 4 and is 1/4 long, B–C 2 and 1/2, A–C is 1 long: from A to C it is 3/4 by way of B."""
    return network(tie("A", "B", strength=4), tie("B", "C", strength=2), tie("A", "C", **last))


@pytest.mark.parametrize("last", [{"strength": 1}, {}], ids=["strength 1", "strength not known"])
def test_by_strength_a_tie_is_one_over_its_strength_long(last):
    """B: (4 + 2)/2; A: (4 + 4/3)/2; C: (2 + 4/3)/2."""
    result = values(triangle(**last), by_strength=True)
    assert result == pytest.approx({"B": 3, "A": 8 / 3, "C": 5 / 3}, abs=1e-9)


@given(random_strong_graphs(st.one_of(st.integers(1, 4), st.floats(0.1, 40))))
def test_by_strength_equals_igraph_and_networkx(graph):
    oracle = igraph.Graph.from_networkx(graph)
    lengths = [1 / strength for strength in oracle.es["strength"]] if oracle.ecount() else []
    expected = dict(zip(map(str, graph), oracle.harmonic_centrality(weights=lengths), strict=True))

    net = network_of_graph(graph)
    assert values(net, by_strength=True) == pytest.approx(expected, rel=1e-9, abs=1e-9)
    sums = {str(node): 720_720 * entry for node, entry in nx.harmonic_centrality(graph, distance="length").items()}
    assert values(net, by_strength=True, normalised=False) == pytest.approx(sums, rel=1e-9, abs=1e-9)


def test_directions_and_strengths_together_are_refused():
    net = directed_network_of_graph(nx.DiGraph([(1, 2), (2, 3)]))
    with pytest.raises(InvalidInput, match="for pairs") as refused:
        values(net, by_strength=True)
    assert "directed=true" in refused.value.hint


@pytest.mark.parametrize("by_strength", [False, True])
def test_samples_are_right_on_average_and_two_errors_hold_most_values(by_strength):
    """60 seeds on the karate club."""
    net = network_of_graph(nx.karate_club_graph())
    exact = {entry.subject.id: entry.value for entry in harmonic(net, {"by_strength": by_strength}).measures}
    results = [harmonic(net, {"samples": 16, "seed": seed, "by_strength": by_strength}) for seed in range(60)]
    assert {(result.exact, result.summary["targets"]) for result in results} == {(False, 16)}
    values = [
        (measure.value - exact[measure.subject.id], measure.parts["standard_error"]) for measure in _measures(results)
    ]
    assert abs(np.mean([apart for apart, _ in values])) < 0.01 * np.mean(list(exact.values()))
    assert 0.88 <= np.mean([abs(apart) <= 2 * error for apart, error in values]) <= 0.99


def _measures(results):
    return [measure for result in results for measure in result.measures if "standard_error" in measure.parts]


def test_all_targets_asked_for_are_exact():
    net = network_of_graph(nx.karate_club_graph())
    assert harmonic(net, {"samples": 34}).measures == harmonic(net).measures


def test_a_star_has_its_values_in_every_sample_of_the_centre():
    centre = harmonic(network_of_graph(nx.star_graph(30)), {"samples": 8}).measures[0]
    assert (centre.subject.id, centre.value, dict(centre.parts)) == ("0", 1, {})
