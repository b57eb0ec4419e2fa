"""Turns of costly work: so many at once, the next in a queue, and a refusal when the queue is full."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from app.errors import QueueFull
from app.refusals import said
from app.usecases.runs.background import Pace

MOST_WAITING = 20
"""Whoever comes later would wait so long that it is better to ask again."""


class Turns:
    """Turns of one event loop, in the order in which they are asked for."""

    def __init__(self, at_once: int, most_waiting: int = MOST_WAITING) -> None:
        self._free = asyncio.Semaphore(at_once)
        self._most = most_waiting
        self._waiting: list[Pace] = []

    @property
    def waiting(self) -> int:
        """Number of those that wait."""
        return len(self._waiting)

    def refuse_when_full(self) -> None:
        """Refuse what would have no place in the queue.

        Raises:
            QueueFull: too many wait already.
        """
        if self._free.locked() and len(self._waiting) >= self._most:
            raise QueueFull(said("queue_full", count=len(self._waiting)), hint=said("ask_later"))

    @asynccontextmanager
    async def taken(self, pace: Pace) -> AsyncIterator[None]:
        """Wait for a turn, and have it meanwhile; ``pace`` is told the place in the queue.

        Raises:
            QueueFull: too many wait already.
        """
        await self._come(pace)
        try:
            yield
        finally:
            self._free.release()

    async def _come(self, pace: Pace) -> None:
        self.refuse_when_full()
        pace.report("waiting", 0, 0)
        self._waiting.append(pace)
        self._tell()
        try:
            await self._free.acquire()
        finally:
            self._waiting.remove(pace)
            pace.place = None
            self._tell()

    def _tell(self) -> None:
        for place, pace in enumerate(self._waiting, 1):
            pace.place = place
