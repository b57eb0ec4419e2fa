"""Which kernels are compared, on which sizes? A name for each row of the page; nothing is loaded before it is run."""

import importlib
from collections.abc import Callable, Mapping

from tests.benchmarks.contest import Contest, alone, compared
from tests.benchmarks.graph import QUICK, SIZES, Graph, made
from tests.benchmarks.measure import KernelRun

KERNELS: Mapping[str, str] = {
    "betweenness": "paths.betweenness",
    "betweenness, 256 sources": "paths.sampled_betweenness",
    "closeness and harmonic": "paths.closeness",
    "PageRank": "spectra.pagerank",
    "eigenvector": "spectra.eigenvector",
    "constraint and effective size": "holes.structural_holes",
    "brokerage": "holes.brokerage",
    "k-core": "cohesion.cores",
    "cut vertices and bridges": "cohesion.cut_vertices",
    "key players": "cohesion.key_players",
}
"""Module and function of this package that make the contest on a graph."""

PARALLEL = "parallel structures"
OFFERS: Mapping[str, int] = {"S": 1_000, "M": 10_000, "L": 100_000}
QUICK_OFFERS: Mapping[str, int] = {"S": 60, "M": 120, "L": 240}

ONLY_S = ("key players",)
HOURS_AT_L = ("betweenness", "closeness and harmonic")


def names(size: str) -> list[str]:
    """The kernels that run on a size, in the order of the page."""
    return [entry for entry in (*KERNELS, PARALLEL) if size == "S" or entry not in ONLY_S]


def run(kernel: str, size: str, *, quick: bool) -> KernelRun:
    """One kernel on one size; at L it runs alone."""
    if kernel == PARALLEL:
        contest = _function("offers.parallel_structures")((QUICK_OFFERS if quick else OFFERS)[size])
    else:
        contest = _on_graph(kernel, made(*(QUICK if quick else SIZES)[size]))
    if size == "L":
        return alone(kernel, size, contest, timed=kernel not in HOURS_AT_L)
    return compared(kernel, size, contest)


def _on_graph(kernel: str, graph: Graph) -> Contest:
    return _function(KERNELS[kernel])(graph)


def _function(path: str) -> Callable[..., Contest]:
    module, function = path.split(".")
    return getattr(importlib.import_module(f"tests.benchmarks.contests.{module}"), function)
