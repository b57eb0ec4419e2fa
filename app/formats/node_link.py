"""Which nodes and edges does a node-link JSON file hold? ``nodes[].id`` and ``links`` or ``edges``."""

import json
from collections.abc import Mapping

from app.errors import InvalidInput, WrongFormat
from app.formats.messages import sentence
from app.formats.raw_graph import Attribute, RawGraph, make_edge
from app.records.graph_records import Edge

_Json = object


def read_node_link(name: str, content: bytes, lang: str) -> RawGraph:
    """The graph as networkx, d3 and others write it; numbers as ids become text.

    Raises:
        WrongFormat: no JSON, or no object with ``nodes`` and ``links`` or ``edges``.
        InvalidInput: a node or edge without id, or a node that occurs twice.
    """
    document = _parse(name, content, lang)
    links = document.get("links", document.get("edges"))
    listed = document.get("nodes")
    if not isinstance(listed, list) or not isinstance(links, list):
        raise WrongFormat(sentence("no_node_link", lang, file=name), hint=sentence("no_node_link.hint", lang))
    nodes: dict[str, Mapping[str, Attribute]] = {}
    for position, node in enumerate(listed, 1):
        node_id = _id(node, "id", name, position, lang)
        if node_id in nodes:
            raise InvalidInput(
                sentence("bad_node", lang, file=name, row=position, id=node_id), hint=sentence("bad_node.hint", lang)
            )
        nodes[node_id] = _attributes(node, {"id"})
    edges = tuple(_edge(link, name, position, lang) for position, link in enumerate(links, 1))
    directed = document.get("directed")
    return RawGraph(nodes, edges, directed if isinstance(directed, bool) else None)


def _parse(name: str, content: bytes, lang: str) -> Mapping[str, _Json]:
    try:
        document = json.loads(content.decode("utf-8-sig"), parse_constant=_refuse_constant)
    except (ValueError, RecursionError) as error:
        raise WrongFormat(sentence("no_json", lang, file=name), hint=sentence("no_json.hint", lang)) from error
    return document if isinstance(document, dict) else {}


def _refuse_constant(constant: str) -> float:
    raise ValueError(f"{constant} is not a number in JSON")


def _edge(link: _Json, name: str, position: int, lang: str) -> Edge:
    source, target = (_id(link, end, name, position, lang) for end in ("source", "target"))
    return make_edge(source, target, _attributes(link, {"source", "target"}), lang)


def _id(item: _Json, key: str, name: str, position: int, lang: str) -> str:
    value = item.get(key) if isinstance(item, dict) else None
    if isinstance(value, bool) or not isinstance(value, str | int) or value == "":
        raise InvalidInput(
            sentence("no_json_id", lang, file=name, attribute=key, position=position),
            hint=sentence("no_json_id.hint", lang),
        )
    return str(value)


def _attributes(item: _Json, aside: set[str]) -> dict[str, Attribute]:
    """The plain values of an object; lists, objects and null have no place in an attribute."""
    if not isinstance(item, dict):
        return {}
    plain = {
        str(key): value for key, value in item.items() if key not in aside and isinstance(value, str | int | float)
    }
    return {key: float(value) if type(value) is int else value for key, value in plain.items()}
