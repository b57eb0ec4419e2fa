"""Which commands does a page promise, and what happens when they are typed? For tests of docs/getting-started.md."""

import os
import re
import subprocess
from pathlib import Path

ROOT = Path(__file__).parents[1]
_MARKED = re.compile(r"<!-- tested (?P<how>with a|without a) database -->\n```sh\n(?P<block>.*?)```", re.DOTALL)


def blocks(page: str, *, database: bool) -> list[str]:
    """The blocks of a page that are marked for a test, with or without a database."""
    wanted = "with a" if database else "without a"
    match_ = _MARKED.finditer((ROOT / page).read_text("utf-8"))
    return [match["block"] for match in match_ if match["how"] == wanted]


def type_in(block: str, folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run a block line by line as if a clone of the repository lay in ``folder``; the first failure ends it."""
    for name in (".venv", "examples"):
        if not (folder / name).exists():
            (folder / name).symlink_to(ROOT / name)
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("NETZBLICK_")}
    return subprocess.run(
        ["bash", "-euo", "pipefail", "-c", block],
        cwd=folder,
        env=inherited | environment,
        capture_output=True,
        text=True,
        check=False,
    )
