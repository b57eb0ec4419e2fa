"""Does the picture that can be moved show what is recorded, the same each time, and clusters where it is too much?"""

from datetime import date

import networkx as nx
import pytest

from app.network.graph.build_network import build_network
from app.report.drawings import network_graph as module
from app.report.drawings.network_graph import cluster_of, network_graph
from app.report.drawings.network_layout import HEIGHT, MOST_TOGETHER, WIDTH, communities, places
from tests.factories import actor, group, network, offer, place, project, records, tie


def everyone(snapshot) -> frozenset[str]:
    return frozenset(known.id for known in snapshot.actors)


def test_lines_say_how_sure_and_since_when():
    """A tie that ended is there too: the slider shows it in its years."""
    snapshot = network(
        tie("a", "b", status="confirmed", start="2019"),
        tie("b", "c", status="stated", start="2012", end="2015"),
        tie("c", "d", status="denied"),
        tie("a", "d", kind="funding"),
    )
    graph = network_graph(snapshot, everyone(snapshot))
    by_name = {(line.a, line.b): (line.style, line.since, line.until) for line in graph.lines}
    assert by_name == {
        ("a", "b"): ("sure", 2019, None),
        ("b", "c"): ("judged", 2012, 2015),
        ("c", "d"): ("no", None, None),
    }
    assert graph.years == (2012, 2019)


def test_joint_work_holds_in_the_years_it_runs():
    snapshot = network(project("p", "a b", start="2021", end="2030"), tie("a", "c", start="2015"))
    lines = {
        (line.a, line.b): (line.style, line.since, line.until)
        for line in network_graph(snapshot, everyone(snapshot)).lines
    }
    assert lines[("a", "b")] == ("joint", 2021, 2030)


def test_nodes_have_what_they_can_be_coloured_and_sized_by():
    snapshot = network(actor("a", sphere="civic", kinds="association"), tie("a", "b"), offer("o", "a"))
    node = next(node for node in network_graph(snapshot, everyone(snapshot)).nodes if node.id == "a")
    assert (node.partners, node.offers, node.values["sphere"]) == (1, 1, "civic")


@pytest.mark.parametrize(
    ("mode", "node", "kind"),
    [("offers", "offers:o", "offer"), ("groups", "working_groups:g", "group"), ("places", "places:p", "place")],
)
def test_two_modes(mode, node, kind):
    snapshot = network(offer("o", "a b", place="p"), group("g", "a b"), place("p", operators="a b"))
    graph = network_graph(snapshot, everyone(snapshot), mode)
    assert {(line.a, line.b, line.style) for line in graph.lines} == {("a", node, "part"), ("b", node, "part")}
    assert {drawn.kind for drawn in graph.nodes} == {"actor", kind}


def large(size: int):
    graph = nx.planted_partition_graph(size // 25, 25, 0.3, 0.002, seed=3)
    names = {at: f"n{at:04}" for at in graph}
    return names, [(names[a], names[b]) for a, b in graph.edges]


def test_a_large_layout_keeps_communities_together_and_is_the_same_each_time():
    names, lines = large(600)
    assert len(names) > MOST_TOGETHER
    spots = places(sorted(names.values()), lines)
    assert spots == places(sorted(names.values()), lines[::-1])
    assert all(0 <= x <= WIDTH and 0 <= y <= HEIGHT for x, y in spots.values())

    def far(a: str, b: str) -> float:
        return ((spots[a][0] - spots[b][0]) ** 2 + (spots[a][1] - spots[b][1]) ** 2) ** 0.5

    part = communities(sorted(names.values()), lines)[0]
    others = sorted(set(names.values()) - set(part))
    inside = [far(a, b) for a in part[:20] for b in part[:20] if a < b]
    outside = [far(a, b) for a in part[:20] for b in others[:200]]
    assert sum(inside) / len(inside) < sum(outside) / len(outside)


def test_too_many_are_drawn_as_clusters_that_open(monkeypatch):
    monkeypatch.setattr(module, "MOST_DRAWN", 100)
    names, lines = large(150)
    snapshot = build_network(records(*map(actor, names.values()), *(tie(*line) for line in lines)), date(2024, 9, 1))
    graph = network_graph(snapshot, everyone(snapshot))
    assert {node.kind for node in graph.nodes} == {"cluster"}
    assert sum(node.members for node in graph.nodes) == len({name for line in lines for name in line})
    leader = graph.nodes[0].id
    assert leader in cluster_of(snapshot, leader)
    assert len(cluster_of(snapshot, leader)) == graph.nodes[0].members
    assert cluster_of(snapshot, "nobody") == frozenset()
