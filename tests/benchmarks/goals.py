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
    at_least: bool = False


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
            met = None if times is None else times >= self.least
            return Verdict(what, times, self.least, QUICKER, met, why, at_least=True)
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
class Bound:
    """A figure, or how many times the one ``beside`` it is, stays on one side of a bound."""

    what: str
    figure: str
    bound: float
    unit: str
    beside: str | None = None
    at_least: bool = False

    def verdict(self, figures: Figures) -> Verdict:
        """By the figures themselves."""
        value = figures.get(self.figure)
        if value is not None and self.beside is not None:
            value = value / figures[self.beside] if figures.get(self.beside) else None
        holds = None if value is None else value >= self.bound if self.at_least else value <= self.bound
        return Verdict(self.what, value, self.bound, self.unit, holds, WHY.get(self.figure, ""), self.at_least)


WHY: Mapping[str, str] = {
    "betweenness": "the time of networkx is extrapolated from sampled sources and differs by a tenth from run to run; ours is bound by reading and writing blocks of memory.",
    "PageRank": "networkx 3.6 multiplies with scipy too; most of its time goes into making the matrix from dictionaries. To be 25 times as quick would take half of the time of C, which takes a step in about the time of ours.",
    "eigenvector": "scipy's product reads a stored 1.0 for every tie, and each step makes arrays of its own; C does it in two passes.",
    "parallel structures": "a third of the time goes into reading names of offers and numbering them in Python; C gets numbers.",
    "key players": "ten passes grow a set, and twenty more see twice for each member whether another would be better, the last without success; each leaves the chosen ones out, sorts a thousand values and tells all sets as good. The unit, a pass of our own, is five times as quick as it was, the search nearly so.",
    "snapshot/M/edge": "ties keep their days and the row they were read from, and the matrix each tie twice.",
    "analyses/S": "groups and a core are compared with many random networks, and key players are searched by trying.",
    "analyses/M/far": "the first analysis that looks at offers, places or pairs pays for all that look at the same later; its own estimate does not know whether it is the first.",
    "report/M/whole": "pairs, cells, their evidence and examples are objects of Python, most of which end in a number alone; no function takes a tenth of the time, comparing 19,000 pairs of offers a sixth with all that it asks. The same report takes between 3.5 and 7 s on this machine, by what else it does.",
    "report/50,000/whole": "five times as many records and pairs take seven to eight times as long where activities of cells are gathered, pairs are looked up and titles are compared, though the steps are five times as many: probably what they look up no longer fits into the caches of the processor.",
    "start/app.main": "half are our own modules, most of it the classes of records and the models and routes of FastAPI; the rest is FastAPI itself (a tenth), numpy with scipy.sparse (an eighth), the driver (a tenth), networkx (a twentieth), and pyarrow, which the driver loads where it is installed.",
    "start/netzblick --help": "the options of every command are read from the modules that answer them.",
    "service/stall": "records are made of rows two hundred at a time, and costly questions are computed in processes; what is left is cheap questions in threads, while C code holds the interpreter.",
    "service/question after a write": "what a change touches is loaded and joined to the network of before; the question is answered by the whole of it.",
    "intake/20000/times": "every cell is compared with what people write, and every row becomes a record that is checked: a Python object costs more than calamine needs for a row.",
    "writing/share": "a staged write keeps the history of each record and stays out of sight until it is whole.",
    "loading/times": "the columns of the slices are put together as lists of Python, and the driver waits for each slice beside others.",
}
"""By kernel or figure: where the time or memory goes, told only when the goal is missed."""

GOALS: Sequence[Against | Growth | Bound] = (
    Against("betweenness", "igraph", most=0.8),
    Against("betweenness", "networkx", least=120),
    Against("closeness and harmonic", "igraph", most=0.25),
    Against("closeness and harmonic", "networkx", least=500),
    Against("PageRank", "C", most=1.5),
    Against("PageRank", "networkx", least=25),
    Against("eigenvector", "C", most=1.5),
    Against("eigenvector", "networkx", least=25),
    Against("constraint and effective size", "C", most=13),
    Against("brokerage", "C", most=16),
    Against("parallel structures", "C", most=40),
    Against("parallel structures", "pair loop", least=2_000),
    Against("key players", "one pass for cut vertices", most=12, size="S"),
    Growth("betweenness", 1.10, "n·m"),
    Growth("closeness and harmonic", 1.10, "n·m"),
    Growth("parallel structures", 1.4, "offers"),
    Bound("a network in memory at M, ids apart", "snapshot/M/edge", 36, "bytes an edge"),
    Bound("most memory of a kernel at M", "peak/M", 60, "MiB"),
    Bound("most memory of a kernel at L", "peak/L", 256, "MiB"),
    Bound("all analyses at S", "analyses/S", 2, "s of CPU"),
    Bound("all analyses at M", "analyses/M", 60, "s of CPU"),
    Bound("analyses refused at M as too costly", "analyses/M/refused", 0, "analyses"),
    Bound("estimates at S that are more than three times off", "analyses/S/far", 0, "analyses"),
    Bound("estimates at M that are more than three times off", "analyses/M/far", 0, "analyses"),
    Bound("whole gap report at M after loading", "report/M/whole", 4, "s of CPU"),
    Bound(
        "whole gap report of 50,000 actors, after loading",
        "report/50,000/whole",
        6,
        "times that at M",
        beside="report/M/whole",
    ),
    Bound("first question after an import of S", "service/first question", 2, "s of CPU"),
    Bound("first question after one write at S", "service/question after a write", 0.3, "s of CPU"),
    Bound("longest stall of the event loop while an analysis runs", "service/stall", 50, "ms"),
    Bound(
        "ties loaded in columns, against what the driver needs to hand them over", "loading/times", 1.3, "times its CPU"
    ),
    Bound("checking 20,000 rows of a workbook, against reading them", "intake/20000/times", 5, "times calamine's CPU"),
    Bound("writing records, against a bare loop of the driver", "writing/share", 0.5, "of its speed", at_least=True),
    Bound("`import app.main` in a new process", "start/app.main", 0.7, "s of CPU"),
    Bound("`netzblick --help`", "start/netzblick --help", 0.3, "s of CPU"),
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
