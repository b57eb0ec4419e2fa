"""How quick is betweenness, against networkx and igraph on the same graph?"""

from dataclasses import replace

import igraph
import networkx as nx
import numpy as np

from app.model.records import Records
from app.network.kernels.betweenness import betweenness
from app.network.network import Network, build_network
from tests.benchmarks.city import AS_OF, City
from tests.benchmarks.measure import Section, Timing, interleaved

ROUNDS = 3
AGREEMENT = 1e-6
"""Greatest relative difference of results that is the same result."""


def measure(*, quick: bool) -> Section:
    """A city against both; a state against igraph, networkx would take twenty minutes."""
    sizes = [(200, ("igraph", "networkx"))] if quick else [(1_000, ("igraph", "networkx")), (10_000, ("igraph",))]
    return Section(
        title="Exact betweenness",
        text="Batched Brandes on a sparse matrix (`app/network/kernels/betweenness.py`), seconds of CPU. "
        "igraph is C, networkx is Python; all give the same values.",
        columns=("actors", "ties", "compared with", "Netzblick s", "other s", "times as quick"),
        rows=tuple(row for actors, others in sizes for row in _rows(actors, others, 1 if actors > 1_000 else ROUNDS)),
    )


def _rows(actors: int, others: tuple[str, ...], rounds: int) -> list[tuple[str | float | int, ...]]:
    network = _network(actors)
    graph = network.nx()
    compared = {
        "igraph": igraph.Graph.from_networkx(graph).betweenness,
        "networkx": lambda: list(nx.betweenness_centrality(graph, normalized=False).values()),
    }
    candidates = {"ours": lambda: betweenness(network.adjacency)} | {name: compared[name] for name in others}
    timings = interleaved(candidates, rounds)
    ours = timings.pop("ours")
    return [_row(network, name, ours, other) for name, other in timings.items()]


def _row(network: Network, name: str, ours: Timing, other: Timing) -> tuple[str | float | int, ...]:
    assert np.allclose(ours.result, other.result, rtol=AGREEMENT, atol=AGREEMENT), f"betweenness differs from {name}"
    ties = network.adjacency.nnz // 2
    return len(network.actors), ties, name, ours.seconds, other.seconds, other.seconds / ours.seconds


def _network(actors: int) -> Network:
    """Every pair works together here, so that a city of 1,000 has 5,000 ties."""
    records = City(actors).records
    agreed = tuple(replace(one, status="stated") for one in records.cooperations)
    return build_network(Records(actors=records.actors, cooperations=agreed), AS_OF)
