"""A picture of who works with whom: places on paper for organisations, lines for what is recorded about pairs."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal, NamedTuple, get_args

import networkx as nx

from app.network.graph.joint_work import joint_work
from app.network.graph.network import Network
from app.records.cooperations import DERIVED, STATUSES
from app.report.drawings.network_layout import WIDTH, Place, places

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

LONGEST_LABEL = 28
"""Characters of a name on the picture; the whole name is told on pointing and in the table."""

LABEL_SIZE, LARGE_LABEL_SIZE = 12, 18
"""Height of letters on a picture as wide as a page, and on one that is shown smaller."""

_CHARACTER, _LINE = 0.533, 1.17
"""Width of a character and height of a line, for a letter of 1."""


@dataclass(frozen=True, slots=True)
class Node:
    """An organisation at a place; ``sphere`` decides its shape, ``radius`` grows with its recorded partners.

    ``label`` is its name where there is room for it, else empty; its middle stands at ``label_x`` on line ``label_y``.
    """

    id: str
    name: str
    x: float
    y: float
    radius: float
    sphere: str
    partners: int
    label: str
    label_x: float
    label_y: float


@dataclass(frozen=True, slots=True)
class Line:
    """What is recorded about a pair, the surest first; ``pair`` are ids, smaller first."""

    pair: tuple[str, str]
    style: LineStyle

    def partner_of(self, actor: str) -> str:
        """The other organisation of the pair."""
        return self.pair[self.pair[0] == actor]


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
    network: Network,
    chosen: Collection[str],
    focus: str | None = None,
    suggestions: Iterable[tuple[str, str]] = (),
    label_size: int = LABEL_SIZE,
) -> Picture:
    """Draw some organisations and what is recorded about them; the same data give the same picture.

    Args:
        network: the snapshot.
        chosen: ids of organisations.
        focus: the one that is asked about: it is named, whatever its size.
        suggestions: pairs for whom a cooperation is suggested, drawn as lines of their own.
        label_size: the height of letters, for which room is kept.
    """
    lines = with_suggestions(lines_among(network, frozenset(chosen)), suggestions)
    partners = dict.fromkeys(chosen, 0)
    for line in lines:
        if line.style not in ("no", "suggestion"):
            for actor in line.pair:
                partners[actor] += 1
    actors = sorted(chosen, key=lambda actor: (actor != focus, -partners[actor], actor))[:MOST_NODES]
    drawn = frozenset(actors)
    lines = tuple(line for line in lines if drawn.issuperset(line.pair))
    spots = places(sorted(actors), (line.pair for line in lines))
    names = {actor: network.name("actors", actor) for actor in actors}
    radii = {actor: 7 + min(10.0, partners[actor] ** 0.5 * 2.5) for actor in actors}
    labels = _labels(names, spots, radii, label_size)
    nodes = tuple(
        Node(
            id=actor,
            name=names[actor],
            x=spots[actor][0],
            y=spots[actor][1],
            radius=radii[actor],
            sphere=getattr(network.record("actors", actor), "sphere", None) or "unknown",
            partners=partners[actor],
            label=labels[actor].text if actor in labels else "",
            label_x=labels[actor].x if actor in labels else spots[actor][0],
            label_y=labels[actor].y if actor in labels else spots[actor][1],
        )
        for actor in sorted(actors)
    )
    return Picture(nodes, lines, len(chosen) - len(actors))


def _labels(
    names: Mapping[str, str], spots: Mapping[str, Place], radii: Mapping[str, float], size: int
) -> Mapping[str, "_Label"]:
    """Labels that hide no other label and no organisation: below or above it, those of the first names first."""
    signs = {
        actor: _Box(x - radii[actor], y - radii[actor], x + radii[actor], y + radii[actor])
        for actor, (x, y) in spots.items()
    }
    character, height = _CHARACTER * size, _LINE * size
    taken: list[_Box] = list(signs.values())
    labels: dict[str, _Label] = {}
    for actor, name in names.items():
        label = name if len(name) <= LONGEST_LABEL else f"{name[: LONGEST_LABEL - 1].rstrip(' .,')}…"
        for line in (signs[actor].bottom + height, signs[actor].top - 4):
            half = len(label) * character / 2
            middle = min(max(spots[actor][0], half + 2), WIDTH - half - 2)
            box = _Box(middle - half, line - height + 3, middle + half, line + 3)
            if not any(box.overlaps(taken_box) for taken_box in taken):
                taken.append(box)
                labels[actor] = _Label(label, round(middle, 1), round(line, 1))
                break
    return labels


class _Label(NamedTuple):
    """A text whose middle stands at a place."""

    text: str
    x: float
    y: float


class _Box(NamedTuple):
    """A rectangle on the picture."""

    left: float
    top: float
    right: float
    bottom: float

    def overlaps(self, box: "_Box") -> bool:
        """Whether something of both is at one place."""
        return self.left < box.right and box.left < self.right and self.top < box.bottom and box.top < self.bottom


def with_joint_work(style: LineStyle | None) -> LineStyle:
    """How the line of a pair with joint work looks, given that of its ties: beside a spoken no the work settles nothing."""
    return "unsettled" if style == "no" else min("joint", style or "joint", key=SUREST.index)


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
            styles[pair] = with_joint_work(styles.get(pair))
    return tuple(Line(pair, style) for pair, style in sorted(styles.items()))
