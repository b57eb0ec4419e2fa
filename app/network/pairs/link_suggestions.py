"""Suggestions of ties: the benefit of each uncoordinated pair, best first."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from app.network.graph.network import Network
from app.network.kernels.efficiency_gain import bridging_gains
from app.network.pairs.link_features import TERMS, LinkEvidence
from app.network.pairs.pair_state import PairState, PairStates

_BRIDGING = TERMS.index("bridging")
_DECIMALS = 9
"""Decimals of a benefit; smaller differences are rounding noise and decide no order."""

_Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A pair (ids, ``actor_a`` < ``actor_b``) and what working together would bring.

    ``contributions`` of the terms sum to ``benefit``; ``raw`` are the terms before they are bounded.
    """

    actor_a: str
    actor_b: str
    benefit: float
    contributions: Mapping[str, float]
    raw: Mapping[str, float]
    state: PairState


def weights_without_bridging(weights: Sequence[float]) -> tuple[float, ...]:
    """Weights with that of bridging distributed over the remaining terms in proportion; all 0 where these have none."""
    remaining_weight = 1.0 - weights[_BRIDGING]
    return tuple(
        0.0 if at == _BRIDGING or not remaining_weight else weight / remaining_weight
        for at, weight in enumerate(weights)
    )


def contributions(evidence: LinkEvidence, weights: Sequence[float]) -> _Floats:
    """Contributions, pairs × terms: weight times bounded term; the sum of a row is the benefit."""
    products: _Floats = evidence.saturated() * np.array(weights)
    return products


def best_first(evidence: LinkEvidence, parts: _Floats) -> NDArray[np.intp]:
    """Rows of the pairs with a benefit, the greatest first; of equal pairs those that share more, then by position."""
    benefit, share = (np.round(terms.sum(axis=1), _DECIMALS) for terms in (parts, evidence.terms))
    order = np.lexsort((evidence.actors_b, evidence.actors_a, -share, -benefit))
    worth: NDArray[np.intp] = order[benefit[order] > 0]
    return worth


def with_bridging(network: Network, evidence: LinkEvidence, weights: Sequence[float], best: int) -> LinkEvidence:
    """Evidence with the bridging term of the ``best`` pairs by the remaining terms: gain in Σ 1/d by n - 1."""
    rows = best_first(evidence, contributions(evidence, weights))[:best]
    gains = bridging_gains(network.adjacency, evidence.actors_a[rows], evidence.actors_b[rows])
    return evidence.with_bridging(rows, gains / max(len(network.actors) - 1, 1))


def suggestions(
    network: Network, evidence: LinkEvidence, weights: Sequence[float], per_actor: int, at_most: int
) -> tuple[list[Suggestion], int]:
    """The ``at_most`` best suggested pairs, best first, and the number of further ones; an actor is named at most ``per_actor`` times.

    Contradicted pairs are included as questions and do not count towards the limit of their actors.
    """
    parts = contributions(evidence, weights)
    states, mentions = network.view(PairStates), [0] * len(network.actors)
    best, suggested = best_first(evidence, parts), []
    for row, *ends in np.column_stack([best, evidence.actors_a[best], evidence.actors_b[best]]).tolist():
        if all(mentions[end] < per_actor for end in ends):
            actor_a, actor_b = (network.actors[end].id for end in ends)
            if not is_contradicted(states.bare_state(actor_a, actor_b)):
                for end in ends:
                    mentions[end] += 1
            suggested.append((row, actor_a, actor_b))
    listed = [_suggestion(a, b, evidence.terms[row], parts[row], states(a, b)) for row, a, b in suggested[:at_most]]
    return listed, len(suggested) - len(listed)


def is_contradicted(state: PairState) -> bool:
    """Whether the answers of the two sides contradict each other and no further record settles the question."""
    return state.rests_on == "contradicted"


def _suggestion(actor_a: str, actor_b: str, raw: _Floats, parts: _Floats, state: PairState) -> Suggestion:
    by_term = dict(zip(TERMS, parts.tolist(), strict=True))
    return Suggestion(
        actor_a, actor_b, sum(by_term.values()), by_term, dict(zip(TERMS, raw.tolist(), strict=True)), state
    )
