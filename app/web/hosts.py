"""Requests under a foreign name are refused: a page elsewhere could otherwise speak to the service through the browser."""

from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.types import ASGIApp, Receive, Scope, Send

from app.web.headers import is_loopback, requested_host
from app.web.problems import problem_response
from app.web.refusals import ForeignHost


class OwnHosts:
    """Answers only requests for a loopback name or one of its own (DNS rebinding brings others)."""

    def __init__(self, app: ASGIApp, names: frozenset[str] = frozenset()) -> None:
        self.app = app
        self._names = names

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one request."""
        if scope["type"] == "lifespan" or self._is_own(requested_host(Headers(scope=scope))):
            await self.app(scope, receive, send)
            return
        refused = ForeignHost("this service answers only under the name of this machine", hint="use 127.0.0.1")
        await problem_response(refused, Request(scope).state.request_id)(scope, receive, send)

    def _is_own(self, host: str) -> bool:
        return is_loopback(host) or host in self._names
