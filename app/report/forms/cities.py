"""Many cities side by side: a row a city with what was computed or why nothing was, as CSV, JSON and HTML."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from app.records.vocabulary import Lang
from app.report.forms.csv import written
from app.report.forms.html import environment
from app.report.forms.json import dumps
from app.report.forms.rows import Cell
from app.report.texts import label, texts, value_text

Number = int | float | None

_DIGITS = 4
_SECTION = "section-"
"""Begins columns with the hints of a section of the report."""


@dataclass(frozen=True, slots=True)
class CityRow:
    """A city: its ``file``, its numbers by column, or the sentence that says why there is none."""

    city: str
    file: str | None = None
    numbers: Mapping[str, Number] = field(default_factory=dict)
    failure: str | None = None


@dataclass(frozen=True)
class CityTable:
    """Cities by name, under what was asked about them."""

    question: str
    lang: Lang
    rows: tuple[CityRow, ...]

    @cached_property
    def columns(self) -> tuple[str, ...]:
        """Columns that a city has a number for, in the order of the table; a section only where a city has hints."""
        present = {
            column
            for row in self.rows
            for column, value in row.numbers.items()
            if value or not column.startswith(_SECTION)
        }
        sections = [f"{_SECTION}{code}" for code in texts("common", self.lang)["section"]]
        return tuple(column for column in (*_words(self.lang)["column"], *sections) if column in present)

    @property
    def headings(self) -> tuple[str, ...]:
        """Of the city, the numbers, the file and the failure."""
        words = _words(self.lang)["table"]
        return (words["city"], *(self._heading(column) for column in self.columns), words["file"], words["failure"])

    @property
    def failures(self) -> tuple[CityRow, ...]:
        """Cities without an answer."""
        return tuple(row for row in self.rows if row.failure is not None)

    def cells(self, row: CityRow) -> tuple[str, ...]:
        """The numbers of a city as they are read; a dash where there is none."""
        return tuple(_number(row.numbers.get(column), self.lang) for column in self.columns)

    def _heading(self, column: str) -> str:
        if column.startswith(_SECTION):
            return label("section", column.removeprefix(_SECTION), self.lang)
        return str(_words(self.lang)["column"][column])


def render_csv(table: CityTable) -> bytes:
    """For a German Excel."""
    rows = (
        (row.city, *(_cell(row.numbers.get(column), table.lang) for column in table.columns), row.file, row.failure)
        for row in table.rows
    )
    return written(table.headings, rows)


def render_json(table: CityTable) -> bytes:
    """For programs."""
    return dumps({"question": table.question, "cities": table.rows}).encode()


def render_html(table: CityTable) -> bytes:
    """For people: one file that needs nothing else, with links to the files of the cities."""
    words = _words(table.lang)["table"]
    return environment().get_template("cities.html").render(table=table, words=words, lang=table.lang).encode()


FORMS: Mapping[str, Callable[[CityTable], bytes]] = {"csv": render_csv, "json": render_json, "html": render_html}
"""How the table is written, by suffix."""


def in_lines(table: CityTable) -> Iterable[str]:
    """A line a city, for a terminal."""
    for row in table.rows:
        numbers = (
            f"{heading} {cell}"
            for heading, cell in zip(table.headings[1:-2], table.cells(row), strict=True)
            if cell != "–"
        )
        yield f"{row.city}: {row.failure or ' · '.join(numbers)}"


def _cell(value: Number, lang: Lang) -> Cell:
    """A number as a spreadsheet of that language reads it."""
    if not isinstance(value, float):
        return value
    return f"{value:.12g}".replace(".", "," if lang == "de" else ".")


def _number(value: Number, lang: Lang) -> str:
    if value is None:
        return "–"
    return value_text(value if isinstance(value, int) else float(f"{value:.{_DIGITS}g}"), lang)


def _words(lang: Lang) -> Mapping[str, Mapping[str, str]]:
    words: Mapping[str, Mapping[str, str]] = texts("cities", lang)
    return words
