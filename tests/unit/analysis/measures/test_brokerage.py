"""Brokerage roles of organisations."""

import networkx as nx
import pytest

from app.analysis.interface import analysis
from app.network.kernels.brokerage import ROLES
from tests.factories import actor, network, tie
from tests.graphs import directed_network_of_graph, network_of_graph

brokerage = analysis("brokerage")


@pytest.fixture(scope="module")
def karate():
    return brokerage(network_of_graph(nx.karate_club_graph(), group_by="club"))


@pytest.mark.parametrize(
    ("node", "roles"), [("0", (174, 0, 15, 15, 0)), ("2", (10, 12, 23, 23, 0)), ("33", (156, 6, 40, 40, 0))]
)
def test_karate_by_club_has_its_reference_values(karate, node, roles):
    """R sna 2.7-1, ties both ways."""
    (measures,) = [measure for measure in karate.measures if measure.subject.id == node]

    assert measures.parts == dict(zip(ROLES, roles, strict=True))
    assert measures.value == sum(roles)


def test_karate_has_its_totals(karate):
    """R sna 2.7-1."""
    assert [karate.summary[role] for role in ROLES] == [510, 20, 128, 128, 0]


def test_the_directed_toy_has_its_reference_values():
    """R sna 2.7-1, recomputed."""
    toy = nx.DiGraph([(1, 2), (2, 3), (2, 4), (4, 5), (5, 6), (6, 2), (3, 1), (4, 6)])
    nx.set_node_attributes(toy, dict(zip(range(1, 7), "AABBCC", strict=True)), "group")

    result = brokerage(directed_network_of_graph(toy), {"group_by": "group"})
    roles = {
        measure.subject.id: {role: count for role, count in measure.parts.items() if count}
        for measure in result.measures
    }
    assert roles == {
        "1": {"gatekeeper": 1},
        "2": {"representative": 2, "liaison": 2},
        "3": {"itinerant": 1},
        "4": {"liaison": 2},
        "5": {},
        "6": {"representative": 1, "liaison": 1},
    }


def test_who_has_no_group_has_no_role_and_makes_none():
    net = network(tie("A", "B"), tie("B", "C"), tie("C", "D"), *(actor(actor_id, kinds="school") for actor_id in "ABC"))

    result = brokerage(net)
    assert [(measure.subject.id, measure.value, measure.reason) for measure in result.measures] == [
        ("B", 2, None),
        ("A", 0, None),
        ("C", 0, None),
        ("D", None, "no-group"),
    ]
    assert [entry.ids for entry in result.not_looked_at] == [("D",)]


def test_without_any_group_there_is_no_value():
    assert {(measure.value, measure.reason) for measure in brokerage(network(tie("A", "B"))).measures} == {
        (None, "no-groups")
    }
