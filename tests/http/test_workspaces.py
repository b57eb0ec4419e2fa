"""Can workspaces be made, renamed and deleted without touching each other?"""

import pytest

from app.clock import now
from app.formats.files import InputFile
from app.usecases.run_analysis import Run
from tests.http.bodies import fill

NEW = {"id": "essen", "name": "Essener Konsens", "reference_date": "2024-09-01"}


def test_a_new_workspace_is_empty(client):
    made = client.post("/v1/workspaces", json=NEW)

    assert (made.status_code, made.headers["location"]) == (201, "/v1/workspaces/essen")
    assert NEW.items() <= made.json().items()
    assert set(made.json()["counts"].values()) == {0}
    assert client.get("/v1/workspaces").json() == {"items": [made.json()], "next": None, "total": 1}


def test_an_id_is_taken_once(client):
    client.post("/v1/workspaces", json=NEW)

    assert client.post("/v1/workspaces", json=NEW).status_code == 409


@pytest.mark.parametrize(
    "change",
    [{"id": "../x"}, {"name": " "}, {"reference_date": "2024"}, {"reference_date": "2023-02-29"}, {"owner": "x"}],
)
def test_bad_workspaces(client, change):
    answer = client.post("/v1/workspaces", json=NEW | change)

    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (422, f"/{next(iter(change))}")


def test_a_workspace_is_renamed(client):
    tag = client.post("/v1/workspaces", json=NEW).headers["etag"]

    renamed = client.patch("/v1/workspaces/essen", json={"name": "Essen"}, headers={"If-Match": tag})

    assert renamed.status_code == 200
    assert renamed.json()["name"] == "Essen"
    assert renamed.json()["reference_date"] == "2024-09-01"
    assert renamed.headers["etag"] != tag


def test_changes_need_the_newest_version(client, workspace):
    tag = client.get(workspace).headers["etag"]
    client.post(f"{workspace}/actors", json={"name": "AWO"})

    answers = [client.patch(workspace, json={"name": "X"}, headers=item) for item in ({}, {"If-Match": tag})]
    deleted = [client.delete(workspace, headers=entry) for entry in ({}, {"If-Match": tag})]

    assert [answer.status_code for answer in (*answers, *deleted)] == [428, 412, 428, 412]


def test_null_takes_the_reference_date_away_and_no_name(client):
    tag = client.post("/v1/workspaces", json=NEW).headers["etag"]

    refused = client.patch("/v1/workspaces/essen", json={"name": None}, headers={"If-Match": tag})
    cleared = client.patch("/v1/workspaces/essen", json={"reference_date": None}, headers={"If-Match": tag})

    assert (refused.status_code, refused.json()["errors"][0]["pointer"]) == (422, "/name")
    assert (cleared.status_code, cleared.json()["reference_date"]) == (200, None)
    assert client.get("/v1/workspaces/essen").json() == cleared.json()


def test_a_deleted_workspace_leaves_the_others_alone(client, workspace):
    client.post("/v1/workspaces", json=NEW)
    fill(client, workspace)
    fill(client, "/v1/workspaces/essen")

    answer = client.delete(workspace, headers={"If-Match": client.get(workspace).headers["etag"]})

    assert answer.status_code == 204
    assert client.get(workspace).status_code == 404
    assert client.get("/v1/workspaces/essen").json()["counts"]["actors"] == 2


def test_a_workspace_made_anew_knows_nothing_of_the_one_before(client, workspace):
    fill(client, workspace)
    client.app.state.service.runs._keep(Run("r1", "altendorf", "degree", "{}"))
    uploads = client.app.state.uploads
    uploads.add("altendorf", InputFile("Liste.csv", b""), upload_id=None, at=now())
    client.delete(workspace, headers={"If-Match": client.get(workspace).headers["etag"]}).raise_for_status()
    client.post("/v1/workspaces", json={"id": "altendorf", "name": "Altendorf"}).raise_for_status()

    assert client.get(f"{workspace}/runs/r1").status_code == 404
    assert client.get(f"{workspace}/runs").json()["total"] == 0
    assert uploads.looked_at("altendorf") == ()


def test_the_version_follows_the_changes(client, workspace):
    before = client.get(workspace)
    client.post(f"{workspace}/actors", json={"name": "AWO"})
    after = client.get(workspace, headers={"If-None-Match": before.headers["etag"]})

    assert (before.json()["version"], after.json()["version"]) == (0, 1)
    assert client.get(workspace, headers={"If-None-Match": after.headers["etag"]}).status_code == 304


def test_themes_and_target_groups_are_vocabularies(client, workspace):
    content = client.get(f"{workspace}/themes?limit=2").json()
    more = client.get(f"{workspace}/themes", params={"cursor": content["next"], "limit": 1}).json()

    assert content["total"] == 57  # the rows of the table of themes
    assert len({item["id"] for item in (*content["items"], *more["items"])}) == 3
    assert client.get(f"{workspace}/target-groups/older_people").json()["en"]
    assert client.post(f"{workspace}/themes", json={}).status_code == 405
