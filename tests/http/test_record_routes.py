"""Can a record of every topic be made, read, changed and deleted, and only as its version allows?"""

import pytest

from app.api.v1.record_models import models_of
from app.records.records import TOPICS
from tests.asking import Asking
from tests.http.bodies import CHANGES, NEW, fill

PATHS = tuple(NEW)
MADE_IDS = {"cooperations": "awo--caritas--joint_offer", "tie-reports": "w1--awo--caritas--joint_offer"}


def made(client: Asking, workspace: str, path: str) -> tuple[str, dict]:
    fill(client, workspace, last=path)
    answer = client.post(f"{workspace}/{path}", json=NEW[path])
    assert answer.status_code == 201, answer.text
    return answer.headers["location"], answer.json()


def test_every_topic_has_a_body_here():
    assert {path.replace("-", "_") for path in PATHS} == set(TOPICS)


@pytest.mark.parametrize("path", PATHS)
def test_what_is_made_is_read_back(client, workspace, path):
    address, record = made(client, workspace, path)

    answer = client.get(address)

    expected = NEW[path] if path != "cooperations" else {"kind": "joint_offer", "strength": 3}
    assert expected.items() <= answer.json().items()
    assert answer.json() == record
    models_of(path.replace("-", "_")).stored.model_validate_json(answer.content)
    assert answer.headers["etag"] == f'"{record["version"]}"'


@pytest.mark.parametrize("path", PATHS)
def test_a_change_keeps_the_rest_and_raises_the_version(client, workspace, path):
    address, record = made(client, workspace, path)

    answer = client.patch(address, json=CHANGES[path], headers={"If-Match": f'"{record["version"]}"'})

    assert answer.status_code == 200, answer.text
    assert answer.json() == record | CHANGES[path] | {"version": answer.json()["version"]}
    assert answer.json()["version"] > record["version"]


@pytest.mark.parametrize("path", PATHS)
def test_replacing_sets_back_what_is_left_out(client, workspace, path):
    address, record = made(client, workspace, path)
    changed = client.patch(address, json=CHANGES[path], headers={"If-Match": f'"{record["version"]}"'})
    whole = {name: value for name, value in NEW[path].items() if name != "id"}

    answer = client.put(address, json=whole, headers={"If-Match": changed.headers["etag"]})

    assert answer.status_code == 200, answer.text
    assert answer.json() == record | {"version": answer.json()["version"]}


@pytest.mark.parametrize("path", PATHS)
def test_what_is_deleted_is_gone(client, workspace, path):
    address, record = made(client, workspace, path)

    answer = client.delete(address, headers={"If-Match": f'"{record["version"]}"'})

    assert (answer.status_code, answer.content) == (204, b"")
    assert client.get(address).status_code == 404


TAGS = [(None, 428), ("*", 428), ('"999999"', 412), ('"abc"', 412), ('W/"1"', 412), ("7", 422)]


@pytest.mark.parametrize("path", PATHS)
def test_a_write_needs_the_version_it_is_based_on(client, workspace, path):
    address, record = made(client, workspace, path)
    whole = {name: value for name, value in NEW[path].items() if name != "id"}
    bodies = {"PUT": {"json": whole}, "PATCH": {"json": CHANGES[path]}, "DELETE": {}}

    by_name = {
        (method, tag): client.request(method, address, headers={"If-Match": tag} if tag else {}, **body).status_code
        for method, body in bodies.items()
        for tag, _ in TAGS
    }

    assert by_name == {(method, tag): status for method in bodies for tag, status in TAGS}
    assert client.get(address).json() == record


@pytest.mark.parametrize("path", PATHS)
def test_lists_hold_what_is_there(client, workspace, path):
    fill(client, workspace)

    answer = client.get(f"{workspace}/{path}").json()

    expected = {"awo", "caritas"} if path == "actors" else {NEW[path].get("id", MADE_IDS.get(path))}
    assert {item["id"] for item in answer["items"]} == expected
    assert (answer["total"], answer["next"]) == (len(expected), None)


def test_who_has_the_newest_version_is_told_so(client, workspace):
    address, record = made(client, workspace, "actors")

    answer = client.get(address, headers={"If-None-Match": f'"{record["version"]}"'})

    assert (answer.status_code, answer.content) == (304, b"")
    assert client.get(address, headers={"If-None-Match": '"0"'}).status_code == 200


def test_an_unchanged_record_keeps_its_version(client, workspace):
    address, record = made(client, workspace, "actors")

    answer = client.patch(address, json={"name": "AWO"}, headers={"If-Match": f'"{record["version"]}"'})

    assert answer.json() == record


def test_null_clears_what_may_be_empty_and_nothing_else(client, workspace):
    address, record = made(client, workspace, "actors")
    tag = {"If-Match": f'"{record["version"]}"'}

    assert client.patch(address, json={"name": None}, headers=tag).json()["errors"][0]["pointer"] == "/name"
    cleared = client.patch(address, json={"start": None, "kinds": None}, headers=tag).json()

    assert (cleared["start"], cleared["kinds"], cleared["home_area"]) == (None, [], "nord")


def test_deleting_what_others_need_names_them(client, workspace):
    fill(client, workspace)
    address = f"{workspace}/actors/awo"
    tag = client.get(address).headers["etag"]

    answer = client.delete(address, headers={"If-Match": tag})

    assert answer.status_code == 409
    assert answer.json()["type"] == "/problems/conflict"
    assert "grants „g1“" in answer.json()["detail"]
    assert client.get(address).headers["etag"] == tag


def test_what_hangs_on_a_record_goes_with_it_when_that_is_wished(client, workspace):
    fill(client, workspace)
    address = f"{workspace}/actors/awo"
    tag = client.get(address).headers["etag"]
    naming = [offer["id"] for offer in client.get(f"{workspace}/offers").json()["items"] if "awo" in offer["leads"]]

    answer = client.delete(f"{address}?with_referrers=true", headers={"If-Match": tag})

    assert (answer.status_code, answer.content) == (204, b"")
    assert client.get(address).status_code == 404
    ties = client.get(f"{workspace}/cooperations").json()["items"]
    assert not any("awo" in (tie["actor_a"], tie["actor_b"]) for tie in ties)
    assert naming
    assert all(client.get(f"{workspace}/offers/{offer}").json()["leads"] == [] for offer in naming)


def test_pages_are_walked_by_their_cursors(client, workspace):
    names = [f"haus-{number:02}" for number in range(7)]
    for name in names:
        client.post(f"{workspace}/actors", json={"name": name}).raise_for_status()

    entries, address = [], f"{workspace}/actors?limit=3&q=haus"
    while address:
        answer = client.get(address)
        entries.append([item["id"] for item in answer.json()["items"]])
        address = answer.links.get("next", {}).get("url")

    assert [len(page) for page in entries] == [3, 3, 1]
    assert [name for page in entries for name in page] == names


def test_a_search_finds_parts_of_names(client, workspace):
    fill(client, workspace)

    content = client.get(f"{workspace}/actors", params={"q": "CARI"}).json()

    assert [item["id"] for item in content["items"]] == ["caritas"]
    assert content["total"] == 1


def test_an_id_is_made_of_the_name_and_not_twice(client, workspace):
    first = client.post(f"{workspace}/actors", json={"name": "Bürgerhaus Öst"})
    second = client.post(f"{workspace}/actors", json={"name": "Bürgerhaus öst"})

    assert first.json()["id"] == "buergerhaus-oest"
    assert (second.status_code, second.json()["type"]) == (409, "/problems/conflict")


def test_a_pair_is_one_cooperation_whoever_comes_first(client, workspace):
    _, record = made(client, workspace, "cooperations")
    again = client.post(
        f"{workspace}/cooperations", json={"actor_a": "awo", "actor_b": "caritas", "kind": "joint_offer"}
    )

    assert (record["actor_a"], record["actor_b"]) == ("awo", "caritas")
    assert again.status_code == 409


def test_a_small_number_of_people_is_told_in_no_answer(client, workspace):
    client.post(f"{workspace}/areas", json={"id": "nord", "name": "Nord"})
    client.post(f"{workspace}/indicators", json={"id": "u", "name": "U", "measure": "count"})
    by_name = {"indicator": "u", "area": "nord", "ref_date": "2023"}
    made = client.post(f"{workspace}/observations", json={"id": "o", "value": 7, **by_name})
    answers = [made, client.get(f"{workspace}/observations/o")]
    answers += [client.patch(made.headers["location"], json={}, headers={"If-Match": made.headers["etag"]})]
    [listed] = client.get(f"{workspace}/observations").json()["items"]

    for entry in (listed, *(answer.json() for answer in answers)):
        assert (entry["value"], entry["suppressed"]) == (None, True)
    raised = client.patch(made.headers["location"], json={"value": 70}, headers={"If-Match": made.headers["etag"]})
    assert raised.json()["value"] == 70


def test_no_statistic_shows_fewer_than_three_people(client, workspace):
    answer = client.post(
        f"{workspace}/indicators", json={"id": "u", "name": "U", "measure": "count", "smallest_count": 2}
    )
    assert answer.status_code == 422


def test_a_second_area_of_a_name_has_the_area_around_it_in_its_id(client, workspace):
    for city in ("bergstadt", "seestadt"):
        client.post(f"{workspace}/areas", json={"id": city, "name": city}).raise_for_status()

    made = [
        client.post(f"{workspace}/areas", json={"name": "Nordstadt", "part_of": city})
        for city in ("bergstadt", "seestadt", "seestadt")
    ]

    assert [answer.status_code for answer in made] == [201, 201, 409]
    assert [answer.json()["id"] for answer in made[:2]] == ["nordstadt", "nordstadt--seestadt"]
