"""Pairs of actors with shared tasks, people, groups or money who are not known to work together.

Who could work together, for the same people or on the same task, and is not known to do so?
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property
from itertools import compress
from operator import not_

import numpy as np
from numpy.typing import NDArray

from app.analysis.cost import of_size
from app.analysis.interface import Analysis, Answer, Restatement, not_listed, parameter
from app.errors import InvalidInput
from app.findings import TOLD, Argument, CardList, Code, Evidence, Finding, Message, Subject, finding_key, in_order
from app.network.district.occasions import Occasions, day_of
from app.network.district.service_cells import Cells
from app.network.district.taxonomy_similarity import is_universal
from app.network.graph.dyad_census import dyad_census
from app.network.graph.network import Network, cooperating
from app.network.kernels.by_rows import Places
from app.network.pairs.go_betweens import Introductions
from app.network.pairs.link_features import TERMS
from app.network.pairs.link_suggestions import (
    Suggestion,
    is_contradicted,
    suggestions,
    weights_without_bridging,
    with_bridging,
)
from app.network.pairs.pair_state import PairState
from app.network.pairs.shared_work import Shared, SharedWork
from app.network.pairs.sharing_pairs import SharingPairs, sharing_pairs
from app.network.pairs.tie_likelihood import Prospects, word
from app.records.schema import Topic
from app.records.vocabulary import vocabulary
from app.refusals import said

ID = "missing-links"
_SUM_TOLERANCE = 1e-9
_SOON = timedelta(days=180)


@dataclass(frozen=True, slots=True)
class Parameters:
    """Weights of the evidence for a pair, and the number of hints listed.

    ``weights`` (0.30, 0.20, 0.10, 0.15, 0.20, 0.05): raise one where the district holds that evidence to be stronger, and
    lower others so that the sum stays 1. ``idf`` (true): false counts a common task like a rare one.
    ``normalise`` (true): false favours actors with many tasks.
    ``most_unknown`` (0.3): lower it to leave bridging out sooner, where few pairs have been asked about.
    ``bridged`` (500): raise it in large networks for a bridging term of more pairs, which takes longer; 0 leaves it out.
    ``per_actor`` (5): raise it to see all partners of a single actor. ``at_most`` (500): lower it for a short list.
    """

    weights: tuple[float, ...] = parameter(
        (0.30, 0.20, 0.10, 0.15, 0.20, 0.05), f"weights of {', '.join(TERMS)}: none below 0, sum 1"
    )
    idf: bool = parameter(True, "whether a shared cell counts more, the fewer are active in it")
    normalise: bool = parameter(True, "whether shared tasks are divided by how many tasks both have")
    most_unknown: float = parameter(0.3, "share of unknown pairs above which bridging is left out", low=0.0, high=1.0)
    bridged: int = parameter(500, "how many of the best pairs get the bridging term", low=0, high=10_000)
    per_actor: int = parameter(5, "most hints about one actor", low=1, high=10_000)
    at_most: int = parameter(500, "most hints given, the strongest first", low=1, high=100_000)

    def __post_init__(self) -> None:
        """Refuse weights that are no weights.

        Raises:
            InvalidInput: for a wrong number of them, one below 0, or another sum than 1.
        """
        if not _are_weights(self.weights):
            refused = said("weights_unfit", analysis_id=ID, weights=", ".join(map(str, self.weights)))
            raise InvalidInput(refused, hint=said("give_weights", count=len(TERMS)))


def _are_weights(weights: tuple[float, ...]) -> bool:
    return len(weights) == len(TERMS) and min(weights) >= 0 and abs(sum(weights) - 1) <= _SUM_TOLERANCE  # False for NaN


def run(network: Network, parameters: Parameters) -> Answer:
    """Pairs that share tasks, people, groups or money, by how much working together would bring."""
    return _answer(network, parameters, sharing_pairs(network, parameters.idf, parameters.normalise))


def spread(places: Places, network: Network, parameters: Parameters) -> Answer:
    """The answer of :func:`run`, computed on several machines."""
    return _answer(network, parameters, sharing_pairs(network, parameters.idf, parameters.normalise, places))


def _answer(network: Network, parameters: Parameters, pairs: SharingPairs) -> Answer:
    candidates = pairs.candidates
    counts = network.view(dyad_census).counts
    bridges = counts.unknown_share <= parameters.most_unknown
    weights = parameters.weights if bridges else weights_without_bridging(parameters.weights)
    if bridges:
        candidates = with_bridging(network, candidates, weights, parameters.bridged)
    listed, left_out = suggestions(network, candidates, weights, parameters.per_actor, parameters.at_most)
    findings = _LinkFindings(network).findings(listed)
    return Answer(
        findings=findings,
        summary={
            "candidates": len(candidates),
            "coordinated": int(pairs.coordinated.sum()),
            "similar_offers": int((pairs.elsewhere & ~pairs.coordinated).sum()),
            **{card: sum(finding.card == card for finding in findings) for card in ("introduce", "agree", "ask")},
            "contradicted": sum(finding.message.code == "contradicted" for finding in findings),
            "unknown_pairs": counts.unknown_share,
            "bridging": "used" if bridges else "left_out_too_many_unknown_pairs",
            "not_listed": left_out,
        },
        not_looked_at=(*network.view(Cells).unplaced, *not_listed(left_out)),
    )


def _code(state: PairState, shared: Shared) -> str:
    """Code of the sentences that fit the state of a pair."""
    if is_contradicted(state):
        return "contradicted"
    if state.coordinated == "no":
        return "loose" if state.tied else "meet" if shared.working_groups else "known"
    if state.rests_on == "one_sided":
        return "one_sided"
    return "closeness_unknown" if state.tied else "unknown"


_CARDS: Mapping[str, CardList | None] = {
    "known": "introduce",
    "meet": "agree",
    "loose": "agree",
    "unknown": "ask",
    "one_sided": "ask",
    "closeness_unknown": "ask",
    "contradicted": None,
}


@dataclass(frozen=True)
class _LinkFindings:
    """Findings made of the suggestions of a network."""

    network: Network

    def findings(self, ranked: list[Suggestion]) -> tuple[Finding, ...]:
        """A finding for each suggestion, in order; contradicted pairs come last."""
        position = self.network.position
        pairs = [(position[suggestion.actor_a], position[suggestion.actor_b]) for suggestion in ranked]
        actors_a, actors_b = np.array(pairs, np.int64).reshape(-1, 2).T
        points = self.network.view(Prospects).points(actors_a, actors_b).tolist()
        paths = self.network.view(Introductions).paths(pairs)
        findings = [self._finding(*parts) for parts in zip(ranked, points, paths, strict=True)]
        internal = [finding.audience == "internal" for finding in findings]
        return in_order(compress(findings, map(not_, internal))) + in_order(compress(findings, internal))

    def _finding(self, suggestion: Suggestion, points: float, path: tuple[int, ...]) -> Finding:
        state, pair = suggestion.state, (suggestion.actor_a, suggestion.actor_b)
        shared = self.network.view(SharedWork).of(*pair)
        code = _code(state, shared)
        arguments = {
            **self._pair(pair, path),
            **self._work(shared),
            **self._next(pair, shared),
            **suggestion.raw,
            "against": tuple(self._against(shared)),
            **({f"{TOLD}judged": state.rests_on == "stated"} if code in ("known", "meet") else {}),
            "prospect": word(points),
            "prospect_points": int(points),  # cut off, so that no points look like those of the next word
        }
        return Finding(
            key=finding_key(ID, pair),
            analysis=ID,
            subjects=tuple(self.network.subject("actors", actor) for actor in pair),
            score=suggestion.benefit,
            band="clear" if state.known else "possible",
            rests_on=state.rests_on,
            message=Message(code, arguments),
            evidence=tuple(
                dict.fromkeys((*shared.evidence, *state.evidence, *self._partner_evidence(code, pair, arguments)))
            ),
            contributions=suggestion.contributions,
            unknowns=() if state.known else ("cooperation",),
            audience="internal" if code == "contradicted" else "partners",
            card=_CARDS[code],
        )

    def _pair(self, pair: tuple[str, str], path: tuple[int, ...]) -> Mapping[str, Argument]:
        introductions, ends = self.network.view(Introductions), [self.network.position[actor] for actor in pair]
        introducer = introductions.introducer(*ends)
        partners = [*path[1:-1], *([] if introducer is None else [introducer])]
        between = (self.network.actors[position].id for position in path[1:-1])
        actor_a, actor_b = self._subjects("actors", pair)
        return {
            "a": actor_a,
            "b": actor_b,
            "path": self._subjects("actors", between),
            "hops": len(path) - 1 if path else None,
            "only_contact": tuple(
                self.network.subject("actors", self.network.actors[partner].id)
                for partner in dict.fromkeys(partners)
                if len(path) == len(("a", "between", "b")) and not introductions.is_close(partner, *ends)
            ),
            "introducer": None
            if introducer is None
            else self.network.subject("actors", self.network.actors[introducer].id),
        }

    def _partner_evidence(
        self, code: str, pair: tuple[str, str], arguments: Mapping[str, Argument]
    ) -> tuple[Evidence, ...]:
        """Ties of a pair to the actor named as working with both.

        None for an unknown pair: partners read the hint about a pair that does not cooperate in the words of an unknown
        one, without these ties; with ties only there, they could tell a no from an unknown.
        """
        path = arguments["path"] if code == "contradicted" else ()
        through = path[0] if isinstance(path, tuple) and len(path) == 1 else None
        partner = arguments["introducer"] if code == "known" else through
        if not isinstance(partner, Subject):
            return ()
        ties = (tie for actor in pair for tie in self.network.ties_between(actor, partner.id))
        return tuple(self.network.tie_evidence(tie) for tie in ties if self._cooperating[tie])

    @cached_property
    def _cooperating(self) -> NDArray[np.bool_]:
        return cooperating(self.network.ties)

    def _work(self, shared: Shared) -> Mapping[str, Argument]:
        """Shared work named by the sentence: the rarest shared task, else the place where the two complement each other."""
        cell = next(iter(shared.cells), None)
        complement = None if cell else next(iter(shared.complements), None)
        place = cell[:2] if cell else complement.place if complement else next(iter(shared.places), None)
        return {
            "area": self.network.subject("areas", place[0]) if place else None,
            "group": _term("target_group", place[1]) if place else None,
            "theme": _term("theme", cell.theme) if cell else None,
            "themes_of_a": _terms(complement.themes_a) if complement else (),
            "themes_of_b": _terms(complement.themes_b) if complement else (),
            "tasks": len(shared.cells),
            "offers": sum(topic == "offers" for topic, _ in shared.records),
            "projects": sum(topic == "projects" for topic, _ in shared.records),
            "body": next(iter(self._subjects("working_groups", shared.working_groups)), None),
            "programme": next(iter(self._subjects("programmes", shared.programmes)), None),
        }

    def _next(self, pair: tuple[str, str], shared: Shared) -> Mapping[str, Argument]:
        """Days on which the two could meet: their next occasion while what they share still runs, and the next session of a group of both."""
        occasions = self.network.view(Occasions)
        occasion = occasions.next_for(pair, until=shared.ends)
        groups = shared.working_groups[:1]
        sessions = (session for session in self.network.records.occasions if session.working_group in groups)
        days = (day for session in sessions if (day := day_of(session)) is not None and day > self.network.as_of)
        return {
            "occasion": self.network.subject("occasions", occasion.id) if occasion else None,
            "occasion_date": day_of(occasion) if occasion else None,
            "both_expected": bool(occasion and occasions.expected_at(occasion) >= {*pair}),
            "session": min(days, default=None),
            "shared_until": shared.ends if self._ends_before_next_session(shared) else None,
        }

    def _ends_before_next_session(self, shared: Shared) -> bool:
        return shared.ends is not None and shared.ends <= self.network.view(Occasions).proposed_until

    def _against(self, shared: Shared) -> Iterable[str]:
        """Codes of the reasons that speak against the hint."""
        if shared.wider:
            yield "wider_area"
        if shared.places and all(is_universal(place[1]) for place in shared.places):
            yield "for_everybody"
        if shared.ends is not None and shared.ends - self.network.as_of < _SOON:
            yield "ends_soon"

    def _subjects(self, topic: Topic, ids: Iterable[str]) -> tuple[Subject, ...]:
        return tuple(self.network.subject(topic, record_id) for record_id in ids)


def _term(name: str, code: str) -> Code | None:
    """The term of a code; None where the vocabulary has none, as for codes of a graph file."""
    return Code(name, code) if code in vocabulary(name).terms else None


def _terms(themes: Iterable[str]) -> tuple[Code, ...]:
    return tuple(term for theme in themes if (term := _term("theme", theme)) is not None)


ANALYSIS = Analysis(
    id=ID,
    version=4,
    parameters=Parameters,
    run=run,
    spread=spread,
    needs=("offers", "projects", "working_groups"),
    section="links",
    restated={"known": Restatement("unknown", "cooperation"), "meet": Restatement("unknown", "cooperation")},
    cost=of_size(25),
)
