"""Is what a person does wrong told in words and exit codes, never as a traceback?"""

from pathlib import Path

import pytest

from app.cli.program import run

WORKBOOK = "examples/essener-konsens/arbeitsmappe.xlsx"
REFUSED, WRONG_USE = 1, 2


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("PORT", "many"),
        ("READ_SECONDS", "0"),
        ("NEO4J_URL", "http://127.0.0.1:7474"),
        ("NEO4J_URL", "bolt://somebody:letmein@127.0.0.1:7687"),
    ],
)
def test_a_setting_that_cannot_hold_is_named_without_its_value(
    variable: str, value: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv(f"NETZBLICK_{variable}", value)
    assert run(["config", "show"]) == REFUSED
    err = capsys.readouterr().err
    assert f"NETZBLICK_{variable}" in err
    assert "letmein" not in err


def test_a_mapping_that_is_not_there_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["report", "--from", WORKBOOK, "--mapping", "missing.toml", "--lang", "en"]) == REFUSED
    assert "missing.toml" in capsys.readouterr().err


def test_a_mapping_that_is_no_text_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    mapping = tmp_path / "mapping.toml"
    mapping.write_bytes(b"\xff\xfe")
    assert run(["report", "--from", WORKBOOK, "--mapping", str(mapping), "--lang", "en"]) == REFUSED
    assert "UTF-8" in capsys.readouterr().err


def test_a_file_that_cannot_be_written_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "file").write_text("in the way")
    out = tmp_path / "file" / "template.xlsx"
    assert run(["template", "-o", str(out)]) == REFUSED
    assert str(out) in capsys.readouterr().err


def test_a_language_without_texts_is_wrong_use(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["template", "--lang", "fr"]) == WRONG_USE
    assert "--lang" in capsys.readouterr().err


def test_rows_are_refused_in_the_language_of_the_report(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "city"
    folder.mkdir()
    (folder / "akteure.csv").write_text("ID;Name;Art\na;AWO;Schule\na;Haus;Schule\n", encoding="utf-8")
    assert run(["report", "--from", str(folder), "--lang", "en"]) == REFUSED
    assert "Row 3" in capsys.readouterr().err


def test_a_data_folder_that_cannot_be_made_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").write_text("in the way")
    monkeypatch.setenv("NETZBLICK_HOME", str(tmp_path / "file" / "home"))
    monkeypatch.delenv("NETZBLICK_NEO4J_URL", raising=False)
    assert run(["workspace", "list"]) == REFUSED
    assert "NETZBLICK_HOME" in capsys.readouterr().err


def test_a_password_file_that_is_not_there_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("NETZBLICK_NEO4J_URL", "bolt://127.0.0.1:1")
    monkeypatch.setenv("NETZBLICK_NEO4J_PASSWORD_FILE", str(tmp_path / "missing"))
    assert run(["workspace", "list"]) == REFUSED
    assert "NETZBLICK_NEO4J_PASSWORD_FILE" in capsys.readouterr().err


@pytest.mark.parametrize(("lang", "expected"), [("de", "gestern ist kein Tag"), ("en", "gestern is no day")])
def test_a_command_refuses_in_the_language_it_is_asked_in(
    lang: str, expected: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["export", "--from", WORKBOOK, "--as-of", "gestern", "--lang", lang]) == REFUSED
    assert expected in capsys.readouterr().err
