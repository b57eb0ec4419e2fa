"""Requests that are sent again with the same Idempotency-Key: one effect, and the same answer byte for byte."""

import hashlib
import re
import uuid
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from dataclasses import dataclass, replace
from typing import Annotated, Any

from fastapi import Depends, Header, Request, Response, params

from app.clock import now
from app.errors import Conflict, InvalidInput, KeyReused, NetzblickError, OutcomeUnknown, Problem
from app.refusals import said
from app.store.answers import Answer, find_answer, keep_answer
from app.store.bolt import Database
from app.store.chain import canonical_json
from app.store.pending import PendingWrites
from app.web.access import LOCAL, principal_of
from app.web.bodies import IMPORT_LIMIT, JSON_LIMIT, StrictRequest, StrictRoute, read_body
from app.web.refusals import KeyInUse
from app.web.same_origin import SAFE_METHODS
from app.web.service import forget_once_more, service_in, use_service

REPLAYED = "Idempotency-Replayed"

_KEY = re.compile(r"[!-~]{1,200}")
_NOT_KEPT = frozenset({"content-length"})


def _key(
    request: Request,
    idempotency_key: Annotated[
        str | None,
        Header(
            alias="Idempotency-Key",
            description="repeating a request with the same key within two days gets the first answer again; 1 to 200 visible ASCII characters",
            examples=["8f14e45f-ceea-467e-9aef-d1b2f7c5a1b4"],
        ),
    ] = None,
) -> str:
    if idempotency_key is None:
        return f"http:{uuid.uuid4().hex}"
    return f"http:{_key_of_principal(request, _checked(idempotency_key))}"


IdempotencyKey = Annotated[str, Depends(_key)]
"""The key of a write; without one every request is a new one."""


def _key_of_principal(request: Request, key: str) -> str:
    """A key of one who asks is another than the same of somebody else; no name is kept."""
    principal = principal_of(request)
    return key if principal == LOCAL else hashlib.sha256(f"{principal.name}:{key}".encode()).hexdigest()


def _checked(key: str) -> str:
    if not _KEY.fullmatch(key):
        problem = Problem(code="bad_key", message="is not 1 to 200 visible ASCII characters", pointer="Idempotency-Key")
        raise InvalidInput("the request does not fit its schema", problems=(problem,))
    return key


@dataclass(frozen=True, slots=True)
class _Repeatable:
    """A request with a key; ``name`` is the key under which its answer is kept, ``digest`` tells it from others."""

    request: Request
    name: str
    digest: str


_Handler = Callable[[Request], Awaitable[Response]]


class WritingRoute(StrictRoute):
    """A route that writes. With an ``Idempotency-Key`` its answer is kept with what it wrote, and given again."""

    body_limit = JSON_LIMIT

    def __init__(
        self,
        path: str,
        endpoint: Callable[..., Any],
        *,
        methods: set[str] | list[str] | None = None,
        dependencies: Sequence[params.Depends] | None = None,
        **values: Any,
    ) -> None:
        needed = list(dependencies or ())
        if not SAFE_METHODS.issuperset(methods or ()) and not any(need.dependency is _key for need in needed):
            needed.append(params.Depends(_key))
        super().__init__(path, endpoint, methods=methods, dependencies=needed, **values)

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """The handler of the route, asked once for each key."""
        handle = super().get_route_handler()

        async def answer(request: Request) -> Response:
            key = request.headers.get("idempotency-key")
            if key is None or request.method in SAFE_METHODS:
                return await handle(request)
            await self.let_in(request)
            body = await read_body(request, self.body_limit)
            name = _name(_key_of_principal(request, _checked(key)))
            repeatable = _Repeatable(StrictRequest(request, body, None), name, _digest(request, body))
            return await _answer_once(repeatable, handle)

        return answer


class FileRoute(WritingRoute):
    """A route that writes what a file holds."""

    body_limit = IMPORT_LIMIT


def _name(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()


def _digest(request: Request, body: bytes) -> str:
    """SHA-256 of what was asked for; what it was based on may be read again in between."""
    identity = canonical_json(
        [request.method, request.url.path, request.url.query, request.headers.get("content-type")]
    )
    return hashlib.sha256(identity.encode() + b"\0" + body).hexdigest()


async def _answer_once(repeatable: _Repeatable, handle: _Handler) -> Response:
    """The answer that was given before, else that of the handler.

    Raises:
        KeyReused: the key belongs to another request.
        KeyInUse: the same request is being answered.
    """
    service = service_in(repeatable.request)
    if repeatable.name in service.under_way:
        _refuse_another(service.under_way[repeatable.name], repeatable)
        raise _in_use()
    service.under_way[repeatable.name] = repeatable.digest
    try:
        return await _earlier_answer(service.database, repeatable) or await _new_answer(repeatable, handle)
    finally:
        del service.under_way[repeatable.name]


async def _earlier_answer(database: Database, repeatable: _Repeatable) -> Response | None:
    stored = await find_answer(database, repeatable.name)
    if stored is None:
        return None
    _refuse_another(stored.digest, repeatable)
    return Response(stored.body, stored.status, headers={**stored.headers, REPLAYED: "true"})


async def _new_answer(repeatable: _Repeatable, handle: _Handler) -> Response:
    """The answer of the handler, committed together with what it wrote.

    A refusal is not kept: it had no effect. It may come of an earlier attempt that arrived late, though.
    """
    service = service_in(repeatable.request)
    pending = PendingWrites.of(service.database)
    use_service(repeatable.request, replace(service, database=pending))
    try:
        response = await handle(repeatable.request)
        await _commit(pending, repeatable, response)
        forget_once_more(repeatable.request)
    except NetzblickError as error:
        await pending.discard()
        return await _answer_of_earlier_attempt(service.database, repeatable, error)
    finally:
        await pending.discard()
    return response


async def _commit(pending: PendingWrites, repeatable: _Repeatable, response: Response) -> None:
    headers = {name: value for name, value in response.headers.items() if name not in _NOT_KEPT}
    text = bytes(response.body).decode()
    answer = Answer(digest=repeatable.digest, status=response.status_code, headers=headers, body=text)
    try:
        await pending.write(lambda transaction: keep_answer(transaction, repeatable.name, answer, now()))
    except Conflict as error:
        raise _in_use() from error
    await pending.commit()


async def _answer_of_earlier_attempt(database: Database, repeatable: _Repeatable, error: NetzblickError) -> Response:
    """The answer that arrived in the database although there was an error; else the error goes on."""
    try:
        answer = await _earlier_answer(database, repeatable)
    except NetzblickError:
        answer = None
    if answer is not None:
        return answer
    if isinstance(error, OutcomeUnknown):
        raise OutcomeUnknown(error.detail, hint=said("repeat_with_the_same_key")) from error
    raise error


def _refuse_another(digest: str, repeatable: _Repeatable) -> None:
    if digest != repeatable.digest:
        raise KeyReused("the key belongs to another request", hint="use a new key for a new request")


def _in_use() -> KeyInUse:
    return KeyInUse("the same request is being answered", hint="repeat it a little later with the same key")
