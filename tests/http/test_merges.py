"""Can two records of one organisation be merged over HTTP, only as their version allows, and apart again?"""

import pytest

from tests.asking import Asking


@pytest.fixture
def twice(client: Asking, workspace: str) -> str:
    """A workspace with the same organisation twice, each with an offer and a tie; the address of the first."""
    for name in ("awo", "awo-kv", "drk"):
        client.post(f"{workspace}/actors", json={"id": name, "name": name}).raise_for_status()
    for name in ("awo", "awo-kv"):
        client.post(f"{workspace}/offers", json={"id": f"o-{name}", "name": "o", "leads": [name]}).raise_for_status()
        client.post(f"{workspace}/cooperations", json={"actor_a": name, "actor_b": "drk"}).raise_for_status()
    return f"{workspace}/actors/awo"


def merge(client: Asking, address: str, gone: object = "awo-kv", **headers: str):
    tag = client.get(address).headers.get("etag", '"1"')
    return client.post(f"{address}/merge", json={"other": gone}, headers={"If-Match": tag, **headers})


def test_a_merge_and_its_undo(client, workspace, twice):
    done = merge(client, twice)
    assert done.status_code == 200, done.text
    assert done.json() | {"id": "", "sequence": 0} == {
        "id": "",
        "removed": "awo-kv",
        "changed": {"actors": 2, "cooperations": 2, "offers": 1},
        "sequence": 0,
        "undone": False,
    }
    assert done.headers["etag"] == client.get(twice).headers["etag"]
    assert client.get(f"{workspace}/actors/awo-kv").status_code == 404
    assert client.get(f"{workspace}/offers/o-awo-kv").json()["leads"] == ["awo"]
    assert client.get(f"{workspace}/cooperations").json()["total"] == 1

    back = client.post(f"{workspace}/merge/{done.json()['id']}/undo")
    assert (back.status_code, back.json()["undone"]) == (200, True)
    assert client.get(f"{workspace}/offers/o-awo-kv").json()["leads"] == ["awo-kv"]
    assert client.get(f"{workspace}/cooperations").json()["total"] == 2


def test_the_same_key_merges_once(client, twice):
    first, again = (merge(client, twice, **{"Idempotency-Key": "k"}) for _ in range(2))
    assert (first.status_code, again.status_code, again.json()) == (200, 200, first.json())


def test_a_merge_needs_the_version_it_is_based_on(client, twice):
    bare = client.post(f"{twice}/merge", json={"other": "awo-kv"})
    stale = client.post(f"{twice}/merge", json={"other": "awo-kv"}, headers={"If-Match": '"999"'})
    assert (bare.status_code, stale.status_code) == (428, 412)


@pytest.mark.parametrize(
    ("gone", "status", "slug"),
    [("nobody", 404, "unknown-name"), ("awo", 422, "invalid-input"), ("../x", 422, "invalid-input")],
)
def test_what_cannot_be_merged(client, twice, gone, status, slug):
    answer = merge(client, twice, gone)
    assert (answer.status_code, answer.json()["type"]) == (status, f"/problems/{slug}")


def test_a_merge_that_is_not_there(client, workspace):
    for name in ("nothing", "%2e%2e", "a%00b"):
        assert client.post(f"{workspace}/merge/{name}/undo").status_code == 404
