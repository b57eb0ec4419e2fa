"""From which size does an engine pay? ``python -m tests.benchmarks.scale [--cities N] [--ties N …] [--pairs N …] [--cluster URL]``.

Many cities, rounds and sampled paths of one large network, and pairs of one large city: in one process, in two, in
duckdb, on Spark with two cores, and on a cluster: a master and two workers of this machine, or the one that is named.
What they give is compared. The tables are printed and stand in docs/scaling.md, where one that is measured again takes
the place of its predecessor, so that a run may be done in parts. Each variant runs in a process of its own and is ended
after ``--minutes``: what it did until then stays.
"""

import argparse
import json
import os
import platform
import re
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from threading import Event, Thread, Timer

import numpy as np

from app.clock import today
from app.engines.local import LocalEngine
from tests.benchmarks import scale_questions
from tests.benchmarks.family import Used
from tests.benchmarks.scale_questions import ALONE, DUCKDB, TIES_PER_ACTOR
from tests.conformance import write_city
from tests.standalone_spark import two_workers

PAGE = Path(__file__).parents[2] / "docs/scaling.md"
BEGIN, END = "<!-- measured -->\n", "<!-- /measured -->\n"
SPARK = "local[2]"
NOT_COMPARED = ("all with start", "CPU s", "driver MiB", "executors MiB", "load")
LEAST, MOST = 300, 3_000
"""Organisations of the smallest and the largest city."""

_MEBI = 2**20
_Values = dict[str, tuple[float, float]]
"""Of a variant: seconds and check by kernel, then numbers of the whole."""


@dataclass(frozen=True)
class _Cluster:
    """The address of a Spark master, and the processes of its workers as far as they are of this machine."""

    address: str
    workers: Sequence[int]


def main() -> None:
    """Measure, print and write."""
    arguments = _arguments()
    if arguments.only:
        _only(*arguments.only)
        return
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        if arguments.cluster:
            cluster = _Cluster(arguments.cluster, ())
        else:
            address, workers = stack.enter_context(two_workers(folder))
            cluster = _Cluster(address, [worker.pid for worker in workers])
        for title, part, engines, given in _parts(arguments, folder):
            rows: dict[str, _Values] = {}
            for name in (*engines, SPARK, cluster.address):
                rows[_shown(name)] = _variant(part, name, given, cluster, arguments.minutes)
                _agreeing(rows)
                _write(title, rows, arguments.minutes)
    sys.stdout.write(_measured_part())


def _parts(arguments: argparse.Namespace, folder: Path) -> Iterator[tuple[str, str, tuple[str, ...], tuple[str, ...]]]:
    """What is measured, made when its turn comes: title, part, engines beside Spark, and what the part is given."""
    if arguments.cities:
        cities = folder / "cities"
        cities.mkdir()
        for number, actors in enumerate(np.linspace(arguments.least, arguments.most, arguments.cities).astype(int)):
            write_city(cities, number, int(actors))
        title = f"{arguments.cities} cities of {arguments.least}–{arguments.most} organisations"
        yield title, "reports", (ALONE, LocalEngine.name), (str(cities), str(arguments.cities))
    for ties in arguments.ties:
        file = folder / f"{ties}.parquet"
        scale_questions.write_graph(file, ties)
        title = f"{ties:,} ties of {ties // TIES_PER_ACTOR:,} organisations"
        yield title, "large", (ALONE, DUCKDB), (str(file), str(ties))  # the rounds of two processes are those of one
    for actors in arguments.pairs:
        city = folder / f"pairs-{actors}"
        city.mkdir()
        scale_questions.write_city_of_pairs(city, actors)
        title = f"{actors * 3 // 2:,} offers of {actors:,} organisations"
        yield title, "pairs", (ALONE, DUCKDB), (str(city), str(actors))


def _shown(engine: str) -> str:
    if engine.startswith("spark://"):
        return "Spark, master and two workers"
    return {SPARK: "Spark, local[2]", LocalEngine.name: "two processes"}.get(engine, engine)


def _variant(part: str, engine: str, given: tuple[str, ...], cluster: _Cluster, minutes: float) -> _Values:
    """One part on one engine in a process of its own."""
    command = [sys.executable, "-m", "tests.benchmarks.scale", "--only", part, engine, *given]
    begun, ended, used = time.perf_counter(), Event(), Used()
    workers = cluster.workers if engine == cluster.address else ()
    values: _Values = {}
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, start_new_session=True) as process:
        watch = Thread(target=used.watch, args=(process.pid, workers, ended))
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
    sys.stderr.write(f"{part} {engine} {given}: {time.perf_counter() - begun:.0f} s, code {process.returncode}\n")
    whole = (time.perf_counter() - begun, sum(used.seconds.values())) if process.returncode == 0 else (np.nan, np.nan)
    memory = used.driver_bytes / _MEBI, used.executor_bytes / _MEBI or np.nan
    return values | {
        name: (value, 0.0) for name, value in zip(NOT_COMPARED, (*whole, *memory, os.getloadavg()[1]), strict=True)
    }


def _only(part: str, engine: str, path: str, size: str) -> None:
    """One variant, a line of JSON as soon as a kernel is done."""
    kernels: Callable[[str, Path, int], scale_questions.Kernels] = getattr(scale_questions, part)
    for name, kernel in kernels(engine, Path(path), int(size)):
        sys.stdout.write(json.dumps(scale_questions.measured(name, kernel)) + "\n")
        sys.stdout.flush()


def _agreeing(rows: dict[str, _Values]) -> None:
    """Refuse numbers of engines that do not give the same.

    Raises:
        ValueError: two of them differ.
    """
    for name in {name for values in rows.values() for name in values}:
        checks = [values[name][1] for values in rows.values() if name in values]
        if not np.allclose(checks, checks[0], rtol=1e-6):
            raise ValueError(f"{name}: {checks}")


def _write(title: str, rows: dict[str, _Values], minutes: float) -> None:
    """What is measured so far: a run may be broken off."""
    machine = f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}"
    head = f"Measured {today()}, {machine}, by `make bench-scale`, beside whatever else the machine did. Seconds by the clock; CPU s and MiB (the most) are from the start on. The driver is the command with its Java, executors are the processes that compute for it; on local[2] the Java of the driver is that of its executor. Load is that of the five minutes before the end, of {os.cpu_count()} cores; – was not asked, or not done after {minutes:g} minutes."
    before, _, rest = PAGE.read_text("utf-8").partition(BEGIN)
    measured, _, after = rest.partition(END)
    tables = {text.split("|")[1].strip(): text.strip() for text in re.findall(r"(?:^\|.*\n)+", measured, re.MULTILINE)}
    tables[title] = _table(title, rows)
    text = "\n\n".join([head, *tables.values()])
    PAGE.write_text(f"{before}{BEGIN}\n{text}\n\n{END}{after}", "utf-8")


def _measured_part() -> str:
    return PAGE.read_text("utf-8").partition(BEGIN)[2].partition(END)[0]


def _table(title: str, rows: dict[str, _Values]) -> str:
    kernels = dict.fromkeys(name for values in rows.values() for name in values if name not in NOT_COMPARED)
    names = [*kernels, *NOT_COMPARED]
    lines = [f"| {title} | {' | '.join(names)} |", f"| --- |{' ---: |' * len(names)}"]
    lines += [
        f"| {variant} | {' | '.join(_cell(values.get(name)) for name in names)} |" for variant, values in rows.items()
    ]
    return "\n".join(lines)


def _cell(measured: tuple[float, float] | None) -> str:
    value = np.nan if measured is None else measured[0]
    if np.isnan(value):
        return "–"
    if value < 0.01:
        return "< 0.01"
    return f"{value:.0f}" if value >= 100 else f"{value:.2g}" if value < 10 else f"{value:.1f}"


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.scale", description=__doc__.splitlines()[0])
    parser.add_argument("--cities", type=int, default=60)
    parser.add_argument("--least", type=int, default=LEAST, help="organisations of the smallest city")
    parser.add_argument("--most", type=int, default=MOST, help="organisations of the largest city")
    parser.add_argument("--ties", type=int, nargs="*", default=[100_000, 1_000_000, 10_000_000])
    parser.add_argument(
        "--pairs", type=int, nargs="*", default=[10_000, 100_000], help="organisations of a city of pairs"
    )
    parser.add_argument("--minutes", type=float, default=40, help="longest time of a variant")
    parser.add_argument("--cluster", help="spark://host:port, instead of a master and two workers of this machine")
    parser.add_argument("--only", nargs="+", help=argparse.SUPPRESS)
    return parser.parse_args()


if __name__ == "__main__":
    main()
