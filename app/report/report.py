"""A report: sections of cards in words, the same value for every form."""

import re
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import date
from typing import Any, Literal

from app.findings import Audience, Band, CardList, Subject
from app.records.vocabulary import Lang
from app.report.agenda import Status

Edition = Literal["kurz", "bericht", "sitzung", "steckbrief"]
"""Kurzfassung for the coordinator before a meeting, Bericht for reference, Sitzungsvorlage for a committee, Steckbrief."""


@dataclass(frozen=True, slots=True)
class EvidenceLine:
    """A record a card rests on: what it is, its name, what matters about it, and the row of the file."""

    kind: str
    name: str
    detail: str | None
    file: str | None
    sheet: str | None
    row: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """One finding in words: what it is, what it rests on, what could be done, and why it is believed.

    ``status`` is accepted where somebody has it in hand; what is settled is no card any more.
    """

    key: str
    analysis: str
    kind: CardList | None
    band: Band
    subjects: tuple[Subject, ...]
    title: str
    what: str
    why: str
    what_to_do: str
    additions: tuple[str, ...]
    certainty: str
    rests_on: str
    unknowns: tuple[str, ...]
    evidence: tuple[EvidenceLine, ...]
    status: Status = "open"


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureRow:
    """A row of a figure: what it is about, its numbers and how each is written; None: nothing is known."""

    label: str
    values: tuple[int | None, ...]
    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """Numbers to look at, drawn where drawings can be shown, else a table with the same numbers.

    ``headings`` are those of the label and of each value; ``reading`` says in a sentence what is seen, ``note`` how to
    read it. Bars have one value a row. ``drawing`` is the SVG of a map, which needs more than the numbers.
    """

    kind: Literal["bars", "matrix", "map"]
    title: str
    reading: str
    note: str
    headings: tuple[str, ...]
    rows: tuple[FigureRow, ...]
    drawing: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A question of the report with its first cards; ``more`` is how many further ones there are.

    ``brief`` cards are told in a few lines: what, the step to take, and the rows they rest on.
    """

    code: str
    title: str
    introduction: str
    cards: tuple[Card, ...]
    more: int = 0
    more_text: str | None = None
    lines: tuple[str, ...] = ()
    brief: bool = False
    figures: tuple[Figure, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """A line of the header."""

    label: str
    value: str


@dataclass(frozen=True, slots=True)
class Hint:
    """A hint of a report by its key, with its heading and the card it stands on; shown or not."""

    key: str
    title: str
    card: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """A gap report in one language for one audience. It holds no time of its making: the same data, the same bytes.

    ``highlights`` are a few cards of its sections, to be read first. ``hints`` are all that are open, also those that are
    not shown: what a later report is compared with; a Bericht and a Kurzfassung have them.
    """

    workspace: str | None
    title: str
    subtitle: str
    lang: Lang
    audience: Audience
    as_of: date
    revision: int
    edition: Edition = "bericht"
    facts: tuple[Fact, ...]
    highlights: tuple[Card, ...]
    sections: tuple[Section, ...]
    hints: tuple[Hint, ...] = ()


_CONTROL = re.compile(r"[\x00-\x1f\x7f]")


def printable(value: Any) -> Any:
    """A report, or a part of one, with blanks for control characters, which no document may hold.

    Imports and the API refuse them; names of a graph file are taken as they are.
    """
    if isinstance(value, str):
        return _CONTROL.sub(" ", value)
    if isinstance(value, tuple):
        return tuple(printable(part) for part in value)
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{field.name: printable(getattr(value, field.name)) for field in fields(value)})
    return value
