"""The service names its address once it answers there."""

import asyncio
import signal
import socket
from contextlib import closing

import httpx
import pytest
from fastapi import FastAPI

from app.cli import serving
from app.cli.serving import serve_until_interrupt
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
