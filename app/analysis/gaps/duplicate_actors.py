"""Duplicate actors: pairs of recorded organisations with names alike.

Which recorded organisations could be the same, or parts of each other?
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from app.analysis.cost import of_size
from app.analysis.interface import Analysis, Answer, parameter
from app.findings import Argument, Finding, Message, NotLookedAt, finding_key, in_order
from app.network.district.cities import Cities
from app.network.graph.network import Network
from app.network.graph.units import Organisations
from app.network.pairs.name_blocks import candidates
from app.network.pairs.name_match import NameMatch, name_match
from app.network.pairs.organisation_names import OrganisationName, organisation_name
from app.records.actor import Actor
from app.records.profile import kind_group

ID = "duplicate-actors"


@dataclass(frozen=True, slots=True)
class Parameters:
    """Similarity of names.

    ``similarity`` (0.45): lower to be asked about more pairs of names, higher to be asked about fewer.
    """

    similarity: float = parameter(
        0.45, "least share of the weight of all words that both names have", low=0.3, high=1.0
    )


@dataclass(frozen=True, slots=True)
class NamePair:
    """Two actors with names alike; ``against`` are the codes of what speaks for two organisations."""

    actor_a: Actor
    actor_b: Actor
    match: NameMatch
    against: tuple[str, ...]

    @property
    def suggestion(self) -> Literal["same", "belongs_to"]:
        """Suggested relation: the same, unless a name names a part of something, or the legal forms differ."""
        match = self.match
        alike = match.contained and match.part_of is None and match.same_legal_form
        return "same" if alike else "belongs_to"

    @property
    def part_first(self) -> tuple[Actor, Actor]:
        """Both actors; first the actor that seems to be a part, if either does."""
        return (self.actor_b, self.actor_a) if self.match.part_of == 1 else (self.actor_a, self.actor_b)

    @property
    def clear(self) -> bool:
        """Whether the names are equal and nothing speaks for two organisations."""
        return self.suggestion == "same" and self.match.equal and not self.against


def run(network: Network, parameters: Parameters) -> Answer:
    """A finding for every pair with names alike, whenever active; a person decides whether they are the same."""
    actors, names = network.records.actors, _names(network)
    blocks = candidates(names)
    alike = [pair for pair in _pairs(network, names, blocks.pairs) if pair.match.similarity >= parameters.similarity]
    blank = tuple(actor.id for actor, name in zip(actors, names, strict=True) if not name.words)
    common = tuple(actors[position].id for position in blocks.too_common)
    suggested = [pair.suggestion for pair in alike]
    return Answer(
        findings=in_order(_finding(network, pair) for pair in alike),
        summary={"actors": len(actors), "same": suggested.count("same"), "belongs_to": suggested.count("belongs_to")},
        not_looked_at=(
            NotLookedAt("names_without_words", len(blank), blank),
            NotLookedAt("names_too_common", len(common), common),
        ),
    )


def _names(network: Network) -> list[OrganisationName]:
    """Parsed names of ``records.actors``, in their order."""
    cities, places = _area_words(network, city=True), _area_words(network, city=False)
    return [
        organisation_name(actor.name, actor.short_name, cities=cities, places=places)
        for actor in network.records.actors
    ]


def _area_words(network: Network, *, city: bool) -> frozenset[str]:
    """Words in the names of cities, or of areas that are no cities."""
    areas = (area for area in network.records.areas if (area.kind == "city") == city)
    return frozenset(word for area in areas for word in organisation_name(area.name).words)


def _pairs(
    network: Network, names: list[OrganisationName], positions: tuple[tuple[int, int], ...]
) -> Iterator[NamePair]:
    """Pairs of alike names that different cities do not keep apart and recorded units do not explain."""
    actors, organisations, cities = network.records.actors, Organisations(network), network.view(Cities)
    for position_a, position_b in positions:
        match = name_match(names[position_a], names[position_b])
        actor_a, actor_b = actors[position_a], actors[position_b]
        alike = (match.contained or match.akin) and match.same_numbers and match.same_town
        if not alike or cities.apart(actor_a, actor_b):
            continue
        if organisations.part_of(actor_a.id, actor_b.id) or organisations.part_of(actor_b.id, actor_a.id):
            continue
        pair = NamePair(actor_a, actor_b, match, tuple(_against(actor_a, actor_b, match)))
        siblings = actor_a.unit_of is not None and actor_a.unit_of == actor_b.unit_of
        if pair.suggestion == "same" or not siblings:
            yield pair


def _against(actor_a: Actor, actor_b: Actor, match: NameMatch) -> Iterator[str]:
    """Codes of the fields that speak for two organisations."""
    if not match.same_legal_form:
        yield "legal_form"
    if actor_a.kinds and actor_b.kinds and kind_group(actor_a.kinds[0]) != kind_group(actor_b.kinds[0]):
        yield "kind"
    if actor_a.home_area and actor_b.home_area and actor_a.home_area != actor_b.home_area:
        yield "home_area"
    if _in_succession(actor_a, actor_b):
        yield "period"


def _in_succession(actor_a: Actor, actor_b: Actor) -> bool:
    """Whether the first actor ended before the second began, or the second before the first."""
    successions = ((actor_a.end, actor_b.start), (actor_b.end, actor_a.start))
    return any(end is not None and start is not None and end.last < start.first for end, start in successions)


def _finding(network: Network, pair: NamePair) -> Finding:
    ids = (pair.actor_a.id, pair.actor_b.id)
    part, whole = (network.subject("actors", actor.id) for actor in pair.part_first)
    arguments: dict[str, Argument] = {
        "one": part,
        "other": whole,
        "equal": pair.match.equal,
        "directed": pair.match.part_of is not None,
        "against": pair.against,
    }
    return Finding(
        key=finding_key(ID, ids),
        analysis=ID,
        subjects=tuple(network.subject("actors", actor_id) for actor_id in ids),
        score=pair.match.similarity,
        band="clear" if pair.clear else "possible",
        rests_on="unknown",
        message=Message(pair.suggestion, arguments),
        evidence=tuple(network.evidence("actors", actor_id, "name") for actor_id in ids),
        contributions={"name": pair.match.similarity},
        unknowns=("same_organisation",),
        audience="internal",
    )


ANALYSIS = Analysis(id=ID, version=2, parameters=Parameters, run=run, cost=of_size(3))
