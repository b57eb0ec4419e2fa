"""How do measured tables become a page that people read and a file that programs read?"""

import json
import os
import platform
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from importlib.metadata import PackageNotFoundError, version

from tests.benchmarks.goals import Verdict, verdicts
from tests.benchmarks.kernel_tables import kernel_tables
from tests.benchmarks.measure import Outcome, Section
from tests.benchmarks.numbers import cell, number

PACKAGES = ("numpy", "scipy", "networkx", "igraph", "networkit", "rustworkx", "neo4j")
_INTRODUCTION = """# Benchmarks

Made by `make bench` (`python -m tests.benchmarks`, `--quick` for a few minutes, `--parts FOLDER` to go on where a run was broken off); not a test, and no number here is a promise. What is compared:

- **Graphs** (`tests/benchmarks/graph.py`) are clustered, heavy-tailed and connected: S with 1,000 vertices and 5,000 edges is a city, M with 10,000 and 60,000 a federal state, L with
  100,000 and 600,000 shows growth. **Cities** with offers, groups and money (`tests/benchmarks/city.py`) are made in the same way. The same size gives the same data.
- **Time** is CPU time of the process, the least of several rounds in which all candidates take turns, so that whatever else the machine does meets all of them alike. Read ratios rather than
  seconds. Where the database takes part, time is by the clock.
- **Results** are compared; where they differ, the whole part is left out and the page says so.
- **~** marks a tool that would need minutes or hours: it ran on a sample, and its time is extrapolated.
- **Memory** of a kernel is the most that it held at once on top of its arguments, as `tracemalloc` counts it.
"""
_QUICK = "**A quick run on tiny graphs and cities, to see that everything works: its numbers say nothing.**"


def markdown(outcome: Outcome, *, quick: bool = False, failed: Sequence[str] = ()) -> str:
    """The page; ``failed`` are parts that gave nothing."""
    left_out = f"**Failed, and left out here: {', '.join(failed)}.**" if failed else ""
    parts = [
        _INTRODUCTION,
        _machine_sentence(),
        left_out,
        _QUICK if quick else "",
        *_goals(verdicts(outcome), quick=quick),
    ]
    for table in tables(outcome):
        parts += [f"## {table.title}", table.text, _table((table.columns, *table.rows))]
    return "\n".join(f"{part.strip()}\n" for part in parts if part)


def tables(outcome: Outcome) -> tuple[Section, ...]:
    """Kernels first, then what the parts measured."""
    return (*kernel_tables(outcome), *outcome.sections)


def as_json(outcome: Outcome) -> str:
    """The same for programs: one object a row, and every figure that a goal is about."""
    by_name = {
        "machine": machine(),
        "goals": [asdict(verdict) for verdict in verdicts(outcome)],
        "kernels": [asdict(kernel) for kernel in outcome.kernels],
        "figures": outcome.figures,
        "tables": [
            {"title": table.title, "rows": [dict(zip(table.columns, row, strict=True)) for row in table.rows]}
            for table in tables(outcome)
        ],
    }
    return json.dumps(by_name, ensure_ascii=False, indent=2) + "\n"


def machine() -> dict[str, str | int]:
    """What was measured on."""
    by_name = {"python": platform.python_version(), "system": platform.system(), "cpus": os.cpu_count() or 0}
    return by_name | {name: _version(name) for name in PACKAGES}


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "not here"


def _machine_sentence() -> str:
    result = machine()
    packages = ", ".join(f"{name} {result[name]}" for name in PACKAGES)
    return f"Measured on {result['cpus']} CPUs, {result['system']}, Python {result['python']}, {packages}."


def _summary(judged: Sequence[Verdict]) -> str:
    met, missed, open_ = (sum(entry.met is verdict for entry in judged) for verdict in (True, False, None))
    rest = f" {open_} could not be measured here." if open_ else ""
    return f"{met} of {len(judged)} goals are met, {missed} are missed.{rest}"


def _goals(judged: Sequence[Verdict], *, quick: bool) -> tuple[str, ...]:
    """Tiny graphs say nothing about goals, but the table is there."""
    result = "" if quick else _missed(judged)
    return "## Goals", "" if quick else _summary(judged), _table(_goal_rows(judged)), result


def _goal_rows(judged: Iterable[Verdict]) -> tuple[tuple[str, ...], ...]:
    words = {True: "met", False: "**missed**", None: "–"}
    rows = [(entry.what, _measured(entry), _bound(entry), words[entry.met]) for entry in judged]
    return ("goal", "measured", "should be", ""), *rows


def _measured(row: Verdict) -> str:
    return "not measured" if row.measured is None else f"{number(row.measured)} {row.unit}"


def _bound(row: Verdict) -> str:
    return f"{'≥' if row.at_least else '≤'} {number(row.bound)}"


def _missed(judged: Iterable[Verdict]) -> str:
    """One line for each goal that is missed or not measured and whose reason is known."""
    members = [member for member in judged if not member.met and member.why]
    reasons = dict.fromkeys(item.why for item in members)
    lines = [f"- {_listed([entry.what for entry in members if entry.why == why])}: {why}" for why in reasons]
    return "\n".join(["Why some are missed or not measured:", "", *lines]) if lines else ""


def _listed(names: Sequence[str]) -> str:
    return ", ".join(names)


def _table(rows: Sequence[Sequence[str | float | int]]) -> str:
    head, *body = rows
    rule = [_alignment(value) for value in (body[0] if body else head)]
    return "\n".join([_line(head), _line(rule), *(_line(map(cell, row)) for row in body)])


def _alignment(value: str | float) -> str:
    """Numbers stand at the right, also with what they are compared with."""
    return "---" if isinstance(value, str) and not value.lstrip("~")[:1].isdigit() else "---:"


def _line(cells: Iterable[object]) -> str:
    return f"| {' | '.join(map(str, cells))} |"
