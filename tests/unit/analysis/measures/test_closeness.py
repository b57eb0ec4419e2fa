"""Closeness: short ways to those who can be reached."""

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
    random_digraphs,
    random_graphs,
    random_strong_graphs,
    reference_case,
    reference_graph,
)

closeness = analysis("closeness")
VARIANTS = {"wasserman-faust": True, "reachable": False}


def values(net, **parameters):
    return {measure.subject.id: measure.value for measure in closeness(net, parameters).measures}


@pytest.mark.parametrize("variant", VARIANTS)
@pytest.mark.parametrize("name", NAMED)
def test_equals_networkx_on_named_graphs(name, variant):
    graph = NAMED[name]()

    closeness_centrality = nx.closeness_centrality(graph, wf_improved=VARIANTS[variant])
    expected = {str(node): value for node, value in closeness_centrality.items()}
    assert values(network_of_graph(graph), variant=variant) == pytest.approx(expected, abs=1e-9)


@given(random_graphs(least=2))
def test_equals_networkx_on_random_graphs(graph):
    expected = {str(node): value for node, value in nx.closeness_centrality(graph).items()}
    assert values(network_of_graph(graph)) == pytest.approx(expected, abs=1e-9)


@pytest.mark.parametrize("case_id", ["kite_closeness", "florentine_closeness"])
def test_kite_and_florentine_families_have_published_values(case_id):
    case = reference_case(case_id)

    result = values(network_of_graph(reference_graph(case["graph"])))
    assert result == pytest.approx(case["expected"], abs=case["tolerance"])


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


def triangle(**last):
    """A–B has strength 4 and is 1/4 long, B–C 2 and 1/2, A–C is 1 long: from A to C it is 3/4 by way of B."""
    return network(tie("A", "B", strength=4), tie("B", "C", strength=2), tie("A", "C", **last))


@pytest.mark.parametrize("last", [{"strength": 1}, {}], ids=["strength 1", "strength not known"])
def test_by_strength_a_tie_is_one_over_its_strength_long(last):
    """B: 2 others at 1/4 + 1/2; A: at 1/4 + 3/4; C: at 1/2 + 3/4."""
    result = values(triangle(**last), by_strength=True)
    assert result == pytest.approx({"B": 2 / 0.75, "A": 2.0, "C": 2 / 1.25}, abs=1e-9)


def test_of_several_ties_of_a_pair_the_strongest_counts():
    net = network(tie("A", "B", strength=1), tie("A", "B", strength=3, kind="referral"))
    assert values(net, by_strength=True) == pytest.approx({"A": 3, "B": 3}, abs=1e-9)


@given(random_strong_graphs(st.one_of(st.integers(1, 4), st.floats(0.1, 40))))
def test_by_strength_equals_igraph_and_networkx(graph):
    net, oracle = network_of_graph(graph), igraph.Graph.from_networkx(graph)
    lengths = [1 / strength for strength in oracle.es["strength"]] if oracle.ecount() else []
    near = np.nan_to_num(oracle.closeness(weights=lengths))

    closeness_centrality = nx.closeness_centrality(graph, distance="length")
    improved = {str(node): 720_720 * value for node, value in closeness_centrality.items()}
    assert values(net, by_strength=True) == pytest.approx(improved, rel=1e-9, abs=1e-9)
    reachable = dict(zip(map(str, graph), near, strict=True))
    assert values(net, by_strength=True, variant="reachable") == pytest.approx(reachable, rel=1e-9, abs=1e-9)


def test_directions_and_strengths_together_are_refused():
    net = directed_network_of_graph(nx.DiGraph([(1, 2), (2, 3)]))
    with pytest.raises(InvalidInput, match="for pairs") as refused:
        values(net, by_strength=True)
    assert "directed=true" in refused.value.hint


@pytest.mark.parametrize("by_strength", [False, True])
def test_samples_are_right_on_average_and_two_errors_hold_most_values(by_strength):
    """60 seeds on the karate club."""
    net = network_of_graph(nx.karate_club_graph())
    exact = {entry.subject.id: entry.value for entry in closeness(net, {"by_strength": by_strength}).measures}
    results = [closeness(net, {"samples": 16, "seed": seed, "by_strength": by_strength}) for seed in range(60)]
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
    assert closeness(net, {"samples": 34}).measures == closeness(net).measures


def test_a_star_has_its_values_in_every_sample_of_the_centre():
    centre = closeness(network_of_graph(nx.star_graph(30)), {"samples": 8}).measures[0]
    assert (centre.subject.id, centre.value, dict(centre.parts)) == ("0", 1, {})
