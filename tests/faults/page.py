"""The page with the figures, docs/reliability.md: each command writes its part anew."""

import os
import platform
import re
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path

PAGE = Path(__file__).parents[2] / "docs/reliability.md"


def table(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A table of Markdown."""
    lines = [columns, ["---"] * len(columns), *rows]
    return "\n".join(f"| {' | '.join(str(cell) for cell in line)} |" for line in lines)


def machine(day: date) -> str:
    """When and where figures were measured."""
    return f"Measured on {day.isoformat()}: {os.cpu_count()} CPUs, {platform.machine()}, {platform.system()}, Python {platform.python_version()}; others used the machine too."


def write(part: str, text: str) -> None:
    """Print a part and put it into the page, between its marks."""
    print(text)
    begin, end = f"<!-- {part} -->", f"<!-- end of {part} -->"
    page = PAGE.read_text("utf-8")
    pattern = re.compile(f"{re.escape(begin)}.*?{re.escape(end)}", re.DOTALL)
    assert pattern.search(page), f"{PAGE.name} has no part {part}"
    PAGE.write_text(pattern.sub(lambda _: f"{begin}\n{text}\n{end}", page), "utf-8")
