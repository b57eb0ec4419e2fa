"""Does a program that knows the client's page alone keep a second store equal, however often its connection is cut?"""

from random import Random
from typing import Any

import httpx
import pytest

from app.client import Netzblick, Refused
from app.client import waiting as client_waiting
from tests.asking import Asking

pytestmark = pytest.mark.slow  # a thousand changes

CHANGES = 1_000
CUT = 0.08
"""How often a request is lost on the way, and how often its answer is."""


class CutConnections(httpx.BaseTransport):
    """Asks the application; at random a request does not arrive, or its answer is lost."""

    def __init__(self, asking: Asking, random: Random) -> None:
        self.asking = asking
        self.random = random
        self.lost = 0

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        if self.random.random() < CUT:
            self.lost += 1
            raise httpx.ConnectError("cut", request=request)
        answer = self.asking.request(
            request.method, request.url.raw_path.decode(), headers=request.headers, content=request.read()
        )
        if self.random.random() < CUT:
            self.lost += 1
            raise httpx.ReadError("cut", request=request)
        return httpx.Response(answer.status_code, headers=answer.headers, content=answer.content)


class SecondStore:
    """A copy that follows the feed, and remembers how far it is."""

    def __init__(self) -> None:
        self.position = "0"
        self.records: dict[tuple[str, str], dict[str, Any]] = {}

    def follow(self, city: Any) -> None:
        for change in city.changes(self.position):
            for entry in change["records"]:
                self.records.pop((entry["topic"], entry["id"]), None)
                if entry["action"] == "written":
                    self.records[entry["topic"], entry["id"]] = entry["record"]
            self.position = change["position"]


def change_at_random(city: Any, known: dict[str, int], random: Random, number: int) -> None:
    """One change of some kind; what contradicts the data is refused, and that is no change.

    ``known`` are the versions of the organisations that there are.
    """
    chosen = random.choice(sorted(known)) if known else None
    kind = random.choice(["create", "create", "change", "change", "delete", "batch", "tie"])
    if chosen is None or kind == "create":
        known[f"a{number}"] = city.create("actors", {"id": f"a{number}", "name": f"Akteur {number}"})["version"]
    elif kind == "change":
        values = {"name": f"Akteur {number}"}
        known[chosen] = city.change("actors", chosen, values, version=known[chosen])["version"]
    elif kind == "delete":
        city.delete("actors", chosen, version=known[chosen])
        del known[chosen]
    elif kind == "tie":
        city.create("cooperations", {"actor_a": chosen, "actor_b": random.choice(sorted(known)), "kind": "agreement"})
    else:
        areas = [{"id": f"n{number}-{side}", "name": f"N {number} {side}"} for side in "ab"]
        city.batch([{"action": "create", "topic": "areas", "record": record} for record in areas])


def test_a_second_store_is_equal_after_a_thousand_changes(client: Asking, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(client_waiting.time, "sleep", lambda _seconds: None)
    random = Random(20260901)
    line, second = CutConnections(client, random), SecondStore()
    with Netzblick("http://127.0.0.1:8420", transport=line) as service:
        city = service.create_workspace("nord", "Nord")
        known, refused = dict[str, int](), list[int]()
        for number in range(CHANGES):
            try:
                change_at_random(city, known, random, number)
            except Refused as error:
                refused.append(error.status)
            if random.random() < 0.05:
                second.follow(city)
        second.follow(city)
        first = {
            (topic, entry["id"]): entry
            for topic in ("actors", "areas", "cooperations")
            for entry in city.records(topic)
        }

    assert second.records == first
    assert second.position.partition("-")[0] == str(client.get("/v1/workspaces/nord").json()["version"])
    assert set(refused) <= {409, 422}
    assert (line.lost > CHANGES * CUT, len(refused) < CHANGES / 2, len(first) > 100) == (True, True, True)
