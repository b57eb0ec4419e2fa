"""Which of our sheets is this table? By its name, else by its headings; what is none of ours is set aside."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import cast, get_args

from app.formats.tables import RemarkKind, Table
from app.intake.problems import Place, Problems, place_of
from app.intake.questions import Choice, Questions
from app.intake.sheets.attendance import (
    AttendanceList,
    as_calendar,
    attendance_list,
    occasion_tables,
    with_names_of_bodies,
)
from app.intake.sheets.columns import columns_of
from app.intake.sheets.cross_tables import READERS, without_crosses
from app.intake.sheets.crosses import KnownNames, gathered_crosses, with_labels
from app.intake.sheets.entries import entries_only
from app.intake.sheets.fitting import (
    best_sheets,
    fits,
    fitting_sheet,
    is_ignored,
    possible_sheets,
    sheet_loosely_named,
    sheet_named,
)
from app.intake.sheets.funding import funding_list, with_programme
from app.intake.sheets.further_sheets import COOPERATIONS, GRANTS, OBSERVATIONS, OCCASIONS
from app.intake.sheets.groups import with_groups
from app.intake.sheets.headings import (
    SheetTable,
    closest,
    headed,
    key_of,
    known_headings,
)
from app.intake.sheets.layout import (
    refuse_sideways,
    up_to_next_table,
    with_ditto_filled,
    with_headings_of_two_rows,
    with_last_names,
    without_footnote_marks,
)
from app.intake.sheets.listed_names import lists_something_else, names_of_sheets
from app.intake.sheets.matrix import NumberMeaning, answer_matrix, number_matrix, pair_tables
from app.intake.sheets.number_style import with_numbers_as_meant
from app.intake.sheets.scales import at_full_scale, with_unit_of_heading
from app.intake.sheets.several_names import with_names_split
from app.intake.sheets.sheet import NUMBERS, Column, Sheet
from app.intake.sheets.sheets import SHEETS
from app.intake.sheets.survey_exports import NetworkQuestion, report_tables, survey_of, wave_table
from app.intake.sheets.survey_sheets import TIE_REPORTS, WAVES
from app.intake.sheets.unrecognised import nothing_known, sheet_titles
from app.intake.sheets.wide import WideTable, areas_of, lacks_day, long_tables, tell_wide, wide_table
from app.intake.values.texts import Notice
from app.records.spelling import folded

_MOST_QUOTED = 6
_NOBODY: KnownNames = {}
_OF_ONE_COLUMN = frozenset({"scaled", "rate_read"})
"""Notices about a single column, also where many tables come from one."""


def recognise(
    tables: Sequence[Table], questions: Questions, stored: KnownNames | None = None
) -> tuple[SheetTable, ...]:
    """The tables that are sheets of ours; everything else is set aside with a notice.

    Args:
        tables: of all files.
        questions: of the import.
        stored: names of the areas, organisations and bodies that are stored; those that the tables list are known too.

    Raises:
        InvalidInput: not one table is a sheet of ours.
    """
    problems = questions.problems
    read = [with_last_names(table) for table in tables if not table.is_unread and not is_ignored(table.name)]
    offered = [_as_funding_list(table) or as_calendar(table) or with_labels(table) for table in read]
    visible = [table for table in offered if not table.hidden]
    wide = {id(table): wide_table for table in visible if (wide_table := _wide(table))}
    matrices = {id(table): matrix for table in visible if id(table) not in wide and (matrix := answer_matrix(table))}
    matrices |= {id(table): matrix for table in visible if id(table) not in wide and (matrix := number_matrix(table))}
    other_layouts = wide.keys() | matrices.keys()
    attendance = {
        id(table): listed for table in visible if id(table) not in other_layouts and (listed := _attendance(table))
    }
    surveys = {id(table): asked for table in visible if (asked := survey_of(table))}
    answered = [survey for survey in surveys.values() if isinstance(survey, NetworkQuestion)]
    other_layouts |= attendance.keys() | surveys.keys()
    known_names = names_of_sheets(visible, stored or {})
    offered, crossed = without_crosses(offered, other_layouts, known_names, questions)
    visible = [table for table in offered if not table.hidden]
    narrow = [table for table in visible if id(table) not in other_layouts]
    sheets = _by_name(narrow, questions)
    unnamed = [table for table in narrow if id(table) not in sheets and sheet_loosely_named(table.name) is None]
    sheets |= _by_headings(unnamed, sheets.values(), questions)
    if not (sheets or wide or matrices or attendance or answered or crossed or questions.by_key):
        raise nothing_known(tables, problems.lang)
    for table in tables:
        if table.is_unread:
            problems.notice("file_not_read", place_of(table, 1), value=table.file)
    for table in offered:
        if id(table) not in sheets.keys() | other_layouts:
            _set_aside(table, problems)
        elif isinstance(obstacle := surveys.get(id(table)), str):
            notice = Notice("survey_not_read", {"value": table.sheet}, further=obstacle)
            problems.tell(notice, place_of(table))
    rows = [_read(sheets[id(table)], table, questions, known_names) for table in offered if id(table) in sheets]
    rows += [long for wide_table in wide.values() for long in _read_wide(wide_table, questions, known_names)]
    for crosses, meant in crossed:
        sheet, tables_of = READERS[meant]
        rows += _read_alike(sheet, tables_of(crosses, questions), questions)
    for survey in answered:
        rows.append(_read(WAVES, wave_table(survey), questions))
        rows += _read_alike(TIE_REPORTS, report_tables(survey, problems), questions)
    for listed in attendance.values():
        rows += _read_alike(OCCASIONS, occasion_tables(listed, problems), questions)
    rows += [pairs for matrix in matrices.values() for pairs in _read_matrix(matrix, questions)]
    return _without_faulty(rows, problems)


def _without_faulty(read: Sequence[SheetTable], problems: Problems) -> tuple[SheetTable, ...]:
    """The sheets, without the rows of those that cannot be read."""
    faulty = problems.settle_sheet_faults({(each.table.file, each.table.sheet): each.sheet for each in read})
    return tuple(
        replace(each, table=replace(each.table, rows=())) if (each.table.file, each.table.sheet) in faulty else each
        for each in read
    )


def _wide(table: Table) -> WideTable | None:
    """A table of statistics with a column for each date, unless name or headings say that it is another sheet of ours."""
    sheet = sheet_named(table.name) or sheet_loosely_named(table.name)
    if sheet is OBSERVATIONS or (sheet is None and fitting_sheet(table) in {None, OBSERVATIONS}):
        return wide_table(table)
    return None


def _attendance(table: Table) -> AttendanceList | None:
    """A list of attendance, unless the name of the table says that it is another sheet of ours."""
    return attendance_list(table) if sheet_named(table.name) in {None, OCCASIONS} else None


def _as_funding_list(table: Table) -> Table | None:
    """A list of grants under our headings, unless its name, or most of its headings, say that it is another sheet."""
    sheet = sheet_named(table.name) or sheet_loosely_named(table.name)
    listed = funding_list(table) if sheet in {None, GRANTS} else None
    if listed is None or sheet is GRANTS:
        return listed
    best_fit = max(score for topic, score in fits(table).items() if topic != GRANTS.topic)
    return listed if known_headings(GRANTS, listed.headings) >= best_fit else None


def _read_wide(wide: WideTable, questions: Questions, known_names: KnownNames) -> Iterator[SheetTable]:
    """The statistics of each column; what is to be told about the table is told once.

    Of columns that are called like no area that is stored it is asked whether they are areas.
    """
    columns = areas_of(wide)
    if columns and not any(folded(column) in known_names["areas"] for column in columns):
        subject, place, choices = key_of(wide.table.name), place_of(wide.table), ("yes", "no")
        names = ", ".join(f"„{name}“" for name in columns[:_MOST_QUOTED])
        if questions.ask("columns_are_areas", subject, place, choices, default="no", names=names) == "no":
            return
    tell_wide(wide, questions.problems)
    wide = replace(wide, table=with_numbers_as_meant(wide.table, wide.columns, questions.problems))
    yield from _read_alike(OBSERVATIONS, long_tables(wide), questions)


def _read_matrix(matrix: Table, questions: Questions) -> Iterator[SheetTable]:
    """The pairs of a matrix of who works with whom; what its numbers mean, if it holds numbers, somebody has to say."""
    place = place_of(matrix)
    if number_matrix(matrix) is None:
        questions.problems.notice("matrix_read", place, value=matrix.sheet)
        yield from _read_alike(COOPERATIONS, pair_tables(matrix), questions)
        return
    choices, subject = ("strength", "contact", "leave_out"), key_of(matrix.sheet)
    answer = questions.ask("matrix_numbers", subject, place, choices, default="leave_out", value=matrix.sheet)
    if answer in get_args(NumberMeaning):
        yield from _read_alike(COOPERATIONS, pair_tables(matrix, cast("NumberMeaning", answer)), questions)


def _read_alike(sheet: Sheet, tables: Iterator[Table], questions: Questions) -> Iterator[SheetTable]:
    """Tables that are made of one: what is to be told about their headings is told once."""
    for number, table in enumerate(tables):
        column_questions = Questions(Problems(questions.problems.lang), questions.answers)
        yield _read(sheet, table, questions if number == 0 else column_questions)
        questions.problems.notices += [
            notice for notice in column_questions.problems.notices if notice.code in _OF_ONE_COLUMN
        ]


def _by_name(tables: Sequence[Table], questions: Questions) -> dict[int, Sheet]:
    """The sheet of each table whose name says it; ``Akteure 2024`` only where there is no ``Akteure``.

    Of ``Akteure 2023`` and ``Akteure 2024`` it is asked which of them hold.
    """
    exact = {id(table): sheet for table in tables if (sheet := sheet_named(table.name))}
    sheets = dict(exact)
    loose: dict[str, list[Table]] = {}
    for table in tables:
        sheet = sheet_loosely_named(table.name)
        if id(table) not in exact and sheet is not None and sheet not in exact.values():
            loose.setdefault(sheet.topic, []).append(table)
    for topic, candidates in loose.items():
        sheet = next(sheet for sheet in SHEETS if sheet.topic == topic)
        holds = [
            table
            for table in candidates
            if len(candidates) == 1 or _chosen(table, (sheet,), place_of(table, 1), questions)
        ]
        sheets |= dict.fromkeys(map(id, holds), sheet)
    return sheets


def _by_headings(tables: Sequence[Table], taken: Collection[Sheet], questions: Questions) -> dict[int, Sheet]:
    """The sheet of each table whose headings fit it best; where they fit several alike it is asked which it is.

    Args:
        tables: those whose names say nothing.
        taken: the sheets that others are by their names; headings alone make no second one of these.
        questions: of the import.
    """
    sheets: dict[int, Sheet] = {}
    for table in tables:
        best = best_sheets(table)
        place = place_of(table)
        if len(best) == 1 and best[0] not in taken and not lists_something_else(best[0], table):
            sheets[id(table)] = best[0]
            title = best[0].title(questions.problems.lang)
            questions.problems.notice("sheet_by_headings", place, value=table.sheet, names=title)
        elif (candidates := best or _possible_sheets(table)) and (len(best) != 1 or best[0] not in taken):
            sheet = _chosen(table, candidates, place, questions)
            sheets |= {} if sheet is None else {id(table): sheet}
    return sheets


def _possible_sheets(table: Table) -> Sequence[Sheet]:
    """What a table could be whose headings say little; one without rows is nothing, and statistics only lack their day."""
    return possible_sheets(table) if table.rows and not lacks_day(table) else ()


def _chosen(table: Table, candidates: Sequence[Sheet], place: Place, questions: Questions) -> Sheet | None:
    """The sheet that somebody says a table is; None without an answer."""
    choices = [Choice(sheet.topic, sheet.title(questions.problems.lang)) for sheet in candidates]
    offered = (*choices, questions.choice("leave_out"))
    subject, name = key_of(table.name), table.name or table.file
    topic = questions.ask("which_sheet", subject, place, offered, default="leave_out", value=name)
    return next((sheet for sheet in candidates if sheet.topic == topic), None)


def _set_aside(table: Table, problems: Problems) -> None:
    place = place_of(table)
    if table.hidden:
        problems.notice("hidden_sheet", place, value=table.sheet)
    else:
        near = closest(table.name, sheet_titles(problems.lang))
        if table.rows and lacks_day(table):
            problems.notice("statistics_without_day", place, value=table.sheet or table.file)
            return
        problems.notice("unknown_sheet", place, suggestion=near, value=table.name)


def _read(sheet: Sheet, table: Table, questions: Questions, known_names: KnownNames = _NOBODY) -> SheetTable:
    problems = questions.problems
    table = with_headings_of_two_rows(sheet, headed(sheet, table, problems), problems)
    table = with_programme(table, problems) if sheet is GRANTS else table
    table = with_names_of_bodies(table, problems) if sheet is OCCASIONS else table
    table = without_footnote_marks(with_ditto_filled(up_to_next_table(table, problems), problems), problems)
    table = gathered_crosses(sheet, table, known_names, questions)
    columns: Mapping[int, Column] = columns_of(sheet, table, questions)
    of_numbers = {index for index, column in columns.items() if column.kind in NUMBERS}
    table = with_numbers_as_meant(table, of_numbers, problems)
    table = at_full_scale(refuse_sideways(sheet, table, columns, problems), columns, problems)
    tell_remarks(table, columns, problems)
    table, columns = with_unit_of_heading(table, columns)
    sheet_table = with_names_split(entries_only(SheetTable(sheet, table, columns), questions), questions)
    return with_groups(sheet_table, questions)


def tell_remarks(table: Table, columns: Collection[int], problems: Problems) -> None:
    """Say what the person sees in the cells of columns that are read, and their values do not tell."""
    for remark in table.remarks:
        (first_row, first_column), (last_row, last_column) = remark.first, remark.last
        read = sorted(index for index in columns if first_column <= index <= last_column)
        if last_row <= table.heading_row or not read:
            continue
        row = table.heading_row if remark.kind is RemarkKind.HIDDEN_COLUMN else max(first_row, table.heading_row + 1)
        place = place_of(table, row, None if remark.kind is RemarkKind.HIDDEN_ROW else read[0])
        rows = str(row) if row == last_row else f"{row}–{last_row}"
        notice = Notice(remark.kind.value, {"rows": rows, "cells": remark.name()})
        problems.tell(notice, place, once=(table.file, table.sheet, remark))
