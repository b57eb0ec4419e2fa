"""Where paths go on, and how long ties are."""

import networkx as nx
import numpy as np
import pytest

from app.errors import InvalidInput
from app.network.graph.paths import pair_strengths, partner_counts, path_sums, tie_lengths, tie_weights, ways
from tests.factories import network, tie
from tests.graphs import directed_network_of_graph, network_of_graph

CHAIN = nx.DiGraph([(0, 1), (1, 2), (2, 1)])


def test_ways_follow_directions_where_there_are_any():
    net = directed_network_of_graph(CHAIN)
    assert ways(net).toarray().tolist() == [[0, 1, 0], [0, 0, 1], [0, 1, 0]]
    assert ways(net, "in").toarray().tolist() == ways(net).toarray().T.tolist()
    both = network_of_graph(CHAIN.to_undirected())
    assert (ways(both) != ways(both, "in")).nnz == 0


@pytest.mark.parametrize(("direction", "counts"), [("in", [0, 2, 1]), ("out", [1, 1, 1]), ("both", [1, 2, 1])])
def test_partners_are_counted_by_direction(direction, counts):
    assert partner_counts(directed_network_of_graph(CHAIN), direction).tolist() == counts


def test_a_tie_both_name_weighs_two():
    assert tie_weights(directed_network_of_graph(CHAIN)).toarray().tolist() == [[0, 1, 0], [1, 0, 2], [0, 2, 0]]


def test_of_several_ties_the_greatest_strength_counts_and_none_is_0():
    pairs = pair_strengths(
        network(tie("A", "B", strength=2), tie("A", "B", kind="referral", strength=3), tie("B", "C"))
    )
    assert (pairs.a.tolist(), pairs.b.tolist(), pairs.strength.tolist()) == ([0, 1], [1, 2], [3, 0])


def test_strong_ties_are_short():
    lengths = tie_lengths(network(tie("A", "B", strength=4), tie("B", "C")))
    assert lengths.matrix[0, 1] / lengths.unit == pytest.approx(1 / 4)
    assert lengths.matrix[1, 2] / lengths.unit == pytest.approx(1)


def test_sums_by_strength_and_by_steps():
    net = network(tie("A", "B", strength=2), tie("B", "C", strength=1))
    steps, strong = (path_sums(net, "out", by_strength=by_strength) for by_strength in (False, True))
    assert steps.lengths.values.tolist() == [3, 2, 3]
    np.testing.assert_allclose(strong.lengths.values, [0.5 + 1.5, 0.5 + 1, 1.5 + 1])
    np.testing.assert_allclose(strong.inverse.values, [2 + 1 / 1.5, 2 + 1, 1 / 1.5 + 1])


def test_directions_and_strengths_together_are_refused():
    with pytest.raises(InvalidInput, match="for pairs"):
        tie_lengths(directed_network_of_graph(CHAIN))
