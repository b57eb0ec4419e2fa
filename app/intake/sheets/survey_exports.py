"""What survey programs write: a row for each answer, a column for each question."""

import re

from app.formats.tables import Table
from app.intake.sheets.headings import key_of

_OF_SURVEYS = frozenset({
    "antwortid", "responseid", "datumabgeschickt", "datumabgesendet", "datesubmitted", "submitdate",
    "letzteseite", "lastpage", "startsprache", "startlanguage", "zufallsstartwert", "seed", "startdatum",
    "startdate", "datestamp", "datumletzteaktivitaet", "datelastaction", "ipadresse", "ipaddress",
    "zeitstempel", "timestamp", "token",
})  # fmt: skip
"""Headings that survey programs put before the questions, in one spelling."""

_FEWEST_OF_SURVEYS = 3
_FEWEST_ROWS = 2
_ROW_OF_QUESTION = re.compile(r".+\[[^\]]+\]", re.DOTALL)
"""A question with one of its rows, as ``Mit wem arbeiten Sie zusammen? [AWO]``."""


def is_survey(table: Table) -> bool:
    """Whether a table is what a survey program writes: a row for each answer, a column for each question."""
    rows_of_questions = sum(_ROW_OF_QUESTION.fullmatch(heading) is not None for heading in table.headings)
    columns = len(_OF_SURVEYS.intersection(map(key_of, table.headings)))
    return columns >= _FEWEST_OF_SURVEYS or (columns > 0 and rows_of_questions >= _FEWEST_ROWS)
