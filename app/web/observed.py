"""Requests as those see them who watch the service: which route, which status, how long; never an id, a name or a query."""

import time
from http import HTTPStatus
from typing import Any

from fastapi.routing import iter_route_contexts
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.web.logs import REQUESTS
from app.web.metrics import Metrics

NO_ROUTE = "none"
"""Stands for every address that no route has, so that nobody can make new names by asking."""


class Observed:
    """Counts, times and logs every request."""

    def __init__(self, app: ASGIApp, metrics: Metrics) -> None:
        self.app = app
        self._metrics = metrics
        self._paths: dict[int, str] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one request; one that is cut off has the status it began with, else that of a defect."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        status = int(HTTPStatus.INTERNAL_SERVER_ERROR)

        async def send_noting(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        begun = time.perf_counter()
        with self._metrics.under_way.track_inprogress():
            try:
                await self.app(scope, receive, send_noting)
            finally:
                self._note(scope, status, time.perf_counter() - begun)

    def _note(self, scope: Scope, status: int, seconds: float) -> None:
        route = self._template(scope)
        self._metrics.note_request(scope["method"], route, status, seconds)
        fields = {
            "request_id": Request(scope).state.request_id,
            "method": scope["method"],
            "route": route,
            "status": status,
            "milliseconds": round(seconds * 1000, 1),
        }
        REQUESTS.info("request", extra={"fields": fields})

    def _template(self, scope: Scope) -> str:
        """The path of the route with the names of its parameters instead of their values."""
        route = scope.get("route")
        if route is None:
            return NO_ROUTE
        if not self._paths:
            self._paths = _paths(scope["app"])
        return self._paths.get(id(route), NO_ROUTE)


def _paths(app: Any) -> dict[int, str]:
    """Whole paths by route, which itself knows only the part below its router."""
    return {id(context.original_route): context.path or NO_ROUTE for context in iter_route_contexts(app.routes)}
