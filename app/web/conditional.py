"""Entity tags of answers and conditions of requests (RFC 9110): which version a client has."""

import hashlib
import re
from typing import Annotated

from fastapi import Depends, Header, Request
from fastapi.responses import Response

from app.errors import InvalidInput, StaleVersion, VersionRequired

_TAG = re.compile(r'(?:W/)?"[^"]*"')
_VERSION = re.compile(r'"([1-9][0-9]{0,17})"')

LONGEST_TAGS = 8_192
"""Characters of If-None-Match: tags of about two hundred answers."""


def etag(version: int | str) -> str:
    """The strong tag of a version."""
    return f'"{version}"'


def digest_tag(content: bytes) -> str:
    """The strong tag of some bytes."""
    return etag(hashlib.sha256(content).hexdigest()[:32])


def _required_tag(
    if_match: Annotated[str | None, Header(alias="If-Match", description="ETag of what the change is based on")] = None,
) -> str:
    """ETag that a write is based on.

    Raises:
        VersionRequired: there is no If-Match, or ``*``, which would overwrite what nobody read.
    """
    tag = (if_match or "").strip()
    if tag in ("", "*"):
        raise VersionRequired("a change needs If-Match with the version it is based on", hint="send the ETag of a GET")
    return tag


RequiredTag = Annotated[str, Depends(_required_tag)]
"""The ETag in If-Match."""


def _expected_version(tag: RequiredTag) -> int:
    """The version a write is based on.

    Raises:
        StaleVersion: it is a tag, but of no version of a record.
        InvalidInput: it is no entity tag.
    """
    if _TAG.fullmatch(tag) is None:
        raise InvalidInput("If-Match is no entity tag", hint='it looks like "3", with the quotes')
    version = _VERSION.fullmatch(tag)
    if version is None:
        raise StaleVersion("If-Match is not the ETag of any version of this record", hint="read the record again")
    return int(version[1])


ExpectedVersion = Annotated[int, Depends(_expected_version)]
"""The version of a record that a write is based on."""


def unchanged(request: Request, tag: str) -> bool:
    """Whether the client holds this version already (weak comparison, as GET wants it).

    Raises:
        InvalidInput: more tags are listed than a client can have for one address.
    """
    listed = ",".join(request.headers.getlist("if-none-match"))
    if len(listed) > LONGEST_TAGS:
        raise InvalidInput(
            f"If-None-Match has more than {LONGEST_TAGS} characters", hint="send the ETag of the last answer"
        )
    tags = [entry.strip().removeprefix("W/") for entry in listed.split(",")]
    return tag in tags or tags == ["*"]


def not_modified(tag: str) -> Response:
    """The answer to a client that holds the newest version."""
    return Response(status_code=304, headers={"ETag": tag})
