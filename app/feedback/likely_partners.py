"""Likely partners of an organisation: those our list names, and those who work nearby for the same people.

What other organisations answered plays no part: neither a yes nor a no of somebody else puts a name on the list or
takes it off, so that a list tells nothing about their answers.
"""

from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from app.feedback.answer import Together
from app.feedback.sheet import Partner
from app.network.district.presence import Presence
from app.network.graph.network import Network
from app.network.graph.survey_answers import held
from app.records.actor import Actor
from app.records.cooperations import TieReport
from app.records.spelling import folded

SMALL_NETWORK = 40
"""Up to so many organisations everybody is asked about everybody."""

MOST_CANDIDATES = 25
"""Names beside those recorded: more would not be answered."""

_WORK, _GROUP, _PLACE, _SUBJECT = 8, 4, 2, 1
"""Weights of what two share: joint work, a working group, an area, and in a shared area a target group or theme."""

Trait = tuple[str, str]
"""What an organisation is part of: kind and id, ``("area", "altendorf")``."""


@dataclass(frozen=True)
class LikelyPartners:
    """The likely partners of each organisation of a snapshot."""

    network: Network

    def of(self, actor_id: str, asked_about: Iterable[str] = ()) -> tuple[Partner, ...]:
        """The partners on the sheet of an organisation: first those recorded, each by name.

        Args:
            actor_id: who is asked.
            asked_about: ids that belong on the list in any case, because a question of the sheet names them.
        """
        recorded = self._recorded.get(actor_id, frozenset())
        earlier = self._earlier.get(actor_id, {})
        same_house = self._same_house(actor_id)
        wanted = {*recorded, *earlier, *asked_about, *self._candidates(actor_id, same_house)} - same_house
        partners = (
            Partner(id=actor.id, name=actor.name, recorded=actor.id in recorded, earlier=earlier.get(actor.id))
            for actor in self.network.actors
            if actor.id in wanted
        )
        return tuple(sorted(partners, key=lambda partner: (not partner.recorded, folded(partner.name), partner.id)))

    def _candidates(self, actor_id: str, same_house: Container[str]) -> tuple[str, ...]:
        several = [actor.id for actor in self.network.actors if not actor.one_person and actor.id not in same_house]
        if len(self.network.actors) <= SMALL_NETWORK:
            return tuple(several)
        scores = self._scores(actor_id)
        near = sorted((partner for partner in several if scores.get(partner)), key=lambda near: (-scores[near], near))
        return tuple(near[:MOST_CANDIDATES])

    def _scores(self, actor_id: str) -> Mapping[str, int]:
        """How much each organisation shares with one; target groups and themes count only where an area is shared."""
        shared: dict[str, dict[str, int]] = {}
        for trait in self._traits.get(actor_id, frozenset()):
            for partner in self._bearers[trait]:
                weights = shared.setdefault(partner, {})
                weights[trait[0]] = weights.get(trait[0], 0) + 1
        return {partner: _score(weights) for partner, weights in shared.items()}

    def _same_house(self, actor_id: str) -> frozenset[str]:
        """The organisation itself, the one it is a unit of, and its units."""
        units = (actor.id for actor in self.network.actors if actor.unit_of == actor_id)
        whole = (actor.unit_of for actor in self.network.actors if actor.id == actor_id and actor.unit_of)
        return frozenset((actor_id, *units, *whole))

    @cached_property
    def _recorded(self) -> Mapping[str, frozenset[str]]:
        """Partners by what the list of the city says: the coordinator or a document, never a survey."""
        ties = self.network.ties
        listed = ties.where(ties.has_basis("stated", "document") & ties.has_status("stated", "documented"))
        partners: dict[str, set[str]] = {}
        for a, b in zip(listed.a.tolist(), listed.b.tolist(), strict=True):
            actor_a, actor_b = self.network.actors[a].id, self.network.actors[b].id
            partners.setdefault(actor_a, set()).add(actor_b)
            partners.setdefault(actor_b, set()).add(actor_a)
        return {actor: frozenset(ids) for actor, ids in partners.items()}

    @cached_property
    def _earlier(self) -> Mapping[str, Mapping[str, Together]]:
        """What each organisation itself said last about others."""
        order = {wave.id: at for at, wave in enumerate(held(self.network.records.waves, self.network.as_of))}
        reports = [report for report in self.network.records.tie_reports if report.wave in order]
        answers: dict[str, dict[str, Together]] = {}
        for report in sorted(reports, key=lambda report: (order[report.wave], _together(report) == "yes")):
            answers.setdefault(report.by, {})[report.about] = _together(report)
        return answers

    @cached_property
    def _traits(self) -> Mapping[str, frozenset[Trait]]:
        presence = self.network.view(Presence)
        traits: dict[str, set[Trait]] = {
            actor.id: {("area", area) for area in presence.areas_of[actor.id]} for actor in self.network.actors
        }
        for actor, trait in self._work_and_groups(presence):
            if actor in traits:
                traits[actor].add(trait)
        return {actor: frozenset(of_actor) for actor, of_actor in traits.items()}

    def _work_and_groups(self, presence: Presence) -> Iterator[tuple[str, Trait]]:
        for topic, work in presence.cells.running:
            for actor in work.actors:
                yield actor, (topic, work.id)
                yield from ((actor, ("target_group", code)) for code in work.target_groups)
                yield from ((actor, ("theme", code)) for code in work.themes)
        for group in presence.active_groups:
            yield from ((actor, ("working_group", group.id)) for actor in group.actors)

    @cached_property
    def _bearers(self) -> Mapping[Trait, tuple[str, ...]]:
        bearers: dict[Trait, list[str]] = {}
        for actor, traits in self._traits.items():
            for trait in traits:
                bearers.setdefault(trait, []).append(actor)
        return {trait: tuple(actors) for trait, actors in bearers.items()}


def _score(shared: Mapping[str, int]) -> int:
    work = shared.get("offers", 0) + shared.get("projects", 0)
    subjects = shared.get("target_group", 0) + shared.get("theme", 0)
    near = bool(shared.get("area"))
    return _WORK * work + _GROUP * shared.get("working_group", 0) + near * (_PLACE + _SUBJECT * subjects)


def _together(report: TieReport) -> Together:
    if report.unsure:
        return "unknown"
    return "no" if report.strength == 0 else "yes"


def asked_by_default(network: Network) -> tuple[Actor, ...]:
    """The organisations that get a sheet unless somebody chooses: all of the day but those of a single person."""
    return tuple(actor for actor in network.actors if not actor.one_person)
