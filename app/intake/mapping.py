"""Foreign tables as our sheets, column by column, as a mapping file says; :mod:`app.intake.mapping_file` names its keys."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from app.formats.tables import Cell, Row, Spot, Table
from app.intake.clicked_mapping import repeated_headings, with_headings
from app.intake.mapping_file import (
    PLACEHOLDER,
    Join,
    SheetMapping,
    Unpivot,
    check_columns,
    parse_mapping,
    refusal,
)
from app.intake.problems import Problems, place_of
from app.intake.sheets.recognise import tell_remarks
from app.intake.sheets.sheet import Column
from app.intake.unified_spelling import columns_of, unified_spelling
from app.intake.values.texts import BadValueError, text_of
from app.records.spelling import folded

_ANYTHING_ELSE = "*"
_TWICE = 2
_SEPARATOR = "; "
Line = dict[str, str]
NumberedLine = tuple[int, Line]


def apply_mapping(mapping: bytes | str, tables: Sequence[Table], problems: Problems) -> tuple[Table, ...]:
    """Our sheets as made from foreign tables; rows keep their numbers, so that problems are found in the foreign file.

    Notices tell keys that a joined table lacks, values of a group that differ, and spellings of one name.

    Raises:
        InvalidInput: the mapping is no TOML, or one of its keys is unknown, missing or names what is not there.
    """
    rules = parse_mapping(mapping, problems.lang)
    sheets = [MappedSheet(rule, f"sheets[{at}]", tables, problems) for at, rule in enumerate(rules.sheets)]
    mapped = unified_spelling([sheet.table() for sheet in sheets], problems)
    return tuple(sheet.grouped(table) for sheet, table in zip(sheets, mapped, strict=True))


@dataclass(frozen=True, slots=True)
class MappedSheet:
    """One sheet in the making: its rule, where the rule stands in the file, and the tables it may read."""

    rule: SheetMapping
    pointer: str
    tables: Sequence[Table]
    problems: Problems

    def table(self) -> Table:
        """The sheet with a row for every row of the foreign table.

        Raises:
            InvalidInput: the rule names a table or a column that is not there.
        """
        columns_named = {name for template in self.rule.columns.values() for name in PLACEHOLDER.findall(template)}
        source = with_headings(self._source(self.rule.source, f"{self.pointer}.source"), columns_named)
        self._tell_repeated(source, columns_named)
        lines = [(number, _texts(source, cells)) for number, cells in source.rows]
        headings = list(source.headings)
        for at, join in enumerate(self.rule.join):
            headings, lines = self._joined(source, join, headings, lines, f"{self.pointer}.join[{at}]")
        if self.rule.unpivot:
            self._refuse_nothing_to_unpivot(self.rule.unpivot, headings)
            headings, lines = _unpivoted(self.rule.unpivot, headings, lines)
        check_columns(self.rule, headings, self.pointer, self.problems.lang)
        passing = [(number, line) for number, line in lines if self._passes(line)]
        if lines and not passing:
            asked_for = "; ".join(f"{name}: {', '.join(values)}" for name, values in self.rule.where.items())
            self.problems.notice("mapping_where", place_of(source), value=self.rule.target, names=asked_for)
        rows: tuple[Row, ...] = tuple((number, tuple(self._line(line).values())) for number, line in passing)
        tell_remarks(
            source, {at for at, heading in enumerate(source.headings) if heading in columns_named}, self.problems
        )
        spots = tuple(_spot(source, template) for template in self.rule.columns.values())
        columns = tuple(self.rule.columns)
        return Table(source.file, source.sheet, columns, rows, source.heading_row, target=self.rule.target, spots=spots)

    def grouped(self, table: Table) -> Table:
        """The sheet with one row for each group, at the place of its first."""
        if not self.rule.group_by:
            return table
        groups: dict[tuple[str, ...], list[NumberedLine]] = {}
        for number, cells in table.rows:
            line = dict(zip(table.headings, map(str, cells), strict=True))
            groups.setdefault(tuple(line[name] for name in self.rule.group_by), []).append((number, line))
        columns = columns_of(self.rule.target)
        united = ((group[0][0], self._united(table, group, columns)) for group in groups.values())
        return replace(table, rows=tuple((number, tuple(line.values())) for number, line in united))

    def _source(self, name: str | None, pointer: str) -> Table:
        if name is None and len(self.tables) == 1:
            return self.tables[0]
        wanted = folded(name or "")
        tables_called = [table for table in self.tables if wanted in {folded(table.sheet), folded(table.file)}]
        if len(tables_called) != 1:
            names = ", ".join(table.sheet for table in self.tables)
            raise refusal("mapping_source", [pointer], self.problems.lang, value=name or "–", names=names)
        return tables_called[0]

    def _joined(
        self, source: Table, join: Join, headings: Sequence[str], lines: Sequence[NumberedLine], pointer: str
    ) -> tuple[list[str], list[NumberedLine]]:
        """Each line with the columns of every row it belongs to; without one they are empty, which is told."""
        table = with_headings(self._source(join.table, f"{pointer}.table"), {join.to})
        wrong = [f"{pointer}.key"] if join.key not in headings else []
        wrong += [f"{pointer}.to"] if join.to not in table.headings else []
        if wrong:
            names = ", ".join([*headings, *table.headings])
            raise refusal("mapping_column", wrong, self.problems.lang, names=names)
        partners: dict[str, list[Line]] = {}
        for number, cells in table.rows:
            line = _texts(table, cells)
            partner_lines = partners.setdefault(line.get(join.to, ""), [])
            partner_lines.append(line)
            if len(partner_lines) == _TWICE and line.get(join.to):
                place = place_of(table, number)
                self.problems.notice("mapping_join_twice", place, value=line[join.to], column=join.to)
        alike = {_letters(key): key for key in reversed(partners)}
        joined: list[NumberedLine] = []
        for number, line in lines:
            key = line.get(join.key, "")
            if key and key not in partners:
                near, place = alike.get(_letters(key)), place_of(source, number)
                self.problems.notice(
                    "mapping_join", place, suggestion=near, value=key, column=join.to, names=table.sheet
                )
            matches = partners.get(key) if key else None
            joined += [(number, line | _prefixed(join.table, match)) for match in matches or [{}]]
        return [*headings, *(f"{join.table}.{heading}" for heading in table.headings)], joined

    def _tell_repeated(self, source: Table, columns_named: Collection[str]) -> None:
        """Say which of several columns of one heading is read, where the rule names one of them."""
        for heading in repeated_headings(source):
            if heading in columns_named:
                self.problems.notice("mapping_repeated", place_of(source), value=heading, other=f"{heading} 2")

    def _refuse_nothing_to_unpivot(self, rule: Unpivot, headings: Sequence[str]) -> None:
        """Refuse patterns that no column has.

        Raises:
            InvalidInput: naming the columns there are.
        """
        if not any(map(rule.matches, headings)):
            pointer = f"{self.pointer}.unpivot.columns"
            raise refusal("mapping_column", [pointer], self.problems.lang, names=", ".join(headings))

    def _passes(self, line: Mapping[str, str]) -> bool:
        return all(line.get(name, "") in values for name, values in self.rule.where.items())

    def _line(self, foreign: Mapping[str, str]) -> Line:
        return {heading: self._filled(heading, template, foreign) for heading, template in self.rule.columns.items()}

    def _filled(self, heading: str, template: str, foreign: Mapping[str, str]) -> str:
        text = PLACEHOLDER.sub(lambda match: foreign.get(match.group(1), ""), template).strip()
        translations = self.rule.values.get(heading, {})
        parts = _split(text, self.rule.split.get(heading, ()))
        return _SEPARATOR.join(translations.get(part, translations.get(_ANYTHING_ELSE, part)) for part in parts)

    def _united(self, table: Table, group: Sequence[NumberedLine], columns: Mapping[str, Column]) -> Line:
        """Columns with several values are united, dates drawn together; of others the first counts, which is told."""
        united: Line = {}
        for heading, first in group[0][1].items():
            texts = list(dict.fromkeys(line[heading] for _, line in group if line[heading]))
            column = columns.get(heading)
            if heading in self.rule.earliest or heading in self.rule.latest:
                united[heading] = self._date(heading, [line[heading] for _, line in group])
            elif column is not None and column.is_list:
                parts = (part.strip() for text in texts for part in text.split(";"))
                united[heading] = _SEPARATOR.join(dict.fromkeys(part for part in parts if part))
            else:
                united[heading] = first or next(iter(texts), "")
                if len(texts) > 1:
                    self._tell_difference(table, heading, united[heading], group)
        return united

    def _date(self, heading: str, texts: Sequence[str]) -> str:
        if not all(texts):
            return ""
        return min(texts) if heading in self.rule.earliest else max(texts)

    def _tell_difference(self, table: Table, heading: str, text_read: str, group: Sequence[NumberedLine]) -> None:
        for number, line in group:
            if line[heading] and line[heading] != text_read:
                place = place_of(table, number)
                group_name = ", ".join(self.rule.group_by)
                self.problems.notice(
                    "mapping_group", place, heading=heading, value=line[heading], other=text_read, names=group_name
                )


def _spot(source: Table, template: str) -> Spot:
    """Where the first foreign column of a template stands; a constant and another table's column stand nowhere there."""
    names = [name for name in PLACEHOLDER.findall(template) if name in source.headings]
    return source.spot(source.headings.index(names[0])) if names else (None, None)


def _letters(key: str) -> str:
    """A key without what people and spreadsheets change in it: case, blanks and leading zeros."""
    return "".join(key.casefold().split()).lstrip("0")


def _texts(table: Table, cells: Sequence[Cell]) -> Line:
    return {heading: _text(cell) for heading, cell in zip(table.headings, cells, strict=False)}


def _text(cell: Cell) -> str:
    """The cell as text; what cannot be read stays as it is and is rejected where our sheets are read."""
    try:
        return text_of(cell)
    except BadValueError:
        return str(cell)


def _prefixed(table: str, line: Line) -> Line:
    return {f"{table}.{heading}": value for heading, value in line.items()}


def _split(text: str, signs: Sequence[str]) -> list[str]:
    parts = [text]
    for sign in signs:
        parts = [piece for part in parts for piece in part.split(sign)]
    return [part.strip() for part in parts if part.strip()] or [""]


def _unpivoted(
    rule: Unpivot, headings: Sequence[str], lines: Sequence[NumberedLine]
) -> tuple[list[str], list[NumberedLine]]:
    wide = [heading for heading in headings if rule.matches(heading)]
    common_headings = [heading for heading in headings if heading not in wide]

    def rows() -> Iterator[NumberedLine]:
        for number, line in lines:
            common = {heading: line.get(heading, "") for heading in common_headings}
            for heading in wide:
                if line.get(heading):
                    yield number, common | {rule.name: _part(heading, rule.between), rule.value: line[heading]}

    return [*common_headings, rule.name, rule.value], list(rows())


def _part(heading: str, between: Sequence[str]) -> str:
    """The last part of a heading between two signs, else the heading."""
    if not between:
        return heading
    opening, closing = between[0], between[-1]
    inner = heading.rpartition(closing)[0].rpartition(opening)[2] if closing in heading else ""
    return inner.strip() or heading
