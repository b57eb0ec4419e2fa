"""Queries by name, read from their files, each held to the promise of its header."""

import re
from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

HEADER = ("name", "doc", "access", "params", "returns")
ACCESS = ("read", "write")
TYPES = ("STRING", "INTEGER", "FLOAT", "BOOLEAN", "LIST", "MAP")
NOTHING = {"params": "none", "returns": "nothing"}

_HEADER_LINE = re.compile(r"// (?P<key>\w+): (?P<value>.+)")
_COMMENT_OR_TEXT = re.compile(r"//[^\n]*|'(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\"")
_PAIR = re.compile(rf"(?P<name>\w+): (?P<type>{'|'.join(TYPES)})")
_PARAMETER = re.compile(r"\$(\w+)")


class BrokenQuery(ValueError):
    """A query file contradicts itself; it is a defect of the product, found when queries are loaded."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """One query. ``parameters`` and ``returns`` lead from names to types of Cypher."""

    name: str
    doc: str
    access: str
    parameters: Mapping[str, str]
    returns: Mapping[str, str]
    text: str

    def accept(self, access: str, arguments: AbstractSet[str]) -> None:
        """Make sure that a call fits the header.

        Raises:
            TypeError: parameters are missing or unknown, or a write is called as a read.
        """
        if access == "read" and self.access != "read":
            raise TypeError(f"{self.name} writes; it runs in a write transaction only")
        if arguments != set(self.parameters):
            raise TypeError(f"{self.name} takes {sorted(self.parameters)}, not {sorted(arguments)}")


@cache
def queries() -> Mapping[str, Query]:
    """Every query of the product by name, for example ``offers/read``.

    Raises:
        BrokenQuery: the name, header or parameters of a file disagree.
    """
    parsed = (parse(name, file.read_text("utf-8")) for name, file in _query_files())
    return {query.name: query for query in parsed}


def parse(name: str, text: str) -> Query:
    """The query in a file of that name.

    Raises:
        BrokenQuery: header or parameters disagree with the file.
    """
    header = _header(name, text)
    if header["name"] != name:
        raise BrokenQuery(f"{name}: its header calls it {header['name']}")
    if header["access"] not in ACCESS:
        raise BrokenQuery(f"{name}: access is {header['access']}, not read or write")
    parameters = _typed(name, "params", header["params"])
    used = set(_PARAMETER.findall(statement(text)))
    if used != set(parameters):
        raise BrokenQuery(f"{name}: the header names {sorted(parameters)}, the query uses {sorted(used)}")
    returns = _typed(name, "returns", header["returns"])
    return Query(
        name=name, doc=header["doc"], access=header["access"], parameters=parameters, returns=returns, text=text
    )


def statement(text: str) -> str:
    """The query without comments and with empty texts in quotes, so that only its structure is left."""
    return _COMMENT_OR_TEXT.sub(lambda match: "" if match.group().startswith("//") else "''", text)


def _query_files() -> Iterator[tuple[str, Traversable]]:
    for topic in files("cypher").iterdir():
        if topic.is_dir():
            for file in topic.iterdir():
                if file.name.endswith(".cypher"):
                    yield f"{topic.name}/{file.name.removesuffix('.cypher')}", file


def _header(name: str, text: str) -> dict[str, str]:
    lines = [_HEADER_LINE.fullmatch(line) for line in text.splitlines()[: len(HEADER)]]
    header = {line["key"]: line["value"].strip() for line in lines if line}
    if tuple(header) != HEADER:
        raise BrokenQuery(f"{name}: the file opens with {', '.join(HEADER)}, one a line")
    return header


def _typed(name: str, key: str, value: str) -> dict[str, str]:
    if value == NOTHING[key]:
        return {}
    pairs = [_PAIR.fullmatch(pair) for pair in value.split(", ")]
    if None in pairs:
        raise BrokenQuery(f"{name}: {key} is a list of name: TYPE with one of {', '.join(TYPES)}")
    return {pair["name"]: pair["type"] for pair in pairs if pair}
