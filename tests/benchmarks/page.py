"""How do measured tables become a page that people read and a file that programs read?"""

import json
import os
import platform
from collections.abc import Sequence
from importlib.metadata import version

from tests.benchmarks.measure import Section

_DIGITS = 3
_INTRODUCTION = """# Benchmarks

Made by `make bench` (`python -m tests.benchmarks`); not a test, and no number here is a promise. Cities are generated (`tests/benchmarks/city.py`): clustered and
heavy-tailed, the same for the same size. Candidates run in turn and the least CPU time of all rounds counts, so read ratios rather than seconds; before
anything is written, results are compared and must agree.
"""


def merged(sections: Sequence[Section]) -> list[Section]:
    """Tables of the same title as one."""
    found: dict[str, Section] = {}
    for one in sections:
        known = found.get(one.title)
        rows = (known.rows if known else ()) + one.rows
        found[one.title] = Section(one.title, one.text, one.columns, rows)
    return list(found.values())


def markdown(sections: Sequence[Section]) -> str:
    """The page."""
    parts = [_INTRODUCTION, _machine_sentence()]
    for one in sections:
        parts += [f"## {one.title}", one.text, "\n".join(_table(one))]
    return "\n".join(f"{part.strip()}\n" for part in parts)


def as_json(sections: Sequence[Section]) -> str:
    """The same for programs: one object a row."""
    tables = [
        {"title": one.title, "rows": [dict(zip(one.columns, row, strict=True)) for row in one.rows]} for one in sections
    ]
    return json.dumps({"machine": machine(), "tables": tables}, ensure_ascii=False, indent=2) + "\n"


def machine() -> dict[str, str | int]:
    """What was measured on."""
    packages = {name: version(name) for name in ("numpy", "scipy", "networkx", "igraph", "neo4j")}
    return {"python": platform.python_version(), "system": platform.system(), "cpus": os.cpu_count() or 0} | packages


def _machine_sentence() -> str:
    told = machine()
    packages = ", ".join(f"{name} {told[name]}" for name in ("numpy", "scipy", "networkx", "igraph", "neo4j"))
    return f"Measured on {told['cpus']} CPUs, {told['system']}, Python {told['python']}, {packages}."


def _table(section: Section) -> list[str]:
    rule = ["---" if isinstance(value, str) else "---:" for value in section.rows[0]]
    return [_line(section.columns), _line(rule), *(_line(map(_cell, row)) for row in section.rows)]


def _line(cells: object) -> str:
    return f"| {' | '.join(cells)} |"


def _cell(value: str | float) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, int) or value >= 10 ** (_DIGITS - 1):
        return f"{round(value):,}"
    return f"{value:.{_DIGITS}g}"
