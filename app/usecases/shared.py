"""Work shared by all who ask for the same at the same time, until the last of them has gone."""

import asyncio
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

T = TypeVar("T")


@dataclass(slots=True)
class _Work(Generic[T]):
    task: asyncio.Task[T]
    waiting: int = 0


class Shared(Generic[T]):
    """Work under way, by name."""

    def __init__(self) -> None:
        self._under_way: dict[str, _Work[T]] = {}

    async def value(self, name: str, begin: Callable[[], Coroutine[Any, Any, T]]) -> T:
        """What the work of that name gives: that under way, else that of ``begin``; cancelled when nobody waits."""
        if name not in self._under_way:
            self._under_way[name] = _Work(asyncio.create_task(begin()))
        work = self._under_way[name]
        work.waiting += 1
        try:
            return await asyncio.shield(work.task)
        finally:
            work.waiting -= 1
            if not work.waiting:
                work.task.cancel()
                del self._under_way[name]
