"""Places with room, users of one place who are not known to coordinate, and areas without a contact point.

Which places could take in more, and where is there none to turn to?
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations

from app.analysis.cost import of_size
from app.analysis.interface import Analysis, Answer, Restatement, parameter
from app.findings import TOLD, Argument, Code, Evidence, Finding, Message, NotLookedAt, Subject, finding_key, in_order
from app.network.district.comparable_areas import quarters
from app.network.district.funded_work import Work
from app.network.district.inventory import Inventory
from app.network.district.presence import Presence
from app.network.graph.joint_work import WorkTopic, joint_work
from app.network.graph.network import Network
from app.network.graph.units import Organisations
from app.network.pairs.pair_state import PairState, PairStates
from app.records.areas import Place
from app.records.certainty import least_sure
from app.records.schema import Topic
from app.records.vocabulary import vocabulary

ID = "places"
_CONTACT_POINTS = frozenset(code for code, term in vocabulary("place_kind").terms.items() if term.contact_point)
"""Kinds and functions of places that make one a contact point."""
_SCORES = {"unused": 1.0, "no_contact_point": 0.8, "shared": 0.6}
_MOST_NAMED = 3


@dataclass(frozen=True, slots=True)
class Parameters:
    """Users of a place with room, and actors of an area that needs a contact point.

    ``users`` (1): raise it where places are large; 0 asks about unused places alone.
    ``smallest`` (3): raise it where areas with few actors share the contact point of a neighbour.
    """

    users: int = parameter(1, "most users of an open place that could take in more", low=0, high=20)
    smallest: int = parameter(3, "actors from which an area is expected to have a contact point", low=1, high=50)


def run(network: Network, parameters: Parameters) -> Answer:
    """Open places with room, users of one place who do not know of each other, areas without a contact point."""
    search = _PlaceSearch(network, parameters)
    findings = in_order((*search.with_room(), *search.shared(), *search.without_contact_point()))
    loose = tuple(place.id for place in network.records.places if place.area is None)
    codes = [finding.message.code.removesuffix("_unchecked").removesuffix("_unknown") for finding in findings]
    return Answer(
        findings=findings,
        summary={"places": len(network.records.places)} | {code: codes.count(code) for code in _SCORES},
        not_looked_at=(NotLookedAt("places_without_area", len(loose), loose),),
    )


@dataclass(frozen=True)
class _PlaceSearch:
    """Places of a network, the work done at them and the actors around them."""

    network: Network
    parameters: Parameters

    @property
    def presence(self) -> Presence:
        return self.network.view(Presence)

    @cached_property
    def works_at(self) -> Mapping[str, tuple[Work, ...]]:
        """Running offers and projects by place."""
        works_of: dict[str, list[Work]] = {}
        for topic, record in self.presence.cells.all_running:
            if record.place is not None:
                works_of.setdefault(record.place, []).append((topic, record))
        return {place: tuple(works) for place, works in works_of.items()}

    def users(self, place: Place) -> tuple[str, ...]:
        """Active actors with an offer or a project at a place, sorted."""
        actors = {actor for _, record in self.works_at.get(place.id, ()) for actor in record.actors}
        return tuple(sorted(actors & self.network.position.keys()))

    def with_room(self) -> Iterator[Finding]:
        for place in self.network.records.places:
            users = self.users(place)
            if place.established and place.open_to_others == "yes" and len(users) <= self.parameters.users:
                yield self._with_room(place, users)

    def _with_room(self, place: Place, users: Sequence[str]) -> Finding:
        check = self.network.view(Inventory).confirmed("place_use", "place", place.id)
        candidates = self._candidates(place, users)
        evidence = [self.network.evidence("places", place.id), *self._works(place)]
        evidence += [self.network.evidence("inventory_checks", check.id)] if check else []
        arguments: dict[str, Argument] = {
            "place": self.network.subject("places", place.id),
            "kind": Code("place_kind", place.kind) if place.kind else None,
            "area": self.network.subject("areas", place.area) if place.area else None,
            "users": self._actors(users),
            "operators": self._actors(sorted(set(place.operators) & self.network.position.keys())),
            "candidates": self._actors(candidates),
            "checked": check.checked_on.last if check else None,
        }
        return self._finding("unused", (place.id,), check is not None, arguments, evidence)

    def _candidates(self, place: Place, users: Sequence[str]) -> list[str]:
        """Lasting actors of the area who neither run nor use the place: those without any place, then with most work there."""
        if place.area is None:
            return []
        within = self.presence.within(place.area)
        candidates = {actor.id for actor in self.presence.proposable(within)} - {*users, *place.operators}
        work = self.presence.works_in(within)
        return sorted(candidates, key=lambda actor: (actor in self._housed, -work[actor], actor))[:_MOST_NAMED]

    @cached_property
    def _housed(self) -> frozenset[str]:
        """Actors with work at a place."""
        return frozenset(actor for works in self.works_at.values() for _, record in works for actor in record.actors)

    def shared(self) -> Iterator[Finding]:
        for place in self.network.records.places:
            states = dict(self._not_coordinated(self.users(place)))
            if states:
                yield self._shared(place, states)

    def _not_coordinated(self, users: Sequence[str]) -> Iterator[tuple[tuple[str, str], PairState]]:
        state_of, same_organisation = self.network.view(PairStates), self.network.view(Organisations).same_organisation
        for pair in combinations(users, 2):
            state = state_of(*pair)
            if state.coordinated != "yes" and not same_organisation(*pair):
                yield pair, state

    def _shared(self, place: Place, states: Mapping[tuple[str, str], PairState]) -> Finding:
        """The finding about all users not known to coordinate.

        Pairs that say they do not coordinate are arguments of their own, which only the coordinator reads.
        """
        denials = {pair: state for pair, state in states.items() if state.coordinated == "no"}
        actors, denying = (sorted({actor for pair in pairs for actor in pair}) for pairs in (states, denials))
        evidence = [self.network.evidence("places", place.id), *self._works(place)]
        evidence += dict.fromkeys(entry for state in states.values() for entry in state.evidence)
        joint = self._joint(actors)
        evidence += (entry for entry in (self.network.evidence(*work) for work in joint) if entry not in evidence)
        arguments: dict[str, Argument] = {
            "place": self.network.subject("places", place.id),
            "area": self.network.subject("areas", place.area) if place.area else None,
            "actors": self._actors(actors),
            "users": len(self.users(place)),
            "joint": tuple(self.network.subject(*work) for work in joint),
        }
        if denials:
            arguments[f"{TOLD}actors"] = self._actors(denying)
            arguments[f"{TOLD}pairs"] = tuple(self._actors(pair) for pair in denials)
            arguments[f"{TOLD}judged"] = all(state.rests_on == "stated" for state in denials.values())
            arguments[f"{TOLD}answered"] = all(state.rests_on == "absent" for state in denials.values())
        subjects = (self.network.subject("places", place.id), *self._actors(actors))
        return Finding(
            key=finding_key(ID, [place.id], "shared"),
            analysis=ID,
            subjects=subjects,
            score=_SCORES["shared"],
            band="clear" if denials else "possible",
            rests_on=least_sure(state.rests_on for state in denials.values()),
            message=Message("shared" if denials else "shared_unknown", arguments),
            evidence=tuple(evidence),
            contributions={"shared": _SCORES["shared"]},
            unknowns=() if denials else ("cooperation",),
            card="agree" if denials else "ask",
        )

    def _joint(self, actors: Sequence[str]) -> list[tuple[WorkTopic, str]]:
        """Topic and id of the recorded offers and projects that two or more of the actors share.

        Ties are left out: a reader who sees which pairs have a tie could tell which of the others answered no.
        """
        work = self.network.view(joint_work)
        return sorted({(topic, record.id) for pair in combinations(actors, 2) for topic, record in work.get(pair, ())})

    def without_contact_point(self) -> Iterator[Finding]:
        places = self.network.records.places
        served = {place.area for place in places if _CONTACT_POINTS & {*place.functions, place.kind}}
        for area in self.network.view(quarters):
            actors = [actor.id for actor in self.presence.actors_within(area)]
            check = self.network.view(Inventory).confirmed("places", "area", area)
            if served.isdisjoint(self.presence.within(area)) and (check or len(actors) >= self.parameters.smallest):
                place = self.presence.place(area)
                arguments: dict[str, Argument] = {
                    "area": self.network.subject("areas", area),
                    "actors": len(actors),
                    "checked": check.checked_on.last if check else None,
                    "other_place": self.network.subject("places", place.id) if place else None,
                    "candidates": self._actors([actor.id for actor in self.presence.advisers(area)][:_MOST_NAMED]),
                }
                evidence = [self.network.evidence("areas", area)]
                evidence += [self.network.evidence("inventory_checks", check.id)] if check else []
                yield self._finding("no_contact_point", (area,), check is not None, arguments, evidence)

    def _works(self, place: Place) -> Iterator[Evidence]:
        return (self.network.evidence(topic, record.id) for topic, record in self.works_at.get(place.id, ()))

    def _actors(self, ids: Sequence[str]) -> tuple[Subject, ...]:
        return tuple(self.network.subject("actors", actor) for actor in ids)

    def _finding(
        self,
        code: str,
        ids: Sequence[str],
        checked: bool,
        arguments: Mapping[str, Argument],
        evidence: Sequence[Evidence],
    ) -> Finding:
        """A finding about a gap in a list of records, which is known only when the list is complete."""
        topic: Topic = "areas" if code == "no_contact_point" else "places"
        return Finding(
            key=finding_key(ID, ids, code),
            analysis=ID,
            subjects=tuple(self.network.subject(topic, record_id) for record_id in ids),
            score=_SCORES[code],
            band="clear" if checked else "possible",
            rests_on="recorded" if checked else "not_recorded",
            message=Message(code if checked else f"{code}_unchecked", arguments),
            evidence=tuple(evidence),
            contributions={code: _SCORES[code]},
            unknowns=() if checked else ("list_not_confirmed",),
            card="close" if checked else "ask",
        )


ANALYSIS = Analysis(
    id=ID,
    version=4,
    parameters=Parameters,
    run=run,
    needs=("places",),
    section="places",
    restated={"shared": Restatement("shared_unknown", "cooperation")},
    cost=of_size(2.2),
)
