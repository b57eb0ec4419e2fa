"""From which size does an engine pay? ``python -m tests.benchmarks.scale [--cities N] [--ties N …] [--cluster URL]``.

Many cities: reports one after the other in one process, on two processes, on Spark with two cores, and on a cluster if
one is named. One large network: rounds and sampled paths in one process, in duckdb and on Spark; what they give is
compared. The tables are printed and stand in docs/scaling.md; each variant runs in a process of its own, whose memory
and CPU time are those of all it starts, and is ended after ``--minutes``: what it did until then stays.
"""

import argparse
import json
import os
import platform
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from threading import Event, Thread, Timer
from typing import Any

import numpy as np
from numpy.typing import NDArray
from pyarrow import parquet, table
from scipy import sparse

from app.clock import today
from app.engines.engine import Engine
from app.engines.local import LocalEngine
from app.engines.opening import opened
from app.network.kernels import by_rows, connectivity, spectral_centrality
from app.network.kernels.distances import distance_sums
from app.network.kernels.sampled_sums import USUAL_SOURCES, Draw
from app.usecases.cities import answered, cities_in
from app.usecases.city_jobs import ReportQuestion
from app.usecases.city_jobs import answer as answer_of
from app.workers.task import Limits
from tests.benchmarks.family import Used
from tests.benchmarks.graph import made as graph_of
from tests.conformance import READING, write_city

PAGE = Path(__file__).parents[2] / "docs/scaling.md"
BEGIN, END = "<!-- measured -->\n", "<!-- /measured -->\n"
ALONE, DUCKDB = "one process", "duckdb, two threads"
SAMPLED = "distances, 256 sources"
MOST_TIES_OF_PAGERANK = 1_000_000
LEAST, MOST = 300, 3_000
"""Organisations of the smallest and the largest city."""

TIES_PER_ACTOR = 10
LIMITS = Limits(600.0, 4096)
_MEBI = 2**20


def reports(engine: str, folder: Path) -> float:
    """Reports of all cities of a folder: seconds."""
    question = ReportQuestion(READING, "html", "internal", "bericht")
    sources = cities_in(folder, "en")
    if engine == ALONE:
        return _seconds(lambda: [answer_of(question, source.read()[0]) for source in sources])
    with tempfile.TemporaryDirectory() as out, opened(engine, processes=2, limits=LIMITS, lang="en") as computing:
        return _seconds(lambda: answered(computing, question, sources, Path(out), "en", [].append))


def large(engine: str, file: Path, ties: int) -> Iterator[tuple[str, float, float]]:
    """Kernels on one network of so many ties: name, seconds, and a number that all engines must agree on."""
    size = ties // TIES_PER_ACTOR
    with ExitStack() as stack:
        if engine == DUCKDB:
            from tests.benchmarks import scale_duckdb  # noqa: PLC0415 - not installed everywhere

            kernels = scale_duckdb.kernels(file, size)
        elif engine == ALONE:
            kernels = _in_one_process(file, size)
        else:
            kernels = _spread(stack.enter_context(opened(engine, processes=2, limits=LIMITS, lang="en")), file, size)
        for name, kernel in kernels:
            if name != "PageRank" or ties <= MOST_TIES_OF_PAGERANK:
                yield _measured(name, kernel)


def _measured(name: str, kernel: Callable[[], NDArray[Any]]) -> tuple[str, float, float]:
    begun = time.perf_counter()
    values = kernel()
    seconds = time.perf_counter() - begun
    check = len(np.unique(values)) if name == "components" else float((np.asarray(values, float) ** 2).sum())
    return name, seconds, check


def _read(file: Path, size: int) -> sparse.csr_array:
    columns = parquet.read_table(file)
    ends = columns["a"].to_numpy(), columns["b"].to_numpy()
    half = sparse.coo_array((np.ones(len(ends[0])), ends), shape=(size, size)).tocsr()
    return sparse.csr_array(half + half.T)


def _in_one_process(file: Path, size: int) -> Iterator[tuple[str, Callable[[], NDArray[Any]]]]:
    matrix, draw = _read(file, size), Draw.of(size, USUAL_SOURCES, 1)
    yield "loading", lambda: np.array([_read(file, size).nnz])
    yield "degree", lambda: np.diff(matrix.indptr)
    yield "components", lambda: connectivity.components(matrix)
    yield "PageRank", lambda: spectral_centrality.pagerank(matrix, 0.85)
    yield SAMPLED, lambda: draw.of_groups(partial(_harmonic, matrix))


def _spread(places: Engine, file: Path, size: int) -> Iterator[tuple[str, Callable[[], NDArray[Any]]]]:
    def load() -> NDArray[Any]:
        matrix = _read(file, size)
        loaded.append((matrix, places.rows(matrix)))
        by_rows.degrees(loaded[0][1])  # until the rows lie where they stay
        return np.array([matrix.nnz])

    loaded: list[tuple[sparse.csr_array, by_rows.Rows]] = []
    yield "loading", load
    matrix, rows = loaded[0]
    yield "degree", lambda: by_rows.degrees(rows)
    yield "components", lambda: by_rows.components(rows, size)
    yield "PageRank", lambda: by_rows.pagerank(rows, np.diff(matrix.indptr), 0.85)
    yield SAMPLED, lambda: Draw.of(size, USUAL_SOURCES, 1).spread(places, _harmonic, matrix)


def _harmonic(matrix: sparse.csr_array, targets: Any) -> Any:
    return distance_sums(matrix, targets).inverse


def _seconds(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def _variant(part: str, engine: str, *arguments: str, minutes: float) -> dict[str, tuple[float, float]]:
    """One part on one engine in a process of its own: seconds and check by kernel, then of the whole."""
    command = [sys.executable, "-m", "tests.benchmarks.scale", "--only", part, engine, *arguments]
    begun, ended, used = time.perf_counter(), Event(), Used()
    values: dict[str, tuple[float, float]] = {}
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, start_new_session=True) as process:
        watch = Thread(target=used.watch, args=(process.pid, ended))
        late = Timer(60 * minutes, os.killpg, (process.pid, signal.SIGKILL))
        watch.start()
        late.start()
        for line in process.stdout or ():
            name, seconds, check = json.loads(line)
            values[name] = seconds, check
        process.wait()
        late.cancel()
        ended.set()
        watch.join()
    sys.stderr.write(f"{part} {engine} {arguments}: {time.perf_counter() - begun:.0f} s, code {process.returncode}\n")
    if process.returncode == 0:
        values["all with start"] = time.perf_counter() - begun, 0.0
        values["CPU s"] = sum(used.seconds.values()), 0.0
    return values | {"MiB": (used.bytes / _MEBI, 0.0)}


def _agreeing(rows: dict[str, dict[str, tuple[float, float]]]) -> None:
    """Refuse numbers of engines that do not give the same.

    Raises:
        ValueError: two of them differ.
    """
    for name in {name for values in rows.values() for name in values}:
        checks = [values[name][1] for values in rows.values() if name in values]
        if not np.allclose(checks, checks[0], rtol=1e-6):
            raise ValueError(f"{name}: {checks}")


def _table(title: str, rows: dict[str, dict[str, tuple[float, float]]]) -> str:
    names = list(dict.fromkeys(name for values in rows.values() for name in values))
    lines = [f"| {title} | {' | '.join(names)} |", f"| --- |{' --- |' * len(names)}"]
    for variant, values in rows.items():
        lines.append(f"| {variant} | {' | '.join(_cell(values.get(name)) for name in names)} |")
    return "\n".join(lines) + "\n"


def _cell(measured: tuple[float, float] | None) -> str:
    if measured is None:
        return "–"
    value, _ = measured
    return f"{value:.0f}" if value >= 100 else f"{value:.2g}" if value < 10 else f"{value:.1f}"


def main() -> None:
    """Measure, print and write."""
    arguments = _arguments()
    if arguments.only:
        _only(*arguments.only)
        return
    engines = [ALONE, LocalEngine.name, "local[2]", *([arguments.cluster] if arguments.cluster else [])]
    shown = {
        arguments.cluster: "Spark, cluster with two workers",
        "local[2]": "Spark, local[2]",
        "local": "two processes",
    }
    many: dict[str, dict[str, tuple[float, float]]] = {}
    title = f"{arguments.cities} cities of {arguments.least}–{arguments.most} organisations, seconds"
    tables = {title: many}
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made) / "cities"
        folder.mkdir()
        for number, actors in enumerate(np.linspace(arguments.least, arguments.most, arguments.cities).astype(int)):
            write_city(folder, number, int(actors))
        for name in engines if arguments.cities else ():
            many[shown.get(name, name)] = _variant("reports", name, str(folder), minutes=arguments.minutes)
            _write(tables, arguments.minutes)
        for ties in arguments.ties:
            rows = tables.setdefault(f"{ties:,} ties of {ties // TIES_PER_ACTOR:,} organisations, seconds", {})
            file = Path(made) / f"{ties}.parquet"
            graph = graph_of(ties // TIES_PER_ACTOR, ties)
            parquet.write_table(table({"a": graph.one, "b": graph.other}), file)
            for name in (ALONE, DUCKDB, *engines[2:]):  # the rounds of two processes are those of one
                rows[shown.get(name, name)] = _variant("large", name, str(file), str(ties), minutes=arguments.minutes)
                _agreeing(rows)
                _write(tables, arguments.minutes)
    sys.stdout.write(PAGE.read_text("utf-8").partition(BEGIN)[2].partition(END)[0])


def _only(part: str, engine: str, path: str, *ties: str) -> None:
    """One variant, a line of JSON as soon as a kernel is done."""
    if part == "reports":
        answers = iter([("reports", reports(engine, Path(path)), 0.0)])
    else:
        answers = large(engine, Path(path), int(ties[0]))
    for answer in answers:
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()


def _write(tables: dict[str, dict[str, dict[str, tuple[float, float]]]], minutes: float) -> None:
    """What is measured so far: a run may be broken off."""
    machine = f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}"
    head = f"Measured {today()}, {machine}, by `make bench-scale`, beside whatever else the machine did (load {os.getloadavg()[1]:.0f}). Seconds by the clock; CPU s and MiB (the most) are of all processes together, from their start on; – was not asked, or not done after {minutes:g} minutes."
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
    parser.add_argument("--minutes", type=float, default=40, help="longest time of a variant")
    parser.add_argument("--cluster", help="spark://host:port of a cluster to measure too")
    parser.add_argument("--only", nargs="+", help=argparse.SUPPRESS)
    return parser.parse_args()


if __name__ == "__main__":
    main()
