"""The state of a pair: every row of the rule *Coordinated*, and that not knowing is never read as a no."""

from itertools import combinations

import pytest

from app.network.graph.joint_work import LARGEST_JOINT_WORK
from app.network.pairs.pair_state import PairState, PairStates
from tests.factories import actor, network, offer, project, tie


def state(*records, closed_world=False) -> PairState:
    everything = (actor("A"), actor("B"), *records)
    return PairStates(network(*everything, closed_world=closed_world))("A", "B")


@pytest.mark.parametrize("status", ["confirmed", "documented", "stated"])
@pytest.mark.parametrize("values", [{"strength": 3}, {"strength": 4}, {"kind": "joint_offer"}, {"kind": "agreement"}])
def test_a_certain_close_tie_is_coordination(status, values):
    known = state(tie("A", "B", status=status, **values))
    assert (known.coordinated, known.rests_on, known.tied, known.known) == ("yes", status, True, True)


@pytest.mark.parametrize("status", ["confirmed", "documented", "stated"])
@pytest.mark.parametrize("strength", [1, 2])
def test_a_certain_loose_tie_is_no_coordination(status, strength):
    known = state(tie("A", "B", status=status, strength=strength))
    assert (known.coordinated, known.rests_on, known.strength) == ("no", status, strength)


def test_a_denial_is_a_no():
    known = state(tie("A", "B", status="denied"))
    assert (known.coordinated, known.rests_on, known.tied) == ("no", "absent", False)


@pytest.mark.parametrize(
    ("records", "rests_on"),
    [
        ([], "unknown"),
        ([tie("A", "B", status="stated")], "stated"),
        ([tie("A", "B", status="one_sided", strength=4)], "one_sided"),
        ([tie("A", "B", status="one_sided", kind="agreement")], "one_sided"),
        ([tie("A", "B", status="contradicted", strength=4)], "contradicted"),
        ([tie("A", "B", status="unknown")], "unknown"),
    ],
)
def test_everything_else_is_unknown(records, rests_on):
    known = state(*records)
    assert (known.coordinated, known.rests_on, known.known) == ("unknown", rests_on, False)


def test_a_claim_beside_a_denial_of_another_kind_leaves_it_open():
    known = state(tie("A", "B", status="denied"), tie("A", "B", kind="information", status="one_sided"))
    assert known.coordinated == "unknown"


def test_a_contradicted_tie_beside_a_denial_leaves_it_open():
    known = state(tie("A", "B", status="denied"), tie("A", "B", kind="information", status="contradicted"))
    assert known.coordinated == "unknown"


def test_an_unanswered_claim_of_close_work_beside_a_loose_tie_leaves_it_open():
    known = state(tie("A", "B", strength=2), tie("A", "B", kind="joint_project", status="one_sided", strength=4))
    assert known.coordinated == "unknown"


def test_a_yes_rests_on_the_ties_that_decide_it():
    known = state(tie("A", "B", strength=1, status="confirmed"), tie("A", "B", kind="agreement", status="stated"))
    assert (known.coordinated, known.rests_on) == ("yes", "stated")


@pytest.mark.parametrize("ignored", [{"kind": "funding"}, {"basis": "co_membership"}, {"basis": "co_project"}])
@pytest.mark.parametrize("status", ["confirmed", "denied"])
def test_money_and_one_room_say_nothing(ignored, status):
    known = state(tie("A", "B", status=status, strength=4, **ignored))
    assert known == PairState("unknown", "unknown", None, tied=False)


def test_a_running_project_of_few_partners_is_coordination():
    known = state(project("p", "A", partners="B", start="2024", end="2025"))
    assert (known.coordinated, known.rests_on) == ("yes", "recorded")
    assert [(one.kind, one.id) for one in known.evidence] == [("project", "p")]


def test_a_finished_project_says_nothing():
    assert state(project("p", "A B", end="2023")).coordinated == "unknown"


def test_a_project_tells_something_up_to_eight_partners():
    partners = " ".join(f"P{at}" for at in range(LARGEST_JOINT_WORK - 2))
    assert state(project("p", "A B", partners=partners)).coordinated == "yes"
    assert state(project("p", "A B", partners=f"{partners} one_more")).coordinated == "unknown"


def test_in_a_closed_world_silence_is_a_no():
    known = state(closed_world=True)
    assert (known.coordinated, known.rests_on) == ("no", "absent")
    assert state(tie("A", "B"), closed_world=True).coordinated == "unknown"


def test_the_order_of_the_two_does_not_matter():
    states = PairStates(
        network(tie("A", "B", strength=3), tie("B", "C", status="denied"), project("p", "C", partners="D"))
    )
    for one, other in combinations("ABCD", 2):
        assert states(one, other) == states(other, one)


def test_ties_that_no_longer_hold_are_history():
    assert state(tie("A", "B", strength=4, end="2023")).coordinated == "unknown"


def test_who_offers_something_together_is_coordinated():
    states = PairStates(network(offer("s1", "A B", partners="C"), offer("old", "A D", end="2023")))
    assert states("A", "B").coordinated == states("A", "C").coordinated == "yes"
    assert [one.id for one in states("A", "C").evidence] == ["s1"]
    assert states("A", "D").coordinated == "unknown"  # it ended before the day that is looked at


@pytest.mark.parametrize(
    ("records", "rests_on", "since"),
    [
        ((tie("A", "B", strength=3, start="2015"),), "stated", 2015),
        ((tie("A", "B", strength=3, start="2015"), project("p", "A", partners="B", start="2022")), "recorded", 2022),
        ((tie("A", "B", strength=3, start="2015"), project("p", "A", partners="B")), "recorded", None),
        (
            (
                tie("A", "B", strength=3, start="2015"),
                tie("A", "B", strength=3, kind="agreement", status="confirmed", start="2020"),
            ),
            "confirmed",
            2020,
        ),
    ],
)
def test_a_judgement_dates_nothing_that_rests_on_better_ground(records, rests_on, since):
    found = state(*records)
    assert (found.rests_on, found.since) == (rests_on, since)


def test_the_coordinators_own_no_is_her_assessment():
    own = state(tie("A", "B", status="denied", basis="stated"))
    assert (own.coordinated, own.rests_on) == ("no", "stated")
    answer = state(tie("A", "B", status="denied", basis="survey"))
    assert (answer.coordinated, answer.rests_on) == ("no", "absent")


def test_an_answer_on_a_sheet_is_more_than_the_coordinators_assessment():
    answered = state(tie("A", "B", status="stated", basis="survey", strength=3))
    assert (answered.coordinated, answered.rests_on, answered.evidence[0].field) == ("yes", "recorded", "answered")
    own = state(tie("A", "B", status="stated", strength=3))
    assert (own.coordinated, own.rests_on, own.evidence[0].field) == ("yes", "stated", "stated")


def test_shared_work_is_recorded_unless_something_surer_says_so():
    work = project("p", "A", partners="B")
    assert state(work).rests_on == "recorded"
    assert state(work, tie("A", "B", status="documented", strength=3)).rests_on == "documented"
    assert state(work, tie("A", "B", status="stated", strength=3)).rests_on == "recorded"
