"""Does everybody who writes at once get an honest answer?"""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import pytest

AT_ONCE = 8


def test_of_eight_writes_on_one_version_one_wins(client, workspace):
    made = client.post(f"{workspace}/actors", json={"name": "AWO"})
    address, tag = made.headers["location"], made.headers["etag"]

    with ThreadPoolExecutor(AT_ONCE) as pool:
        answers = list(
            pool.map(
                lambda number: client.put(address, json={"name": f"AWO {number}"}, headers={"If-Match": tag}),
                range(AT_ONCE),
            )
        )

    assert Counter(answer.status_code for answer in answers) == {200: 1, 412: AT_ONCE - 1}
    winner = next(answer for answer in answers if answer.status_code == 200)
    assert client.get(address).json() == winner.json()


def test_of_eight_creations_of_one_id_one_wins(client, workspace):
    with ThreadPoolExecutor(AT_ONCE) as pool:
        answers = list(
            pool.map(
                lambda number: client.post(f"{workspace}/actors", json={"id": "awo", "name": f"AWO {number}"}), range(8)
            )
        )

    assert Counter(answer.status_code for answer in answers) == {201: 1, 409: AT_ONCE - 1}


def test_the_same_request_eight_times_has_one_effect(client, workspace):
    headers = {"Idempotency-Key": "one"}

    with ThreadPoolExecutor(AT_ONCE) as pool:
        answers = list(
            pool.map(
                lambda _: client.post(f"{workspace}/actors", json={"name": "AWO"}, headers=headers), range(AT_ONCE)
            )
        )

    assert {answer.status_code for answer in answers} <= {201, 409}
    assert {answer.json()["type"] for answer in answers if answer.status_code == 409} <= {"/problems/key-in-use"}
    assert len({answer.text for answer in answers if answer.status_code == 201}) == 1
    assert client.get(workspace).json()["version"] == 1


def test_a_key_belongs_to_one_body(client, workspace):
    headers = {"Idempotency-Key": "one"}
    client.post(f"{workspace}/actors", json={"name": "AWO"}, headers=headers).raise_for_status()

    answer = client.post(f"{workspace}/actors", json={"name": "DRK"}, headers=headers)

    assert (answer.status_code, answer.json()["type"]) == (422, "/problems/key-reused")
    assert client.get(f"{workspace}/actors").json()["total"] == 1


@pytest.mark.parametrize("key", ["x" * 201, "two words", "", "ü".encode("latin-1")])
def test_a_key_is_short_and_visible(client, workspace, key):
    answer = client.post(f"{workspace}/actors", json={"name": "AWO"}, headers={"Idempotency-Key": key})

    assert (answer.status_code, answer.json()["errors"][0]["code"]) == (422, "bad_key")
