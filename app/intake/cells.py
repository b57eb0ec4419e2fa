"""Values of cells: the text read as its column asks, with what was left out of it or read as something else."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from app.formats.tables import Cell
from app.intake.sheets.sheet import Column, Kind
from app.intake.values import answers, dates, numbers, texts
from app.intake.values.answers import says_not_known
from app.intake.values.privacy import is_contact, without_contact_data, without_person, without_persons
from app.intake.values.terms import find_term, read_terms
from app.intake.values.texts import BadValueError, Notice
from app.records.dates import PartialDate
from app.records.geometry import is_outline
from app.records.vocabulary import Lang, vocabulary

Value = str | float | bool | PartialDate | tuple[str, ...] | None
"""A value as given; None: cleared with ``-``, or open (``laufend``)."""

CLEAR = frozenset({"-", "–"})


@dataclass(frozen=True, slots=True)
class Reading:
    """Value of a cell. ``is_given`` is False where it says nothing; ``notices`` say what was left out of it.

    ``unclear`` is an answer about cooperation that nobody can read with certainty, or a date that only says roughly when;
    its value is "not known".
    """

    value: Value
    is_given: bool = True
    notices: tuple[Notice, ...] = ()
    unclear: str | None = None

    @property
    def is_plain(self) -> bool:
        """Whether it gives a value of which there is nothing to tell."""
        return self.is_given and not self.notices and self.unclear is None and self.value not in {None, ()}


def read_cell(column: Column, cell: Cell, lang: Lang) -> Reading:
    """Read a filled cell as its column asks; near misses are suggested in ``lang``.

    Raises:
        BadValueError: it cannot be read so.
    """
    if column.kind is not Kind.STATISTIC and isinstance(cell, str) and cell.strip() in CLEAR:
        if _codes_of_answers(column) is not None:
            return Reading("unknown")  # a cleared answer is no yes
        return Reading(() if column.is_list else None)
    if column.kind in _DATES:
        dated = _DATES[column.kind](cell)
        return Reading(dated.value, dated.is_given, dated.notices, dated.vague)
    if column.kind is Kind.NUMBER:
        number = numbers.read_amount(cell)
        return Reading(number.value, number.value is not None, number.notices)
    if column.kind in _TYPED:
        value = _TYPED[column.kind](cell)
        return Reading(value, is_given=value is not None)
    if isinstance(cell, date) and column.kind in {Kind.NAME, Kind.REFERENCE}:
        raise BadValueError("date_as_name", value=f"{cell:%d.%m.%Y}")
    return _read_text(column, cell, lang)


def _read_text(column: Column, cell: Cell, lang: Lang) -> Reading:
    """Names, keys, codes and texts, with what is odd about how they stand in the cell."""
    if column.field == "code" and texts.is_rounded(cell):
        return Reading(None, is_given=False, notices=(Notice("rounded_key", {"value": str(cell)}, left_out=True),))
    text = texts.text_of(cell)
    hidden = (Notice("hidden_removed"),) if isinstance(cell, str) and texts.holds_hidden_signs(cell) else ()
    reading = _read_code(column, text, lang) if column.kind is Kind.CODE else _read_words(column, text)
    typed = (Notice(_OF_NUMBERS[column.kind], {"value": text}),) if _is_odd_number(column, cell) else ()
    return Reading(reading.value, reading.value not in {None, ()}, (*typed, *hidden, *reading.notices), reading.unclear)


def _read_outline(cell: Cell) -> str:
    if not is_outline(str(cell)):
        raise BadValueError("not_an_outline")
    return str(cell)


def _is_odd_number(column: Column, cell: Cell) -> bool:
    """Whether the spreadsheet made a number of a name, or took the leading zeros of a key."""
    return isinstance(cell, float) and (column.kind is Kind.NAME or column.field == "code")


def _read_words(column: Column, text: str) -> Reading:
    if column.kind is Kind.NAME and not column.is_list and (nothing := _no_name(column, text)) is not None:
        return Reading(None, is_given=False, notices=(nothing,))
    remaining, notices = _without_private_data(column, text)
    if column.kind is Kind.TEXT:
        return Reading(texts.prose(remaining) or None, notices=notices)
    if column.is_list:
        return Reading(tuple(map(texts.name, texts.split(remaining))) if remaining else (), notices=notices)
    if "\n" in remaining:
        notices = (*notices, Notice("line_break"))
    return Reading(texts.name(remaining) or None, notices=notices)


def _without_private_data(column: Column, text: str) -> tuple[str, tuple[Notice, ...]]:
    remaining = without_contact_data(text)
    notices = () if remaining == text else (Notice("contact_dropped"),)
    if column.kind is Kind.TEXT and (anonymous := without_persons(remaining)) != remaining:
        return anonymous.strip(" …,;"), (*notices, Notice("person_dropped"))
    if column.kind is Kind.NAME and column.field in _NAMES and (anonymous := without_person(remaining)) != remaining:
        return anonymous, (*notices, Notice("person_dropped") if anonymous else Notice("person_as_name", left_out=True))
    return remaining, notices


def _no_name(column: Column, text: str) -> Notice | None:
    """What is to be said of a text that is no name: it says that none is known, or is an address or a number to call.

    What an entry is called may be a short word (``KA``), but not a sign alone.
    """
    if says_not_known(text) and not (column.required and any(map(str.isalnum, text))):
        return Notice("name_not_known", {"value": text}, left_out=True)
    return Notice("contact_as_name", left_out=True) if is_contact(text) else None


_NAMES = frozenset({"name", "short_name"})


def _codes_of_answers(column: Column) -> Mapping[answers.Answer, str] | None:
    """The code of each answer where a column asks for yes, no or not known; None where it asks for anything else."""
    if column.kind is not Kind.CODE or column.of is None:
        return None
    if column.of == "tie_status":
        return _STATUS_ANSWERED
    return _AS_ANSWERED if vocabulary(column.of).of_answers else None


def _is_own_word(name: str, text: str) -> bool:
    """Whether a list of answers has the word itself: „offen“ says yes to „Offen für andere“, elsewhere that nothing is known."""
    return vocabulary(name).of_answers and find_term(text, name) is not None


def _read_code(column: Column, text: str, lang: Lang) -> Reading:
    assert column.of is not None
    codes = None if _is_own_word(column.of, text) else _codes_of_answers(column)
    if codes is not None and (answer := answers.read_answer(text)) is not None:
        notices = (Notice("not_yet", {"value": text}),) if answers.is_not_yet(text) else ()
        return Reading(codes[answer], notices=notices)
    terms = read_terms(text, column.of, lang, is_list=column.is_list)
    if column.of in _OF_TIES and not terms.codes and text:
        return Reading("unknown", unclear=text)
    unclear = text if column.of in _TELLING_OF_TIES and not terms.codes else None
    value = terms.codes if column.is_list else next(iter(terms.codes), None)
    return Reading(value, notices=terms.notices, unclear=unclear)


_OF_NUMBERS = {Kind.NAME: "number_as_name", Kind.TEXT: "number_as_key"}
_OF_TIES = frozenset({"tie_status", "answer"})
_TELLING_OF_TIES = frozenset({"strength", "cooperation_kind"})
"""Vocabularies beside whose terms people write whether two work together at all."""
_STATUS_ANSWERED: Mapping[answers.Answer, str] = {"yes": "stated", "no": "denied", "unknown": "unknown"}
_AS_ANSWERED: Mapping[answers.Answer, str] = {"yes": "yes", "no": "no", "unknown": "unknown"}
_DATES: Mapping[Kind, Callable[[Cell], dates.DateReading]] = {
    Kind.DATE: dates.read_date,
    Kind.START: dates.read_start,
    Kind.END: dates.read_end,
    Kind.PERIOD_START: dates.read_period_start,
    Kind.PERIOD_END: dates.read_period_end,
}
_TYPED: Mapping[Kind, Callable[[Cell], Value]] = {
    Kind.YES_NO: answers.read_yes_no,
    Kind.STATISTIC: numbers.read_statistic,
    Kind.ID: texts.read_id,
    Kind.GEOMETRY: _read_outline,
}
