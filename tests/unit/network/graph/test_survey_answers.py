"""What answers say about a pair: every row of the rules in docs/decisions/survey-answers.md."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.network.graph.build_network import without_answers_of
from app.network.graph.dyad_census import PairCounts, dyad_census
from app.network.graph.network import Network
from app.network.pairs.pair_state import PairStates
from app.records.cooperations import BASES, KINDS, STATUSES
from app.records.sources import SourceRef
from tests.factories import actor, network, report, tie, wave

NO = {"strength": 0}
UNSURE = {"unsure": True}


def both_asked(a=None, b=None, *, mode="roster", answered="A B", **values):
    """A wave in which A and B were asked about each other; None: said nothing."""
    result = [report("w", "A", "B", **a)] if a is not None else []
    result += [report("w", "B", "A", **b)] if b is not None else []
    return wave("w", "A B", mode=mode, answered_by=answered.split(), **values), *result


def ties(net: Network) -> list[tuple[str, str, int]]:
    columns = zip(net.ties.kind, net.ties.status, net.ties.strength, strict=True)
    return [(KINDS[kind], STATUSES[status], int(strength)) for kind, status, strength in columns]


def absent(net: Network) -> bool:
    return net.is_absent("A", "B")


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        ({"strength": 4}, {"strength": 2}, ("other", "confirmed", 2)),
        ({"strength": 4}, {}, ("other", "confirmed", 4)),
        ({}, {}, ("other", "confirmed", 0)),
        ({"strength": 3}, NO, ("other", "contradicted", 3)),
        ({"strength": 3}, UNSURE, ("other", "one_sided", 3)),
        ({"strength": 3}, None, ("other", "one_sided", 3)),
        (NO, None, ("other", "denied", 0)),
        (NO, NO, ("other", "denied", 0)),
        (NO, UNSURE, ("other", "denied", 0)),
    ],
)
@pytest.mark.parametrize("mode", ["roster", "recall"])
def test_what_both_say_decides_whoever_says_it(a, b, expected, mode):
    for first, second in ((a, b), (b, a)):
        net = network(*both_asked(first, second, mode=mode))
        assert ties(net) == [expected]
        assert not absent(net)
        assert net.ties.basis.tolist() == [BASES.index("survey")]


@pytest.mark.parametrize(
    ("records", "expected"),
    [
        (both_asked(), True),
        (both_asked(answered="A"), False),
        (both_asked(None, UNSURE), False),
        (both_asked(answered=""), False),
        (both_asked(UNSURE, UNSURE), False),
        (both_asked(UNSURE, answered="A"), False),
        (both_asked(mode="recall"), False),
        (both_asked(asked_about="A"), False),
        (both_asked(asked_about="A B"), True),
        (both_asked(answered="A", asked_about="A"), False),
        (both_asked(answered="A", asked_about="B"), False),
        (both_asked({}), False),
    ],
)
def test_only_names_that_both_left_out_of_a_list_they_filled_in_are_absent(records, expected):
    net = network(*records)
    state = PairStates(net)("A", "B")

    assert absent(net) is expected
    if expected:
        assert (state.coordinated, state.rests_on, state.tied) == ("no", "absent", False)
        assert dyad_census(net).counts == PairCounts(pairs=1, tied=0, unknown=0)
    else:
        assert state.coordinated == "unknown"
        assert dyad_census(net).counts.tied + dyad_census(net).counts.unknown == 1


def test_an_absent_pair_is_cited_by_the_row_of_the_survey_in_which_both_left_the_other_out():
    survey = wave("w", "A B", answered_by="A B", source=SourceRef("netz.xlsx", "Befragungen", 7))
    evidence = network(survey).absence_evidence("B", "A")
    assert (evidence.id, evidence.field, evidence.source.row) == ("A--B", "absent", 7)


def test_who_said_something_has_answered_whatever_the_list_says():
    wave_, result = both_asked({}, answered="")
    assert network(wave_, result, actor("C")).answers.absent.tolist() == []
    everybody = wave("w", "A B C"), result, report("w", "C", "B")
    assert network(*everybody).answers.absent.tolist() == [2]  # A and C left each other out, 0 × 3 + 2


def test_the_newest_wave_that_asked_decides():
    older = wave("old", "A B", date="2023", answered_by="A B"), report("old", "A", "B", strength=4)
    net = network(*older, *both_asked())
    assert (ties(net), absent(net)) == ([], True)
    assert ties(network(*older, wave("new", "A B", mode="recall", answered_by="A B"))) == [("other", "one_sided", 4)]
    assert ties(network(*older, wave("new", "A B", answered_by="B"))) == [("other", "one_sided", 4)]
    assert ties(network(*older, *both_asked(UNSURE, answered="A"))) == []


def test_a_wave_after_the_day_says_nothing_yet():
    records = both_asked({"strength": 3}, date="2024-10")
    assert ties(network(*records)) == []
    assert ties(network(*records, as_of="2024-10-01")) == [("other", "one_sided", 3)]


def test_kinds_are_told_apart():
    """Both name referral; information is named by one, an agreement is refused by the other."""
    records = (
        wave("w", "A B", answered_by="A B"),
        report("w", "A", "B", 4, kind="referral"),
        report("w", "B", "A", 3, kind="referral"),
        report("w", "A", "B", 2, kind="information"),
        report("w", "A", "B", 1, kind="agreement"),
        report("w", "B", "A", 0, kind="agreement"),
    )
    assert ties(network(*records)) == [
        ("information", "one_sided", 2),
        ("referral", "confirmed", 3),
        ("agreement", "contradicted", 1),
    ]


def test_two_yes_to_other_kinds_agree_on_working_together():
    net = network(*both_asked({"strength": 4, "kind": "joint_offer"}, {"strength": 2, "kind": "information"}))
    assert ties(net) == [("other", "confirmed", 2), ("information", "one_sided", 2), ("joint_offer", "one_sided", 4)]
    assert PairStates(net)("A", "B").coordinated != "yes"


def test_recorded_ties_stay_beside_answers():
    paper = tie("A", "B", status="documented", strength=3)
    net = network(*both_asked(), paper)
    assert (ties(net), PairStates(net)("A", "B").coordinated) == ([("other", "documented", 3)], "yes")
    assert dyad_census(net).counts == PairCounts(pairs=1, tied=1, unknown=0)
    funded = network(*both_asked(), tie("A", "B", status="documented", kind="funding"))
    assert PairStates(funded)("A", "B").rests_on == "absent"


def test_differences_are_told_of_pairs_that_both_rate():
    assert network(*both_asked({"strength": 4}, {"strength": 1})).answers.differences.tolist() == [3]
    assert network(*both_asked({"strength": 4}, {})).answers.differences.tolist() == []


def test_differences_of_who_is_gone_do_not_count():
    records = (
        *both_asked({"strength": 4}, {"strength": 1}),
        wave("v", "A C", answered_by="A C"),
        report("v", "A", "C", strength=2),
        report("v", "C", "A", strength=2),
    )
    assert network(*records).answers.differences.tolist() == [3, 0]
    assert network(*records, actor("B", end="2024-08")).answers.differences.tolist() == [0]


def test_actors_that_ended_keep_their_place_out_of_the_way():
    records = (
        actor("A", end="2023"),
        wave("w", "A B C D", answered_by="A B C"),
        report("w", "B", "D", strength=2),
        report("w", "A", "B", strength=2),
    )
    net = network(*records)
    assert [entry.id for entry in net.actors] == ["B", "C", "D"]
    assert (net.ties.a.tolist(), net.ties.b.tolist()) == ([0], [2])
    assert net.answers.absent.tolist() == [1]
    assert len(net.further_ties) == 1


_who = st.sampled_from("ABCD")
_drawn_answer = st.builds(dict, strength=st.sampled_from([None, 0, 1, 3]), kind=st.sampled_from(["other", "agreement"]))
_answers = st.dictionaries(st.tuples(st.sampled_from(["w1", "w2"]), _who, _who), _drawn_answer, max_size=9)


@given(answers=_answers, silent=st.sets(_who), modes=st.tuples(*[st.sampled_from(["roster", "recall"])] * 2))
def test_without_some_answers_a_network_is_as_if_they_had_never_come(answers, silent, modes):
    waves = [wave(f"w{at}", "A B C D", mode=mode, date=f"202{at}", answered_by="C") for at, mode in enumerate(modes, 1)]
    reports = [report(*key, **values) for key, values in answers.items() if key[1] != key[2]]
    recorded = (tie("A", "B", status="stated"), tie("C", "D", kind="agreement", status="documented", end="2020"))
    kept = [report_ for report_ in reports if report_.by not in silent]
    left = [wave(entry.id, "A B C D", mode=entry.mode, date=str(entry.date), answered_by=_c(silent)) for entry in waves]

    result = without_answers_of(network(*waves, *reports, *recorded), silent)
    expected = network(*left, *kept, *recorded, *map(actor, "ABCD"))
    for name in ("a", "b", "kind", "status", "strength"):
        np.testing.assert_array_equal(getattr(result.ties, name), getattr(expected.ties, name))
    np.testing.assert_array_equal(result.answers.absent, expected.answers.absent)
    assert len(result.further_ties) == len(expected.further_ties)


def _c(silent: set[str]) -> str:
    return "" if "C" in silent else "C"
