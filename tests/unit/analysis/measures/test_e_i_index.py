"""E-I index with its place among permuted groups."""

from itertools import permutations

import networkx as nx
import pytest

from app.analysis.interface import analysis
from tests.factories import actor, network, tie
from tests.graphs import network_of_graph

e_i_index = analysis("e-i-index")


def whole(net, **parameters):
    (measure,) = e_i_index(net, parameters).measures
    return measure


def test_karate_by_club_has_its_reference_value():
    """R sna 2.7-1; 67 ties within clubs, 11 between; chance (17 · 16)/(34 · 33/2) within."""
    result = whole(network_of_graph(nx.karate_club_graph(), group_by="club"))

    assert result.value == pytest.approx(-0.717949, abs=1e-6)
    assert (result.parts["internal"], result.parts["external"]) == (67, 11)
    assert result.parts["expected"] == pytest.approx(1 - 2 * 272 / 561)
    assert result.parts["p_at_most"] == pytest.approx(1 / 1001)
    assert result.parts["p_at_least"] == 1


def test_p_is_the_share_of_permutations():
    """All 24 ways to deal two groups of two to a path of four, against 4,000 drawn ones."""
    path = nx.path_graph(4)
    nx.set_node_attributes(path, {0: "x", 1: "x", 2: "y", 3: "y"}, "part")
    values = [sum(1 if deal[a] != deal[b] else -1 for a, b in path.edges) for deal in permutations("xxyy")]
    expected = sum(value <= -1 for value in values) / len(values)

    result = whole(network_of_graph(path), group_by="part", permutations=4000)
    assert result.value == pytest.approx(-1 / 3)
    assert result.parts["p_at_most"] == pytest.approx(expected, abs=0.03)


def test_the_same_seed_gives_the_same():
    net = network_of_graph(nx.karate_club_graph(), group_by="club")

    assert whole(net, permutations=50, seed=2) == whole(net, permutations=50, seed=2)


@pytest.mark.parametrize(
    ("net", "reason"),
    [
        (network(tie("A", "B")), "too-few-groups"),
        (network(tie("A", "B"), *(actor(actor_id, kinds="school") for actor_id in "AB")), "too-few-groups"),
        (network(actor("A", kinds="school"), actor("B", kinds="bank")), "no-ties"),
    ],
)
def test_undefined_is_said_with_its_reason(net, reason):
    result = whole(net)

    assert (result.value, result.reason) == (None, reason)
