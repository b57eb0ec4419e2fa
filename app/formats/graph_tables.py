"""Networks in tables: edge lists, node lists beside them, and matrices, with headings in German or English."""

import re
from collections.abc import Iterator, Mapping, Sequence

from app.errors import InvalidInput
from app.formats.edge_columns import spelled
from app.formats.matrices import graph_of_matrix, matrix_of
from app.formats.messages import sentence
from app.formats.raw_graph import NO_ATTRIBUTES, Attribute, NodeList, RawEdge, RawGraph, unlisted_ends
from app.formats.tables import Cell, Table, Unreadable
from app.records.graph_records import Attributes
from app.records.spelling import folded
from app.records.vocabulary import Lang

ENDS = (
    ("source", "target"),
    ("source id", "target id"),
    ("source node", "target node"),
    ("source name", "target name"),
    ("from", "to"),
    ("from id", "to id"),
    ("from node", "to node"),
    ("von", "nach"),
    ("von", "zu"),
    ("von", "an"),
    ("von akteur", "zu akteur"),
    ("vertex 1", "vertex 2"),
    ("quelle", "ziel"),
    ("start", "ziel"),
    ("sender", "receiver"),
    ("sender", "empfänger"),
    ("ego", "alter"),
    ("node1", "node2"),
    ("node 1", "node 2"),
    ("knoten 1", "knoten 2"),
    ("actor 1", "actor 2"),
    ("akteur 1", "akteur 2"),
    ("organisation 1", "organisation 2"),
    ("organization 1", "organization 2"),
    ("einrichtung 1", "einrichtung 2"),
    (":start id", ":end id"),
)
"""Headings of the two columns that make a table an edge list."""

IDS = (
    "id",
    ":id",
    "node id",
    "key",
    "kennung",
    "node",
    "knoten",
    "vertex",
    "nr",
    "name",
    "label",
    "bezeichnung",
    "einrichtung",
)
"""Headings by which a node list names its nodes, the first that is there."""

LABELS = ("label", "name", "bezeichnung", "titel", "title", "einrichtung", "organisation", "organization")
_NODE_LIST = re.compile(
    r"(.*?)[\s_\-\[(]*(?:nodes?|knoten|vertices|elements|elemente|akteure|actors)[\])]*", re.IGNORECASE
)
_EDGE_LIST = re.compile(
    r"(.*?)[\s_\-\[(]*(?:edges?|kanten|links|ties|connections|verbindungen|beziehungen)[\])]*", re.IGNORECASE
)
"""``Netz_edges``, and ``Netz [Edges]`` as Gephi writes it."""
_LAST_TITLE_ROW = 5
_PERIODS = frozenset({("from", "to")})
_RECORDS = frozenset({"name", "title", "titel", "bezeichnung", "programme", "actor", "actor a", "akteur"})
"""With one of these headings ``from`` and ``to`` are the days of a record, not the ends of an edge."""


def graph_of_tables(tables: Sequence[Table], lang: Lang) -> RawGraph | None:
    """The network that tables hold, None where they hold something else.

    Raises:
        InvalidInput: there are several edge lists, or an id occurs twice.
    """
    tables = [_headed(table) for table in tables]
    edge_lists = [table for table in tables if ends_of(table)]
    if len(edge_lists) > 1:
        names = ", ".join(table.sheet for table in edge_lists)
        message = sentence("several_edge_lists", lang, names=names)
        raise InvalidInput(message, hint=sentence("several_graphs.hint", lang))
    if edge_lists:
        return _of_lists(edge_lists[0], [table for table in tables if table is not edge_lists[0]], lang)
    matrix = matrix_of(tables[0]) if len(tables) == 1 else None
    return None if matrix is None else graph_of_matrix(matrix)


def _headed(table: Table) -> Table:
    """The table with its headings below lines of titles, where these name the ends of an edge or, as NodeXL has it, its vertices."""
    candidates = [table.headed_by(number) for number, _ in table.possible_headings(_LAST_TITLE_ROW)]
    lists = (each for each in candidates if ends_of(each) or "vertex" in _headings(each))
    return next(lists, table)


def ends_of(table: Table) -> tuple[int, int] | None:
    """The columns with the ends of an edge; None: the table is no edge list."""
    headings = _headings(table)
    excluded = _PERIODS if _RECORDS & headings.keys() else frozenset()
    pairs = (pair for pair in ENDS if pair not in excluded and headings.keys() >= set(pair))
    return next(((headings[source], headings[target]) for source, target in pairs), None)


def _of_lists(edge_list: Table, further: Sequence[Table], lang: Lang) -> RawGraph:
    node_list = _node_list_of(edge_list, further)
    all_edges = tuple(_edges(edge_list))
    edges = tuple(edge for edge in all_edges if edge.source and edge.target)
    half = tuple(edge.row for edge in all_edges if edge.row and not (edge.source and edge.target))
    listed = NodeList(edge_list.file, lang)
    if node_list is not None:
        _list_nodes(node_list, listed)
    unread = tuple(table.sheet or table.file for table in further if table is not node_list)
    nodes = listed.nodes if node_list is not None else None
    edges = _by_id(edges, nodes) if nodes else edges
    unlisted = unlisted_ends(edges, listed.nodes) if node_list is not None and _has_names_as_ids(node_list) else ()
    return RawGraph(
        edge_list.file,
        None if nodes is None else nodes | dict.fromkeys(unlisted, NO_ATTRIBUTES),
        edges,
        unlisted=unlisted,
        unread=unread,
        nameless=tuple(listed.nameless),
        half=half,
    )


def _has_names_as_ids(node_list: Table) -> bool:
    column = _id_column(node_list)
    return column is not None and spelled(node_list.headings[column]) in LABELS


def _node_list_of(edge_list: Table, further: Sequence[Table]) -> Table | None:
    """The node list that belongs to an edge list: by its name, else the further table that lists all ends of its edges."""
    prefix = _prefix(_EDGE_LIST, edge_list.sheet)
    node_lists = [
        table for table in further if _id_column(table) is not None and _prefix(_NODE_LIST, table.sheet) is not None
    ]
    alike = [table for table in node_lists if _prefix(_NODE_LIST, table.sheet) == prefix]
    ends = {end for edge in _edges(edge_list) for end in (edge.source, edge.target) if end}
    complete = (table for table in further if ends and ends <= _ids(table))
    return next(iter(alike or node_lists), None) or next(complete, None)


def _ids(table: Table) -> set[str]:
    column = _id_column(table)
    return set() if column is None else {_name(cells, column) for _, cells in table.rows}


def _prefix(pattern: re.Pattern[str], name: str) -> str | None:
    matched = pattern.fullmatch(name)
    return folded(matched[1]) if matched else None


def _edges(table: Table) -> Iterator[RawEdge]:
    """Every edge of a list, also those without one of their ends."""
    columns = ends_of(table)
    assert columns is not None, "an edge list"
    for row, cells in table.rows:
        source, target = (_name(cells, column) for column in columns)
        yield RawEdge(source, target, _attributes(table, cells, columns), row=row)


def _list_nodes(table: Table, nodes: NodeList) -> None:
    column = _id_column(table)
    assert column is not None, "a node list"
    aside = () if spelled(table.headings[column]) in LABELS else (column,)
    for row, cells in table.rows:
        nodes.add(_name(cells, column), _attributes(table, cells, aside), row)


def _by_id(edges: tuple[RawEdge, ...], nodes: Mapping[str, Attributes]) -> tuple[RawEdge, ...]:
    """The same edges, their ends as ids where the list names them by the labels of its nodes."""
    if all(edge.source in nodes and edge.target in nodes for edge in edges):
        return edges
    labels = [(_label(attributes), node) for node, attributes in nodes.items()]
    ids = {label: node for label, node in labels if label}
    if len(ids) < len(labels):
        return edges
    return tuple(
        RawEdge(
            ids.get(edge.source, edge.source),
            ids.get(edge.target, edge.target),
            edge.attributes,
            edge.directed,
            edge.row,
        )
        for edge in edges
    )


def _label(attributes: Attributes) -> str:
    by_name = {spelled(name): str(value) for name, value in attributes.items()}
    return next((by_name[name] for name in LABELS if name in by_name), "")


def _headings(table: Table) -> dict[str, int]:
    return {spelled(heading): index for index, heading in reversed(list(enumerate(table.headings)))}


def _id_column(table: Table) -> int | None:
    headings = _headings(table)
    return next((headings[name] for name in IDS if name in headings), None)


def _attributes(table: Table, cells: Sequence[Cell], aside: Sequence[int]) -> dict[str, Attribute]:
    values = ((heading, _cell(cells, at)) for at, heading in enumerate(table.headings) if at not in aside and heading)
    return {heading: value for heading, value in values if value}


def _name(cells: Sequence[Cell], index: int) -> str:
    """The cell with the name of a node; an error or a formula without a result is none."""
    unreadable = index < len(cells) and isinstance(cells[index], Unreadable)
    return "" if unreadable else _cell(cells, index)


def _cell(cells: Sequence[Cell], index: int) -> str:
    if index >= len(cells):
        return ""
    cell = cells[index]
    return f"{cell:g}" if isinstance(cell, float) and cell.is_integer() else str(cell).strip()
