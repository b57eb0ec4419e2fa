"""Who gets which worker, how many are there, and what happens to the work of somebody who left?"""

import asyncio
import os
import signal
import time
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event

import pytest

from app.errors import WorkerLost
from app.workers.pool import Workers
from app.workers.task import Limits
from tests import worker_jobs
from tests.factories import network, tie
from tests.worker_jobs import pids

ROOT = Path(__file__).parents[3]
SMALL, LARGE = network(tie("A", "B")), network(tie("A", "B"), tie("B", "C"))


@pytest.fixture(autouse=True)
def _children_import_tests(monkeypatch):
    monkeypatch.setenv("PYTHONPATH", str(ROOT))


def with_workers(work: Callable[[Workers], Awaitable[None]], most: int = 2) -> None:
    async def main() -> None:
        workers = Workers(most, Limits(60.0, 512))
        try:
            await work(workers)
        finally:
            workers.close()

    asyncio.run(main())


def test_a_free_worker_is_used_again():
    async def work(workers):
        first = await workers.run(worker_jobs.process_of, SMALL)
        assert await workers.run(worker_jobs.process_of, LARGE) == first

    with_workers(work)


def test_who_knows_the_network_is_asked_first():
    async def work(workers):
        runs = (workers.run(worker_jobs.sleep, net, 0.2) for net in (SMALL, LARGE))
        assert await asyncio.gather(*runs) == [2, 3]
        entries = [await workers.run(worker_jobs.process_of, net) for net in (SMALL, LARGE, SMALL, LARGE)]
        assert entries[:2] == entries[2:]
        assert set(entries) == pids(workers)

    with_workers(work)


def test_there_are_never_more_than_allowed():
    async def work(workers):
        gather = await asyncio.gather(*(workers.run(worker_jobs.process_of, SMALL) for _ in range(4)))
        assert len(set(gather)) == len(pids(workers)) == 1

    with_workers(work, most=1)


def test_to_cancel_work_ends_its_process_at_once():
    async def work(workers):
        before = await workers.run(worker_jobs.process_of, SMALL)
        task = asyncio.create_task(workers.run(worker_jobs.sleep, SMALL, 60))
        await asyncio.sleep(0.1)
        begun = time.monotonic()
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        assert await workers.run(worker_jobs.process_of, SMALL) != before
        assert time.monotonic() - begun < 10

    with_workers(work, most=1)


def test_work_cancelled_before_a_thread_began_it_leaves_no_process_behind():
    async def work(workers):
        begun = Event()
        asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor(1))
        occupied = asyncio.create_task(asyncio.to_thread(begun.wait, 30))
        task = asyncio.create_task(workers.run(worker_jobs.process_of, SMALL))
        await asyncio.sleep(0)  # the worker is taken, and its task waits for the only thread
        (cancelled,) = pids(workers)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        begun.set()
        assert await occupied
        assert await workers.run(worker_jobs.process_of, SMALL) != cancelled
        remaining.append(cancelled)

    remaining: list[int] = []
    with_workers(work, most=1)
    assert not Path(f"/proc/{remaining[0]}").exists()


def test_one_that_died_is_replaced():
    async def work(workers):
        died = await workers.run(worker_jobs.process_of, SMALL)
        os.kill(died, signal.SIGKILL)
        await asyncio.sleep(0.5)
        assert await workers.run(worker_jobs.process_of, SMALL) != died

    with_workers(work)


def test_to_close_ends_work_under_way():
    async def work(workers):
        task = asyncio.create_task(workers.run(worker_jobs.sleep, SMALL, 60))
        await asyncio.sleep(0.1)
        workers.close()
        with pytest.raises(WorkerLost):
            await task
        assert pids(workers) == frozenset()

    with_workers(work)
