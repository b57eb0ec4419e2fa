"""Networks for networkx: organisations with attributes, and ties with strength, kind, status and dates.

Nodes have ``name``, ``kinds`` and ``active_in`` (codes and ids, separated by ``; ``), ``short_name``, ``sphere``,
``unit_of``, ``home_area``, and the columns of a graph file. Edges have ``strength``, ``kind``, ``status``, ``basis``,
``start``, ``end`` (ISO 8601) and, where they follow from answers to a survey, ``from_answers``. What is not known is
left out, so that every writer of networkx takes the graph.
"""

from collections.abc import Mapping, Sequence
from datetime import date

import networkx as nx

from app.network.graph.ties import OPEN_END, Ties
from app.records.actor import Actor
from app.records.cooperations import BASES, KINDS, STATUSES

SEPARATOR = "; "
Attribute = str | float | bool


def multigraph(actors: Sequence[Actor], ties: Ties, columns: Mapping[str, tuple[str, ...]]) -> "nx.MultiGraph[str]":
    """Actors by their ids, and one edge for each pair and kind, whose key is the kind."""
    graph: nx.MultiGraph[str] = nx.MultiGraph()
    for position, actor in enumerate(actors):
        attributes = {name: values[position] for name, values in columns.items() if values[position]}
        graph.add_node(actor.id, **attributes, **_of_actor(actor))
    for number, (a, b) in enumerate(zip(ties.a.tolist(), ties.b.tolist(), strict=True)):
        edge = _of_tie(ties, number)
        graph.add_edge(actors[a].id, actors[b].id, key=str(edge["kind"]), **edge)
    nx.freeze(graph)
    return graph


def simple_graph(graph: "nx.MultiGraph[str]") -> "nx.Graph[str]":
    """One edge a pair: the greatest strength, the surest status, and all kinds."""
    simple: nx.Graph[str] = nx.Graph()
    simple.add_nodes_from(graph.nodes(data=True))
    for source, target in dict.fromkeys(graph.edges()):
        edges = [edge for _, edge in sorted(graph.get_edge_data(source, target).items())]
        simple.add_edge(source, target, **_united(edges))
    nx.freeze(simple)
    return simple


def _united(edges: Sequence[Mapping[str, Attribute]]) -> dict[str, Attribute]:
    surest = max(edges, key=lambda edge: STATUSES.index(str(edge["status"])))
    strengths = [float(edge["strength"]) for edge in edges if "strength" in edge]
    united = dict(surest) | {"kind": SEPARATOR.join(dict.fromkeys(str(edge["kind"]) for edge in edges))}
    return united | ({"strength": max(strengths)} if strengths else {})


def _of_actor(actor: Actor) -> dict[str, Attribute]:
    values = {
        "name": actor.name,
        "short_name": actor.short_name,
        "kinds": SEPARATOR.join(actor.kinds),
        "sphere": actor.sphere,
        "unit_of": actor.unit_of,
        "home_area": actor.home_area,
        "active_in": SEPARATOR.join(actor.active_in),
    }
    return {name: value for name, value in values.items() if value}


def _of_tie(ties: Ties, number: int) -> dict[str, Attribute]:
    edge: dict[str, Attribute] = {
        "kind": KINDS[int(ties.kind[number])],
        "status": STATUSES[int(ties.status[number])],
        "basis": BASES[int(ties.basis[number])],
    }
    if ties.strength[number]:
        edge["strength"] = float(ties.strength[number])
    if ties.start[number]:
        edge["start"] = date.fromordinal(int(ties.start[number])).isoformat()
    if ties.end[number] != OPEN_END:
        edge["end"] = date.fromordinal(int(ties.end[number])).isoformat()
    return edge | ({"from_answers": True} if ties.row[number] < 0 else {})
