"""Core and periphery of organisations."""

import networkx as nx
import pytest

from app.analysis.interface import analysis
from tests.factories import actor, network, tie
from tests.graphs import network_of_graph

core_periphery = analysis("core-periphery")

COMPARED = {"rewirings": 100}


def planted(core=6, edge=12):
    """A clique of six, and twelve others with one tie each into it."""
    graph = nx.complete_graph(core)
    graph.add_edges_from((core + at, at % core) for at in range(edge))
    return graph


def test_a_planted_core_is_found_and_fits_wholly():
    whole, *members = core_periphery(network_of_graph(planted())).measures

    assert whole.value == pytest.approx(1)
    assert {entry.subject.id for entry in members if entry.value == 1} == {str(at) for at in range(6)}
    assert {member.parts["core_partners"] for member in members if member.value == 0} == {1}


def test_p_compares_with_networks_of_the_same_degrees():
    """The planted core follows from degrees alone; a clique beside others of as many partners does not."""
    beside = nx.disjoint_union(nx.complete_graph(6), nx.random_regular_graph(5, 16, seed=1))

    assert core_periphery(network_of_graph(planted()), COMPARED).measures[0].parts["p"] == 1
    assert core_periphery(network_of_graph(beside), COMPARED).measures[0].parts["p"] == pytest.approx(1 / 101)


def test_karate_has_the_nine_members_of_both_leaderships():
    """The best of all cores from 2,000 starts has the same fit; degrees explain it."""
    net = network_of_graph(nx.karate_club_graph())

    whole = core_periphery(net, {"rewirings": 20}).measures[0]
    more = core_periphery(net, {"rewirings": 0, "starts": 500}).measures[0]
    assert whole.parts["core"] == 9
    assert whole.value == pytest.approx(more.value, abs=1e-9)
    assert whole.parts["p"] > 0.2
    assert not {"rewired_mean", "p"} & more.parts.keys()


@pytest.mark.parametrize(
    ("net", "reason"),
    [
        (network(tie("A", "B"), tie("B", "C")), "too-few-actors"),
        (network(*map(actor, "ABCD")), "no-variation"),
        (network_of_graph(nx.complete_graph(5)), "no-variation"),
    ],
)
def test_undefined_is_said_with_its_reason(net, reason):
    assert {(measure.value, measure.reason) for measure in core_periphery(net).measures} == {(None, reason)}


def test_of_equally_good_cores_only_members_of_all_are_called_core():
    """A star: its centre and any of 40 leaves fit equally well; leaves are alike."""
    whole, centre, *leaves = core_periphery(network_of_graph(nx.star_graph(40)), {"rewirings": 0}).measures

    assert (whole.parts["core"], whole.parts["equal_cores"]) == (1, 40)
    assert (centre.subject.id, centre.value) == ("0", 1)
    assert {(leaf.value, leaf.parts["core_partners"], leaf.parts["in_some_core"]) for leaf in leaves} == {(0, 1, 1)}


def test_a_single_best_core_is_told_as_one():
    whole, *members = core_periphery(network_of_graph(planted()), {"rewirings": 0}).measures

    assert (whole.parts["core"], whole.parts["equal_cores"]) == (6, 1)
    assert all(member.parts["in_some_core"] == member.value for member in members)
