"""Does costly work wait for its turn, with a place, and is it refused when the queue is full?"""

import asyncio

import pytest

from app.errors import QueueFull
from app.usecases.runs.background import Pace
from app.usecases.runs.turns import Turns


async def have(turns: Turns, pace: Pace, over: asyncio.Event) -> None:
    async with turns.taken(pace):
        pace.report("computing", 0, 1)
        await over.wait()


async def begun(turns: Turns, number: int, over: asyncio.Event) -> tuple[list[Pace], list[asyncio.Task[None]]]:
    paces = [Pace() for _ in range(number)]
    tasks = [asyncio.create_task(have(turns, pace, over)) for pace in paces]
    await asyncio.sleep(0.01)
    return paces, tasks


def test_turns_come_in_the_order_of_asking_with_a_place_each():
    async def main():
        turns, over = Turns(1), asyncio.Event()
        paces, tasks = await begun(turns, 3, over)
        before = [(pace.step, pace.place) for pace in paces]
        tasks[1].cancel()
        await asyncio.sleep(0.01)
        after = [(pace.step, pace.place) for pace in paces]
        over.set()
        await asyncio.gather(*tasks, return_exceptions=True)
        return before, after, [pace.step for pace in paces]

    before, after, last = asyncio.run(main())

    assert before == [("computing", None), ("waiting", 1), ("waiting", 2)]
    assert after == [("computing", None), ("waiting", None), ("waiting", 1)]
    assert last == ["computing", "waiting", "computing"]


def test_whoever_comes_to_a_full_queue_is_refused_until_there_is_room():
    async def main():
        turns, over = Turns(1, most_waiting=2), asyncio.Event()
        _, tasks = await begun(turns, 3, over)
        with pytest.raises(QueueFull, match="2 costly questions"):
            turns.refuse_when_full()
        with pytest.raises(QueueFull):
            await have(turns, Pace(), over)
        over.set()
        await asyncio.gather(*tasks)
        turns.refuse_when_full()
        await have(turns, Pace(), over)

    asyncio.run(main())
