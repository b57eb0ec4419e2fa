"""Does the picture show what is recorded, all of it and nothing else, the same each time?"""

from datetime import date

import pytest

from app.network.graph.build_network import build_network
from app.network.graph.dyad_census import dyad_census
from app.network.graph.network import Network
from app.report.drawings.network_graph import network_graph
from app.report.drawings.network_layout import HEIGHT, WIDTH
from app.report.drawings.picture import MOST_NODES, around, between, picture
from tests.factories import actor, project, records, tie

DAY = date(2024, 9, 1)


@pytest.fixture
def network() -> Network:
    everybody = [actor(name) for name in "abcdef"]
    ties = [
        tie("a", "b", status="confirmed"),
        tie("b", "c", status="stated"),
        tie("c", "d", status="denied"),
        tie("a", "e", status="contradicted"),
    ]
    return build_network(records(*everybody, *ties), DAY)


def everyone(network: Network) -> frozenset[str]:
    return frozenset(known.id for known in network.actors)


def test_a_line_looks_as_sure_as_it_is_and_a_pair_nobody_knows_of_has_none(network):
    lines = {line.pair: line.style for line in picture(network, everyone(network)).lines}
    assert lines == {("a", "b"): "sure", ("b", "c"): "judged", ("c", "d"): "no", ("a", "e"): "unsettled"}


def test_joint_work_is_a_line_of_its_own_unless_more_is_recorded():
    city = build_network(
        records(*[actor(name) for name in "abc"], tie("a", "b", status="confirmed"), project("p", "a b c")), DAY
    )
    lines = {line.pair: line.style for line in picture(city, everyone(city)).lines}
    assert lines == {("a", "b"): "sure", ("a", "c"): "joint", ("b", "c"): "joint"}
    assert between(city, "b", "c") == (("b", "c"),)


def test_joint_work_beside_a_spoken_no_is_a_line_that_is_not_settled():
    """Nobody knows whether the two work together, as in every count; who says yes elsewhere is believed."""
    city = build_network(
        records(
            *[actor(name) for name in "abc"],
            tie("a", "b", status="denied"),
            tie("a", "c", status="contradicted"),
            project("p", "a b c"),
        ),
        DAY,
    )
    lines = {line.pair: line.style for line in picture(city, everyone(city)).lines}
    assert lines == {("a", "b"): "unsettled", ("a", "c"): "joint", ("b", "c"): "joint"}
    moved = {(line.a, line.b): line.style for line in network_graph(city, everyone(city)).lines}
    assert moved == lines, "the picture that can be moved shows the same"
    counts = city.view(dyad_census).counts
    assert (counts.tied, counts.unknown) == (2, 1)


def test_those_without_a_line_fill_the_paper_in_rows_as_wide_as_high():
    """18 names beside each other in one row of nine would hide each other: five columns in four rows."""
    city = build_network(records(*[actor(f"a{at:02}") for at in range(18)]), DAY)
    nodes = picture(city, everyone(city)).nodes
    assert len({node.x for node in nodes}) == 5
    assert len({node.y for node in nodes}) == 4


def test_every_organisation_stands_on_the_paper_and_nowhere_twice(network):
    nodes = picture(network, everyone(network)).nodes
    assert {node.id for node in nodes} == set("abcdef")
    assert all(0 < node.x < WIDTH and 0 < node.y < HEIGHT for node in nodes)
    assert len({(node.x, node.y) for node in nodes}) == len(nodes)


def test_the_same_data_give_the_same_picture(network):
    assert picture(network, everyone(network)) == picture(network, sorted(everyone(network), reverse=True))


def test_a_no_is_no_partner(network):
    partners = {node.id: node.partners for node in picture(network, everyone(network)).nodes}
    assert partners == {"a": 2, "b": 2, "c": 1, "d": 0, "e": 1, "f": 0}


@pytest.mark.parametrize(("depth", "expected"), [(1, "abe"), (2, "abce")])
def test_around_an_organisation(network, depth, expected):
    assert around(network, "a", depth) == set(expected)


def test_a_no_is_shown_but_leads_on_to_nobody(network):
    assert around(network, "d", 2) == {"c", "d"}


def test_ways_between_two(network):
    assert between(network, "a", "c") == (("a", "b", "c"),)
    assert between(network, "a", "d") == ()
    assert between(network, "a", "nobody") == ()


def test_what_does_not_fit_is_counted_and_who_is_asked_about_stays():
    crowd = build_network(records(*(actor(f"x{number:03}") for number in range(MOST_NODES + 5))), DAY)
    drawn = picture(crowd, everyone(crowd), focus="x154")
    assert (len(drawn.nodes), drawn.left_out) == (MOST_NODES, 5)
    assert drawn.at("x154").label == crowd.name("actors", "x154")


def test_no_label_covers_another_or_an_organisation():
    crowd = build_network(
        records(*(actor(f"x{number:03}", name=f"Einrichtung mit Namen {number:03}") for number in range(MOST_NODES))),
        DAY,
    )
    drawn = picture(crowd, everyone(crowd))
    labels = [(node.label_x, node.label_y, len(node.label) * 6.0) for node in drawn.nodes if node.label]
    assert 0 < len(labels) < len(drawn.nodes)
    for number, (x, y, width) in enumerate(labels):
        assert not any(
            abs(y - line) < 12 and abs(x - place) < (width + wide) / 2 for place, line, wide in labels[:number]
        )
        assert not any(
            abs(x - node.x) < width / 2 + node.radius and y - 11 < node.y + node.radius and y > node.y - node.radius
            for node in drawn.nodes
        )


def test_nobody_gives_an_empty_picture(network):
    assert picture(network, ()).nodes == ()
