"""Pairs on two days."""

from datetime import date

from app.network.graph.pair_changes import pair_changes, present
from tests.factories import actor, network, report, tie, wave

BEFORE = date(2023, 9, 1)


def changes(*records):
    """Numbers of pairs: formed, dissolved, kept, since ever."""
    pairs = pair_changes(network(*records), BEFORE)
    return tuple(len(entry) for entry in (pairs.formed, pairs.dissolved, pairs.kept, pairs.since_ever))


def test_a_tie_with_days_is_formed_dissolved_or_kept():
    assert changes(tie("A", "B", start="2024")) == (1, 0, 0, 0)
    assert changes(tie("A", "B", start="2020", end="2023")) == (0, 1, 0, 0)
    assert changes(tie("A", "B", start="2020")) == (0, 0, 1, 0)


def test_a_tie_without_a_start_is_since_ever():
    assert changes(tie("A", "B")) == (0, 0, 1, 1)


def test_answers_count_from_their_wave_on_and_of_pairs_not_asked_before_since_ever():
    early, late = wave("early", "A B C", date="2022"), wave("late", "A B C")
    entries = report("late", "A", "B"), report("late", "B", "A")
    assert changes(late, *entries) == (0, 0, 1, 1)
    assert changes(early, report("early", "A", "B", 0), late, *entries) == (1, 0, 0, 0)


def test_who_was_not_there_worked_with_nobody():
    assert changes(tie("A", "B"), actor("B", start="2024")) == (1, 0, 0, 0)


def test_pairs_are_counted_for_each_actor_by_position():
    pairs = pair_changes(network(tie("A", "B", start="2024"), tie("B", "C", start="2024")), BEFORE)
    assert pairs.by_actor(pairs.formed).tolist() == [1, 2, 1]


def test_presence_is_that_of_the_day():
    net = network(actor("A", start="2024"), actor("B"))
    assert present(net, BEFORE).tolist() == [False, True]
