"""The client that waits for each answer."""

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from types import TracebackType
from typing import Any, Self, cast

import httpx

from app.client.calls import (
    Audience,
    Call,
    Calls,
    Decision,
    Operation,
    Record,
    author_gone,
    changes_of_author,
    new_workspace,
)
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
        return list(_entries(self._send, Call(method="GET", path="/v1/workspaces")))

    def create_workspace(self, workspace: str, name: str, *, reference_date: str | None = None) -> "Workspace":
        """A new, empty workspace."""
        self._send(new_workspace(workspace, name, reference_date))
        return self.workspace(workspace)

    def changes_of_author(self, author: str) -> list[Record]:
        """What a person signed on (``person:NAME``) or a key (``key:ID``) changed within a year, in every workspace."""
        return cast("list[Record]", (self._send(changes_of_author(author))).json()["changes"])

    def forget_author(self, author: str) -> int:
        """Let no change tell any more that they made it, and count these changes; what was changed stays."""
        return cast("int", (self._send(author_gone(author))).json()["forgotten"])

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
        return _entries(self._send, self._calls.read(topic, **query))

    def get(self, topic: str, record_id: str) -> Record:
        """One record."""
        return cast("Record", (self._send(self._calls.read(topic, record_id))).json())

    def create(self, topic: str, record: Record) -> Record:
        """A new record; the answer holds its ``id`` and ``version``."""
        return cast("Record", (self._send(self._calls.post(topic, body=record))).json())

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

    def import_file(
        self, name: str, content: bytes, *, dry_run: bool = False, on_progress: OnProgress | None = None, **query: Any
    ) -> Record:
        """Take a file in, known by its ending; the answer holds ``run``, by which it can be undone, and what was set aside.

        Args:
            name: its name; it is shown as the source of its records.
            content: its bytes.
            dry_run: only tell what it would change, with ``questions`` and a ``plan``.
            on_progress: told how far it is; a large file is then taken in behind, and no connection has to last so long.
            query: ``sheet`` (what a CSV file holds), ``answer`` (a list of ``KEY=VALUE``), ``plan``, ``mapping``, ``lang``.
        """
        call = self._calls.import_file(name, content, dry_run=dry_run, **query)
        report = (self._send(call, on_progress)).json()
        return cast("Record", report if on_progress is None else report["report"])

    def undo_import(self, run: str) -> Record:
        """Let every record be as it was before an import.

        Raises:
            Conflict: somebody changed one of them since.
        """
        return cast("Record", (self._send(self._calls.post("imports", run, "undo"))).json())

    def decide(self, finding: str, kind: Decision, **values: Any) -> Record:
        """Keep what is decided about a finding; the answer holds the ``id`` by which it is taken back.

        Args:
            finding: its ``key``.
            kind: in hand, done, wanted, not true, or for later.
            values: ``reason``, ``text``, ``by_role``, ``until`` (a day as text), ``alone`` …, as the API has them.
        """
        call = self._calls.post("findings", finding, "decision", body={"kind": kind, **values})
        return cast("Record", (self._send(call)).json())

    def undo_decision(self, decision: str) -> None:
        """Take a decision back; the one before it counts again."""
        self._send(self._calls.post("decisions", decision, "undo"))

    def personal_data(self, topic: str, record_id: str, *, texts: Sequence[str] = ()) -> Record:
        """All that is held of a person behind a record, and what an erasure would take away.

        Args:
            topic: ``actors`` for example.
            record_id: the record.
            texts: further words by which they are known.
        """
        call = self._calls.read("personal-data", topic, record_id, text=list(texts))
        return cast("Record", (self._send(call)).json())

    def erase(self, topic: str, record_id: str, *, texts: Sequence[str] = ()) -> Record:
        """Erase them, from the history too, and count what was erased. This cannot be undone; arguments as of :meth:`personal_data`."""
        call = self._calls.post("personal-data", topic, record_id, "erase", body={"texts": list(texts)})
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
        """End a run by its ``id``, which :class:`Progress` tells; whoever waits for it gets :class:`Conflict`."""
        self._send(self._calls.cancel("runs", run))

    def cancel_import(self, job: str) -> None:
        """End an import that goes on behind; what has arrived stays, and can be undone."""
        self._send(self._calls.cancel("imports", "jobs", job))

    def export(self, form: str = "xlsx", **query: Any) -> bytes:
        """The workspace as a file of a format."""
        return (self._send(self._calls.read("export", format=form, **query))).content


def _entries(send: Callable[..., httpx.Response], call: Call) -> Iterator[Record]:
    """Every entry of a list, fetched page by page."""
    cursor = None
    while True:
        following = replace(call, query={"limit": LONGEST_PAGE, **call.query, "cursor": cursor})
        page = cast("Page", (send(following)).json())
        yield from page["items"]
        cursor = page["next"]
        if cursor is None:
            return
