"""Refusals of the database while files are taken in, in the language of who takes them in."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace

from app.errors import (
    BudgetExceeded,
    Conflict,
    DatabaseUnavailable,
    DeadlineExceeded,
    DiskFull,
    InvalidInput,
    NetzblickError,
    OutcomeUnknown,
    StaleVersion,
)
from app.formats.messages import sentence
from app.records.vocabulary import Lang

_KEYS: Mapping[type[NetzblickError], str] = {
    BudgetExceeded: "store_too_much",
    DiskFull: "store_disk_full",
    DeadlineExceeded: "store_late",
    DatabaseUnavailable: "store_away",
    InvalidInput: "store_refused",
    Conflict: "store_conflict",
    StaleVersion: "written_meanwhile",
}
"""Sentence about each error; the words of the database itself are English, and name records by their ids."""


@contextmanager
def refusals_in(lang: Lang) -> Iterator[None]:
    """Let refusals of the database come out in a language; an unknown outcome is for the caller to tell."""
    try:
        yield
    except OutcomeUnknown:
        raise
    except tuple(_KEYS) as error:
        if lang == "en" and not isinstance(error, StaleVersion):
            raise
        raise _in_words(error, lang) from error


def _in_words(error: NetzblickError, lang: Lang) -> NetzblickError:
    key = next(key for kind, key in _KEYS.items() if isinstance(error, kind))
    detail = sentence(key, lang, cause=error.detail, count=len(error.problems))
    problems = tuple(
        replace(problem, message=sentence("store_problem", lang, pointer=problem.pointer, code=problem.code))
        for problem in error.problems
    )
    answer = Conflict if isinstance(error, StaleVersion) else type(error)
    return answer(detail, hint=sentence(f"{key}.hint", lang), problems=problems, records=error.records)
