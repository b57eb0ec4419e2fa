"""Merging two actors, as a question about records alone: what is moved, joined, filled and left out."""

from dataclasses import replace

import pytest

from app.records.actor_merge import actor_merge
from app.records.records import Records
from tests.factories import actor, area, grant, group, offer, place, records, report, tie, wave


def merged(*given, kept="A", gone="B") -> Records:
    """The records after one actor went into another."""
    before = records(*given)
    merge = actor_merge(before, kept, gone)
    topics = {}
    for topic, of_topic in before:
        stay = {member.id: member for member in of_topic if member.id not in merge.deletes.get(topic, ())}
        stay |= {item.id: item for item in getattr(merge.upserts, topic)}
        topics[topic] = tuple(stay[entry] for entry in sorted(stay))
    return Records(**topics)


def test_lists_name_the_one_that_stays_once_and_in_its_place():
    result = merged(
        offer("o", "B C", partners="A D"),
        group("g", "C B A", chairs="B"),
        place("p", operators="B"),
        grant("m", "esf", "A B"),
        area("x", mediated_by="B C"),
    )
    assert (result.offers[0].leads, result.offers[0].partners) == (("A", "C"), ("D",))
    assert (result.working_groups[0].members, result.working_groups[0].chairs) == (("C", "A"), ("A",))
    assert (result.places[0].operators, result.grants[0].recipients) == (("A",), ("A",))
    assert result.areas[0].mediated_by == ("A", "C")
    assert [entry.id for entry in result.actors] == ["A", "C", "D"]


def test_what_names_neither_is_not_written():
    merge = actor_merge(records(offer("o", "C"), tie("C", "D"), tie("A", "C"), actor("A"), actor("B")), "A", "B")
    assert (merge.upserts.offers, merge.upserts.cooperations, merge.deletes) == ((), (), {"actors": ["B"]})


def test_a_tie_is_moved_and_gets_the_id_of_its_new_pair():
    result = merged(tie("B", "C", strength=2), tie("B", "D", id="mine"), actor("A"))
    assert result.cooperations == (tie("A", "C", strength=2), tie("A", "D", id="mine"))


def test_the_smaller_id_stays_first_in_a_moved_tie():
    result = merged(tie("B", "C"), actor("Z"), kept="Z", gone="B")
    assert result.cooperations == (tie("C", "Z"),)


@pytest.mark.parametrize(
    ("tie_a", "tie_b", "both"),
    [
        (
            {"status": "stated", "strength": 3, "start": "2020", "end": "2022"},
            {"status": "confirmed", "strength": 2, "start": "2019", "end": "2021"},
            {"status": "confirmed", "strength": 3, "start": "2019", "end": "2022"},
        ),
        ({"start": "2020"}, {"end": "2021"}, {}),  # a bound that one does not know is none
        ({"status": "documented"}, {"status": "denied"}, {"status": "contradicted"}),
        ({"status": "denied"}, {"status": "unknown", "strength": 2}, {"status": "denied"}),  # a no has no strength
        ({"reference": None}, {"reference": "Vertrag"}, {"reference": "Vertrag"}),
    ],
)
def test_two_ties_with_one_partner_become_one(tie_a, tie_b, both):
    assert merged(tie("A", "C", **tie_a), tie("B", "C", **tie_b)).cooperations == (tie("A", "C", **both),)


def test_ties_of_two_kinds_stay_two_and_one_between_both_is_left_out():
    result = merged(tie("A", "B"), tie("A", "C"), tie("B", "C", kind="referral"))
    assert result.cooperations == (tie("A", "C"), tie("A", "C", kind="referral"))


def test_an_actor_may_be_called_like_a_kind():
    assert merged(tie("B", "other"), actor("A")).cooperations == (tie("A", "other"),)


def test_reports_are_moved_joined_and_left_out():
    result = merged(
        wave("w", "A B C", answered_by="B A C", asked_about="B C"),
        report("w", "A", "B", 3),
        report("w", "A", "C", unsure=True),
        report("w", "B", "C", 2),
        report("w", "C", "B", 1),
    )
    (waves,) = result.waves
    assert (waves.asked, waves.answered_by, waves.asked_about) == (("A", "C"), ("A", "C"), ("A", "C"))
    assert set(result.tie_reports) == {report("w", "A", "C", 2), report("w", "C", "A", 1)}


def test_what_the_one_does_not_say_the_other_fills():
    result = merged(
        actor("A", name="AWO", kinds="school", start="2020", end="2021"),
        actor(
            "B", name="AWO KV", kinds="jobcenter school", short_name="KV", mediator=True, active_in="x", start="2019"
        ),
        area("x"),
    )
    assert result.actors == (
        actor(
            "A",
            name="AWO",
            kinds="school jobcenter",
            short_name="KV",
            mediator=True,
            active_in="x",
            start="2019",
            aliases=("AWO KV",),
        ),
    )


def test_no_actor_is_a_part_of_itself():
    result = merged(
        actor("A", unit_of="B", affiliated_to="B C"),
        actor("B", unit_of="C", affiliated_to="A"),
        actor("D", unit_of="B"),
    )
    kept, _, unit = result.actors
    assert (kept.unit_of, kept.affiliated_to, unit.unit_of) == ("C", ("C",), "A")


def test_the_version_and_the_row_of_the_one_that_stays_stay():
    merge = actor_merge(records(replace(actor("A"), version=4), replace(actor("B"), version=9)), "A", "B")
    assert [entry.version for entry in merge.upserts.actors] == [4]


@pytest.mark.parametrize(
    ("kept", "gone", "both"),
    [
        ("zieht um", "neue Leitung", "zieht um\nneue Leitung"),
        ("zieht um", "zieht um", "zieht um"),
        (None, "neue Leitung", "neue Leitung"),
        (None, None, None),
        ("a" * 1_000, "b" * 999, "a" * 1_000 + "\n" + "b" * 999),
        ("a" * 1_000, "b" * 1_000, "a" * 1_000),
    ],
)
def test_notes_stand_one_below_the_other_where_there_is_room(kept, gone, both):
    """A note has 2,000 characters, the line break is one of them."""
    stays = next(entry for entry in merged(actor("A", note=kept), actor("B", note=gone)).actors if entry.id == "A")
    assert stays.note == both
