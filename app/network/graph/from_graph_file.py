"""Which network does a file of nodes and edges mean? Every node an actor, every tie agreed, unless told otherwise."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date

from app.errors import InvalidInput
from app.network.graph.directed_ties import Arcs, arcs_of
from app.network.graph.network import Network, build_network
from app.network.graph.ties import STATUSES, TieColumns
from app.records.actor import Actor
from app.records.areas import Area
from app.records.cooperations import COOPERATING, Cooperation
from app.records.graph_records import Edge, GraphRecords
from app.records.offers import Offer
from app.records.records import Records

GROUP_COLUMN = "group_by"
"""Name of the column of ``Network.attributes`` that holds the grouping the caller chose."""

ITEM_CODE = "item"
"""Stands for target group and theme in the cell of an item; no term of a vocabulary, so no sentence names it."""

_NAMES = ("name", "label")


@dataclass(frozen=True, slots=True, kw_only=True)
class GraphSettings:
    """How to read a graph file.

    ``unknown``: ``closed`` takes a pair without an edge as absent, ``open`` as unknown. ``group_by`` is the attribute
    that groups actors. Nodes whose ``item_attribute`` is ``item_value`` are cells, not actors. ``directed``: ``true``
    keeps beside the ties who named whom, for measures that follow directions.
    """

    unknown: str = "closed"
    group_by: str | None = None
    item_attribute: str | None = None
    item_value: str | None = None
    directed: str = "false"


GRAPH_SETTINGS = tuple(field.name for field in fields(GraphSettings))
"""Names that :func:`graph_settings` takes."""


def graph_settings(values: Mapping[str, str]) -> GraphSettings:
    """Settings by name.

    Raises:
        InvalidInput: for an unknown name, or a value that cannot be.
    """
    unknown = sorted(values.keys() - set(GRAPH_SETTINGS))
    if unknown:
        raise InvalidInput(f"unknown setting {unknown[0]}", hint=f"there are {', '.join(GRAPH_SETTINGS)}")
    settings = GraphSettings(**values)
    if settings.unknown not in {"open", "closed"}:
        raise InvalidInput(f"unknown={settings.unknown} is not possible", hint="use open or closed")
    if settings.directed not in {"true", "false"}:
        raise InvalidInput(f"directed={settings.directed} is not possible", hint="use true or false")
    if (settings.item_attribute is None) != (settings.item_value is None):
        raise InvalidInput("item_attribute and item_value belong together", hint="give both or none")
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
    strongest = _strongest(among)
    ties = replace(TieColumns.of(map(_cooperation, strongest)), strengths=list(map(_strength, strongest)))
    records = Records(
        actors=tuple(Actor(id=node, name=_name(graph, node)) for node in actors),
        areas=tuple(Area(id=item, name=_name(graph, item)) for item in sorted(items)),
        offers=_work_on_items(graph, items),
    )
    network = build_network(records, as_of, ties=ties, closed_world=chosen.unknown == "closed")
    arcs = _arcs(graph, among, network) if chosen.directed == "true" else None
    return replace(network, attributes=_columns(graph, actors, chosen), arcs=arcs, dropped=graph.dropped)


def _items(graph: GraphRecords, settings: GraphSettings) -> frozenset[str]:
    if settings.item_attribute is None or settings.item_value is None:
        return frozenset()
    _require(settings.item_attribute, (name for attributes in graph.nodes.values() for name in attributes))
    name, value = settings.item_attribute, settings.item_value
    return frozenset(node for node, attributes in graph.nodes.items() if _same(attributes.get(name), value))


def _require(attribute: str, names: Iterable[str]) -> None:
    known = sorted(set(names))
    if attribute not in known:
        hint = f"there are {', '.join(known)}" if known else "nodes have no attributes"
        raise InvalidInput(f"no node has the attribute {attribute}", hint=hint)


def _same(value: str | float | bool | None, text: str) -> bool:
    """Whether an attribute is what the caller wrote; 1, 1.0 and "1" are the same."""
    return value is not None and text in {_text(value), str(value)}


def _text(value: str | float | bool) -> str:
    return f"{value:g}" if isinstance(value, float) else str(value)


def _name(graph: GraphRecords, node: str) -> str:
    return next((_text(graph.nodes[node][name]) for name in _NAMES if name in graph.nodes[node]), node)


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


def _strongest(edges: Iterable[Edge]) -> tuple[Edge, ...]:
    """One edge a pair: of several the strongest."""
    found: dict[tuple[str, str], Edge] = {}
    for edge in edges:
        pair = (min(edge.source, edge.target), max(edge.source, edge.target))
        if pair not in found or _strength(edge) > _strength(found[pair]):
            found[pair] = edge
    return tuple(edge for pair, edge in sorted(found.items()) if pair[0] != pair[1])


def _arcs(graph: GraphRecords, edges: Iterable[Edge], network: Network) -> Arcs:
    """Who named whom; edges that say no and funding are left out, as in the ties."""
    if graph.directed is False:
        raise InvalidInput("the file says that its edges have no direction", hint="leave directed=true out")
    ties = ((edge, _cooperation(edge)) for edge in edges if edge.source != edge.target)
    counted = (edge for edge, tie in ties if tie.status in COOPERATING and tie.kind != "funding")
    return arcs_of(((edge.source, edge.target) for edge in counted), network.position)


def _cooperation(edge: Edge) -> Cooperation:
    first, second = sorted((edge.source, edge.target))
    return Cooperation(
        id=f"{first}--{second}",
        actor_a=first,
        actor_b=second,
        kind="funding" if edge.kind == "funding" else "agreement",
        status=edge.status if edge.status in STATUSES else "documented",
        basis="document",
    )


def _strength(edge: Edge) -> float:
    """As the file says; 1 stands for a missing one, and for one that is no strength: 0 or less."""
    return edge.strength if edge.strength is not None and edge.strength > 0 else 1


def _columns(graph: GraphRecords, actors: list[str], settings: GraphSettings) -> Mapping[str, tuple[str, ...]]:
    names = sorted({name for node in actors for name in graph.nodes[node]})
    columns = {name: tuple(_text(graph.nodes[node].get(name, "")) for node in actors) for name in names}
    if settings.group_by is None:
        return columns
    _require(settings.group_by, columns)
    return columns | {GROUP_COLUMN: columns[settings.group_by]}
