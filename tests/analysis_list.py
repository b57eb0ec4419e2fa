"""Analyses by name, question and section of the report: ``python -m tests.analysis_list`` writes them into the glossary."""

import re
from pathlib import Path

from app.analysis.interface import Analysis, catalogue
from app.report.texts import about, label

GLOSSARY = Path(__file__).parents[1] / "docs" / "glossary.md"
BEGIN = "<!-- analyses: written by python -m tests.analysis_list -->\n"
END = "<!-- end of analyses -->\n"
_BLOCK = re.compile(f"{re.escape(BEGIN)}.*?{re.escape(END)}", re.DOTALL)


def table() -> str:
    """One row for each analysis of the catalogue."""
    rows = "".join(_row(entry) for entry in catalogue().values())
    return f"{BEGIN}| German | in code | English | question | section of the report |\n| --- | --- | --- | --- | --- |\n{rows}{END}"


def _row(entry: Analysis) -> str:
    german, english = about(entry.id, "de"), about(entry.id, "en")
    section = label("section", entry.section, "de") if entry.section else "–"
    name = f"[`{entry.id}`](analyses/{entry.id}.md)"
    return f"| {german.title} | {name} | {english.title} | {english.question} | {section} |\n"


def renewed(page: str) -> str:
    """The glossary with its table of analyses as the catalogue has them."""
    return _BLOCK.sub(lambda _: table(), page)


if __name__ == "__main__":
    GLOSSARY.write_text(renewed(GLOSSARY.read_text("utf-8")), "utf-8")
