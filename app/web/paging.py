"""Pages of a long list, each naming the next by an opaque cursor and a Link header (RFC 8288)."""

import base64
import binascii
import hashlib
from collections.abc import Callable, Sequence
from typing import TypeVar
from urllib.parse import urlencode

from fastapi import Request
from fastapi.responses import JSONResponse

from app.errors import InvalidInput, Problem
from app.web.addresses import told_path

T = TypeVar("T")

MOST = 200
USUAL = 50


def cursor_of(after: str | None) -> str | None:
    """The cursor of the page behind something; None: there is none."""
    return None if after is None else base64.urlsafe_b64encode(after.encode()).decode().rstrip("=")


def after_of(cursor: str | None) -> str | None:
    """Key behind which a page begins.

    Raises:
        InvalidInput: this cursor was never given out.
    """
    if cursor is None:
        return None
    padded = cursor + "=" * (-len(cursor) % 4)
    try:
        after = base64.b64decode(padded, altchars=b"-_", validate=True).decode()
    except (binascii.Error, ValueError) as error:
        raise _bad_cursor() from error
    if "\0" in after:
        raise _bad_cursor()
    return after


def cursor_for(request: Request, after: str | None) -> str | None:
    """Cursor for the requested list alone: with other filters it would lead somewhere else."""
    return None if after is None else cursor_of(f"{_list_name(request)}:{after}")


def after_in(request: Request, cursor: str | None) -> str | None:
    """Key behind which a page of the requested list begins.

    Raises:
        InvalidInput: this cursor was given out for another list, or never.
    """
    decoded = after_of(cursor)
    if decoded is None:
        return None
    name, _, after = decoded.partition(":")
    if name != _list_name(request):
        raise _bad_cursor()
    return after


def _list_name(request: Request) -> str:
    """Names a list by its address and everything that chooses or sorts."""
    parameters = sorted(
        (name, value) for name, value in request.query_params.items() if name not in ("cursor", "limit")
    )
    return hashlib.sha256(repr((request.url.path, parameters)).encode()).hexdigest()[:12]


def page_of(
    items: Sequence[T], key: Callable[[T], str], cursor: str | None, limit: int
) -> tuple[Sequence[T], str | None]:
    """One page of a list at hand, and the cursor of the next one.

    Args:
        items: everything, in its order.
        key: what tells one from another.
        cursor: the one given out with the page before.
        limit: how many at most.

    Raises:
        InvalidInput: the cursor leads nowhere.
    """
    after, start = after_of(cursor), 0
    if after is not None:
        keys = [key(item) for item in items]
        if after not in keys:
            raise _bad_cursor()
        start = keys.index(after) + 1
    page = items[start : start + limit]
    return page, cursor_of(key(page[-1])) if start + limit < len(items) else None


def page_answer(
    request: Request,
    items: Sequence[T],
    key: Callable[[T], str],
    content: Callable[[T], object],
    *,
    cursor: str | None,
    limit: int,
) -> JSONResponse:
    """The answer with one page of a list at hand: ``items``, the cursor of the ``next`` page, ``total``.

    Args:
        request: asks for the list.
        items: everything, in its order.
        key: what tells one from another.
        content: an item as JSON knows it.
        cursor: the one given out with the page before.
        limit: how many at most.

    Raises:
        InvalidInput: the cursor leads nowhere.
    """
    items_of_page, following = page_of(items, key, cursor, limit)
    page = {"items": [content(item) for item in items_of_page], "next": following, "total": len(items)}
    return JSONResponse(page, headers=link_header(request, following))


def _bad_cursor() -> InvalidInput:
    """The refusal of a cursor that does not lead anywhere."""
    problem = Problem(code="bad_cursor", message="leads nowhere; take it from the page before", pointer="cursor")
    return InvalidInput("the request does not fit its schema", problems=(problem,))


def link_header(request: Request, cursor: str | None) -> dict[str, str]:
    """The Link header to the next page; nothing on the last one."""
    if cursor is None:
        return {}
    parameters = {name: value for name, value in request.query_params.items() if name != "cursor"}
    return {"Link": f'<{told_path(request)}?{urlencode(parameters | {"cursor": cursor})}>; rel="next"'}
