"""Which nodes and edges do two CSV files hold? ``id,…`` and ``source,target[,strength,kind,status]``."""

from collections.abc import Mapping

from app.errors import InvalidInput
from app.formats.csv_file import read_csv
from app.formats.messages import sentence
from app.formats.raw_graph import Attributes, make_edge
from app.formats.tables import Table
from app.records.graph_records import Edge
from app.records.spelling import folded

_NAMES = {
    "source": ("source", "from", "von", "quelle"),
    "target": ("target", "to", "nach", "ziel"),
    "strength": ("strength", "stärke"),
    "kind": ("kind", "art"),
    "status": ("status",),
    "id": ("id",),
}


def read_node_csv(name: str, content: bytes, lang: str) -> Mapping[str, Attributes]:
    """Nodes by id; the other columns are their attributes, as text.

    Raises:
        InvalidInput: there is no column ``id``, or an id is missing or occurs twice.
    """
    table = read_csv(name, content, lang)
    index = _required(table, "id", lang)
    nodes: dict[str, Attributes] = {}
    for number, cells in table.rows:
        node = _cell(cells, index)
        if not node or node in nodes:
            raise InvalidInput(
                sentence("bad_node", lang, file=name, row=number, id=node or "–"), hint=sentence("bad_node.hint", lang)
            )
        others = ((heading, _cell(cells, at)) for at, heading in enumerate(table.headings) if at != index and heading)
        nodes[node] = {heading: value for heading, value in others if value}
    return nodes


def read_edge_csv(name: str, content: bytes, lang: str) -> tuple[Edge, ...]:
    """Edges in the order of the file.

    Raises:
        InvalidInput: ``source`` or ``target`` is missing, as a column or in a row.
    """
    table = read_csv(name, content, lang)
    for needed in ("source", "target"):
        _required(table, needed, lang)
    columns = _columns(table)
    edges = []
    for number, cells in table.rows:
        row = {field: _cell(cells, index) for field, index in columns.items()}
        if not row["source"] or not row["target"]:
            raise InvalidInput(
                sentence("half_edge", lang, file=name, row=number), hint=sentence("half_edge.hint", lang)
            )
        edges.append(make_edge(row["source"], row["target"], row, lang))
    return tuple(edges)


def _required(table: Table, field: str, lang: str) -> int:
    index = _columns(table).get(field)
    if index is None:
        raise InvalidInput(
            sentence("no_column", lang, file=table.file, value=field), hint=sentence("no_column.hint", lang)
        )
    return index


def _columns(table: Table) -> dict[str, int]:
    headings = [folded(heading) for heading in table.headings]
    found = {
        field: next((headings.index(name) for name in names if name in headings), None)
        for field, names in _NAMES.items()
    }
    return {field: index for field, index in found.items() if index is not None}


def _cell(cells: tuple[object, ...], index: int) -> str:
    return str(cells[index]).strip() if index < len(cells) else ""
