"""The service names its address once it answers there."""

import asyncio
import signal
import socket
from contextlib import closing

import httpx
import pytest
from fastapi import FastAPI

from app.cli import serving
from app.cli.serving import listener_on, serve_until_interrupt
from app.errors import InvalidInput


def test_the_address_is_named_when_it_answers(monkeypatch: pytest.MonkeyPatch):
    answers = []
    app = FastAPI()

    @app.get("/")
    def hello() -> str:
        return "hello"

    async def ask_and_end(address: str) -> None:
        async with httpx.AsyncClient(timeout=60) as client:
            answers.append((await client.get(address)).json())
        signal.raise_signal(signal.SIGINT)

    def announce(address: str) -> None:
        answers.append(asyncio.get_running_loop().create_task(ask_and_end(address)))

    monkeypatch.setattr(serving, "PATIENCE_SECONDS", 1)
    serve_until_interrupt(app, "127.0.0.1", 18_420, announce)

    assert answers[1:] == ["hello"]


def test_a_taken_port_is_passed_over_and_none_left_is_told(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(serving, "PORTS_TRIED", 1)
    with closing(socket.create_server(("127.0.0.1", 0))) as taken, pytest.raises(InvalidInput, match="no free port"):
        serve_until_interrupt(FastAPI(), "127.0.0.1", taken.getsockname()[1], print)


def test_an_answer_in_two_parts_does_not_wait_for_the_first_to_be_confirmed():
    """Nagle's algorithm would hold the second part back for 40 ms; the option is that of each connection."""
    with (
        closing(listener_on("127.0.0.1", 0)) as listener,
        closing(socket.create_connection(listener.getsockname())),
        closing(listener.accept()[0]) as connection,
    ):
        assert connection.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)
