"""Aggregates of answers about trust: means by hand, and what is not told so that nobody's answer follows."""

import pytest

from app.network.disclosure.group_ratings import Aggregate, Rated, aggregates
from tests.factories import report, wave

W1, W2 = wave("w1", date="2023"), wave("w2", date="2024")
EVERYONE = Rated("whole", "", frozenset("ABCDEF"))
ABC, DEF = Rated("kind", "first", frozenset("ABC")), Rated("kind", "second", frozenset("DEF"))


def answers(*scores, wave_id="w1"):
    return [report(wave_id, by, about, trust_openness=value) for by, about, value in scores]


def printed(reports, *sets, waves=(W1, W2), everyone=EVERYONE, dimension="openness"):
    return aggregates(waves, reports, dimension, everyone, sets)


def all_of(raters, about, value=lambda by, about: 1 + (ord(by) + ord(about)) % 4):
    return [(by, rated, value(by, rated)) for by in raters for rated in about]


def test_the_value_is_the_mean_of_the_raters_means():
    """Five raters; r gives 4, 4 and 1 (mean 3), the others 2 to A, B and C each: (3 + 4·2) / 5 = 2.2, not 33/15."""
    scores = [("r", "A", 4), ("r", "B", 4), ("r", "C", 1), *all_of("stuv", "A", lambda *_: 2)]
    assert printed(answers(*scores)) == {EVERYONE: Aggregate(2.2, 5)}


@pytest.mark.parametrize(("raters", "shown"), [("rstuv", 5), ("rstuvwxyz", 5), ("nopqrstuvw", 10)])
def test_how_many_raters_there_were_is_rounded_down_to_fives(raters, shown):
    assert printed(answers(*all_of(raters, "ABC")))[EVERYONE].raters == shown


@pytest.mark.parametrize(
    "scores",
    [
        all_of("rstu", "ABC"),  # four raters
        all_of("rstuv", "AB"),  # two are rated
        all_of("rstuv", "ABC", lambda *_: 3),  # all the same
        [],
    ],
)
def test_too_few_raters_or_rated_or_all_the_same_is_not_told(scores):
    assert printed(answers(*scores)) == {}


def test_a_part_is_told_where_the_rest_is_large_enough_too():
    whole = answers(*all_of("rstuv", "ABCDEF"))
    assert printed(whole, ABC, DEF).keys() == {EVERYONE, ABC, DEF}
    assert printed(answers(*all_of("rstuv", "ABCD")), ABC).keys() == {EVERYONE}, "the rest would be D alone"
    assert printed(answers(*all_of("rstuv", "ABC")), ABC).keys() == {EVERYONE, ABC}, "nobody rated the rest"


def test_of_two_families_the_second_must_not_give_the_first_away():
    """{A,B,C,D} and {A,B,C} would leave D; of the larger set it is told first."""
    large, inside = Rated("area", "d", frozenset("ABCD")), ABC
    wide = Rated("whole", "", frozenset("ABCDEFGH"))
    result = printed(answers(*all_of("rstuv", "ABCDEFGH")), inside, large, everyone=wide)
    assert result.keys() == {wide, large}


def test_answers_about_others_or_another_question_do_not_count():
    elsewhere = answers(*all_of("rstuv", "XYZ"))
    assert printed(elsewhere) == {}
    assert printed(answers(*all_of("rstuv", "ABC")), dimension="mission") == {}


def test_the_newest_wave_with_answers_is_told():
    old, new = (
        answers(*all_of("rstuv", "ABC")),
        answers(*all_of("rstuv", "DEF", lambda by, _: 3 + (by > "s")), wave_id="w2"),
    )
    assert printed(old)[EVERYONE].value == printed(old, waves=(W1,))[EVERYONE].value
    assert printed([*old, *new])[EVERYONE] == Aggregate(3.6, 5)  # three raters of 4, two of 3: 18 / 5


def test_a_later_wave_with_one_rater_more_would_tell_that_answer():
    old = answers(*all_of("rstuv", "ABC"))
    assert printed([*old, *answers(*all_of("rstuvw", "ABC"), wave_id="w2")]) == {}
    assert printed([*old, *answers(*all_of("rstu", "ABC"), *all_of("w", "ABC"), wave_id="w2")]) == {}
    five_more = answers(*all_of("rstuvklmno", "ABC"), wave_id="w2")
    assert printed([*old, *five_more]).keys() == {EVERYONE}


def test_what_was_not_told_before_binds_nothing():
    """Four raters were too few to be told, so that a fifth gives nobody away."""
    old = answers(*all_of("rstu", "ABC"))
    assert printed([*old, *answers(*all_of("rstuv", "ABC"), wave_id="w2")]).keys() == {EVERYONE}


@pytest.mark.parametrize(
    "later",
    [
        all_of("rstuv", "XYZ"),  # about others
        all_of("rstuv", "ABC", lambda *_: None),  # the question left empty
    ],
)
def test_a_wave_without_an_answer_that_counts_is_not_the_newest(later):
    old = answers(*all_of("rstuv", "ABC"))
    assert printed([*old, *answers(*later, wave_id="w2")]) == printed(old) != {}
