"""Key players of a network."""

import networkx as nx
import pytest

from app.analysis.interface import analysis
from tests.factories import actor, network, tie
from tests.graphs import network_of_graph

key_players = analysis("key-players")


@pytest.mark.parametrize(
    ("name", "parameters", "sets", "value"),
    [
        ("kite", {"size": 1}, "7", 0.388889),
        ("kite", {"size": 2}, "5 + 6", 0.535714),
        ("florentine", {"size": 2}, "Guadagni + Medici", 0.705128),
        ("florentine", {"size": 1, "criterion": "distance_fragmentation"}, "Medici", 0.673810),
        ("karate", {"size": 2}, "0 + 1", 0.423387),
        ("karate", {"size": 2, "criterion": "distance_reach"}, "0 + 33", 0.955882),
    ],
)
def test_best_sets_have_their_reference_values(name, parameters, sets, value):
    """R keyplayer 1.0.4, recomputed."""
    graphs = {
        "kite": nx.krackhardt_kite_graph,
        "florentine": nx.florentine_families_graph,
        "karate": nx.karate_club_graph,
    }

    result = key_players(network_of_graph(graphs[name]()), parameters)
    assert sets in result.summary["sets"].split("; ")
    assert result.measures[0].value == pytest.approx(value, abs=1e-6)
    assert result.exact


def test_ties_of_best_sets_are_all_told():
    """In a circle of four, without any one the others hang together; each is one of four best sets."""
    result = key_players(network_of_graph(nx.cycle_graph(4)), {"size": 1})

    assert result.summary == {"optimal_sets": 4, "sets": "0; 1; 2; 3"}
    assert [(measure.subject.id, measure.value) for measure in result.measures[1:]] == [
        (str(at), 0.25) for at in range(4)
    ]


def test_one_person_is_in_no_set():
    net = network(tie("A", "P"), tie("P", "B"), tie("B", "C"), tie("P", "D"), actor("P", one_person=True))

    assert key_players(net, {"size": 1}).summary["sets"] == "B"


@pytest.mark.parametrize("size", [2, 3])
def test_a_set_needs_two_others(size):
    (measures,) = key_players(network(tie("A", "B"), tie("B", "C")), {"size": size}).measures

    assert (measures.value, measures.reason) == (None, "too-few-actors")


def test_a_set_with_two_others_has_a_value():
    """The chain A-B-C without B falls into pieces: a set of one is enough for three."""
    result = key_players(network(tie("A", "B"), tie("B", "C")), {"size": 1})
    assert (result.measures[0].value, result.summary["sets"]) == (1, "B")


@pytest.mark.parametrize(("persons", "reason"), [("C D E", None), ("B C D E", "too-few-actors")])
def test_a_set_is_of_those_who_are_no_single_person(persons, reason):
    net = network(actor("A"), actor("B", one_person="B" in persons), *(actor(name, one_person=True) for name in "CDE"))
    assert key_players(net, {"size": 2}).measures[0].reason == reason
