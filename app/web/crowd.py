"""More requests than the service can answer at once: those beyond are refused at once, instead of all of them being late."""

import math
from collections.abc import Callable
from contextlib import ExitStack
from functools import partial

from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.web.problems import problem_response
from app.web.refusals import TooBusy
from app.web.same_origin import SAFE_METHODS

ALWAYS = frozenset({"/livez", "/readyz", "/metrics"})
"""Answered in any crowd: who watches the service wants to know of it."""

STATIC = "/static/"
"""Files of the pages are answered too: they cost nothing, and a page without its style is worse than none."""

WAITING_SHARE = 4
"""Times the seats: who waits for a run costs a connection and next to nothing else."""

WRITES_SHARE = 1 / 3
"""Of the seats: writes of one workspace follow one another, and many that wait would hold up those who read."""


class Crowd:
    """Answers at most so many requests at the same time, reads and writes each in seats of their own."""

    def __init__(self, app: ASGIApp, most: int) -> None:
        self.app = app
        writes = math.ceil(most * WRITES_SHARE)
        self._reads, self._writes = _Seats(most - writes), _Seats(writes)
        self._waiting = _Seats(WAITING_SHARE * most)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one request."""
        if scope["type"] != "http" or scope["path"] in ALWAYS or scope["path"].startswith(STATIC):
            await self.app(scope, receive, send)
            return
        seats = self._reads if scope["method"] in SAFE_METHODS else self._writes
        if seats.free == 0:
            refused = TooBusy(
                f"{seats.number} requests are being answered already; this one was not looked at",
                hint="send it again soon",
            )
            await problem_response(refused, Request(scope).state.request_id)(scope, receive, send)
            return
        with ExitStack() as seat:
            seats.take(seat)
            scope.setdefault("state", {})[_LEAVE] = partial(self._let_wait, seat)

            async def send_and_watch(message: Message) -> None:
                if _begins_stream(message):
                    seat.close()
                await send(message)

            await self.app(scope, receive, send_and_watch)

    def _let_wait(self, seat: ExitStack) -> None:
        """Give a seat back for one among those who wait; without one it is kept."""
        if self._waiting.free:
            seat.close()
            self._waiting.take(seat)


_LEAVE = "leave_seat"


def leave_seat(request: Request) -> None:
    """Give back the seat of a request that does nothing but wait from now on, while there is room to wait."""
    leave: Callable[[], None] | None = getattr(request.state, _LEAVE, None)
    if leave is not None:
        leave()


class _Seats:
    """Seats of one kind of requests."""

    def __init__(self, number: int) -> None:
        self.number = self.free = number

    def take(self, until: ExitStack) -> None:
        """Take a seat, given back when ``until`` closes."""
        self.free -= 1
        until.callback(self._give_back)

    def _give_back(self) -> None:
        self.free += 1


def _begins_stream(message: Message) -> bool:
    """Whether an answer of events begins: it lasts for minutes, and costs next to nothing."""
    return message["type"] == "http.response.start" and Headers(raw=message["headers"]).get(
        "content-type", ""
    ).startswith("text/event-stream")
