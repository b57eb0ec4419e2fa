"""Which of our sheets is this table? By its name, else by its headings; what is none of ours is set aside."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cache

from app.errors import InvalidInput
from app.formats.matrices import looks_like_matrix
from app.formats.messages import sentence
from app.formats.tables import RemarkKind, Table, column_letter, headings_of
from app.intake.problems import Place, Problems
from app.intake.questions import Choice, Questions
from app.intake.sheets.entries import entries_only
from app.intake.sheets.funding import funding_list, with_programme
from app.intake.sheets.further_sheets import COOPERATIONS, GRANTS, OBSERVATIONS
from app.intake.sheets.groups import with_groups
from app.intake.sheets.headings import (
    LAST_HEADING_ROW,
    SheetTable,
    closest,
    columns_of,
    headed,
    key_of,
    known_headings,
    meaning,
)
from app.intake.sheets.layout import (
    refuse_sideways,
    up_to_next_table,
    with_ditto_filled,
    with_headings_of_two_rows,
    without_footnote_marks,
)
from app.intake.sheets.matrix import answer_matrix, pair_tables
from app.intake.sheets.scales import at_full_scale, with_unit_of_heading
from app.intake.sheets.sheet import Column, Sheet
from app.intake.sheets.sheets import IGNORED_SHEETS, SHEETS
from app.intake.sheets.wide import WideTable, is_survey, lacks_day, long_tables, tell_wide, wide_table
from app.records.schema import Topic
from app.records.sources import SourceRef
from app.records.vocabulary import Lang

_WORD = re.compile(r"[^\W\d_]+")
_BESIDE_THE_NAME = frozenset(
    [
        "liste",
        "übersicht",
        "tabelle",
        "blatt",
        "stand",
        "neu",
        "neue",
        "aktuell",
        "aktuelle",
        "final",
        "kopie",
        "von",
        "der",
        "die",
        "das",
        "daten",
        "alle",
        "entwurf",
        "export",
        "list",
        "table",
        "sheet",
        "new",
        "current",
        "copy",
        "of",
        "the",
        "all",
        "draft",
        "data",
        "version",
        "v",
        "januar",
        "februar",
        "märz",
        "april",
        "mai",
        "juni",
        "juli",
        "august",
        "september",
        "oktober",
        "november",
        "dezember",
    ]
)
_ENOUGH = 3
"""Columns of a sheet, all that it asks for among them, that say what a table is whatever stands beside them."""
_COMPOUND = re.compile(r"(.+?)s?(?:liste|uebersicht|tabelle|list)")


def recognise(tables: Sequence[Table], questions: Questions) -> tuple[SheetTable, ...]:
    """The tables that are sheets of ours; everything else is set aside with a notice.

    Raises:
        InvalidInput: not one table is a sheet of ours.
    """
    problems = questions.problems
    read = [table for table in tables if not table.is_unread and key_of(table.sheet) not in _ignored()]
    offered = [_as_funding_list(table) or table for table in read]
    shown = [table for table in offered if not table.hidden]
    wide = {id(table): wide_table for table in shown if (wide_table := _wide(table))}
    matrices = {id(table): matrix for table in shown if id(table) not in wide and (matrix := answer_matrix(table))}
    narrow = [table for table in shown if id(table) not in wide.keys() | matrices.keys()]
    sheets = _by_name(narrow, problems)
    unnamed = [table for table in narrow if id(table) not in sheets and _loosely(table.sheet) is None]
    sheets |= _by_headings(unnamed, sheets.values(), questions)
    if not sheets and not wide and not matrices and not questions.asked:
        raise _nothing_known(tables, problems.lang)
    for table in tables:
        if table.is_unread:
            problems.notice("file_not_read", Place(SourceRef(table.file, table.sheet, 1)), value=table.file)
    for table in offered:
        if id(table) not in sheets.keys() | wide.keys() | matrices.keys():
            _set_aside(table, problems)
    rows = [_read(sheets[id(table)], table, questions) for table in offered if id(table) in sheets]
    rows += [long for wide_table in wide.values() for long in _read_wide(wide_table, questions)]
    return (*rows, *(pairs for matrix in matrices.values() for pairs in _read_matrix(matrix, questions)))


def _wide(table: Table) -> WideTable | None:
    """A table of statistics with a column for each date, unless name or headings say that it is another sheet of ours."""
    named = _sheets().get(key_of(table.sheet)) or _loosely(table.sheet)
    if named is OBSERVATIONS or (named is None and _fitting(table) in {None, OBSERVATIONS}):
        return wide_table(table)
    return None


def _as_funding_list(table: Table) -> Table | None:
    """A list of grants under our headings, unless its name, or most of its headings, say that it is another sheet."""
    named = _sheets().get(key_of(table.sheet)) or _loosely(table.sheet)
    listed = funding_list(table) if named in {None, GRANTS} else None
    if listed is None or named is GRANTS:
        return listed
    others = max(score for topic, score in _fits(table).items() if topic != GRANTS.topic)
    return listed if known_headings(GRANTS, listed.headings) >= others else None


def _read_wide(wide: WideTable, questions: Questions) -> Iterator[SheetTable]:
    """The statistics of each date; what is to be told about the table is told once."""
    tell_wide(wide, questions.problems)
    yield from _read_alike(OBSERVATIONS, long_tables(wide), questions)


def _read_matrix(matrix: Table, questions: Questions) -> Iterator[SheetTable]:
    """The pairs of a matrix of who works with whom."""
    place = Place(SourceRef(matrix.file, matrix.sheet, matrix.heading_row))
    questions.problems.notice("matrix_read", place, value=matrix.sheet)
    yield from _read_alike(COOPERATIONS, pair_tables(matrix), questions)


def _read_alike(sheet: Sheet, tables: Iterator[Table], questions: Questions) -> Iterator[SheetTable]:
    """Tables that are made of one: what is to be told about their headings is told once."""
    for number, table in enumerate(tables):
        heard = questions if number == 0 else Questions(Problems(questions.problems.lang), questions.answers)
        yield _read(sheet, table, heard)


def _by_name(tables: Sequence[Table], problems: Problems) -> dict[int, Sheet]:
    """The sheet of each table whose name says it; ``Akteure 2024`` only where there is no ``Akteure``."""
    exact = {id(table): sheet for table in tables if (sheet := _sheets().get(key_of(table.sheet)))}
    sheets = dict(exact)
    loose: dict[str, list[Table]] = {}
    for table in tables:
        sheet = _loosely(table.sheet)
        if id(table) not in exact and sheet is not None and sheet not in exact.values():
            loose.setdefault(sheet.topic, []).append(table)
    for topic, candidates in loose.items():
        sheet = next(sheet for sheet in SHEETS if sheet.topic == topic)
        sheets |= dict.fromkeys(map(id, candidates), sheet)
        if len(candidates) > 1:
            names = ", ".join(table.sheet for table in candidates)
            place = Place(SourceRef(candidates[1].file, candidates[1].sheet, 1))
            problems.reject("ambiguous_sheet", place, names=names, value=sheet.title(problems.lang))
    return sheets


def _by_headings(tables: Sequence[Table], named: Collection[Sheet], questions: Questions) -> dict[int, Sheet]:
    """The sheet of each table whose headings fit it best; where they fit several alike it is asked which it is.

    Args:
        tables: those whose names say nothing.
        named: the sheets that others are by their names; headings alone make no second one of these.
        questions: of the import.
    """
    sheets: dict[int, Sheet] = {}
    for table in tables:
        best = _best(table)
        place = Place(SourceRef(table.file, table.sheet, table.heading_row))
        if len(best) == 1 and best[0] not in named:
            sheets[id(table)] = best[0]
            title = best[0].title(questions.problems.lang)
            questions.problems.notice("sheet_by_headings", place, value=table.sheet, names=title)
        elif (candidates := best or _possible(table)) and (len(best) != 1):
            sheet = _chosen(table, candidates, place, questions)
            sheets |= {} if sheet is None else {id(table): sheet}
    return sheets


def _chosen(table: Table, candidates: Sequence[Sheet], place: Place, questions: Questions) -> Sheet | None:
    """The sheet that somebody says a table is; None without an answer."""
    choices = [Choice(sheet.topic, sheet.title(questions.problems.lang)) for sheet in candidates]
    offered = (*choices, questions.choice("leave_out"))
    subject, name = key_of(table.sheet), table.sheet or table.file
    topic = questions.ask("which_sheet", subject, place, offered, default="leave_out", value=name)
    return next((sheet for sheet in candidates if sheet.topic == topic), None)


def _fitting(table: Table) -> Sheet | None:
    """The one sheet that the headings of a table fit best."""
    best = _best(table)
    return best[0] if len(best) == 1 else None


def _best(table: Table) -> list[Sheet]:
    """The sheets that the headings of a table fit best, wherever in its first rows they stand."""
    fits = _fits(table)
    most = max(fits.values())
    return [sheet for sheet in SHEETS if most and fits[sheet.topic] == most]


def _fits(table: Table) -> Mapping[Topic, int]:
    """By topic how many columns of its sheet the headings of a table name."""
    rows = [table.headings, *(headings_of(cells) for number, cells in table.rows if number <= LAST_HEADING_ROW)]
    return {sheet.topic: max(_fit(sheet, headings) for headings in rows) for sheet in SHEETS}


def _possible(table: Table) -> list[Sheet]:
    """The sheets of which a table at least has what no record is true without, and another column."""
    rows = [table.headings, *(headings_of(cells) for number, cells in table.rows if number <= LAST_HEADING_ROW)]
    return [sheet for sheet in SHEETS if any(_could_be(sheet, headings) for headings in rows)]


def _could_be(sheet: Sheet, headings: Sequence[str]) -> bool:
    meant = [meaning(sheet, heading) for heading in headings if heading]
    fields = {column.field for heading in meant if heading for column in heading.columns}
    required = {column.field for column in sheet.columns if column.required}
    return bool(required) and required <= fields and len(fields) > max(1, len(required))


def _fit(sheet: Sheet, headings: Sequence[str]) -> int:
    """How many columns of a sheet headings name; 0 where one is missing that is asked for or most are foreign."""
    meant = [meaning(sheet, heading) for heading in headings if heading]
    columns = {column.field for heading in meant if heading for column in heading.columns}
    if sheet is GRANTS and "amount_eur" in columns:
        columns |= {"programme"}  # sheet or file say it
    if not all(column.field in columns for column in sheet.columns if column.asked_for):
        return 0
    known = known_headings(sheet, headings)
    return known if known > 1 and (2 * known >= len(meant) or known >= _ENOUGH) else 0


def _nothing_known(tables: Sequence[Table], lang: Lang) -> InvalidInput:
    survey = next((table for table in tables if is_survey(table)), None)
    if survey is not None:
        return InvalidInput(
            sentence("survey_export", lang, file=survey.file), hint=sentence("survey_export.hint", lang)
        )
    undated = next((table for table in tables if table.rows and lacks_day(table)), None)
    if undated is not None:
        detail = sentence("no_ref_date", lang, sheet=undated.sheet or undated.file)
        return InvalidInput(detail, hint=sentence("no_ref_date.hint", lang))
    names = ", ".join(table.sheet or table.file for table in tables) or "–"
    near = next((match for table in tables if (match := closest(table.sheet, _titles(lang)))), None)
    detail = sentence("no_sheet", lang, sheets=names)
    if near is not None:
        detail += " " + sentence("suggestion", lang, suggestion=near)
    matrix = next((table for table in tables if looks_like_matrix(table)), None)
    if matrix is not None:
        return InvalidInput(detail, hint=sentence("no_sheet.matrix", lang, sheet=matrix.sheet or matrix.file))
    return InvalidInput(detail, hint=sentence("no_sheet.hint", lang))


def _set_aside(table: Table, problems: Problems) -> None:
    place = Place(SourceRef(table.file, table.sheet, table.heading_row))
    if table.hidden:
        problems.notice("hidden_sheet", place, value=table.sheet)
    else:
        near = closest(table.sheet, _titles(problems.lang))
        problems.notice("unknown_sheet", place, suggestion=near, value=table.sheet)


def _read(sheet: Sheet, table: Table, questions: Questions) -> SheetTable:
    problems = questions.problems
    table = with_headings_of_two_rows(sheet, headed(sheet, table, problems), problems)
    table = with_programme(table, problems) if sheet is GRANTS else table
    table = without_footnote_marks(with_ditto_filled(up_to_next_table(table, problems), problems), problems)
    columns: Mapping[int, Column] = columns_of(sheet, table, questions)
    table = at_full_scale(refuse_sideways(sheet, table, columns, problems), columns, problems)
    _tell_remarks(table, columns, problems)
    table, columns = with_unit_of_heading(table, columns)
    return with_groups(entries_only(SheetTable(sheet, table, columns), questions), questions)


def _tell_remarks(table: Table, columns: Mapping[int, Column], problems: Problems) -> None:
    """Say what the person sees in the cells that are read and their values do not tell."""
    for remark in table.remarks:
        (first_row, first_column), (last_row, last_column) = remark.first, remark.last
        read = [index for index in columns if first_column <= index <= last_column]
        if last_row <= table.heading_row or not read:
            continue
        row = table.heading_row if remark.kind is RemarkKind.HIDDEN_COLUMN else max(first_row, table.heading_row + 1)
        letter = None if remark.kind is RemarkKind.HIDDEN_ROW else column_letter(read[0])
        place = Place(SourceRef(table.file, table.sheet, row), letter, table.headings[read[0]] if letter else None)
        rows = str(row) if row == last_row else f"{row}–{last_row}"
        problems.notice(remark.kind.value, place, rows=rows, cells=remark.name())


def _titles(lang: Lang) -> list[str]:
    return [sheet.title(lang) for sheet in SHEETS]


def _loosely(name: str) -> Sheet | None:
    """The sheet that is meant by ``Akteure 2024``, ``Akteursliste (neu)`` or ``1_Angebote``."""
    words = [word for word in map(str.casefold, _WORD.findall(name)) if word not in _BESIDE_THE_NAME]
    key = key_of(" ".join(words))
    compound = _COMPOUND.fullmatch(key)
    keys = [key, *((compound.group(1), f"{compound.group(1)}e") if compound else ())]
    return next((sheet for key in keys if (sheet := _sheets().get(key))), None)


@cache
def _sheets() -> Mapping[str, Sheet]:
    return {key_of(name): sheet for sheet in SHEETS for name in (sheet.de, sheet.en, sheet.topic, *sheet.variants)}


@cache
def _ignored() -> frozenset[str]:
    return frozenset(map(key_of, IGNORED_SHEETS))
