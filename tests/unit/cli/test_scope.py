"""Questions about a part of a network."""

import json

import pytest

from app.cli.program import run

EXAMPLE = "examples/essener-konsens"


@pytest.fixture
def edges(tmp_path):
    file = tmp_path / "edges.csv"
    file.write_text("source,target\na,b\nb,c\nc,d\nd,a\n", "utf-8")
    return str(file)


def test_an_analysis_sees_the_part_alone(edges, capsys):
    assert run(["analyse", "degree", "--from", edges, "--scope", "actors=a,b,c"]) == 0
    assert capsys.readouterr().out.splitlines() == ["b: 2.0", "a: 1.0", "c: 1.0"]


def test_a_part_that_is_too_small_is_refused(edges, capsys):
    assert run(["analyse", "degree", "--from", edges, "--scope", "actors=a,b"]) == 1
    assert "Wählen Sie einen größeren Teil" in capsys.readouterr().err


def test_what_no_part_is_called_is_refused(edges, capsys):
    assert run(["analyse", "degree", "--from", edges, "--scope", "region=x"]) == 1
    assert "area, theme" in capsys.readouterr().err


def test_a_report_of_a_part_is_called_after_it(capsys):
    assert (
        run(["report", "--from", EXAMPLE, "--scope", "theme=health", "--format", "json", "--audience", "internal"]) == 0
    )
    whole = json.loads(capsys.readouterr().out)
    assert whole["title"].endswith("– Gesundheit")
