"""The examples of the page about mappings run as they stand."""

import re
from pathlib import Path

import pytest

from app.formats.files import InputFile
from app.records.records import Records
from app.usecases.imports.read_file import read_records

PAGE = (Path(__file__).parents[2] / "docs" / "formats" / "mapping.md").read_text("utf-8")
EXAMPLES = [part for part in PAGE.split("\n## ")[1:] if "```toml" in part]
EXPECTED = [
    {"actors": 2, "working_groups": 1},
    {"actors": 2, "offers": 2},
    {"actors": 2, "tie_reports": 2, "waves": 1},
    {"areas": 2, "indicators": 1, "observations": 4},
]


@pytest.mark.parametrize(("example", "expected"), list(zip(EXAMPLES, EXPECTED, strict=True)))
def test_an_example_is_taken_in(example: str, expected: dict[str, int]) -> None:
    tables = re.findall(r"```csv (\S+)\n(.*?)```", example, re.DOTALL)
    [mapping] = re.findall(r"```toml\n(.*?)```", example, re.DOTALL)
    files = tuple(InputFile(name, text.encode()) for name, text in tables)
    taken = read_records(files, Records(), mapping=mapping, lang="de")
    assert [problem.message for problem in taken.rejected] == []
    assert taken.new == expected
