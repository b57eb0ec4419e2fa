"""What survey programs write: a row for each answer, a column for each question; read where nobody can doubt who speaks of whom."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from app.formats.tables import Cell, Table
from app.intake.problems import Problems, place_of
from app.intake.sheets.fitting import best_sheets, sheet_named
from app.intake.sheets.headings import key_of
from app.intake.sheets.survey_sheets import TIE_REPORTS, WAVES
from app.intake.sheets.titles import title_of
from app.intake.values.dates import read_date
from app.intake.values.texts import BadValueError
from app.records.answer_words import NO_WORDS, UNKNOWN_WORDS, YES_WORDS
from app.records.spelling import folded, plain

_SUBMITTED = ("datumabgeschickt", "datumabgesendet", "datesubmitted", "submitdate")
_OF_SURVEYS = frozenset({
    *_SUBMITTED, "antwortid", "responseid", "letzteseite", "lastpage", "startsprache", "startlanguage",
    "zufallsstartwert", "seed", "startdatum", "startdate", "datestamp", "datumletzteaktivitaet", "datelastaction",
    "ipadresse", "ipaddress", "zeitstempel", "timestamp", "token", "startzeit", "fertigstellungszeit", "starttime",
    "completiontime", "recordid", "redcapsurveyidentifier", "redcapeventname", "surveytimestamp", "surveycomplete",
    "case", "serial", "questnnr", "started", "lastdata", "finished",
})  # fmt: skip
"""Headings that survey programs put before the questions, in one spelling."""

_FEWEST_OF_SURVEYS = 3
_FEWEST_ROWS = 2
_ROW_OF_QUESTION = re.compile(r"(?P<question>.+?)\s*\[(?P<row>[^\]]+)\]\s*", re.DOTALL)
"""A question with one of its rows, as ``Mit wem arbeiten Sie zusammen? [AWO]``."""
_CODE = re.compile(r"[a-z]{0,3}_?\d+", re.IGNORECASE)
_TOGETHER = re.compile(r"zusammen|kooper|vernetz|cooperat|collaborat|work with|work together")
_NOT_TODAY = re.compile(
    r"\b(?:geplant|planen|zukuenftig|kuenftig|wuensch\w*|moechten|wuerden|frueher|nicht|warum|wie oft|wie gut"
    r"|would|future|plan|not|why|how)\b"
)
_SPEAKER = re.compile(
    r"\b(?:organisation|organization|einrichtung|institution|traeger|verein|organisation(?:s|en)name|name of org\w*)\b"
)
_YES = YES_WORDS | {"ausgewählt", "gewählt", "selected", "checked"}
_NO = NO_WORDS | {"nicht ausgewählt", "nicht gewählt", "not selected", "unchecked"}
_OPEN = UNKNOWN_WORDS | {"", "-"}

Obstacle = Literal["survey_export.codes", "survey_export.speaker", "survey_export.question"]
"""The message why an export is not read: rows of questions are codes, nobody says who answers, or no question of who works with whom."""


@dataclass(frozen=True, slots=True)
class NetworkQuestion:
    """The question who works with whom: the column of those who are ``answering``, and by their column those it asks about.

    ``given_up`` counts the answers that were begun and never sent; they are no rows of the table.
    """

    table: Table
    answering: int
    about: Mapping[int, str]
    day: str
    given_up: int


def is_survey(table: Table) -> bool:
    """Whether a table is what a survey program writes: a row for each answer, a column for each question."""
    rows_of_questions = sum(_ROW_OF_QUESTION.fullmatch(heading) is not None for heading in table.headings)
    questions = sum(heading.rstrip().endswith("?") for heading in table.headings)
    columns = len(_OF_SURVEYS.intersection(map(key_of, table.headings)))
    return columns > 0 and columns + max(rows_of_questions, questions) >= _FEWEST_OF_SURVEYS


def survey_of(table: Table) -> NetworkQuestion | Obstacle | None:
    """What a survey asks, or why it is not read; None for a table that name or headings make another sheet of ours."""
    if sheet_named(table.name) or not is_survey(table):
        return None
    asked = network_question(table)
    return asked if isinstance(asked, NetworkQuestion) or not best_sheets(table) else None


def network_question(table: Table) -> NetworkQuestion | Obstacle:
    """The one question who works with whom, where names stand in its rows and one column says who answers; else what is missing."""
    whole, table = table, _sent(table)
    rows: dict[str, dict[int, str]] = {}
    for at, heading in enumerate(table.headings):
        if (row := _ROW_OF_QUESTION.fullmatch(heading)) is not None:
            rows.setdefault(row["question"], {})[at] = row["row"].strip()
    if any(_CODE.fullmatch(name) for about in rows.values() for name in about.values()):
        return "survey_export.codes"
    asked = [about for question, about in rows.items() if _asks_who_works_together(question)]
    if len(asked) != 1 or len(asked[0]) < _FEWEST_ROWS or not _are_answers(table, asked[0]):
        return "survey_export.question"
    speakers = [at for at, text in enumerate(table.headings) if at not in asked[0] and _names_speakers(table, at, text)]
    day, given_up = _day(table), len(whole.rows) - len(table.rows)
    if len(speakers) != 1 or not day:
        return "survey_export.speaker"
    return NetworkQuestion(table, speakers[0], asked[0], day, given_up)


def wave_table(asked: NetworkQuestion) -> Table:
    """The survey as a row of our sheet: of the day of its last answer, with a list of names."""
    columns = ("name", "date", "mode", "asked_about")
    row = (_title(asked), asked.day, "roster", "\n".join(asked.about.values()))
    return _made(asked, tuple(WAVES.column(field).de for field in columns), ((asked.table.heading_row, row),))


def report_tables(asked: NetworkQuestion, problems: Problems) -> Iterator[Table]:
    """A table for each name in the rows of the question: what everybody answered about it; no answer is "not known"."""
    table = asked.table
    place, speaker = place_of(table), table.headings[asked.answering]
    problems.notice("survey_read", place, value=speaker, count=len(asked.about), name=_title(asked))
    if asked.given_up:
        problems.notice("survey_given_up", place, count=asked.given_up)
    headings = tuple(TIE_REPORTS.column(field).de for field in ("wave", "by", "about", "together"))
    for at, about in asked.about.items():
        rows = []
        for number, cells in table.rows:
            by = _text(cells, asked.answering)
            if by and folded(by) != folded(about):
                rows.append((number, (_title(asked), by, about, _answer(_text(cells, at)))))
        spots = (table.spot(asked.answering), table.spot(asked.answering), table.spot(at), table.spot(at))
        yield replace(_made(asked, headings, tuple(rows)), spots=spots)


def _made(asked: NetworkQuestion, headings: tuple[str, ...], rows: Sequence[tuple[int, tuple[Cell, ...]]]) -> Table:
    spots = ((None, None),) * len(headings)
    return replace(asked.table, headings=headings, rows=tuple(rows), spots=spots, remarks=())


def _title(asked: NetworkQuestion) -> str:
    return title_of(asked.table, WAVES) or asked.table.file


def _asks_who_works_together(question: str) -> bool:
    text = plain(question)
    return _TOGETHER.search(text) is not None and _NOT_TODAY.search(text) is None


def _are_answers(table: Table, about: Mapping[int, str]) -> bool:
    words = {folded(_text(cells, at)) for _, cells in table.rows for at in about}
    return words <= _YES | _NO | _OPEN and not words.isdisjoint(_YES)


def _names_speakers(table: Table, at: int, heading: str) -> bool:
    """Whether a column says which organisation answers: its heading names one, and each row has its own."""
    if (
        _SPEAKER.search(plain(heading)) is None
        or _ROW_OF_QUESTION.fullmatch(heading)
        or _asks_who_works_together(heading)
    ):
        return False
    names = [folded(_text(cells, at)) for _, cells in table.rows]
    return all(names) and len(set(names)) == len(names) and not any(name in _YES | _NO | _OPEN for name in names)


def _answer(text: str) -> str:
    word = folded(text)
    return "unknown" if word in _OPEN else "yes" if word in _YES else "no"


def _sent(table: Table) -> Table:
    """The table without answers that were begun and never sent; as it is where none was sent or no column tells it."""
    at = _submitted(table)
    rows = () if at is None else tuple(row for row in table.rows if folded(_text(row[1], at)) not in _OPEN)
    return replace(table, rows=rows) if rows else table


def _submitted(table: Table) -> int | None:
    return next((at for at, heading in enumerate(table.headings) if key_of(heading) in _SUBMITTED), None)


def _day(table: Table) -> str:
    """The day of the last answer that was sent; empty where no column tells one."""
    at = _submitted(table)
    days = [] if at is None else list(filter(None, (_read_day(cells, at) for _, cells in table.rows)))
    return max(days, default="")


def _read_day(cells: Sequence[Cell], at: int) -> str:
    try:
        return str(read_date(cells[at]).value or "") if at < len(cells) else ""
    except BadValueError:
        return ""


def _text(cells: Sequence[Cell], at: int) -> str:
    if at >= len(cells):
        return ""
    cell = cells[at]
    return f"{cell:g}" if isinstance(cell, float) else " ".join(str(cell).split())
