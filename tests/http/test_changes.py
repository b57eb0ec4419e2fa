"""Can another tool keep a copy by the feed of changes, whatever happens in between?"""

import random

import pytest

from app.records.records import TOPICS
from tests.asking import Asking
from tests.http.test_batches import ESSEN, XLSX, every_record

pytestmark = pytest.mark.db

STEPS = 120


class Copy:
    """A second store that knows the first by its feed alone."""

    def __init__(self, client: Asking, workspace: str) -> None:
        self.client = client
        self.workspace = workspace
        self.position = "0"
        self.sequences: list[int] = []
        self.records: dict[str, dict[str, dict]] = {name.replace("_", "-"): {} for name in TOPICS}

    def follow(self, limit: int = 7) -> None:
        while True:
            page = self.client.get(f"{self.workspace}/changes?since={self.position}&limit={limit}").json()
            for change in page["items"]:
                self.sequences.append(change["sequence"])
                for entry in change["records"]:
                    of_topic = self.records[entry["topic"]]
                    if entry["action"] == "deleted":
                        del of_topic[entry["id"]]
                    else:
                        of_topic[entry["id"]] = entry["record"]
            self.position = page["position"]
            if not page["items"]:
                return

    def listed(self) -> dict[str, list[dict]]:
        return {topic: [entry for _, entry in sorted(entries.items())] for topic, entries in self.records.items()}


def test_a_copy_stays_equal_through_edits_imports_merges_and_undos(client: Asking, workspace: str):
    copy, chance = Copy(client, workspace), random.Random(12)
    run = client.post(f"{workspace}/imports", content=ESSEN, headers={"Content-Type": XLSX}).json()["run"]
    copy.follow()
    client.post(f"{workspace}/imports/{run}/undo").raise_for_status()
    copy.follow()
    assert copy.listed() == every_record(client, workspace)
    client.post(f"{workspace}/imports", content=ESSEN, headers={"Content-Type": XLSX}).raise_for_status()
    for step in range(STEPS):
        random_change(client, workspace, chance, step)
        if chance.random() < 0.3:
            copy.follow(limit=chance.randint(1, 9))
    copy.follow()

    assert copy.listed() == every_record(client, workspace)
    assert copy.sequences == list(range(1, client.get(workspace).json()["version"] + 1))


def random_change(client: Asking, workspace: str, chance: random.Random, step: int) -> None:
    """One of what people do; some of it is refused, and then nothing is in the feed."""
    actors = client.get(f"{workspace}/actors?limit=200").json()["items"]
    actor, sample = chance.sample(actors, 2)
    address, tag = f"{workspace}/actors/{actor['id']}", {"If-Match": f'"{actor["version"]}"'}
    match chance.randrange(5):
        case 0:
            client.post(f"{workspace}/actors", json={"name": f"Neu {step}"})
        case 1:
            client.patch(address, json={"short_name": f"K{step}"}, headers=tag)
        case 2:
            client.delete(address, headers=tag)
        case 3:
            client.post(f"{address}/merge", json={"other": sample["id"]}, headers=tag)
        case 4:
            client.post(f"{workspace}/cooperations", json={"actor_a": actor["id"], "actor_b": sample["id"]})


def test_nothing_new_keeps_the_position(client: Asking, workspace: str):
    client.post(f"{workspace}/actors", json={"name": "AWO"}).raise_for_status()
    first = client.get(f"{workspace}/changes").json()

    again = client.get(f"{workspace}/changes?since={first['position']}").json()

    assert again == {"items": [], "position": first["position"], "revision": 1}


def test_another_history_is_noticed(client: Asking, workspace: str):
    """The workspace is deleted and made anew under its id, and has as many changes as before."""
    client.post(f"{workspace}/actors", json={"name": "AWO"}).raise_for_status()
    position = client.get(f"{workspace}/changes").json()["position"]
    client.delete(workspace, headers={"If-Match": client.get(workspace).headers["etag"]}).raise_for_status()
    client.post("/v1/workspaces", json={"id": "altendorf", "name": "Altendorf"}).raise_for_status()

    assert client.get(f"{workspace}/changes?since={position}").status_code == 409
    client.post(f"{workspace}/actors", json={"name": "DRK"}).raise_for_status()
    assert client.get(f"{workspace}/changes?since={position}").status_code == 409
    assert client.get(f"{workspace}/changes?since=0").status_code == 200


@pytest.mark.parametrize("since", ["x", "-1", "1.5", "", "1" * 30, "١"])
def test_a_position_is_one_that_was_given(client: Asking, workspace: str, since: str):
    assert client.get(f"{workspace}/changes?since={since}").status_code == 422


def test_a_hidden_number_is_in_no_feed(client: Asking, workspace: str):
    client.post(f"{workspace}/areas", json={"id": "x", "name": "x"}).raise_for_status()
    client.post(f"{workspace}/indicators", json={"id": "poor", "name": "Arme", "measure": "count"}).raise_for_status()
    observed = {"indicator": "poor", "area": "x", "ref_date": "2024", "value": 3}
    client.post(f"{workspace}/observations", json=observed).raise_for_status()

    last = client.get(f"{workspace}/changes").json()["items"][-1]["records"][0]

    assert last["record"] == client.get(f"{workspace}/observations/{last['id']}").json()
    assert last["record"]["value"] is None
