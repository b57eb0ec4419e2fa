"""Which recorded organisations could be one and the same, or parts of each other?"""

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
    """When two names are alike."""

    similarity: float = parameter(
        0.45, "least share of the weight of all words that both names have", low=0.3, high=1.0
    )


@dataclass(frozen=True, slots=True)
class _Pair:
    """Two actors with names alike; ``against`` says what speaks for two organisations."""

    one: Actor
    other: Actor
    match: NameMatch
    against: tuple[str, ...]

    @property
    def suggestion(self) -> Literal["same", "belongs_to"]:
        """The same, unless one names a part of something, or both exist under different laws."""
        match = self.match
        alike = match.contained and match.part_of is None and match.same_legal_form
        return "same" if alike else "belongs_to"

    @property
    def part_first(self) -> tuple[Actor, Actor]:
        """Both, the one that seems to be a part of the other first."""
        return (self.other, self.one) if self.match.part_of == 1 else (self.one, self.other)

    @property
    def clear(self) -> bool:
        return self.suggestion == "same" and self.match.equal and not self.against


def run(network: Network, parameters: Parameters) -> Answer:
    """One finding for each pair with names alike, whenever they were active; which of both it is, a person decides."""
    actors, names = network.records.actors, _names(network)
    possible = candidates(names)
    found = [pair for pair in _pairs(network, names, possible.pairs) if pair.match.similarity >= parameters.similarity]
    blank = tuple(actor.id for actor, name in zip(actors, names, strict=True) if not name.words)
    common = tuple(actors[at].id for at in possible.too_common)
    suggested = [pair.suggestion for pair in found]
    return Answer(
        findings=in_order(_finding(network, pair) for pair in found),
        summary={"actors": len(actors), "same": suggested.count("same"), "belongs_to": suggested.count("belongs_to")},
        not_looked_at=(
            NotLookedAt("names_without_words", len(blank), blank),
            NotLookedAt("names_too_common", len(common), common),
        ),
    )


def _names(network: Network) -> list[OrganisationName]:
    """The names of ``records.actors``."""
    cities, places = _area_words(network, city=True), _area_words(network, city=False)
    return [
        organisation_name(actor.name, actor.short_name, cities=cities, places=places)
        for actor in network.records.actors
    ]


def _area_words(network: Network, *, city: bool) -> frozenset[str]:
    areas = (area for area in network.records.areas if (area.kind == "city") == city)
    return frozenset(word for area in areas for word in organisation_name(area.name).words)


def _pairs(network: Network, names: list[OrganisationName], possible: tuple[tuple[int, int], ...]) -> Iterator[_Pair]:
    actors, organisations, cities = network.records.actors, Organisations(network), network.view(Cities)
    for first, second in possible:
        match = name_match(names[first], names[second])
        one, other = actors[first], actors[second]
        if not ((match.contained or match.akin) and match.same_numbers and match.same_town) or cities.apart(one, other):
            continue
        if organisations.part_of(one.id, other.id) or organisations.part_of(other.id, one.id):
            continue
        pair = _Pair(one, other, match, tuple(_against(one, other, match)))
        siblings = one.unit_of is not None and one.unit_of == other.unit_of
        if pair.suggestion == "same" or not siblings:
            yield pair


def _against(one: Actor, other: Actor, match: NameMatch) -> Iterator[str]:
    if not match.same_legal_form:
        yield "legal_form"
    if one.kinds and other.kinds and kind_group(one.kinds[0]) != kind_group(other.kinds[0]):
        yield "kind"
    if one.home_area and other.home_area and one.home_area != other.home_area:
        yield "home_area"
    if _one_after_the_other(one, other):
        yield "period"


def _one_after_the_other(one: Actor, other: Actor) -> bool:
    pairs = ((one.end, other.start), (other.end, one.start))
    return any(end is not None and start is not None and end.last < start.first for end, start in pairs)


def _finding(network: Network, pair: _Pair) -> Finding:
    ids = (pair.one.id, pair.other.id)
    part, whole = (network.subject("actors", one.id) for one in pair.part_first)
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
        subjects=tuple(network.subject("actors", one) for one in ids),
        score=pair.match.similarity,
        band="clear" if pair.clear else "possible",
        rests_on="unknown",
        message=Message(pair.suggestion, arguments),
        evidence=tuple(network.evidence("actors", one, "name") for one in ids),
        contributions={"name": pair.match.similarity},
        unknowns=("same_organisation",),
        audience="internal",
    )


ANALYSIS = Analysis(id=ID, version=2, parameters=Parameters, run=run, cost=of_size(5))
