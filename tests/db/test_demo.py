"""Does the demo write the same reports again, and does the second run change nothing?"""

import pytest

from app.cli.program import run

WORKSPACES = ("essener-konsens", "pio-oberbarmen", "campus-marxloh", "nrw-esf-essen")


@pytest.fixture(autouse=True)
def _own_database(empty_neo4j, monkeypatch):
    monkeypatch.setenv("NETZBLICK_NEO4J_URL", empty_neo4j.url)
    monkeypatch.setenv("NETZBLICK_NEO4J_USER", empty_neo4j.user)
    monkeypatch.setenv("NETZBLICK_NEO4J_PASSWORD_FILE", str(empty_neo4j.password_file))


def test_the_demo_writes_every_report_and_the_same_bytes_twice(tmp_path, capsys):
    first, second = tmp_path / "first", tmp_path / "second"
    assert run(["demo", "--once", "--out", str(first)]) == 0
    assert run(["demo", "--once", "--out", str(second)]) == 0
    forms = {"report": ("html", "md", "json"), "kurz": ("pdf", "docx")}
    names = {
        f"{ws}/{name}.{lang}.{form}"
        for ws in WORKSPACES
        for lang in ("de", "en")
        for name in forms
        for form in forms[name]
    }
    written = {str(file.relative_to(first)): file.read_bytes() for file in first.rglob("*.*")}
    assert written.keys() == names
    assert written == {str(file.relative_to(second)): file.read_bytes() for file in second.rglob("*.*")}
    assert str(second / "essener-konsens" / "report.de.html") in capsys.readouterr().out


def test_a_printed_report_needs_nothing_else(tmp_path):
    run(["demo", "--once", "--out", str(tmp_path)])
    page = (tmp_path / "essener-konsens" / "report.de.html").read_text("utf-8")
    assert "<script" not in page
    assert not any(mark in page for mark in ("src=", "url(", "@import", '<link rel="stylesheet"'))
