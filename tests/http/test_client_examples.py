"""Do the examples of the client's page run against the real service, also over a line that breaks?"""

import asyncio
import re
import socket
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from app.client import AsyncNetzblick, Conflict, Netzblick, Progress, UnknownName
from app.formats.hsds import write_hsds
from tests.browser.serving import serving
from tests.factories import AS_OF, actor, records
from tests.line import line_to

pytestmark = pytest.mark.db

PAGE = (Path(__file__).parents[2] / "docs" / "client.md").read_text("utf-8")


@pytest.fixture
def examples() -> dict[str, Any]:
    """The functions of the page."""
    names: dict[str, Any] = {}
    for block in re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL):
        exec(block, names)
    return names


@pytest.fixture
def address(empty_neo4j) -> Iterator[str]:
    """The service on a port, its database behind a line that loses the answer to every tenth write."""
    with line_to(empty_neo4j) as line, serving(empty_neo4j.settings(neo4j_url=line.url)) as served:
        with Netzblick(served) as service:
            service.create_workspace("nordstadt", "Nordstadt", reference_date="2024-09-01")
        line.after, line.cuts = b"answers/keep", 3
        yield served


class Directory:
    """Somebody else's list of services."""

    def __init__(self) -> None:
        self.position = "0"
        self.entries: dict[tuple[str, str], dict] = {}

    def hsds(self) -> bytes:
        return write_hsds(records(actor("awo", name="AWO"), actor("drk", name="DRK")), AS_OF)

    def put(self, topic: str, record: dict) -> None:
        self.entries[topic, record["id"]] = record

    def remove(self, topic: str, record: str) -> None:
        del self.entries[topic, record]


def test_a_directory_is_kept_in_step(address, examples):
    directory = Directory()
    examples["nightly"](directory, address)
    with Netzblick(address) as service:
        city = service.workspace("nordstadt")
        city.create("actors", {"id": "neu", "name": "Neu"})
        gone = next(entry for entry in city.records("actors") if entry["name"] == "DRK")
        city.delete("actors", gone["id"], version=gone["version"])
        for change in city.changes(directory.position):
            assert change["sequence"] > 1
        examples["nightly"](directory, address)
        listed = {("actors", entry["id"]): entry for entry in city.records("actors")}

    assert {key: entry for key, entry in directory.entries.items() if key[0] == "actors"} == listed


def test_indicators_are_delivered_once(address, examples):
    with Netzblick(address) as service:
        city = service.workspace("nordstadt")
        city.create("areas", {"id": "nord", "name": "Nord"})
        city.create("indicators", {"id": "unemployed", "name": "Arbeitslose", "measure": "count"})
        values = {("unemployed", "nord", day): number for day, number in (("2022", 1200.0), ("2023", 1240.0))}
        first = examples["deliver"](values, address)
        assert examples["deliver"](values, address) is None
        second = examples["deliver"]({**values, ("unemployed", "nord", "2023"): 1300.0}, address)
        stored = {entry["ref_date"]: entry["value"] for entry in city.records("observations")}

    assert (second - first, stored) == (1, {"2022": 1200.0, "2023": 1300.0})
    with pytest.raises(SystemExit, match="/operations/0/record/area"):
        examples["deliver"]({("unemployed", "nowhere", "2023"): 1.0}, address)


def test_a_file_is_tried_first_and_taken_back(address, examples):
    file = b"ID;Name\nawo;AWO\ndrk;DRK\n"

    run = examples["take_in"]("akteure.csv", file, address)

    with Netzblick(address) as service:
        city = service.workspace("nordstadt")
        assert [entry["id"] for entry in city.records("actors")] == ["awo", "drk"]
        assert city.undo_import(run)["undone"]
        assert list(city.records("actors")) == []


def test_an_import_goes_on_when_its_client_hangs_up(address):
    body = b"ID;Name\n" + b"".join(b"a%d;Akteur %d\n" % (number, number) for number in range(500))
    path, key = "/v1/workspaces/nordstadt/imports?sheet=Akteure", {"Idempotency-Key": "k", "Content-Type": "text/csv"}
    host = httpx.URL(address).netloc
    head = "".join(f"{name}: {value}\r\n" for name, value in {**key, "Content-Length": len(body)}.items())
    with socket.create_connection(tuple(host.decode().split(":"))) as line:
        line.sendall(f"POST {path} HTTP/1.1\r\nHost: {host.decode()}\r\n{head}\r\n".encode() + body)
        time.sleep(0.2)

    def ask_again() -> httpx.Response:
        return httpx.post(f"{address.rstrip('/')}{path}", content=body, headers=key, timeout=60)

    while (answer := ask_again()).status_code == 409:
        time.sleep(0.2)

    assert (answer.status_code, answer.json()["new"]) == (200, 500)
    with Netzblick(address) as service:
        assert [run["id"] for run in service.workspace("nordstadt").records("imports")] == [answer.json()["run"]]


ENDING_SOON: list[Any] = [
    {"action": "create", "topic": "areas", "record": {"id": "nord", "name": "Nord"}},
    {
        "action": "create",
        "topic": "funding-areas",
        "record": {"id": "stadt", "name": "Soziale Stadt", "areas": ["nord"], "end": "2024-12"},
    },
]
"""Something to decide about: what ends soon."""


def test_minutes_of_a_meeting_are_kept(address, examples):
    with Netzblick(address) as service:
        city = service.workspace("nordstadt")
        city.batch(ENDING_SOON)
        finding = next(city.records("findings"))["key"]

        (kept,) = examples["keep_minutes"]([(finding, "accepted", "AWO ruft an")], address)

        assert [entry["id"] for entry in city.records("decisions")] == [kept["id"]]
        city.undo_decision(kept["id"])
        assert list(city.records("decisions")) == []


def _made(city: Any, name: str) -> str:
    return city.create("actors", {"name": name})["id"]


def test_who_wants_to_be_forgotten_is(address, examples):
    with Netzblick(address) as service:
        record = _made(service.workspace("nordstadt"), "Praxis Muster")

        held = examples["held"](record, ["Frau Muster"], address)
        images, changes = examples["forget"](record, ["Frau Muster"], "person:m.muster", address)

        assert [entry["id"] for entry in held["records"]] == [record]
        # beside the former states that were held, the one that the deletion itself puts into the history
        assert (images, changes) == (held["erasure"]["images"] + 1, 0)
        assert service.changes_of_author("person:m.muster") == []
        assert list(service.workspace("nordstadt").records("actors")) == []


def test_the_client_that_does_not_wait_does_the_same(address):
    async def ask() -> None:
        async with AsyncNetzblick(address) as service:
            city, seen = service.workspace("nordstadt"), list[Progress]()
            report = await city.import_file("akteure.csv", b"ID;Name\nawo;AWO\n", on_progress=seen.append)
            await city.batch(ENDING_SOON)
            finding = await anext(city.records("findings"))
            decision = await city.decide(finding["key"], "later", until="2030-01-01")
            await city.undo_decision(decision["id"])
            held = await city.personal_data("actors", "awo")
            assert (report["new"], len(held["records"])) == (1, 1)
            await city.change("actors", "awo", {"mediator": True}, version=1)
            with pytest.raises(Conflict):
                await city.undo_import(report["run"])
            await city.erase("actors", "awo")
            assert [entry["id"] for entry in await service.workspaces()] == ["nordstadt"]
            assert await service.changes_of_author("key:nobody") == []
            assert await service.forget_author("key:nobody") == 0
            with pytest.raises(UnknownName):
                await city.cancel_import("nothing")

    asyncio.run(ask())


def test_a_report_is_fetched(address, examples):
    with Netzblick(address) as service:
        service.workspace("nordstadt").batch(
            [{"action": "create", "topic": "actors", "record": {"name": name}} for name in ("AWO", "DRK", "VHS")]
        )

    report, findings, measures = asyncio.run(examples["report"](address))

    assert report.decode().startswith("#")
    assert findings >= 0
    assert measures
