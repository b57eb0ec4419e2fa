"""Which tables do the runs of kernels make? One against other tools, one of growth and memory."""

from collections.abc import Iterable

from tests.benchmarks.goals import all_figures, exponent
from tests.benchmarks.measure import OURS, KernelRun, Outcome, Section
from tests.benchmarks.numbers import number

TOOLS = ("igraph", "networkx", "NetworKit", "rustworkx", "C")
NONE = "–"


def kernel_tables(outcome: Outcome) -> tuple[Section, ...]:
    """Both, or none where no kernel was run."""
    return (_against(outcome), _growth(outcome)) if outcome.kernels else ()


_AGAINST = """Seconds of CPU on the same graph, and in brackets how many times as quick Netzblick is. igraph, NetworKit and rustworkx are C, C++ and Rust behind Python; *C* is
`tests/benchmarks/yardstick/kernels.c`, one thread, about the limit of this machine. Where tools differ, the variant is:

- Betweenness: by hops, without weights. From 256 sources: the same sources for igraph; NetworKit draws its own, networkx too.
- Closeness and harmonic centrality: means over all others, of one search here, of two in the others; rustworkx has closeness alone.
- PageRank and eigenvector: without weights; everybody goes on to the residual of ours.
- Constraint and effective size: in the whole network, not in the ego network, and by Borgatti's formula; igraph has constraint alone.
- Brokerage: the five roles of Gould and Fernandez in the directed graph; no other tool has them.
- Cut vertices and bridges: ours also tells what each of them cuts off.
- Key players: as many as one in a hundred vertices, found by search; beside it what one pass for cut vertices costs, as a unit, not as a rival.
- Parallel structures: pairs among 1,000 (S), 10,000 (M) and 100,000 (L) offers that meet in area, target group and theme. C gets keys that are numbers already, the others get offers."""


def _against(outcome: Outcome) -> Section:
    return Section(
        title="Kernels against other tools",
        text=_AGAINST,
        columns=("kernel", "size", f"{OURS} s", *TOOLS, "others"),
        rows=tuple(_tools_row(run) for run in _ordered(outcome.kernels) if run.size != "L"),
    )


def _ordered(runs: Iterable[KernelRun]) -> list[KernelRun]:
    """Sizes of a kernel one below the other, kernels in the order in which they were run first."""
    first = {run.kernel: at for at, run in reversed(list(enumerate(runs)))}
    return sorted(runs, key=lambda run: (first[run.kernel], "SML".index(run.size)))


def _tools_row(run: KernelRun) -> tuple[str, ...]:
    by_hand = [name for name in run.seconds if name not in (OURS, *TOOLS)]
    named = ", ".join(f"{name} {_compared(run, name)}" for name in by_hand)
    return (run.kernel, run.size, number(run.seconds[OURS]), *(_compared(run, tool) for tool in TOOLS), named or NONE)


def _compared(run: KernelRun, tool: str) -> str:
    if tool not in run.seconds:
        return NONE
    mark = "~" if tool in run.sampled else ""
    return f"{mark}{number(run.seconds[tool])} ({number(run.seconds[tool] / run.seconds[OURS])}×)"


def _growth(outcome: Outcome) -> Section:
    figures = all_figures(outcome)
    kernels = dict.fromkeys(run.kernel for run in _ordered(outcome.kernels))
    units = {run.kernel: run.unit for run in outcome.kernels}

    def written(value: float | None) -> str:
        return NONE if value is None else number(value)

    return Section(
        title="Growth and memory of kernels",
        text="The exponent is the power of the work with which the seconds grow: 1 is in proportion. n vertices, m edges; wedges are paths of two edges.",
        columns=("kernel", "S s", "M s", "L s", "S to M", "M to L", "power of", "MiB at M", "MiB at L"),
        rows=tuple(
            (
                kernel,
                *(written(figures.get(f"{kernel}/{size}/{OURS}")) for size in "SML"),
                *(written(exponent(figures, kernel, *ends)) for ends in ("SM", "ML")),
                units[kernel],
                *(written(figures.get(f"{kernel}/{size}/peak")) for size in "ML"),
            )
            for kernel in kernels
        ),
    )
