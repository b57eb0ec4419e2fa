"""Spellings of a single date, and what each says: ``17.5.23``, ``Mai 2023``, ``Q2/2023``, ``Sommer 2024``."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import Enum

from app.records.dates import PartialDate


class Role(Enum):
    """What a date says of its record: a day, the beginning of a period, or its end."""

    DAY = "day"
    START = "start"
    END = "end"


_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "januar jan jänner january",
            "februar feb february",
            "märz mär mrz maerz march mar",
            "april apr",
            "mai may",
            "juni jun june",
            "juli jul july",
            "august aug",
            "september sep sept",
            "oktober okt october oct",
            "november nov",
            "dezember dez december dec",
        ),
        1,
    )
    for name in names.split()
}

_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}

_SEASONS = {"frühjahr": 3, "frühling": 3, "spring": 3, "sommer": 6, "summer": 6, "herbst": 9, "autumn": 9, "fall": 9}

_TWO_DIGITS_OF_THIS_CENTURY = 50

_Reader = Callable[[re.Match[str], Role], str]


def _year(text: str) -> str:
    if len(text) == 4:  # noqa: PLR2004 - the digits of a year
        return text
    return f"20{text}" if int(text) < _TWO_DIGITS_OF_THIS_CENTURY else f"19{text}"


def _iso(year: str, month: int | str | None = None, day: str | None = None) -> str:
    return "-".join(f"{int(part):02}" for part in (_year(year), month, day) if part is not None)


def _month(name: str) -> int:
    if (number := _MONTHS.get(name.rstrip("."))) is None:
        raise ValueError(f"no month: {name!r}")
    return number


def _of_span(year: str, first: int, months: int, role: Role) -> str:
    """The month in which a part of a year begins or, for an end or a day, is over."""
    return _iso(year, first if role is Role.START else first + months - 1)


def _season(match: re.Match[str], role: Role) -> str:
    name, year, _ = match.groups()
    if name == "winter":
        return _iso(year, 12) if role is Role.START else _iso(str(int(_year(year)) + 1), 2)
    if name not in _SEASONS:
        raise ValueError(f"no season: {name!r}")
    return _of_span(year, _SEASONS[name], 3, role)


def _quarter(match: re.Match[str], role: Role) -> str:
    number, year = match.group("number"), match.group("year")
    quarter = _ROMAN.get(number) or int(number)
    return _of_span(year, 3 * quarter - 2, 3, role)


def _half(match: re.Match[str], role: Role) -> str:
    number = match.group("number")
    half = _ROMAN.get(number) or int(number)
    return _of_span(_year(match.group("year")), 6 * half - 5, 6, role)


def _week(match: re.Match[str], role: Role) -> str:
    """The Monday of a calendar week, or its Sunday for an end."""
    weekday = 7 if role is Role.END else 1
    return date.fromisocalendar(int(_year(match.group("year"))), int(match.group("week")), weekday).isoformat()


def _semester(match: re.Match[str], role: Role) -> str:
    """Summer goes from April to September, winter from October to March."""
    year = _year(match.group("year"))
    if match.group("kind").startswith("s"):
        return _of_span(year, 4, 6, role)
    return _iso(year, 10) if role is Role.START else _iso(str(int(year) + 1), 3)


def _months(match: re.Match[str], role: Role) -> str:
    first, last, year = _month(match.group("first")), _month(match.group("last")), match.group("year")
    if last < first:
        raise ValueError(f"no months in their order: {match[0]!r}")
    return _of_span(year, first, last - first + 1, role)


_EXACT: tuple[tuple[str, _Reader], ...] = (
    (r"(\d{4})", lambda m, _: m.group(1)),
    (r"(\d{4})-(\d{2})", lambda m, _: _iso(*m.groups())),
    (r"((?:19|20)\d\d)(\d\d)(\d\d)", lambda m, _: _iso(*m.groups())),
    (r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})", lambda m, _: _iso(m.group(1), m.group(3), m.group(4))),
    (r"(\d{1,2})\.\s*(\d{1,2})\.\s*(\d{4}|\d{2})", lambda m, _: _iso(m.group(3), m.group(2), m.group(1))),
    (r"(\d{1,2})([/-])(\d{1,2})\2(\d{4}|\d{2})", lambda m, _: _iso(m.group(4), m.group(3), m.group(1))),
    (r"(\d{1,2})\s*[/.-]\s*(\d{4})", lambda m, _: _iso(m.group(2), m.group(1))),
    (r"(\d{4})\s*[/.]\s*(\d{1,2})", lambda m, _: _iso(*m.groups())),
    (r"([a-zä]+\.?)\s*[,/-]?\s*(\d{4})", lambda m, _: _iso(m.group(2), _month(m.group(1)))),
    (
        r"(\d{1,2})(?:\.|st|nd|rd|th)?\s*(?:of\s+)?([a-zä]+\.?)\s*,?\s*(\d{4})",
        lambda m, _: _iso(m.group(3), _month(m.group(2)), m.group(1)),
    ),
    (
        r"([a-zä]+\.?)\s+(\d{1,2})(?:st|nd|rd|th)?,\s*(\d{4})",
        lambda m, _: _iso(m.group(3), _month(m.group(1)), m.group(2)),
    ),
)
"""Spellings that say a date without any doubt."""

_LOOSE: tuple[tuple[str, _Reader], ...] = (
    (r"['’](\d\d)", lambda m, _: _year(m.group(1))),
    (r"(0?\d|1[012])/(1[3-9]|2\d|3[01])/(\d{4})", lambda m, _: _iso(m.group(3), m.group(1), m.group(2))),
    (r"([a-zä]+\.?)\s*[/-]?\s*'?(\d{2})", lambda m, _: _iso(m.group(2), _month(m.group(1)))),
    (r"(0?\d|1[012])/(\d{2})", lambda m, _: _iso(m.group(2), m.group(1))),
    (r"([a-zü]+)\s+(\d{4}|\d{2})(/\d{2,4})?", _season),
    (r"(?:q|(?=\d\.?\s*q)|(?=[iv1-4]+\.?\s*quartal)|(?=[iv]+/))(?P<number>[iv]+|[1-4])\.?\s*(?:quartal|quarter|q)?\s*[/,-]?\s*(?P<year>\d{4}|\d\d)", _quarter),
    (r"(?P<year>\d{4})\s*[/-]?\s*q(?P<number>[1-4])", _quarter),
    (r"(?:kw|kalenderwoche|week)\s*(?P<week>\d{1,2})\s*[/,-]?\s*(?P<year>\d{4}|\d\d)", _week),
    (r"(?P<year>\d{4})-w(?P<week>\d{2})", _week),
    (r"(?P<kind>sose|ss|sommersemester|wise|ws|wintersemester)\s*(?P<year>\d{4}|\d\d)(?:/\d{2,4})?", _semester),
    (r"(?P<first>[a-zä]+)\.?\s*(?:-|–|bis)\s*(?P<last>[a-zä]+)\.?\s*(?P<year>\d{4})", _months),
    (r"(?:hj\.?|halbjahr|h)?\s*(?P<number>[12])\.?\s*(?:halbjahr|hj\.?|half)?\s*[/,-]?\s*(?P<year>\d{4})", _half),
    (r"(?P<number>[12]|ii?)\.?\s*(?:halbjahr|hj\.?)\s*[/,-]?\s*(?P<year>\d{4}|\d{2})", _half),
    (r"(?:halbjahr|hj\.?)\s*(?P<number>[12]|ii?)\s*[/,-]?\s*(?P<year>\d{4}|\d{2})", _half),
)  # fmt: skip
"""Spellings of which the entry keeps only a month, or that somebody could mean otherwise."""


_BEFORE_YEAR = re.compile(r"(?:vor|before) (\d{4})")
_WORDS_AND_YEAR = re.compile(r"(?P<words>[a-zäöüß. -]*?)\.?\s*(?P<year>(?:19|20)\d\d)(?P<after>(?:\s[a-zäöüß. -]+)?)")
_DIRECTIONS = {
    Role.DAY: frozenset({"vor", "before", "nach", "after", "bis", "until", "to", "seit", "ab", "since", "from"}),
    Role.START: frozenset({"vor", "before", "bis", "until", "to", "zum"}),
    Role.END: frozenset({"vor", "before", "nach", "after", "ab", "seit", "von", "since", "from"}),
}
"""Words that make of a year something else than the date that a column asks for."""


@dataclass(frozen=True, slots=True)
class SpelledDate:
    """A date as it was spelled; ``loose``: the entry keeps less than the spelling says, or it could mean another."""

    date: PartialDate
    loose: bool


def spelled_date(text: str, role: Role) -> SpelledDate | None:
    """The single date that a text in small letters spells; None where it spells none."""
    for spellings, loose in ((_EXACT, False), (_LOOSE, True)):
        for pattern, iso in spellings:
            if (match := re.fullmatch(pattern, text)) is not None:
                try:
                    return SpelledDate(PartialDate.parse(iso(match, role)), loose)
                except ValueError:
                    continue
    return None


def year_beside_words(text: str, role: Role) -> PartialDate | None:
    """The year of ``Ostern 2025`` or ``2015 gegründet``; an end ``vor 2010`` is the year before; None for other words."""
    before = _BEFORE_YEAR.fullmatch(text)
    if before is not None and role is Role.END:
        return PartialDate.parse(str(int(before[1]) - 1))
    beside = _WORDS_AND_YEAR.fullmatch(text)
    if beside is None or _DIRECTIONS[role].intersection((beside["words"] + beside["after"]).split()):
        return None
    return PartialDate.parse(beside["year"])
