"""Which similar offers run side by side without their organisations being known to coordinate?"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from statistics import median

from app.analysis.interface import Analysis, Answer, parameter
from app.findings import Argument, Band, Code, Evidence, Finding, Message, NotLookedAt, Subject, finding_key
from app.model.offer import Offer
from app.network.complete_link import complete_link
from app.network.need import Needs
from app.network.network import Network
from app.network.overlap import DIMENSIONS, Service, is_citywide
from app.network.similar_pairs import Bounds, SimilarPair, Topic, comparable, similar_pairs

ID = "parallel-offers"
_PAIR = 2
_MOST_AREAS_NAMED = 3
_NO_HURRY = ("probably_coordinated", "wanted")
_CODE_OF_GROUND = {"one_sided": "one_sided", "contradicted": "contradicted"}


@dataclass(frozen=True, slots=True)
class Parameters:
    """From when on offers are called similar."""

    clear_from: float = parameter(0.75, "least similarity of a clear hint", low=0.0, high=1.0)
    possible_from: float = parameter(0.5, "least similarity of a possible hint", low=0.1, high=1.0)
    shared_days: int = parameter(90, "least days from the day of the analysis on that both run", low=1, high=3650)
    years: int = parameter(5, "years before and after that day at which open ends are cut", low=1, high=50)
    projects: bool = parameter(True, "whether projects are compared with projects too")
    at_most: int = parameter(500, "most hints given, the strongest first", low=1, high=100_000)
    suppression_threshold: int = parameter(10, "smallest number of people anything is derived from", low=3, high=1000)

    @property
    def bounds(self) -> Bounds:
        """What the search for pairs needs of it."""
        return Bounds(self.possible_from, self.shared_days, self.years)


@dataclass(frozen=True, slots=True)
class _Hint:
    """A similar pair not known to be coordinated, and what is said about it."""

    topic: Topic
    pair: SimilarPair
    code: str
    band: Band
    programmes: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        return finding_key(ID, self.pair.ids, self.topic)

    @property
    def order(self) -> tuple[bool, bool, int, float, str]:
        """What is probably settled comes last, and what nothing is missing from before what was half compared."""
        found = self.pair.overlap
        return (
            self.band != "clear",
            self.code in _NO_HURRY,
            len(found.missing),
            -round(found.similarity, 9),
            self.key,
        )


def run(network: Network, parameters: Parameters) -> Answer:
    """Pairs of offers, and of projects, that are alike in place, people, theme and time."""
    topics: tuple[Topic, ...] = ("offers", "projects") if parameters.projects else ("offers",)
    pairs = {topic: similar_pairs(network, topic, parameters.bounds) for topic in topics}
    hints = sorted(_hints(network, pairs, parameters.clear_from), key=lambda hint: hint.order)
    kept = hints[: parameters.at_most]
    writer = _Writer(network, Needs(network, parameters.suppression_threshold))
    return Answer(
        findings=tuple(writer.findings(kept)),
        summary={
            "compared": sum(len(comparable(network, topic)) for topic in topics),
            "similar_pairs": sum(map(len, pairs.values())),
            "coordinated": sum(one.state.coordinated == "yes" for some in pairs.values() for one in some),
            "clear": sum(hint.band == "clear" for hint in hints),
            "possible": sum(hint.band == "possible" for hint in hints),
            "not_listed": len(hints) - len(kept),
        },
        not_looked_at=tuple(_not_looked_at(network, topics)),
    )


def _hints(network: Network, pairs: Mapping[Topic, Sequence[SimilarPair]], clear_from: float) -> Iterator[_Hint]:
    lines = _programme_lines(network)
    for topic, some in pairs.items():
        for pair in some:
            if pair.state.coordinated != "yes":
                shared = lines.get((topic, pair.one.id), frozenset()) & lines.get((topic, pair.other.id), frozenset())
                programmes = tuple(sorted(shared)) if _same_dates(pair.one, pair.other) else ()
                code = _code(pair, programmes)
                yield _Hint(topic, pair, code, _band(pair, code, clear_from), programmes)


def _code(pair: SimilarPair, programmes: tuple[str, ...]) -> str:
    """Which sentences fit what is known; a denial outweighs the guess from a common programme."""
    if any(isinstance(one, Offer) and one.legal_plurality for one in (pair.one, pair.other)):
        return "wanted"
    if programmes and pair.state.rests_on != "absent":
        return "probably_coordinated"
    if pair.state.coordinated == "no":
        return "not_coordinated"
    unclear = "closeness_unknown" if pair.state.tied else "coordination_unknown"
    return _CODE_OF_GROUND.get(pair.state.rests_on, unclear)


def _band(pair: SimilarPair, code: str, clear_from: float) -> Band:
    """Clear only where nothing is open: neither the cooperation nor the terms, the places and the dates."""
    found = pair.overlap
    certain = code == "not_coordinated" and found.exact and not found.wider_area and not found.missing
    return "clear" if certain and round(found.similarity, 9) >= clear_from else "possible"


def _programme_lines(network: Network) -> Mapping[tuple[Topic, str], frozenset[str]]:
    """The programmes that pay for an offer or project."""
    found: dict[tuple[Topic, str], set[str]] = {}
    for grant in network.records.grants:
        for offer in grant.offers:
            found.setdefault(("offers", offer), set()).add(grant.programme)
        for project in grant.projects:
            found.setdefault(("projects", project), set()).add(grant.programme)
    return {key: frozenset(programmes) for key, programmes in found.items()}


def _same_dates(one: Service, other: Service) -> bool:
    return None not in (one.start, one.end) and (one.start, one.end) == (other.start, other.end)


def _clusters(hints: Sequence[_Hint]) -> Mapping[str, tuple[str, ...]]:
    """The ids on one card by key of each hint: its cluster, or the two of the pair; a card says one thing."""
    alike: dict[tuple[Topic, str], list[_Hint]] = {}
    for hint in hints:
        alike.setdefault((hint.topic, hint.code), []).append(hint)
    found: dict[str, tuple[str, ...]] = {hint.key: hint.pair.ids for hint in hints}
    for some in alike.values():
        linked = complete_link((hint.pair.ids, hint.pair.overlap.similarity) for hint in some)
        cluster = {one: members for members in linked for one in members}
        found |= {h.key: members for h in some if {*h.pair.ids} <= {*(members := cluster.get(h.pair.one.id, ()))}}
    return found


@dataclass(frozen=True)
class _Writer:
    """Turns hints into findings; those of a cluster share one message."""

    network: Network
    needs: Needs

    def findings(self, hints: Sequence[_Hint]) -> Iterator[Finding]:
        """One finding for each hint, in the same order."""
        clusters = _clusters(hints)
        cards: dict[tuple[Topic, str, tuple[str, ...]], list[_Hint]] = {}
        for hint in hints:
            cards.setdefault((hint.topic, hint.code, clusters[hint.key]), []).append(hint)
        for hint in hints:
            members = clusters[hint.key]
            yield self._finding(hint, members, cards[hint.topic, hint.code, members])

    def _finding(self, hint: _Hint, members: tuple[str, ...], card: Sequence[_Hint]) -> Finding:
        found = hint.pair.overlap
        known = {name: getattr(found, name) for name in DIMENSIONS}
        return Finding(
            key=hint.key,
            analysis=ID,
            subjects=tuple(self.network.subject(hint.topic, one) for one in hint.pair.ids),
            score=found.similarity,
            band=hint.band,
            rests_on=hint.pair.state.rests_on,
            message=Message(hint.code, self._arguments(hint, members, card)),
            evidence=self._evidence(hint, members),
            contributions={name: value for name, value in known.items() if value is not None},
            unknowns=tuple(_unknowns(hint)),
            audience="internal" if hint.code == "contradicted" else "partners",
            card={"not_coordinated": "reconcile", "wanted": None}.get(hint.code, "ask"),
            cluster=finding_key(ID, members, f"{hint.topic} {hint.code}") if len(members) > _PAIR else None,
        )

    def _arguments(self, hint: _Hint, members: tuple[str, ...], card: Sequence[_Hint]) -> Mapping[str, Argument]:
        overlaps = [one.pair.overlap for one in card]
        areas = _common(one.areas for one in overlaps)
        groups = _common(one.target_groups for one in overlaps)
        ends = [one.until for one in overlaps if one.until is not None]
        return {
            "kind": hint.topic.removesuffix("s"),
            "n": len(members),
            "offers": tuple(self.network.subject(hint.topic, one) for one in members),
            "actors": self._leads(card),
            "area": tuple(self.network.subject("areas", one) for one in areas[:_MOST_AREAS_NAMED]),
            "more_areas": max(0, len(areas) - _MOST_AREAS_NAMED),
            "citywide": is_citywide(hint.pair.one),
            "group": tuple(Code("target_group", one) for one in groups),
            "theme": tuple(Code("theme", one) for one in _common(one.themes for one in overlaps)),
            "until": min(ends, default=None),
            "alike": all(one.band == "clear" for one in card),
            "high_need": self._high_need(areas, groups),
            "programmes": tuple(self.network.subject("programmes", one) for one in hint.programmes),
        }

    def _leads(self, card: Sequence[_Hint]) -> tuple[Subject, ...]:
        services = {one.id: one for hint in card for one in (hint.pair.one, hint.pair.other)}
        leads = (actor for _, one in sorted(services.items()) for actor in one.leads or one.actors)
        return tuple(self.network.subject("actors", one) for one in dict.fromkeys(leads))

    def _evidence(self, hint: _Hint, members: tuple[str, ...]) -> tuple[Evidence, ...]:
        records = tuple(self.network.evidence(hint.topic, one) for one in members)
        grants = (one for one in self.network.records.grants if one.programme in hint.programmes)
        paid = tuple(
            self.network.evidence("grants", one.id) for one in grants if {*hint.pair.ids} & {*getattr(one, hint.topic)}
        )
        return records + hint.pair.state.evidence + paid

    def _high_need(self, areas: Iterable[str], groups: Iterable[str]) -> bool:
        """Whether the need in a shared area is at or above the median; never told while a figure is hidden."""
        for group in groups:
            levels = self.needs.levels(group)
            if levels and len(levels) == len(self.needs.areas):
                middle = median(levels.values())
                if any(levels[area] >= middle for area in areas if area in levels):
                    return True
        return False


def _common(lists: Iterable[tuple[str, ...]]) -> list[str]:
    return sorted(set.intersection(*map(set, lists)))


def _unknowns(hint: _Hint) -> Iterator[str]:
    """Codes of what stands between this hint and a clear one, or makes it less sure."""
    found = hint.pair.overlap
    if not hint.pair.state.known:
        yield "coordination"
    yield from (f"{name}_missing" for name in found.missing)
    if found.wider_area:
        yield "wider_area"
    if not found.exact and not {"target_group", "theme"} & {*found.missing}:
        yield "broad_terms"
    if found.open_ended and found.time is not None:
        yield "open_ended"


def _not_looked_at(network: Network, topics: Iterable[Topic]) -> Iterator[NotLookedAt]:
    """What lacks a field is compared by the others, if two are left, and never clearly."""
    for topic in topics:
        some = comparable(network, topic)
        empty = {
            "area": [one.id for one in some if not one.areas and not is_citywide(one)],
            "target_group": [one.id for one in some if not one.target_groups],
            "theme": [one.id for one in some if not one.themes],
            "dates": [one.id for one in some if one.start is None and one.end is None],
        }
        for field, ids in empty.items():
            yield NotLookedAt(f"{topic}_without_{field}", len(ids), tuple(ids))


ANALYSIS = Analysis(id=ID, version=1, parameters=Parameters, run=run)
