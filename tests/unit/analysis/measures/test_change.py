"""Change: what formed, dissolved and stayed between two days."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.analysis.interface import analysis
from app.errors import InvalidInput
from tests.factories import actor, network, report, tie, wave

change = analysis("change")
THEN = "2023-09-01"  # one year before the day of the factories


def whole(*records, **parameters):
    return change(network(*records), parameters).measures[0]


def test_jaccard_by_hand():
    """A-B ends, A-C stays, B-C and C-D begin: 1 of 4."""
    result = whole(
        tie("A", "B", start="2020", end="2024-03"),
        tie("A", "C", start="2020"),
        tie("B", "C", start="2023-09-02"),
        tie("C", "D", start="2024"),
    )
    assert (result.value, result.low, result.high) == (0.25, 0.25, 0.25)
    assert result.parts == {"formed": 2, "dissolved": 1, "kept": 1, "start_not_known": 0}


def test_every_actor_has_its_own_share():
    """C kept A, gained B; A also lost B."""
    ties = (tie("A", "B", start="2020", end="2024"), tie("A", "C", start="2020"), tie("B", "C", start="2024-06"))
    _, *actors = change(network(*ties, actor("Z"), as_of="2025-01-01")).measures
    by_name = {entry.subject.id: (entry.value, entry.reason) for entry in actors}
    assert by_name == {"A": (0.5, None), "C": (0.5, None), "B": (0.0, None), "Z": (None, "no-partners")}
    assert actors[0].parts == {"formed": 0, "dissolved": 1, "kept": 1}


def test_without_a_known_start_a_tie_is_since_ever_but_the_bounds_tell():
    """A-B may have begun in between (low), C-D may have come and gone in between (high)."""
    result = whole(tie("A", "B"), tie("A", "C", start="2020"), tie("C", "D", end="2024-01"))
    assert result.parts == {"formed": 0, "dissolved": 1, "kept": 2, "start_not_known": 2}
    assert (result.value, result.low, result.high) == (2 / 3, 1 / 3, 1.0)


def test_a_pair_one_of_whose_ties_has_a_start_is_known():
    result = whole(tie("A", "B"), tie("A", "B", kind="referral", start="2020"))
    assert (result.value, result.parts["start_not_known"]) == (1.0, 0)


def test_a_pair_that_changes_the_kind_of_its_tie_is_kept():
    result = whole(tie("A", "B", start="2020", end="2023"), tie("A", "B", kind="referral", start="2023-06"))
    assert result.parts == {"formed": 0, "dissolved": 0, "kept": 1, "start_not_known": 0}


def test_the_ties_of_an_actor_end_and_begin_with_it():
    records = (actor("A", end="2023-12"), actor("B", start="2024"), tie("A", "C", start="2020"), tie("B", "C"))
    result = change(network(*records))
    assert result.measures[0].parts == {"formed": 1, "dissolved": 1, "kept": 0, "start_not_known": 0}
    assert result.summary == {"since": THEN, "actors_began": 1, "actors_ended": 1, "actors_stayed": 1}


@pytest.mark.parametrize("values", [{"status": "denied"}, {"kind": "funding"}, {"basis": "co_project"}])
def test_what_is_no_cooperation_is_no_change(values):
    result = whole(tie("A", "B", start="2024", **values), tie("A", "C", start="2020", end="2023-12", **values))
    assert (result.value, result.reason) == (None, "no-ties")


FIRST, SECOND = (
    wave(number, "A B C", answered_by="A B C", date=day) for number, day in (("w1", "2023-06"), ("w2", "2024-06"))
)


def test_between_two_waves_answers_decide():
    """Lists were shown both times: A-B named in the first alone, A-C in the second alone, B-C in both."""
    entries = [("w1", "A", "B"), ("w1", "B", "C"), ("w2", "C", "A"), ("w2", "B", "C")]
    result = whole(FIRST, SECOND, *(report(*entry, 2) for entry in entries))
    assert result.parts == {"formed": 1, "dissolved": 1, "kept": 1, "start_not_known": 0}


def test_who_was_first_asked_later_may_have_worked_together_before():
    """A-B and A-C rest on answers alone; the start of A-C is recorded."""
    result = whole(SECOND, report("w2", "A", "B", 2), report("w2", "A", "C", 2), tie("A", "C", start="2024"))
    assert result.parts == {"formed": 1, "dissolved": 0, "kept": 1, "start_not_known": 1}
    assert (result.value, result.low) == (0.5, 0.0)


def test_answers_about_an_actor_that_is_new_are_new():
    result = whole(actor("B", start="2024"), SECOND, report("w2", "A", "B", 2))
    assert result.parts == {"formed": 1, "dissolved": 0, "kept": 0, "start_not_known": 0}


def test_what_nobody_was_asked_again_stays():
    result = whole(FIRST, report("w1", "A", "B", 2))
    assert result.parts == {"formed": 0, "dissolved": 0, "kept": 1, "start_not_known": 0}


def test_only_what_came_and_went_in_between_may_be_all_there_is():
    result = whole(tie("A", "B", end="2024-01"))
    assert (result.value, result.low, result.high) == (0.0, 0.0, None)


_dates = st.sampled_from([None, "2021", "2023-09-01", "2023-09-02", "2024-02", "2024-09-01", "2025"])
_ties = st.lists(
    st.builds(
        lambda pair, start, end, kind: tie(*pair, start=start, end=end, kind=kind),
        st.permutations("ABCDE").map(lambda order: order[:2]),
        _dates,
        _dates,
        st.sampled_from(["other", "referral", "funding"]),
    ),
    max_size=12,
    unique_by=lambda record: record.id,
)


@given(ties=_ties, leaving=_dates, since=st.sampled_from([THEN, "2021-06-30", "2024-08-31"]))
def test_equals_sets_of_pairs_taken_from_the_records(ties, leaving, since):
    records = (actor("A", end=leaving), *ties)
    then, now = (pairs_on(date.fromisoformat(day), records) for day in (since, "2024-09-01"))

    result = whole(*records, since=since)
    if not then | now:
        assert result.reason == "no-ties"
    else:
        counts = [len(entry) for entry in (now - then, then - now, now & then)]
        assert [result.parts[name] for name in ("formed", "dissolved", "kept")] == counts
        assert result.value == len(now & then) / len(now | then)


def pairs_on(day, records):
    first, *ties = records
    held = [item for item in ties if item.period.active_on(day) and item.kind != "funding"]
    pairs = {(entry.actor_a, entry.actor_b) for entry in held}
    return {pair for pair in pairs if first.id not in pair or first.period.active_on(day)}


@pytest.mark.parametrize(
    ("since", "says"),
    [
        ("2023", "since: 2023 is no day; write it as 2023-09-01"),
        ("2023-02-29", "since: 2023-02-29 is no day; write it as 2023-09-01"),
        ("2024-09-01", "since: 2024-09-01 is not before 2024-09-01, the day of the data"),
    ],
)
def test_a_day_that_cannot_be_is_refused(since, says):
    with pytest.raises(InvalidInput) as refused:
        whole(since=since)
    assert [(problem.pointer, problem.message) for problem in refused.value.problems] == [("/since", says)]
