"""What does a question to a file get that the file cannot answer?"""

import json

import pytest

from app.cli.program import run


@pytest.fixture
def edges(tmp_path):
    file = tmp_path / "edges.csv"
    file.write_text("source,target\na,b\nb,c\n", "utf-8")
    return str(file)


def test_what_a_file_lacks_is_named(edges, capsys):
    assert run(["analyse", "parallel-offers", "--from", edges]) == 1
    err = capsys.readouterr().err
    assert "edges.csv" in err
    assert "offers, projects" in err


def test_a_graph_file_may_say_which_nodes_are_offers(edges, capsys):
    assert run(["analyse", "missing-links", "--from", edges]) == 1
    assert "--set item_attribute=" in capsys.readouterr().err
    assert run(["analyse", "coverage", "--from", edges]) == 1
    assert "item_attribute" not in capsys.readouterr().err


def test_what_a_file_holds_is_measured(edges, capsys):
    assert run(["analyse", "degree", "--from", edges]) == 0
    assert capsys.readouterr().out.splitlines() == ["b: 2.0", "a: 1.0", "c: 1.0"]


def test_why_there_is_no_number_is_said_in_a_sentence(edges, capsys):
    assert run(["analyse", "assortativity", "--from", edges]) == 0
    assert capsys.readouterr().out.splitlines() == ["assortativity: Es sind keine Gruppen eingetragen."]


def test_a_file_and_a_workspace_exclude_each_other(edges, capsys):
    assert run(["analyse", "degree", "--from", edges, "--workspace", "essen"]) == 1
    assert "--workspace" in capsys.readouterr().err


@pytest.fixture
def planned(tmp_path):
    file = tmp_path / "kanten.csv"
    file.write_text("Von;Nach;Status\nHaus;Amt;geplant\n", "utf-8")
    return str(file)


def test_notices_of_a_file_stand_beside_the_answer(planned, capsys):
    assert run(["analyse", "density", "--from", planned, "--json"]) == 0
    answer = capsys.readouterr()
    assert "geplant" in json.loads(answer.out)["notices"][0]["message"]
    assert run(["analyse", "density", "--from", planned]) == 0
    answer = capsys.readouterr()
    assert "geplant" in answer.err
    assert "geplant" not in answer.out


@pytest.mark.parametrize("form", ["md", "json"])
def test_notices_of_a_file_stand_beside_the_report(planned, capsys, form):
    assert run(["report", "--from", planned, "--format", form, "--lang", "en"]) == 0
    answer = capsys.readouterr()
    assert "do not say that the two work together" in answer.err
    assert form != "json" or json.loads(answer.out)["notices"][0]["code"] == "graph_status"


def test_a_matrix_is_asked_about(tmp_path, capsys):
    file = tmp_path / "matrix.csv"
    file.write_text(";Haus;Amt;Schule\nHaus;0;5;0\nAmt;5;0;1\nSchule;0;1;0\n", "utf-8")
    assert run(["analyse", "strength", "--from", str(file)]) == 1
    assert "--set matrix=strength" in capsys.readouterr().err
    assert run(["analyse", "strength", "--from", str(file), "--set", "matrix=strength"]) == 0
    assert capsys.readouterr().out.splitlines() == ["Amt: 6.0", "Haus: 5.0", "Schule: 1.0"]


def test_a_file_of_offers_or_cooperation_alone_is_told_the_answer_that_gives_a_report(tmp_path, capsys):
    for name, lines in (("angebote", "Angebot;Akteur\nKurs;AWO\n"), ("zusammenarbeit", "Akteur A;Akteur B\nAWO;DRK\n")):
        file = tmp_path / f"{name}.csv"
        file.write_text(lines, "utf-8")
        asked = ["report", "--from", str(file), "--format", "md"]
        assert run(asked) == 1
        assert "--answer actors_by_name:actors=new" in capsys.readouterr().err
        assert run([*asked, "--answer", "actors_by_name:actors=new"]) == 0
        assert "# Netzbericht" in capsys.readouterr().out
