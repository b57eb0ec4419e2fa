"""Pairs of groups with few ties between them, and what is known about these."""

from itertools import combinations, permutations

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.network.graph.dyad_census import PairsBetween
from app.network.graph.groupings import Mixing, grouping
from app.network.pairs.group_holes import GroupPair, MeetingPoints, discoveries, meeting_pairs, sparse_pairs
from tests.factories import actor, area, network, offer, tie
from tests.graphs import network_of_graph


def two_parts(graph, first):
    nx.set_node_attributes(graph, {node: "x" if node in first else "y" for node in graph}, "part")
    return network_of_graph(graph, group_by="part")


def test_expected_and_p_equal_all_ways_to_deal_the_groups():
    """A circle of six with one chord: all 20 ways to choose three, against 4,000 drawn ones."""
    graph = nx.cycle_graph(6)
    graph.add_edge(0, 2)
    net = two_parts(graph, {0, 1, 2})
    between = [sum((a in chosen) != (b in chosen) for a, b in graph.edges) for chosen in combinations(range(6), 3)]

    (pairs,) = sparse_pairs(Mixing.of(net, grouping(net, "")), [(0, 1)], fewest_expected=1, permutations=4000, seed=1)
    assert pairs.observed == 2
    assert pairs.expected == pytest.approx(sum(between) / 20)
    assert pairs.p == pytest.approx(sum(entry <= 2 for entry in between) / 20, abs=0.03)


def test_pairs_with_few_expected_ties_are_left_out():
    net = two_parts(nx.cycle_graph(6), {0, 1, 2})

    assert not sparse_pairs(Mixing.of(net, grouping(net, "")), [(0, 1)], fewest_expected=5, permutations=19, seed=1)


def pairs_with(*values):
    return [GroupPair(0, at, 1, 5.0, p, 0.0) for at, p in enumerate(values, 1)]


def test_discoveries_have_their_published_values():
    """The 15 p values of Benjamini and Hochberg 1995, section 4: the first four stay at .05."""
    published = (
        *(0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344),
        *(0.0459, 0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1.0),
    )

    assert [pair.p for pair in discoveries(pairs_with(*published), 0.05)] == list(published[:4])
    assert discoveries((), 0.05) == ()


@given(st.lists(st.floats(0, 1), min_size=1, max_size=5))
def test_discoveries_do_not_depend_on_the_order(values):
    expected = {pair.p for pair in discoveries(pairs_with(*values), 0.1)}

    for order in permutations(values):
        assert {pair.p for pair in discoveries(pairs_with(*order), 0.1)} == expected


def test_groups_meet_in_a_cell_that_one_of_them_is_there_for():
    what = {"target_groups": "unemployed", "themes": "health"}
    net = network(
        area("city", kind="city"),
        area("D1", part_of="city"),
        offer("o1", "A", areas="D1", **what),
        offer("o2", "B", areas="city", **what),
        offer("o3", "C", areas="D1", target_groups="unemployed", themes="sport"),
        *(actor(entry, kinds=kind) for entry, kind in (("A", "school"), ("B", "bank"), ("C", "police"))),
    )
    groups = grouping(net, "")
    number = {name: at for at, name in enumerate(groups.groups)}
    school, bank = sorted(number[grouping(net, "").groups[groups.member[net.position[label]]]] for label in "AB")

    points = MeetingPoints.of(net, groups)
    assert [cell.area for cell in points.shared(school, bank)] == ["D1"]
    assert meeting_pairs(points, groups, 1) == ((school, bank),)
    assert meeting_pairs(points, groups, 2) == ()


def test_known_pairs_are_tied_or_denied():
    """4 pairs of x and y: one tied, one denied, one contradicted, one unknown."""
    net = network(
        *(actor(name, home_area="x") for name in "AB"),
        *(actor(actor_id, home_area="y") for actor_id in "CD"),
        tie("A", "C"),
        tie("A", "D", status="denied"),
        tie("B", "C", status="contradicted"),
        tie("A", "B", status="denied"),
    )
    between = PairsBetween(net, grouping(net, "home_area"))

    assert between.known_share(0, 1) == between.known_share(1, 0) == 0.5
    assert between.tied(0, 1).tolist() == [[0, 2]]
    assert between.tied(1, 0).tolist() == [[2, 0]]


def test_those_with_most_partners_across_connect():
    net = network(
        *(actor(name, home_area="x") for name in "AB"),
        *(actor(actor_id, home_area="y") for actor_id in "CD"),
        actor("P", home_area="y", one_person=True),
        *(tie(*pair) for pair in ("AC", "AD", "AP", "BC", "BP")),
    )

    assert PairsBetween(net, grouping(net, "home_area")).connecting(0, 1, 3) == ("A", "B", "C")
