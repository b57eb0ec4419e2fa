"""Which answer does a cell give? Yes, no or don't know, in German and English."""

from app.formats.tables import Cell
from app.intake.values.texts import BadValueError, single, text_of

YES = frozenset({"ja", "j", "yes", "y", "x", "wahr", "true", "1", "✓", "✔"})
NO = frozenset({"nein", "n", "no", "falsch", "false", "0"})
UNKNOWN = frozenset(
    {
        "weiß nicht",
        "weiss nicht",
        "unbekannt",
        "nicht bekannt",
        "don't know",
        "dont know",
        "don’t know",
        "unknown",
        "not known",
        "?",
    }
)


def read_yes_no(cell: Cell) -> bool | None:
    """Yes or no; None for an answer that says that nothing is known.

    Raises:
        BadValueError: it is none of them.
    """
    word = single(text_of(cell)).casefold()
    if word in UNKNOWN or not word:
        return None
    if word not in YES | NO:
        raise BadValueError("yes_no", value=word)
    return word in YES


def read_answer(text: str) -> str | None:
    """The code of ``tie_status`` for "do they work together?"; None when the text is no such answer."""
    word = text.casefold()
    if word in UNKNOWN:
        return "unknown"
    if word in NO:
        return "denied"
    return "stated" if word in YES else None
