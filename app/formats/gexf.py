"""GEXF 1.2 and 1.3: nodes, edges and their attributes as Gephi and Gephi Lite write them."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from app.formats.messages import sentence
from app.formats.raw_graph import Attribute, NodeList, RawEdge, RawGraph
from app.formats.xml_stream import elements, forget, local
from app.formats.xml_values import not_flat, required, typed
from app.records.vocabulary import Lang

_DIRECTED = {"directed": True, "undirected": False, "mutual": False}
_TIMES = ("start", "end", "startopen", "endopen")


def read_gexf(name: str, content: bytes, lang: Lang) -> RawGraph:
    """The flat graph of a GEXF file; attributes by their title. Of times only beginning and end of an edge are read.

    Of an attribute with several values for different times the last one counts, which is told.

    Raises:
        WrongFormat: no well-formed XML, or a document type.
        InvalidInput: no graph, or nodes within nodes; an edge or node without id.
    """
    reader = GexfReader(name, lang)
    for event, element, parents in elements(name, content, lang):
        if event == "start":
            reader.start(element, parents)
        else:
            reader.end(element, parents)
    return reader.graph()


@dataclass(slots=True)
class GexfReader:
    """Gathers a graph from the elements of a file."""

    file: str
    lang: Lang
    declared: dict[str, dict[str, tuple[str, str, str]]] = field(default_factory=lambda: {"node": {}, "edge": {}})
    attributes_of: str = "node"
    edges: list[RawEdge] = field(default_factory=list)
    default: str | None = None
    unread: dict[str, None] = field(default_factory=dict)
    nodes: NodeList = field(init=False)

    def __post_init__(self) -> None:
        self.nodes = NodeList(self.file, self.lang)

    def start(self, element: Element, parents: Sequence[Element]) -> None:
        """Meet an element.

        Raises:
            InvalidInput: it is a node within a node.
        """
        tag = local(element)
        if tag == "graph":
            self.default = element.get("defaultedgetype", "undirected")
        elif tag == "attributes":
            self.attributes_of = element.get("class", "node")
        elif tag == "node" and any(local(parent) == "node" for parent in parents):
            raise not_flat(self.file, self.lang)
        if tag == "spell" or (tag == "node" and any(map(element.get, _TIMES))):
            self.unread["graph_times"] = None

    def end(self, element: Element, parents: list[Element]) -> None:
        """Read an element that is whole."""
        tag = local(element)
        if tag == "attribute":
            name = element.get("id", "")
            default = (element.findtext("{*}default") or "").strip()
            declared = self.declared.setdefault(self.attributes_of, {})
            declared[name] = (element.get("title", name), element.get("type", "string"), default)
        elif tag == "node":
            node = required(element, "id", self.file, self.lang)
            self.nodes.add(node, self._values(element, "node", ("label",)), len(self.nodes.nodes) + 1)
            forget(element, parents)
        elif tag == "edge":
            source, target = (required(element, end, self.file, self.lang) for end in ("source", "target"))
            attributes = self._values(element, "edge", ("weight", "kind", "label", "start", "end"))
            self.edges.append(RawEdge(source, target, attributes, _DIRECTED.get(element.get("type", ""))))
            forget(element, parents)

    def graph(self) -> RawGraph:
        """The graph read so far.

        Raises:
            InvalidInput: there was none.
        """
        if self.default is None:
            raise not_flat(self.file, self.lang)
        unread = tuple(sentence(key, self.lang) for key in self.unread)
        return RawGraph(self.file, self.nodes.nodes, tuple(self.edges), _DIRECTED.get(self.default), unread=unread)

    def _values(self, element: Element, of: str, xml_attributes: tuple[str, ...]) -> dict[str, Attribute]:
        """Attributes at the element itself and in its ``attvalues``, else the declared default."""
        declared = self.declared[of]
        texts = {title: (default, kind) for title, kind, default in declared.values() if default}
        texts |= {name: (text, "string") for name in xml_attributes if (text := (element.get(name) or "").strip())}
        values = sorted(element.iterfind("{*}attvalues/{*}attvalue"), key=lambda value: value.get("start", ""))
        if len({value.get("for", value.get("id", "")) for value in values}) < len(values):
            self.unread["graph_dynamic"] = None
        for value in values:
            key = value.get("for", value.get("id", ""))
            title, kind, _ = declared.get(key, (key, "string", ""))
            if text := (value.get("value") or "").strip():
                texts[title] = (text, kind)
        return {name: typed(text, kind) for name, (text, kind) in texts.items()}
