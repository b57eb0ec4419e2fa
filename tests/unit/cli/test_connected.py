"""Progress is seen without a terminal too, in the language asked for."""

import pytest

from app.cli.connected import progress
from app.embedded.progress import Progress


def test_stages_and_parts_of_the_download_are_lines(capsys: pytest.CaptureFixture[str]):
    with progress("de") as report:
        for done in range(101):
            report(Progress("fetching", done, 100, done * 10**6, 100 * 10**6))
        report(Progress("starting"))
        report(Progress("starting"))

    lines = capsys.readouterr().err.splitlines()
    assert lines == [
        *(f"Neo4j wird geladen (nur beim ersten Start): {part} / 100 MB …" for part in (0, 25, 50, 75, 100)),
        "Neo4j startet …",
    ]


def test_progress_is_told_in_english(capsys: pytest.CaptureFixture[str]):
    with progress("en") as report:
        report(Progress("waiting"))

    assert capsys.readouterr().err == "Another command is starting the database …\n"
