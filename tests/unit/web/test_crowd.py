"""Are requests beyond what can be answered refused at once, and those who watch let in?"""

import asyncio
from collections.abc import AsyncIterator, Iterable

import httpx
import pytest
from fastapi import FastAPI, Request
from fastapi.responses import StreamingResponse

from app.main import create_app
from app.settings import Settings
from app.web import crowd
from app.web.crowd import ALWAYS, STATIC, Crowd, leave_seat
from app.web.headers import SafeAnswers


async def answers_to(most: int, *requests: tuple[str, str]) -> list[httpx.Response]:
    """Answers to requests at the same time, of which those let in wait for the rest to be answered; the first again."""
    app, going = FastAPI(), asyncio.Event()

    @app.get("/runs/events")
    async def stream() -> StreamingResponse:
        async def events() -> AsyncIterator[str]:
            yield "data: begun"
            await going.wait()

        return StreamingResponse(events(), media_type="text/event-stream")

    @app.api_route("/{name:path}", methods=["GET", "POST"])
    async def wait(name: str) -> str:
        await going.wait()
        return name

    app.add_middleware(Crowd, most=most)
    app.add_middleware(SafeAnswers)
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://127.0.0.1") as client:
        tasks = []
        for method, path in requests:
            tasks.append(asyncio.create_task(client.request(method, path)))
            for _ in range(50):
                await asyncio.sleep(0)
        going.set()
        return [*await asyncio.gather(*tasks), await client.request(*requests[0])]


def statuses(most: int, *requests: tuple[str, str]) -> list[int]:
    return [answer.status_code for answer in asyncio.run(answers_to(most, *requests))]


READ, WRITE, WATCH = ("GET", "/actors"), ("POST", "/actors"), ("GET", "/runs/events")


def test_so_many_are_answered_and_the_rest_is_sent_away():
    answers = asyncio.run(answers_to(6, *[READ] * 7))

    assert [answer.status_code for answer in answers] == [200] * 4 + [429] * 3 + [200], "the last came to free seats"
    refused = next(answer for answer in answers if answer.status_code == 429)
    assert refused.json()["type"] == "/problems/too-busy"
    assert int(refused.headers["retry-after"]) > 0


def test_writes_hold_up_no_reads_and_reads_no_writes():
    assert statuses(6, *[WRITE] * 3, READ) == [200, 200, 429, 200, 200]
    assert statuses(4, *[READ] * 3, WRITE) == [200, 200, 429, 200, 200]


def test_who_watches_a_run_holds_no_seat():
    assert statuses(4, *[WATCH] * 8, READ) == [200] * 10


@pytest.mark.parametrize(("share", "read"), [(4, 200), (1, 429)])
def test_who_waits_for_a_run_gives_the_seat_back_while_there_is_room_to_wait(
    monkeypatch: pytest.MonkeyPatch, share: int, read: int
):
    """Two seats give one for reads and ``share`` times two to wait in: the third of three keeps the seat where two can."""
    monkeypatch.setattr(crowd, "WAITING_SHARE", share)

    async def ask() -> list[int]:
        app, going = FastAPI(), asyncio.Event()

        @app.get("/{name}")
        async def wait(name: str, request: Request) -> str:
            if name == "run":
                leave_seat(request)
                await going.wait()
            return name

        app.add_middleware(Crowd, most=2)
        app.add_middleware(SafeAnswers)
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://127.0.0.1") as client:
            waiting = []
            for _ in range(3):
                waiting.append(asyncio.create_task(client.get("/run")))
                await asyncio.sleep(0.01)
            read = await client.get("/actors")
            going.set()
            answered = [answer.status_code for answer in await asyncio.gather(*waiting)]
            again = await client.get("/actors")  # a seat is given back once, also by who left it early
            return [read.status_code, *answered, again.status_code]

    assert asyncio.run(ask()) == [read, 200, 200, 200, 200]


@pytest.mark.parametrize("path", [*sorted(ALWAYS), f"{STATIC}pages.css"])
def test_those_who_watch_and_the_files_of_pages_are_always_answered(path):
    assert statuses(1, *[("GET", path)] * 5) == [200] * 6


def test_in_a_crowd_every_address_of_the_service_says_so_and_when_to_come_again():
    app = create_app(Settings().model_copy(update={"requests": 0}))
    addresses = {
        (method, path.replace("{", "").replace("}", ""))
        for path, by_method in app.openapi()["paths"].items()
        for method in by_method
        if path not in ALWAYS
    }
    pages = {("get", "/"), ("get", "/docs"), ("get", "/nowhere")}

    answers, alive = asyncio.run(_asked_all(app, {*addresses, *pages}))

    assert len(addresses) > 120
    assert {(answer.status_code, answer.json()["type"]) for answer in answers} == {(429, "/problems/too-busy")}
    assert all(int(answer.headers["retry-after"]) > 0 for answer in answers)
    assert alive.status_code == 200


async def _asked_all(app: FastAPI, addresses: Iterable[tuple[str, str]]) -> tuple[list[httpx.Response], httpx.Response]:
    """The answer at each address, and that of who watches."""
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://127.0.0.1") as client:
        return [await client.request(method, path) for method, path in addresses], await client.get("/livez")
