"""Strength: the sum of known strengths."""

import networkx as nx

from app.analysis.interface import analysis
from app.network.graph.from_graph_file import build_graph_network
from app.records.graph_records import Edge, GraphRecords
from tests.factories import actor, network, tie
from tests.graphs import DAY

strength = analysis("strength")


def values(*records):
    return {
        measure.subject.id: (measure.value, measure.parts.get("without_strength"))
        for measure in strength(network(*records)).measures
    }


def test_karate_has_the_sums_of_networkx():
    """Weights of Zachary 1977, up to 7."""
    graph = nx.karate_club_graph()
    edges = tuple(Edge(str(a), str(b), float(weight)) for a, b, weight in graph.edges(data="weight"))
    net = build_graph_network(GraphRecords({str(node): {} for node in graph}, edges), DAY)

    expected = {str(node): value for node, value in graph.degree(weight="weight")}
    assert {measure.subject.id: measure.value for measure in strength(net).measures} == expected


def test_of_several_ties_of_a_pair_the_greatest_counts():
    assert values(tie("A", "B", strength=2), tie("A", "B", kind="referral", strength=4)) == {"A": (4, 0), "B": (4, 0)}


def test_a_tie_without_strength_is_missing_in_the_sum():
    assert values(tie("A", "B", strength=2), tie("B", "C")) == {"B": (2, 1), "A": (2, 0), "C": (None, None)}


def test_a_strength_known_for_one_tie_is_known_for_the_pair():
    assert values(tie("A", "B"), tie("A", "B", kind="referral", strength=1)) == {"A": (1, 0), "B": (1, 0)}


def test_no_partners_are_no_strength_and_only_unknown_ones_no_number():
    *_, unknown = strength(network(actor("A"), tie("B", "C"))).measures

    assert values(actor("A"), tie("B", "C"))["A"] == (0, 0)
    assert (unknown.value, unknown.reason) == (None, "no-known-strength")


def test_denied_ties_have_no_strength():
    assert values(tie("A", "B", status="denied", strength=3)) == {"A": (0, 0), "B": (0, 0)}


def test_one_person_counts_as_a_partner_and_is_not_measured():
    assert values(actor("B", one_person=True), tie("A", "B", strength=3)) == {"A": (3, 0)}
