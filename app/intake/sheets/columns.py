"""Which columns of ours does a table have? What is not ours is asked about and left out, what is missing is told."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from app.errors import Problem
from app.formats.tables import RemarkKind, Table
from app.intake.problems import Place, Problems, place_of
from app.intake.questions import Choice, Questions
from app.intake.sheets.headings import PARTS, Heading, closest, key_of, meaning, towns_beside_postcodes
from app.intake.sheets.sheet import Column, Kind, Sheet
from app.intake.sheets.sheets import CONTACT_HEADING

_NAMES_OF_ACTORS = frozenset({"traeger", "partner", "kooperationspartner", "netzwerkpartner", "provider"})
"""Headings of lists of organisations that are all of one kind."""
_RUNNING_NUMBERS = frozenset({"lfdnr", "lfdnummer", "laufendenummer", "laufendenr"})
_MOST_QUESTIONS = 20
"""Columns of a sheet that are asked about; a list with more of them is another list."""
_DATE_HEADING = re.compile(r"(?:\D*\s)?(?:(?:19|20)\d\d(?:[-/]\d\d){0,2}|\d{1,2}\.\d{1,2}\.(?:19|20)\d\d)")


def columns_of(sheet: Sheet, table: Table, questions: Questions) -> dict[int, Column]:
    """Our columns by their index. What is not ours is asked about and left out, what is missing is refused."""
    problems = questions.problems
    if _is_wide(sheet, table, problems):
        return {}
    meanings = {index: heading for index, text in enumerate(table.headings) if (heading := meaning(sheet, text))}
    columns: dict[int, Column] = {}
    _name_by_sheet(sheet, table, meanings)
    towns = _towns_left_out(table, meanings, problems)
    for index, heading in sorted(meanings.items(), key=lambda item: (not item[1].proper, item[0])):
        if _means_several(heading):
            _ask_which(sheet, heading.columns, index, columns, table, questions)
        else:
            _assign(index, heading, columns, table, problems)
    for index in range(len(table.headings)):
        if index not in meanings and index not in towns:
            _set_aside(sheet, table, index, columns, questions)
    _drop_running_numbers(table, columns, problems)
    _refuse_missing(sheet, table, columns, problems)
    return dict(sorted(columns.items()))


def _is_wide(sheet: Sheet, table: Table, problems: Problems) -> bool:
    """A table with one column per date has no column for the date and none for the value."""
    dates = [heading for heading in table.headings if _DATE_HEADING.fullmatch(heading)]
    if sheet.topic != "observations" or len(dates) < 2:  # noqa: PLR2004 - one alone is a name
        return False
    problems.fault_sheet("wide_dates", place_of(table), value=", ".join(dates))
    return True


def _assign(index: int, heading: Heading, columns: dict[int, Column], table: Table, problems: Problems) -> None:
    text = table.headings[index]
    fields = {column.field for column in heading.columns}
    if fields == {"start", "end"}:
        _assign_period(index, heading.columns, columns, table, problems)
        return
    (column,) = heading.columns
    taken = next((at for at, taken_column in columns.items() if taken_column is column), None)
    if taken is None or (column.is_list and (heading.counted or key_of(text) == key_of(table.headings[taken]))):
        columns[index] = column
    elif not _in_merged_heading(table, index) or _says_else(table, index, taken):
        key = (
            "duplicate_heading"
            if column.asked_for or key_of(text) == key_of(table.headings[taken])
            else "heading_taken"
        )
        tell = problems.fault_sheet if key == "duplicate_heading" else problems.notice
        place, title = place_of(table, index=index), column.heading(problems.lang)
        tell(key, place, value=text, other=table.headings[taken], heading=title)


def _name_by_sheet(sheet: Sheet, table: Table, meanings: dict[int, Heading]) -> None:
    """Take the column *Träger*, or *Träger / Einrichtung*, of a list for their names, where no other column has these."""
    name = sheet.column("name") if sheet.topic == "actors" else None
    if name is not None and not any(heading.columns == (name,) for heading in meanings.values()):
        also = (index for index, heading in meanings.items() if name in heading.columns)
        of_actors = (index for index in meanings if key_of(table.headings[index]) in _NAMES_OF_ACTORS)
        meanings |= {index: Heading((name,)) for index in [*also, *of_actors][:1]}


def _towns_left_out(table: Table, meanings: dict[int, Heading], problems: Problems) -> Sequence[int]:
    """Leave out the towns of addresses, but where nothing else says what a sheet needs."""
    towns = sorted(at for at in towns_beside_postcodes(table.headings) if at in meanings)
    said = {heading.columns[0].field for at, heading in meanings.items() if at not in towns}
    towns = [at for at in towns if not (column := meanings[at].columns[0]).required or column.field in said]
    for index in towns:
        problems.notice("town", place_of(table, index=index))
        del meanings[index]
    return towns


def _drop_running_numbers(table: Table, columns: dict[int, Column], problems: Problems) -> None:
    """Leave out numbers that count the rows: in the next list another entry has them."""
    for index in [index for index, column in columns.items() if column.kind is Kind.ID]:
        if key_of(table.headings[index]) in _RUNNING_NUMBERS:
            problems.notice("running_number", place_of(table, index=index))
            del columns[index]


def _means_several(heading: Heading) -> bool:
    return len(heading.columns) > 1 and {column.field for column in heading.columns} != {"start", "end"}


def _ask_which(
    sheet: Sheet,
    possible: Sequence[Column],
    index: int,
    columns: dict[int, Column],
    table: Table,
    questions: Questions,
) -> None:
    """Ask which of several columns a heading means; without an answer none."""
    text, problems, place = table.headings[index], questions.problems, place_of(table, index=index)
    names = {column.field: column.heading(problems.lang) for column in possible}
    noticed = problems.notice("ambiguous_heading", place, value=text, names=", ".join(names.values()))
    if (field := _chosen_field(sheet, text, names, place, noticed, questions)) is not None:
        columns[index] = sheet.column(field)
        problems.notices.remove(noticed)


def _assign_period(
    index: int, period: Sequence[Column], columns: dict[int, Column], table: Table, problems: Problems
) -> None:
    """A column that tells beginning and end in one cell, unless others tell one of them."""
    start = next(column for column in period if column.field == "start")
    taken = next((at for at, column in columns.items() if column.field in {"start", "end"}), None)
    if taken is None:
        columns[index] = replace(start, kind=Kind.PERIOD_START)
    else:
        heading, other_heading = columns[taken].heading(problems.lang), table.headings[taken]
        place, value = place_of(table, index=index), table.headings[index]
        problems.notice("heading_taken", place, value=value, other=other_heading, heading=heading)


def _says_else(table: Table, index: int, other_index: int) -> bool:
    """Whether a column holds anything that another one does not hold in the same row."""
    return any(index < len(cells) and cells[index] not in {"", cells[other_index]} for _, cells in table.rows)


def _in_merged_heading(table: Table, index: int) -> bool:
    """Whether a heading only stands here because its cell is merged with the one before."""
    merged = (remark for remark in table.remarks if remark.kind is RemarkKind.MERGED)
    return any(
        remark.first[0] <= table.heading_row <= remark.last[0] and remark.first[1] < index <= remark.last[1]
        for remark in merged
    )


def _set_aside(sheet: Sheet, table: Table, index: int, columns: dict[int, Column], questions: Questions) -> None:
    heading, place, problems = table.headings[index], place_of(table, index=index), questions.problems
    if any(CONTACT_HEADING.fullmatch(key_of(part)) for part in (heading, *PARTS.split(heading))):
        problems.notice("column_dropped", place)
    elif heading:
        free = {
            column.field: column.heading(problems.lang) for column in sheet.columns if column not in columns.values()
        }
        noticed = problems.notice(
            "unknown_heading", place, suggestion=closest(heading, tuple(free.values())), value=heading
        )
        if (field := _chosen_field(sheet, heading, free, place, noticed, questions)) is not None:
            columns[index] = sheet.column(field)
            problems.notices.remove(noticed)
    elif any(index < len(cells) and str(cells[index]).strip() for _, cells in table.rows):
        problems.notice("no_heading", place)


def _chosen_field(
    sheet: Sheet, heading: str, free: Mapping[str, str], place: Place, noticed: Problem, questions: Questions
) -> str | None:
    """The field that somebody says a column of their own is; of a sheet with many such columns nothing is asked."""
    subject = f"{sheet.topic}:{key_of(heading)}"
    about_sheet = [key for key in questions.by_key if key.startswith(f"own_column:{sheet.topic}:")]
    if len(about_sheet) >= _MOST_QUESTIONS or not free:
        return None
    choices = (questions.choice("ignore"), *(Choice(field, title) for field, title in free.items()))
    answer = questions.ask("own_column", subject, place, choices, default="ignore", noticed=noticed, value=heading)
    return None if answer == "ignore" else answer


def _refuse_missing(sheet: Sheet, table: Table, columns: Mapping[int, Column], problems: Problems) -> None:
    unknown = [heading for heading in table.headings if heading and meaning(sheet, heading) is None]
    for column in sheet.columns:
        if column.required and column not in columns.values():
            near = closest(column.heading(problems.lang), unknown)
            problems.fault_sheet(
                "missing_heading", place_of(table), suggestion=near, value=column.heading(problems.lang)
            )
        elif column.expected and column not in columns.values():
            problems.notice("unknown_throughout", place_of(table), value=column.heading(problems.lang))
