"""Two-mode networks of actors and what they take part in."""

import pytest

from app.network.graph.two_mode import TwoMode
from tests.factories import actor, group, network, offer, project

NET = network(
    group("g1", "A B", chairs=("C",)),
    group("g2", "A A"),
    group("over", "A B", end="2023"),
    group("gone", "Z"),
    offer("o1", "A", partners="B"),
    project("p1", "C"),
    actor("Z", end="2023"),
)


@pytest.mark.parametrize(
    ("topic", "expected"),
    [
        ("working_groups", {("A", "g1"), ("B", "g1"), ("C", "g1"), ("A", "g2")}),
        ("offers", {("A", "o1"), ("B", "o1")}),
        ("projects", {("C", "p1")}),
    ],
)
def test_active_records_and_their_active_actors(topic, expected):
    two_mode = TwoMode.of(NET, topic)

    ties = two_mode.incidence.tocoo()
    entries = {(NET.actors[row].id, two_mode.events[column]) for row, column in zip(ties.row, ties.col, strict=True)}
    assert entries == expected
    assert set(ties.data) == {1.0}
