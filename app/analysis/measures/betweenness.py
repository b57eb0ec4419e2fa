"""How much of the contact between others is recorded to run through one organisation?"""

from dataclasses import dataclass

from app.analysis.actor_measures import actor_measures
from app.analysis.cost import of_length_paths, of_paths
from app.analysis.interface import Analysis, Answer, parameter
from app.network.graph.network import Network
from app.network.graph.paths import BY_STRENGTH_DOC, tie_lengths, ways
from app.network.kernels.by_rows import Places
from app.network.kernels.sampled_betweenness import sampled_betweenness
from app.network.kernels.sampled_sums import SAMPLES_DOC, USUAL_SOURCES, sources_of

_FEWEST_ACTORS = 3


@dataclass(frozen=True, slots=True)
class Parameters:
    """What a path counts, and how many are followed.

    ``normalised`` (true): false gives numbers of pairs instead of shares of them.
    ``samples`` (0: all up to 20,000 actors, 256 above): set it to a few hundred where a large network takes too long, to the number of
    actors for exact values. ``seed`` (1): another one shows how much a sample matters.
    ``by_strength`` (false): set it where strengths are known well and strong ties carry more.
    """

    normalised: bool = parameter(True, "whether values are divided by the number of pairs of others")
    samples: int = parameter(0, SAMPLES_DOC, low=0, high=1_000_000)
    seed: int = parameter(1, "start of the random numbers", low=0, high=2**31 - 1)
    by_strength: bool = parameter(False, BY_STRENGTH_DOC)


def run(network: Network, parameters: Parameters) -> Answer:
    """Betweenness of each actor by hops or strengths in view ``G`` (Freeman 1977, Brandes 2001), along arcs if there are any.

    From sampled sources (Brandes and Pich 2007) each value has its standard error where the sample tells one.
    """
    return spread(None, network, parameters)


def spread(places: Places | None, network: Network, parameters: Parameters) -> Answer:
    """The answer of :func:`run`, computed on several machines if there are any."""
    size = len(network.actors)
    if size < _FEWEST_ACTORS:
        return Answer(measures=actor_measures(network, None))
    directed = network.arcs is not None
    by_length = parameters.by_strength
    estimate = sampled_betweenness(
        tie_lengths(network).matrix if by_length else ways(network),
        samples=parameters.samples,
        seed=parameters.seed,
        directed=directed,
        by_length=by_length,
        places=places,
    )
    pairs = (size - 1) * (size - 2) / (1 if directed else 2) if parameters.normalised else 1
    errors = {} if estimate.exact else {"standard_error": estimate.errors / pairs}
    return Answer(
        measures=actor_measures(network, estimate.values / pairs, parts=errors),
        summary={"sources": estimate.sources},
        exact=estimate.exact,
    )


def cost(network: Network, parameters: Parameters) -> float:
    """Paths from every source along every tie."""
    sources = sources_of(len(network.actors), parameters.samples)
    return of_length_paths(network, sources) if parameters.by_strength else of_paths(network, sources)


ANALYSIS = Analysis(
    id="betweenness",
    version=3,
    parameters=Parameters,
    run=run,
    kind="measures",
    cost=cost,
    spread=spread,
    cheaper={"by_strength": False, "samples": USUAL_SOURCES},
)
