"""The file that says how a foreign table becomes our sheets: its keys, and what is wrong with one.

Example::

    [[sheets]]
    target = "Angebote"  # one of our sheets
    source = "essen"  # the file or sheet to read; may be left out when there is only one table
    join = [{ table = "orte", key = "ort_id", to = "id" }]  # its columns are {orte.name} …
    where = { city = ["Essen"] }  # only rows with one of these values
    group_by = ["Name", "Akteur"]  # rows that agree in these become one
    earliest = ["Seit"]  # of a group the first date, written as in ISO 8601
    latest = ["Bis"]  # of a group the last date
    split = { Zielgruppen = [",", "/"] }  # signs that separate values beside the semicolon

    [sheets.unpivot]  # one row for each of these columns
    columns = ["Q02*"]  # their headings, * is anything
    name = "Partner"  # the heading is then {Partner} …
    between = ["[", "]"]  # … or the last part of it between these signs
    value = "Antwort"  # and the cell {Antwort}; empty cells make no row

    [sheets.columns]  # our heading = template of foreign columns; text alone is a constant
    Name = "{operation}"
    Akteur = "{beneficiary}"
    Stadtweit = "ja"

    [sheets.values.Name]  # what a finished cell is replaced by; "*" is everything else
    "4.1 Jugend in Arbeit plus" = "Jugend in Arbeit plus"
"""

import re
import tomllib
from collections.abc import Collection, Sequence
from fnmatch import fnmatchcase

from pydantic import BaseModel, ConfigDict, ValidationError

from app.errors import InvalidInput, Problem
from app.formats.messages import sentence
from app.records.vocabulary import Lang

PLACEHOLDER = re.compile(r"\{([^{}]+)\}")


class _Keys(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class Join(_Keys):
    """Another table whose row has in ``to`` what stands in ``key`` here; its columns are ``table.column``."""

    table: str
    key: str
    to: str


class Unpivot(_Keys):
    """Columns that become rows: ``name`` holds the heading, or what is ``between`` two signs of it, ``value`` the cell."""

    columns: list[str]
    name: str
    value: str
    between: list[str] = []

    def matches(self, heading: str) -> bool:
        """Whether a column becomes rows."""
        return any(fnmatchcase(heading, pattern.replace("[", "[[]")) for pattern in self.columns)


class SheetMapping(_Keys):
    """One of our sheets as made from a foreign table; the example above says what each key does."""

    target: str
    columns: dict[str, str]
    source: str | None = None
    join: list[Join] = []
    where: dict[str, list[str]] = {}
    unpivot: Unpivot | None = None
    values: dict[str, dict[str, str]] = {}
    split: dict[str, list[str]] = {}
    group_by: list[str] = []
    earliest: list[str] = []
    latest: list[str] = []


class MappingFile(_Keys):
    """A whole mapping file."""

    sheets: list[SheetMapping]


def parse_mapping(mapping: bytes | str, lang: Lang) -> MappingFile:
    """The rules of a mapping file.

    Raises:
        InvalidInput: it is no TOML, or one of its keys is unknown, missing or wrongly filled.
    """
    try:
        text = mapping.decode("utf-8-sig") if isinstance(mapping, bytes) else mapping
        return MappingFile.model_validate(tomllib.loads(text))
    except ValidationError as error:
        keys = [_dotted(fault["loc"]) for fault in error.errors(include_url=False, include_input=False)]
        raise refusal("mapping_key", keys, lang) from error
    except (ValueError, RecursionError) as error:  # brackets within brackets, thousands deep, are no mapping either
        reason = "maximum depth exceeded" if isinstance(error, RecursionError) else error
        message = sentence("mapping_toml", lang, reason=reason)
        raise InvalidInput(message, hint=sentence("mapping_toml.hint", lang)) from error


def check_columns(rule: SheetMapping, foreign: Collection[str], pointer: str, lang: Lang) -> None:
    """Every name in a rule is a foreign column or one of our headings that the rule fills.

    Raises:
        InvalidInput: naming the keys that name something else, and the columns there are.
    """
    wrong = [
        f"{pointer}.columns.{heading}"
        for heading, template in rule.columns.items()
        if not set(foreign).issuperset(PLACEHOLDER.findall(template))
    ]
    wrong += [f"{pointer}.where.{name}" for name in rule.where if name not in foreign]
    for key in ("values", "split", "group_by", "earliest", "latest"):
        names = getattr(rule, key)
        absent = [name for name in names if name not in rule.columns]
        wrong += [f"{pointer}.{key}.{name}" if isinstance(names, dict) else f"{pointer}.{key}" for name in absent]
    if wrong:
        raise refusal("mapping_column", wrong, lang, names=", ".join(foreign))


def refusal(key: str, pointers: Sequence[str], lang: Lang, **arguments: object) -> InvalidInput:
    """The refusal of a mapping whose keys ``pointers`` are wrong."""
    message = sentence(key, lang, keys=", ".join(pointers), **arguments)
    problems = tuple(Problem(code=key, message=message, pointer=pointer) for pointer in pointers)
    return InvalidInput(message, hint=sentence("mapping.hint", lang), problems=problems)


def _dotted(location: tuple[int | str, ...]) -> str:
    path = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in location)
    return path.removeprefix(".")
