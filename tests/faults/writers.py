"""Programs that write all the time, repeat what was not acknowledged, and know at the end what must be there."""

import asyncio
import itertools
from collections import Counter
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import httpx

WORKSPACE = "faults"
HERE = f"/v1/workspaces/{WORKSPACE}"
BATCH = 5
CSV = {"Content-Type": "text/csv"}

PASSING = frozenset({409, 429, 503, 504, 507})
"""Answers after which the same request is sent again with the same key; 409 while the first is being answered."""

_PAUSE_SECONDS = 0.2


@dataclass(slots=True)
class Ledger:
    """What was acknowledged: the ids of each write, which came together; what was sent; every status that was met.

    ``unexpected`` are answers that no fault explains.
    """

    acknowledged: list[tuple[str, ...]] = field(default_factory=list)
    sent: list[tuple[str, ...]] = field(default_factory=list)
    statuses: Counter[int] = field(default_factory=Counter)
    unexpected: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What is there in the end, against the ledger."""

    writes: int
    lost: int
    torn: int
    doubled: int

    @property
    def is_clean(self) -> bool:
        return not (self.lost or self.torn or self.doubled)


class Writers:
    """Three writers at once: single records, batches of five, imports of five rows."""

    def __init__(self, address: str) -> None:
        self.ledger = Ledger()
        self._address = address
        self._numbers = itertools.count()
        self._ended = asyncio.Event()

    async def run(self) -> None:
        """Write until told to end; each writer ends with an acknowledged write."""
        async with httpx.AsyncClient(base_url=self._address, timeout=30.0, trust_env=False) as client:
            await asyncio.gather(*(self._writing(client, kind) for kind in ("single", "batch", "import")))

    def end(self) -> None:
        self._ended.set()

    async def _writing(self, client: httpx.AsyncClient, kind: str) -> None:
        while not self._ended.is_set():
            number = next(self._numbers)
            ids = (f"{kind}-{number}",) if kind == "single" else tuple(f"{kind}-{number}-{at}" for at in range(BATCH))
            self.ledger.sent.append(ids)
            if await self._acknowledged(client, kind, number, ids):
                self.ledger.acknowledged.append(ids)

    async def _acknowledged(self, client: httpx.AsyncClient, kind: str, number: int, ids: Sequence[str]) -> bool:
        while True:
            status, text = await self._sent(client, kind, f"{kind}-{number}", ids)
            self.ledger.statuses[status] += 1
            if status in (200, 201):
                return True
            if status and status not in PASSING:
                self.ledger.unexpected.append(f"{kind}: {status} {text[:300]}")
                return False
            await asyncio.sleep(_PAUSE_SECONDS)

    async def _sent(self, client: httpx.AsyncClient, kind: str, key: str, ids: Sequence[str]) -> tuple[int, str]:
        """Status and text of the answer; 0: none came."""
        path, values = _request(kind, ids)
        headers = {"Idempotency-Key": key, **values.pop("headers", {})}
        try:
            answer = await client.post(f"{HERE}/{path}", headers=headers, **values)
        except httpx.HTTPError:
            return 0, ""
        if answer.status_code >= httpx.codes.BAD_REQUEST and "problem+json" not in answer.headers["content-type"]:
            self.ledger.unexpected.append(f"{kind}: {answer.status_code} is told without problem details")
        return answer.status_code, answer.text


def _request(kind: str, ids: Sequence[str]) -> tuple[str, dict]:
    if kind == "single":
        return "actors", {"json": {"id": ids[0], "name": f"Treff {ids[0]}"}}
    if kind == "batch":
        operations = [
            {"action": "create", "topic": "actors", "record": {"id": record_id, "name": f"Treff {record_id}"}}
            for record_id in ids
        ]
        return "batch", {"json": {"operations": operations}}
    rows = "".join(f"{record_id};Treff {record_id};Verein\n" for record_id in ids)
    return "imports?sheet=Akteure", {"content": f"ID;Name;Art\n{rows}".encode(), "headers": CSV}


@asynccontextmanager
async def writing(address: str) -> AsyncIterator[Writers]:
    """Writers at work; on leaving they have ended."""
    async with httpx.AsyncClient(base_url=address, timeout=60.0, trust_env=False) as client:
        made = {"json": {"id": WORKSPACE, "name": "Störungen"}, "headers": {"Idempotency-Key": "workspace"}}
        await _in_the_end(client, "POST", "/v1/workspaces", **made)
    writers = Writers(address)
    running = asyncio.create_task(writers.run())
    try:
        yield writers
    finally:
        writers.end()
        await running


async def verdict(address: str, ledger: Ledger) -> Verdict:
    """What became of everything that was sent, by the list of records and the feed of changes."""
    async with httpx.AsyncClient(base_url=address, timeout=60.0, trust_env=False) as client:
        stored = {record["id"] async for record in _items(client, f"{HERE}/actors")}
        changes = [change async for change in _items(client, f"{HERE}/changes", start="0")]
    created = Counter(record["id"] for change in changes for record in change["records"])
    return Verdict(
        writes=len(ledger.acknowledged),
        lost=sum(not stored.issuperset(ids) for ids in ledger.acknowledged),
        torn=sum(0 < len(stored.intersection(ids)) < len(ids) for ids in ledger.sent),
        doubled=sum(count > 1 for count in created.values()),
    )


async def _in_the_end(client: httpx.AsyncClient, method: str, path: str, **values: Any) -> httpx.Response:
    """The answer of a service that is ready but short of time: asked again until it has some."""
    while True:
        answer = await client.request(method, path, **values)
        if answer.status_code not in PASSING:
            return answer.raise_for_status()
        await asyncio.sleep(_PAUSE_SECONDS)


async def _items(client: httpx.AsyncClient, path: str, start: str | None = None) -> AsyncIterator[Mapping]:
    """Everything in a list, page by page; a feed from its start."""
    parameters: dict[str, str] = {"limit": "200"} | ({} if start is None else {"since": start})
    while True:
        page = (await _in_the_end(client, "GET", path, params=parameters)).json()
        for item in page["items"]:
            yield item
        following = page.get("next") if start is None else page["position"]
        if not following or not page["items"]:
            return
        parameters["cursor" if start is None else "since"] = following
