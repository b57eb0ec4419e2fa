"""Does the command line do on a real database what it says, and end with the right code?"""

import json

import pytest

from app.cli.program import run

WORKBOOK = "examples/essener-konsens/arbeitsmappe.xlsx"


@pytest.fixture(autouse=True)
def _own_database(empty_neo4j, monkeypatch):
    monkeypatch.setenv("NETZBLICK_NEO4J_URL", empty_neo4j.url)
    monkeypatch.setenv("NETZBLICK_NEO4J_USER", empty_neo4j.user)
    monkeypatch.setenv("NETZBLICK_NEO4J_PASSWORD_FILE", str(empty_neo4j.password_file))


@pytest.fixture
def printed(capsys):
    """Runs a command; gives its exit code and the JSON it printed."""

    def command(*arguments):
        capsys.readouterr()
        code = run([*arguments, "--json"])
        return code, json.loads(capsys.readouterr().out)

    return command


@pytest.fixture
def essen(printed):
    code, made = printed("workspace", "create", "essen", "--name", "Essen", "--reference-date", "2024-09-01")
    assert (code, made["id"]) == (0, "essen")
    return "essen"


def test_a_workbook_twice_is_no_change_and_undo_takes_it_back(printed, essen):
    code, first = printed("import", WORKBOOK)
    assert code == 0
    assert first["new"] > 0
    assert (first["changed"], first["rejected"], first["unchanged"]) == ([], [], 0)

    code, second = printed("import", WORKBOOK)
    assert (code, second["new"], second["changed"], second["run"]) == (0, 0, [], None)
    assert second["unchanged"] == first["new"]

    code, _ = printed("undo", first["run"])
    assert code == 0
    _, listed = printed("workspace", "list")
    assert sum(listed[0]["counts"].values()) == 0

    code, refused = printed("undo", first["run"])
    assert (code, refused["error"]["type"]) == (1, "/problems/conflict")


def test_a_dry_run_writes_nothing(printed, essen):
    code, planned = printed("import", WORKBOOK, "--dry-run")
    assert (code, planned["dry_run"], planned["run"]) == (0, True, None)
    _, listed = printed("workspace", "list")
    assert sum(listed[0]["counts"].values()) == 0
    _, done = printed("import", WORKBOOK)
    assert done["new"] == planned["new"]


def test_what_would_make_a_false_record_rejects_the_file_and_is_named(printed, essen, tmp_path):
    file = tmp_path / "akteure.csv"
    file.write_text("ID;Name\na1;Guter Verein\na1;Alter Verein\n", "utf-8")
    code, refused = printed("import", str(file))
    assert code == 1
    [problem] = refused["error"]["errors"]
    assert (problem["file"], problem["row"], problem["code"]) == ("akteure.csv", 3, "duplicate")
    _, listed = printed("workspace", "list")
    assert sum(listed[0]["counts"].values()) == 0


def test_a_changed_cell_is_shown_with_old_and_new_value(printed, essen, tmp_path):
    file = tmp_path / "akteure.csv"
    file.write_text("ID;Name;Art\nA1;Bürgertreff;Bürgerverein\n", "utf-8")
    printed("import", str(file))
    file.write_text("ID;Name;Art\nA1;Bürgertreff am Markt;Bürgerverein\n", "utf-8")
    code, second = printed("import", str(file))
    assert code == 0
    [change] = second["changed"]
    assert (change["id"], change["field"], change["old"], change["new"]) == (
        "A1",
        "name",
        "Bürgertreff",
        "Bürgertreff am Markt",
    )


def test_a_row_that_is_gone_is_removed_by_the_plan_of_a_dry_run_and_comes_back(printed, essen, tmp_path):
    actors, ties = tmp_path / "akteure.csv", tmp_path / "zusammenarbeit.csv"
    actors.write_text("Name;Art\nAWO;Verein\nCaritas;Verein\n", "utf-8")
    ties.write_text("Akteur A;Akteur B\nAWO;Caritas\n", "utf-8")
    printed("import", str(tmp_path))
    actors.write_text("Name;Art\nAWO;Verein\n", "utf-8")
    ties.write_text("Akteur A;Akteur B\n", "utf-8")

    _, result = printed("import", str(tmp_path), "--dry-run")
    assert [question["key"] for question in result["questions"]] == ["removed:actors:caritas"]
    assert result["removed"] == []
    _, planned = printed("import", str(tmp_path), "--dry-run", "--answer", "removed=remove")
    assert {record["topic"]: record["name"] for record in planned["removed"]} == {
        "actors": "Caritas",
        "cooperations": "AWO – Caritas",
    }

    code, refused = printed("import", str(tmp_path), "--plan", planned["plan"])
    assert (code, refused["error"]["type"]) == (1, "/problems/conflict"), "without the answer it is another plan"
    code, done = printed("import", str(tmp_path), "--plan", planned["plan"], "--answer", "removed=remove")
    assert (code, done["removed"]) == (0, planned["removed"])
    _, [stored] = printed("workspace", "list")
    assert (stored["counts"]["actors"], stored["counts"].get("cooperations", 0)) == (1, 0)

    printed("undo", done["run"])
    _, [stored] = printed("workspace", "list")
    assert (stored["counts"]["actors"], stored["counts"]["cooperations"]) == (2, 1)


@pytest.fixture
def two_houses(printed, essen, tmp_path):
    (tmp_path / "akteure.csv").write_text("ID;Name;Art\nnord;Haus Nord;Verein\nnorden;Haus im Norden;Verein\n", "utf-8")
    (tmp_path / "angebote.csv").write_text("ID;Name;Akteur\ncafe;Café;norden\n", "utf-8")
    (tmp_path / "zusammenarbeit.csv").write_text("Akteur A;Akteur B\nnord;norden\n", "utf-8")
    assert printed("import", str(tmp_path))[0] == 0


def test_two_records_of_one_organisation_are_merged_and_apart_again(printed, two_houses):
    code, merged = printed("records", "merge", "nord", "norden")
    assert (code, merged["merge"]["removed"]) == (0, "norden")
    _, cafe = printed("records", "show", "offers", "cafe")
    assert cafe["leads"] == ["nord"]
    assert printed("records", "undo", merged["operation"])[0] == 0
    _, listed = printed("records", "list", "actors")
    assert [record["id"] for record in listed] == ["nord", "norden"]


def test_a_record_is_renamed_and_keeps_its_former_name(printed, two_houses):
    code, renamed = printed("records", "rename", "actors", "nord", "Nordhaus")
    assert (code, renamed["record"]["name"], renamed["record"]["aliases"]) == (0, "Nordhaus", ["Haus Nord"])
    assert printed("records", "undo", renamed["operation"])[0] == 0
    _, back = printed("records", "show", "actors", "nord")
    assert (back["name"], back["aliases"]) == ("Haus Nord", [])


def test_a_record_is_removed_with_what_hangs_on_it_once_that_was_shown(printed, two_houses):
    code, result = printed("records", "remove", "actors", "norden", "--dry-run")
    assert code == 0
    assert {record["topic"] for record in result["removed"]} == {"actors", "cooperations"}
    assert [change["text"] for change in result["changed"]] == ["Angebote „Café“: Akteur: Haus im Norden → leer"]
    code, removed = printed("records", "remove", "actors", "norden", "--yes")
    assert (code, removed["removed"]) == (0, result["removed"])
    assert printed("records", "show", "actors", "norden")[0] == 1
    assert printed("records", "undo", removed["operation"])[0] == 0
    assert printed("records", "show", "offers", "cafe")[1]["leads"] == ["norden"]


def test_unknown_records_and_topics_are_refused_by_name(printed, two_houses):
    assert printed("records", "remove", "actors", "nobody", "--yes")[1]["error"]["type"] == "/problems/unknown-name"
    _, refused = printed("records", "list", "houses")
    assert "houses" in refused["error"]["detail"]
    assert "actors" in refused["error"]["hint"]
    assert printed("records", "undo", "rename:nothing")[1]["error"]["type"] == "/problems/unknown-name"


def test_a_finding_is_decided_and_the_decision_is_taken_back(printed, essen):
    printed("import", WORKBOOK)
    _, [finding, *_] = printed("decisions", "findings")
    code, taken = printed(
        "decisions", "take", finding["key"], "later", "--until", "2031-01-01", "--by-role", "Jugendamt"
    )
    assert (code, taken["finding"], taken["title"]) == (0, finding["key"], finding["title"])
    _, listed = printed("decisions", "list")
    assert [decision["id"] for decision in listed] == [taken["id"]]
    code, refused = printed("decisions", "take", finding["key"], "later")
    assert (code, refused["error"]["type"]) == (1, "/problems/invalid-input")
    assert printed("decisions", "undo", taken["id"])[0] == 0
    assert printed("decisions", "list") == (0, [])


def test_an_unknown_workspace_is_refused_with_the_command_that_makes_it(printed):
    code, refused = printed("import", WORKBOOK, "--workspace", "nirgends")
    assert code == 1
    assert "netzblick workspace create nirgends" in refused["error"]["hint"]


def test_a_deleted_workspace_is_gone(printed, essen):
    printed("import", WORKBOOK)
    code, _ = printed("workspace", "delete", essen, "--yes")
    assert code == 0
    assert printed("workspace", "list") == (0, [])


def test_the_report_from_the_database_is_the_report_from_the_file(essen, tmp_path, printed):
    printed("import", WORKBOOK)
    stored, direct = tmp_path / "stored.md", tmp_path / "direct.md"
    assert run(["report", "--format", "md", "-o", str(stored)]) == 0
    assert run(["report", "--from", WORKBOOK, "--as-of", "2024-09-01", "--format", "md", "-o", str(direct)]) == 0
    lines = [file.read_text("utf-8").splitlines()[1:] for file in (stored, direct)]
    assert lines[0] == lines[1]  # only the title differs: the workspace's name, the file's name


def test_an_unreachable_database_is_one_line_and_exit_code_1(monkeypatch, capsys):
    monkeypatch.setenv("NETZBLICK_NEO4J_URL", "bolt://127.0.0.1:1")
    assert run(["workspace", "list"]) == 1
    lines = [line for line in capsys.readouterr().err.splitlines() if line.startswith("netzblick:")]
    assert len(lines) == 1


@pytest.mark.parametrize("wrong", [["nix"], ["import"], ["report", "--form", "html"]])
def test_wrong_use_ends_with_2(wrong, capsys):
    assert run(wrong) == 2
    assert " --help" in capsys.readouterr().err


def test_all_workspaces_are_asked_at_once_each_by_its_own_data(printed, tmp_path, monkeypatch):
    monkeypatch.setenv("NETZBLICK_WORKERS", "1")
    question = ("analyse", "degree", "--all-workspaces", "-o", str(tmp_path / "out"))
    code, refused = printed(*question)
    assert (code, refused["error"]["detail"]) == (1, "Es gibt noch keinen Arbeitsbereich.")
    for city, ties in (("nord", 1), ("sued", 2)):
        printed("workspace", "create", city, "--name", city.title(), "--reference-date", "2024-09-01")
        file = tmp_path / f"{city}.csv"
        file.write_text("source,target\n" + "".join(f"A,B{at}\n" for at in range(ties)), "utf-8")
        code, _ = printed("import", str(file), "-w", city)
        assert code == 0
    code, result = printed(*question)
    assert code == 0
    assert [(row["city"], row["numbers"]["actors"]) for row in result["cities"]] == [("nord", 2), ("sued", 3)]
    _, alone = printed("analyse", "degree", "-w", "sued")
    assert json.loads((tmp_path / "out" / result["cities"][1]["file"]).read_text("utf-8")) == alone
    assert (tmp_path / "out/cities.html").exists()
