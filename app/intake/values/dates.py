"""Dates of cells as offices write them: ``17.5.23``, ``Mai 2023``, ``Q2/2023``, ``ca. 2019``, ``laufend``, ``k. A.``."""

import re
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import lru_cache

from app.formats.tables import Cell
from app.intake.values.date_spellings import Role, spelled_date, year_beside_words
from app.intake.values.texts import BadValueError, Notice, single, text_of
from app.records.dates import PartialDate, date_text


@dataclass(frozen=True, slots=True)
class DateReading:
    """The date of a cell. None with ``is_given`` is an open end; without, nothing is known.

    ``vague`` are the words of one that says roughly when, but no year: "Mitte der 90er".
    """

    value: PartialDate | None
    is_given: bool = True
    notices: tuple[Notice, ...] = ()
    vague: str | None = None


OPEN = frozenset(
    [
        "laufend",
        "lfd.",
        "lfd",
        "fortlaufend",
        "unbefristet",
        "unbegrenzt",
        "offen",
        "heute",
        "dauerhaft",
        "ongoing",
        "open",
        "permanent",
        "current",
    ]
) | {"bis auf weiteres", "bis heute", "bis dato", "auf dauer", "until further notice"}
UNKNOWN = frozenset({
    "unbekannt", "nicht bekannt", "unklar", "k.a.", "k. a.", "ka", "k.a", "keine angabe", "keine angaben", "n/a", "na",
    "n.a.", "n. a.", "n.b.", "?", "??", "???", "…", "...", ".", "/", "x", "tbd", "unknown", "not known", "noch offen",
    "steht noch nicht fest", "wird noch bekannt gegeben", "0", "00.00.0000", "0000-00-00",
})  # fmt: skip
_RHYTHM = re.compile(
    r"(?:halb|viertel)?jährlich|monatlich|(?:vierzehntäg|wöchent|täg)(?:ig|lich)|regelmäßig|saisonal|ganzjährig|einmalig"
    r"|ab sofort|nach (?:bedarf|vereinbarung|absprache)|(?:bei|je nach) bedarf|auf anfrage|immer|schon immer"
    r"|(?:\d+|ein(?:e|en)?|zwei|drei|vier|fünf) (?:jahre?|monate?|wochen?|tage?|years?|months?|weeks?|days?)"
    r"|alle \w+ (?:tage|wochen|monate|jahre)|annual(?:ly)?|yearly|monthly|weekly|daily|regularly|on request|always"
)
"""Words that say how often or for how long, but no date."""

_ROUGHLY = r"(?:über|mehr als|etwa|ca\.?|circa|rund|fast|gut|mind(?:estens|\.)?|about|over|more than|almost|nearly)"
_VAGUE = re.compile(
    rf"(?:(?:bereits|schon|mind(?:estens|\.))\s+)?(?:(?:seit|ab|in|um|von|since|from)\s+)?(?:{_ROUGHLY}\s+)?(?:(?:den|der|dem|die|the)\s+)?"
    r"(?:(?:anfang|beginn|mitte|ende|early|mid|late)[\s-]+(?:(?:der|den|des|the)\s+)?)?"
    r"(?:['’]?(?:19|20)?\d0(?:er|['’]?s)|(?:zwanz|dreiß|vierz|fünfz|sechz|siebz|achtz|neunz)iger|(?:twen|thir|for|fif|six|seven|eigh|nine)ties)"
    r"(?:[\s-]*jahren?)?"
    rf"|(?:(?:bereits|schon)\s+)?(?:(?:seit|vor|for)\s+)?(?:{_ROUGHLY}\s+)?(?:\d+|\w+zig|zehn|zwölf|fünfzehn|vielen|einigen|mehreren|many|several|some)"
    r"\s+(?:jahren|jahrzehnten|years|decades)(?:\s+ago)?|seit jahrzehnten|seit langem|(?:schon )?(?:seit )?länger(?:em)?|langjährig|for decades"
)
"""Words that say roughly when something began: by a decade, or by how long ago it was."""
_YEAR_AMONG_WORDS = re.compile(r"(?=.*[a-zäöüß])(?=.*(?<!\d)(?:19|20)\d\d(?!\d)).*", re.DOTALL)
_ENDS = frozenset({"bis", "until", "to", "vor", "before", "ende", "beendet", "geschlossen", "ended", "closed"})
"""Words that make of a year among words something else than a beginning."""

_NO_DAYS = frozenset({date(1, 1, 1), date(1899, 12, 30), date(1899, 12, 31), date(1900, 1, 1)})
_SERIAL_DAYS = range(18_264, 73_051)
"""Numbers in which spreadsheets count days: from 1950 to 2099."""
_TYPED_AS_TEXT = re.compile(r"'(?!\d\d$)")
_NO_YEAR_FROM = 2090
"""What spreadsheets and registers put where no date is known or no end is set."""

_BEFORE = {
    Role.DAY: re.compile(r"(?:(?:stand|datum|vom|am|as of|on)\b:?\s*)+"),
    Role.START: re.compile(r"(?:(?:seit|ab|von|vom|beginn|start|since|from)\b:?\s*(?:dem\s+)?)+"),
    Role.END: re.compile(r"(?:(?:bis zum|bis|ende|until|to)\b:?\s*)+"),
}
_ABOUT = re.compile(
    r"(?:ca\.?|circa|etwa|ungefähr|rund|um|about|approx\.?|around|~|≈|geplant|voraussichtlich|vsl\.|vorauss\.|planned|wohl)\s*:?\s*"
)
_ABOUT_AFTER = re.compile(r"\s*(?:\?|\((?![^()]*\d{4})[^()]+\)|geplant)$")
_BEFORE_YEAR = re.compile(r"(?:vor|before) \d{4}")
_PART_OF = re.compile(r"(?:(?:im )?(?:anfang|mitte|ende|early|mid|late|begin of|end of))[\s-]+")
_WEEKDAY = re.compile(
    r"(?:mo|di|mi|do|fr|sa|so|\w+tag|mittwoch|\w+day|mon|tues?|wed|thu(?:rs?)?|fri|sat|sun)(?:\.?,\s*|\.?\s+(?=\d))"
)
_CLOCK = re.compile(
    r"(?:,|\s|t)\s*(?:um\s+|ab\s+)?\d{1,2}(?:[:.]\d{2}(?::\d{2}(?:\.\d+)?)?(?:\s*uhr|z|\s*[ap]m)?|\s*uhr|\s*[ap]m)"
    r"(?:\s*(?:-|–|bis)\s*\d{1,2}(?:[:.]\d{2})?\s*(?:uhr)?)?$"
)
_WEEKDAYS = (
    r"(?:jede[nrm]?\s+)?(?:\d\.\s*(?:(?:und|,|\+)\s*\d\.\s*)?)?(?:mo|di|mi|do|fr|sa|so|\w+tags?|mittwochs?|\w+days?)\b\.?"
    r"(?:\s*(?:,|/|&|\+|-|–|und|bis)\s*(?:mo|di|mi|do|fr|sa|so|\w+tags?|mittwochs?|\w+days?)\b\.?)*(?:\s+(?:im|des)\s+monats?)?"
)
_HOUR = r"\d{1,2}(?:[:.]\d{2}(?::\d{2})?)?\s*(?:uhr|h|[ap]m)?"
_TIME_OF_DAY = re.compile(
    rf"{_WEEKDAYS}|(?=.*(?::\d\d|uhr|\d\s*h\b|\d\s*[ap]m))(?:{_WEEKDAYS}[\s,:]*)?"
    rf"(?:(?:ab|um|gegen|von|ca\.?|jeweils|from|at)\s+)*{_HOUR}(?:\s*(?:-|–|bis|to)\s*{_HOUR})?"
)
"""On which weekday or when on a day something is: ``jeden 1. Mi``, ``15 Uhr``, ``Mo 9:30-11:00``."""
_MIDNIGHT = re.compile(r"[t ]00:00(?::00(?:\.0+)?)?$")
_RANGE = re.compile(r"(.+?)\s*(?:-|–|—|\bbis(?: zum)?\b|\bto\b|\buntil\b)\s*(.+)")
_YEARS = re.compile(r"(?:\w+jahr\s+|sj\s+|saison\s+)?((?:19|20)\d{2})\s*[/–-]\s*((?:19|20)?\d{2})")
_SHORT_YEARS = re.compile(r"(?:\w+jahr\s+|sj\s+)?(\d\d)/(\d\d)")
"""``23/24``, where the first is no month."""

_NO_YEAR = re.compile(r"\d{1,2}\.\s?\d{1,2}\.")
"""The first day of a span whose year stands at its end alone."""

_RUNNING_ON = re.compile(
    r"(.*\d)\s*(?:,|-|–)?\s*(?:\(?(?:laufend|fortlaufend|unbefristet|ongoing|heute|offen)\)?|-|–|bis (?:heute|dato|auf weiteres|unbefristet)|ff\.?)"
)


def _after(pattern: re.Pattern[str], text: str) -> str:
    """The text without what a pattern finds at its beginning."""
    match = pattern.match(text)
    return text[match.end() :] if match else text


def read_date(cell: Cell) -> DateReading:
    """The date of a cell with the precision it was given.

    Raises:
        BadValueError: it is no date, a day that does not exist, or a span.
    """
    return _read(cell, Role.DAY)


def read_start(cell: Cell) -> DateReading:
    """The beginning of a period; open where the cell says that it is running.

    Raises:
        BadValueError: as :func:`read_date`.
    """
    return _read(cell, Role.START)


def read_end(cell: Cell) -> DateReading:
    """The end of a period; open where the cell says so, or names a day in the far future.

    Raises:
        BadValueError: as :func:`read_date`.
    """
    return _read(cell, Role.END)


def read_period_start(cell: Cell) -> DateReading:
    """The beginning of a period written in one cell; where it names its end alone, nothing is said of it.

    Raises:
        BadValueError: as :func:`read_date`.
    """
    only_end = isinstance(cell, str) and _BEFORE[Role.END].match(cell.strip().casefold()) is not None
    return DateReading(None, is_given=False) if only_end else _read(cell, Role.START)


def read_period_end(cell: Cell) -> DateReading:
    """The end of a period written in one cell; where it names its beginning alone, it is open.

    Raises:
        BadValueError: as :func:`read_date`.
    """
    plain = cell.strip().casefold() if isinstance(cell, str) else ""
    begins = _BEFORE[Role.START].match(plain)
    only_start = begins is not None and _RANGE.fullmatch(plain[begins.end() :]) is None
    return DateReading(None) if only_start else _read(cell, Role.END)


def _read(cell: Cell, role: Role) -> DateReading:
    if isinstance(cell, datetime) and cell.time() != datetime.min.time():
        dropped = Notice("time_dropped", {"value": f"{cell:%d.%m.%Y %H:%M}"})
        day = _bounded(PartialDate.of_day(cell.date()), role, f"{cell:%d.%m.%Y}")
        return DateReading(day.value, day.is_given, (*day.notices, dropped))
    if isinstance(cell, date):
        day_of_cell = date(cell.year, cell.month, cell.day)
        return _bounded(PartialDate.of_day(day_of_cell), role, f"{day_of_cell:%d.%m.%Y}")
    if isinstance(cell, float) and (days := int(cell)) == cell and days in _SERIAL_DAYS:
        day_of_number = date(1899, 12, 30) + timedelta(days=days)
        read = Notice("date_read_as", {"value": days, "read": f"{day_of_number:%d.%m.%Y}"})
        return DateReading(PartialDate.of_day(day_of_number), notices=(read,))
    return _parse(single(text_of(cell)), role)


@lru_cache(maxsize=20_000)
def _parse(text: str, role: Role) -> DateReading:
    plain = " ".join(text.casefold().split())
    plain = plain[1:] if _TYPED_AS_TEXT.match(plain) else plain
    if not plain:
        return DateReading(None, is_given=False)
    running_on = _RUNNING_ON.fullmatch(plain)
    if (role is not Role.DAY and OPEN & {plain, _after(_BEFORE[role], plain)}) or (running_on and role is Role.END):
        return DateReading(None)
    if running_on and role is Role.START:
        plain = running_on.group(1)
    if plain in UNKNOWN or _RHYTHM.fullmatch(plain) or _TIME_OF_DAY.fullmatch(plain) or plain in OPEN:
        return _not_known(text)
    if _VAGUE.fullmatch(plain) or (role is not Role.END and _BEFORE_YEAR.fullmatch(plain)):
        return _not_known(text) if role is Role.DAY else _roughly(text)
    plain, timed = _without_time(_MIDNIGHT.sub("", plain))
    notices = (Notice("time_dropped", {"value": text}),) if timed else ()
    try:
        value, loose = _value(plain, role, text)
    except BadValueError:
        if role is not Role.START or not _YEAR_AMONG_WORDS.fullmatch(plain) or _ENDS & set(plain.split()):
            raise
        reading, loose = _roughly(text), False
    else:
        reading = _bounded(value, role, text)
    if loose and reading.value is not None:
        notices = (*notices, Notice("date_read_as", {"value": text, "read": date_text(reading.value)}))
    return replace(reading, notices=(*reading.notices, *notices))


def _roughly(text: str) -> DateReading:
    return DateReading(None, is_given=False, vague=text)


def _not_known(text: str) -> DateReading:
    return DateReading(None, is_given=False, notices=(Notice("date_not_known", {"value": text}, left_out=True),))


def _bounded(value: PartialDate, role: Role, text: str) -> DateReading:
    """The date, unless it is one that programs put where there is none."""
    if value.first == value.last and value.first in _NO_DAYS:
        return _not_known(text)
    if value.first.year < _NO_YEAR_FROM:
        return DateReading(value)
    if role is Role.END:
        return DateReading(None, notices=(Notice("date_is_open", {"value": text}),))
    return _not_known(text)


def _without_time(plain: str) -> tuple[str, bool]:
    day = _CLOCK.sub("", _after(_WEEKDAY, plain))
    return day, _CLOCK.search(plain) is not None and any(char.isdigit() for char in day)


def _value(plain: str, role: Role, text: str) -> tuple[PartialDate, bool]:
    """The date in a text, and whether the entry keeps less than the text says."""
    bare = _after(_BEFORE[role], plain)
    sure = _after(_BEFORE[role], _after(_PART_OF, _ABOUT_AFTER.sub("", _after(_ABOUT, bare))))
    spelled = spelled_date(sure, role)
    if spelled is None and (year := year_beside_words(sure, role)) is not None:
        return year, True
    if spelled is None:
        return _side_of_span(sure, role, text), True
    return spelled.date, spelled.loose or sure != bare


def _side_of_span(plain: str, role: Role, text: str) -> PartialDate:
    """The first or last date of ``2023/24`` or ``17.05.2023 bis 19.05.2023``."""
    parts: tuple[str, str] | None = None
    if years := _YEARS.fullmatch(plain):
        first, last = years.groups()
        last = last if len(last) == len(first) else f"{first[:2]}{last}"
        parts = (first, last) if last > first else None
    elif (short := _SHORT_YEARS.fullmatch(plain)) and int(short[2]) == int(short[1]) + 1:
        parts = (f"20{short[1]}", f"20{short[2]}")
    elif span := _RANGE.fullmatch(plain):
        parts = (span.group(1), span.group(2))
    if parts is None or role is Role.DAY:
        raise BadValueError("date", value=text)
    try:
        last = _parse(parts[1], role).value
        first = _parse(_with_year(parts[0], last), role).value
    except BadValueError as bad:
        raise BadValueError("date", value=text) from bad
    if first is None or last is None or last.last < first.first:
        raise BadValueError("date", value=text)
    return first if role is Role.START else last


def _with_year(first: str, last: PartialDate | None) -> str:
    """The beginning of ``01.11. - 28.02.2025`` with the year that it must be in."""
    if last is None or not _NO_YEAR.fullmatch(first):
        return first
    day, month = (int(part) for part in first.rstrip(".").split("."))
    is_before = (month, day) <= (last.last.month, last.last.day)
    return f"{first}{last.last.year if is_before else last.last.year - 1}"
