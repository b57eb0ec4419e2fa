"""Calls of the API as values, and how each is made: sent, repeated when its answer is lost, read."""

import uuid
from collections.abc import Generator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import Any, Literal, TypedDict
from urllib.parse import quote

import httpx

from app.client.problems import Unavailable, refusal_of

Record = dict[str, Any]
"""A record as the API gives it: its fields with ``id`` and ``version``."""

Audience = Literal["internal", "partners", "public"]
Decision = Literal["accepted", "done", "wanted", "wrong", "later"]

REPEATED = frozenset({429, 502, 503, 504})
"""Statuses after which the same call is made again."""

PAUSES = (0.2, 0.5, 1.0, 2.0, 4.0, 8.0, 16.0)
"""Seconds before a call is repeated, unless the service says how long."""

LONGEST_PAUSE = 60.0


class Operation(TypedDict, total=False):
    """One step of a batch: ``action`` is create, replace, change or delete."""

    action: Literal["create", "replace", "change", "delete"]
    topic: str
    id: str
    version: int
    record: Record


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """One request. A call that writes has a key, so that repeating it has one effect."""

    method: str
    path: str
    query: Mapping[str, Any] = field(default_factory=dict)
    json: Any = None
    content: bytes | None = None
    headers: Mapping[str, str] = field(default_factory=dict)


Conversation = Generator[httpx.Request | float, httpx.Response | httpx.TransportError | None, httpx.Response]
"""Yields a request and is sent its answer or its failure; or yields a pause in seconds. Returns the answer."""


def conversation(call: Call, base: httpx.URL) -> Conversation:
    """Make a call until it is answered.

    Raises:
        Refused: the service said no.
        Unavailable: it could not be reached, or not be asked, however often.
    """
    request = _request(call, base)
    failure: Unavailable | None = None
    for pause in (*PAUSES, None):
        answer = yield request
        if isinstance(answer, httpx.Response) and answer.is_success:
            return answer
        wait, failure = _pause_and_failure(answer, pause)
        if pause is not None:
            yield wait
    assert failure is not None
    raise failure


def _pause_and_failure(
    answer: httpx.Response | httpx.TransportError | None, pause: float | None
) -> tuple[float, Unavailable]:
    """How long to wait, and what to say if it was the last time; a refusal that stays is raised."""
    if not isinstance(answer, httpx.Response):
        lost = Unavailable(0, "no-connection", f"the service was not reached: {type(answer).__name__}", None, None)
        return pause or 0.0, lost
    refused = refusal_of(answer)
    if answer.status_code not in REPEATED and refused.slug != "key-in-use":
        raise refused
    failure = (
        refused if isinstance(refused, Unavailable) else Unavailable(409, refused.slug, refused.detail, None, None)
    )
    return max(pause or 0.0, seconds_to_wait(answer)), failure


def seconds_to_wait(answer: httpx.Response) -> float:
    """Seconds that the service asks to wait; 0 where it does not, or names a day as proxies do."""
    text = answer.headers.get("retry-after", "")
    return min(float(text), LONGEST_PAUSE) if text.isascii() and text.isdigit() else 0.0


def _request(call: Call, base: httpx.URL) -> httpx.Request:
    headers = dict(call.headers)
    if call.method not in ("GET", "HEAD"):
        headers["Idempotency-Key"] = uuid.uuid4().hex
    query = {name: _texts(value) for name, value in call.query.items() if value is not None}
    url = base.copy_with(raw_path=base.raw_path.rstrip(b"/") + call.path.encode()).copy_merge_params(query)
    return httpx.Request(call.method, url, headers=headers, json=call.json, content=call.content)


def _texts(value: object) -> str | list[str]:
    """A value as an address gives it; several are a parameter that is repeated."""
    if isinstance(value, list | tuple):
        return [str(part) for part in value]
    return str(value).lower() if isinstance(value, bool) else str(value)


_TYPES = {
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".ods": "application/vnd.oasis.opendocument.spreadsheet",
    ".xls": "application/vnd.ms-excel",
    ".csv": "text/csv",
    ".zip": "application/zip",
    ".json": "application/json",
    ".geojson": "application/geo+json",
    ".graphml": "application/graphml+xml",
    ".gexf": "application/gexf+xml",
}


@dataclass(frozen=True, slots=True)
class Calls:
    """The calls below one workspace."""

    workspace: str

    def _path(self, *parts: str) -> str:
        return "/v1/workspaces/" + "/".join(quote(part, safe="") for part in (self.workspace, *parts))

    def read(self, *parts: str, **query: Any) -> Call:
        """Anything that is only read."""
        return Call(method="GET", path=self._path(*parts), query=query)

    def post(self, *parts: str, body: Record | None = None) -> Call:
        """Something made or done."""
        return Call(method="POST", path=self._path(*parts), json=body)

    def save(self, method: Literal["PUT", "PATCH"], topic: str, record_id: str, record: Record, version: int) -> Call:
        """A record replaced or changed."""
        return Call(method=method, path=self._path(topic, record_id), json=record, headers=_based_on(version))

    def delete(self, topic: str, record_id: str, version: int) -> Call:
        """A record deleted."""
        return Call(method="DELETE", path=self._path(topic, record_id), headers=_based_on(version))

    def batch(self, operations: Sequence[Operation], *, dry_run: bool) -> Call:
        """Many records in one change."""
        query = {"dry_run": True} if dry_run else {}
        return Call(method="POST", path=self._path("batch"), query=query, json={"operations": list(operations)})

    def analyse(self, analysis: str, parameters: Mapping[str, Any], scope: str | None) -> Call:
        """A question."""
        body = {"parameters": dict(parameters), "scope": scope}
        return Call(method="POST", path=self._path("analyses", analysis), json=body)

    def cancel(self, *parts: str) -> Call:
        """A run or an import that goes on ended."""
        return Call(method="DELETE", path=self._path(*parts))

    def import_file(self, name: str, content: bytes, *, dry_run: bool, **query: Any) -> Call:
        """A file taken in."""
        suffix = PurePath(name).suffix.lower()
        form = None if suffix in _TYPES else suffix.removeprefix(".") or None
        query = {"file": name, "format": form, "dry_run": dry_run or None, **query}
        headers = {"Content-Type": _TYPES.get(suffix, "application/octet-stream")}
        return Call(method="POST", path=self._path("imports"), query=query, content=content, headers=headers)


def _based_on(version: int) -> dict[str, str]:
    return {"If-Match": f'"{version}"'}


def changes_of_author(author: str) -> Call:
    """What somebody changed."""
    return Call(method="GET", path="/v1/authors/changes", query={"author": author})


def author_gone(author: str) -> Call:
    """Who made changes forgotten."""
    return Call(method="POST", path="/v1/authors/forget", json={"author": author})


def new_workspace(workspace: str, name: str, reference_date: str | None) -> Call:
    """A new workspace."""
    body = {"id": workspace, "name": name, "reference_date": reference_date}
    return Call(method="POST", path="/v1/workspaces", json=body)
