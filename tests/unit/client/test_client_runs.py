"""Does the client wait for what takes long, tell how far it is, and ask again when it was lost?"""

import asyncio
from collections.abc import Callable

import httpx
import pytest

from app.client import AsyncNetzblick, Conflict, Netzblick, Progress, Refused, asynchronous, waiting
from tests.unit.client.test_client_retries import Script, problem

RUN = "/v1/workspaces/here/runs/1"
RESULT = httpx.Response(200, json={"analysis": "density"})


def state(status: str, code: int = 200, **values: object) -> httpx.Response:
    run = {"id": "1", "status": status, "place": None, "done": 0, "total": 1, "seconds_left": None, "result_at": None}
    headers = {"Location": RUN, "Retry-After": "2"} if code == 202 else {}
    return httpx.Response(code, json={**run, "problem": None, **values}, headers=headers)


DONE = state("done", result_at=f"{RUN}/result")


@pytest.fixture(params=["waiting", "asynchronous"])
def ask(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Callable[..., dict]:
    """Asks for the density by one of the two clients."""

    def wait(script: Script, **values: object) -> dict:
        monkeypatch.setattr(waiting.time, "sleep", script.pauses.append)
        with Netzblick("http://127.0.0.1:1", transport=httpx.MockTransport(script)) as service:
            return service.workspace("here").analyse("density", **values)

    def work(script: Script, **values: object) -> dict:
        async def note(seconds: float) -> None:
            script.pauses.append(seconds)

        async def ask() -> dict:
            monkeypatch.setattr(asynchronous.asyncio, "sleep", note)
            async with AsyncNetzblick("http://127.0.0.1:1", transport=httpx.MockTransport(script)) as service:
                return await service.workspace("here").analyse("density", **values)

        return asyncio.run(ask())

    return wait if request.param == "waiting" else work


def test_a_run_is_waited_for_with_progress(ask: Callable[..., dict]):
    queued, running = state("queued", place=2), state("running", done=3, total=27, seconds_left=9.5)
    script, progress = Script(state("running", 202), queued, running, DONE, RESULT), list[Progress]()

    assert ask(script, on_progress=progress.append) == {"analysis": "density"}

    assert progress == [Progress("queued", 2, 0, 1, None, "1"), Progress("running", None, 3, 27, 9.5, "1")]
    assert script.pauses == [2.0, 1.0, 1.0]
    assert [request.url.path for request in script.requests[1:]] == [RUN, RUN, RUN, f"{RUN}/result"]
    assert script.requests[0].headers["prefer"] == "respond-async"


def test_what_is_answered_at_once_needs_no_run(ask: Callable[..., dict]):
    script = Script(RESULT)

    assert ask(script) == {"analysis": "density"}
    assert "prefer" not in script.requests[0].headers


@pytest.mark.parametrize("lost", [state("interrupted"), problem(404, "unknown-name")])
def test_what_was_lost_with_the_service_is_asked_again(ask: Callable[..., dict], lost: httpx.Response):
    script = Script(state("running", 202), lost, state("running", 202), DONE, RESULT)

    assert ask(script) == {"analysis": "density"}
    assert [request.method for request in script.requests] == ["POST", "GET", "POST", "GET", "GET"]


def test_a_run_that_failed_or_was_cancelled_is_an_exception(ask: Callable[..., dict]):
    details = {"type": "/problems/budget-exceeded", "status": 422, "detail": "too costly"}
    with pytest.raises(Refused, match="422 budget-exceeded: too costly"):
        ask(Script(state("running", 202), state("failed", problem=details)))
    ended = {"type": "/problems/run-cancelled", "status": 409, "detail": "ended"}
    with pytest.raises(Conflict):
        ask(Script(state("running", 202), state("cancelled", problem=ended)))


def test_an_import_that_goes_on_behind_tells_its_report():
    begun = httpx.Response(
        202, json={"id": "j", "state": "running"}, headers={"Location": "/v1/workspaces/w/imports/jobs/j"}
    )
    job = {"id": "j", "done": 2, "total": 9, "seconds_left": None, "report": None, "problem": None}
    script = Script(
        begun,
        httpx.Response(200, json={**job, "state": "running"}),
        httpx.Response(200, json={**job, "state": "done", "report": {"run": "r"}}),
    )
    progress = list[Progress]()

    with Netzblick(transport=httpx.MockTransport(script)) as service:
        report = service.workspace("w").import_file(
            "a.csv", b"x", on_progress=progress.append, answer=["a=yes", "b=no"]
        )

    assert (report, progress) == ({"run": "r"}, [Progress("running", None, 2, 9, None, "j")])
    assert script.requests[0].headers["prefer"] == "respond-async"
    assert script.requests[0].url.params.get_list("answer") == ["a=yes", "b=no"]


@pytest.mark.parametrize(
    ("name", "kind", "form"),
    [
        ("a.csv", "text/csv", None),
        ("netz.SIF", "application/octet-stream", "sif"),
        ("namenlos", "application/octet-stream", None),
    ],
)
def test_a_file_is_known_by_its_ending(name: str, kind: str, form: str | None):
    script = Script(httpx.Response(200, json={"run": None}))
    with Netzblick(transport=httpx.MockTransport(script)) as service:
        service.workspace("w").import_file(name, b"x")
    request = script.requests[0]
    assert (request.headers["content-type"], request.url.params.get("format")) == (kind, form)


def test_every_workspace_is_listed_however_many_there_are():
    script = Script(
        httpx.Response(200, json={"items": [{"id": "a"}], "next": "c1", "total": 2}),
        httpx.Response(200, json={"items": [{"id": "b"}], "next": None, "total": 2}),
    )

    with Netzblick(transport=httpx.MockTransport(script)) as service:
        assert [entry["id"] for entry in service.workspaces()] == ["a", "b"]
    assert script.requests[1].url.params["cursor"] == "c1"
