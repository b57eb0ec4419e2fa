"""Which places of different organisations in one area serve the same purpose without coordination?"""

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
from app.records.certainty import least_sure

ID = "parallel-places"


@dataclass(frozen=True, slots=True)
class Parameters:
    """What makes two places alike."""

    similarity: float = parameter(0.5, "least share of functions two places have in common", low=0.1, high=1.0)


@dataclass(frozen=True, slots=True)
class _Pair:
    """Two places of one area, what they have in common, and what is known of their operators."""

    one: Place
    other: Place
    states: tuple[PairState, ...]

    @property
    def functions(self) -> tuple[str, ...]:
        return tuple(sorted({*self.one.functions} & {*self.other.functions}))

    @property
    def similarity(self) -> float:
        """Shared functions by all functions of the two (Jaccard)."""
        return len(self.functions) / len({*self.one.functions} | {*self.other.functions})

    @property
    def denied(self) -> bool:
        return all(state.coordinated == "no" for state in self.states)


def run(network: Network, parameters: Parameters) -> Answer:
    """One finding for each pair of such places."""
    found = [one for one in _pairs(network) if one.similarity >= parameters.similarity]
    bare = tuple(one.id for one in network.records.places if not (one.area and one.functions and one.operators))
    return Answer(
        findings=in_order(_finding(network, one) for one in found),
        summary={"places": len(network.records.places), "pairs": len(found)},
        not_looked_at=(NotLookedAt("places_not_compared", len(bare), bare),),
    )


def _pairs(network: Network) -> Iterator[_Pair]:
    organisations, states = network.view(Organisations), network.view(PairStates)
    described = [one for one in network.records.places if one.area and one.functions]
    for one, other in combinations(described, 2):
        operators = [[who for who in dict.fromkeys(each.operators) if who in network.position] for each in (one, other)]
        pairs = list(product(*operators))
        apart = pairs and not any(organisations.same(*pair) for pair in pairs)
        if one.area == other.area and apart:
            known = tuple(states(*pair) for pair in pairs)
            if all(state.coordinated != "yes" for state in known):
                yield _Pair(one, other, known)


def _finding(network: Network, pair: _Pair) -> Finding:
    ids = (pair.one.id, pair.other.id)
    operators = dict.fromkeys((*pair.one.operators, *pair.other.operators))
    arguments: dict[str, Argument] = {
        "places": tuple(network.subject("places", one) for one in ids),
        "area": network.subject("areas", pair.one.area) if pair.one.area else None,
        "functions": tuple(Code("place_kind", one) for one in pair.functions),
        "operators": tuple(network.subject("actors", one) for one in operators),
    }
    if pair.denied:
        arguments[f"{TOLD}judged"] = all(state.rests_on == "stated" for state in pair.states)
    evidence = [network.evidence("places", one) for one in ids]
    evidence += dict.fromkeys(one for state in pair.states for one in state.evidence)
    return Finding(
        key=finding_key(ID, ids),
        analysis=ID,
        subjects=tuple(network.subject("places", one) for one in ids),
        score=round(pair.similarity, 9),
        band="clear" if pair.denied and pair.similarity == 1 else "possible",
        rests_on=least_sure(state.rests_on for state in pair.states),
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
    cost=of_size(1),
)
