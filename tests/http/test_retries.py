"""Does a repeated request have one effect and get the first answer again, whatever happened in between?"""

import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import httpx
import pytest

from app.clock import now
from app.store.answers import ANSWER_LIFETIME, forget_answers
from tests.asking import Asking, asking
from tests.database import DatabaseUnderTest
from tests.line import line_to

KEY = {"Idempotency-Key": "try-1"}
CSV = {"Content-Type": "text/csv", **KEY}
CITY = Path(__file__).parents[2] / "examples" / "essener-konsens" / "arbeitsmappe.xlsx"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
LOST = 200


def assert_replayed(first: httpx.Response, again: httpx.Response) -> None:
    """Status, body and headers that say something are equal to the byte."""
    assert first.is_success, first.text
    assert "idempotency-replayed" not in first.headers
    assert again.headers["idempotency-replayed"] == "true"
    assert (again.status_code, again.content) == (first.status_code, first.content)
    for name in ("etag", "location", "content-type"):
        assert again.headers.get(name) == first.headers.get(name)


def tag(client: Asking, address: str) -> dict[str, str]:
    return {"If-Match": client.get(address).headers["etag"]}


def creation(client: Asking, workspace: str) -> Callable[[], httpx.Response]:
    return lambda: client.post(f"{workspace}/actors", json={"id": "new", "name": "Neu"}, headers=KEY)


def replacement(client: Asking, workspace: str) -> Callable[[], httpx.Response]:
    based_on = tag(client, f"{workspace}/actors/awo")
    return lambda: client.put(f"{workspace}/actors/awo", json={"name": "A"}, headers={**based_on, **KEY})


def no_change(client: Asking, workspace: str) -> Callable[[], httpx.Response]:
    based_on = tag(client, f"{workspace}/actors/awo")
    return lambda: client.patch(f"{workspace}/actors/awo", json={"name": "awo"}, headers={**based_on, **KEY})


def change(client: Asking, workspace: str) -> Callable[[], httpx.Response]:
    based_on = tag(client, f"{workspace}/actors/awo")
    return lambda: client.patch(f"{workspace}/actors/awo", json={"name": "A"}, headers={**based_on, **KEY})


def deletion(client: Asking, workspace: str) -> Callable[[], httpx.Response]:
    based_on = tag(client, f"{workspace}/actors/awo")
    return lambda: client.delete(f"{workspace}/actors/awo", headers={**based_on, **KEY})


def merge(client: Asking, workspace: str) -> Callable[[], httpx.Response]:
    based_on = tag(client, f"{workspace}/actors/awo")
    return lambda: client.post(f"{workspace}/actors/awo/merge", json={"other": "drk"}, headers={**based_on, **KEY})


def merge_undo(client: Asking, workspace: str) -> Callable[[], httpx.Response]:
    based_on = tag(client, f"{workspace}/actors/awo")
    done = client.post(f"{workspace}/actors/awo/merge", json={"other": "drk"}, headers=based_on)
    return lambda: client.post(f"{workspace}/merge/{done.json()['id']}/undo", headers=KEY)


def file_import(client: Asking, workspace: str) -> Callable[[], httpx.Response]:
    content = b"Name;Art\nTreff Nord;Verein\n"
    return lambda: client.post(f"{workspace}/imports?sheet=Akteure", content=content, headers=CSV)


def import_undo(client: Asking, workspace: str) -> Callable[[], httpx.Response]:
    content = b"Name;Art\nTreff Nord;Verein\n"
    done = client.post(f"{workspace}/imports?sheet=Akteure", content=content, headers={"Content-Type": "text/csv"})
    return lambda: client.post(f"{workspace}/imports/{done.json()['run']}/undo", headers=KEY)


def renaming(client: Asking, workspace: str) -> Callable[[], httpx.Response]:
    based_on = tag(client, workspace)
    return lambda: client.patch(workspace, json={"name": "Anders"}, headers={**based_on, **KEY})


def new_workspace(client: Asking, _workspace: str) -> Callable[[], httpx.Response]:
    return lambda: client.post("/v1/workspaces", json={"id": "neustadt", "name": "Neustadt"}, headers=KEY)


def end_of_workspace(client: Asking, workspace: str) -> Callable[[], httpx.Response]:
    based_on = tag(client, workspace)
    return lambda: client.delete(workspace, headers={**based_on, **KEY})


WRITES = (
    creation,
    replacement,
    no_change,
    change,
    deletion,
    merge,
    merge_undo,
    file_import,
    import_undo,
    renaming,
    new_workspace,
    end_of_workspace,
)


@pytest.fixture
def two_actors(client: Asking, workspace: str) -> str:
    for actor in ("awo", "drk"):
        client.post(f"{workspace}/actors", json={"id": actor, "name": actor}).raise_for_status()
    return workspace


@pytest.mark.parametrize("prepared", WRITES, ids=lambda write: write.__name__)
def test_every_write_is_answered_again_also_after_all_of_it_is_gone(client: Asking, two_actors: str, prepared):
    write = prepared(client, two_actors)
    first = write()
    assert_replayed(first, write())
    for workspace in client.get("/v1/workspaces").json()["items"]:
        address = f"/v1/workspaces/{workspace['id']}"
        client.delete(address, headers=tag(client, address)).raise_for_status()
    assert_replayed(first, write())
    assert client.get("/v1/workspaces").json()["total"] == 0


def test_a_decision_is_made_and_taken_back_once(client: Asking, workspace: str):
    client.post(f"{workspace}/imports", content=CITY.read_bytes(), headers={"Content-Type": XLSX}).raise_for_status()
    finding = client.get(f"{workspace}/findings?limit=1").json()["items"][0]["key"]

    first, again = (
        client.post(f"{workspace}/findings/{finding}/decision", json={"kind": "accepted"}, headers=KEY) for _ in "12"
    )
    assert_replayed(first, again)
    assert client.get(f"{workspace}/decisions").json()["total"] == 1

    back = f"{workspace}/decisions/{first.json()['id']}/undo"
    assert_replayed(*(client.post(back, headers={"Idempotency-Key": "try-2"}) for _ in "12"))


def test_a_refusal_is_no_answer_to_keep(client: Asking, workspace: str):
    body = {"id": "awo", "name": "AWO", "unit_of": "verband"}
    refused = client.post(f"{workspace}/actors", json=body, headers=KEY)
    client.post(f"{workspace}/actors", json={"id": "verband", "name": "Verband"}).raise_for_status()

    assert refused.status_code == 422
    assert client.post(f"{workspace}/actors", json=body, headers=KEY).status_code == 201


@pytest.mark.parametrize(
    "other",
    [
        {"json": {"id": "drk", "name": "DRK"}},
        {"json": {"id": "awo", "name": "awo"}, "url": "/places"},
    ],
    ids=["body", "address"],
)
def test_a_key_belongs_to_one_request(client: Asking, workspace: str, other):
    client.post(f"{workspace}/actors", json={"id": "awo", "name": "awo"}, headers=KEY).raise_for_status()

    answer = client.post(workspace + other.get("url", "/actors"), json=other["json"], headers=KEY)

    assert (answer.status_code, answer.json()["type"]) == (422, "/problems/key-reused")


def test_who_asks_while_the_first_is_answered_is_told_to_wait(client: Asking, workspace: str):
    under_way = client.app.state.service.under_way
    result = lambda: client.post(f"{workspace}/actors", json={"id": "awo", "name": "awo"}, headers=KEY)  # noqa: E731
    first = result()

    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda _: result(), range(8)))

    assert {answer.status_code for answer in answers} <= {201, 409}
    assert {answer.content for answer in answers if answer.is_success} <= {first.content}
    for answer in answers:
        if answer.status_code == 409:
            assert (answer.json()["type"], answer.headers["retry-after"]) == ("/problems/key-in-use", "5")
    assert under_way == {}


def test_a_second_service_beside_the_first_writes_nothing_twice(client: Asking, workspace: str, empty_neo4j):
    """Both see no answer, and both write; the database lets one of them commit."""
    with asking(empty_neo4j.patient_settings()) as beside, ThreadPoolExecutor(8) as pool:
        answers = list(
            pool.map(
                lambda number: (client, beside)[number % 2].post(
                    f"{workspace}/actors", json={"id": "awo", "name": "awo"}, headers=KEY
                ),
                range(8),
            )
        )

    assert {answer.status_code for answer in answers} <= {201, 409}
    assert len({answer.content for answer in answers if answer.is_success}) == 1
    assert client.get(workspace).json()["version"] == 1


def test_an_answer_is_kept_for_two_days(client: Asking, workspace: str):
    database = client.app.state.service.database
    result = lambda: client.post(f"{workspace}/actors", json={"id": "awo", "name": "awo"}, headers=KEY)  # noqa: E731
    first = result()

    client.portal.call(forget_answers, database, now() + ANSWER_LIFETIME - timedelta(minutes=1))
    assert_replayed(first, result())
    client.portal.call(forget_answers, database, now() + ANSWER_LIFETIME + timedelta(minutes=1))
    assert "idempotency-replayed" not in result().headers


@pytest.mark.slow
def test_two_hundred_lost_answers_have_one_effect_each(client: Asking, workspace: str, neo4j_server: DatabaseUnderTest):
    """Every commit arrives and its answer is lost; every second time the database is away afterwards as well."""
    with line_to(neo4j_server) as line:
        line.after = b"answers/keep"
        with asking(neo4j_server.settings(neo4j_url=line.url)) as far:
            outcomes = [lost_answer(far, line, workspace, number) for number in range(LOST)]

    listed = client.get(f"{workspace}/actors?limit=200").json()
    assert {slug for slug, _ in outcomes} == {None, "/problems/outcome-unknown"}
    assert [actor["version"] for actor in listed["items"]] == list(range(1, LOST + 1))
    assert [answer.json() for _, answer in outcomes] == listed["items"]
    assert client.get(workspace).json()["version"] == LOST


def lost_answer(far: Asking, line, workspace: str, number: int) -> tuple[str | None, httpx.Response]:
    """What was said when the answer to the commit was lost, and the answer to the repetition."""
    body = {"id": f"a{number:03}", "name": f"Akteur {number}"}
    far.get(f"{workspace}/actors").raise_for_status()
    line.cuts, line.dead = 1, number % 2 == 1
    first = far.post(f"{workspace}/actors", json=body, headers={"Idempotency-Key": f"lost-{number}"})
    assert line.cuts == 0
    line.dead = False
    again = far.post(f"{workspace}/actors", json=body, headers={"Idempotency-Key": f"lost-{number}"})
    again.raise_for_status()
    return json.loads(first.content).get("type"), again
