"""Networks in plain text: GML of igraph, networkx and Gephi, DL of UCINET, and SIF of Cytoscape."""

import re
from collections.abc import Iterator, Sequence
from html import unescape

from app.errors import InvalidInput, WrongFormat
from app.formats.csv_file import decode
from app.formats.decimals import read_decimal
from app.formats.limits import MAX_ROWS
from app.formats.messages import sentence
from app.formats.raw_graph import NO_ATTRIBUTES, Attribute, Attributes, NodeList, RawEdge, RawGraph
from app.formats.zip_check import too_many_cells
from app.records.vocabulary import Lang

_PIECE = re.compile(r'"(?P<quoted>[^"]*)"|(?P<sign>[\[\]])|(?P<word>[^\s\[\]"]+)')
_COMMENT = re.compile(r"^[ \t]*#.*$", re.MULTILINE)
_TOKEN = re.compile(r'"([^"]*)"|\'([^\']*)\'|([^\s,"\']+)')
_DATA = re.compile(r"^\s*data\s*:\s*$|\bdata\s*:", re.IGNORECASE | re.MULTILINE)
_LABELS = re.compile(r"\blabels\s*:(.*)", re.IGNORECASE | re.DOTALL)
_EMBEDDED = re.compile(r"\blabels\s+embedded\b", re.IGNORECASE)
_SIZE = re.compile(r"\bn\s*=\s*(\d{1,9})", re.IGNORECASE)
_FORMAT = re.compile(r"\bformat\s*=\s*(\w+)", re.IGNORECASE)
_NOT_READ = re.compile(
    r"\b(n[rcm]\s*=\s*\d+|diagonal\s*=?\s*absent|matrix labels|(?:row|col\w*) labels)", re.IGNORECASE
)
_LISTS = frozenset({"edgelist1", "nodelist1", "fullmatrix"})

Lists = list[tuple[str, dict[str, Attribute], int]]
"""Lists of a file that hold plain values: their key, their values by key, and the line in which they begin."""


def read_gml(name: str, content: bytes, lang: Lang) -> RawGraph:
    """The network of a GML file; nodes and edges keep their plain attributes, lists within them are how they are drawn.

    Raises:
        WrongFormat: it is no text.
        InvalidInput: brackets that do not close, a second network, or a node that stands there twice.
    """
    lists = _lists(name, decode(name, content, lang), lang)
    graphs = [values for key, values, _ in lists if key == "graph"]
    if len(graphs) > 1:
        raise InvalidInput(sentence("several_graphs", lang, file=name), hint=sentence("several_graphs.hint", lang))
    nodes, edges = NodeList(name, lang), []
    directed = any(values.get("directed") == 1 for values in graphs)
    for key, values, line in lists:
        if key == "node":
            nodes.add(_id(values.pop("id", "")), values, line)
        elif key == "edge":
            source, target = (_id(values.pop(end, "")) for end in ("source", "target"))
            edges.append(RawEdge(source, target, values, directed))
    whole = tuple(edge for edge in edges if edge.source and edge.target)
    half = tuple(number for number, edge in enumerate(edges, 1) if not (edge.source and edge.target))
    return RawGraph(name, nodes.nodes, whole, directed, nameless=tuple(nodes.nameless), half=half)


def _lists(name: str, text: str, lang: Lang) -> Lists:
    """Every list of the file with its plain values, in the order in which they begin."""
    lists: Lists = []
    open_lists: list[dict[str, Attribute]] = [{}]
    key: str | None = None
    for piece, quoted, line in _pieces(text):
        if piece == "]" and not quoted:
            open_lists.pop()
            key = None
            if not open_lists:
                raise _damaged(name, line, piece, lang)
        elif key is None:
            key = piece.lower()
        elif piece == "[" and not quoted:
            values: dict[str, Attribute] = {}
            lists.append((key, values, line))
            open_lists.append(values)
            key = None
        else:
            open_lists[-1][key] = unescape(piece) if quoted else _value(piece)
            key = None
    if len(open_lists) > 1:
        raise _damaged(name, text.count("\n") + 1, "", lang)
    return lists


def _pieces(text: str) -> Iterator[tuple[str, bool, int]]:
    """Each token, whether it stood in quotation marks, and its line."""
    line, counted = 1, 0
    for match in _PIECE.finditer(_COMMENT.sub("", text)):
        line, counted = line + match.string.count("\n", counted, match.start()), match.start()
        quoted = match["quoted"]
        yield (match[0] if quoted is None else quoted), quoted is not None, line


def _value(piece: str) -> Attribute:
    try:
        return read_decimal(piece)
    except ValueError:
        return piece


def _id(value: Attribute) -> str:
    return f"{value:g}" if isinstance(value, float) and value.is_integer() and abs(value) < 1e6 else str(value)  # noqa: PLR2004


def _damaged(name: str, line: int, text: str, lang: Lang) -> InvalidInput:
    message = sentence("network_line", lang, file=name, row=line, text=text, format="GML")
    return InvalidInput(message, hint=sentence("network_line.hint", lang))


def read_dl(name: str, content: bytes, lang: Lang) -> RawGraph:
    """The network of a DL file: a full matrix, or a list of edges or neighbours, with labels.

    Raises:
        WrongFormat: it is no text, or a DL file of several matrices, of two modes or in another arrangement.
        InvalidInput: a line that cannot be read; it is named. TooLarge is one.
    """
    text = decode(name, content, lang)
    data = _DATA.search(text)
    header, size = text[: data.start()] if data else text, _SIZE.search(text)
    arrangement = found[1].lower() if (found := _FORMAT.search(header)) else "fullmatrix"
    aside = _NOT_READ.search(header)
    if data is None or size is None or aside is not None or arrangement not in _LISTS:
        what = aside[0] if aside else f"format={arrangement}"
        message = sentence("format_not_read", lang, file=name, format=f"DL (UCINET, {what})")
        raise WrongFormat(message, hint=sentence("dl_not_read.hint", lang))
    first = text.count("\n", 0, data.end()) + 1
    lines = [(first + at, _tokens(line)) for at, line in enumerate(text[data.end() :].splitlines())]
    lines = [(row, tokens) for row, tokens in lines if tokens]
    embedded = _EMBEDDED.search(header) is not None
    labels = _labels(header)
    if not labels and not embedded and arrangement != "fullmatrix":
        labels = _numbers(name, int(size[1]), lang)
    try:
        if arrangement == "fullmatrix":
            nodes, edges = _of_matrix(lines, labels, embedded=embedded)
        else:
            nodes, edges = (
                labels,
                list(_of_list(lines, labels, with_values=arrangement == "edgelist1", embedded=embedded)),
            )
    except _LineError as bad:
        message = sentence("network_line", lang, file=name, row=bad.row, text=bad.text, format="DL")
        raise InvalidInput(message, hint=sentence("network_line.hint", lang)) from None
    listed = dict.fromkeys((*nodes, *(end for edge in edges for end in (edge.source, edge.target))), NO_ATTRIBUTES)
    return RawGraph(name, listed, tuple(edges), directed=True)


def read_sif(name: str, content: bytes, lang: Lang) -> RawGraph:
    """The network of a SIF file: in each line a node, the kind of its ties, and the nodes at their ends.

    Raises:
        WrongFormat: it is no text.
        InvalidInput: a line with a node and a kind alone.
    """
    text = decode(name, content, lang)
    nodes: dict[str, Attributes] = {}
    edges: list[RawEdge] = []
    separator = "\t" if "\t" in text else None
    for row, line in enumerate(text.splitlines(), 1):
        parts = [part.strip() for part in line.split(separator) if part.strip()]
        if len(parts) == 2:  # noqa: PLR2004 - a node, a kind and nobody
            message = sentence("network_line", lang, file=name, row=row, text=line, format="SIF")
            raise InvalidInput(message, hint=sentence("network_line.hint", lang))
        ends = (*parts[:1], *parts[2:])
        nodes |= dict.fromkeys(ends, NO_ATTRIBUTES)
        edges += [RawEdge(ends[0], target, {"kind": parts[1]}) for target in ends[1:]]
    return RawGraph(name, nodes, tuple(edges))


class _LineError(ValueError):
    """A line that says nothing here."""

    def __init__(self, row: int, tokens: Sequence[str]) -> None:
        super().__init__(row)
        self.row, self.text = row, " ".join(tokens)


def _tokens(line: str) -> list[str]:
    return [next(filter(None, match.groups()), "") for match in _TOKEN.finditer(line)]


def _labels(header: str) -> list[str]:
    """The labels of the nodes: separated, or one in each line."""
    found = _LABELS.search(header)
    if found is None:
        return []
    size = int(_SIZE.search(header)[1])  # type: ignore[index]  # it was looked for before
    lines = [line.strip(" \t,\"'") for line in found[1].splitlines() if line.strip()]
    return lines if len(lines) == size else _tokens(found[1])


def _numbers(name: str, size: int, lang: Lang) -> list[str]:
    """The names of nodes that have none, those without ties too.

    Raises:
        TooLarge: more nodes than a file may have.
    """
    if size > MAX_ROWS:
        raise too_many_cells(name, lang)  # before so many are made of one line
    return [str(number) for number in range(1, size + 1)]


def _of_matrix(
    lines: Sequence[tuple[int, list[str]]], labels: Sequence[str], *, embedded: bool
) -> tuple[Sequence[str], list[RawEdge]]:
    """Nodes and edges of a matrix; with both halves alike each pair has one edge without direction."""
    names = list(lines[0][1]) if embedded and lines else list(labels) or [str(at + 1) for at in range(len(lines))]
    rows = lines[1:] if embedded else lines
    values: dict[tuple[int, int], float] = {}
    for at, (row, tokens) in enumerate(rows):
        numbers = tokens[1:] if embedded else tokens
        if len(numbers) != len(names) or at >= len(names):
            raise _LineError(row, tokens)
        try:
            values |= {(at, to): number for to, token in enumerate(numbers) if (number := read_decimal(token))}
        except ValueError:
            raise _LineError(row, tokens) from None
    mutual = all(values.get((to, at)) == value for (at, to), value in values.items())
    pairs = ((at, to) for at, to in values if not mutual or at <= to)
    return names, [RawEdge(names[at], names[to], {"value": values[at, to]}, not mutual) for at, to in pairs]


def _of_list(
    lines: Sequence[tuple[int, list[str]]], labels: Sequence[str], *, with_values: bool, embedded: bool
) -> Iterator[RawEdge]:
    for row, tokens in lines:
        if len(tokens) < 2 and with_values:  # noqa: PLR2004 - two ends
            raise _LineError(row, tokens)
        source, *targets = tokens[:2] if with_values else tokens
        for target in targets:
            try:
                first, second = (end if embedded else labels[_place(end)] for end in (source, target))
                value = {"value": read_decimal(tokens[2])} if with_values and tokens[2:] else {}
            except (ValueError, IndexError):
                raise _LineError(row, tokens) from None
            yield RawEdge(first, second, value, directed=True)


def _place(number: str) -> int:
    """Where the label of a node stands, from its number, which counts from 1; a ValueError where it is none."""
    if (place := int(number) - 1) < 0:
        raise ValueError(number)
    return place
