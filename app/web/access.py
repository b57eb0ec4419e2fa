"""Who asks, and what is open to them: everybody on this machine, else keys of tools and people whom a proxy signed on."""

import time
from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from unicodedata import normalize

from fastapi import Request
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Send
from starlette.types import Scope as AsgiScope

from app.clock import now, today
from app.errors import Forbidden, NetzblickError, UnknownName
from app.settings import Settings
from app.store.access_keys import SCOPES, AccessKey, Scope, find_key, note_use, parts_of
from app.store.bolt import Database
from app.store.requests import AUTHOR
from app.web.problems import problem_response
from app.web.refusals import TooManyFailures, Unauthenticated
from app.web.same_origin import SAFE_METHODS

ROLES: Mapping[str, frozenset[Scope]] = {
    "coordinator": frozenset(SCOPES),
    "editor": frozenset({"read", "write", "reports"}),
    "reader": frozenset({"reports"}),
}
"""What people may do by the role that the proxy names; a reader gets reports for partners and the public."""

OPEN = ("/livez", "/readyz", "/openapi.json", "/docs", "/problems/", "/static/", "/favicon.ico")
"""Addresses without data, and what their pages look like; those who watch the service need no key."""

REMEMBERED_SECONDS = 20.0
"""How long a key is believed without asking the database: a revoked one opens nothing within a minute."""

MOST_FAILURES = 30
FAILURE_SECONDS = 60.0
"""Wrong keys from one address within this time; then it waits."""

_MOST_ADDRESSES = 10_000


@dataclass(frozen=True, slots=True)
class Principal:
    """Principal who asks: ``name`` tells one from another, ``workspaces`` None: all."""

    name: str
    scopes: frozenset[Scope]
    workspaces: frozenset[str] | None = None

    def may_enter(self, workspace: str) -> bool:
        """Whether a workspace is open to them at all."""
        return self.workspaces is None or workspace in self.workspaces


LOCAL = Principal("local", frozenset(SCOPES))


def principal_of(request: Request) -> Principal:
    """Principal of a request."""
    principal = request.state.principal
    assert isinstance(principal, Principal)
    return principal


class Needs:
    """The scope that a route needs, declared as its dependency: ``read`` of safe methods, else ``write``.

    ``also``: a scope that lets in as well; the route looks closer itself. ``people``: keys that are limited to
    workspaces are not let in, since what is shown spans all of them.
    """

    def __init__(
        self, read: Scope, write: Scope | None = None, *, also: Scope | None = None, people: bool = False
    ) -> None:
        self.read = read
        self.write = write or read
        self.also = also
        self.people = people

    async def __call__(self, request: Request) -> None:
        """Let pass, or refuse.

        Raises:
            UnknownName: the workspace is none that is open to who asks; whether it exists is not told.
            Forbidden: the scope is missing.
        """
        principal = principal_of(request)
        workspace = normalize("NFC", request.path_params.get("workspace") or "")
        if workspace and not principal.may_enter(workspace):
            raise UnknownName("there is no such workspace", hint="GET /v1/workspaces lists them")
        scope = self.read if request.method in SAFE_METHODS else self.write
        if self.also not in principal.scopes:
            require(principal, scope)
        if self.people and principal.workspaces is not None:
            raise Forbidden("this is open to those who may see every workspace")


def require(principal: Principal, scope: Scope) -> None:
    """Let pass who has a scope.

    Raises:
        Forbidden: they have not.
    """
    if scope not in principal.scopes:
        raise Forbidden(f"this needs the scope {scope}", hint="ask whoever gave you the key or the role")


class Access:
    """Tells who asks before anything else happens; whoever shows nothing valid gets no further."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self.app = app
        self._settings = settings
        self._keys: dict[str, tuple[AccessKey, float]] = {}
        self._failures: dict[str, deque[float]] = {}

    async def __call__(self, scope: AsgiScope, receive: Receive, send: Send) -> None:
        """Handle one request."""
        if scope["type"] == "http":
            request = Request(scope)
            try:
                principal = request.state.principal = await self._principal(request)
                AUTHOR.set(None if principal == LOCAL else principal.name)
            except NetzblickError as error:  # no route was reached whose handlers would answer
                headers = {"WWW-Authenticate": "Bearer"} if isinstance(error, Unauthenticated) else {}
                await problem_response(error, request.state.request_id, headers)(scope, receive, send)
                return
        await self.app(scope, receive, send)

    async def _principal(self, request: Request) -> Principal:
        if self._settings.access == "local":
            return LOCAL
        if request.url.path.startswith(OPEN):
            return Principal("nobody", frozenset(), frozenset())
        sent = request.headers.get("authorization")
        if sent is not None:
            return await self._by_key(request, sent)
        return self._by_proxy(request)

    async def _by_key(self, request: Request, sent: str) -> Principal:
        address = request.client.host if request.client else ""
        kind, _, text = sent.partition(" ")
        parts = parts_of(text.strip()) if kind.lower() == "bearer" else None
        if parts is None or not self._is_remembered(*parts):
            self._refuse_guessing(address)
        key = await self._key(request.app.state.service.database, parts[0]) if parts else None
        if parts is None or key is None or not key.opens(parts[1], now()):
            self._note_failure(address)
            raise Unauthenticated("the key is not known, or opens nothing any more", hint="netzblick key create")
        return Principal(f"key:{key.id}", key.scopes, key.workspaces)

    def _is_remembered(self, key_id: str, secret: str) -> bool:
        """Whether a key was shown with its secret before: who guesses behind the same proxy keeps nobody else out."""
        return key_id in self._keys and self._keys[key_id][0].opens(secret, now())

    async def _key(self, database: Database, key_id: str) -> AccessKey | None:
        cached = self._keys.get(key_id)
        if cached is not None and time.monotonic() - cached[1] < REMEMBERED_SECONDS:
            return cached[0]
        key = await find_key(database, key_id)
        if key is None:
            return None
        if key.last_used != today() and key.revoked is None:
            await note_use(database, key_id, today())
        self._keys[key_id] = (key, time.monotonic())
        return key

    def _by_proxy(self, request: Request) -> Principal:
        """A person, by the headers of the one proxy that signs people on; from anybody else they count for nothing."""
        trusted = self._settings.proxy_address
        if trusted is None or request.client is None or request.client.host != str(trusted):
            raise Unauthenticated("nobody is signed on", hint="send Authorization: Bearer with a key")
        user = _only(request.headers, self._settings.proxy_user_header)
        role = _only(request.headers, self._settings.proxy_role_header)
        if not user:
            raise Unauthenticated("the proxy names nobody", hint="sign on")
        if role is None or role not in ROLES:
            raise Forbidden("the proxy names no role that is known here", hint=f"one of {', '.join(ROLES)}")
        return Principal(f"person:{user}", ROLES[role])

    def _refuse_guessing(self, address: str) -> None:
        failures = self._failures.get(address, deque())
        while failures and time.monotonic() - failures[0] > FAILURE_SECONDS:
            failures.popleft()
        if len(failures) >= MOST_FAILURES:
            raise TooManyFailures("too many wrong keys came from this address", hint="wait a minute")

    def _note_failure(self, address: str) -> None:
        if len(self._failures) >= _MOST_ADDRESSES:
            self._failures.clear()
        self._failures.setdefault(address, deque(maxlen=MOST_FAILURES)).append(time.monotonic())


def _only(headers: Headers, name: str) -> str | None:
    """The value of a header that is there once; sent twice, one of them is not the proxy's.

    Headers are read as Latin-1. A proxy writes names in UTF-8, and who was taken for "MÃ¼ller" would not be found by
    their name when what they did is to be told or forgotten.
    """
    values = headers.getlist(name)
    if len(values) != 1:
        return None
    sent = values[0].strip()
    try:
        return sent.encode("latin-1").decode("utf-8")
    except UnicodeDecodeError:
        return sent


def undeclared(route: Any) -> bool:
    """Whether a route says nothing about who may use it."""
    return not any(isinstance(entry.dependency, Needs) for entry in getattr(route, "dependencies", ()))
