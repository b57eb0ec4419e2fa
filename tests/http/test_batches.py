"""Is a batch written as one change, whatever order its records have, or not at all?"""

from importlib.resources import files

import pytest

from app.records.records import TOPICS
from tests.asking import Asking

pytestmark = pytest.mark.db

ESSEN = (files("examples") / "essener-konsens" / "arbeitsmappe.xlsx").read_bytes()
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
NORTH = {"action": "create", "topic": "areas", "record": {"id": "nord", "name": "Nord", "neighbours": ["sued"]}}
SOUTH = {"action": "create", "topic": "areas", "record": {"id": "sued", "name": "Süd", "neighbours": ["nord"]}}


def every_record(client: Asking, workspace: str) -> dict[str, list[dict]]:
    """All records by topic, page by page."""
    records = {}
    for topic in (name.replace("_", "-") for name in TOPICS):
        records[topic], cursor = [], ""
        while cursor is not None:
            page = client.get(f"{workspace}/{topic}?limit=200{cursor and f'&cursor={cursor}'}").json()
            records[topic] += page["items"]
            cursor = page["next"]
    return records


def without_versions(records: dict[str, list[dict]]) -> dict[str, list[dict]]:
    return {topic: [entry | {"version": 0, "source": None} for entry in entries] for topic, entries in records.items()}


def test_every_record_of_a_city_can_be_posted_as_it_was_read(client: Asking, workspace: str):
    client.post(f"{workspace}/imports", content=ESSEN, headers={"Content-Type": XLSX}).raise_for_status()
    read = every_record(client, workspace)
    operations = [
        {"action": "create", "topic": topic, "record": entry} for topic, entries in read.items() for entry in entries
    ]
    client.post("/v1/workspaces", json={"id": "copy", "name": "Kopie"}).raise_for_status()

    done = client.post("/v1/workspaces/copy/batch", json={"operations": operations[::-1]})

    assert done.status_code == 200, done.text
    assert len(operations) > 200
    assert without_versions(every_record(client, "/v1/workspaces/copy")) == without_versions(read)
    assert client.get("/v1/workspaces/copy").json()["version"] == 1


def test_areas_name_each_other(client: Asking, workspace: str):
    done = client.post(f"{workspace}/batch", json={"operations": [NORTH, SOUTH]})

    assert done.json() == {
        "dry_run": False,
        "sequence": 1,
        "items": [
            {"action": "create", "topic": "areas", "id": "nord", "version": 1},
            {"action": "create", "topic": "areas", "id": "sued", "version": 1},
        ],
    }


def test_all_four_actions_in_one_change(client: Asking, workspace: str):
    client.post(f"{workspace}/batch", json={"operations": [NORTH, SOUTH]}).raise_for_status()
    for actor in ("awo", "drk"):
        client.post(f"{workspace}/actors", json={"id": actor, "name": actor}).raise_for_status()

    done = client.post(
        f"{workspace}/batch",
        json={
            "operations": [
                {"action": "replace", "topic": "areas", "id": "nord", "version": 1, "record": {"name": "Norden"}},
                {"action": "change", "topic": "actors", "id": "awo", "version": 2, "record": {"active_in": ["west"]}},
                {"action": "change", "topic": "areas", "id": "sued", "version": 1, "record": {"name": "Süd"}},
                {"action": "delete", "topic": "actors", "id": "drk", "version": 3},
                {"action": "create", "topic": "areas", "record": {"id": "west", "name": "West"}},
            ]
        },
    )

    assert [item["version"] for item in done.json()["items"]] == [4, 4, 1, None, 4], done.text
    assert client.get(f"{workspace}/areas/nord").json()["neighbours"] == []
    assert client.get(f"{workspace}/actors/drk").status_code == 404


def test_a_dry_run_says_the_same_and_writes_nothing(client: Asking, workspace: str):
    tried = client.post(f"{workspace}/batch?dry_run=true", json={"operations": [NORTH, SOUTH]}).json()
    before = client.get(workspace).json()
    done = client.post(f"{workspace}/batch", json={"operations": [NORTH, SOUTH]}).json()

    assert (before["version"], before["counts"]["areas"]) == (0, 0)
    assert tried == done | {"dry_run": True}


def test_a_dry_run_of_more_than_one_transaction_may_hold_writes_nothing(
    client: Asking, workspace: str, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(client.app.state.service.database, "transaction_rows", 1)
    tried = client.post(f"{workspace}/batch?dry_run=true", json={"operations": [NORTH, SOUTH]})
    assert (tried.status_code, client.get(workspace).json()["version"]) == (200, 0)


def test_a_batch_that_changes_nothing_has_no_number_of_a_change(client: Asking, workspace: str):
    client.post(f"{workspace}/batch", json={"operations": [NORTH, SOUTH]}).raise_for_status()
    same = {
        "action": "change",
        "topic": "areas",
        "id": "nord",
        "version": 1,
        "record": {"name": NORTH["record"]["name"]},
    }
    again = client.post(f"{workspace}/batch", json={"operations": [same]}).json()
    assert (again["sequence"], again["items"][0]["version"]) == (None, 1)


@pytest.mark.parametrize(
    ("operation", "status", "pointer", "code"),
    [
        ({**SOUTH, "record": {"name": ""}}, 422, "/operations/1/record/name", "string_too_short"),
        (
            {**SOUTH, "record": {"name": "S", "neighbours": ["x"]}},
            422,
            "/operations/1/record/neighbours",
            "unknown_reference",
        ),
        ({**SOUTH, "record": {"name": "S", "chef": 1}}, 422, "/operations/1/record/chef", "extra_forbidden"),
        ({**SOUTH, "topic": "persons"}, 422, "/operations/1/topic", "literal_error"),
        ({**SOUTH, "action": "upsert"}, 422, "/operations/1/action", "literal_error"),
        ({**SOUTH, "record": None}, 422, "/operations/1/record", "missing"),
        (NORTH, 422, "/operations/1/id", "twice"),
        ({"action": "change", "topic": "areas", "record": {}}, 422, "/operations/1/id", "missing"),
        (
            {"action": "delete", "topic": "areas", "id": "x", "version": 1, "record": {}},
            422,
            "/operations/1/record",
            "extra_forbidden",
        ),
        ({"action": "delete", "topic": "areas", "id": "x", "version": 1}, 404, None, None),
        ({"action": "delete", "topic": "actors", "id": "awo"}, 428, None, None),
        ({"action": "delete", "topic": "actors", "id": "awo", "version": 9}, 412, None, None),
        ({"action": "create", "topic": "actors", "record": {"id": "awo", "name": "AWO"}}, 409, None, None),
        (
            {
                "action": "create",
                "topic": "offers",
                "record": {"name": "O", "leads": ["awo"], "start": "2024", "end": "2023"},
            },
            422,
            "/operations/1/record/end",
            "end_before_start",
        ),
    ],
)
def test_one_wrong_step_stops_all(client: Asking, workspace: str, operation, status, pointer, code):
    client.post(f"{workspace}/actors", json={"id": "awo", "name": "AWO"}).raise_for_status()
    first = {**NORTH, "record": {"id": "nord", "name": "Nord"}}

    answer = client.post(f"{workspace}/batch", json={"operations": [first, operation]})

    problems = [(problem["pointer"], problem["code"]) for problem in answer.json()["errors"]]
    assert answer.status_code == status, answer.text
    assert problems == ([(pointer, code)] if code else [])
    assert client.get(workspace).json()["version"] == 1


@pytest.mark.parametrize("body", [{}, {"operations": []}, {"operations": [NORTH] * 1001}, [NORTH]])
def test_a_batch_has_operations(client: Asking, workspace: str, body):
    assert client.post(f"{workspace}/batch", json=body).status_code == 422


def test_nothing_lies_within_itself(client: Asking, workspace: str):
    inside = [{**step, "record": {**step["record"], "neighbours": []}} for step in (NORTH, SOUTH)]
    inside[0]["record"]["part_of"], inside[1]["record"]["part_of"] = "sued", "nord"

    batch = client.post(f"{workspace}/batch", json={"operations": inside})
    client.post(f"{workspace}/actors", json={"id": "awo", "name": "AWO"}).raise_for_status()
    client.post(f"{workspace}/actors", json={"id": "kita", "name": "Kita", "unit_of": "awo"}).raise_for_status()
    single = client.patch(f"{workspace}/actors/awo", json={"unit_of": "kita"}, headers={"If-Match": '"1"'})

    assert batch.status_code == single.status_code == 422, (batch.text, single.text)
    assert {(problem["pointer"], problem["code"]) for problem in batch.json()["errors"]} == {
        ("/operations/0/record/part_of", "circle"),
        ("/operations/1/record/part_of", "circle"),
    }
    assert single.json()["errors"] == [
        {"code": "circle", "detail": "awo: lies within itself (awo → kita → awo)", "pointer": "/unit_of"}
    ]
    assert client.get(f"{workspace}/areas").json()["items"] == []
