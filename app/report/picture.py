"""A picture of who works with whom: places on paper for organisations, lines for what is recorded about pairs."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import networkx as nx

from app.network.graph.network import Network
from app.records.cooperations import DERIVED, STATUSES

LineStyle = Literal["sure", "judged", "unsettled", "no"]
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

_SUREST: tuple[LineStyle, ...] = ("sure", "judged", "unsettled", "no")

WIDTH, HEIGHT = 1000, 700
MARGIN_X, MARGIN_Y = 90, 50
MOST_NODES = 150
"""More cannot be told apart; then those with the most partners are shown, and how many are left out is said."""

PER_ROW, ROW_HEIGHT = 6, 45
_CENTRE = ""
MOST_NAMED = 40
SEED = 20


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


def picture(network: Network, chosen: Collection[str], *, focus: str | None = None) -> Picture:
    """Draw some organisations and what is recorded about them; the same data give the same picture.

    Args:
        network: the snapshot.
        chosen: ids of organisations.
        focus: the one that is asked about: it is named, whatever its size.
    """
    lines = _lines(network, frozenset(chosen))
    partners = dict.fromkeys(chosen, 0)
    for line in lines:
        if line.style != "no":
            for actor in line.pair:
                partners[actor] += 1
    shown = sorted(chosen, key=lambda actor: (actor != focus, -partners[actor], actor))[:MOST_NODES]
    kept = frozenset(shown)
    lines = tuple(line for line in lines if kept.issuperset(line.pair))
    places = _places(sorted(shown), lines)
    named = frozenset(shown[:MOST_NAMED])
    nodes = tuple(
        Node(
            id=actor,
            name=network.name("actors", actor),
            x=places[actor][0],
            y=places[actor][1],
            radius=7 + min(10.0, partners[actor] ** 0.5 * 2.5),
            sphere=getattr(network.record("actors", actor), "sphere", None) or "unknown",
            partners=partners[actor],
            named=actor in named,
        )
        for actor in sorted(shown)
    )
    return Picture(nodes, lines, len(chosen) - len(shown))


def around(network: Network, actor: str, depth: int) -> frozenset[str]:
    """An organisation and those it is recorded with, up to so many steps away; a no leads on to nobody."""
    lines = _lines(network, frozenset(known.id for known in network.actors))
    reached, edge = {actor}, {actor}
    for _step in range(depth):
        edge = {partner for here, partner in _ways(lines, denied=False) if here in edge} - reached
        reached |= edge
    return frozenset(reached | {partner for here, partner in _ways(lines, denied=True) if here == actor})


def _ways(lines: Iterable[Line], *, denied: bool) -> Iterator[tuple[str, str]]:
    """Both directions of every line that is a no, or of every other one."""
    for line in lines:
        if (line.style == "no") == denied:
            yield line.pair
            yield line.pair[::-1]


def between(network: Network, actor_a: str, actor_b: str) -> tuple[tuple[str, ...], ...]:
    """Every shortest way from one organisation to another by recorded cooperation; at most ten, none where none leads."""
    graph = network.nx()
    if actor_a not in graph or actor_b not in graph or not nx.has_path(graph, actor_a, actor_b):
        return ()
    ways = sorted(tuple(way) for way in nx.all_shortest_paths(graph, actor_a, actor_b))
    return tuple(ways[:10])


def _lines(network: Network, chosen: Collection[str]) -> tuple[Line, ...]:
    ties = network.ties.where(~network.ties.has_basis(*DERIVED) & ~network.ties.has_kind("funding"))
    styles: dict[tuple[str, str], LineStyle] = {}
    for a, b, status in zip(ties.a.tolist(), ties.b.tolist(), ties.status.tolist(), strict=True):
        style = LINE_STYLES.get(STATUSES[status])
        pair = (network.actors[a].id, network.actors[b].id)
        if style is not None and pair[0] in chosen and pair[1] in chosen:
            styles[pair] = min(style, styles.get(pair, style), key=_SUREST.index)
    return tuple(Line(pair, style) for pair, style in sorted(styles.items()))


def _places(actors: Sequence[str], lines: Iterable[Line]) -> Mapping[str, tuple[float, float]]:
    """Who has a line stands near whom it leads to; the others stand in rows below, where they hide nobody."""
    tied: nx.Graph[str] = nx.Graph(line.pair for line in lines)
    alone = [actor for actor in actors if actor not in tied]
    rows = -(-len(alone) // PER_ROW)
    bottom = HEIGHT - MARGIN_Y - rows * ROW_HEIGHT
    places = {
        actor: (
            round(MARGIN_X + (number % PER_ROW + 0.5) * (WIDTH - 2 * MARGIN_X) / PER_ROW, 1),
            float(bottom + (number // PER_ROW + 1) * ROW_HEIGHT),
        )
        for number, actor in enumerate(alone)
    }
    return places | _near_each_other(tied, bottom)


def _near_each_other(tied: "nx.Graph[str]", bottom: float) -> dict[str, tuple[float, float]]:
    if not tied:
        return {}
    held: nx.Graph[str] = nx.Graph()
    held.add_nodes_from(sorted(tied))
    held.add_edges_from(tied.edges, weight=1.0)
    held.add_edges_from(((_CENTRE, actor) for actor in sorted(tied)), weight=0.08)  # parts stay on one sheet of paper
    spots = nx.spring_layout(held, seed=SEED, iterations=300, k=2.2 / len(held) ** 0.5)
    del spots[_CENTRE]
    xs, ys = zip(*spots.values(), strict=True)
    return {
        actor: (_scaled(x, xs, MARGIN_X, WIDTH - MARGIN_X), _scaled(y, ys, MARGIN_Y, bottom))
        for actor, (x, y) in spots.items()
    }


def _scaled(value: float, values: Collection[float], first: float, last: float) -> float:
    low, high = min(values), max(values)
    share = 0.5 if high == low else (value - low) / (high - low)
    return round(float(first + share * (last - first)), 1)
