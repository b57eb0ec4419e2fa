"""What the commands about the embedded database print."""

import json
from pathlib import Path

import pytest

from app.cli.program import run
from app.embedded import server
from app.embedded.server import RunningServer, Server

SERVER = Server("bolt://127.0.0.1:7687", "neo4j", Path("/data/neo4j-password"), "5.26.30", Path("/data"))
PRINTED = {
    "url": "bolt://127.0.0.1:7687",
    "user": "neo4j",
    "password_file": "/data/neo4j-password",
    "version": "5.26.30",
    "home": "/data",
}


def test_start_and_status_print_json(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]):
    monkeypatch.setattr(server, "start", lambda *_values, **_named: RunningServer(SERVER, None))
    monkeypatch.setattr(server, "status", lambda _home: SERVER)

    for command in ("start", "status"):
        assert run(["db", command, "--json"]) == 0
        assert json.loads(capsys.readouterr().out) == PRINTED


@pytest.mark.parametrize(("lang", "text"), [("de", "Es antwortet keine"), ("en", "No embedded database answers")])
def test_status_is_told_in_the_language_asked_for(
    lang: str, text: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    monkeypatch.setattr(server, "status", lambda _home: None)

    assert run(["db", "status", "--lang", lang]) == 1
    assert text in capsys.readouterr().out
