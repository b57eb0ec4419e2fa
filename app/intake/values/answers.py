"""Answers in a cell: yes, no, not known; what is none of them is never guessed."""

import re
from typing import Literal

from app.formats.tables import Cell
from app.intake.values.texts import BadValueError, single, text_of
from app.records.answer_words import NO_WORDS, NOT_YET_WORDS, UNKNOWN_WORDS, YES_WORDS
from app.records.spelling import plain

Answer = Literal["yes", "no", "unknown"]

_NOBODY = frozenset({"n.n.", "n. n.", "nn", "n.n", "tba", "noch offen", "vakant", "entfällt", "entfaellt", "xxx"})
"""What stands in lists where nobody is named yet."""

_NO_ORGANISATION = frozenset(
    {"keine", "keiner", "niemand", "nein", "ja", "diverse", "div.", "verschiedene", "mehrere", "viele", "alle"}
    | {"none", "nobody", "no", "yes", "various", "several", "many", "all"}
)
"""What stands in lists where organisations could be named, and names none."""
_NONE_BY_NAME = re.compile(
    r"(?:alle|saemtliche|diverse|verschiedene|mehrere|viele|einige|weitere|all|various|several|many) (?:[^\W\d_]+ ){0,2}"
    r"(?:traeger|einrichtungen|organisationen|institutionen|schulen|kitas|vereine|verbaende|akteure|partner|mitglieder"
    r"|organi[sz]ations|schools|associations|partners|members)(?: (?:im|in|aus|vor ort|in the) ?.*)?"
)
"""``alle freien Träger``, ``diverse Vereine im Stadtteil``: many, and none of them by name."""


def says_not_known(text: str) -> bool:
    """Whether a text only says that nothing is known; one without any letter or digit (``./.``, ``---``) says no more."""
    return _word(text) in UNKNOWN_WORDS or (text != "" and not any(map(str.isalnum, text)))


def names_nobody(text: str, *, of_organisations: bool) -> bool:
    """Whether a text names no record, as "N. N." does; among names of organisations also "keine" and "diverse"."""
    word = plain(text)
    return (
        says_not_known(text)
        or word in _NOBODY
        or (of_organisations and (word in _NO_ORGANISATION or _NONE_BY_NAME.fullmatch(word) is not None))
    )


def is_not_yet(text: str) -> bool:
    """Whether a text speaks of what is only planned."""
    return _word(text) in NOT_YET_WORDS


def read_yes_no(cell: Cell) -> bool | None:
    """Yes or no; None for an answer that says that nothing is known.

    Raises:
        BadValueError: it is none of them.
    """
    text = single(text_of(cell))
    answer = read_answer(text) if text else "unknown"
    if answer is None or is_not_yet(text):
        raise BadValueError("yes_no", value=text)
    return None if answer == "unknown" else answer == "yes"


def read_answer(text: str) -> Answer | None:
    """The answer to "do they work together?"; None when the text is no such answer.

    What is only planned is not known: it is no cooperation yet, and nobody said no.
    """
    word = _word(text)
    if word in UNKNOWN_WORDS | NOT_YET_WORDS:
        return "unknown"
    if word in NO_WORDS:
        return "no"
    return "yes" if word in YES_WORDS else None


def _word(text: str) -> str:
    word = " ".join(text.casefold().split())
    return word if word in UNKNOWN_WORDS else word.rstrip(".!")
