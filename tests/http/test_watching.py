"""What do those see who watch the service: log, figures, health? Nothing that anybody entered."""

import json
import logging
import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
from fastapi.routing import iter_route_contexts

from app.clock import now
from app.store.backup import note_backup
from app.store.migrations import migrate
from app.web.logs import JsonLines
from tests.asking import Asking

CANARY = "kanarienvogel"


@pytest.fixture
def lines() -> Iterator[list[str]]:
    """Every line of the log in the form for programs, whoever writes it."""
    lines_told: list[str] = []

    class LineKeeper(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            lines_told.append(self.format(record))

    handler, root, requests = LineKeeper(), logging.getLogger(), logging.getLogger("app.requests")
    handler.setFormatter(JsonLines())
    before = requests.level
    root.addHandler(handler)
    requests.setLevel(logging.INFO)
    yield lines_told
    root.removeHandler(handler)
    requests.setLevel(before)


def figures(client: Asking) -> dict[str, float]:
    answer = client.get("/metrics").raise_for_status()
    assert answer.headers["content-type"].startswith("text/plain")
    rows = (line.rpartition(" ") for line in answer.text.splitlines() if not line.startswith("#"))
    return {name: float(value) for name, _, value in rows}


def test_each_request_is_one_line_without_data(client: Asking, workspace: str, lines: list[str]):
    body = {"id": CANARY, "name": f"Verein {CANARY}"}
    made = client.post(f"{workspace}/actors?x={CANARY}", json=body)
    client.post(f"{workspace}/actors", json=body).raise_for_status()
    client.get(f"/{CANARY}/nirgends")
    client.request("HEAD", f"{workspace}/actors/{CANARY}")

    lines_told = [json.loads(line) for line in lines if '"app.requests"' in line]
    assert [(line["method"], line["route"], line["status"]) for line in lines_told] == [
        ("POST", "/v1/workspaces/{workspace}/actors", made.status_code),
        ("POST", "/v1/workspaces/{workspace}/actors", 201),
        ("GET", "none", 404),
        ("GET", "/v1/workspaces/{workspace}/actors/{id}", 200),
    ]
    assert lines_told[0]["request_id"] == made.headers["x-request-id"]
    assert all(line["milliseconds"] > 0 for line in lines_told)
    assert CANARY not in "".join(lines)


def test_requests_queues_networks_database_and_backup_are_counted(client: Asking, workspace: str):
    before = figures(client)
    client.post(f"{workspace}/actors", json={"id": CANARY, "name": CANARY}).raise_for_status()
    client.get(f"{workspace}/findings").raise_for_status()
    assert before["netzblick_database_up"] == 0, "an emptied database lacks its migrations"
    client.portal.call(migrate, client.app.state.service.database)
    after = figures(client)

    counted = 'netzblick_requests_total{method="POST",route="/v1/workspaces/{workspace}/actors",status="201"}'
    assert after[counted] == before.get(counted, 0) + 1
    timed = 'netzblick_request_seconds_count{route="/v1/workspaces/{workspace}/findings"}'
    assert after[timed] == before.get(timed, 0) + 1
    assert after["netzblick_requests_under_way"] == 1, "the one that asks"
    assert (after["netzblick_analyses_running"], after["netzblick_analyses_waiting"]) == (0, 0)
    assert after["netzblick_snapshots_kept"] == 1
    assert after["netzblick_snapshots_loaded"] >= 1
    assert after["netzblick_database_up"] == 1
    assert 0 < after["netzblick_database_answer_seconds"] < 5
    assert after["netzblick_backup_age_seconds"] == float("inf")
    assert after["netzblick_process_resident_memory_bytes"] > 2**20
    assert CANARY not in client.get("/metrics").text


def test_the_age_of_the_backup_is_told(client: Asking):
    client.portal.call(migrate, client.app.state.service.database)
    for days in (3, 2):
        client.portal.call(note_backup, client.app.state.service.database, now() - timedelta(days=days))

    assert figures(client)["netzblick_backup_age_seconds"] == pytest.approx(2 * 86_400, abs=60)


def test_strangers_make_no_new_names_of_figures(client: Asking):
    for path in ("/e", f"/{CANARY}/f/g", "/v1/nothing"):
        client.get(path)
        client.request(CANARY.upper(), path)

    text = client.get("/metrics").text
    known = {"none", *(context.path for context in iter_route_contexts(client.app.routes))}
    assert 'method="other",route="none"' in text
    assert set(re.findall(r'route="([^"]+)"', text)) <= known
    assert set(re.findall(r'method="([^"]+)"', text)) <= {"GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "other"}


def test_what_was_entered_is_in_no_line_figure_or_error_of_any_route(
    client: Asking, workspace: str, lines: list[str], capsys: pytest.CaptureFixture[str]
):
    """A name that is stored, and sent as id, parameter and body, stays in answers that are meant to show it."""
    client.portal.call(migrate, client.app.state.service.database)
    client.post(f"{workspace}/actors", json={"id": CANARY, "name": CANARY}).raise_for_status()
    count = 0
    for route in iter_route_contexts(client.app.routes):
        path = re.sub(r"\{[^}]+\}", CANARY, route.path.replace("{workspace}", "altendorf"))
        for method in sorted(route.methods - {"HEAD"}):
            if method == "DELETE" and route.path.endswith("/{workspace}"):
                continue
            values = {"headers": {"If-Match": f'"{CANARY}"'}} | (
                {"json": {CANARY: CANARY}} if method in {"POST", "PUT", "PATCH"} else {}
            )
            answer = client.request(method, f"{path}?{CANARY}={CANARY}", **values)
            assert answer.status_code < 500, (method, route.path, answer.text)
            count += 1

    assert count > 150
    assert CANARY not in "".join(lines)
    assert CANARY not in client.get("/metrics").text
    captured = capsys.readouterr()
    assert CANARY not in captured.out + captured.err
