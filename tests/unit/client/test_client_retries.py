"""Does the client ask again when that is safe, with the same key, and say no when the service says no?"""

import asyncio
from collections.abc import Callable

import httpx
import pytest

from app.client import (
    AccessDenied,
    AsyncNetzblick,
    Conflict,
    Netzblick,
    Refused,
    StaleVersion,
    Unavailable,
    UnknownName,
    asynchronous,
    waiting,
)
from app.client.calls import PAUSES

Answer = httpx.Response | httpx.TransportError


class Script:
    """Answers one request after the other, and keeps what was asked and how long was waited."""

    def __init__(self, *answers: Answer) -> None:
        self.answers = list(answers)
        self.requests: list[httpx.Request] = []
        self.pauses: list[float] = []

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.requests.append(request)
        answer = self.answers.pop(0)
        if isinstance(answer, httpx.TransportError):
            raise answer
        return httpx.Response(answer.status_code, headers=answer.headers, content=answer.content)  # each is read once

    @property
    def keys(self) -> list[str | None]:
        return [request.headers.get("idempotency-key") for request in self.requests]


def problem(status: int, slug: str, **headers: str) -> httpx.Response:
    body = {
        "type": f"/problems/{slug}",
        "detail": "no",
        "request_id": "r1",
        "errors": [{"pointer": "/name", "code": "blank", "detail": "is blank"}],
    }
    return httpx.Response(status, json=body, headers=headers)


@pytest.fixture(params=["waiting", "asynchronous"])
def create(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Callable[[Script], dict]:
    """Makes a record by one of the two clients."""

    def wait(script: Script) -> dict:
        monkeypatch.setattr(waiting.time, "sleep", script.pauses.append)
        with Netzblick("http://127.0.0.1:1", key="nzb_a_b", transport=httpx.MockTransport(script)) as service:
            return service.workspace("süd/x").create("actors", {"name": "AWO"})

    def work(script: Script) -> dict:
        async def note(seconds: float) -> None:
            script.pauses.append(seconds)

        async def ask() -> dict:
            monkeypatch.setattr(asynchronous.asyncio, "sleep", note)
            async with AsyncNetzblick(
                "http://127.0.0.1:1", key="nzb_a_b", transport=httpx.MockTransport(script)
            ) as service:
                return await service.workspace("süd/x").create("actors", {"name": "AWO"})

        return asyncio.run(ask())

    return wait if request.param == "waiting" else work


MADE = httpx.Response(201, json={"id": "awo", "version": 1})


def test_a_call_names_its_key_and_its_place(create):
    script = Script(MADE)

    assert create(script)["id"] == "awo"
    [request] = script.requests
    assert request.url.raw_path == b"/v1/workspaces/s%C3%BCd%2Fx/actors"
    assert request.headers["authorization"] == "Bearer nzb_a_b"


@pytest.mark.parametrize(
    "failure",
    [
        httpx.ConnectError("refused"),
        httpx.ReadTimeout("late"),
        httpx.RemoteProtocolError("cut"),
        problem(503, "outcome-unknown"),
        problem(503, "database-unavailable"),
        problem(504, "deadline-exceeded"),
        problem(409, "key-in-use"),
        problem(429, "too-many-failures"),
        httpx.Response(502, text="<html>bad gateway"),
    ],
    ids=repr,
)
def test_a_lost_answer_is_asked_for_again_with_the_same_key(create, failure):
    script = Script(failure, failure, MADE)

    assert create(script)["id"] == "awo"
    assert len(script.requests) == 3
    assert len(set(script.keys)) == 1
    assert script.keys[0] is not None
    assert script.pauses == list(PAUSES[:2])


def test_the_service_says_how_long_to_wait(create):
    script = Script(
        problem(503, "stopping", **{"Retry-After": "9"}), problem(503, "stopping", **{"Retry-After": "9999"}), MADE
    )

    create(script)
    assert script.pauses == [9.0, 60.0]


def test_it_gives_up_in_the_end(create):
    script = Script(*[httpx.ConnectError("refused")] * 20)

    with pytest.raises(Unavailable, match="ConnectError"):
        create(script)
    assert len(script.requests) == len(PAUSES) + 1


@pytest.mark.parametrize(
    ("status", "slug", "kind"),
    [
        (401, "unauthenticated", AccessDenied),
        (403, "forbidden", AccessDenied),
        (404, "unknown-name", UnknownName),
        (409, "conflict", Conflict),
        (412, "stale-version", StaleVersion),
        (422, "invalid-input", Refused),
        (422, "key-reused", Refused),
        (500, "internal", Refused),
    ],
)
def test_a_no_is_a_no(create, status, slug, kind):
    script = Script(problem(status, slug))

    with pytest.raises(kind) as caught:
        create(script)
    assert (caught.value.status, caught.value.slug, caught.value.request_id) == (status, slug, "r1")
    assert [entry.pointer for entry in caught.value.problems] == ["/name"]
    assert len(script.requests) == 1


def test_lists_are_fetched_page_by_page():
    script = Script(
        httpx.Response(200, json={"items": [{"id": "a"}, {"id": "b"}], "next": "c1", "total": 3}),
        httpx.Response(200, json={"items": [{"id": "c"}], "next": None, "total": 3}),
    )

    with Netzblick(transport=httpx.MockTransport(script)) as service:
        ids = [record["id"] for record in service.workspace("w").records("actors", sort="-name", mediator=True)]

    assert ids == ["a", "b", "c"]
    assert [dict(request.url.params) for request in script.requests] == [
        {"limit": "200", "sort": "-name", "mediator": "true"},
        {"limit": "200", "sort": "-name", "mediator": "true", "cursor": "c1"},
    ]


def test_both_clients_have_the_same_methods():
    for first, entry in ((Netzblick, AsyncNetzblick), (waiting.Workspace, asynchronous.AsyncWorkspace)):
        assert {name for name in vars(first) if not name.startswith("_")} == {
            name for name in vars(entry) if not name.startswith("_")
        }
