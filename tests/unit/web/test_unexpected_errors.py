"""What does a client see of a defect? That there is one, and the name of the request in the log."""

import asyncio

import httpx
import pytest
from fastapi import FastAPI

from app.web.headers import SafeAnswers
from app.web.problems import install_handlers


@pytest.fixture
def answer(caplog) -> httpx.Response:
    app = FastAPI()
    install_handlers(app)
    app.add_middleware(SafeAnswers)

    @app.get("/defect")
    async def defect() -> None:
        raise RuntimeError("MATCH (n) RETURN n // a secret")

    async def ask() -> httpx.Response:
        transport = httpx.ASGITransport(app, raise_app_exceptions=False)
        async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1") as client:
            return await client.get("/defect")

    return asyncio.run(ask())


def test_a_defect_shows_nothing_of_itself(answer):
    assert (answer.status_code, answer.json()["type"]) == (500, "/problems/internal")
    assert "secret" not in answer.text
    assert "RuntimeError" not in answer.text


def test_a_defect_is_found_in_the_log_by_its_request(answer, caplog):
    assert answer.json()["request_id"] == answer.headers["x-request-id"]
    logged = [record.getMessage() for record in caplog.get_records("setup")]
    assert logged == [f"unexpected RuntimeError in request {answer.json()['request_id']}"]


def test_a_defect_keeps_browsers_careful_too(answer):
    assert "frame-ancestors 'none'" in answer.headers["content-security-policy"]
