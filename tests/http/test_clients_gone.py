"""Does work end with the client that wanted it? The real server on loopback, a real worker, a network too large for it."""

import asyncio
import json
import os
import time
from collections.abc import Awaitable, Callable
from contextlib import suppress

import networkx as nx
import pytest
import uvicorn

from app.main import create_app
from app.records.records import TOPICS
from app.settings import Settings
from app.usecases.computing import Computing
from app.usecases.run_analysis import Runs
from app.usecases.runs.lasting import LastingRuns
from app.usecases.snapshots import Snapshot
from app.web.service import Service
from app.workers.pool import Workers
from app.workers.task import Limits
from tests.graphs import network_of_graph
from tests.worker_jobs import pids

BODY = b'{"parameters": {"rewirings": 200}}'
SLOW = "/v1/workspaces/large/analyses/core-periphery"
"""About a minute of one core."""


pytestmark = pytest.mark.slow  # a service and its workers are started for each test


class OneWorkspace:
    """A database that knows the workspace, and of no run that was kept."""

    async def read(self, query: str, **_values):
        counts = dict.fromkeys(TOPICS, 0)
        row = {"id": "large", "name": "large", "reference_date": None, "revision": 1, "fingerprint": "1"}
        return [{**row, "counts": counts}] if query == "workspaces/get" else []


class OneSnapshot:
    """What the service would have read from the database."""

    def __init__(self) -> None:
        self._found = Snapshot(network_of_graph(nx.gnm_random_graph(3000, 15_000, seed=1)), "large", "1")

    async def part(self, *_asked):
        return self._found


class Served:
    """A running service that knows one large network."""

    def __init__(self, port: int, workers: Workers) -> None:
        self.port = port
        self.workers = workers

    async def ask(self, path: str, body: bytes = BODY) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
        head = (
            f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nContent-Length: {len(body)}"
        )
        writer.write(head.encode() + b"\r\n\r\n" + body)
        await writer.drain()
        return reader, writer

    async def working(self) -> int:
        """The process that works, once there is one."""
        await until(lambda: pids(self.workers))
        (pid,) = pids(self.workers)
        return pid


def with_service(work: Callable[[Served], Awaitable[None]], seconds: float = 300.0) -> None:
    asyncio.run(_served(work, seconds))


async def _served(work: Callable[[Served], Awaitable[None]], seconds: float) -> None:
    app, workers = create_app(Settings()), Workers(2, Limits(seconds, 1024))
    snapshots = OneSnapshot()
    database = OneWorkspace()
    app.state.service = Service(
        database, snapshots, Runs(snapshots, Computing(workers)), workers, LastingRuns(database)
    )
    server = uvicorn.Server(uvicorn.Config(app, port=0, lifespan="off", log_level="warning"))
    serving = asyncio.create_task(server.serve())
    await until(lambda: server.started)
    try:
        await work(Served(server.servers[0].sockets[0].getsockname()[1], workers))
    finally:
        workers.close()
        server.should_exit = True
        await serving


async def until(condition: Callable[[], object]) -> None:
    async with asyncio.timeout(10):
        while not condition():  # noqa: ASYNC110 - neither a server nor a process that starts tells anybody
            await asyncio.sleep(0.01)


async def seconds_until_gone(pid: int) -> float:
    begun = time.monotonic()
    with suppress(ProcessLookupError):
        while time.monotonic() < begun + 10:
            os.kill(pid, 0)
            await asyncio.sleep(0.01)
    return time.monotonic() - begun


def test_who_hangs_up_ends_the_work():
    async def work(served):
        _, writer = await served.ask(SLOW)
        pid = await served.working()
        await asyncio.sleep(0.5)
        writer.close()
        assert await seconds_until_gone(pid) < 2

    with_service(work)


def test_the_same_question_is_worked_on_once_until_the_last_has_gone():
    async def work(served):
        _, ask = await served.ask(SLOW)
        pid = await served.working()
        _, result = await served.ask(SLOW)
        await asyncio.sleep(0.5)
        ask.close()
        await asyncio.sleep(0.5)
        assert pids(served.workers) == {pid}
        result.close()
        assert await seconds_until_gone(pid) < 2

    with_service(work)


def test_other_questions_go_on():
    async def work(served):
        _, gone = await served.ask(SLOW)
        await served.working()
        reader, writer = await served.ask("/v1/workspaces/large/analyses/closeness", b"{}")
        gone.close()
        assert b" 200 " in await asyncio.wait_for(reader.readline(), 60)
        writer.close()

    with_service(work)


def test_what_costs_too_much_is_refused_before_anything_is_computed():
    async def work(served):
        reader, writer = await served.ask(SLOW, b'{"parameters": {"rewirings": 10000}}')
        assert b" 422 " in await reader.readline()
        head = await reader.readuntil(b"\r\n\r\n")
        length = int(head.lower().split(b"content-length: ")[1].split()[0])
        problem = json.loads(await reader.readexactly(length))
        writer.close()
        assert problem["type"] == "/problems/budget-exceeded"
        assert "core-periphery" in problem["detail"]
        assert "NETZBLICK_ANALYSIS_SECONDS" in problem["hint"]
        assert pids(served.workers) == frozenset()

    with_service(work, seconds=3.0)
