"""Is who accepts nothing that there is told so, and everybody else answered?"""

import asyncio
from collections.abc import Sequence
from typing import Any

import httpx
import pytest
from fastapi import APIRouter, Depends, FastAPI, Response

from app.web.accept import refuse_unacceptable
from app.web.headers import SafeAnswers
from app.web.problems import install_handlers

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@pytest.fixture(scope="module")
def app() -> FastAPI:
    router = APIRouter(dependencies=[Depends(refuse_unacceptable)])
    files: dict[int | str, dict[str, Any]] = {200: {"content": {"text/csv": {}, XLSX: {}}}}

    @router.get("/json", responses={200: {"content": {XLSX: {}}}})
    async def json() -> list[int]:
        return []

    @router.get("/file", response_class=Response, responses=files)
    async def file() -> Response:
        return Response()

    @router.get("/any", response_class=Response, responses={200: {"content": {"*/*": {}}}})
    async def anything() -> Response:
        return Response()

    @router.delete("/json", status_code=204)
    async def nothing() -> None:
        return None

    made = FastAPI()
    install_handlers(made)
    made.add_middleware(SafeAnswers)
    made.include_router(router)
    return made


def answer(app: FastAPI, path: str, *accept: str, method: str = "GET") -> httpx.Response:
    """The answer to a request with these Accept headers and no other."""
    return asyncio.run(_answer(app, path, [("Accept", value) for value in accept], method))


async def _answer(app: FastAPI, path: str, headers: Sequence[tuple[str, str]], method: str) -> httpx.Response:
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://127.0.0.1") as client:
        request = client.build_request(method, path)
        del request.headers["accept"]
        request.headers = httpx.Headers([*request.headers.raw, *headers])
        return await client.send(request)


@pytest.mark.parametrize(
    ("path", "accept"),
    [
        ("/json", "*/*"),
        ("/json", "application/json"),
        ("/json", "Application/JSON; charset=utf-8; q=0.2"),
        ("/json", "text/html, application/*;q=0.5"),
        ("/json", "text/html,application/xhtml+xml,*/*;q=0.8"),
        ("/json", XLSX),
        ("/json", "application/json;q=nonsense"),
        ("/file", "text/*"),
        ("/any", "image/png"),
    ],
)
def test_what_there_is_among_what_is_accepted_is_given(app: FastAPI, path: str, accept: str):
    assert answer(app, path, accept).status_code == 200


@pytest.mark.parametrize(
    ("path", "accept"),
    [
        ("/json", "text/html"),
        ("/json", "application/xml, text/*"),
        ("/json", f"application/json;q=0, {XLSX};q=0, */*"),
        ("/json", "nonsense"),
        ("/json", ", ;q=1"),
        ("/file", "application/json"),
    ],
)
def test_who_accepts_nothing_that_there_is_is_told_what_there_is(app: FastAPI, path: str, accept: str):
    refused = answer(app, path, accept)

    assert (refused.status_code, refused.json()["type"]) == (406, "/problems/not-acceptable")
    assert XLSX in refused.json()["hint"]


def test_without_the_header_or_without_an_answer_nothing_is_refused(app: FastAPI):
    assert answer(app, "/json", "text/html", method="DELETE").status_code == 204
    assert answer(app, "/json").status_code == 200


def test_two_headers_are_one_list(app: FastAPI):
    assert answer(app, "/json", "text/html", "application/json").status_code == 200
