"""How is a long list given? In pages, each naming the next by an opaque cursor and a Link header (RFC 8288)."""

import base64
import binascii
from urllib.parse import urlencode

from fastapi import Request

from app.errors import InvalidInput, Problem

MOST = 200
USUAL = 50


def cursor_of(after: str | None) -> str | None:
    """The cursor of the page behind something; None: there is none."""
    return None if after is None else base64.urlsafe_b64encode(after.encode()).decode().rstrip("=")


def after_of(cursor: str | None) -> str | None:
    """What a page begins behind.

    Raises:
        InvalidInput: this cursor was never given out.
    """
    if cursor is None:
        return None
    padded = cursor + "=" * (-len(cursor) % 4)
    try:
        after = base64.b64decode(padded, altchars=b"-_", validate=True).decode()
    except (binascii.Error, ValueError) as error:
        raise bad_cursor() from error
    if "\0" in after:
        raise bad_cursor()
    return after


def bad_cursor() -> InvalidInput:
    """The refusal of a cursor that does not lead anywhere."""
    problem = Problem(code="bad-cursor", message="leads nowhere; take it from the page before", pointer="cursor")
    return InvalidInput("the request does not fit its schema", problems=(problem,))


def link_header(request: Request, cursor: str | None) -> dict[str, str]:
    """The Link header to the next page; nothing on the last one."""
    if cursor is None:
        return {}
    kept = {name: value for name, value in request.query_params.items() if name != "cursor"}
    return {"Link": f'<{request.url.path}?{urlencode(kept | {"cursor": cursor})}>; rel="next"'}
