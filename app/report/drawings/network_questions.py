"""Questions to a network: who works with whom, who links two, what hangs on one, where several sit together."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, get_args

from app.network.district.presence import Presence
from app.network.graph.network import Network
from app.records.schema import Topic
from app.report.drawings.picture import around, between, lines_among

Question = Literal["all", "with", "between", "areas", "depends", "together", "missing"]
QUESTIONS: tuple[Question, ...] = get_args(Question)

Pair = tuple[str, str]
Sentence = tuple[str, Mapping[str, object]]
"""The code of a text and its arguments."""


@dataclass(frozen=True, slots=True)
class NetworkAnswer:
    """An answer: the organisations to draw, and what is said about it."""

    chosen: frozenset[str]
    sentences: Sequence[Sentence] = ()
    focus: str | None = None
    suggestions: Sequence[Pair] = field(default=())


def everybody(network: Network, area: str = "") -> NetworkAnswer:
    """All organisations, or those of an area and its parts."""
    if not area:
        everyone = frozenset(actor.id for actor in network.actors)
        lines = lines_among(network, everyone)
        joint = sum(line.style == "joint" for line in lines)
        sentence = ("of_everybody", {"count": len(everyone), "pairs": len(lines), "joint": joint})
        return NetworkAnswer(everyone, [sentence] if everyone else ())
    inside = frozenset(actor.id for actor in network.view(Presence).actors_within(area))
    return NetworkAnswer(inside, [("of_area", {"count": len(inside), "name": network.name("areas", area)})])


def partners_of(network: Network, actor: str, depth: int = 1) -> NetworkAnswer:
    """Who works with an organisation, up to so many steps away."""
    partners = sorted(around(network, actor, 1) - {actor})
    name = network.name("actors", actor)
    code = "partners" if partners else "no_partners"
    sentence = (code, {"name": name, "names": _names(network, "actors", partners)})
    return NetworkAnswer(around(network, actor, depth), [sentence], actor)


def linking(network: Network, actor_a: str, actor_b: str) -> NetworkAnswer:
    """Who links two organisations: everybody on a shortest way between them."""
    ways = between(network, actor_a, actor_b)
    pair = {"one": network.name("actors", actor_a), "two": network.name("actors", actor_b)}
    if not ways:
        return NetworkAnswer(frozenset((actor_a, actor_b)), [("no_way", pair)], actor_a)
    middle = sorted({step for way in ways for step in way[1:-1]})
    code = "by_others" if middle else "directly"
    sentence = (code, pair | {"names": _names(network, "actors", middle)})
    return NetworkAnswer(frozenset(step for way in ways for step in way), [sentence], actor_a)


def linking_areas(network: Network, area_a: str, area_b: str) -> NetworkAnswer:
    """Who links two areas: who is active in both, and who works together across."""
    presence = network.view(Presence)
    in_a, in_b = ({actor.id for actor in presence.actors_within(area)} for area in (area_a, area_b))
    common = sorted(in_a & in_b)
    across = [
        line.pair
        for line in lines_among(network, in_a ^ in_b)
        if line.style != "no" and len({actor in in_a for actor in line.pair}) > 1
    ]
    names = {"one": network.name("areas", area_a), "two": network.name("areas", area_b)}
    sentences: list[Sentence] = [
        ("areas_both" if common else "areas_nobody", names | {"names": _names(network, "actors", common)}),
        ("areas_across" if across else "areas_no_pair", names | {"count": len(across)}),
    ]
    return NetworkAnswer(frozenset(common).union(*across), sentences)


def hanging_on(network: Network, actor: str) -> NetworkAnswer:
    """What is recorded of an organisation alone: offers, groups it moderates, areas it mediates, partners without another."""
    records, day = network.records, network.as_of
    name = network.name("actors", actor)
    alone: dict[Topic, list[str]] = {
        "offers": [
            offer.id for offer in records.offers if offer.period.active_on(day) and set(offer.actors) == {actor}
        ],
        "working_groups": [
            group.id
            for group in records.working_groups
            if group.period.active_on(day) and set(group.moderators) == {actor}
        ],
        "areas": list(network.view(Presence).alone_in.get(actor, ())),
        "actors": sorted(_only_with(network, actor)),
    }
    sentences = [
        (f"depends_{topic}", {"name": name, "count": len(ids), "names": _names(network, topic, ids)})
        for topic, ids in alone.items()
        if ids
    ]
    return NetworkAnswer(around(network, actor, 1), sentences or [("depends_nothing", {"name": name})], actor)


def _only_with(network: Network, actor: str) -> Iterable[str]:
    """Organisations whose only recorded partner is that one."""
    partners: dict[str, set[str]] = {}
    for line in lines_among(network, network.position):
        if line.style != "no":
            for actor_here, partner in (line.pair, line.pair[::-1]):
                partners.setdefault(actor_here, set()).add(partner)
    return (partner for partner in partners.get(actor, ()) if partners[partner] == {actor})


def sitting_together(network: Network, actors: Sequence[str]) -> NetworkAnswer:
    """The groups in which all of several organisations sit."""
    groups = [group.id for group in network.view(Presence).active_groups if set(actors) <= set(group.actors)]
    arguments = {"names": _names(network, "actors", actors), "groups": _names(network, "working_groups", groups)}
    return NetworkAnswer(frozenset(actors), [("together" if groups else "not_together", arguments)], actors[0])


def missing_links(network: Network, pairs: Sequence[Pair]) -> NetworkAnswer:
    """Pairs for whom a cooperation is suggested; ``pairs`` are those of the hints, in reading order."""
    chosen = frozenset(actor for pair in pairs for actor in pair if actor in network.position)
    code = "missing" if pairs else "missing_nothing"
    return NetworkAnswer(chosen, [(code, {"count": len(pairs)})], suggestions=pairs)


def _names(network: Network, topic: Topic, ids: Iterable[str]) -> list[str]:
    return [network.name(topic, record) for record in ids]
