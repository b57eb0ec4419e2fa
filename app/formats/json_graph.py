"""Networks in JSON: node-link of networkx and D3, graphology and Gephi Lite, Cytoscape, Kumu, JSON Graph Format."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.errors import InvalidInput, WrongFormat
from app.formats.messages import sentence
from app.formats.raw_graph import NO_ATTRIBUTES, Attribute, NodeList, RawEdge, RawGraph, unlisted_ends
from app.records.vocabulary import Lang

Json = object
_NODES = ("nodes", "elements", "vertices")
_EDGES = ("links", "edges", "connections")
_IDS = ("id", "_id", "key")
_NAMES = ("label", "name", "title")
_ENDS = {"source": ("source", "from"), "target": ("target", "to")}
_NESTED = ("data", "attributes")
"""Objects within a node or edge that hold its attributes (Cytoscape; graphology and Kumu)."""


def read_json_graph(name: str, content: bytes, lang: Lang) -> RawGraph:
    """The graph of a JSON file; numbers as ids become text, D3's positions the id of the node there.

    Raises:
        WrongFormat: no JSON, or no network in it.
        InvalidInput: no node has an id or name of its own, one occurs twice, two lists of edges that differ.
    """
    document = parse_json(name, content, lang)
    graph = _graph_of(document)
    nodes = next((listed for key in _NODES if isinstance(listed := graph.get(key), list | dict)), None)
    edges = _edge_list(graph, name, lang)
    if nodes is None or edges is None:
        raise WrongFormat(sentence("no_node_link", lang, file=name), hint=sentence("no_node_link.hint", lang))
    return JsonGraph(name, lang, _items(nodes), edges, _directed(graph)).graph()


def parse_json(name: str, content: bytes, lang: Lang) -> Json:
    """The value of a JSON file.

    Raises:
        WrongFormat: it is none; NaN and Infinity are no numbers of JSON.
    """
    try:
        value: Json = json.loads(content, parse_constant=_refuse_constant)
    except (ValueError, RecursionError) as error:
        raise WrongFormat(sentence("no_json", lang, file=name), hint=sentence("no_json.hint", lang)) from error
    return value


@dataclass(frozen=True, slots=True)
class JsonGraph:
    """The lists of a file and how its nodes are known."""

    file: str
    lang: Lang
    nodes: Sequence[Json]
    edges: Sequence[Json]
    directed: bool | None

    def graph(self) -> RawGraph:
        """Nodes and edges with plain attributes; lists and objects have no place in one."""
        ids = self._ids()
        listed = NodeList(self.file, self.lang)
        for position, (node, node_id) in enumerate(zip(self.nodes, ids, strict=True), 1):
            listed.add(node_id, _attributes(node, {"id", "_id", "key"}), position)
        by_position = not any(_own_id(node) for node in self.nodes) and self._ends_are_numbers()
        all_edges = [self._edge(edge, ids if by_position else None) for edge in self.edges]
        edges = tuple(edge for edge in all_edges if edge.source and edge.target)
        half = tuple(at for at, edge in enumerate(all_edges, 1) if not (edge.source and edge.target))
        named = not by_position and not any(map(_own_id, self.nodes))
        unlisted = unlisted_ends(edges, listed.nodes) if named else ()
        return RawGraph(
            self.file,
            listed.nodes | dict.fromkeys(unlisted, NO_ATTRIBUTES),
            edges,
            self.directed,
            nameless=tuple(listed.nameless),
            half=half,
            unlisted=unlisted,
        )

    def _ids(self) -> list[str]:
        """The id of every node: its own, else in a file without any its name, else its position."""
        own_ids = [_own_id(node) for node in self.nodes]
        if any(own_ids):
            return own_ids
        names = [_name(node) for node in self.nodes]
        if self._are_known_by_name(names):
            return names
        if names and not self._ends_are_numbers():
            raise InvalidInput(
                sentence("no_json_id", self.lang, file=self.file), hint=sentence("no_json_id.hint", self.lang)
            )
        return [str(at) for at in range(len(self.nodes))]

    def _are_known_by_name(self, names: Sequence[str]) -> bool:
        """Whether the names of nodes, each another one, say which is meant; some may lack theirs where edges use names."""
        given = [name for name in names if name]
        return bool(given) and len(set(given)) == len(given) and (all(names) or not self._ends_are_numbers())

    def _ends_are_numbers(self) -> bool:
        ends = (_end(edge, keys) for edge in self.edges for keys in _ENDS.values())
        return all(isinstance(end, int) and not isinstance(end, bool) for end in ends)

    def _edge(self, edge: Json, ids: Sequence[str] | None) -> RawEdge:
        source, target = (_end_id(edge, key, ids) for key in _ENDS)
        attributes = _attributes(edge, {"source", "target", "from", "to", "directed", "undirected", "direction"})
        return RawEdge(source, target, attributes, _edge_directed(edge))


def _end_id(edge: Json, key: str, ids: Sequence[str] | None) -> str:
    """The id of the node at one end, by its position where ``ids`` are those; empty where there is none."""
    end = _end(edge, _ENDS[key])
    if ids is None or not isinstance(end, int):
        return _id_text(end)
    return ids[end] if 0 <= end < len(ids) else str(end)


def _graph_of(document: Json) -> Mapping[str, Json]:
    """The object that holds the lists, in whatever it is wrapped."""
    if isinstance(document, list):  # Cytoscape: nodes and edges in one list
        edges = [item for item in document if _end(item, _ENDS["source"]) is not None]
        nodes = [item for item in document if _end(item, _ENDS["source"]) is None]
        return {"nodes": nodes, "edges": edges} if edges else {}
    if not isinstance(document, dict):
        return {}
    if isinstance(dataset := document.get("graphDataset"), dict):
        return _of_gephi_lite(dataset)
    for inner in (document.get("graph"), document.get("elements")):
        if isinstance(inner, list) and not any(key in document for key in _EDGES):
            return _graph_of(inner)
        if isinstance(inner, dict) and any(key in inner for key in _NODES):
            return {"directed": document.get("directed"), **_graph_of(inner)}
    return document


def _of_gephi_lite(dataset: Mapping[str, Json]) -> Mapping[str, Json]:
    """The graph of a workspace of Gephi Lite, which keeps attributes beside nodes and edges, by their key."""
    graph = dataset.get("fullGraph")
    if not isinstance(graph, dict):
        return {}
    described = {"nodes": dataset.get("nodeData"), "edges": dataset.get("edgeData")}
    return graph | {key: [_described(item, data) for item in _items(graph.get(key))] for key, data in described.items()}


def _described(item: Json, data: Json) -> Json:
    attributes = data.get(str(item.get("key"))) if isinstance(item, dict) and isinstance(data, dict) else None
    return item | {"data": attributes} if isinstance(item, dict) and isinstance(attributes, dict) else item


def _edge_list(graph: Mapping[str, Json], name: str, lang: Lang) -> Sequence[Json] | None:
    """The one list of edges; of two the one that is filled.

    Raises:
        InvalidInput: several are filled, and with different edges.
    """
    lists = {key: listed for key in _EDGES if isinstance(listed := graph.get(key), list)}
    filled = {key: listed for key, listed in lists.items() if listed}
    if len(filled) > 1 and any(listed != next(iter(filled.values())) for listed in filled.values()):
        first, second, *_ = filled
        message = sentence("two_edge_lists", lang, file=name, first=first, second=second)
        raise InvalidInput(message, hint=sentence("two_edge_lists.hint", lang))
    return next(iter(filled.values()), next(iter(lists.values()), None))


def _items(nodes: Json) -> Sequence[Json]:
    if isinstance(nodes, dict):  # JSON Graph Format: nodes by id
        return [{"id": key, **value} if isinstance(value, dict) else {"id": key} for key, value in nodes.items()]
    return nodes if isinstance(nodes, list) else []


def _directed(graph: Mapping[str, Json]) -> bool | None:
    options = graph.get("options")
    if isinstance(options, dict):  # graphology
        return {"directed": True, "undirected": False}.get(str(options.get("type")))
    directed = graph.get("directed")
    return directed if isinstance(directed, bool) else None


def _edge_directed(edge: Json) -> bool | None:
    for item in _levels(edge):
        if isinstance(item.get("undirected"), bool):
            return not item["undirected"]
        if isinstance(item.get("directed"), bool):
            return bool(item["directed"])
        if isinstance(item.get("direction"), str):
            return {"directed": True, "undirected": False, "mutual": False}.get(str(item["direction"]))
    return None


def _levels(item: Json) -> Sequence[Mapping[str, Json]]:
    """An object and the objects in it that hold its attributes."""
    if not isinstance(item, dict):
        return ()
    return (item, *(inner for key in _NESTED if isinstance(inner := item.get(key), dict)))


def _own_id(node: Json) -> str:
    return next((text for level in _levels(node) for key in _IDS if (text := _id_text(level.get(key)))), "")


def _name(node: Json) -> str:
    return next((text for level in _levels(node) for key in _NAMES if (text := _id_text(level.get(key)))), "")


def _end(edge: Json, keys: Sequence[str]) -> Json:
    """What an edge says of one of its ends; D3 may have put the node itself there."""
    end = next((level[key] for level in _levels(edge) for key in keys if level.get(key) is not None), None)
    return _own_id(end) if isinstance(end, dict) else end


def _id_text(value: Json) -> str:
    return str(value) if isinstance(value, str | int) and not isinstance(value, bool) else ""


def _attributes(item: Json, aside: set[str]) -> dict[str, Attribute]:
    """The plain values of an object and of the objects that hold its attributes; words in a list as one text."""
    plain: dict[str, Attribute] = {}
    for level in _levels(item):
        for key, written in level.items():
            value = _as_text(written)
            if key not in aside and isinstance(value, str | int | float) and value != "":
                plain[str(key)] = float(value) if type(value) is int else value
    return plain


def _as_text(value: Json) -> Json:
    """The words of a list as one text; anything else as it is."""
    if isinstance(value, list) and all(isinstance(word, str) for word in value):
        return "; ".join(str(word) for word in value)
    return value


def _refuse_constant(constant: str) -> float:
    raise ValueError(f"{constant} is not a number in JSON")
