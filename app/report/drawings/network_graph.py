"""The network as data for a picture that can be moved: nodes at their places, lines with how sure they are and when."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal, get_args

from app.network.graph.joint_work import joint_work
from app.network.graph.network import Network
from app.network.graph.ties import OPEN_END
from app.records.actor import Actor
from app.records.cooperations import DERIVED, STATUSES
from app.records.offers import Offer, Project
from app.report.drawings.network_layout import communities, places
from app.report.drawings.picture import LINE_STYLES, SUREST, LineStyle, lines_among, with_joint_work

Mode = Literal["actors", "offers", "groups", "places"]
"""What stands beside organisations: nothing, their offers, the groups they sit in, the places they run or work at."""

MODES: tuple[Mode, ...] = get_args(Mode)

NodeKind = Literal["actor", "offer", "group", "place", "cluster"]
Style = LineStyle | Literal["part"]
"""How a line looks; ``part`` leads from an organisation to what it offers, sits in or runs."""

MOST_DRAWN = 2_000
"""Of more nodes communities are drawn, each as one node that opens on a click."""


@dataclass(frozen=True, slots=True)
class GraphNode:
    """A node. ``values`` are codes it can be coloured by, ``partners`` and ``offers`` numbers its size can tell.

    A ``cluster`` stands for ``members`` organisations; its id is that of the one with most partners.
    """

    id: str
    kind: NodeKind
    name: str
    x: float
    y: float
    values: Mapping[str, str]
    partners: int
    offers: int
    members: int = 1


@dataclass(frozen=True, slots=True)
class GraphLine:
    """A line between two nodes; ``since`` and ``until`` are years, None where no date is known."""

    a: str
    b: str
    style: Style
    since: int | None = None
    until: int | None = None


@dataclass(frozen=True, slots=True)
class NetworkGraph:
    """Nodes and lines of a picture; ``years`` are the first and last that any line names."""

    nodes: tuple[GraphNode, ...]
    lines: tuple[GraphLine, ...]
    years: tuple[int, int] | None


def network_graph(network: Network, chosen: frozenset[str], mode: Mode = "actors") -> NetworkGraph:
    """Some organisations with what is recorded about them, at the places of :mod:`app.report.drawings.network_layout`.

    Args:
        network: the snapshot.
        chosen: ids of organisations.
        mode: what stands beside them.
    """
    lines = _lines(network, chosen) if mode == "actors" else _parts(network, chosen, mode)
    nodes = sorted(chosen | {line.b for line in lines})
    if len(nodes) > MOST_DRAWN:
        return _clustered(network, chosen)
    at = places(nodes, {(line.a, line.b) for line in lines})
    partners, offers = _partners(network, chosen), _offers(network)
    kind_of: dict[str, tuple[NodeKind, str]] = {
        f"{topic}:{record}": (kind, record) for kind, topic, record in _beside_organisations(network, mode)
    }
    drawn = tuple(
        _node(network, node, kind_of.get(node, ("actor", node)), at[node], partners.get(node, 0), offers.get(node, 0))
        for node in nodes
    )
    years = sorted(year for line in lines for year in (line.since, line.until) if year is not None)
    return NetworkGraph(drawn, tuple(lines), (years[0], years[-1]) if years and years[0] < years[-1] else None)


def cluster_of(network: Network, leader: str) -> frozenset[str]:
    """The members of the community in which an organisation has most partners; nobody where it leads none."""
    return network.view(_communities).get(leader, frozenset())


def _node(
    network: Network, node: str, kind: tuple[NodeKind, str], at: tuple[float, float], partners: int, offers: int
) -> GraphNode:
    code, record = kind
    topic = _TOPICS[code]
    known = network.record(topic, record)
    values = _values(network, known) if isinstance(known, Actor) else {"kind": code}
    return GraphNode(node, code, network.name(topic, record), *at, values, partners, offers)


_TOPICS: Mapping[NodeKind, str] = {
    "actor": "actors",
    "offer": "offers",
    "group": "working_groups",
    "place": "places",
    "cluster": "actors",
}


def _values(network: Network, actor: Actor) -> Mapping[str, str]:
    area = actor.home_area or next(iter(actor.active_in), None)
    return {
        "sphere": actor.sphere or "unknown",
        "kind": actor.kinds[0] if actor.kinds else "unknown",
        "area": network.name("areas", area) if area else "",
    }


def _lines(network: Network, chosen: Collection[str]) -> list[GraphLine]:
    """What is recorded of any time about pairs, the surest of each, with the first and last year it holds."""
    everyone = network.records.actors
    ties = network.ties_of_everyone
    ties = ties.where(~ties.has_basis(*DERIVED) & ~ties.has_kind("funding"))
    line_of: dict[tuple[str, str], tuple[LineStyle, int, int]] = {}
    columns = (ties.a.tolist(), ties.b.tolist(), ties.status.tolist(), ties.start.tolist(), ties.end.tolist())
    for a, b, status, start, end in zip(*columns, strict=True):
        pair = (everyone[a].id, everyone[b].id)
        style = LINE_STYLES.get(STATUSES[status])
        if style is None or pair[0] not in chosen or pair[1] not in chosen:
            continue
        known, since, until = line_of.get(pair, (style, start, end))
        line_of[pair] = (min(style, known, key=SUREST.index), min(since, start), max(until, end))
    for pair, works in network.view(joint_work).items():
        if pair[0] in chosen and pair[1] in chosen:
            known, since, until = line_of.get(pair, ("joint", *_running(works)))
            line_of[pair] = (with_joint_work(known), since, until)
    return [
        GraphLine(*pair, style, _year(since), _year(until)) for pair, (style, since, until) in sorted(line_of.items())
    ]


def _running(works: Iterable[tuple[str, Offer | Project]]) -> tuple[int, int]:
    """The first and last day of some joint work, as ties have them."""
    periods = [work.period for _topic, work in works]
    since = min(period.start.first.toordinal() if period.start else 0 for period in periods)
    return since, max(period.end.last.toordinal() if period.end else OPEN_END for period in periods)


def _year(day: int) -> int | None:
    return date.fromordinal(day).year if 0 < day < OPEN_END else None


def _parts(network: Network, chosen: Collection[str], mode: Mode) -> list[GraphLine]:
    """Lines from organisations to what stands beside them."""
    records = network.records
    members: dict[str, set[str]] = {}
    if mode == "offers":
        members = {f"offers:{offer.id}": set(offer.actors) for offer in records.offers if _runs(network, offer)}
    elif mode == "groups":
        groups = (group for group in records.working_groups if group.period.active_on(network.as_of))
        members = {f"working_groups:{group.id}": set(group.actors) for group in groups}
    else:
        members = {f"places:{place.id}": set(place.operators) for place in records.places}
        for offer in records.offers:
            if offer.place is not None and _runs(network, offer):
                members.setdefault(f"places:{offer.place}", set()).update(offer.actors)
    return [
        GraphLine(actor, node, "part")
        for node, actors in sorted(members.items())
        for actor in sorted(actors & set(chosen))
    ]


def _runs(network: Network, offer: Offer) -> bool:
    return offer.period.active_on(network.as_of)


def _beside_organisations(network: Network, mode: Mode) -> Iterable[tuple[NodeKind, str, str]]:
    """Kind, topic and id of whatever may stand beside organisations."""
    kinds: Mapping[Mode, NodeKind] = {"offers": "offer", "groups": "group", "places": "place"}
    if mode != "actors":
        topic = _TOPICS[kinds[mode]]
        yield from ((kinds[mode], topic, record.id) for record in getattr(network.records, topic))


def _partners(network: Network, chosen: Collection[str]) -> Mapping[str, int]:
    counts: dict[str, int] = {}
    for line in lines_among(network, chosen):
        if line.style != "no":
            for actor in line.pair:
                counts[actor] = counts.get(actor, 0) + 1
    return counts


def _offers(network: Network) -> Mapping[str, int]:
    counts: dict[str, int] = {}
    for offer in network.records.offers:
        if _runs(network, offer):
            for actor in set(offer.actors):
                counts[actor] = counts.get(actor, 0) + 1
    return counts


def _communities(network: Network) -> Mapping[str, frozenset[str]]:
    """Members by the one of them with most partners; who has no line is in none."""
    everyone = [actor.id for actor in network.actors]
    lines = [line.pair for line in lines_among(network, frozenset(everyone)) if line.style != "no"]
    counts = _partners(network, frozenset(everyone))
    return {
        max(sorted(part), key=lambda actor: counts.get(actor, 0)): frozenset(part)
        for part in communities(everyone, lines)
    }


def _clustered(network: Network, chosen: Collection[str]) -> NetworkGraph:
    """Communities as nodes; a line where two of them work together."""
    parts = {leader: members & set(chosen) for leader, members in network.view(_communities).items()}
    part_of = {actor: leader for leader, members in parts.items() for actor in members}
    pairs = sorted(
        {
            (min(ends), max(ends))
            for line in lines_among(network, chosen)
            if line.style != "no" and len(ends := {part_of[actor] for actor in line.pair}) > 1
        }
    )
    leaders = [leader for leader in sorted(parts) if parts[leader]]
    at = places(leaders, pairs)
    nodes = tuple(_cluster(network, leader, at[leader], parts[leader]) for leader in leaders)
    return NetworkGraph(nodes, tuple(GraphLine(a, b, "sure") for a, b in pairs), None)


def _cluster(network: Network, leader: str, at: tuple[float, float], members: Collection[str]) -> GraphNode:
    return GraphNode(leader, "cluster", network.name("actors", leader), *at, {}, len(members), 0, len(members))
