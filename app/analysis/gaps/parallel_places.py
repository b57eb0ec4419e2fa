"""Pairs of places in one area with the same functions whose operators are not known to coordinate.

Which places of different organisations in one area serve the same purpose without coordination?
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations, product

from app.analysis.cost import of_size
from app.analysis.interface import Analysis, Answer, Restatement, parameter
from app.findings import TOLD, Argument, Code, Finding, Message, NotLookedAt, finding_key, in_order
from app.network.graph.network import Network
from app.network.graph.units import Organisations
from app.network.pairs.pair_state import PairState, PairStates
from app.records.areas import Place

ID = "parallel-places"


@dataclass(frozen=True, slots=True)
class Parameters:
    """Share of functions that makes two places alike.

    ``similarity`` (0.5): raise it to 1 for places with the very same functions, lower it where functions are described in
    detail.
    """

    similarity: float = parameter(0.5, "least share of functions two places have in common", low=0.1, high=1.0)


@dataclass(frozen=True, slots=True)
class _PlacePair:
    """Two places of one area and the state of their operators; ``judged``: all of it is the coordinator's assessment."""

    place_a: Place
    place_b: Place
    state: PairState
    judged: bool

    @property
    def functions(self) -> tuple[str, ...]:
        return tuple(sorted({*self.place_a.functions} & {*self.place_b.functions}))

    @property
    def similarity(self) -> float:
        """Shared functions by all functions of the two (Jaccard)."""
        return len(self.functions) / len({*self.place_a.functions} | {*self.place_b.functions})

    @property
    def denied(self) -> bool:
        """Whether it is known of all pairs of operators that they do not coordinate."""
        return self.state.coordinated == "no"


def run(network: Network, parameters: Parameters) -> Answer:
    """A finding for each pair of such places."""
    pairs = [pair for pair in _pairs(network) if pair.similarity >= parameters.similarity]
    bare = tuple(
        place.id for place in network.records.places if not (place.area and place.functions and place.operators)
    )
    return Answer(
        findings=in_order(_finding(network, pair) for pair in pairs),
        summary={"places": len(network.records.places), "pairs": len(pairs)},
        not_looked_at=(NotLookedAt("places_not_compared", len(bare), bare),),
    )


def _pairs(network: Network) -> Iterator[_PlacePair]:
    organisations, states = network.view(Organisations), network.view(PairStates)
    described = [place for place in network.records.places if place.area and place.functions]
    for place_a, place_b in combinations(described, 2):
        pairs = list(product(_operators(network, place_a), _operators(network, place_b)))
        apart = pairs and not any(organisations.same_organisation(*pair) for pair in pairs)
        if place_a.area == place_b.area and apart:
            state = states.between(place_a.operators, place_b.operators)
            if state.coordinated != "yes":
                judged = all(states(*pair).rests_on == "stated" for pair in pairs)
                yield _PlacePair(place_a, place_b, state, judged)


def _operators(network: Network, place: Place) -> list[str]:
    """Ids of the operators of a place that are actors of the network."""
    return [operator for operator in dict.fromkeys(place.operators) if operator in network.position]


def _finding(network: Network, pair: _PlacePair) -> Finding:
    ids = (pair.place_a.id, pair.place_b.id)
    operators = dict.fromkeys((*pair.place_a.operators, *pair.place_b.operators))
    arguments: dict[str, Argument] = {
        "places": tuple(network.subject("places", place_id) for place_id in ids),
        "area": network.subject("areas", pair.place_a.area) if pair.place_a.area else None,
        "functions": tuple(Code("place_kind", function) for function in pair.functions),
        "operators": tuple(network.subject("actors", operator) for operator in operators),
    }
    if pair.denied:
        arguments[f"{TOLD}judged"] = pair.judged
    evidence = [network.evidence("places", place_id) for place_id in ids]
    evidence += pair.state.evidence
    return Finding(
        key=finding_key(ID, ids),
        analysis=ID,
        subjects=tuple(network.subject("places", place_id) for place_id in ids),
        score=round(pair.similarity, 9),
        band="clear" if pair.denied and pair.similarity == 1 else "possible",
        rests_on=pair.state.rests_on,
        message=Message("apart" if pair.denied else "unknown", arguments),
        evidence=tuple(evidence),
        contributions={"functions": round(pair.similarity, 9)},
        unknowns=() if pair.denied else ("coordination",),
        card="reconcile" if pair.denied else "ask",
    )


ANALYSIS = Analysis(
    id=ID,
    version=1,
    parameters=Parameters,
    run=run,
    needs=("places",),
    section="similar",
    rank=2,
    restated={"apart": Restatement("unknown", "coordination")},
    cost=of_size(0.03),
)
