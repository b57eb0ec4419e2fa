"""The state of a pair: every row of the rule *Coordinated*, and that not knowing is never read as a no."""

from itertools import combinations

import pytest

from app.network.graph.joint_work import LARGEST_JOINT_WORK
from app.network.pairs.pair_state import PairState, PairStates
from tests.factories import actor, network, offer, project, report, tie, wave


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
    assert [(source.kind, source.id) for source in known.evidence] == [("project", "p")]


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
    for first, states_id in combinations("ABCD", 2):
        assert states(first, states_id) == states(states_id, first)


def test_ties_that_no_longer_hold_are_history():
    assert state(tie("A", "B", strength=4, end="2023")).coordinated == "unknown"


def test_who_offers_something_together_is_coordinated():
    states = PairStates(network(offer("s1", "A B", partners="C"), offer("old", "A D", end="2023")))
    assert states("A", "B").coordinated == states("A", "C").coordinated == "yes"
    assert [source.id for source in states("A", "C").evidence] == ["s1"]
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
    result = state(*records)
    assert (result.rests_on, result.since) == (rests_on, since)


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


def test_shared_work_beside_a_spoken_no_is_a_contradiction():
    work, no = project("p", "A", partners="B"), tie("A", "B", status="denied")
    assert (state(work, no).coordinated, state(work, no).rests_on) == ("unknown", "contradicted")
    agreed = tie("A", "B", status="documented", kind="agreement")
    assert (state(work, no, agreed).coordinated, state(work, agreed).agreed, state(work).agreed) == ("yes", True, False)


def answered(*records) -> PairStates:
    """The states of a survey in which A and B answered and named C alone."""
    return PairStates(
        network(wave("w", "A B C", answered_by="A B"), report("w", "A", "C", 3), report("w", "B", "C", 3), *records)
    )


def test_who_leaves_each_other_out_of_their_answers_does_not_coordinate():
    state_of_both = answered()("A", "B")
    assert (state_of_both.coordinated, state_of_both.rests_on, state_of_both.tied) == ("no", "absent", False)
    assert [source.field for source in state_of_both.evidence] == ["absent"]


def test_a_tie_that_says_yes_is_no_absence():
    tied = answered(tie("A", "B", strength=3, status="documented"))("A", "B")
    assert (tied.coordinated, tied.rests_on) == ("yes", "documented")
    assert "absent" not in [source.field for source in tied.evidence]


@pytest.mark.parametrize(
    ("records", "judged"),
    [
        ((project("p", "A", partners="B"), tie("A", "B", strength=3)), True),
        ((project("p", "A", partners="B"),), False),
        ((tie("A", "B", strength=3),), False),
        (
            (project("p", "A", partners="B"), tie("A", "B"), tie("A", "B", kind="agreement", status="confirmed")),
            False,
        ),
    ],
)
def test_a_pair_is_judged_where_the_coordinators_word_alone_stands_beside_shared_work(records, judged):
    assert state(*records).judged is judged


def test_the_oldest_record_that_decides_tells_since_when():
    older = state(tie("A", "B", strength=3, start="2015"), tie("A", "B", strength=3, kind="agreement", start="2012"))
    assert older.since == 2012
    loose = state(tie("A", "B", strength=3, start="2015"), tie("A", "B", strength=1, kind="information", start="2001"))
    assert loose.since == 2015


def test_who_was_founded_later_joined_later():
    joint = project("p", "A", partners="B", start="2015")
    assert [state(actor("B", start=founded), joint).since for founded in (None, "2010", "2018")] == [2015, 2015, 2018]


def test_the_greatest_strength_of_those_that_say_yes_is_told():
    several = state(
        tie("A", "B", strength=2), tie("A", "B", strength=4, kind="agreement"), tie("A", "B", kind="referral")
    )
    assert several.strength == 4
    assert state(tie("A", "B", status="unknown", strength=4)).strength is None
    assert state(tie("A", "B")).strength is None


PAIRS = {
    ("A", "C"): tie("A", "C", strength=3, status="stated", start="2020"),
    ("B", "C"): tie("B", "C", strength=4, status="confirmed", start="2018"),
    ("A", "D"): tie("A", "D", status="denied"),
    ("B", "D"): tie("B", "D", strength=1, status="documented", start="2010"),
}


def several(*ties, actors_a=("A", "B"), actors_b=("C", "D")) -> PairState:
    return PairStates(network(*map(actor, "ABCD"), *ties)).between(actors_a, actors_b)


def test_one_pair_that_coordinates_is_enough_and_the_surest_ground_counts():
    yes = several(*PAIRS.values())
    assert (yes.coordinated, yes.rests_on, yes.strength, yes.since, yes.tied) == ("yes", "confirmed", 4, 2018, True)
    assert sorted(source.id for source in yes.evidence) == ["A--C", "B--C"]


def test_all_pairs_are_needed_for_a_no_and_the_least_sure_ground_counts():
    no = several(PAIRS["A", "D"], PAIRS["B", "D"], actors_b=("D",))
    assert (no.coordinated, no.rests_on, no.strength, no.tied) == ("no", "absent", 1, True)
    part = several(PAIRS["A", "D"], actors_b=("D",))
    assert (part.coordinated, part.rests_on, part.tied) == ("unknown", "unknown", False)


def test_what_is_known_of_pairs_apart_from_the_answer_does_not_count():
    unknown = several(PAIRS["B", "D"], tie("A", "D", status="one_sided", strength=4), actors_b=("D",))
    assert (unknown.coordinated, unknown.rests_on, unknown.strength) == ("unknown", "one_sided", 4)


def test_several_pairs_are_judged_when_all_that_count_are():
    judged = (tie("A", "C", strength=3), project("p", "A", partners="C"))
    assert several(*judged, actors_a=("A",), actors_b=("C",)).judged is True
    assert several(*judged, PAIRS["B", "C"], actors_b=("C",)).judged is False
    assert several(actors_a=(), actors_b=()).judged is False


def test_leads_alone_decide_about_a_no_of_two_offers():
    states = PairStates(
        network(offer("x", "A", partners="B"), offer("y", "C"), tie("A", "C", status="denied"), *map(actor, "ABC"))
    )
    work = {record.id: record for record in states.network.records.offers}
    assert states.joint(work["x"], work["y"]).coordinated == "no"
    without_leads = PairStates(
        network(offer("x", "", partners="A B"), offer("y", "C"), tie("A", "C", status="denied"), *map(actor, "ABC"))
    )
    work = {record.id: record for record in without_leads.network.records.offers}
    assert without_leads.joint(work["x"], work["y"]).coordinated == "unknown"
