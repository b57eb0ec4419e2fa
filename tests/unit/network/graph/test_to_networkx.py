"""Networks for networkx: organisations and ties with their attributes, and what is not known left out."""

import networkx as nx
import pytest

from tests.factories import actor, network, report, tie, wave


def test_an_actor_has_what_is_recorded_of_it_and_nothing_else():
    full = actor(
        "A", name="AWO", short_name="A", kinds="school jobcenter", sphere="civic", unit_of="B", home_area="D1",
        active_in="D1 D2",
    )  # fmt: skip
    graph = network(full, actor("B")).nx()
    assert graph.nodes["A"] == {
        "name": "AWO",
        "short_name": "A",
        "kinds": "school; jobcenter",
        "sphere": "civic",
        "unit_of": "B",
        "home_area": "D1",
        "active_in": "D1; D2",
    }
    assert graph.nodes["B"] == {"name": "B"}


def test_a_tie_has_its_dates_in_iso_8601_and_its_strength_only_where_known():
    net = network(
        tie("A", "B", kind="agreement", status="documented", basis="document", strength=3, start="2020-02", end="2026"),
        tie("A", "C"),
    )
    edge = net.nx_multigraph().edges["A", "B", "agreement"]
    assert edge == {
        "kind": "agreement",
        "status": "documented",
        "basis": "document",
        "strength": 3.0,
        "start": "2020-02-01",
        "end": "2026-12-31",
    }
    assert net.nx().edges["A", "C"] == {"kind": "other", "status": "stated", "basis": "stated"}


def test_what_follows_from_answers_says_so():
    net = network(wave("w", "A B", answered_by="A B"), report("w", "A", "B", 2), report("w", "B", "A", 3))
    assert net.nx().edges["A", "B"]["from_answers"] is True


def test_of_several_ties_the_greatest_strength_the_surest_status_and_all_kinds_are_told():
    ties = (
        tie("A", "B", kind="agreement", status="stated", strength=4),
        tie("A", "B", kind="joint_offer", status="documented", basis="document", strength=1),
        tie("A", "B", kind="other", status="stated"),
    )
    edge = network(*ties).nx().edges["A", "B"]
    assert (edge["strength"], edge["status"], edge["basis"]) == (4.0, "documented", "document")
    assert sorted(edge["kind"].split("; ")) == ["agreement", "joint_offer", "other"]
    assert network(*ties).nx_multigraph().number_of_edges("A", "B") == 3


def test_who_has_no_tie_is_in_it_too():
    assert list(network(actor("A"), tie("B", "C")).nx().nodes) == ["A", "B", "C"]


@pytest.mark.parametrize("graph", [network(tie("A", "B")).nx(), network(tie("A", "B")).nx_multigraph()])
def test_nobody_changes_it_by_accident(graph):
    with pytest.raises(nx.NetworkXError, match=r"[Ff]rozen"):
        graph.add_edge("A", "C")
