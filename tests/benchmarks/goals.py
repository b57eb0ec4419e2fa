"""What should hold, and does it? Each goal names the figures it is about, a bound, and why it is missed, if it is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import log

from tests.benchmarks.measure import OURS, Outcome

Figures = Mapping[str, float]
"""By name: ``kernel/size/tool`` in seconds, ``kernel/size/work``, ``kernel/size/peak``, and those of other parts."""

NOT_THERE = "not measured"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was measured against what should hold; ``met`` None: nothing was measured."""

    what: str
    measured: float | None
    bound: float
    unit: str
    met: bool | None
    why: str = ""

    @property
    def at_least(self) -> bool:
        """Whether more is better."""
        return self.unit == QUICKER


QUICKER = "times as quick"
SLOWER = "of its time"


@dataclass(frozen=True, slots=True)
class Against:
    """Our kernel needs at most ``most`` of a tool's time, or is ``least`` times as quick."""

    kernel: str
    tool: str
    most: float | None = None
    least: float | None = None
    size: str = "M"

    def verdict(self, figures: Figures) -> Verdict:
        """By the seconds of one interleaved run."""
        ours, theirs = (figures.get(f"{self.kernel}/{self.size}/{entry}") for entry in (OURS, self.tool))
        what, why = f"{self.kernel} against {self.tool}, {self.size}", WHY.get(self.kernel, "")
        ratio = ours / theirs if ours and theirs else None
        if self.least is not None:
            times = 1 / ratio if ratio else None
            return Verdict(what, times, self.least, QUICKER, None if times is None else times >= self.least, why)
        assert self.most is not None
        return Verdict(what, ratio, self.most, SLOWER, None if ratio is None else ratio <= self.most, why)


@dataclass(frozen=True, slots=True)
class Growth:
    """From S to M the seconds of a kernel grow with at most this power of its work."""

    kernel: str
    most: float
    unit: str

    def verdict(self, figures: Figures) -> Verdict:
        """By the least seconds of both."""
        power = exponent(figures, self.kernel, "S", "M")
        met = None if power is None else power <= self.most
        return Verdict(
            f"growth of {self.kernel}", power, self.most, f"power of {self.unit}", met, WHY.get(self.kernel, "")
        )


@dataclass(frozen=True, slots=True)
class AtMost:
    """One figure stays below a bound."""

    what: str
    figure: str
    most: float
    unit: str

    def verdict(self, figures: Figures) -> Verdict:
        """By the figure itself."""
        value = figures.get(self.figure)
        met = None if value is None else value <= self.most
        return Verdict(self.what, value, self.most, self.unit, met, WHY.get(self.figure, ""))


WHY: Mapping[str, str] = {
    "betweenness": "the time of networkx is extrapolated from sampled sources and differs by a tenth from run to run; ours is bound by reading and writing blocks of memory.",
    "Adamic-Adar, best pairs": "no question ranks pairs by Adamic-Adar, so there is no such kernel; `missing-links` counts shared partners by resource allocation, for candidate pairs alone.",
    "PageRank": "each step makes arrays of its own for shares, changes and the product; C does it in two passes.",
    "eigenvector": "each step makes arrays of its own; C does it in two passes.",
    "parallel structures": "most of the time goes into making keys from offers in Python; C gets numbers. The product of the matrices itself is a small part.",
    "key players": "ten steps of growing a set cost a little more than ten passes; the swaps of members that follow, which may find a better set, cost as much again.",
    "snapshot/M/share": "ties keep their days and the row they were read from, and the matrix holds a number of 64 bits where one bit would do.",
    "analyses/S": "three questions take nearly all: groups and a core are compared with many random networks, and key players are searched by trying.",
    "report/M/whole": "evidence for every pair of actors that shares something is collected in memory, and sentences are made of it.",
    "import/app.main": "FastAPI builds the models of every route, and the driver, scipy and what resolves the jars of the database are loaded at once.",
    "service/stall": "when a workspace is asked about for the first time, its records are made of the rows of the database inside the event loop, while readers, database and service share the CPUs.",
}
"""By kernel or figure: where the time or memory goes, told only when the goal is missed."""

GOALS: Sequence[Against | Growth | AtMost] = (
    Against("betweenness", "igraph", most=0.8),
    Against("betweenness", "networkx", least=120),
    Against("closeness and harmonic", "igraph", most=0.25),
    Against("closeness and harmonic", "networkx", least=500),
    Against("PageRank", "C", most=1.5),
    Against("PageRank", "networkx", least=25),
    Against("eigenvector", "C", most=1.5),
    Against("eigenvector", "networkx", least=25),
    Against("Adamic-Adar, best pairs", "C", most=8),
    Against("Adamic-Adar, best pairs", "networkx", least=5),
    Against("constraint and effective size", "C", most=13),
    Against("brokerage", "C", most=16),
    Against("parallel structures", "C", most=1.6),
    Against("parallel structures", "pair loop", least=500),
    Against("key players", "one pass for cut vertices", most=12, size="S"),
    Growth("betweenness", 1.10, "n·m"),
    Growth("closeness and harmonic", 1.10, "n·m"),
    Growth("Adamic-Adar, best pairs", 1.1, "wedges"),
    Growth("parallel structures", 1.4, "offers"),
    AtMost("snapshot at M without ids, of 26 bytes an edge and 64 a node", "snapshot/M/share", 1.0, "of it"),
    AtMost("most memory of a kernel at M", "peak/M", 60, "MiB"),
    AtMost("most memory of a kernel at L", "peak/L", 256, "MiB"),
    AtMost("all analyses at S", "analyses/S", 0.5, "s of CPU"),
    AtMost("whole gap report at M after loading", "report/M/whole", 15, "s of CPU"),
    AtMost("longest stall of the event loop while an analysis runs", "service/stall", 50, "ms"),
    AtMost("`import app.main` in a new process", "import/app.main", 1, "s of CPU"),
)


def verdicts(outcome: Outcome) -> list[Verdict]:
    """Every goal."""
    figures = all_figures(outcome)
    return [goal.verdict(figures) for goal in GOALS]


def all_figures(outcome: Outcome) -> dict[str, float]:
    """Those of the parts and those of the kernels."""
    entries = dict(outcome.figures)
    for run in outcome.kernels:
        at = f"{run.kernel}/{run.size}"
        entries |= {f"{at}/{tool}": seconds for tool, seconds in run.seconds.items()}
        entries |= {f"{at}/work": run.work, f"{at}/peak": run.peak_mib}
        entries[f"peak/{run.size}"] = max(run.peak_mib, entries.get(f"peak/{run.size}", 0.0))
    return entries


def exponent(figures: Figures, kernel: str, small: str, large: str) -> float | None:
    """The power of the work with which the seconds of our kernel grow from one size to another."""
    ends = [figures.get(f"{kernel}/{size}/{entry}") for entry in (OURS, "work") for size in (small, large)]
    if not all(ends):
        return None
    first, last, less, more = ends
    return log(last / first) / log(more / less)
