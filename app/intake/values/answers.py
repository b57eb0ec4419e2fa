"""Which answer does a cell give? Yes, no or don't know, in German and English."""

from app.formats.tables import Cell
from app.intake.values.texts import BadValueError, single, text_of
from app.records.answer_words import NO_WORDS, UNKNOWN_WORDS, YES_WORDS


def read_yes_no(cell: Cell) -> bool | None:
    """Yes or no; None for an answer that says that nothing is known.

    Raises:
        BadValueError: it is none of them.
    """
    word = single(text_of(cell)).casefold()
    if word in UNKNOWN_WORDS or not word:
        return None
    if word not in YES_WORDS | NO_WORDS:
        raise BadValueError("yes_no", value=word)
    return word in YES_WORDS


def read_answer(text: str) -> str | None:
    """The code of ``tie_status`` for "do they work together?"; None when the text is no such answer."""
    word = text.casefold()
    if word in UNKNOWN_WORDS:
        return "unknown"
    if word in NO_WORDS:
        return "denied"
    return "stated" if word in YES_WORDS else None
