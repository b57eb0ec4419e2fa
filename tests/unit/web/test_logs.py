"""Does the log tell when, how severe and where, and never what libraries put into their messages?"""

import json
import logging
import sys

import pytest

from app.web.logs import JsonLines, TextLines, configure_logs

CANARY = "kanarienvogel"


def record_of(name: str, *, error: bool = False, **values) -> logging.LogRecord:
    info = None
    if error:
        try:
            int(CANARY)
        except ValueError:
            info = sys.exc_info()
    message = "did it" if name.startswith("app") else f"MATCH (a {{name: '{CANARY}'}})"
    made = logging.LogRecord(name, logging.WARNING, __file__, 7, message, (), info)
    made.__dict__.update(values)
    return made


@pytest.mark.parametrize("name", ["neo4j.pool", "asyncio", "h11", "app_but_not_ours"])
@pytest.mark.parametrize("form", [JsonLines(), TextLines()])
def test_messages_of_libraries_are_not_repeated(name, form):
    line = form.format(record_of(name, error=True))

    assert CANARY not in line
    assert name in line
    assert "ValueError" in line


def test_a_line_is_one_object_with_its_fields():
    line = JsonLines().format(record_of("app.requests", fields={"status": 200}))

    content = json.loads(line)
    assert "\n" not in line
    assert (content["level"], content["logger"], content["message"], content["status"]) == (
        "warning",
        "app.requests",
        "did it",
        200,
    )
    assert content["at"].endswith("+00:00")


@pytest.fixture
def own_root():
    root, requests = logging.getLogger(), logging.getLogger("app.requests")
    before = root.handlers[:], root.level, requests.level
    yield
    root.handlers[:], root.level = before[0], before[1]
    requests.setLevel(before[2])


@pytest.mark.parametrize(("form", "lines"), [("json", 1), ("text", 0)])
def test_requests_are_told_to_programs_alone(own_root, capsys, form, lines):
    configure_logs(form)
    logging.getLogger("app.requests").info("request", extra={"fields": {"route": "/livez"}})

    assert len(capsys.readouterr().err.splitlines()) == lines
