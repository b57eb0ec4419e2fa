"""Are requests beyond what can be answered refused at once, and those who watch let in?"""

import asyncio
from collections.abc import Iterable

import httpx
import pytest
from fastapi import FastAPI

from app.main import create_app
from app.settings import Settings
from app.web.crowd import ALWAYS, Crowd
from app.web.headers import SafeAnswers


async def answers_to(most: int, path: str, number: int) -> list[httpx.Response]:
    """Answers to so many requests at the same time, of which those let in wait for the rest to be answered."""
    app, going = FastAPI(), asyncio.Event()

    @app.get("/{name}")
    async def wait(name: str) -> str:
        await going.wait()
        return name

    app.add_middleware(Crowd, most=most)
    app.add_middleware(SafeAnswers)
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://127.0.0.1") as client:
        tasks = [asyncio.create_task(client.get(path)) for _ in range(number)]
        for _ in range(50):
            await asyncio.sleep(0)
        going.set()
        return [*await asyncio.gather(*tasks), await client.get(path)]


def test_so_many_are_answered_and_the_rest_is_sent_away():
    answers = asyncio.run(answers_to(4, "/actors", 7))

    assert sorted(answer.status_code for answer in answers) == [200] * 5 + [429] * 3, (
        "the last came when there was room"
    )
    refused = next(answer for answer in answers if answer.status_code == 429)
    assert refused.json()["type"] == "/problems/too-busy"
    assert int(refused.headers["retry-after"]) > 0


@pytest.mark.parametrize("path", sorted(ALWAYS))
def test_those_who_watch_are_always_answered(path):
    assert {answer.status_code for answer in asyncio.run(answers_to(1, path, 5))} == {200}


def test_in_a_crowd_every_address_of_the_service_says_so_and_when_to_come_again():
    app = create_app(Settings().model_copy(update={"requests": 0}))
    addresses = {
        (method, path.replace("{", "").replace("}", ""))
        for path, by_method in app.openapi()["paths"].items()
        for method in by_method
        if path not in ALWAYS
    }
    pages = {("get", "/"), ("get", "/docs"), ("get", "/static/pages.css"), ("get", "/nowhere")}

    answers, alive = asyncio.run(_asked_all(app, {*addresses, *pages}))

    assert len(addresses) > 120
    assert {(answer.status_code, answer.json()["type"]) for answer in answers} == {(429, "/problems/too-busy")}
    assert all(int(answer.headers["retry-after"]) > 0 for answer in answers)
    assert alive.status_code == 200


async def _asked_all(app: FastAPI, addresses: Iterable[tuple[str, str]]) -> tuple[list[httpx.Response], httpx.Response]:
    """The answer at each address, and that of who watches."""
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://127.0.0.1") as client:
        return [await client.request(method, path) for method, path in addresses], await client.get("/livez")
