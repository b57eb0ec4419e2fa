"""More requests than the service can answer at once: those beyond are refused at once, instead of all of them being late."""

from starlette.requests import Request
from starlette.types import ASGIApp, Receive, Scope, Send

from app.web.problems import problem_response
from app.web.refusals import TooBusy

ALWAYS = frozenset({"/livez", "/readyz", "/metrics"})
"""Answered in any crowd: who watches the service wants to know of it."""


class Crowd:
    """Answers at most so many requests at the same time."""

    def __init__(self, app: ASGIApp, most: int) -> None:
        self.app = app
        self._most = most
        self._under_way = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one request."""
        if scope["type"] != "http" or scope["path"] in ALWAYS:
            await self.app(scope, receive, send)
            return
        if self._under_way >= self._most:
            refused = TooBusy(
                f"{self._most} requests are being answered already; this one was not looked at",
                hint="send it again soon",
            )
            await problem_response(refused, Request(scope).state.request_id)(scope, receive, send)
            return
        self._under_way += 1
        try:
            await self.app(scope, receive, send)
        finally:
            self._under_way -= 1
