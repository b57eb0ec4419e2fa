"""Server-sent events: how something stands, told until it has ended or the stream is old."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import NamedTuple

from fastapi.responses import StreamingResponse

from app.web.declared import Declared

EVENT_SECONDS = 1.0
"""Between two looks."""

STREAM_SECONDS = 300.0
"""A stream of events ends then, and its reader connects anew, as browsers do by themselves."""

EVENTS: Declared = {
    200: {
        "description": "events of the type of the status, with the same as data that GET answers with",
        "content": {"text/event-stream": {}},
    }
}
"""What a route declares that answers with events."""


class Standing(NamedTuple):
    """State of a run or import: its status, the whole as JSON on one line, and whether nothing more comes of it."""

    status: str
    text: str
    has_ended: bool


def event_stream(look: Callable[[], Awaitable[Standing]]) -> StreamingResponse:
    """The answer that tells the state of a run or import about once a second."""
    headers = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
    return StreamingResponse(_events(look), media_type="text/event-stream", headers=headers)


async def _events(look: Callable[[], Awaitable[Standing]]) -> AsyncIterator[str]:
    yield f"retry: {round(EVENT_SECONDS * 1000)}\n\n"
    for _ in range(round(STREAM_SECONDS / EVENT_SECONDS)):
        standing = await look()
        yield f"event: {standing.status}\ndata: {standing.text}\n\n"
        if standing.has_ended:
            return
        await asyncio.sleep(EVENT_SECONDS)
