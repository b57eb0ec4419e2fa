"""How much of a room of ``app`` do its tests run? ``python -m tests.covered records network`` reads what pytest measured."""

import json
import sys
import tempfile
from collections import Counter
from pathlib import Path

from coverage import Coverage

LEAST = 95.0
"""Per cent of lines and of branches that the tests of a room run at least."""

PARTS = {"lines": ("covered_lines", "num_statements"), "branches": ("covered_branches", "num_branches")}


def measured() -> dict[str, dict]:
    """What coverage measured in the last run, by file."""
    with tempfile.TemporaryDirectory() as folder:
        coverage, report = Coverage(), Path(folder, "coverage.json")
        coverage.load()
        coverage.json_report(outfile=str(report))
        return json.loads(report.read_text("utf-8"))["files"]


def shares(files: dict[str, dict], room: str) -> dict[str, float]:
    """Per cent of the lines and of the branches of a room that were run."""
    total: Counter[str] = Counter()
    for path, file in files.items():
        if path.startswith(f"app/{room}/"):
            total.update({name: file["summary"][name] for names in PARTS.values() for name in names})
    return {part: 100 * total[run] / total[known] for part, (run, known) in PARTS.items()}


def main(rooms: list[str]) -> int:
    """Print the shares; 1 where one is too small, with the files that lack most."""
    files = measured()
    too_small = False
    for room in rooms:
        result = shares(files, room)
        print(f"app/{room}: " + ", ".join(f"{share:.1f} % of {part}" for part, share in result.items()))
        too_small |= min(result.values()) < LEAST
    if too_small:
        print(f"Less than {LEAST:g} % is run. Not run:")
        for path, file in sorted(files.items(), key=lambda item: -len(item[1]["missing_branches"])):
            if file["missing_lines"] or file["missing_branches"]:
                print(f"  {path}: lines {file['missing_lines']}, branches {file['missing_branches']}")
    return int(too_small)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
