"""Similar offers, projects and working groups whose organisations are not known to coordinate.

Which similar offers run side by side without their organisations being known to coordinate?
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from statistics import median

from app.analysis.cost import of_size
from app.analysis.interface import Analysis, Answer, Restatement, not_listed, parameter
from app.findings import TOLD, Argument, CardList, Code, Evidence, Finding, Message, Subject, finding_key
from app.network.disclosure.suppression import RAISED, Raised
from app.network.district.cities import Cities, is_citywide
from app.network.district.need import Needs
from app.network.graph.network import Network
from app.network.kernels.by_rows import Places
from app.network.pairs.joint_funding import JointFunding
from app.network.pairs.offer_hints import (
    APART,
    ID,
    MIXED,
    NOT_OF_GROUPS,
    HintCard,
    HintCode,
    OfferHint,
    cards_of,
    offer_hints,
)
from app.network.pairs.overlap import DIMENSIONS
from app.network.pairs.similar_pairs import Bounds, SimilarPair, Topic, comparable, incomplete, similar_pairs
from app.network.pairs.topic_groups import TopicGroup

_MOST_AREAS_NAMED = 3
_CARDS: Mapping[HintCode, CardList | None] = {
    "not_coordinated": "reconcile",
    "groups_apart": "agree",
    "wanted": None,
}


@dataclass(frozen=True, slots=True)
class Parameters:
    """Bounds of similarity, topics that are compared, and the number of hints.

    ``clear_from`` (0.75) and ``possible_from`` (0.5): raise them where too many hints turn out to be no parallels, lower
    them where offers are described in few words. ``shared_days`` (90): raise it to leave out offers that end soon.
    ``years`` (5): raise it where offers without an end are planned for longer.
    ``projects`` (true), ``groups`` (true): false leaves projects or working groups out. ``at_most`` (500): lower it for a
    short list.
    ``suppression_threshold`` (``source``: as each statistic says): ``10``, ``20``, ``50`` or ``100`` hide counts of fewer
    people too; set one where readers know the people counted.
    """

    clear_from: float = parameter(0.75, "least similarity of a clear hint", low=0.0, high=1.0)
    possible_from: float = parameter(0.5, "least similarity of a possible hint", low=0.1, high=1.0)
    shared_days: int = parameter(90, "least days from the day of the analysis on that both run", low=1, high=3650)
    years: int = parameter(5, "years before and after that day at which open ends are cut", low=1, high=50)
    projects: bool = parameter(True, "whether projects are compared with projects too")
    groups: bool = parameter(True, "whether working groups are compared with working groups too")
    at_most: int = parameter(500, "most hints given, the strongest first", low=1, high=100_000)
    suppression_threshold: Raised = parameter(
        "source", "fewest people from whom anything is derived: as the statistic says, or more", choices=RAISED
    )

    @property
    def topics(self) -> tuple[Topic, ...]:
        """Topics whose records are compared with records of the same topic."""
        switches: Mapping[Topic, bool] = {"offers": True, "projects": self.projects, "working_groups": self.groups}
        return tuple(topic for topic, compared in switches.items() if compared)

    @property
    def bounds(self) -> Bounds:
        """Bounds for the search for similar pairs."""
        return Bounds(self.possible_from, self.shared_days, self.years)


def run(network: Network, parameters: Parameters) -> Answer:
    """Pairs of offers, of projects, and of working groups, that are alike in place, people, theme and time."""
    pairs = {topic: network.view(similar_pairs, topic, parameters.bounds) for topic in parameters.topics}
    return _answer(network, parameters, pairs)


def spread(places: Places, network: Network, parameters: Parameters) -> Answer:
    """The answer of :func:`run`, computed on several machines."""
    pairs = {topic: similar_pairs(network, topic, parameters.bounds, places) for topic in parameters.topics}
    return _answer(network, parameters, pairs)


def _answer(network: Network, parameters: Parameters, pairs: Mapping[Topic, Sequence[SimilarPair]]) -> Answer:
    hints = sorted(offer_hints(network, pairs, parameters.clear_from), key=lambda hint: hint.order)
    listed = hints[: parameters.at_most]
    hint_findings = _HintFindings(network, network.view(Needs, parameters.suppression_threshold))
    return Answer(
        findings=tuple(hint_findings.findings(listed, pairs)),
        summary={
            "compared": sum(len(comparable(network, topic)) for topic in pairs),
            "similar_pairs": sum(map(len, pairs.values())),
            "coordinated": sum(pair.state.coordinated == "yes" for of_topic in pairs.values() for pair in of_topic),
            "clear": sum(hint.band == "clear" for hint in hints),
            "possible": sum(hint.band == "possible" for hint in hints),
            "not_listed": len(hints) - len(listed),
        },
        not_looked_at=(
            *(lack for topic in pairs for lack in incomplete(network, topic)),
            *not_listed(len(hints) - len(listed)),
        ),
    )


@dataclass(frozen=True)
class _HintFindings:
    """Findings made of hints; those of a card share one message."""

    network: Network
    needs: Needs

    def findings(self, hints: Sequence[OfferHint], pairs: Mapping[Topic, Sequence[SimilarPair]]) -> Iterator[Finding]:
        """A finding for each hint, in the same order; ``pairs``: all similar pairs, also the coordinated ones."""
        cards = cards_of(self.network, hints, pairs)
        return (self._finding(hint, cards[hint.key]) for hint in hints)

    def _finding(self, hint: OfferHint, card: HintCard) -> Finding:
        overlap = hint.pair.overlap
        similarities = {name: getattr(overlap, name) for name in DIMENSIONS}
        return Finding(
            key=hint.key,
            analysis=ID,
            subjects=tuple(self.network.subject(hint.topic, service_id) for service_id in hint.pair.ids),
            score=overlap.similarity,
            band=hint.band,
            rests_on="unknown" if hint.code == "groups_unknown" else hint.pair.state.rests_on,
            message=Message(card.code, self._arguments(hint, card)),
            evidence=self._evidence(hint, card),
            contributions={name: value for name, value in similarities.items() if value is not None},
            unknowns=tuple(_unknowns(hint)),
            audience="internal" if card.code == "contradicted" else "partners",
            card=_CARDS.get(hint.code, "ask"),
            cluster=finding_key(ID, card.group.ids, card.topic) if len(card.hints) > 1 else None,
        )

    def _arguments(self, hint: OfferHint, card: HintCard) -> Mapping[str, Argument]:
        group = card.group
        citywide = is_citywide(hint.pair.service_a)
        areas = self._of_several_cities(hint) if citywide else group.areas
        high = self._of_high_need(group)
        grants = {grant.id: grant for member in card.hints for grant in member.grants}
        return {
            "kind": hint.topic.removesuffix("s"),
            "n": len(group.ids),
            "offers": self._names(card),
            "offered": tuple(self._offered(card)),
            "actors": self._leads(group),
            "area": tuple(self.network.subject("areas", area) for area in areas[:_MOST_AREAS_NAMED]),
            "more_areas": max(0, len(areas) - _MOST_AREAS_NAMED),
            "citywide": citywide,
            "group": tuple(Code("target_group", code) for code in group.target_groups),
            "groups_of_each": tuple(self._target_groups(card)),
            "theme": tuple(Code("theme", theme) for theme in group.themes),
            "compared": group.compared,
            "until": group.until,
            "pairs": () if card.all_alike else self._names_of(card.hints),
            "all_alike": card.all_alike,
            "partly": bool(card.coordinated),
            **self._states_for_coordinator(card),
            "high_need": bool(high),
            "need_inside": self._stays_inside(high),
            "tendered": self.network.view(JointFunding).under_contract(card.topic, group.ids),
            "joint_grant": len(grants) == 1,
            "programmes": tuple(
                self.network.subject("programmes", programme)
                for programme in sorted({grant.programme for grant in grants.values()})
            ),
        }

    def _states_for_coordinator(self, card: HintCard) -> Mapping[str, Argument]:
        """What only the coordinator may read of a card that tells of a no, or of several states."""
        if card.code in APART:
            return _judgement(card.hints)
        if card.code in MIXED:
            by_state = [(state, self._names_of(hints)) for state, hints in card.states.items()]
            settled = tuple(self._pair(card.topic, pair) for pair in card.coordinated)
            return {f"{TOLD}pairs": (*by_state, *([("coordinated", settled)] if settled else []))}
        return {}

    def _names_of(self, hints: Iterable[OfferHint]) -> tuple[Argument, ...]:
        """The two services of each hint."""
        return tuple(self._pair(hint.topic, hint.pair) for hint in hints)

    def _pair(self, topic: Topic, pair: SimilarPair) -> tuple[Subject, ...]:
        return tuple(self.network.subject(topic, service) for service in pair.ids)

    def _of_several_cities(self, hint: OfferHint) -> tuple[str, ...]:
        """The city of citywide services, where the file holds several; with one city it goes without saying."""
        cities = self.network.view(Cities)
        return cities.whole(hint.pair.service_a) if cities.several else ()

    def _names(self, card: HintCard) -> tuple[Subject, ...]:
        """Subjects of a card, one for each name."""
        subjects = [self.network.subject(card.topic, service_id) for service_id in card.group.ids]
        return tuple({subject.name: subject for subject in reversed(subjects)}.values())[::-1]

    def _target_groups(self, card: HintCard) -> Iterator[Argument]:
        """Service, leads and target groups for each service of a card, where the target groups differ."""
        services = card.group.services
        if len({frozenset(service.target_groups) for service in services}) > 1:
            for service, offered in zip(services, self._offered(card), strict=True):
                yield (*offered, tuple(Code("target_group", group) for group in service.target_groups))

    def _offered(self, card: HintCard) -> Iterator[tuple[Argument, Argument]]:
        """Each service of a card with its leads."""
        for service in card.group.services:
            leads = tuple(self.network.subject("actors", actor) for actor in service.leads or service.actors)
            yield self.network.subject(card.topic, service.id), leads

    def _leads(self, group: TopicGroup) -> tuple[Subject, ...]:
        leads = (actor for service in group.services for actor in service.leads or service.actors)
        return tuple(self.network.subject("actors", actor) for actor in dict.fromkeys(leads))

    def _evidence(self, hint: OfferHint, card: HintCard) -> tuple[Evidence, ...]:
        records = tuple(self.network.evidence(card.topic, service_id) for service_id in card.group.ids)
        grants = tuple(self.network.evidence("grants", grant.id) for grant in hint.grants)
        known = (member for member in card.hints if member.code != "groups_unknown")
        answers = dict.fromkeys(entry for member in known for entry in member.pair.state.evidence)
        return tuple(dict.fromkeys((*records, *answers, *grants)))

    def _of_high_need(self, group: TopicGroup) -> list[str]:
        """Target groups whose need in a shared area is at or above the median; none while a figure is hidden."""
        shared = {code for pair in group.pairs for code in pair.overlap.target_groups}
        common = [code for code in sorted(shared) if all(code in pair.overlap.target_groups for pair in group.pairs)]
        return [code for code in common if any(self._is_high(code, area) for area in group.areas)]

    def _is_high(self, group: str, area: str) -> bool:
        needs = self.needs.around(area)
        levels = needs.levels(group)
        if area not in levels or len(levels) < len(needs.areas):
            return False
        return levels[area] >= median(levels.values())

    def _stays_inside(self, groups: Iterable[str]) -> bool:
        """Whether the need rests on statistics alone that may not be passed on."""
        return not any(self.needs.primary[group].may_be_passed_on for group in groups)


def _judgement(hints: Sequence[OfferHint]) -> Mapping[str, bool]:
    """Whether all hints are clear, and whether the missing coordination is only the judgement of the coordinator."""
    return {
        f"{TOLD}alike": all(hint.band == "clear" for hint in hints),
        f"{TOLD}judged": all(hint.pair.state.rests_on == "stated" for hint in hints),
        f"{TOLD}partly_judged": any(hint.pair.state.rests_on == "stated" for hint in hints),
    }


def _unknowns(hint: OfferHint) -> Iterator[str]:
    """Codes of the gaps in the records that keep a hint from being clear or make it less sure."""
    overlap, of_groups = hint.pair.overlap, hint.topic == "working_groups"
    if not hint.pair.state.known:
        yield "coordination_of_groups" if of_groups else "coordination"
    yield from (f"{name}_missing" for name in overlap.missing if not (of_groups and name in NOT_OF_GROUPS))
    if overlap.wider_area:
        yield "wider_area"
    if not overlap.exact and (of_groups or not {"target_group", "theme"} & {*overlap.missing}):
        yield "broad_terms"
    if overlap.open_ended and overlap.time is not None:
        yield "open_ended"


ANALYSIS = Analysis(
    id=ID,
    version=5,
    parameters=Parameters,
    run=run,
    spread=spread,
    needs=("offers", "projects"),
    section="similar",
    restated={
        "not_coordinated": Restatement("coordination_unknown", "coordination"),
        "mixed": Restatement("coordination_unknown", "coordination"),
        "mixed_open": Restatement("coordination_unknown", "coordination"),
        "groups_apart": Restatement("groups_unknown", "coordination_of_groups"),
        "groups_mixed": Restatement("groups_unknown", "coordination_of_groups"),
    },
    cost=of_size(6.5),
)
