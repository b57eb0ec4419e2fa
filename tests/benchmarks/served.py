"""How long does the event loop of the service stand still? The real service, with a clock beside it.

``python -m tests.benchmarks.served`` writes its port on one line and, when its input ends, every lateness of the clock.
Only that counts for which this process, any thread of it, computed: a busy machine lets everybody wait.
"""

import asyncio
import json
import sys
import time
from itertools import pairwise

import uvicorn

from app.cli.serving import listener_on
from app.main import create_app
from app.settings import Settings

TICK_SECONDS = 0.005
LATE_SECONDS = 0.005
"""Less is the machine's own inaccuracy and not written down."""

_Tick = tuple[float, float]
"""A moment, and the seconds of CPU of this process by then."""


async def main() -> None:
    """Serve until the input ends."""
    settings = Settings()
    server = uvicorn.Server(uvicorn.Config(create_app(settings), log_level="warning", server_header=False))
    listener = listener_on(settings.host, 0)
    print(listener.getsockname()[1], flush=True)
    ticks: list[_Tick] = []
    clock = asyncio.create_task(_tick(ticks))
    ended = asyncio.create_task(_until_input_ends(server))
    await server.serve(sockets=[listener])
    clock.cancel()
    await ended
    print(json.dumps([(at, late) for at, late in _lateness(ticks) if late > LATE_SECONDS]))


async def _tick(ticks: list[_Tick]) -> None:
    while True:
        ticks.append((time.monotonic(), time.process_time()))
        await asyncio.sleep(TICK_SECONDS)


async def _until_input_ends(server: uvicorn.Server) -> None:
    await asyncio.to_thread(sys.stdin.read)
    server.should_exit = True


def _lateness(ticks: list[_Tick]) -> list[tuple[float, float]]:
    """When, and by how much more than a tick."""
    return [
        (now, min(now - before - TICK_SECONDS, computed - computed_before))
        for (before, computed_before), (now, computed) in pairwise(ticks)
    ]


if __name__ == "__main__":
    asyncio.run(main())
