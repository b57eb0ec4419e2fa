"""What is said about files of which not one table is a sheet of ours."""

from collections.abc import Sequence

from app.errors import InvalidInput
from app.formats.matrices import looks_like_matrix, matrix_faults
from app.formats.messages import sentence
from app.formats.tables import Table
from app.intake.sheets.headings import closest
from app.intake.sheets.sheets import SHEETS
from app.intake.sheets.survey_exports import is_survey, network_question
from app.intake.sheets.wide import lacks_day
from app.records.vocabulary import Lang

_MOST_QUOTED = 6


def nothing_known(tables: Sequence[Table], lang: Lang) -> InvalidInput:
    """The refusal of files of which not one table is a sheet of ours, with what they seem to be."""
    survey = next((table for table in tables if is_survey(table)), None)
    if survey is not None:
        obstacle = network_question(survey)
        hint = sentence(obstacle if isinstance(obstacle, str) else "survey_export.hint", lang)
        return InvalidInput(sentence("survey_export", lang, file=survey.file), hint=hint)
    undated = next((table for table in tables if table.rows and lacks_day(table)), None)
    if undated is not None:
        detail = sentence("no_ref_date", lang, sheet=undated.sheet or undated.file)
        return InvalidInput(detail, hint=sentence("no_ref_date.hint", lang))
    names = ", ".join(table.name or table.file for table in tables) or "–"
    near = next((match for table in tables if (match := closest(table.name, sheet_titles(lang)))), None)
    detail = sentence("no_sheet", lang, sheets=names)
    if near is not None:
        detail += " " + sentence("suggestion", lang, suggestion=near)
    matrix = next((table for table in tables if looks_like_matrix(table)), None)
    if matrix is not None:
        return InvalidInput(f"{detail} {_faults_of(matrix, lang)}".rstrip(), hint=sentence("no_sheet.matrix", lang))
    return InvalidInput(detail, hint=sentence("no_sheet.hint", lang))


def _faults_of(matrix: Table, lang: Lang) -> str:
    """What stands in the way of reading a matrix."""
    alone, words = matrix_faults(matrix)
    texts_by_key = {"no_sheet.matrix_names": alone, "no_sheet.matrix_words": words}
    sentences = (
        sentence(
            key, lang, sheet=matrix.sheet or matrix.file, names=", ".join(f"„{text}“" for text in texts[:_MOST_QUOTED])
        )
        for key, texts in texts_by_key.items()
        if texts
    )
    return " ".join(sentences)


def sheet_titles(lang: Lang) -> list[str]:
    """What our sheets are called."""
    return [sheet.title(lang) for sheet in SHEETS]
