"""Refusals of the service as exceptions, made of its problem details (RFC 9457)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import httpx


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong with what was sent: where, its code, what to do."""

    pointer: str | None
    code: str
    detail: str
    suggestion: str | None = None


class Refused(Exception):
    """The service said no; ``slug`` names the kind of refusal, ``request_id`` leads to its log."""

    def __init__(self, status: int, slug: str, detail: str, hint: str | None, request_id: str | None) -> None:
        super().__init__(f"{status} {slug}: {detail}{f' ({hint})' if hint else ''}")
        self.status = status
        self.slug = slug
        self.detail = detail
        self.hint = hint
        self.request_id = request_id
        self.problems: tuple[Problem, ...] = ()


class AccessDenied(Refused):
    """401 or 403: no valid key, or one that does not open this."""


class UnknownName(Refused):
    """404: nothing answers to that name, or nothing that this key may see."""


class Conflict(Refused):
    """409: it contradicts what is stored, for example an id that is taken."""


class StaleVersion(Refused):
    """412: somebody else changed the record; read it again."""


class Unavailable(Refused):
    """429, 502, 503, 504, 507 or no connection, also after all repetitions; the same call may be made again later."""


_KINDS: dict[int, type[Refused]] = {
    401: AccessDenied,
    403: AccessDenied,
    404: UnknownName,
    409: Conflict,
    412: StaleVersion,
    429: Unavailable,
    502: Unavailable,
    503: Unavailable,
    504: Unavailable,
    507: Unavailable,
}


def refusal_of(response: httpx.Response) -> Refused:
    """The exception for an answer that is none."""
    return refusal_from_details(response.status_code, {"detail": response.reason_phrase, **_details(response)})


def refusal_from_details(status: int, details: Mapping[str, Any]) -> Refused:
    """The exception that problem details tell of."""
    kind = _KINDS.get(status, Refused)
    refused = kind(
        status,
        str(details.get("type", "")).removeprefix("/problems/") or "unknown",
        str(details.get("detail", "")),
        details.get("hint"),
        details.get("request_id"),
    )
    refused.problems = tuple(
        Problem(problem.get("pointer"), problem.get("code", ""), problem.get("detail", ""), problem.get("suggestion"))
        for problem in details.get("errors", ())
    )
    return refused


def _details(response: httpx.Response) -> dict[str, Any]:
    """Problem details; what stands in between, a proxy for example, may answer otherwise."""
    try:
        content = response.json()
    except ValueError:
        return {}
    return content if isinstance(content, dict) else {}
