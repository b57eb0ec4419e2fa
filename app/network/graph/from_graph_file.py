"""The network that a file of nodes and edges means: every node an actor, every tie agreed, unless told otherwise."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date

from app.errors import InvalidInput
from app.formats.raw_graph import text_of_attribute
from app.network.graph.build_network import build_network
from app.network.graph.network import Network
from app.network.graph.ties import Arcs, TieColumns, arcs_of
from app.records.actor import Actor
from app.records.areas import Area
from app.records.cooperations import COOPERATING, STATUSES, Cooperation, TieStatus
from app.records.graph_records import Edge, GraphRecords
from app.records.offers import Offer
from app.records.records import Records
from app.records.spelling import folded
from app.refusals import said

GROUP_COLUMN = "group_by"
"""Name of the column of ``Network.attributes`` that holds the grouping the caller chose."""

ITEM_CODE = "item"
"""Stands for target group and theme in the cell of an item; no term of a vocabulary, so no sentence names it."""

NAMES = ("name", "label", "title", "titel", "bezeichnung", "einrichtung", "organisation", "organization", "akteur")
"""Attributes that hold the name of a node, case aside; the first that is there."""

_YES: tuple[str, ...] = COOPERATING
_MATRIX = ("strength", "ties")


@dataclass(frozen=True, slots=True, kw_only=True)
class GraphSettings:
    """How to read a graph file.

    ``unknown``: ``closed`` takes a pair without an edge as absent, ``open`` as unknown. ``group_by`` is the attribute
    that groups actors. Nodes whose ``item_attribute`` is ``item_value`` are cells, not actors. ``directed``: ``true``
    keeps beside the ties who named whom, for measures that follow directions. ``matrix`` says what the numbers of a
    matrix mean: ``strength``, where more is stronger and 0 no tie, or ``ties``, where all but 0 are ties.
    """

    unknown: str = "closed"
    group_by: str | None = None
    item_attribute: str | None = None
    item_value: str | None = None
    directed: str = "false"
    matrix: str | None = None


GRAPH_SETTINGS = tuple(field.name for field in fields(GraphSettings))
"""Names that :func:`graph_settings` takes."""


def graph_settings(values: Mapping[str, str]) -> GraphSettings:
    """Settings by name.

    Raises:
        InvalidInput: for an unknown name, or a value that cannot be.
    """
    unknown = sorted(values.keys() - set(GRAPH_SETTINGS))
    if unknown:
        raise InvalidInput(
            said("unknown_graph_setting", name=unknown[0]), hint=said("choices", names=", ".join(GRAPH_SETTINGS))
        )
    settings = GraphSettings(**values)
    if settings.unknown not in {"open", "closed"}:
        raise InvalidInput(
            said("unknown_ties_setting_impossible", unknown=settings.unknown),
            hint=said("choices_given", names=("open", "closed")),
        )
    if settings.directed not in {"true", "false"}:
        raise InvalidInput(
            said("directed_setting_impossible", directed=settings.directed),
            hint=said("choices_given", names=("true", "false")),
        )
    if settings.matrix not in {None, *_MATRIX}:
        raise InvalidInput(
            said("matrix_setting_impossible", matrix=settings.matrix), hint=said("choices_given", names=tuple(_MATRIX))
        )
    if (settings.item_attribute is None) != (settings.item_value is None):
        raise InvalidInput(said("item_settings_incomplete"), hint=said("give_both_item_settings"))
    return settings


def build_graph_network(graph: GraphRecords, as_of: date, settings: GraphSettings | None = None) -> Network:
    """Nodes and edges as a snapshot: ties are symmetrised and count as coordinated whatever their strength.

    Args:
        graph: as read from the file.
        as_of: the day shown in results; nothing in such a file has dates.
        settings: None for the defaults.

    Raises:
        InvalidInput: when no node has an attribute that the settings name, or directions are asked of a file that
            says it has none.
    """
    chosen = settings or GraphSettings()
    items = _items(graph, chosen)
    actors = sorted(graph.nodes.keys() - items)
    among = [edge for edge in graph.edges if items.isdisjoint((edge.source, edge.target))]
    pairs = merged_edges(among)
    ties = replace(TieColumns.of(map(_cooperation, pairs)), strengths=[_strength(pair, chosen) for pair in pairs])
    records = Records(
        actors=tuple(Actor(id=node, name=_name(graph, node)) for node in actors),
        areas=tuple(Area(id=item, name=_name(graph, item)) for item in sorted(items)),
        offers=_work_on_items(graph, items),
    )
    network = build_network(records, as_of, ties=ties, closed_world=chosen.unknown == "closed")
    arcs = _arcs(graph, among, network) if chosen.directed == "true" else None
    columns = _columns(graph, actors, chosen)
    return replace(network, attributes=columns, arcs=arcs, dropped=graph.dropped, notices=graph.notices)


def _items(graph: GraphRecords, settings: GraphSettings) -> frozenset[str]:
    if settings.item_attribute is None or settings.item_value is None:
        return frozenset()
    _require(settings.item_attribute, (name for attributes in graph.nodes.values() for name in attributes))
    name, value = settings.item_attribute, settings.item_value
    return frozenset(node for node, attributes in graph.nodes.items() if _equals(attributes.get(name), value))


def _require(attribute: str, names: Iterable[str]) -> None:
    known = sorted(set(names))
    if attribute not in known:
        hint = said("choices", names=", ".join(known)) if known else said("nodes_without_attributes")
        raise InvalidInput(said("attribute_missing", attribute=attribute), hint=hint)


def _equals(value: str | float | bool | None, text: str) -> bool:
    """Whether an attribute is what the caller wrote; 1, 1.0 and "1" are the same."""
    return value is not None and text in {text_of_attribute(value), str(value)}


def _name(graph: GraphRecords, node: str) -> str:
    attributes = {folded(name): value for name, value in graph.nodes[node].items()}
    return next((text_of_attribute(attributes[name]) for name in NAMES if name in attributes), node)


def _work_on_items(graph: GraphRecords, items: frozenset[str]) -> tuple[Offer, ...]:
    """One offer an item, so that an item never looks like several similar offers."""
    linked: dict[str, set[str]] = {item: set() for item in items}
    for edge in graph.edges:
        for item, actor in ((edge.source, edge.target), (edge.target, edge.source)):
            if item in items and actor not in items:
                linked[item].add(actor)
    return tuple(
        Offer(
            id=item,
            name=_name(graph, item),
            partners=tuple(sorted(actors)),
            areas=(item,),
            target_groups=(ITEM_CODE,),
            themes=(ITEM_CODE,),
        )
        for item, actors in sorted(linked.items())
    )


def merged_edges(edges: Iterable[Edge]) -> tuple[Edge, ...]:
    """One edge a pair: of those that say yes the strongest, contradicted where another says no."""
    by_pair: dict[tuple[str, str], list[Edge]] = {}
    for edge in edges:
        if edge.source != edge.target:
            by_pair.setdefault((min(edge.source, edge.target), max(edge.source, edge.target)), []).append(edge)
    return tuple(_united(by_pair[pair]) for pair in sorted(by_pair))


def _united(edges: Sequence[Edge]) -> Edge:
    if len(edges) == 1:
        return edges[0]
    says_yes = [edge for edge in edges if _status(edge) in _YES]
    cooperation = [edge for edge in says_yes if edge.kind != "funding"]
    strongest = max(cooperation or says_yes or edges, key=lambda edge: edge.strength or 1)
    says_no = any(edge.status in {"denied", "contradicted"} for edge in edges)
    if not says_no:
        return strongest
    return replace(strongest, status="contradicted" if says_yes else "denied")


def _arcs(graph: GraphRecords, edges: Iterable[Edge], network: Network) -> Arcs:
    """Who named whom, both ways where an edge has no direction; edges that say no and funding are left out."""
    counted = [edge for edge in edges if _status(edge) in _YES and edge.kind != "funding"]
    if graph.directed is False and all(not edge.directed for edge in counted):
        raise InvalidInput(said("file_is_undirected"), hint=said("leave_directed_out"))
    ends = [(edge.source, edge.target) for edge in counted]
    ends += [(edge.target, edge.source) for edge in counted if edge.directed is False]
    return arcs_of(((source, target) for source, target in ends if source != target), network.position)


def _cooperation(edge: Edge) -> Cooperation:
    first, second = sorted((edge.source, edge.target))
    return Cooperation(
        id=f"{first}--{second}",
        actor_a=first,
        actor_b=second,
        kind="funding" if edge.kind == "funding" else "agreement",
        status=_status(edge),
        basis="document",
        start=edge.start,
        end=edge.end,
    )


def _status(edge: Edge) -> TieStatus:
    """Status as the file says; an edge without one is a tie."""
    return next((status for status in STATUSES if status == edge.status), "documented")


def _strength(edge: Edge, settings: GraphSettings) -> float:
    """Strength as the file says; 1 stands for a missing one."""
    return edge.strength if edge.strength is not None and settings.matrix != "ties" else 1


def _columns(graph: GraphRecords, actors: list[str], settings: GraphSettings) -> Mapping[str, tuple[str, ...]]:
    names = sorted({name for node in actors for name in graph.nodes[node]})
    columns = {name: tuple(text_of_attribute(graph.nodes[node].get(name, "")) for node in actors) for name in names}
    if settings.group_by is None:
        return columns
    _require(settings.group_by, columns)
    return columns | {GROUP_COLUMN: columns[settings.group_by]}
