"""What is measured, and where does it go? ``python -m tests.benchmarks [--quick] [--only PART] [--parts FOLDER] [-o FOLDER]``.

Each part runs in a process of its own: its memory is its own, and a slow one can be ended alone. With ``--parts`` what
a part gave is kept, and a run that was broken off goes on where it was.
"""

import argparse
import importlib
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path

from tests.benchmarks import page
from tests.benchmarks.measure import Outcome, together

DOCS = Path(__file__).parents[2] / "docs"
SIZES = "SML"


def parts(*, quick: bool) -> Mapping[str, Callable[[], Outcome]]:
    """What can be measured, by name; modules are loaded when they are run."""
    rows, ties = ((500, 2_000), 6_000) if quick else ((2_000, 20_000), 600_000)
    return {
        **_kernels(quick=quick),
        **{f"snapshot-{size}": lambda size=size: _module("snapshot").measure(size, quick=quick) for size in "ML"},
        **{
            f"report-{size}": lambda size=size: _module("whole_report").measure(size, quick=quick)
            for size in ("S", "M", "50,000")
        },
        **{f"analyses-{size}": lambda size=size: _module("analyses").measure(size, quick=quick) for size in "SM"},
        "shared-tasks": lambda: _module("pairs").measure(quick=quick),
        **{f"intake-{count}": lambda count=count: _module("intake_rows").measure(count) for count in rows},
        f"writing-{rows[-1]}": lambda: _module("writing").measure(rows[-1]),
        f"loading-{ties}": lambda: _module("loading").measure(ties),
        "service": lambda: _module("service").measure(quick=quick),
        "imports": lambda: _module("imports").measure(),
    }


def _kernels(*, quick: bool) -> dict[str, Callable[[], Outcome]]:
    contests = _module("contests")

    def run(kernel: str, size: str) -> Callable[[], Outcome]:
        return lambda: Outcome(kernels=(contests.run(kernel, size, quick=quick),))

    return {f"{_slug(name)}-{size}": run(name, size) for size in SIZES for name in contests.names(size)}


def _slug(name: str) -> str:
    return name.lower().replace(",", "").replace(" ", "-")


def main() -> None:
    """Measure and write; with ``--only`` print one part as JSON."""
    arguments = _arguments()
    known = parts(quick=arguments.quick)
    if arguments.only:
        sys.stdout.write(known[arguments.only]().as_json())
        return
    measured = {name: _kept(name, arguments.parts, quick=arguments.quick) for name in known}
    failed = [name for name, outcome in measured.items() if outcome is None]
    outcome = together(entry for entry in measured.values() if entry is not None)
    arguments.out.mkdir(parents=True, exist_ok=True)
    written = page.markdown(outcome, quick=arguments.quick, failed=failed)
    (arguments.out / "benchmarks.md").write_text(written, "utf-8")
    (arguments.out / "benchmarks.json").write_text(page.as_json(outcome), "utf-8")
    sys.stderr.write(f"{arguments.out / 'benchmarks.md'}\n")
    sys.exit(f"failed: {', '.join(failed)}" if failed else 0)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__.splitlines()[0])
    parser.add_argument("--quick", action="store_true", help="small sizes, to see that it works")
    parser.add_argument("--only", metavar="PART", help="measure one part and print it as JSON")
    parser.add_argument(
        "--parts", metavar="FOLDER", type=Path, help="keep what parts gave, and measure none of these again"
    )
    parser.add_argument("-o", "--out", type=Path, default=DOCS, help="folder of benchmarks.md and benchmarks.json")
    return parser.parse_args()


def _kept(name: str, folder: Path | None, *, quick: bool) -> Outcome | None:
    """What a part measured, or gave before; None where it failed: one failure shall not cost the others."""
    if folder is None:
        return _in_process(name, quick=quick)
    file = folder / f"{name}.json"
    if file.exists():
        return Outcome.of_json(file.read_text("utf-8"))
    outcome = _in_process(name, quick=quick)
    if outcome is not None:
        folder.mkdir(parents=True, exist_ok=True)
        file.write_text(outcome.as_json(), "utf-8")
    return outcome


def _in_process(name: str, *, quick: bool) -> Outcome | None:
    command = [sys.executable, "-m", "tests.benchmarks", "--only", name, *(["--quick"] if quick else [])]
    begun = time.perf_counter()
    done = subprocess.run(command, check=False, stdout=subprocess.PIPE, text=True)
    sys.stderr.write(f"{name}: {time.perf_counter() - begun:.0f} s\n")
    return None if done.returncode else Outcome.of_json(done.stdout)


def _module(name: str):
    """A part's module, so that no other part's libraries are in its memory."""
    return importlib.import_module(f"tests.benchmarks.{name}")


if __name__ == "__main__":
    main()
