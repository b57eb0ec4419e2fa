"""Requests that end otherwise than expected: an exception nobody expected, or the service is ended meanwhile.

Both are answered; the log shows no data. The message of an exception may hold a query or a value, so that it must not reach the server, which would log it as it is.
"""

import asyncio
import logging
from collections.abc import Callable

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.errors import NetzblickError
from app.web.logs import frames_of
from app.web.problems import problem_response
from app.web.refusals import Internal, Stopping

log = logging.getLogger(__name__)


def _no_page(_request: Request, _error: NetzblickError) -> None:
    return None


class Defects:
    """Answers what was not expected with 500, and what is ended with the service with 503.

    An answer that has begun is cut off by the server. ``page`` makes the answer for a browser; where it gives none,
    the answer is problem details.
    """

    def __init__(self, app: ASGIApp, page: Callable[[Request, NetzblickError], Response | None] = _no_page) -> None:
        self.app = app
        self.page = page

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        begun = False

        async def send_noting(message: Message) -> None:
            nonlocal begun
            begun = True
            await send(message)

        try:
            await self.app(scope, receive, send_noting)
        except asyncio.CancelledError:
            if not begun:
                ended = Stopping("the service is being ended, and your request with it", hint="ask again soon")
                await problem_response(ended, Request(scope).state.request_id)(scope, receive, send)
            raise
        except Exception as error:  # noqa: BLE001 - the border of the service: beyond it the message would be logged
            request = Request(scope)
            _log(error, request.state.request_id)
            if not begun:
                refused = Internal("something unexpected happened; nothing is known to be wrong with the request")
                answer = self.page(request, refused) or problem_response(refused, request.state.request_id)
                await answer(scope, receive, send)


def _log(error: Exception, request_id: str) -> None:
    log.error("unexpected %s in request %s\n%s", type(error).__name__, request_id, frames_of(error))
