"""A picture of who works with whom: places on paper for organisations, lines for what is recorded about pairs."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal, get_args

import networkx as nx

from app.network.graph.joint_work import joint_work
from app.network.graph.network import Network
from app.records.cooperations import DERIVED, STATUSES
from app.report.drawings.network_layout import places

LineStyle = Literal["sure", "judged", "joint", "unsettled", "no", "suggestion"]
"""How surely two work together; ``joint``: all that is recorded is an offer or project they carry together."""
LINE_STYLES: Mapping[str, LineStyle] = {
    "confirmed": "sure",
    "documented": "sure",
    "recorded": "sure",
    "stated": "judged",
    "one_sided": "judged",
    "contradicted": "unsettled",
    "denied": "no",
}
"""How the line of a tie of each status looks; a pair of which nothing is known has none."""

SUREST: tuple[LineStyle, ...] = get_args(LineStyle)

MOST_NODES = 150
"""More cannot be told apart; then those with the most partners are shown, and how many are left out is said."""

MOST_NAMED = 40


@dataclass(frozen=True, slots=True)
class Node:
    """An organisation at a place; ``sphere`` decides its shape, ``radius`` grows with its recorded partners."""

    id: str
    name: str
    x: float
    y: float
    radius: float
    sphere: str
    partners: int
    named: bool


@dataclass(frozen=True, slots=True)
class Line:
    """What is recorded about a pair, the surest first; ``pair`` are ids, smaller first."""

    pair: tuple[str, str]
    style: LineStyle


@dataclass(frozen=True, slots=True)
class Picture:
    """Organisations and lines; ``left_out`` counts organisations that no longer fit on it."""

    nodes: tuple[Node, ...]
    lines: tuple[Line, ...]
    left_out: int

    def at(self, actor: str) -> Node:
        """The node of an organisation that is on the picture."""
        return next(node for node in self.nodes if node.id == actor)


def picture(
    network: Network, chosen: Collection[str], focus: str | None = None, suggestions: Iterable[tuple[str, str]] = ()
) -> Picture:
    """Draw some organisations and what is recorded about them; the same data give the same picture.

    Args:
        network: the snapshot.
        chosen: ids of organisations.
        focus: the one that is asked about: it is named, whatever its size.
        suggestions: pairs for whom a cooperation is suggested, drawn as lines of their own.
    """
    lines = with_suggestions(lines_among(network, frozenset(chosen)), suggestions)
    partners = dict.fromkeys(chosen, 0)
    for line in lines:
        if line.style not in ("no", "suggestion"):
            for actor in line.pair:
                partners[actor] += 1
    shown = sorted(chosen, key=lambda actor: (actor != focus, -partners[actor], actor))[:MOST_NODES]
    kept = frozenset(shown)
    lines = tuple(line for line in lines if kept.issuperset(line.pair))
    spots = places(sorted(shown), (line.pair for line in lines))
    named = frozenset(shown[:MOST_NAMED])
    nodes = tuple(
        Node(
            id=actor,
            name=network.name("actors", actor),
            x=spots[actor][0],
            y=spots[actor][1],
            radius=7 + min(10.0, partners[actor] ** 0.5 * 2.5),
            sphere=getattr(network.record("actors", actor), "sphere", None) or "unknown",
            partners=partners[actor],
            named=actor in named,
        )
        for actor in sorted(shown)
    )
    return Picture(nodes, lines, len(chosen) - len(shown))


def with_suggestions(lines: Iterable[Line], pairs: Iterable[tuple[str, str]]) -> tuple[Line, ...]:
    """Lines with those of suggestions; a pair of which something is recorded keeps its line and gets another."""
    return (*lines, *(Line((min(pair), max(pair)), "suggestion") for pair in pairs))


def around(network: Network, actor: str, depth: int) -> frozenset[str]:
    """An organisation and those it is recorded with, up to so many steps away; a no leads on to nobody."""
    lines = network.view(_lines)
    reached, edge = {actor}, {actor}
    for _step in range(depth):
        edge = {partner for end, partner in _ways(lines, denied=False) if end in edge} - reached
        reached |= edge
    return frozenset(reached | {partner for end, partner in _ways(lines, denied=True) if end == actor})


def _ways(lines: Iterable[Line], *, denied: bool) -> Iterator[tuple[str, str]]:
    """Both directions of every line that is a no, or of every other one."""
    for line in lines:
        if (line.style == "no") == denied:
            yield line.pair
            yield line.pair[::-1]


def between(network: Network, actor_a: str, actor_b: str) -> tuple[tuple[str, ...], ...]:
    """Every shortest way between two organisations by recorded cooperation or joint work; at most ten, or none."""
    graph = nx.Graph(line.pair for line in network.view(_lines) if line.style != "no")
    if actor_a not in graph or actor_b not in graph or not nx.has_path(graph, actor_a, actor_b):
        return ()
    ways = sorted(tuple(way) for way in nx.all_shortest_paths(graph, actor_a, actor_b))
    return tuple(ways[:10])


def lines_among(network: Network, chosen: Collection[str]) -> tuple[Line, ...]:
    """What is recorded about pairs of some organisations, the surest of each; sitting in one group is none."""
    return tuple(line for line in network.view(_lines) if line.pair[0] in chosen and line.pair[1] in chosen)


def _lines(network: Network) -> tuple[Line, ...]:
    """The lines of all organisations of a snapshot."""
    ties = network.ties.where(~network.ties.has_basis(*DERIVED) & ~network.ties.has_kind("funding"))
    styles: dict[tuple[str, str], LineStyle] = {}
    for a, b, status in zip(ties.a.tolist(), ties.b.tolist(), ties.status.tolist(), strict=True):
        style = LINE_STYLES.get(STATUSES[status])
        pair = (network.actors[a].id, network.actors[b].id)
        if style is not None:
            styles[pair] = min(style, styles.get(pair, style), key=SUREST.index)
    for pair in network.view(joint_work):
        if pair[0] in network.position and pair[1] in network.position:
            styles[pair] = min("joint", styles.get(pair, "joint"), key=SUREST.index)
    return tuple(Line(pair, style) for pair, style in sorted(styles.items()))
