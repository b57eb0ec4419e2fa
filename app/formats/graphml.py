"""GraphML: nodes, edges and their attributes as networkx, Gephi, yEd and Neo4j write them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from app.formats.messages import sentence
from app.formats.raw_graph import Attribute, NodeList, RawEdge, RawGraph
from app.formats.xml_stream import elements, forget, local
from app.formats.xml_values import not_flat, required, typed
from app.records.vocabulary import Lang

_DIRECTED = {"directed": True, "undirected": False, "true": True, "false": False}
_GROUPS = frozenset({"group", "folder"})
"""What yEd calls a node that is drawn around others."""
_MARKUP = re.compile(r"<[^<>]+>")
_OF_ELEMENT = ("labels", "label")
"""Attributes that Neo4j writes at an element itself: labels of a node, type of a relationship."""


def read_graphml(name: str, content: bytes, lang: Lang) -> RawGraph:
    """The one flat graph of a GraphML file; attributes by their ``attr.name``, typed as declared.

    Drawings of yEd give a node its label and an edge its direction. A frame that yEd draws around nodes is no node unless
    an edge ends at it; it is told.

    Raises:
        WrongFormat: no well-formed XML, or a document type.
        InvalidInput: no graph, several, nested ones or hyperedges; an edge or node without id.
    """
    reader = GraphmlReader(name, lang)
    for event, element, parents in elements(name, content, lang):
        if event == "start":
            reader.start(element, parents)
        else:
            reader.end(element, parents)
    return reader.graph()


@dataclass(frozen=True, slots=True)
class Key:
    """A declared attribute; ``default`` holds where an element says nothing, empty: there is none."""

    attribute: str
    kind: str
    of: str
    default: str


@dataclass(slots=True)
class GraphmlReader:
    """Gathers a graph from the elements of a file."""

    file: str
    lang: Lang
    keys: dict[str, Key] = field(default_factory=dict)
    edges: list[RawEdge] = field(default_factory=list)
    edge_defaults: list[str] = field(default_factory=list)
    frames: dict[str, str] = field(default_factory=dict)
    nodes: NodeList = field(init=False)

    def __post_init__(self) -> None:
        self.nodes = NodeList(self.file, self.lang)

    def start(self, element: Element, parents: Sequence[Element]) -> None:
        """Meet an element.

        Raises:
            InvalidInput: it is a second or nested graph, or a hyperedge.
        """
        tag = local(element)
        if tag == "graph" and not (parents and _is_frame(parents[-1])):
            self.edge_defaults.append(element.get("edgedefault", ""))
        if len(self.edge_defaults) > 1 or tag == "hyperedge":
            raise not_flat(self.file, self.lang)

    def end(self, element: Element, parents: list[Element]) -> None:
        """Read an element that is whole."""
        tag = local(element)
        if tag == "key":
            self._declare(element)
        elif tag == "node":
            node = required(element, "id", self.file, self.lang)
            self.nodes.add(node, self._data(element, "node"), len(self.nodes.nodes) + 1)
            if _is_frame(element):
                self.frames[node] = str(self.nodes.nodes[node].get("label", node))
            forget(element, parents)
        elif tag == "edge":
            self.edges.append(self._edge(element))
            forget(element, parents)

    def graph(self) -> RawGraph:
        """The graph read so far.

        Raises:
            InvalidInput: there was none.
        """
        if not self.edge_defaults:
            raise not_flat(self.file, self.lang)
        ends = {end for edge in self.edges for end in (edge.source, edge.target)}
        aside = {node: name for node, name in self.frames.items() if node not in ends}
        nodes = {node: attributes for node, attributes in self.nodes.nodes.items() if node not in aside}
        unread = (sentence("graph_frames", self.lang, names=", ".join(aside.values())),) if aside else ()
        directed = _DIRECTED.get(self.edge_defaults[0])
        return RawGraph(self.file, nodes, tuple(self.edges), directed, unread=unread)

    def _declare(self, key: Element) -> None:
        name = key.get("id", "")
        default = (key.findtext("{*}default") or "").strip()
        self.keys[name] = Key(
            key.get("attr.name", name), key.get("attr.type", "string"), key.get("for", "all"), default
        )

    def _edge(self, edge: Element) -> RawEdge:
        source, target = (required(edge, end, self.file, self.lang) for end in ("source", "target"))
        directed = _DIRECTED.get(edge.get("directed", ""))
        arrows = edge.find(".//{*}Arrows")
        if arrows is not None and directed is None:
            at_source, at_target = (arrows.get(end, "none") != "none" for end in ("source", "target"))
            directed = at_source != at_target
            source, target = (target, source) if at_source and directed else (source, target)
        return RawEdge(source, target, self._data(edge, "edge"), directed)

    def _data(self, element: Element, of: str) -> dict[str, Attribute]:
        texts = {
            key.attribute: (key.default, key.kind)
            for key in self.keys.values()
            if key.default and key.of in {of, "all"}
        }
        texts |= {name: (text, "string") for name in _OF_ELEMENT if (text := element.get(name))}
        drawn = ""
        for data in element.iterfind("{*}data"):
            key = self.keys.get(data.get("key", ""), Key(data.get("key", ""), "string", of, ""))
            drawn = drawn or _drawn_label(data)
            if text := (data.text or "").strip():
                texts[key.attribute] = (text, key.kind)
        if drawn:
            texts.setdefault("label", (drawn, "string"))
        return {name: typed(text, kind) for name, (text, kind) in texts.items()}


def _drawn_label(data: Element) -> str:
    """The text that yEd draws at a node or edge."""
    drawn = (label for tag in ("NodeLabel", "EdgeLabel") for label in data.iterfind(f".//{{*}}{tag}"))
    return next((text for label in drawn if (text := _bare(label.text or ""))), "")


def _bare(text: str) -> str:
    """A label without the markup that yEd takes for formatting."""
    marked = text.lstrip().casefold().startswith("<html")
    return " ".join(_MARKUP.sub(" ", text).split()) if marked else text.strip()


def _is_frame(element: Element) -> bool:
    return any(name.rpartition("foldertype")[1] and value in _GROUPS for name, value in element.attrib.items())
