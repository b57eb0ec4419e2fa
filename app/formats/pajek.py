"""Pajek: vertices with labels, arcs and edges with values, lists and matrices of a ``.net`` file."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from app.errors import InvalidInput
from app.formats.csv_file import decode
from app.formats.decimals import read_decimal
from app.formats.limits import MAX_ROWS
from app.formats.messages import sentence
from app.formats.raw_graph import Attribute, RawEdge, RawGraph
from app.formats.zip_check import too_many_cells
from app.records.vocabulary import Lang

_TOKEN = re.compile(r'"((?:[^"]|"")*)"|(\S+)')
_INTERVAL = re.compile(r"\[[\d,;*\s-]+\]")
_SECTION = re.compile(r"\*(\w+)\s*(.*)")
_READ = frozenset({"network", "vertices", "arcs", "edges", "arcslist", "edgeslist", "matrix"})
_OF_VERTICES = frozenset({"partition", "vector", "permutation", "cluster"})
"""Sections with a number for each vertex, which begin with how many there are."""
MODE = "mode"
"""Attribute of the vertices of a two-mode network: 1 or 2."""


def is_pajek(content: bytes) -> bool:
    """Whether the first line with content begins a section of Pajek."""
    lines = content[:4000].removeprefix(b"\xef\xbb\xbf").splitlines()
    first = next((line.strip().lower() for line in lines if line.strip() and not line.lstrip().startswith(b"%")), b"")
    return first.startswith((b"*vertices", b"*network", b"*arcs", b"*edges"))


def read_pajek(name: str, content: bytes, lang: Lang) -> RawGraph:
    """The network of a Pajek file; vertices keep their label, arcs their direction, ties their value.

    Partitions, vectors and further sections are told as not read.

    Raises:
        WrongFormat: it is no text.
        InvalidInput: a line that cannot be read (it is named), or a second network.
    """
    reader = PajekReader(name, lang)
    for row, line in enumerate(decode(name, content, lang).splitlines(), 1):
        if line.strip() and not line.lstrip().startswith("%"):
            reader.read(row, line.strip())
    return reader.graph()


@dataclass(slots=True)
class PajekReader:
    """Gathers a network line by line; ``section`` is the part of the file that the line stands in."""

    file: str
    lang: Lang
    section: str = ""
    relation: str = ""
    count: int = 0
    first_mode: int = 0
    labels: dict[int, str] = field(default_factory=dict)
    edges: list[RawEdge] = field(default_factory=list)
    unread: dict[str, None] = field(default_factory=dict)
    matrix_row: int = 0

    def read(self, row: int, line: str) -> None:
        """Read one line.

        Raises:
            InvalidInput: it cannot be understood, or begins a second network.
        """
        try:
            self._read(row, line)
        except (ValueError, IndexError):
            message = sentence("network_line", self.lang, file=self.file, row=row, text=line, format="Pajek")
            raise InvalidInput(message, hint=sentence("network_line.hint", self.lang)) from None

    def graph(self) -> RawGraph:
        """The network read so far; vertices without a line are known by their number."""
        numbers = range(1, self.count + 1)
        nodes = {str(number): self._attributes(number) for number in numbers}
        return RawGraph(self.file, nodes, tuple(self.edges), unread=tuple(self.unread))

    def _read(self, row: int, line: str) -> None:
        heading = _SECTION.fullmatch(line)
        if heading is not None:
            self._begin(heading[1].lower(), heading[2])
        elif self.section == "vertices":
            tokens = _tokens(line)
            if any(map(_INTERVAL.fullmatch, tokens[2:])):
                self.unread[sentence("graph_times", self.lang)] = None
            self.labels[int(tokens[0])] = tokens[1] if len(tokens) > 1 else tokens[0]
        elif self.section in _READ:
            self.edges.extend(self._edges(row, _tokens(line)))

    def _begin(self, section: str, arguments: str) -> None:
        if section == "vertices" and self.section in _OF_VERTICES:
            return  # how many numbers follow, not another network
        self.section, self.matrix_row = section, 0
        if section == "vertices":
            if self.count:
                raise InvalidInput(
                    sentence("several_graphs", self.lang, file=self.file),
                    hint=sentence("several_graphs.hint", self.lang),
                )
            sizes = [int(size) for size in arguments.split()]
            if sizes[0] > MAX_ROWS:
                raise too_many_cells(self.file, self.lang)  # before so many are made of one line
            self.count, self.first_mode = sizes[0], sizes[1] if len(sizes) > 1 else 0
        elif section not in _READ:
            self.unread[f"*{section}"] = None
        self.relation = arguments.partition('"')[2].rstrip('"') if section in {"arcs", "edges"} else ""

    def _edges(self, row: int, tokens: Sequence[str]) -> Iterator[RawEdge]:
        directed = not self.section.startswith("edges")
        if self.section == "matrix":
            self.matrix_row += 1
            offset = self.first_mode
            values = ((column, read_decimal(token)) for column, token in enumerate(tokens, 1))
            for column, value in values:
                if value:
                    yield RawEdge(str(self.matrix_row), str(column + offset), {"value": value}, directed=True, row=row)
        elif self.section.endswith("list"):
            for token in tokens[1:]:
                yield RawEdge(str(int(tokens[0])), str(int(token)), {}, directed, row)
        else:
            attributes: dict[str, Attribute] = {"value": read_decimal(tokens[2])} if len(tokens) > 2 else {}  # noqa: PLR2004 - source, target, value
            attributes |= {"kind": self.relation} if self.relation else {}
            yield RawEdge(str(int(tokens[0])), str(int(tokens[1])), attributes, directed, row)

    def _attributes(self, number: int) -> dict[str, Attribute]:
        attributes: dict[str, Attribute] = {"label": self.labels[number]} if number in self.labels else {}
        if self.first_mode:
            attributes[MODE] = "1" if number <= self.first_mode else "2"
        return attributes


def _tokens(line: str) -> list[str]:
    return [quoted.replace('""', '"') or plain for quoted, plain in _TOKEN.findall(line)]
