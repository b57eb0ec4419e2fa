"""What is measured, and where does it go? ``python -m tests.benchmarks [--quick] [--only PART] [-o FOLDER]``.

Each part runs in a process of its own: its memory is its own, and a slow one can be ended alone.
"""

import argparse
import dataclasses
import importlib
import json
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

from tests.benchmarks import page
from tests.benchmarks.measure import Section

DOCS = Path(__file__).parents[2] / "docs"


def parts(*, quick: bool) -> Mapping[str, Callable[[], Section]]:
    """What can be measured, by name; modules are loaded when they are run."""
    rows, report, ties = ((500, 2_000), (100, 300), 6_000) if quick else ((2_000, 20_000), (1_000, 10_000), 600_000)
    return {
        **{f"report-{actors}": lambda actors=actors: _module("whole_report").measure(actors) for actors in report},
        **{f"intake-{count}": lambda count=count: _module("intake_rows").measure(count) for count in rows},
        f"loading-{ties}": lambda: _module("loading").measure(ties),
        "pairs": lambda: _module("pairs").measure(quick=quick),
        "betweenness": lambda: _module("kernels").measure(quick=quick),
    }


def main() -> None:
    """Measure and write; with ``--only`` print one part as JSON."""
    arguments = _arguments()
    known = parts(quick=arguments.quick)
    if arguments.only:
        sys.stdout.write(json.dumps(dataclasses.asdict(known[arguments.only]())))
        return
    sections = page.merged([_in_process(name, quick=arguments.quick) for name in known])
    arguments.out.mkdir(parents=True, exist_ok=True)
    (arguments.out / "benchmarks.md").write_text(page.markdown(sections), "utf-8")
    (arguments.out / "benchmarks.json").write_text(page.as_json(sections), "utf-8")
    sys.stderr.write(f"{arguments.out / 'benchmarks.md'}\n")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__.splitlines()[0])
    parser.add_argument("--quick", action="store_true", help="small sizes, to see that it works")
    parser.add_argument("--only", metavar="PART", help="measure one part and print it as JSON")
    parser.add_argument("-o", "--out", type=Path, default=DOCS, help="folder of benchmarks.md and benchmarks.json")
    return parser.parse_args()


def _in_process(name: str, *, quick: bool) -> Section:
    sys.stderr.write(f"{name} …\n")
    command = [sys.executable, "-m", "tests.benchmarks", "--only", name, *(["--quick"] if quick else [])]
    measured = json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout)
    rows = tuple(tuple(row) for row in measured.pop("rows"))
    return Section(rows=rows, columns=tuple(measured.pop("columns")), **measured)


def _module(name: str):
    """A part's module, so that no other part's libraries are in its memory."""
    return importlib.import_module(f"tests.benchmarks.{name}")


if __name__ == "__main__":
    main()
