"""Refusals of the database while files are taken in are told in the language of who takes them in."""

import pytest

from app.errors import (
    BudgetExceeded,
    Conflict,
    DatabaseUnavailable,
    DeadlineExceeded,
    DiskFull,
    InvalidInput,
    NetzblickError,
    OutcomeUnknown,
    Problem,
    StaleVersion,
)
from app.records.vocabulary import Lang
from app.usecases.imports.refusals import refusals_in


def refusal_told(error: NetzblickError, lang: Lang) -> NetzblickError:
    with pytest.raises(NetzblickError) as raised, refusals_in(lang):
        raise error
    return raised.value


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        (BudgetExceeded, "zu wenig Speicher"),
        (DiskFull, "zu wenig Platz"),
        (DeadlineExceeded, "nicht rechtzeitig"),
        (DatabaseUnavailable, "antwortet nicht"),
        (Conflict, "passt nicht mehr"),
    ],
)
def test_a_refusal_is_german_with_what_to_do_and_keeps_its_kind(kind: type[NetzblickError], words: str) -> None:
    error = refusal_told(kind("nothing was written", hint="Do something."), "de")
    assert type(error) is kind
    assert words in error.detail
    assert error.hint is not None
    assert "Do something" not in error.hint


def test_a_record_changed_meanwhile_is_a_conflict_in_both_languages() -> None:
    assert "inzwischen" in refusal_told(StaleVersion("„a“ has version 2 now"), "de").detail
    english = refusal_told(StaleVersion("„a“ has version 2 now"), "en")
    assert isinstance(english, Conflict)
    assert english.detail.endswith("„a“ has version 2 now")


def test_values_that_cannot_be_stored_are_named_one_by_one() -> None:
    problem = Problem(code="nowhere", message="does not exist", pointer="/offers/kurs/place")
    error = refusal_told(InvalidInput("Records refer to others", problems=(problem,)), "de")
    assert error.detail == "Angaben, die sich nicht speichern lassen: 1. Nichts wurde geschrieben."
    assert [problem.message for problem in error.problems] == [
        "/offers/kurs/place: lässt sich nicht speichern (nowhere)."
    ]


@pytest.mark.parametrize("error", [OutcomeUnknown("lost"), BudgetExceeded("too much")])
def test_an_unknown_outcome_and_english_words_stay_as_they_are(error: NetzblickError) -> None:
    assert refusal_told(error, "en") is error


def test_an_unknown_outcome_is_for_the_caller_to_tell() -> None:
    error = OutcomeUnknown("lost")
    assert refusal_told(error, "de") is error
