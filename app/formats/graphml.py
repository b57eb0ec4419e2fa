"""Which nodes and edges does a GraphML file hold? Document types are refused: 80 kB of them can become gigabytes."""

from collections.abc import Mapping
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from app.errors import InvalidInput, WrongFormat
from app.formats.messages import sentence
from app.formats.raw_graph import Attribute, Attributes, RawGraph, make_edge

_NAMESPACE = "{http://graphml.graphdrawing.org/xmlns}"
_NUMBERS = frozenset({"int", "long", "float", "double", "integer"})
_DIRECTED = {"directed": True, "undirected": False}
Keys = Mapping[str, tuple[str, str]]


def read_graphml(name: str, content: bytes, lang: str) -> RawGraph:
    """The one flat graph of a GraphML file; attributes by their ``attr.name``, typed as declared.

    Raises:
        WrongFormat: no well-formed XML, a document type, no GraphML.
        InvalidInput: no graph, several, nested ones or hyperedges; an edge or node without id.
    """
    root = _parse(name, content, lang)
    graphs = root.findall("{*}graph")
    if len(graphs) != 1 or graphs[0].find(".//{*}graph") is not None or graphs[0].find(".//{*}hyperedge") is not None:
        raise InvalidInput(sentence("not_flat", lang, file=name), hint=sentence("not_flat.hint", lang))
    graph, keys = graphs[0], _keys(root)
    nodes: dict[str, Attributes] = {}
    for position, node in enumerate(graph.findall("{*}node"), 1):
        node_id = _attribute(node, "id", name, lang)
        if node_id in nodes:
            raise InvalidInput(
                sentence("bad_node", lang, file=name, row=position, id=node_id), hint=sentence("bad_node.hint", lang)
            )
        nodes[node_id] = _data(node, keys, lang)
    edges = tuple(
        make_edge(
            _attribute(edge, "source", name, lang),
            _attribute(edge, "target", name, lang),
            _data(edge, keys, lang),
            lang,
        )
        for edge in graph.findall("{*}edge")
    )
    return RawGraph(nodes, edges, _DIRECTED.get(graph.get("edgedefault", "")))


def _parse(name: str, content: bytes, lang: str) -> Element:
    refusal = WrongFormat(sentence("no_graphml", lang, file=name), hint=sentence("no_graphml.hint", lang))
    try:
        root: Element = fromstring(content, forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError, LookupError) as error:
        raise refusal from error
    if root.tag.removeprefix(_NAMESPACE) != "graphml":
        raise refusal
    return root


def _keys(root: Element) -> Keys:
    """Name and type of every declared attribute by its key."""
    return {
        key.get("id", ""): (key.get("attr.name", key.get("id", "")), key.get("attr.type", "string"))
        for key in root.findall("{*}key")
    }


def _data(element: Element, keys: Keys, lang: str) -> dict[str, Attribute]:
    found = {}
    for data in element.findall("{*}data"):
        key = data.get("key", "")
        attribute, kind = keys.get(key, (key, "string"))
        text = (data.text or "").strip()
        if text:
            found[attribute] = _typed(text, kind, attribute, lang)
    return found


def _typed(text: str, kind: str, attribute: str, lang: str) -> Attribute:
    if kind == "boolean":
        return text.lower() in {"true", "1"}
    if kind not in _NUMBERS:
        return text
    try:
        return float(text)
    except ValueError as error:
        raise InvalidInput(
            sentence("bad_attribute", lang, value=text, attribute=attribute), hint=sentence("bad_attribute.hint", lang)
        ) from error


def _attribute(element: Element, attribute: str, name: str, lang: str) -> str:
    value = (element.get(attribute) or "").strip()
    if not value:
        raise InvalidInput(
            sentence(
                "no_attribute", lang, file=name, attribute=attribute, element=element.tag.removeprefix(_NAMESPACE)
            ),
            hint=sentence("no_attribute.hint", lang),
        )
    return value
