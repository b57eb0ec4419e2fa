"""Changes are asked for by our own pages or by tools, never by a page elsewhere that the same browser has open."""

from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.types import ASGIApp, Receive, Scope, Send

from app.web.problems import problem_response
from app.web.refusals import ForeignOrigin

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
_OWN_SITES = frozenset({"same-origin", "none"})


class SameOrigin:
    """Refuses what a browser sends for a page of another origin; programs that are no browser name none."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one request."""
        if scope["type"] != "http" or scope["method"] in SAFE_METHODS or is_own(Headers(scope=scope)):
            await self.app(scope, receive, send)
            return
        refused = ForeignOrigin("a page of another origin asks for a change", hint="open the page of this service")
        await problem_response(refused, Request(scope).state.request_id)(scope, receive, send)


def is_own(headers: Headers) -> bool:
    """Whether a request comes from a page of this service, or from no page at all.

    ``Sec-Fetch-Site`` is set by every current browser and cannot be set by a page; older ones name the ``Origin``
    alone. (Where no referrer is sent, a form's ``Origin`` is ``null`` even at home, so it is asked second.)
    """
    site = headers.get("sec-fetch-site")
    if site is not None:
        return site in _OWN_SITES
    origin = headers.get("origin")
    return origin is None or urlsplit(origin).netloc == headers.get("host", "")
