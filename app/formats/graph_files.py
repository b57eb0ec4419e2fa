"""Which nodes and edges does a graph file hold? CSV, GraphML or JSON, without any database."""

from collections.abc import Iterable, Mapping
from pathlib import Path

from app.errors import InvalidInput, TooLarge, WrongFormat
from app.formats.graph_csv import read_edge_csv, read_node_csv
from app.formats.graphml import read_graphml
from app.formats.limits import MAX_BYTES
from app.formats.messages import sentence
from app.formats.node_link import read_node_link
from app.formats.raw_graph import RawGraph
from app.records.graph_records import Edge, GraphRecords

_SHOWN = 5


def read_graph(path: Path, *, lang: str = "de") -> GraphRecords:
    """The graph of a folder with ``nodes.csv`` and ``edges.csv``, an edge CSV, a ``.graphml`` or a node-link ``.json``.

    Ids stay strings. Self-loops and repeated edges are left out and counted in ``dropped`` (``self_loops``,
    ``duplicates``); where a file lists its nodes, an edge to another one is an error.

    Raises:
        InvalidInput: the file cannot be read, lacks something or has edges to nowhere; WrongFormat and TooLarge are.
    """
    raw = _raw(path, lang)
    if raw.nodes is not None:
        _refuse_edges_to_nowhere(raw, path.name, lang)
    kept, dropped = _cleaned(raw)
    nodes = raw.nodes if raw.nodes is not None else _mentioned(raw.edges)
    return GraphRecords(nodes, kept, raw.directed, dropped)


def _raw(path: Path, lang: str) -> RawGraph:
    suffix = path.suffix.lower()
    if path.is_dir():
        nodes = path / "nodes.csv"
        listed = read_node_csv(nodes.name, _load(nodes, lang), lang) if nodes.is_file() else None
        return RawGraph(listed, read_edge_csv("edges.csv", _load(path / "edges.csv", lang), lang))
    if suffix == ".csv":
        return RawGraph(None, read_edge_csv(path.name, _load(path, lang), lang))
    if suffix == ".graphml":
        return read_graphml(path.name, _load(path, lang), lang)
    if suffix == ".json":
        return read_node_link(path.name, _load(path, lang), lang)
    raise WrongFormat(sentence("no_graph", lang, file=path.name), hint=sentence("no_graph.hint", lang))


def _load(path: Path, lang: str) -> bytes:
    if not path.is_file():
        raise InvalidInput(sentence("no_such_file", lang, file=path.name), hint=sentence("no_such_file.hint", lang))
    if path.stat().st_size > MAX_BYTES:
        raise TooLarge(
            sentence("too_large.bytes", lang, file=path.name, limit=MAX_BYTES // 2**20),
            hint=sentence("too_large.hint", lang),
        )
    content = path.read_bytes()
    if not content.strip():
        raise InvalidInput(sentence("empty_file", lang, file=path.name), hint=sentence("empty_file.hint", lang))
    return content


def _refuse_edges_to_nowhere(raw: RawGraph, name: str, lang: str) -> None:
    assert raw.nodes is not None
    unknown = sorted({end for edge in raw.edges for end in (edge.source, edge.target)} - raw.nodes.keys())
    if unknown:
        shown = ", ".join(unknown[:_SHOWN])
        raise InvalidInput(
            sentence("edge_to_nowhere", lang, file=name, count=len(unknown), ids=shown),
            hint=sentence("edge_to_nowhere.hint", lang),
        )


def _cleaned(raw: RawGraph) -> tuple[tuple[Edge, ...], Mapping[str, int]]:
    """The edges without self-loops and repetitions; in an undirected graph the way back is a repetition too."""
    kept: dict[tuple[str, str, str | None], Edge] = {}
    loops = 0
    for edge in raw.edges:
        if edge.source == edge.target:
            loops += 1
            continue
        backwards = raw.directed is False and edge.source > edge.target
        ends = (edge.target, edge.source) if backwards else (edge.source, edge.target)
        kept.setdefault((*ends, edge.kind), edge)
    dropped = {"self_loops": loops, "duplicates": len(raw.edges) - loops - len(kept)}
    return tuple(kept.values()), {name: count for name, count in dropped.items() if count}


def _mentioned(edges: Iterable[Edge]) -> dict[str, Mapping[str, str | float | bool]]:
    return {end: {} for edge in edges for end in (edge.source, edge.target)}
