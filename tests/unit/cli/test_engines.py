"""What does somebody get whose question no engine can split, or who has no Spark?"""

import json
import subprocess
import sys

import pytest

from app.cli.program import run
from app.engines.opening import opened
from app.errors import EngineUnavailable
from app.workers.task import Limits


@pytest.fixture
def edges(tmp_path) -> str:
    file = tmp_path / "edges.csv"
    file.write_text("source,target\na,b\nb,c\n", "utf-8")
    return str(file)


def test_an_analysis_that_cannot_be_split_is_named_with_what_it_needs(edges, capsys):
    assert run(["analyse", "communities", "--from", edges, "--engine", "spark://nowhere:7077", "--json"]) == 1
    error = json.loads(capsys.readouterr().out)["error"]
    assert "communities lässt sich nicht aufteilen: Es braucht einen Prozess" in error["detail"]
    assert "betweenness" in error["hint"]


@pytest.mark.parametrize(("lang", "word"), [("de", "lässt sich nicht aufteilen"), ("en", "cannot be split")])
def test_the_report_on_one_network_cannot_be_split(edges, tmp_path, capsys, lang, word):
    out = tmp_path / "report.html"
    arguments = ["report", "--from", edges, "--engine", "local[2]", "--lang", lang, "-o", str(out)]
    assert run(arguments) == 1
    assert word in capsys.readouterr().err
    assert not out.exists()


def test_the_engine_of_this_machine_answers_one_network_as_ever(edges, capsys):
    answers = []
    for arguments in ([], ["--engine", "local"]):
        assert run(["analyse", "degree", "--from", edges, "--json", *arguments]) == 0
        answers.append(capsys.readouterr().out)
    assert answers[0] == answers[1]


@pytest.mark.parametrize(("lang", "word"), [("de", "fehlt pyspark"), ("en", "needs pyspark")])
def test_without_pyspark_it_says_what_to_install(monkeypatch, lang, word):
    monkeypatch.setitem(sys.modules, "app.engines.spark", None)  # as if it could not be imported
    with (
        pytest.raises(EngineUnavailable, match=word) as refused,
        opened("local[2]", processes=1, limits=Limits(1.0, 512), lang=lang),
    ):
        pass
    assert "netzblick[spark]" in refused.value.hint


def test_service_and_commands_start_without_spark():
    code = "import sys, app.main, app.cli.program; print(*sorted(sys.modules))"
    loaded = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout.split()
    assert "app.main" in loaded
    assert {"app.engines.spark", "pyspark", "py4j"}.isdisjoint(loaded)


def test_help_is_told_without_loading_what_computes():
    code = "import sys, app.cli.program; print(*sorted(sys.modules))"
    loaded = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout.split()
    assert "app.cli.questions" in loaded
    assert {"numpy", "scipy", "networkx", "neo4j", "fastapi", "app.analysis.interface"}.isdisjoint(loaded)
