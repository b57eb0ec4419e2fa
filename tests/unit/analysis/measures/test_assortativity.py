"""Assortativity by group."""

import networkx as nx
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from app.analysis.interface import analysis
from tests.factories import actor, network, tie
from tests.graphs import network_of_graph, random_graphs

assortativity = analysis("assortativity")


def whole(net, **parameters):
    (measure,) = assortativity(net, parameters).measures
    return measure


def test_karate_by_club_has_its_reference_value():
    """networkx and R igraph."""
    result = whole(network_of_graph(nx.karate_club_graph(), group_by="club"))

    assert result.value == pytest.approx(0.717531, abs=1e-6)


@given(random_graphs(least=2), st.lists(st.sampled_from("xyz"), min_size=40, max_size=40))
def test_equals_networkx(graph, groups):
    nx.set_node_attributes(graph, dict(zip(graph, groups, strict=False)), "part")
    assume(len({groups[node] for edge in graph.edges for node in edge}) > 1)

    expected = nx.attribute_assortativity_coefficient(graph, "part")
    assert whole(network_of_graph(graph), group_by="part").value == pytest.approx(expected, abs=1e-9)


@pytest.mark.parametrize(
    ("records", "reason"),
    [
        ([tie("A", "B")], "no-groups"),
        ([actor("A", kinds="school"), actor("B", kinds="bank")], "no-ties"),
        (
            [actor("A", kinds="school"), actor("B", kinds="school"), actor("C", kinds="bank"), tie("A", "B")],
            "too-few-groups",
        ),
    ],
)
def test_undefined_is_said_with_its_reason(records, reason):
    result = whole(network(*records))

    assert (result.value, result.reason) == (None, reason)


def test_a_tie_to_somebody_of_no_group_does_not_count():
    known = [actor("A", kinds="school"), actor("B", kinds="bank"), tie("A", "B")]

    assert whole(network(*known, tie("B", "C"))).value == whole(network(*known)).value == -1
