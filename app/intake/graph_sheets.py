"""A network of nodes and edges as our sheets Akteure and Zusammenarbeit, to be taken into a workspace."""

from collections import Counter
from collections.abc import Iterable, Sequence

from app.errors import Problem
from app.formats.edge_columns import APPEARANCE, spelled
from app.formats.messages import sentence
from app.formats.raw_graph import text_of_attribute
from app.formats.tables import Cell, Table
from app.intake.sheets.actors_sheet import ACTORS
from app.intake.sheets.further_sheets import COOPERATIONS
from app.network.graph.from_graph_file import NAMES, GraphSettings, merged_edges
from app.network.graph.node_kinds import KIND_ATTRIBUTES, organisations_only
from app.records.graph_records import Attributes, Edge, GraphRecords
from app.records.ids import with_area
from app.records.spelling import folded, slug
from app.records.vocabulary import Lang, vocabulary

RECORD_ID = "record_id"
"""Attribute in which our own exports keep the id of an organisation."""

_SCALE = frozenset({1.0, 2.0, 3.0, 4.0})
_ACTOR_FIELDS = ("id", "name", "short_name", "kinds", "sphere")
_READ = frozenset({"record id", "short name", "kinds", "sphere", "degree", "latitude", "longitude"})
_MOST_LISTED = 8
_TIE_FIELDS = ("actor_a", "actor_b", "kind", "status", "strength", "start", "end")


def graph_sheets(graph: GraphRecords, file: str, lang: Lang) -> tuple[tuple[Table, ...], tuple[Problem, ...]]:
    """Organisations and cooperations of a network as tables, and what has to be told about them.

    Nodes that are no organisations are left out. A tie is stated where the file says nothing else; edges that follow
    from answers to a survey are left out. A strength counts only where all strengths of the file are 1, 2, 3 or 4, and not all are 1.

    Raises:
        InvalidInput: none of its nodes is an organisation.
    """
    actors = organisations_only(graph, GraphSettings(), lang, file=file, settable=False)
    strengths = {edge.strength for edge in actors.edges if edge.strength is not None}
    of_ours = any(RECORD_ID in attributes for attributes in actors.nodes.values())
    ones = strengths == {1.0} and not of_ours
    scaled = strengths <= _SCALE and not ones
    notices = list(actors.notices)
    losses = {
        "graph_scale": not strengths <= _SCALE,
        "graph_ones": ones,
        "graph_loops": graph.dropped.get("self_loops", 0),
        "graph_kinds_lost": _unknown_kinds(actors.edges),
        "graph_attributes": _unread_attributes(actors),
        "graph_unnamed": _unnamed(actors),
    }
    for key, lost in losses.items():
        if lost:
            notices.append(Problem(code=key, message=sentence(key, lang, file=file, lost=lost), file=file))
    texts = _texts(actors)
    nodes = [_actor(texts[node], attributes) for node, attributes in actors.nodes.items()]
    edges = _edge_of_each_pair(actors.edges)
    ties = [_tie(texts, edge, scaled=scaled) for edge in edges]
    ends = ((texts[edge.source][1], texts[edge.target][1]) for edge in edges)
    node_names = _named("node_named", [name for _, name in texts.values()], lang)
    edge_names = _named("edge_named", [f"{source} – {target}" for source, target in ends], lang)
    tables = (
        Table(file, ACTORS.de, _ACTOR_FIELDS, tuple(enumerate(nodes, 1)), 0, row_names=node_names),
        Table(file, COOPERATIONS.de, _TIE_FIELDS, tuple(enumerate(ties, 1)), 0, row_names=edge_names),
    )
    return tables if ties else tables[:1], tuple(notices)


def _named(key: str, names: Sequence[str], lang: Lang) -> dict[int, str]:
    """What the rows of a table are, by their number."""
    named = sentence(key, lang, name="{}")
    return {number: named.format(name) for number, name in enumerate(names, 1)}


def _unknown_kinds(edges: Iterable[Edge]) -> str:
    """What edges are called that is no kind of working together in our list, each once."""
    return ", ".join(sorted({f"„{edge.kind}“" for edge in edges if edge.kind and not _kind(edge)})[:_MOST_LISTED])


def _unread_attributes(graph: GraphRecords) -> str:
    """The attributes of nodes that no column of ours takes, each once."""
    names = dict.fromkeys(name for attributes in graph.nodes.values() for name in attributes)
    read = _READ | {RECORD_ID, *NAMES, *map(spelled, KIND_ATTRIBUTES)} | APPEARANCE
    return ", ".join([name for name in names if spelled(name) not in read][:_MOST_LISTED])


def _unnamed(graph: GraphRecords) -> str:
    """The nodes without a name in a file where others have one: their ids stand for names."""
    unnamed = [
        node for node, attributes in graph.nodes.items() if not any(folded(name) in NAMES for name in attributes)
    ]
    return ", ".join(unnamed[:_MOST_LISTED]) if len(unnamed) < len(graph.nodes) else ""


def _texts(graph: GraphRecords) -> dict[str, tuple[str, str]]:
    """By node: the id of its record where the file knows it or others have its name too, and its name."""
    names = {node: _name(node, attributes) for node, attributes in graph.nodes.items()}
    often = Counter(map(slug, names.values()))
    texts = {}
    for node, attributes in graph.nodes.items():
        name = names[node]
        record_id = with_area(slug(name), node) if often[slug(name)] > 1 and slug(name) else ""
        texts[node] = (str(attributes.get(RECORD_ID, record_id)), name)
    return texts


def _name(node: str, attributes: Attributes) -> str:
    by_name = {folded(name): value for name, value in attributes.items()}
    return next((text_of_attribute(by_name[name]) for name in NAMES if name in by_name), node)


def _actor(texts: tuple[str, str], attributes: Attributes) -> tuple[Cell, ...]:
    record_id, name = texts
    by_name = {spelled(attribute): text_of_attribute(value) for attribute, value in attributes.items()}
    kinds = by_name.get("kinds") or next((by_name[name] for name in KIND_ATTRIBUTES if name in by_name), "")
    return record_id, name, by_name.get("short name", ""), _known_kinds(kinds), by_name.get("sphere", "")


def _known_kinds(text: str) -> str:
    terms = (vocabulary("actor_kind").find(part.strip(" :")) for part in text.split(";"))
    return "; ".join(term.code for term in terms if term)


def _edge_of_each_pair(edges: Iterable[Edge]) -> list[Edge]:
    """One edge for each pair and kind."""
    by_kind: dict[str, list[Edge]] = {}
    for edge in edges:
        if not edge.from_answers:
            by_kind.setdefault(_kind(edge), []).append(edge)
    return [edge for of_kind in by_kind.values() for edge in merged_edges(of_kind)]


def _kind(edge: Edge) -> str:
    term = vocabulary("cooperation_kind").find(edge.kind or "")
    return term.code if term else ""


def _tie(texts: dict[str, tuple[str, str]], edge: Edge, *, scaled: bool) -> tuple[Cell, ...]:
    first, second = (next(text for text in texts[node] if text) for node in (edge.source, edge.target))
    strength = f"{edge.strength:g}" if edge.strength is not None and scaled else ""
    return first, second, _kind(edge), edge.status or "", strength, str(edge.start or ""), str(edge.end or "")
