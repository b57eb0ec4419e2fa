"""From which size does an engine pay? ``python -m tests.benchmarks.scale [--cities N] [--ties N …] [--cluster URL]``.

Many cities: reports one after the other in one process, on two processes, on Spark with two cores, and on a cluster if
one is named. One large network: rounds and sampled paths in one process and on Spark. The tables are printed and stand
in docs/scaling.md; each variant runs in a process of its own, whose memory is that of all it starts.
"""

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from threading import Event, Thread
from typing import Any

import numpy as np
from scipy import sparse

from app.clock import today
from app.engines.engine import Engine
from app.engines.local import LocalEngine
from app.engines.opening import opened
from app.network.kernels import by_rows, connectivity, spectral_centrality
from app.network.kernels.distances import distance_sums
from app.network.kernels.sampled_sums import USUAL_SOURCES, Draw
from app.usecases.cities import answered, cities_in
from app.usecases.city_jobs import ReportQuestion, answer
from app.workers.task import Limits
from tests.benchmarks.graph import made as graph_of
from tests.conformance import READING, write_city

PAGE = Path(__file__).parents[2] / "docs/scaling.md"
BEGIN, END = "<!-- measured -->\n", "<!-- /measured -->\n"
ALONE = "one process"
LEAST, MOST = 300, 3_000
"""Organisations of the smallest and the largest city."""

TIES_PER_ACTOR = 10
LIMITS = Limits(600.0, 4096)
_MEBI = 2**20


def reports(engine: str, folder: Path) -> dict[str, float]:
    """Reports of all cities of a folder: seconds."""
    question = ReportQuestion(READING, "html", "internal", "bericht")
    sources = cities_in(folder, "en")
    if engine == ALONE:
        return {"reports": _seconds(lambda: [answer(question, source.read()[0]) for source in sources])}
    with tempfile.TemporaryDirectory() as out, opened(engine, processes=2, limits=LIMITS, lang="en") as computing:
        return {"reports": _seconds(lambda: answered(computing, question, sources, Path(out), "en", [].append))}


def large(engine: str, ties: int) -> dict[str, float]:
    """Kernels on one network of so many ties: seconds."""
    graph = graph_of(ties // TIES_PER_ACTOR, ties)
    half = sparse.coo_array((np.ones(graph.edges), (graph.one, graph.other)), shape=(graph.vertices,) * 2).tocsr()
    matrix = sparse.csr_array(half + half.T)
    if engine == ALONE:
        return _timed(_in_one_process(matrix))
    with opened(engine, processes=2, limits=LIMITS, lang="en") as places:
        return _timed(_spread(places, matrix))


def _in_one_process(matrix: sparse.csr_array) -> dict[str, Callable[[], object]]:
    draw = Draw.of(matrix.shape[0], USUAL_SOURCES, 1)
    return {
        "degree": lambda: np.diff(matrix.indptr),
        "components": lambda: connectivity.components(matrix),
        "PageRank": lambda: spectral_centrality.pagerank(matrix, 0.85),
        "distances, 256 sources": lambda: draw.of_groups(partial(_harmonic, matrix)),
    }


def _spread(places: Engine, matrix: sparse.csr_array) -> dict[str, Callable[[], object]]:
    draw, rows, leaving = Draw.of(matrix.shape[0], USUAL_SOURCES, 1), places.rows(matrix), np.diff(matrix.indptr)
    return {
        "degree": lambda: by_rows.degrees(rows),
        "components": lambda: by_rows.components(rows, matrix.shape[0]),
        "PageRank": lambda: by_rows.pagerank(rows, leaving, 0.85),
        "distances, 256 sources": lambda: draw.spread(places, _harmonic, matrix),
    }


def _harmonic(matrix: sparse.csr_array, targets: Any) -> Any:
    return distance_sums(matrix, targets).inverse


def _timed(kernels: dict[str, Callable[[], object]]) -> dict[str, float]:
    return {name: _seconds(kernel) for name, kernel in kernels.items()}


def _seconds(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def _variant(part: str, engine: str, argument: str) -> dict[str, float]:
    """One part on one engine in a process of its own: seconds by kernel, of the whole, and MiB at the most."""
    command = [sys.executable, "-m", "tests.benchmarks.scale", "--only", part, engine, argument]
    begun, ended = time.perf_counter(), Event()
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        peak = [0]
        watch = Thread(target=_watch, args=(process.pid, peak, ended))
        watch.start()
        out, _ = process.communicate()
        ended.set()
        watch.join()
    sys.stderr.write(f"{part} {argument} {engine}: {time.perf_counter() - begun:.0f} s\n")
    values = json.loads(out.splitlines()[-1]) if process.returncode == 0 else {}
    return {**values, "all with start": time.perf_counter() - begun, "MiB": peak[0] / _MEBI}


def _watch(pid: int, peak: list[int], ended: Event) -> None:
    while not ended.wait(0.3):
        peak[0] = max(peak[0], sum(map(_resident, _family(pid))))


def _family(pid: int) -> Iterator[int]:
    yield pid
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
        threads = Path(f"/proc/{pid}/task").iterdir()
        children += [child for thread in threads for child in (thread / "children").read_text().split()]
    except OSError:
        return
    for child in set(map(int, children)):
        yield from _family(child)


def _resident(pid: int) -> int:
    """Its own memory, and its part of what it shares with others."""
    try:
        text = Path(f"/proc/{pid}/smaps_rollup").read_text()
    except OSError:
        return 0
    return next((int(line.split()[1]) * 1024 for line in text.splitlines() if line.startswith("Pss:")), 0)


def _table(title: str, rows: dict[str, dict[str, float]]) -> str:
    names = list(dict.fromkeys(name for values in rows.values() for name in values))
    lines = [f"| {title} | {' | '.join(names)} |", f"| --- |{' --- |' * len(names)}"]
    for variant, values in rows.items():
        lines.append(f"| {variant} | {' | '.join(_cell(values.get(name)) for name in names)} |")
    return "\n".join(lines) + "\n"


def _cell(value: float | None) -> str:
    if value is None:
        return "–"
    return f"{value:.0f}" if value >= 100 else f"{value:.2g}" if value < 10 else f"{value:.1f}"


def main() -> None:
    """Measure, print and write."""
    arguments = _arguments()
    if arguments.only:
        part, engine, argument = arguments.only
        values = reports(engine, Path(argument)) if part == "reports" else large(engine, int(argument))
        sys.stdout.write(json.dumps(values) + "\n")
        return
    engines = [ALONE, LocalEngine.name, "local[2]", *([arguments.cluster] if arguments.cluster else [])]
    shown = {
        arguments.cluster: "Spark, cluster with two workers",
        "local[2]": "Spark, local[2]",
        "local": "two processes",
    }
    many: dict[str, dict[str, float]] = {}
    title = f"{arguments.cities} cities of {arguments.least}–{arguments.most} organisations, seconds"
    tables = {title: many}
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made) / "cities"
        folder.mkdir()
        for number, actors in enumerate(np.linspace(arguments.least, arguments.most, arguments.cities).astype(int)):
            write_city(folder, number, int(actors))
        for name in engines:
            many[shown.get(name, name)] = _variant("reports", name, str(folder))
            _write(tables)
    for ties in arguments.ties:
        rows = tables.setdefault(f"{ties:,} ties of {ties // TIES_PER_ACTOR:,} organisations, seconds", {})
        for name in engines:
            if name != LocalEngine.name:  # whose rounds are those of one process
                rows[shown.get(name, name)] = _variant("large", name, str(ties))
                _write(tables)
    sys.stdout.write(PAGE.read_text("utf-8").partition(BEGIN)[2].partition(END)[0])


def _write(tables: dict[str, dict[str, dict[str, float]]]) -> None:
    """What is measured so far: a run may be broken off."""
    machine = f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}"
    head = f"Measured {today()}, {machine}, by `make bench-scale`; MiB is the most of all processes together."
    text = "\n".join([f"{head}\n", *(_table(title, rows) for title, rows in tables.items())])
    page = PAGE.read_text("utf-8")
    before, after = page.partition(BEGIN)[0], page.partition(END)[2]
    PAGE.write_text(f"{before}{BEGIN}\n{text}\n{END}{after}", "utf-8")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.scale", description=__doc__.splitlines()[0])
    parser.add_argument("--cities", type=int, default=60)
    parser.add_argument("--least", type=int, default=LEAST, help="organisations of the smallest city")
    parser.add_argument("--most", type=int, default=MOST, help="organisations of the largest city")
    parser.add_argument("--ties", type=int, nargs="*", default=[100_000, 1_000_000, 10_000_000])
    parser.add_argument("--cluster", help="spark://host:port of a cluster to measure too")
    parser.add_argument("--only", nargs=3, metavar=("PART", "ENGINE", "ARGUMENT"), help=argparse.SUPPRESS)
    return parser.parse_args()


if __name__ == "__main__":
    main()
