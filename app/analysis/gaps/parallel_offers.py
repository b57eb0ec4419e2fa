"""Similar offers, projects and working groups whose organisations are not known to coordinate.

Which similar offers run side by side without their organisations being known to coordinate?
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from statistics import median

from app.analysis.cost import of_size
from app.analysis.interface import Analysis, Answer, Restatement, parameter
from app.findings import TOLD, Argument, Band, Code, Evidence, Finding, Message, Subject, finding_key
from app.network.disclosure.suppression import RAISED, Raised
from app.network.district.cities import is_citywide
from app.network.district.need import Needs
from app.network.graph.network import Network
from app.network.kernels.complete_link import complete_link
from app.network.pairs.joint_funding import JointFunding
from app.network.pairs.overlap import DIMENSIONS, Service
from app.network.pairs.similar_pairs import Bounds, SimilarPair, Topic, comparable, incomplete, similar_pairs
from app.records.funding import Grant
from app.records.offers import Offer

ID = "parallel-offers"
_PAIR = 2
_MOST_AREAS_NAMED = 3
_CARDS = {"not_coordinated": "reconcile", "groups_apart": "agree", "wanted": None}
_NO_HURRY = ("probably_coordinated", "wanted")
_APART = ("not_coordinated", "groups_apart")
_NOT_OF_GROUPS = {"target_group", "time"}
_CODE_OF_GROUND = {"one_sided": "one_sided", "contradicted": "contradicted"}


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


@dataclass(frozen=True, slots=True)
class _Hint:
    """A similar pair not known to be coordinated, and the code of the sentences about it."""

    topic: Topic
    pair: SimilarPair
    code: str
    band: Band
    grants: tuple[Grant, ...] = ()

    @property
    def key(self) -> str:
        return finding_key(ID, self.pair.ids, self.topic)

    @property
    def question(self) -> str:
        """Code by which hints share a card; a pair guessed to be coordinated by common money joins the open question."""
        guessed = self.code == "probably_coordinated" and self.pair.state.rests_on == "unknown"
        return "coordination_unknown" if guessed else self.code

    @property
    def order(self) -> tuple[bool, bool, int, float, str]:
        """Sort key: hints that are probably settled come last, fully compared pairs before half compared ones."""
        overlap = self.pair.overlap
        return (
            self.band != "clear",
            self.code in _NO_HURRY,
            len(overlap.missing),
            -round(overlap.similarity, 9),
            self.key,
        )


def run(network: Network, parameters: Parameters) -> Answer:
    """Pairs of offers, of projects, and of working groups, that are alike in place, people, theme and time."""
    topics = parameters.topics
    pairs = {topic: network.view(similar_pairs, topic, parameters.bounds) for topic in topics}
    hints = sorted(_hints(network, pairs, parameters.clear_from), key=lambda hint: hint.order)
    kept = hints[: parameters.at_most]
    hint_findings = _HintFindings(network, network.view(Needs, parameters.suppression_threshold))
    return Answer(
        findings=tuple(hint_findings.findings(kept)),
        summary={
            "compared": sum(len(comparable(network, topic)) for topic in topics),
            "similar_pairs": sum(map(len, pairs.values())),
            "coordinated": sum(pair.state.coordinated == "yes" for of_topic in pairs.values() for pair in of_topic),
            "clear": sum(hint.band == "clear" for hint in hints),
            "possible": sum(hint.band == "possible" for hint in hints),
            "not_listed": len(hints) - len(kept),
        },
        not_looked_at=tuple(lack for topic in topics for lack in incomplete(network, topic)),
    )


def _hints(network: Network, pairs: Mapping[Topic, Sequence[SimilarPair]], clear_from: float) -> Iterator[_Hint]:
    funding = network.view(JointFunding)
    for topic, of_topic in pairs.items():
        for pair in of_topic:
            if pair.state.coordinated != "yes":
                grants = funding.hints(topic, pair)
                code = _code_of_groups(pair) if topic == "working_groups" else _code(pair, planned=bool(grants))
                yield _Hint(topic, pair, code, _band(pair, code, clear_from), grants)


def _code_of_groups(pair: SimilarPair) -> str:
    """Code for two working groups: what a few of many members say about each other tells little about the groups."""
    return "groups_apart" if pair.state.coordinated == "no" else "groups_unknown"


def _code(pair: SimilarPair, *, planned: bool) -> str:
    """Code of the sentences that fit the state of a pair; a statement outweighs the guess from common money."""
    if any(isinstance(service, Offer) and service.legal_plurality for service in (pair.service_a, pair.service_b)):
        return "wanted"
    denied = pair.state.coordinated == "no" and not pair.state.tied
    if planned and not denied and pair.state.rests_on not in _CODE_OF_GROUND:
        return "probably_coordinated"
    if pair.state.coordinated == "no":
        return "not_coordinated"
    unclear = "closeness_unknown" if pair.state.tied else "coordination_unknown"
    return _CODE_OF_GROUND.get(pair.state.rests_on, unclear)


def _band(pair: SimilarPair, code: str, clear_from: float) -> Band:
    """Clear only where nothing is open: neither the cooperation nor the terms, the places and the dates."""
    overlap = pair.overlap
    missing = {*overlap.missing} - (_NOT_OF_GROUPS if code == "groups_apart" else set())
    certain = code in _APART and overlap.exact and not overlap.wider_area and not missing
    return "clear" if certain and round(overlap.similarity, 9) >= clear_from else "possible"


@dataclass(frozen=True, slots=True)
class _Card:
    """Hints on one card: ``ids`` of all records that are similar to each other, and the code that fits all hints."""

    topic: Topic
    ids: tuple[str, ...]
    hints: Sequence[_Hint]

    @property
    def services(self) -> list[Service]:
        """Offers, projects or groups of the card, sorted by id."""
        by_id = {service.id: service for hint in self.hints for service in (hint.pair.service_a, hint.pair.service_b)}
        return [service for _, service in sorted(by_id.items())]

    @property
    def code(self) -> str:
        codes = {hint.code for hint in self.hints}
        return min(codes) if len(codes) == 1 else "coordination_unknown"


def _cards(hints: Sequence[_Hint]) -> Mapping[str, _Card]:
    """Cards by the keys of their hints: a cluster of records, or a single pair; all hints of a card have one code."""
    alike: dict[tuple[Topic, str], list[_Hint]] = {}
    for hint in hints:
        alike.setdefault((hint.topic, hint.question), []).append(hint)
    return {hint.key: card for group in alike.values() for card in _linked(group) for hint in card.hints}


def _linked(hints: Sequence[_Hint]) -> Iterator[_Card]:
    clusters = complete_link((hint.pair.ids, hint.pair.overlap.similarity) for hint in hints)
    cluster_of = {service_id: members for members in clusters for service_id in members}
    by_members: dict[tuple[str, ...], list[_Hint]] = {}
    for hint in hints:
        members = cluster_of.get(hint.pair.service_a.id, ())
        by_members.setdefault(members if hint.pair.service_b.id in members else hint.pair.ids, []).append(hint)
    return (_Card(group[0].topic, members, group) for members, group in by_members.items())


@dataclass(frozen=True)
class _HintFindings:
    """Findings made of hints; those of a card share one message."""

    network: Network
    needs: Needs

    def findings(self, hints: Sequence[_Hint]) -> Iterator[Finding]:
        """A finding for each hint, in the same order."""
        cards = _cards(hints)
        return (self._finding(hint, cards[hint.key]) for hint in hints)

    def _finding(self, hint: _Hint, card: _Card) -> Finding:
        overlap = hint.pair.overlap
        similarities = {name: getattr(overlap, name) for name in DIMENSIONS}
        return Finding(
            key=hint.key,
            analysis=ID,
            subjects=tuple(self.network.subject(hint.topic, service_id) for service_id in hint.pair.ids),
            score=overlap.similarity,
            band=hint.band,
            rests_on="unknown" if card.code == "groups_unknown" else hint.pair.state.rests_on,
            message=Message(card.code, self._arguments(hint, card)),
            evidence=self._evidence(hint, card),
            contributions={name: value for name, value in similarities.items() if value is not None},
            unknowns=tuple(_unknowns(hint)),
            audience="internal" if card.code == "contradicted" else "partners",
            card=_CARDS.get(card.code, "ask"),
            cluster=finding_key(ID, card.ids, f"{card.topic} {card.code}") if len(card.ids) > _PAIR else None,
        )

    def _arguments(self, hint: _Hint, card: _Card) -> Mapping[str, Argument]:
        overlaps, services = [member.pair.overlap for member in card.hints], card.services
        areas = _common(overlap.areas for overlap in overlaps)
        groups = _common(overlap.target_groups for overlap in overlaps)
        ends = [overlap.until for overlap in overlaps if overlap.until is not None]
        high = self._of_high_need(areas, groups)
        return {
            "kind": hint.topic.removesuffix("s"),
            "n": len(card.ids),
            "offers": self._names(card),
            "actors": self._leads(card),
            "area": tuple(self.network.subject("areas", area) for area in areas[:_MOST_AREAS_NAMED]),
            "more_areas": max(0, len(areas) - _MOST_AREAS_NAMED),
            "citywide": is_citywide(hint.pair.service_a),
            "group": tuple(
                Code("target_group", group) for group in _common(service.target_groups for service in services)
            ),
            "groups_of_each": tuple(self._groups_of_each(card)),
            "theme": tuple(Code("theme", theme) for theme in _common(overlap.themes for overlap in overlaps)),
            "compared": tuple(name for name in DIMENSIONS if all(name not in overlap.missing for overlap in overlaps)),
            "until": min(ends, default=None),
            **(_judgement(card.hints) if card.code in _APART else {}),
            "high_need": bool(high),
            "need_inside": self._stays_inside(high),
            "tendered": self.network.view(JointFunding).under_contract(card.topic, card.ids),
            "joint_grant": len(hint.grants) == 1,
            "programmes": tuple(
                self.network.subject("programmes", programme)
                for programme in sorted({grant.programme for grant in hint.grants})
            ),
        }

    def _names(self, card: _Card) -> tuple[Subject, ...]:
        """Subjects of a card, one for each name."""
        subjects = [self.network.subject(card.topic, service_id) for service_id in card.ids]
        return tuple({subject.name: subject for subject in reversed(subjects)}.values())[::-1]

    def _groups_of_each(self, card: _Card) -> Iterator[Argument]:
        """Service, leads and target groups for each service of a card, where the target groups differ."""
        differ = len({frozenset(service.target_groups) for service in card.services}) > 1
        for service in card.services if differ else ():
            leads = tuple(self.network.subject("actors", actor) for actor in service.leads or service.actors)
            groups = tuple(Code("target_group", group) for group in service.target_groups)
            yield (self.network.subject(card.topic, service.id), leads, groups)

    def _leads(self, card: _Card) -> tuple[Subject, ...]:
        leads = (actor for service in card.services for actor in service.leads or service.actors)
        return tuple(self.network.subject("actors", actor) for actor in dict.fromkeys(leads))

    def _evidence(self, hint: _Hint, card: _Card) -> tuple[Evidence, ...]:
        records = tuple(self.network.evidence(card.topic, service_id) for service_id in card.ids)
        grants = tuple(self.network.evidence("grants", grant.id) for grant in hint.grants)
        answers = () if card.code == "groups_unknown" else hint.pair.state.evidence
        return records + answers + grants

    def _of_high_need(self, areas: Iterable[str], groups: Iterable[str]) -> list[str]:
        """Groups whose need in a shared area is at or above the median; none while a figure is hidden."""
        return [group for group in groups if any(self._is_high(group, area) for area in areas)]

    def _is_high(self, group: str, area: str) -> bool:
        needs = self.needs.around(area)
        levels = needs.levels(group)
        if area not in levels or len(levels) < len(needs.areas):
            return False
        return levels[area] >= median(levels.values())

    def _stays_inside(self, groups: Iterable[str]) -> bool:
        """Whether the need rests on statistics alone that may not be passed on."""
        return not any(self.needs.primary[group].may_be_passed_on for group in groups)


def _judgement(hints: Sequence[_Hint]) -> Mapping[str, bool]:
    """Whether all hints are clear, and whether the missing coordination is only the judgement of the coordinator."""
    return {
        f"{TOLD}alike": all(hint.band == "clear" for hint in hints),
        f"{TOLD}judged": all(hint.pair.state.rests_on == "stated" for hint in hints),
        f"{TOLD}partly_judged": any(hint.pair.state.rests_on == "stated" for hint in hints),
    }


def _common(lists: Iterable[tuple[str, ...]]) -> list[str]:
    return sorted(set.intersection(*map(set, lists)))


def _unknowns(hint: _Hint) -> Iterator[str]:
    """Codes of the gaps in the records that keep a hint from being clear or make it less sure."""
    overlap, of_groups = hint.pair.overlap, hint.topic == "working_groups"
    if not hint.pair.state.known:
        yield "coordination_of_groups" if of_groups else "coordination"
    yield from (f"{name}_missing" for name in overlap.missing if not (of_groups and name in _NOT_OF_GROUPS))
    if overlap.wider_area:
        yield "wider_area"
    if not overlap.exact and (of_groups or not {"target_group", "theme"} & {*overlap.missing}):
        yield "broad_terms"
    if overlap.open_ended and overlap.time is not None:
        yield "open_ended"


ANALYSIS = Analysis(
    id=ID,
    version=3,
    parameters=Parameters,
    run=run,
    needs=("offers", "projects"),
    section="similar",
    restated={
        "not_coordinated": Restatement("coordination_unknown", "coordination"),
        "groups_apart": Restatement("groups_unknown", "coordination_of_groups"),
    },
    cost=of_size(25),
)
