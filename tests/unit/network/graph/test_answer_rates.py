"""Who answered, and how old statements are."""

from app.network.graph.answer_rates import AnswerRate, ages, answer_rates, respondents
from tests.factories import area, checked, indicator, network, observation, report, wave


def rates(*records):
    return [(rate.wave.id, rate.asked, rate.answered) for rate in answer_rates(network(*records))]


def test_waves_come_the_oldest_first_and_none_from_the_future():
    waves = wave("new", "A B", date="2024-03"), wave("old", "A", date="2022"), wave("later", "A B", date="2025")
    assert rates(*waves) == [("old", 1, 0), ("new", 2, 0)]


def test_who_answered_without_being_asked_was_asked():
    assert rates(wave("w", "A", answered_by="B")) == [("w", 2, 1)]


def test_who_said_something_has_answered():
    records = wave("w", "A B"), report("w", "B", "A")
    assert rates(*records) == [("w", 2, 1)]
    assert respondents(network(*records)) == ("B",)
    assert isinstance(answer_rates(network(*records))[0], AnswerRate)


def test_statements_are_old_from_the_day_after_so_many_months():
    """18 months before 2024-09-01 is 2023-03-01: its last day before is old."""
    records = (
        area("D1"),
        indicator("poverty"),
        observation("poverty", "D1", 1.0, ref_date="2023-02-28"),
        observation("poverty", "D1", 1.0, id="second", ref_date="2023-03-01"),
        checked("offers", "D1"),
    )
    age = ages(network(*records))
    assert (age["observations"].count, age["observations"].old, str(age["observations"].newest)) == (2, 1, "2023-03-01")
    assert age["inventory_checks"].old == 0
    assert "waves" not in age
    assert ages(network(*records), months=1)["observations"].old == 2
