"""Reciprocity: what both sides say."""

import networkx as nx
import pytest
from hypothesis import given

from app.analysis.interface import analysis
from tests.factories import network, report, tie, wave
from tests.graphs import directed_network_of_graph, network_of_graph, random_digraphs

reciprocity = analysis("reciprocity")


def whole(net):
    (measure,) = reciprocity(net).measures
    return measure


@given(random_digraphs())
def test_equals_networkx_on_random_directed_graphs(graph):
    result = whole(directed_network_of_graph(graph))

    if graph.edges:
        assert result.value == pytest.approx(nx.overall_reciprocity(graph), abs=1e-9)
        assert 2 * result.parts["mutual"] + result.parts["one_way"] == len(graph.edges)
    else:
        assert (result.value, result.reason) == (None, "no-ties")


def test_of_pairs_that_both_answered_those_with_two_yes_count():
    """Confirmed 2, contradicted 1; what one side says, or papers, is not answered by both."""
    result = whole(
        network(
            tie("A", "B", status="confirmed"),
            tie("A", "C", status="confirmed"),
            tie("A", "D", status="contradicted"),
            tie("B", "C", status="one_sided"),
            tie("B", "D", status="documented"),
        )
    )

    assert (result.value, result.parts) == (pytest.approx(2 / 3), {"confirmed": 2, "contradicted": 1, "left_out": 0})


def test_a_pair_that_confirms_one_kind_works_together_whatever_of_another():
    net = network(tie("A", "B", status="confirmed"), tie("A", "B", kind="referral", status="contradicted"))

    assert whole(net).value == 1


def test_without_directions_and_answers_there_is_no_number():
    result = whole(network_of_graph(nx.path_graph(3)))

    assert (result.value, result.reason) == (None, "no-pair-answered-by-both")


def test_a_name_left_out_of_a_list_is_an_answer_and_strengths_are_compared():
    """A and B say 4 and 2, A and C 3 and 3: agreement 1 - (2 + 0) / 2 / 3. B names C, which leaves B out; D is silent."""
    entries = [("A", "B", 4), ("B", "A", 2), ("A", "C", 3), ("C", "A", 3), ("B", "C", 3), ("A", "D", 1)]
    net = network(wave("w", "A B C D", answered_by="A B C"), *(report("w", *entry) for entry in entries))

    result = whole(net)
    assert (result.value, result.parts) == (pytest.approx(2 / 3), {"confirmed": 2, "contradicted": 0, "left_out": 1})
    assert reciprocity(net).summary == {"pairs_with_two_strengths": 2, "agreement": pytest.approx(2 / 3)}


def test_without_two_strengths_there_is_no_agreement():
    assert reciprocity(network(tie("A", "B", status="confirmed"))).summary["agreement"] is None
