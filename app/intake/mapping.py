"""How does a foreign table become our sheets? A TOML file says it, column by column.

Example::

    [[sheets]]
    target = "Angebote"  # one of our sheets
    source = "essen"  # the file or sheet to read; may be left out when there is only one table
    where = { city = ["Essen"] }  # only rows with one of these values
    group_by = ["Name", "Akteur"]  # rows that agree in these become one
    earliest = ["Seit"]  # of a group the first date, written as in ISO 8601
    latest = ["Bis"]  # of a group the last date

    [sheets.columns]  # our heading = template of foreign columns; text alone is a constant
    Name = "{operation}"
    Akteur = "{beneficiary}"
    Stadtweit = "ja"

    [sheets.values.Name]  # what a finished cell is replaced by; "*" is everything else
    "4.1 Jugend in Arbeit plus" = "Jugend in Arbeit plus"
"""

import re
import tomllib
from collections.abc import Mapping, Sequence

from pydantic import BaseModel, ConfigDict, ValidationError

from app.errors import InvalidInput, Problem
from app.formats.messages import sentence
from app.formats.tables import Cell, Table
from app.intake.values.texts import BadValueError, text_of
from app.records.spelling import folded

_PLACEHOLDER = re.compile(r"\{([^{}]+)\}")
_ANYTHING_ELSE = "*"
Line = dict[str, str]


class SheetMapping(BaseModel):
    """One of our sheets as made from a foreign table; the example above says what each key does."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    target: str
    columns: dict[str, str]
    source: str | None = None
    where: dict[str, list[str]] = {}
    values: dict[str, dict[str, str]] = {}
    group_by: list[str] = []
    earliest: list[str] = []
    latest: list[str] = []


class MappingFile(BaseModel):
    """A whole mapping file."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    sheets: list[SheetMapping]


def apply_mapping(mapping: bytes | str, tables: Sequence[Table], *, lang: str = "de") -> tuple[Table, ...]:
    """Our sheets as made from foreign tables; rows keep their numbers, so that problems are found in the foreign file.

    Raises:
        InvalidInput: the mapping is no TOML, or one of its keys is unknown, missing or names what is not there.
    """
    rules = _parsed(mapping, lang)
    return tuple(
        _mapped(rule, _source(rule, f"sheets[{at}]", tables, lang), f"sheets[{at}]", lang)
        for at, rule in enumerate(rules.sheets)
    )


def _parsed(mapping: bytes | str, lang: str) -> MappingFile:
    try:
        text = mapping.decode("utf-8-sig") if isinstance(mapping, bytes) else mapping
        return MappingFile.model_validate(tomllib.loads(text))
    except ValidationError as error:
        keys = [_dotted(each["loc"]) for each in error.errors(include_url=False, include_input=False)]
        raise _refusal("mapping_key", keys, lang) from error
    except ValueError as error:
        raise InvalidInput(
            sentence("mapping_toml", lang, reason=error), hint=sentence("mapping_toml.hint", lang)
        ) from error


def _dotted(location: tuple[int | str, ...]) -> str:
    path = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in location)
    return path.removeprefix(".")


def _refusal(key: str, pointers: Sequence[str], lang: str, **arguments: object) -> InvalidInput:
    message = sentence(key, lang, keys=", ".join(pointers), **arguments)
    problems = tuple(Problem(code=key, message=message, pointer=pointer) for pointer in pointers)
    return InvalidInput(message, hint=sentence("mapping.hint", lang), problems=problems)


def _source(rule: SheetMapping, pointer: str, tables: Sequence[Table], lang: str) -> Table:
    if rule.source is None and len(tables) == 1:
        return tables[0]
    wanted = folded(rule.source or "")
    found = [table for table in tables if wanted in {folded(table.sheet), folded(table.file)}]
    if len(found) != 1:
        names = ", ".join(table.sheet for table in tables)
        raise _refusal("mapping_source", [f"{pointer}.source"], lang, value=rule.source or "–", names=names)
    return found[0]


def _mapped(rule: SheetMapping, table: Table, pointer: str, lang: str) -> Table:
    _check_columns(rule, table, pointer, lang)
    lines = [(number, _texts(table, cells)) for number, cells in table.rows]
    kept = [(number, _line(rule, line)) for number, line in lines if _passes(rule, line)]
    grouped = _grouped(rule, kept) if rule.group_by else kept
    rows = tuple((number, tuple(line.values())) for number, line in grouped)
    return Table(table.file, rule.target, tuple(rule.columns), rows)


def _check_columns(rule: SheetMapping, table: Table, pointer: str, lang: str) -> None:
    """Every name in the rule is a foreign column or one of our headings that the rule fills."""
    foreign = frozenset(table.headings)
    wrong = [
        f"{pointer}.columns.{heading}"
        for heading, template in rule.columns.items()
        if not foreign.issuperset(_PLACEHOLDER.findall(template))
    ]
    wrong += [f"{pointer}.where.{name}" for name in rule.where if name not in foreign]
    wrong += [f"{pointer}.values.{name}" for name in rule.values if name not in rule.columns]
    for key in ("group_by", "earliest", "latest"):
        wrong += [f"{pointer}.{key}" for name in getattr(rule, key) if name not in rule.columns]
    if wrong:
        raise _refusal("mapping_column", wrong, lang, names=", ".join(table.headings))


def _texts(table: Table, cells: Sequence[Cell]) -> Line:
    return {heading: _text(cell) for heading, cell in zip(table.headings, cells, strict=False)}


def _text(cell: Cell) -> str:
    """The cell as text; what cannot be read stays as it is and is rejected where our sheets are read."""
    try:
        return text_of(cell)
    except BadValueError:
        return str(cell)


def _passes(rule: SheetMapping, line: Mapping[str, str]) -> bool:
    return all(line.get(name, "") in values for name, values in rule.where.items())


def _line(rule: SheetMapping, foreign: Mapping[str, str]) -> Line:
    return {heading: _filled(heading, template, rule, foreign) for heading, template in rule.columns.items()}


def _filled(heading: str, template: str, rule: SheetMapping, foreign: Mapping[str, str]) -> str:
    text = _PLACEHOLDER.sub(lambda match: foreign.get(match.group(1), ""), template).strip()
    translations = rule.values.get(heading, {})
    return translations.get(text, translations.get(_ANYTHING_ELSE, text))


def _grouped(rule: SheetMapping, lines: Sequence[tuple[int, Line]]) -> list[tuple[int, Line]]:
    """One line per group, at the place of its first; only the dates are drawn together."""
    groups: dict[tuple[str, ...], list[tuple[int, Line]]] = {}
    for number, line in lines:
        groups.setdefault(tuple(line[name] for name in rule.group_by), []).append((number, line))
    return [(group[0][0], _united(rule, [line for _, line in group])) for group in groups.values()]


def _united(rule: SheetMapping, lines: Sequence[Line]) -> Line:
    united = dict(lines[0])
    for names, chosen in ((rule.earliest, min), (rule.latest, max)):
        for name in names:
            given = [line[name] for line in lines]
            united[name] = chosen(given) if all(given) else ""
    return united
