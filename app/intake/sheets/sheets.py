"""Which sheets do we read?

This is the workbook of the coordinators as data: template, reader and documentation follow it.
"""

from app.intake.sheets.basic_sheets import ACTORS, OFFERS, PROJECTS, WORKING_GROUPS
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

IGNORED_SHEETS = ("Anleitung", "Listen", "Instructions", "Lists")
"""Sheets of the template that hold no data."""

CONTACT_HEADINGS = (
    "Ansprechperson", "Ansprechpartner", "Ansprechpartnerin", "Kontakt", "Kontaktperson", "E-Mail", "Mail", "Telefon",
    "Mobil", "Handy", "contact", "contact person", "email", "phone", "mobile",
)  # fmt: skip
"""Headings whose columns are left out with a notice: no analysis needs a person."""
