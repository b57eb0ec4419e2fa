"""Does one piece of work serve all who ask at the same time, and end with the last of them?"""

import asyncio

import pytest

from app.usecases.run_analysis import Shared


class Work:
    """Waits until it may end, and counts what happened to it."""

    def __init__(self):
        self.begun = self.cancelled = 0
        self.may_end = asyncio.Event()

    async def __call__(self, _pace):
        self.begun += 1
        try:
            await self.may_end.wait()
        except asyncio.CancelledError:
            self.cancelled += 1
            raise
        return self.begun


async def results(shared, work, times):
    tasks = [asyncio.create_task(shared.value("name", work)) for _ in range(times)]
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    return tasks


def test_several_share_one():
    async def main():
        shared, work = Shared(), Work()
        tasks = await results(shared, work, 3)
        work.may_end.set()
        assert await asyncio.gather(*tasks) == [1, 1, 1]
        (again,) = await results(shared, work, 1)
        assert await again == 2

    asyncio.run(main())


def test_it_goes_on_while_somebody_waits_and_ends_with_the_last():
    async def main():
        shared, work = Shared(), Work()
        first, result = await results(shared, work, 2)
        first.cancel()
        await asyncio.sleep(0.01)
        assert work.cancelled == 0
        result.cancel()
        await asyncio.sleep(0.01)
        assert (work.begun, work.cancelled) == (1, 1)

    asyncio.run(main())


def test_all_get_the_refusal():
    async def main():
        async def fail(_pace):
            raise KeyError("refused")

        tasks = await results(Shared(), fail, 2)
        for task in tasks:
            with pytest.raises(KeyError):
                await task

    asyncio.run(main())
