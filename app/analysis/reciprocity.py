"""How often is a cooperation that one side names also named by the other?"""

from dataclasses import dataclass

from app.analysis.interface import Analysis, Answer
from app.findings import Measure
from app.network.actor_measures import whole_measure
from app.network.arcs import Arcs
from app.network.network import Network
from app.network.ties import Ties


@dataclass(frozen=True, slots=True)
class Parameters:
    """None: what both sides say decides."""


def run(network: Network, parameters: Parameters) -> Answer:  # noqa: ARG001 - every analysis has both
    """In a directed file the share of arcs with a way back, else of pairs answered by both those with two yes."""
    measure = _of_pairs(network.ties) if network.arcs is None else _of_arcs(network.arcs)
    return Answer(measures=(measure,))


def _of_arcs(arcs: Arcs) -> Measure:
    there = set(zip(arcs.source.tolist(), arcs.target.tolist(), strict=True))
    mutual = sum((target, source) in there for source, target in there)
    if not there:
        return whole_measure(None, "no-ties")
    return whole_measure(mutual / len(there), parts={"mutual": mutual / 2, "one_way": float(len(there) - mutual)})


def _of_pairs(ties: Ties) -> Measure:
    """A pair that confirms one kind of tie and contradicts itself about another works together."""
    confirmed = _pairs(ties.where(ties.has_status("confirmed")))
    contradicted = _pairs(ties.where(ties.has_status("contradicted"))) - confirmed
    answered = len(confirmed) + len(contradicted)
    if not answered:
        return whole_measure(None, "no-pair-answered-by-both")
    parts = {"confirmed": float(len(confirmed)), "contradicted": float(len(contradicted))}
    return whole_measure(len(confirmed) / answered, parts=parts)


def _pairs(ties: Ties) -> set[tuple[int, int]]:
    return set(zip(ties.a.tolist(), ties.b.tolist(), strict=True))


ANALYSIS = Analysis(id="reciprocity", version=1, parameters=Parameters, run=run, kind="measures")
