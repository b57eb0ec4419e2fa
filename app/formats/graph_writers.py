"""Networks for other programs: GraphML, GEXF, Pajek and Kumu, written so that they are read here without loss.

A graph comes as :meth:`Network.nx_multigraph` makes it; the same graph gives the same bytes.
"""

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, SubElement, indent, tostring

import networkx as nx

if TYPE_CHECKING:
    Graph = nx.MultiGraph[str]

_GEXF = "http://gexf.net/1.3"
_TYPES = {bool: "boolean", int: "integer", float: "double", str: "string"}
_INVALID = dict.fromkeys(number for number in range(32) if chr(number) not in "\t\n\r")
"""Characters that XML does not know."""


def write_graphml(graph: "Graph") -> bytes:
    """GraphML with attributes by their names, undirected; labels stand in ``name``."""
    lines = nx.generate_graphml(_cleaned(graph), named_key_ids=True, prettyprint=True)
    return ('<?xml version="1.0" encoding="UTF-8"?>\n' + "\n".join(lines) + "\n").encode()


def write_gexf(graph: "Graph") -> bytes:
    """GEXF 1.3 as Gephi and Gephi Lite open it: labels, strengths as ``weight``, everything else as attributes."""
    root = Element("gexf", {"xmlns": _GEXF, "version": "1.3"})
    part = SubElement(root, "graph", {"defaultedgetype": "undirected", "mode": "static"})
    nodes = {node: dict(attributes) for node, attributes in _cleaned(graph).nodes(data=True)}
    edges = [(source, target, dict(attributes)) for source, target, attributes in _cleaned(graph).edges(data=True)]
    node_ids = _declare(part, "node", list(nodes.values()), aside="name")
    edge_ids = _declare(part, "edge", [attributes for _, _, attributes in edges], aside="strength")
    listed = SubElement(part, "nodes")
    for node, attributes in nodes.items():
        _values(
            SubElement(listed, "node", {"id": node, "label": str(attributes.pop("name", node))}), attributes, node_ids
        )
    listed = SubElement(part, "edges")
    for number, (source, target, attributes) in enumerate(edges):
        xml_attributes = {"id": str(number), "source": source, "target": target}
        if "strength" in attributes:
            xml_attributes["weight"] = f"{attributes.pop('strength'):g}"
        _values(SubElement(listed, "edge", xml_attributes), attributes, edge_ids)
    indent(root)
    text: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return text + b"\n"


def write_pajek(graph: "Graph") -> bytes:
    """Pajek: labels and strengths (1 where none is known), one relation for each kind; other attributes are lost."""
    numbers = {node: number for number, node in enumerate(graph, 1)}
    lines = [f"*Vertices {len(numbers)}"]
    lines += [
        f'{number} "{_pajek_label(str(graph.nodes[node].get("name", node)))}"' for node, number in numbers.items()
    ]
    kinds = sorted({str(kind) for _, _, kind in graph.edges(data="kind", default="other")})
    for number, kind in enumerate(kinds, 1):
        lines.append(f'*Edges :{number} "{_pajek_label(kind)}"')
        lines += [
            f"{numbers[source]} {numbers[target]} {edge.get('strength', 1):g}"
            for source, target, edge in graph.edges(data=True)
            if edge.get("kind", "other") == kind
        ]
    return ("\r\n".join(lines) + "\r\n").encode("utf-8-sig")


def write_kumu(graph: "Graph") -> bytes:
    """Kumu's blueprint: elements and connections with all attributes."""
    elements = [
        {"id": node, "label": node, **_renamed(attributes, "name", "label")}
        for node, attributes in graph.nodes(data=True)
    ]
    connections = [
        {"from": source, "to": target, "direction": "undirected", **_renamed(attributes, "kind", "type")}
        for source, target, attributes in graph.edges(data=True)
    ]
    document = {"elements": elements, "connections": connections}
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode()


def _renamed(attributes: Mapping[str, object], old_name: str, new_name: str) -> dict[str, object]:
    return {new_name if name == old_name else name: value for name, value in attributes.items()}


def _cleaned(graph: "Graph") -> "Graph":
    """The graph without characters that no XML file can hold."""
    cleaned: nx.MultiGraph[str] = nx.MultiGraph()
    cleaned.add_nodes_from((node, _plain(attributes)) for node, attributes in graph.nodes(data=True))
    for source, target, attributes in graph.edges(data=True):
        cleaned.add_edge(source, target, **_plain(attributes))
    return cleaned


def _plain(attributes: dict[str, object]) -> dict[str, object]:
    return {name: value.translate(_INVALID) if isinstance(value, str) else value for name, value in attributes.items()}


def _declare(part: Element, of: str, items: list[dict[str, object]], *, aside: str) -> dict[str, str]:
    """Declare every attribute; gives its id by its name. One that holds several types is text."""
    types: dict[str, set[type]] = {}
    for attributes in items:
        for name, value in attributes.items():
            if name != aside:
                types.setdefault(name, set()).add(type(value))
    declared = SubElement(part, "attributes", {"class": of})
    for number, (name, kinds) in enumerate(types.items()):
        kind = _TYPES[next(iter(kinds))] if len(kinds) == 1 else "string"
        SubElement(declared, "attribute", {"id": str(number), "title": name, "type": kind})
    return {name: str(number) for number, name in enumerate(types)}


def _values(element: Element, attributes: dict[str, object], ids: dict[str, str]) -> None:
    values = SubElement(element, "attvalues")
    for name, value in attributes.items():
        text = (
            str(value).lower() if isinstance(value, bool) else f"{value:g}" if isinstance(value, float) else str(value)
        )
        SubElement(values, "attvalue", {"for": ids[name], "value": text})


def _pajek_label(text: str) -> str:
    """A label in one line; a quotation mark would end it."""
    return " ".join(text.replace('"', "'").split())
