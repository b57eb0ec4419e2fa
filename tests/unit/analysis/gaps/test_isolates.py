"""Actors without a recorded cooperation."""

import networkx as nx
from hypothesis import given

from app.analysis.interface import analysis
from tests.factories import actor, network, tie
from tests.graphs import network_of_graph, random_graphs

isolates = analysis("isolates")


def whole(net):
    (measure,) = isolates(net).measures
    return measure.value, measure.parts


@given(random_graphs())
def test_equals_networkx_on_random_graphs(graph):
    number = nx.number_of_isolates(graph)

    assert whole(network_of_graph(graph)) == (number, {"share": number / len(graph)})


def test_a_denied_tie_and_funding_are_no_cooperation():
    net = network(tie("A", "B", status="denied"), tie("C", "D", kind="funding"), tie("D", "E"))

    assert whole(net) == (3, {"share": 3 / 5})


def test_one_person_counts():
    assert whole(network(actor("A", one_person=True), tie("B", "C"))) == (1, {"share": 1 / 3})


def test_nobody_is_no_share():
    assert whole(network()) == (0, {})
