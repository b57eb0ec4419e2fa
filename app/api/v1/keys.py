"""Idempotency-Key of a write, or a key of its own: the same request once more has one effect."""

import re
import uuid
from typing import Annotated

from fastapi import Depends, Header

from app.errors import InvalidInput, Problem

_KEY = re.compile(r"[!-~]{1,200}")


def _key(
    idempotency_key: Annotated[
        str | None,
        Header(
            alias="Idempotency-Key",
            description="repeating a request with the same key has one effect; at most 200 characters",
        ),
    ] = None,
) -> str:
    if idempotency_key is None:
        return f"http:{uuid.uuid4().hex}"
    if not _KEY.fullmatch(idempotency_key):
        problem = Problem(code="bad_key", message="is not 1 to 200 visible ASCII characters", pointer="Idempotency-Key")
        raise InvalidInput("the request does not fit its schema", problems=(problem,))
    return f"http:{idempotency_key}"


IdempotencyKey = Annotated[str, Depends(_key)]
"""The key of a write; without one every request is a new one."""
