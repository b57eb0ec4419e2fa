"""Which sheets do we read?

This is the workbook of the coordinators as data: template, reader and documentation follow it.
"""

import re
from dataclasses import replace

from app.formats.tables import Table
from app.intake.sheets.actors_sheet import ACTORS
from app.intake.sheets.basic_sheets import OFFERS, PROJECTS, WORKING_GROUPS
from app.intake.sheets.further_sheets import (
    AREAS,
    COOPERATIONS,
    FUNDING_AREAS,
    GRANTS,
    INVENTORY_CHECKS,
    OBSERVATIONS,
    OCCASIONS,
    PLACES,
)
from app.intake.sheets.survey_sheets import TIE_REPORTS, WAVES
from app.records.schema import Topic
from app.records.vocabulary import Lang

SHEETS = (
    ACTORS,
    OFFERS,
    WORKING_GROUPS,
    PROJECTS,
    COOPERATIONS,
    PLACES,
    AREAS,
    OBSERVATIONS,
    FUNDING_AREAS,
    GRANTS,
    OCCASIONS,
    INVENTORY_CHECKS,
    WAVES,
    TIE_REPORTS,
)

_OF_TOPIC = {sheet.topic: sheet for sheet in SHEETS}


def title_of(topic: Topic, lang: Lang) -> str:
    """What the workbook calls a topic; the topic itself where it has no sheet."""
    sheet = _OF_TOPIC.get(topic)
    return sheet.title(lang) if sheet else topic


def in_words(table: Table, lang: Lang) -> Table:
    """A table that names its sheet and columns by topic and fields, under the headings of the workbook."""
    sheet = next(sheet for sheet in SHEETS if table.name in {sheet.topic, sheet.de})
    headings = {column.field: column.heading(lang) for column in sheet.read_columns}
    return replace(
        table, sheet=sheet.title(lang), headings=tuple(headings.get(heading, heading) for heading in table.headings)
    )


IGNORED_SHEETS = ("Anleitung", "Listen", "Instructions", "Lists")
"""Sheets of the template that hold no data."""

CONTACT_HEADING = re.compile(
    r"ansprech\w*|kontakt(?!haeufig|intensi|frequenz|staerke|stelle)\w*|e?mail(?:adressen?)?|tel(?:nr|nummer)?|telefon\w*|(?:tele)?fax\w*|mobil(?:telefon|funk|nr|nummer)?"
    r"|handy\w*|(?:vor|nach|familien)namen?|geburts\w*|contact\w*|phone\w*|(?:mobile|cell)(?:phone|number)?"
    r"|(?:first|last|sur)names?"
)
"""Headings (letters and digits only) whose columns are left out with a notice of their own: no analysis needs a person."""
