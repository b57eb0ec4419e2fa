"""Participation coefficient by group."""

import networkx as nx
import pytest

from app.analysis.interface import analysis
from tests.factories import actor, network, tie
from tests.graphs import network_of_graph

participation = analysis("participation-coefficient")


def values(net, **parameters):
    return {measure.subject.id: measure.value for measure in participation(net, parameters).measures}


def test_karate_by_club_follows_the_formula():
    """1 - Σ (k_g/k)² of Guimerà and Amaral 2005, from partners counted one by one."""
    karate = nx.karate_club_graph()

    expected = {}
    for node in karate:
        clubs = [karate.nodes[partner]["club"] for partner in karate[node]]
        expected[str(node)] = 1 - sum((clubs.count(club) / len(clubs)) ** 2 for club in set(clubs))
    assert values(network_of_graph(karate, group_by="club")) == pytest.approx(expected, abs=1e-12)


def test_partners_of_no_group_and_actors_without_partners():
    net = network(
        tie("A", "B"), tie("A", "C"), tie("A", "D"), tie("D", "E"), actor("B", kinds="school"), actor("C", kinds="bank")
    )

    by_name = {measure.subject.id: measure for measure in participation(net).measures}
    assert (by_name["A"].value, by_name["A"].parts) == (0.5, {"partners": 2, "groups": 2})
    assert (by_name["D"].value, by_name["D"].reason) == (None, "no-partners")


def test_without_any_group_no_value_is_given():
    assert {(measure.value, measure.reason) for measure in participation(network(tie("A", "B"))).measures} == {
        (None, "no-groups")
    }


def test_one_person_is_a_partner_and_is_not_measured():
    net = network(tie("A", "P"), actor("P", one_person=True, kinds="school"), actor("A", kinds="bank"))

    assert values(net) == {"A": 0}
