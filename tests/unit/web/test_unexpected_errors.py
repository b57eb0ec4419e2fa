"""What does a client see of a defect, and what does the log? The name of the request leads from one to the other."""

import asyncio
import socket
from collections.abc import Iterator

import httpx
import pytest
import uvicorn
from fastapi.responses import StreamingResponse

from app.main import create_app
from app.settings import Settings

CANARY = "kanarienvogel"


def parse(name: str) -> int:
    return int(name)  # its message repeats the name


async def fail(name: str) -> None:
    """A defect as the store would meet it: the message of the cause, and its own, hold a value."""
    try:
        parse(name)
    except ValueError as error:
        raise RuntimeError(f"MATCH (a {{name: '{name}'}}) RETURN a") from error


async def fail_late(name: str) -> StreamingResponse:
    def body() -> Iterator[bytes]:
        yield b"begun"
        raise RuntimeError(name)

    return StreamingResponse(body())


async def served(path: str, accept: str = "*/*") -> httpx.Response:
    """The answer of the application behind its real server."""
    app = create_app(Settings())
    app.add_api_route("/defect/{name}", fail)
    app.add_api_route("/late/{name}", fail_late)
    with socket.create_server(("127.0.0.1", 0)) as listener:
        server = uvicorn.Server(uvicorn.Config(app, lifespan="off", log_level="warning"))
        running = asyncio.create_task(server.serve([listener]))
        async with httpx.AsyncClient(
            base_url=f"http://127.0.0.1:{listener.getsockname()[1]}", trust_env=False, timeout=60
        ) as client:
            try:
                return await client.get(path, headers={"Accept": accept})
            finally:
                server.should_exit = True
                await running


@pytest.fixture
def answer(capsys, caplog) -> httpx.Response:
    return asyncio.run(served(f"/defect/{CANARY}"))


def test_a_defect_shows_nothing_of_itself(answer):
    assert (answer.status_code, answer.json()["type"]) == (500, "/problems/internal")
    assert CANARY not in answer.text
    assert "RuntimeError" not in answer.text


def test_a_person_reads_about_a_defect_on_a_page_with_the_name_of_the_request():
    answer = asyncio.run(served(f"/defect/{CANARY}", accept="text/html"))
    assert answer.status_code == 500
    assert answer.headers["content-type"].startswith("text/html")
    assert answer.headers["x-request-id"] in answer.text
    assert "RuntimeError" not in answer.text


def test_a_defect_is_found_in_the_log_by_its_request(answer, caplog):
    assert answer.json()["request_id"] == answer.headers["x-request-id"]
    [logged] = [record.getMessage() for record in caplog.get_records("setup")]
    assert logged.startswith(f"unexpected RuntimeError in request {answer.json()['request_id']}\nValueError\n")
    assert "\nthen RuntimeError\n" in logged
    assert [line.rpartition(" ")[2] for line in logged.splitlines() if __file__ in line] == ["fail", "parse", "fail"]


def test_no_log_shows_what_a_defect_was_about(answer, caplog, capsys):
    captured = capsys.readouterr()
    assert CANARY not in captured.out + captured.err + caplog.text
    assert [record.exc_info for record in caplog.get_records("setup")] == [None]


def test_a_defect_after_the_answer_has_begun_cuts_it_off_in_silence(caplog, capsys):
    with pytest.raises(httpx.RemoteProtocolError):
        asyncio.run(served(f"/late/{CANARY}"))
    captured = capsys.readouterr()
    assert CANARY not in captured.out + captured.err + caplog.text
    assert "unexpected RuntimeError in request" in caplog.text


def test_a_defect_keeps_browsers_careful_too(answer):
    assert "frame-ancestors 'none'" in answer.headers["content-security-policy"]


async def ended_while_asking() -> httpx.Response:
    """The answer to a request that is under way when the service is ended."""
    app, begun = create_app(Settings()), asyncio.Event()

    async def never() -> None:
        begun.set()
        await asyncio.Event().wait()

    app.add_api_route("/never", never)
    with socket.create_server(("127.0.0.1", 0)) as listener:
        config = uvicorn.Config(app, lifespan="off", log_level="critical", timeout_graceful_shutdown=0)
        server = uvicorn.Server(config)
        running = asyncio.create_task(server.serve([listener]))
        base = f"http://127.0.0.1:{listener.getsockname()[1]}"
        async with httpx.AsyncClient(base_url=base, trust_env=False, timeout=60) as client:
            task_begun = asyncio.create_task(client.get("/never"))
            await begun.wait()
            server.should_exit = True
            await running
            return await task_begun


def test_what_is_under_way_when_the_service_ends_is_told_so():
    answer = asyncio.run(ended_while_asking())

    assert (answer.status_code, answer.json()["type"]) == (503, "/problems/stopping")
    assert int(answer.headers["retry-after"]) > 0
