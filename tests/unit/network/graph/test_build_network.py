"""Does a snapshot of records hold what is so on its day?"""

from itertools import permutations

import pytest

from app.network.graph.build_network import build_network
from app.network.graph.ties import TieColumns
from app.records.records import Records
from tests.factories import AS_OF, actor, network, offer, tie


def test_actors_of_the_day_in_the_order_of_their_ids():
    result = network(actor("B"), actor("A", start="2024-09-01"), actor("C", end="2024-08"), actor("D", start="2025"))
    assert [entry.id for entry in result.actors] == ["A", "B"]
    assert result.position == {"A": 0, "B": 1}


def test_records_are_kept_whether_they_run_or_not():
    result = network(offer("s2", "A", end="2020"), offer("s1", "A"), tie("A", "B"))
    assert [entry.id for entry in result.records.offers] == ["s1", "s2"]
    assert result.records.cooperations == ()


def test_the_order_of_records_makes_no_difference():
    entries = (tie("A", "B"), tie("B", "C", strength=2), offer("s1", "A"), offer("s2", "B"))
    first, *others = [network(*order) for order in permutations(entries)]
    for entry in others:
        assert (entry.actors, entry.records) == (first.actors, first.records)
        assert (entry.adjacency != first.adjacency).nnz == 0


def test_a_tie_of_somebody_who_is_gone_is_left_out():
    assert len(network(actor("A"), actor("B", end="2020"), tie("A", "B")).ties) == 0


@pytest.mark.parametrize("records", [(), (actor("A"),)])
def test_an_empty_network_works(records):
    result = network(*records)
    assert result.adjacency.shape == (len(records), len(records))
    assert result.nx().number_of_edges() == 0


def test_ties_may_come_in_columns():
    records = Records(actors=(actor("B"), actor("A"), actor("X", end="2020")))
    columns = TieColumns(
        ["B", "A"],
        ["A", "X"],
        [2, 1],
        ["stated"] * 2,
        ["stated"] * 2,
        ["other"] * 2,
        [""] * 2,
        [""] * 2,
        [0] * 2,
        [None] * 2,
    )
    result = build_network(records, AS_OF, ties=columns)
    assert list(result.nx().edges) == [("A", "B")]
    assert result.ties.strength.tolist() == [2]


def test_ties_of_other_days_are_kept_apart_and_know_actors_that_are_gone():
    result = network(
        actor("A", end="2020"), tie("B", "C", end="2023"), tie("B", "D", start="2025"), tie("A", "D"), tie("C", "D")
    )
    assert (result.ties.a.tolist(), result.ties.b.tolist()) == ([1], [2])
    assert [item.id for item in result.actors] == ["B", "C", "D"]
    assert [entry.id for entry in result.records.actors] == ["A", "B", "C", "D"]
    assert list(zip(result.further_ties.a.tolist(), result.further_ties.b.tolist(), strict=True)) == [
        (0, 3),
        (1, 2),
        (1, 3),
    ]
