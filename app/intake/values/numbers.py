"""Numbers of cells as offices write them: ``12.000`` is twelve thousand, ``ca. 4.200``, ``(12)``, ``12 r``, ``k. A.``, ``*``."""

import math
import re
from dataclasses import dataclass

from app.formats.tables import Cell
from app.intake.values.texts import BadValueError, Notice, single, text_of

COUNT_UNITS = frozenset({
    "personen", "anzahl", "persons", "people", "count", "number", "zahl", "absolut", "haushalte", "households", "fälle",
    "cases", "einwohner",
})  # fmt: skip
"""Units of what is counted, folded."""

SHARE_UNITS = frozenset({"%", "prozent", "percent", "anteil", "share", "quote", "rate", "v. h.", "v.h.", "vh"})
"""Units of shares, folded."""

SUPPRESSED = frozenset({"*", "**", ".", "x", "X", "•", "·", "/", "geheim", "gesperrt", "geheim gehalten"})
"""What offices of statistics write for a value that exists and is not told."""

UNKNOWN = frozenset({
    "…", "...", "..", "k.a.", "k. a.", "k.a", "ka", "keine angabe", "keine angaben", "n/a", "na", "n.a.", "n. a.", "n.b.",
    "n.v.", "nv", "unbekannt", "nicht bekannt", "nicht verfügbar", "liegt nicht vor", "s. u.", "s.u.", "entf.", "entfällt", "unknown", "not known", "?", "./.", "null", "nan", "none", "fehlt", "tbd", "offen",
})  # fmt: skip
"""What people and programs write for a value that is not known."""

_BELOW = re.compile(r"(?:<|≤|unter|weniger als|less than|below)\s*\d+", re.IGNORECASE)
_UNIT = re.compile(
    r"\s*(?:%|v\.\s?h\.|(?<![tk])(?:€|Euro|EUR)|Prozent|per ?cent|Personen|Einwohner|Fälle)\s*", re.IGNORECASE
)
_GROUP_SPACE = re.compile(r"(?<=\d)[\s'’](?=\d{3}(?!\d))")
_THOUSANDS = re.compile(r"-?[1-9]\d{0,2}(?:\.\d{3})+(?:,\d+)?")
_ENGLISH = re.compile(r"-?[1-9]\d{0,2}(?:,\d{3})+\.\d+")
_ENGLISH_OR_GERMAN = re.compile(r"-?[1-9]\d{0,2},\d{3}")
_DECIMAL = re.compile(r"-?\d+(?:[.,]\d+)?")
_BARE_DECIMAL = re.compile(r"(-?),(\d+)")
_ABOUT = re.compile(
    r"(?:ca\.?|circa|etwa|rund|rd\.?|ungefähr|um|about|approx\.?|around|~|≈|geschätzt|gesch\.)\s*", re.IGNORECASE
)
_MARKED = re.compile(
    r"(.*\d\s?(?:%|€|EUR|Euro)?)\s*(?:[rpseRPSE]|\(?[rps]\)|\*+\)?|\d?[¹²³⁴⁵]\)?|\([^()\d]{2,}\)|\s\d\)|\?)"
)
_IN_BRACKETS = re.compile(r"\(\s*([\d.,\s%]+)\s*\)")
_NO_CENTS = re.compile(r",\s?[-–]{1,2}(?=\s*(?:€|EUR|Euro|$))", re.IGNORECASE)
_SCALE = re.compile(
    r"(.*\d)\s*(Mio\.?|Millionen|Tsd\.?|Tausend|T€|TEUR|k€|kEUR|million|thousand)(?:\s*(?:€|EUR|Euro))?", re.IGNORECASE
)
RATE = re.compile(
    r"‰|per ?mille?|promille|(?:je|pro|per|auf)\s+(?P<base>100(?:[.,'’ ]?000)?|1[.,'’ ]?000|10[.,'’ ]?000|tausend|tsd\.?)(?![\d.,])"
    r"(?:\s+[^\W\d_]+)?",
    re.IGNORECASE,
)
"""What says that a number is told for each thousand, or for another round number of people: ``je 1.000 Kinder``."""
_RATED = re.compile(rf"(?P<number>.*\d)\s*(?:{RATE.pattern})", re.IGNORECASE)
LARGEST = 1e15


def rate_of(text: str) -> float | None:
    """By what numbers of a rate are multiplied to be per cent: 0.1 for ``‰`` and ``je 1.000``; None where a text says none."""
    rate = RATE.search(text)
    if rate is None:
        return None
    digits = re.sub(r"\D", "", rate["base"] or "")
    return 100 / int(digits or "1000")


@dataclass(frozen=True, slots=True)
class NumberReading:
    """The number of a cell; None where it is ``suppressed`` (hidden by an office of statistics) or not known."""

    value: float | None
    suppressed: bool = False
    notices: tuple[Notice, ...] = ()


def read_number(cell: Cell, *, of_count: bool = False) -> NumberReading:
    """The finite number of a cell; text is read the German way, unit signs are ignored.

    Of a count ``10,502`` is ten thousand: nobody counts in thousandths.

    A number about which the text says more (``ca.``, ``r`` for revised, brackets) is read with a notice.

    Raises:
        BadValueError: it is no number, a range or a bound, infinite or beyond 10^15.
    """
    if isinstance(cell, float | int) and not isinstance(cell, bool):
        return NumberReading(_bounded(float(cell), cell))
    text = single(text_of(cell)).removeprefix("'")
    if text.casefold() in UNKNOWN:
        return NumberReading(None, notices=(Notice("number_not_known", {"value": text}, left_out=True),))
    if is_suppressed(text):
        return NumberReading(None, suppressed=True)
    bare, loose = _bare(text)
    if of_count and _ENGLISH_OR_GERMAN.fullmatch(bare):
        bare, loose = bare.replace(",", ""), True
    value = _bounded(_parse(bare, text), text)
    notice = Notice("number_read_as", {"value": text, "read": number_text(value)})
    return NumberReading(value, notices=(notice,) if loose or _ENGLISH_OR_GERMAN.fullmatch(bare) else ())


def read_amount(cell: Cell) -> NumberReading:
    """A number that cannot be negative: money, people.

    Raises:
        BadValueError: it is no number, below 0, or in brackets, which book-keepers put around what is owed.
    """
    if isinstance(cell, str) and _IN_BRACKETS.fullmatch(cell.strip()):
        raise BadValueError("number", value=cell.strip())
    reading = read_number(cell)
    if reading.value is not None and reading.value < 0:
        raise BadValueError("negative", value=text_of(cell))
    if reading.suppressed:
        unknown = Notice("number_not_known", {"value": text_of(cell)}, left_out=True)
        return NumberReading(None, notices=(unknown,))
    return reading


def read_statistic(cell: Cell) -> float | str | None:
    """The number of a typed cell, else its text, which may say that the value is hidden or unknown."""
    if isinstance(cell, float | int) and not isinstance(cell, bool):
        return _bounded(float(cell), cell)
    return single(text_of(cell)) or None


def is_suppressed(text: str) -> bool:
    """Whether a statistics office hides a small count behind this text; such a value is not 0."""
    return text in SUPPRESSED or _BELOW.fullmatch(text) is not None


def number_text(value: float) -> str:
    """A number as German texts write it."""
    return f"{value:,.10g}".translate(str.maketrans(",.", ".,"))


def _bounded(value: float, cell: object) -> float:
    if not math.isfinite(value) or abs(value) > LARGEST:
        raise BadValueError("number", value=cell)
    return value


def _bare(text: str) -> tuple[str, bool]:
    """The digits of a text, and whether it says more about the number than they do."""
    bare = text
    if about := _ABOUT.match(bare):
        bare = bare[about.end() :]
    for pattern in (_IN_BRACKETS, _MARKED):
        if match := pattern.fullmatch(bare):
            bare = match.group(1)
    is_loose = bare != text or any(pattern.fullmatch(bare) for pattern in (_SCALE, _RATED))
    return _UNIT.sub("", _NO_CENTS.sub("", bare)).strip(), is_loose


def _parse(bare: str, text: str) -> float:
    if scaled := _SCALE.fullmatch(bare):
        factor = 1_000_000 if scaled.group(2).casefold().startswith("mi") else 1_000
        return round(_parse(scaled.group(1).strip(), text) * factor, 2)
    if rated := _RATED.fullmatch(bare):
        return round(_parse(rated["number"].strip(), text) * (rate_of(bare) or 1), 10)
    digits = _GROUP_SPACE.sub("", bare.removeprefix("+"))
    if _THOUSANDS.fullmatch(digits):
        return float(digits.replace(".", "").replace(",", "."))
    if _ENGLISH.fullmatch(digits):
        return float(digits.replace(",", ""))
    if _DECIMAL.fullmatch(digits):
        return float(digits.replace(",", "."))
    if _BARE_DECIMAL.fullmatch(digits):
        return float(digits.replace(",", "0."))
    raise BadValueError("number", value=text)
