"""What a table is called where no column says it: by the line above its headings, its sheet or its file."""

import re
from pathlib import PurePath

from app.formats.tables import Table
from app.intake.sheets.headings import key_of
from app.intake.sheets.sheet import Sheet

_UNNAMED = re.compile(r"(?:tabelle|sheet|blatt|table)\s*\d*|daten|data|export", re.IGNORECASE)
_DAY = re.compile(r"\b\d{1,2}\.\d{1,2}\.(?:19|20)\d\d\b|(?<!\d)(?:19|20)\d\d(?:-\d\d){0,2}(?!\d)")


def title_of(table: Table, sheet: Sheet) -> str:
    """The name of the sheet, else that of the file; empty where both say no more than which sheet of ours it is."""
    own_titles = {key_of(name) for name in (sheet.de, sheet.en, sheet.topic, *sheet.variants)}
    names = (table.sheet, PurePath(table.file).stem)
    return next(
        (name for name in names if name and key_of(name) not in own_titles and not _UNNAMED.fullmatch(name)), ""
    )


def day_of(table: Table, heading_row: int) -> str:
    """The one day, month or year that the lines above the headings, the sheet or the file name; empty: none or several."""
    above = [" ".join(table.headings)] if heading_row > table.heading_row else []
    above += [" ".join(map(str, cells)) for number, cells in table.rows if number < heading_row]
    for text in (*above, table.sheet, PurePath(table.file).stem.replace("_", " ")):
        days = set(_DAY.findall(text))
        if days:
            return days.pop() if len(days) == 1 else ""
    return ""
