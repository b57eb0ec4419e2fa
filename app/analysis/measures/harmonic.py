"""How near is each organisation to all others, when whoever cannot be reached counts nothing?"""

from dataclasses import dataclass

from app.analysis.actor_measures import actor_measures
from app.analysis.cost import of_path_sums
from app.analysis.interface import Analysis, Answer, parameter
from app.network.graph.network import Network
from app.network.graph.paths import BY_STRENGTH_DOC, DIRECTIONS, path_sums
from app.network.kernels.by_rows import Places
from app.network.kernels.sampled_sums import TARGETS_DOC, USUAL_SOURCES


@dataclass(frozen=True, slots=True)
class Parameters:
    """What a path counts, and how many are followed.

    ``normalised`` (true): false gives the sum of 1/d instead of its mean.
    ``direction`` (``in``): in a file read with ``directed=true``, ``out`` asks whom an actor reaches instead of who reaches it.
    ``by_strength`` (false): set it where strengths are known well and strong ties carry more.
    ``samples`` (0: all up to 20,000 actors, 256 above): set it to a few hundred where a large network takes too long, to the number of
    actors for exact values. ``seed`` (1): another one shows how much a sample matters.
    """

    normalised: bool = parameter(True, "whether values are divided by the number of other organisations")
    direction: str = parameter("in", "in a directed file: paths to (in) or from (out) the actor", choices=DIRECTIONS)
    by_strength: bool = parameter(False, BY_STRENGTH_DOC)
    samples: int = parameter(0, TARGETS_DOC, low=0, high=1_000_000)
    seed: int = parameter(1, "start of the random numbers", low=0, high=2**31 - 1)


def run(network: Network, parameters: Parameters) -> Answer:
    """Harmonic closeness of each actor by hops or strengths in view ``G``: Σ 1/d to others (Marchiori & Latora 2000)."""
    return spread(None, network, parameters)


def spread(places: Places | None, network: Network, parameters: Parameters) -> Answer:
    """The answer of :func:`run`, computed on several machines if there are any."""
    possible_partners = len(network.actors) - 1
    if possible_partners < 1:
        return Answer(measures=actor_measures(network, None))
    sums = path_sums(
        network,
        parameters.direction,
        by_strength=parameters.by_strength,
        samples=parameters.samples,
        seed=parameters.seed,
        places=places,
    ).inverse
    scale = possible_partners if parameters.normalised else 1
    errors = {} if sums.exact else {"standard_error": sums.errors / scale}
    return Answer(
        measures=actor_measures(network, sums.values / scale, parts=errors),
        summary={"targets": sums.sources},
        exact=sums.exact,
    )


ANALYSIS = Analysis(
    id="harmonic",
    version=2,
    parameters=Parameters,
    run=run,
    kind="measures",
    cost=of_path_sums,
    spread=spread,
    cheaper={"by_strength": False, "samples": USUAL_SOURCES},
)
