"""What does somebody get who asks one question to a folder of cities, or asks it again?"""

import csv
import json
import shutil
from pathlib import Path

import pytest

from app.cli.cities import cities_progress
from app.cli.program import run
from app.usecases.cities import cities_in

EXAMPLES = Path(__file__).parents[3] / "examples"


@pytest.fixture(autouse=True)
def _one_process(monkeypatch):
    """To start it takes longer than to answer three small cities."""
    monkeypatch.setenv("NETZBLICK_WORKERS", "1")


@pytest.fixture
def cities(tmp_path) -> Path:
    """An example city in a folder, one of three nodes in a file, and a file that is no city."""
    folder = tmp_path / "cities"
    shutil.copytree(EXAMPLES / "campus-marxloh", folder / "marxloh")
    (folder / "three.csv").write_text("source,target\na,b\nb,c\n", "utf-8")
    (folder / "broken.xlsx").write_bytes(b"no workbook")
    return folder


def outcome_of(*arguments: object, capsys) -> tuple[int, dict, str]:
    code = run([*map(str, arguments), "--json"])
    output = capsys.readouterr()
    return code, json.loads(output.out), output.err


def test_each_city_has_a_file_and_a_row_and_a_failure_its_reason(cities, tmp_path, capsys):
    out = tmp_path / "out"
    code, result, err = outcome_of("analyse", "density", "--cities", cities, "-o", out, "--lang", "en", capsys=capsys)
    rows = {row["city"]: row for row in result["cities"]}
    assert code == 1
    assert list(rows) == ["broken", "marxloh", "three"]
    assert "broken.xlsx" in rows["broken"]["failure"]
    assert "broken: " in err
    # Three actors with two of three possible pairs; a graph file is closed: what it does not name is absent.
    assert rows["three"]["numbers"] == {
        "actors": 3,
        "pairs": 2,
        "notices": 0,
        "value": pytest.approx(2 / 3),
        "low": pytest.approx(2 / 3),
        "high": pytest.approx(2 / 3),
    }
    alone = json.loads((out / rows["marxloh"]["file"]).read_text("utf-8"))
    run(["analyse", "density", "--from", str(cities / "marxloh"), "--json", "--lang", "en"])
    assert alone == json.loads(capsys.readouterr().out)


@pytest.mark.slow
def test_the_table_stands_in_three_forms(cities, tmp_path, capsys):
    assert run(["report", "--cities", str(cities), "-o", str(tmp_path / "out"), "--format", "md"]) == 1
    capsys.readouterr()
    text = (tmp_path / "out/cities.csv").read_text("utf-8-sig")
    rows = {row["Stadt"]: row for row in csv.DictReader(text.splitlines(), delimiter=";")}
    assert rows["marxloh"]["Einrichtungen"] == "18"
    assert rows["broken"]["Einrichtungen"] == ""
    assert "broken.xlsx" in rows["broken"]["Nicht ausgewertet, weil"]
    page = (tmp_path / "out/cities.html").read_text("utf-8")
    assert '<a href="cities/marxloh.md">marxloh</a>' in page
    assert "nicht, wie gut dort gearbeitet wird" in page
    hints = json.loads((tmp_path / "out/cities.json").read_text("utf-8"))["cities"][1]["numbers"]["hints"]
    assert int(rows["marxloh"]["Hinweise"]) == hints > 0


@pytest.mark.slow
def test_what_is_finished_is_not_done_again(cities, tmp_path, capsys):
    out = tmp_path / "out"
    question = ("analyse", "degree", "--cities", cities, "-o", out)
    _, first, _ = outcome_of(*question, capsys=capsys)
    kept = out / "cities/marxloh.json"
    made = kept.stat().st_mtime_ns
    (cities / "three.csv").write_text("source,target\na,b\n", "utf-8")
    _, second, _ = outcome_of(*question, capsys=capsys)
    assert kept.stat().st_mtime_ns == made
    assert second["cities"][1] == first["cities"][1]
    assert [entry["cities"][2]["numbers"]["actors"] for entry in (first, second)] == [3, 2]


@pytest.mark.slow
def test_another_question_is_answered_anew(cities, tmp_path, capsys):
    out = tmp_path / "out"
    outcome_of("analyse", "degree", "--cities", cities, "-o", out, capsys=capsys)
    _, result, _ = outcome_of(
        "analyse", "degree", "--cities", cities, "-o", out, "--set", "normalised=true", capsys=capsys
    )
    # Of b in a - b - c: two of two others.
    assert result["cities"][2]["numbers"]["greatest"] == 1.0


@pytest.mark.slow
def test_a_line_that_was_broken_off_is_a_city_that_was_not_finished(cities, tmp_path, capsys):
    out = tmp_path / "out"
    question = ("analyse", "degree", "--cities", cities, "-o", out)
    outcome_of(*question, capsys=capsys)
    finished = out / ".finished.jsonl"
    finished.write_text(finished.read_text("utf-8")[:-20], "utf-8")
    code, result, _ = outcome_of(*question, capsys=capsys)
    assert (code, len(result["cities"])) == (1, 3)


@pytest.mark.parametrize(
    "arguments",
    [
        ("--cities", "missing"),
        ("--cities", "cities", "--from", "cities/three.csv"),
        ("--cities", "cities", "--engine", "abacus"),
        ("--cities", "cities", "--set", "normalised=perhaps"),
    ],
)
def test_what_is_refused_writes_nothing(cities, tmp_path, monkeypatch, capsys, arguments):
    monkeypatch.chdir(tmp_path)
    code, result, _ = outcome_of("analyse", "degree", *arguments, "-o", "out", capsys=capsys)
    assert (code, list(result)) == (1, ["error"])
    assert not (tmp_path / "out").exists()


def test_progress_says_how_many_are_done_and_what_is_left(capsys):
    times = iter([0.0, 60.0, 60.0, 120.0, 120.0])
    with cities_progress(4, "en", lambda: next(times)) as progress:
        progress(1)
        progress(2)
    # A minute a city: three are left after the first, two after the second, which are said in seconds.
    assert capsys.readouterr().err.splitlines() == [
        "1 of 4 cities, about 3 min left …",
        "2 of 4 cities, about 2 min left …",
    ]


@pytest.mark.parametrize(
    ("files", "names"),
    [
        (("nord.csv", "sued.xlsx"), ("nord", "sued")),
        (("nord.csv", "nord.xlsx"), ("nord.csv", "nord.xlsx")),
        (("nord", "nord.csv", "nord.csv.zip"), ("nord", "nord.csv", "nord.csv.zip")),
    ],
    ids=" ".join,
)
def test_each_city_has_a_name_of_its_own(tmp_path, files, names):
    for file in files:
        (tmp_path / file).touch()
    assert tuple(city.name for city in cities_in(tmp_path, "en")) == names
