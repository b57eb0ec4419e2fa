"""What stays of answers to a survey once nobody may see any more who gave them?"""

from dataclasses import replace
from datetime import date

import pytest

from app.network.graph.aggregated_answers import aggregated
from app.network.graph.build_network import build_network
from app.network.pairs.pair_state import PairStates
from app.records.records import Records
from tests.factories import records, report, tie, wave

DAY = date(2026, 1, 1)
EVERYONE = "a b c d e"
OLD = wave("old", EVERYONE, answered_by="a b c d", date="2024-05")
ANSWERS = (
    report("old", "a", "b", 3, kind="joint_offer", trust_mission=4),
    report("old", "b", "a", 4, kind="joint_offer"),
    report("old", "a", "c", 2),
    report("old", "c", "a", 0),
    report("old", "b", "c", 0),
    report("old", "a", "d", unsure=True),
    report("old", "b", "e", 1),
)


def without_answers(of: Records, *waves: str) -> Records:
    """The records as they are stored once the answers of those waves are aggregated."""
    change = aggregated(of, waves, DAY)
    written = {tie.id for tie in change.cooperations}
    changed = {changed_wave.id: changed_wave for changed_wave in change.waves}
    return replace(
        of,
        tie_reports=tuple(kept for kept in of.tie_reports if kept.wave not in waves),
        waves=tuple(changed.get(kept.id, kept) for kept in of.waves),
        cooperations=(*(kept for kept in of.cooperations if kept.id not in written), *change.cooperations),
    )


def coordination(of: Records) -> dict[str, str]:
    network = build_network(of, DAY, workspace="test")
    state_of = PairStates(network)
    return {f"{a}{b}": state_of(a, b).coordinated for a in EVERYONE.split() for b in EVERYONE.split() if a < b}


def test_the_network_says_the_same_but_for_names_that_were_left_out():
    before = records(OLD, *ANSWERS)

    states_before, states_after = coordination(before), coordination(without_answers(before, "old"))

    assert states_before["ab"] == "yes"
    assert states_before["cd"] == "no", "both left the other out"
    assert states_after == {**states_before, "cd": "unknown", "bd": "unknown"}


def test_nothing_tells_who_said_what():
    [both, one_said_no, one_said_yes, denied] = sorted(
        aggregated(records(OLD, *ANSWERS), {"old"}, DAY).cooperations,
        key=lambda cooperation: (cooperation.status, cooperation.id),
    )

    assert [(entry.id, entry.status, entry.strength) for entry in (both, one_said_no, one_said_yes, denied)] == [
        ("a--b--joint_offer", "confirmed", 3),
        ("a--c--other", "contradicted", 2),
        ("b--c--other", "denied", None),
        ("b--e--other", "one_sided", 1),
    ]
    assert {(entry.basis, entry.source, entry.reference) for entry in (both, one_said_no, one_said_yes, denied)} == {
        ("survey", None, None)
    }


def test_what_newer_answers_say_is_left_to_them():
    newer = wave("new", EVERYONE, answered_by="a b", date="2025-11")
    all_records = records(OLD, *ANSWERS, newer, report("new", "a", "b", 1), report("new", "b", "a", 1))

    change = aggregated(all_records, {"old"}, DAY)

    assert "a--b--joint_offer" not in {entry.id for entry in change.cooperations}
    assert [changed_wave.id for changed_wave in change.waves] == ["old"]


@pytest.mark.parametrize(
    ("recorded", "expected"),
    [
        (tie("a", "b", kind="joint_offer", status="stated", strength=1), ("confirmed", 3)),
        (tie("a", "b", kind="joint_offer", status="denied", basis="stated"), ("contradicted", 3)),
    ],
)
def test_a_recorded_cooperation_becomes_what_both_say_together(recorded, expected):
    change = aggregated(records(OLD, *ANSWERS, replace(recorded, id="own")), {"old"}, DAY)

    [entry] = [entry for entry in change.cooperations if entry.kind == "joint_offer"]
    assert (entry.id, (entry.status, entry.strength)) == ("own", expected)


def test_a_wave_without_a_list_stays_as_it_is_and_a_known_cooperation_is_not_written_again():
    asked_freely = wave("free", "a b", mode="recall", answered_by="a b", date="2024-05")
    answers = (report("free", "a", "b", 3), report("free", "b", "a", 3))

    known = tie("a", "b", status="confirmed", basis="survey", strength=3)

    assert aggregated(records(asked_freely, *answers, known), {"free"}, DAY) == Records()
