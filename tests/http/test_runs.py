"""Does what takes long go on as a run: told, followed, ended, kept, and refused when too much waits?"""

import asyncio
import json
import time
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from importlib.resources import files

import pytest

from app.usecases import computing
from app.usecases.computing import Computing
from app.usecases.runs.background import crowding
from app.usecases.runs.turns import Turns
from app.web import waiting
from app.web.service import service_of
from tests.asking import Asking

ESSEN = "/v1/workspaces/essen"
WORKBOOK = (files("examples") / "essener-konsens" / "arbeitsmappe.xlsx").read_bytes()
XLSX = {"Content-Type": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}
ASYNC = {"Prefer": "respond-async"}
DENSITY = f"{ESSEN}/analyses/density"
BETWEENNESS = f"{ESSEN}/analyses/betweenness"


@pytest.fixture
def essen(client: Asking) -> Asking:
    body = {"id": "essen", "name": "Essener Konsens", "reference_date": "2024-09-01"}
    client.post("/v1/workspaces", json=body).raise_for_status()
    client.post(f"{ESSEN}/imports", content=WORKBOOK, headers=XLSX).raise_for_status()
    return client


@pytest.fixture
def endless(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every analysis is costly and never done."""

    async def compute(*_values: object) -> str:
        await asyncio.sleep(600)
        return ""

    monkeypatch.setattr(Computing, "run", compute)
    monkeypatch.setattr(Computing, "cost", lambda *_values: 60.0)


def anew(client: Asking) -> None:
    """The service is stopped and started: what runs is broken off, and nothing is remembered but by the database."""
    used = client.app.state.service
    client.portal.call(used.lasting.close)
    client.app.state.service = service_of(used.database, used.workers)


def until(client: Asking, address: str, *statuses: str) -> dict:
    for _ in range(600):
        run = client.get(address).json()
        if run["status"] in statuses:
            return run
        time.sleep(0.05)
    raise AssertionError(run)


def test_an_analysis_as_a_run_gives_what_it_would_have_answered_also_after_a_restart(essen: Asking):
    begun = essen.post(DENSITY, json={}, headers=ASYNC)
    location = begun.headers["location"]
    assert (begun.status_code, begun.headers["preference-applied"]) == (202, "respond-async")
    assert int(begun.headers["retry-after"]) >= 1
    assert begun.json()["result"] is None
    run = until(essen, location, "done")

    anew(essen)

    assert essen.get(location).json() == run
    direct = essen.post(DENSITY, json={})
    result = essen.get(run["result_at"])
    assert (direct.status_code, direct.content) == (200, result.content)
    assert (direct.headers["content-location"], run["result"], run["analysis"]) == (location, direct.json(), "density")
    assert essen.get(run["result_at"], headers={"If-None-Match": result.headers["etag"]}).status_code == 304
    assert {"id": run["id"], "status": "done", "analysis": "density"} in essen.get(f"{ESSEN}/runs").json()["items"]


def test_a_report_as_a_run_is_kept_and_found_again_at_its_address(essen: Asking):
    address = f"{ESSEN}/report?format=html&audience=internal"
    begun = essen.get(address, headers=ASYNC)
    run = until(essen, begun.headers["location"], "done")
    anew(essen)

    result, direct = essen.get(run["result_at"]), essen.get(address, headers=ASYNC)

    assert (begun.status_code, run["analysis"], run["result"]) == (202, "report", None)
    assert (direct.status_code, direct.content, direct.headers["etag"]) == (200, result.content, result.headers["etag"])
    for name in ("content-type", "content-security-policy"):
        assert direct.headers[name] == result.headers[name]
    essen.post(f"{ESSEN}/actors", json={"name": "Neues Haus"}).raise_for_status()
    assert essen.get(address).content != result.content


@pytest.mark.parametrize("path", ["findings?limit=3", "actors/{actor}/profile"])
def test_what_is_found_is_a_run_while_it_is_computed(essen: Asking, monkeypatch: pytest.MonkeyPatch, path: str):
    monkeypatch.setattr(waiting, "USUAL_SECONDS", 0.0)
    actor = essen.get(f"{ESSEN}/actors?limit=1").json()["items"][0]["id"]
    address = f"{ESSEN}/{path.format(actor=actor)}"

    begun = essen.get(address)
    run = until(essen, begun.headers["location"], "done")

    assert (begun.status_code, run["analysis"], run["result_at"]) == (202, "findings", address)
    monkeypatch.setattr(waiting, "USUAL_SECONDS", 60.0)
    assert essen.get(run["result_at"]).status_code == 200


@pytest.mark.usefixtures("endless")
def test_a_run_is_followed_and_ended_and_whoever_waits_is_told(essen: Asking, monkeypatch: pytest.MonkeyPatch):
    begun = essen.post(DENSITY, json={}, headers=ASYNC)
    location = begun.headers["location"]
    running = until(essen, location, "running")
    while running["step"] != "computing":
        running = essen.get(location).json()
    assert (running["done"], running["total"]) == (0, 1)
    assert 0 < running["seconds_left"] <= 60 * (crowding() + 1)  # the machine may do much else

    with ThreadPoolExecutor(2) as pool:
        events = pool.submit(essen.get, f"{location}/events")
        time.sleep(0.5)
        assert essen.delete(location).status_code == 204
        result = events.result(30)

    assert essen.delete(location).status_code == 204
    assert (result.headers["content-type"], result.text[:6]) == ("text/event-stream; charset=utf-8", "retry:")
    kinds = [line for line in result.text.splitlines() if line.startswith("event: ")]
    assert (kinds[0], kinds[-1]) == ("event: running", "event: cancelled")
    last = json.loads(result.text.rstrip().rpartition("data: ")[2])
    assert (last["status"], last["problem"]["type"]) == ("cancelled", "/problems/run-cancelled")
    assert essen.get(f"{location}/result").status_code == 409


@pytest.mark.usefixtures("endless")
def test_what_a_restart_broke_off_is_told_and_done_when_it_is_asked_again(essen: Asking, monkeypatch):
    location = essen.post(DENSITY, json={}, headers=ASYNC).headers["location"]
    anew(essen)
    assert essen.get(location).json()["status"] == "interrupted"
    monkeypatch.undo()

    again = essen.post(DENSITY, json={})

    assert (again.status_code, again.headers["content-location"]) == (200, location)


@pytest.mark.usefixtures("endless")
def test_a_full_queue_refuses_and_says_when_to_come_again(essen: Asking, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(computing, "Turns", partial(Turns, most_waiting=2))
    used = essen.app.state.service
    essen.app.state.service = service_of(used.database, used.workers)
    locations = []
    for days in range(1, used.workers.most + 3):
        begun = essen.post(DENSITY, json={"as_of": f"2024-01-{days:02}"}, headers=ASYNC)
        assert begun.status_code == 202
        locations.append(begun.headers["location"])
        until(essen, locations[-1], "running" if days <= used.workers.most else "queued")

    refused = essen.post(DENSITY, json={"as_of": "2024-02-01"}, headers=ASYNC)
    waiting_too = essen.get(f"{ESSEN}/report", headers={"Prefer": "wait=600"})

    for answer in (refused, waiting_too):
        assert (answer.status_code, answer.json()["type"]) == (429, "/problems/queue-full")
        assert int(answer.headers["retry-after"]) >= 1
    assert [essen.get(location).json()["place"] for location in locations[-2:]] == [1, 2]
    assert essen.delete(locations[0]).status_code == 204
    assert until(essen, locations[-2], "running")["place"] is None
    client_service = essen.app.state.service
    essen.portal.call(client_service.lasting.close)


def test_a_run_that_fails_says_why(essen: Asking):
    begun = essen.get(f"{ESSEN}/report?scope=area%3Dnowhere", headers=ASYNC)

    run = until(essen, begun.headers["location"], "failed")

    assert (run["problem"]["type"], run["result_at"]) == ("/problems/unknown-name", None)
    assert essen.get(f"{ESSEN}/runs/nothing").status_code == 404
    assert essen.delete(f"{ESSEN}/runs/nothing").status_code == 404
    assert essen.delete(begun.headers["location"]).status_code == 409


def test_a_run_that_was_answered_at_once_cannot_be_ended_any_more(essen: Asking):
    answered = essen.post(DENSITY, json={"as_of": "2024-02-03"})
    refused = essen.delete(answered.headers["content-location"])
    assert (refused.status_code, refused.json()["type"]) == (409, "/problems/conflict")
