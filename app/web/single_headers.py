"""Headers that have one value: a change that gives one of them twice is refused, whichever was meant."""

from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.types import ASGIApp, Receive, Scope, Send

from app.errors import InvalidInput, Problem
from app.web.problems import problem_response
from app.web.same_origin import SAFE_METHODS

_SINGLE = ("Authorization", "Content-Encoding", "Content-Type", "Host", "Idempotency-Key", "If-Match", "Origin")


class SingleHeaders:
    """Refuses such changes: of two versions, keys or content types one would count and the other be overlooked."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one request."""
        repeated = () if scope.get("method", "GET") in SAFE_METHODS else _repeated(Headers(scope=scope))
        if not repeated:
            await self.app(scope, receive, send)
            return
        refused = InvalidInput("the request does not fit its schema", problems=repeated)
        await problem_response(refused, Request(scope).state.request_id)(scope, receive, send)


def _repeated(headers: Headers) -> tuple[Problem, ...]:
    return tuple(
        Problem(code="repeated", message="is a header with one value and is given more than once", pointer=name)
        for name in _SINGLE
        if len(headers.getlist(name)) > 1
    )
