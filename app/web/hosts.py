"""Requests under a foreign name are refused: a page elsewhere could otherwise speak to the service through the browser."""

from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.types import ASGIApp, Receive, Scope, Send

from app.web.headers import asked_host, is_loopback
from app.web.problems import problem_response
from app.web.refusals import ForeignHost


class OwnHosts:
    """Answers only requests for a loopback name (DNS rebinding brings others)."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        if scope["type"] == "lifespan" or is_loopback(asked_host(Headers(scope=scope))):
            await self.app(scope, receive, send)
            return
        refused = ForeignHost("this service answers only under the name of this machine", hint="use 127.0.0.1")
        await problem_response(refused, Request(scope).state.request_id)(scope, receive, send)
