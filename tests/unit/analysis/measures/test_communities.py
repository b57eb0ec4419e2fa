"""Communities of organisations."""

import networkx as nx
import pytest

from app.analysis.interface import analysis
from tests.factories import actor, network, tie
from tests.graphs import network_of_graph

communities = analysis("communities")


def test_karate_reaches_the_published_optimum():
    """Brandes et al. 2008: the greatest modularity is .4198, with four communities."""
    result = communities(network_of_graph(nx.karate_club_graph()))

    whole = result.measures[0]
    assert whole.value == pytest.approx(0.4198, abs=1e-4)
    assert whole.parts["communities"] == 4
    assert whole.parts["lowest_modularity"] <= whole.value
    assert whole.parts["agreement"] > 0.9, "every start leads to it or very near"
    assert not result.exact


def test_its_value_is_the_modularity_of_what_it_tells():
    graph = nx.les_miserables_graph()

    whole, *members = communities(network_of_graph(graph), {"runs": 5}).measures
    by_name = {}
    for member in members:
        by_name.setdefault(member.value, set()).add(member.subject.id)
    assert whole.value == pytest.approx(nx.community.modularity(graph, by_name.values(), weight=None), abs=1e-9)
    assert [len(by_name[number]) for number in sorted(by_name)] == sorted(map(len, by_name.values()), reverse=True)


def test_who_has_no_partner_is_in_none():
    _, *members = communities(network(tie("A", "B"), actor("C"))).measures

    assert [(member.subject.id, member.value, member.reason) for member in members] == [
        ("A", 1, None),
        ("B", 1, None),
        ("C", None, "no-partners"),
    ]


def test_without_ties_there_is_no_modularity():
    assert communities(network(actor("A"))).measures[0].reason == "no-ties"


def test_a_higher_resolution_gives_smaller_communities():
    net = network_of_graph(nx.karate_club_graph())

    few, many = (
        communities(net, {"resolution": number, "runs": 5}).measures[0].parts["communities"] for number in (0.5, 3)
    )
    assert few < many
