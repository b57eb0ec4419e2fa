"""The headings that docs/understood.md lists, made of the sheets. ``python -m scripts.headings`` writes them."""

from pathlib import Path

from app.intake.sheets.sheet import Column, Sheet
from app.intake.sheets.sheets import SHEETS

PAGE = Path(__file__).parents[1] / "docs" / "understood.md"


def renewed(page: str) -> str:
    """The page with a table for each sheet at its end."""
    return page.partition("\n### ")[0] + "".join(map(_table, SHEETS))


def _table(sheet: Sheet) -> str:
    rows = "".join(f"{_row(column)}\n" for column in sheet.columns)
    return f"\n### {sheet.de}\n\n| Überschrift | Englisch | Auch verstanden |\n| --- | --- | --- |\n{rows}"


def _row(column: Column) -> str:
    heading = f"{column.de} *" if column.asked_for else column.de
    return f"| {heading} | {column.en} | {', '.join(column.variants) or '–'} |"


if __name__ == "__main__":
    PAGE.write_text(renewed(PAGE.read_text("utf-8")), "utf-8")
