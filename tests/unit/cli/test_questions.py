"""What does a question to a file get that the file cannot answer?"""

import pytest

from app.cli.program import run


@pytest.fixture
def edges(tmp_path):
    file = tmp_path / "edges.csv"
    file.write_text("source,target\na,b\nb,c\n", "utf-8")
    return str(file)


def test_what_a_file_lacks_is_named(edges, capsys):
    assert run(["analyse", "parallel-offers", "--from", edges]) == 1
    said = capsys.readouterr().err
    assert "edges.csv" in said
    assert "offers, projects" in said


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
    assert capsys.readouterr().out.splitlines() == ["assortativity: No groups are recorded."]


def test_a_file_and_a_workspace_exclude_each_other(edges, capsys):
    assert run(["analyse", "degree", "--from", edges, "--workspace", "essen"]) == 1
    assert "--workspace" in capsys.readouterr().err
