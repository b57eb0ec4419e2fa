"""Headers of every answer, and the name under which the service is asked."""

import re
import uuid
from urllib.parse import quote, urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

SAFE_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
        "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}
"""An answer may bring a policy of its own; a report carries its style inside itself."""

LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})


def is_loopback(host: str) -> bool:
    """Whether only this machine itself can reach a name."""
    return host.strip("[]").lower() in LOOPBACK


def attachment(name: str) -> dict[str, str]:
    """The header with which a browser saves an answer as a file: under plain letters, and as it is called (RFC 6266)."""
    plain = re.sub(r"[^A-Za-z0-9._-]", "_", name)
    called = "" if plain == name else f"; filename*=UTF-8''{quote(name, safe='')}"
    return {"Content-Disposition": f'attachment; filename="{plain}"{called}'}


def requested_host(headers: Headers) -> str:
    """The name in the Host header without its port; empty where it is none."""
    try:
        return urlsplit(f"//{headers.get('host', '')}").hostname or ""
    except ValueError:
        return ""


class SafeAnswers:
    """Gives every request a name, and every answer that name and the headers that keep browsers careful."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        request_id = uuid.uuid4().hex
        Request(scope).state.request_id = request_id

        async def send_safely(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in {**SAFE_HEADERS, "X-Request-ID": request_id}.items():
                    headers.setdefault(name, value)
            await send(message)

        await self.app(scope, receive, send_safely)
