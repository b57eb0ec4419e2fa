"""Ids may hold letters that no header can: every address that an answer tells leads to what it names."""

import pytest

from tests.asking import Asking

CITY, ID = "7.Ǽē一", "ǒrg-一"
ASYNC = {"Prefer": "respond-async"}
CSV = {"Content-Type": "text/csv"}


@pytest.fixture
def city(client: Asking) -> str:
    """A city whose name in addresses is no Latin-1."""
    made = client.post("/v1/workspaces", json={"id": CITY, "name": "Stadt", "reference_date": "2024-09-01"})
    assert client.get(made.headers["location"]).json() == made.json()
    return f"/v1/workspaces/{CITY}"


def test_what_is_made_tells_where_it_is(client: Asking, city: str):
    places = [
        client.post(f"{city}/actors", json={"id": ID, "name": "Organisation"}),
        client.post(f"{city}/kept-states", json={"name": "Stand"}),
        client.post(f"{city}/imports?sheet=Akteure", content=f"ID;Name\n{ID}2;Zwei\n".encode(), headers=CSV),
        client.post(f"{city}/imports?sheet=Akteure&dry_run=true", content=b"Name\nx\n", headers={**CSV, **ASYNC}),
    ]

    assert [answer.status_code for answer in places] == [201, 201, 200, 202]
    assert client.get(places[0].headers["location"]).json()["id"] == ID
    assert client.get(places[2].headers["location"]).json()["id"] == places[2].json()["run"]
    assert client.get(places[3].headers["location"]).json()["id"] == places[3].json()["id"]


def test_lists_and_the_feed_lead_on(client: Asking, city: str):
    for name in ("A", "B"):
        client.post(f"{city}/actors", json={"name": name}).raise_for_status()

    for path in ("actors", "changes"):
        first = client.get(f"{city}/{path}?limit=1")
        assert client.get(first.links["next"]["url"]).json()["items"] != first.json()["items"]


def test_runs_lead_to_their_results(client: Asking, city: str):
    client.post(f"{city}/actors", json={"id": ID, "name": "Organisation"}).raise_for_status()
    client.post(f"{city}/areas", json={"id": "ü", "name": "Ü"}).raise_for_status()
    ending = {"id": "f", "name": "Soziale Stadt", "areas": ["ü"], "end": "2024-12"}
    client.post(f"{city}/funding-areas", json=ending).raise_for_status()
    asked = client.post(f"{city}/analyses/density", json={})
    found = client.get(f"{city}/findings", headers=ASYNC)

    assert client.get(asked.headers["content-location"]).json()["status"] == "done"
    assert found.status_code == 202
    while (run := client.get(found.headers["location"]).json())["status"] in ("queued", "running"):
        pass
    key = client.get(run["result_at"]).json()["items"][0]["key"]
    assert client.post(f"{city}/findings/{key}/decision", json={"kind": "accepted"}).status_code == 201


@pytest.mark.parametrize("path", ["export?format=csv", "report?format=md&download=true", f"actors/{ID}/neighbourhood"])
def test_files_and_surroundings(client: Asking, city: str, path: str):
    client.post(f"{city}/actors", json={"id": ID, "name": "Organisation"}).raise_for_status()

    assert client.get(f"{city}/{path}").status_code == 200


def test_pages_of_such_a_city(client: Asking, city: str):
    client.post(f"{city}/actors", json={"id": ID, "name": "Organisation"}).raise_for_status()
    below = ("", "records/actors", f"records/actors/{ID}", f"records/actors/{ID}/edit", "data", "report")

    assert {client.get(f"/w/{CITY}/{path}").status_code for path in below} == {200}
    assert client.get(f"/w/{CITY}").headers["location"] == "/w/7.%C7%BC%C4%93%E4%B8%80/"
