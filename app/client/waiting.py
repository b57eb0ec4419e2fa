"""The client that waits for each answer."""

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from types import TracebackType
from typing import Any, Self, cast

import httpx

from app.client.calls import Audience, Call, Calls, Operation, Record, new_workspace
from app.client.paging import LONGEST_PAGE, Page
from app.client.runs import OnProgress, followed


class Netzblick:
    """The service at an address. Lost answers are asked for again: each write has one effect however often it is sent.

    Args:
        address: where the service answers.
        key: ``nzb_…``; None: local mode.
        timeout: longest wait for one answer in seconds; an import may take minutes.
        transport: how requests travel; None: over the network.
    """

    def __init__(
        self,
        address: str = "http://127.0.0.1:8420",
        *,
        key: str | None = None,
        timeout: float = 60.0,
        transport: httpx.BaseTransport | None = None,
    ) -> None:
        self._base = httpx.URL(address)
        headers = {} if key is None else {"Authorization": f"Bearer {key}"}
        self._client = httpx.Client(headers=headers, timeout=timeout, transport=transport, follow_redirects=False)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, _type: type[BaseException] | None, _error: BaseException | None, _at: TracebackType | None
    ) -> None:
        self._client.close()

    def workspaces(self) -> list[Record]:
        """The workspaces that this key opens."""
        call = Call(method="GET", path="/v1/workspaces", query={"limit": LONGEST_PAGE})
        return cast("list[Record]", self._send(call).json()["items"])

    def create_workspace(self, workspace: str, name: str, *, reference_date: str | None = None) -> "Workspace":
        """A new, empty workspace."""
        self._send(new_workspace(workspace, name, reference_date))
        return self.workspace(workspace)

    def workspace(self, workspace: str) -> "Workspace":
        """A workspace by its id; nothing is asked yet."""
        return Workspace(workspace, self._send)

    def _send(self, call: Call, on_progress: OnProgress | None = None) -> httpx.Response:
        talk = followed(call, self._base, on_progress)
        heard: httpx.Response | httpx.TransportError | None = None
        try:
            while True:
                step = talk.send(heard)
                heard = None
                if isinstance(step, float):
                    time.sleep(step)
                else:
                    heard = self._answer(step)
        except StopIteration as ended:
            return cast("httpx.Response", ended.value)

    def _answer(self, request: httpx.Request) -> httpx.Response | httpx.TransportError:
        request.headers.update(self._client.headers)
        try:
            return self._client.send(request)
        except httpx.TransportError as error:
            return error


class Workspace:
    """The records, findings and reports of one workspace."""

    def __init__(self, workspace: str, send: Callable[..., httpx.Response]) -> None:
        self._calls = Calls(workspace)
        self._send = send

    def page(self, topic: str, **query: Any) -> Page:
        """One page of a list: records of a topic, ``findings``, ``imports``, ``decisions`` ….

        Args:
            topic: as in the address: ``actors``, ``working-groups``.
            query: filters, ``sort``, ``limit``, ``cursor``, ``as_of``, ``scope``.
        """
        return cast("Page", (self._send(self._calls.read(topic, **query))).json())

    def records(self, topic: str, **query: Any) -> Iterator[Record]:
        """Every entry of a list, fetched page by page; parameters as of :meth:`page`."""
        cursor = None
        while True:
            page = self.page(topic, **{"limit": LONGEST_PAGE, **query}, cursor=cursor)
            yield from page["items"]
            cursor = page["next"]
            if cursor is None:
                return

    def get(self, topic: str, record_id: str) -> Record:
        """One record."""
        return cast("Record", (self._send(self._calls.read(topic, record_id))).json())

    def create(self, topic: str, record: Record) -> Record:
        """A new record; the answer holds its ``id`` and ``version``."""
        return cast("Record", (self._send(self._calls.create(topic, record))).json())

    def change(self, topic: str, record_id: str, values: Record, *, version: int) -> Record:
        """Change some values of a record; None clears.

        Raises:
            StaleVersion: it is not of this version any more.
        """
        return cast("Record", (self._send(self._calls.save("PATCH", topic, record_id, values, version))).json())

    def replace(self, topic: str, record: Record) -> Record:
        """Let a record be as given: as it was read, with other values.

        Raises:
            StaleVersion: it is not of this version any more.
        """
        call = self._calls.save("PUT", topic, record["id"], record, record["version"])
        return cast("Record", (self._send(call)).json())

    def delete(self, topic: str, record_id: str, *, version: int) -> None:
        """Delete a record.

        Raises:
            Conflict: others refer to it.
            StaleVersion: it is not of this version any more.
        """
        self._send(self._calls.delete(topic, record_id, version))

    def batch(self, operations: Sequence[Operation], *, dry_run: bool = False) -> Record:
        """Write many records in one change, all or nothing; new ones may refer to each other in any order."""
        return cast("Record", (self._send(self._calls.batch(operations, dry_run=dry_run))).json())

    def changes(self, since: str = "0", *, limit: int = LONGEST_PAGE) -> Iterator[Record]:
        """Every change after a position, the oldest first; keep ``position`` of the last one with your copy."""
        while True:
            feed = (self._send(self._calls.read("changes", since=since, limit=limit))).json()
            yield from feed["items"]
            if not feed["items"]:
                return
            since = feed["position"]

    def import_file(self, name: str, content: bytes, *, dry_run: bool = False, sheet: str | None = None) -> Record:
        """Take a file in, known by its ending; ``sheet`` names what a CSV file holds."""
        call = self._calls.import_file(name, content, dry_run=dry_run, sheet=sheet)
        return cast("Record", (self._send(call)).json())

    def analyse(
        self,
        analysis: str,
        parameters: Mapping[str, Any] | None = None,
        *,
        scope: str | None = None,
        on_progress: OnProgress | None = None,
    ) -> Record:
        """Ask a question; the answer holds findings or measures. What takes long is waited for as a run."""
        call = self._calls.analyse(analysis, parameters or {}, scope)
        return cast("Record", (self._send(call, on_progress)).json())

    def report(
        self,
        form: str = "md",
        *,
        audience: Audience = "partners",
        lang: str = "de",
        on_progress: OnProgress | None = None,
        **query: Any,
    ) -> bytes:
        """The report in a format: html, md, json, pdf, docx, xlsx or csv. What takes long is waited for as a run."""
        call = self._calls.read("report", format=form, audience=audience, lang=lang, **query)
        return (self._send(call, on_progress)).content

    def cancel(self, run: str) -> None:
        """End a run; whoever waits for it gets :class:`Conflict`."""
        self._send(self._calls.cancel(run))

    def export(self, form: str = "xlsx", **query: Any) -> bytes:
        """The workspace as a file of a format."""
        return (self._send(self._calls.read("export", format=form, **query))).content
