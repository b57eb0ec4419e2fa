"""Do lists give what is asked for, in the order that is asked for, and say so when nobody could mean it?"""

import pytest

from tests.asking import Asking
from tests.http.test_batches import ESSEN, XLSX

pytestmark = pytest.mark.db

AREAS = [
    {"id": "stadt", "name": "Stadt"},
    {"id": "nord", "name": "Nord", "part_of": "stadt"},
    {"id": "sued", "name": "Süd"},
]
ACTORS = [
    {"id": "c", "name": "Awo", "kinds": ["welfare_association"], "active_in": ["nord"], "start": "2019", "end": "2020"},
    {"id": "b", "name": "Bürgerhaus", "kinds": ["civic_association"], "active_in": ["nord", "sued"], "mediator": True},
    {"id": "a", "name": "Caritas", "kinds": ["welfare_association"], "active_in": ["sued"], "start": "2022-05"},
    {"id": "d", "name": "Amt", "active_in": ["nord"]},
]


@pytest.fixture
def filled(client: Asking, workspace: str) -> str:
    operations = [{"action": "create", "topic": "actors", "record": actor} for actor in ACTORS]
    operations += [{"action": "create", "topic": "areas", "record": area} for area in AREAS]
    client.post(f"{workspace}/batch", json={"operations": operations}).raise_for_status()
    for pair in (("a", "b"), ("b", "c")):
        client.post(f"{workspace}/cooperations", json=dict(zip(("actor_a", "actor_b"), pair, strict=True)))
    return workspace


@pytest.mark.parametrize(
    ("query", "ids"),
    [
        ("", "abcd"),
        ("kinds=welfare_association", "ac"),
        ("active_in=nord", "bcd"),
        ("active_in=nord&kinds=welfare_association", "c"),
        ("mediator=true", "b"),
        ("mediator=false&q=a", "acd"),
        ("sort=name", "dcba"),
        ("sort=-name", "abcd"),
        ("sort=start", "cabd"),
        ("sort=-start", "acbd"),
        ("as_of=2021-01-01", "bd"),
        ("as_of=2020-12-31", "bcd"),
        ("as_of=2022-05-01", "abd"),
        ("scope=actors=a,b,d&sort=-name", "abd"),
    ],
)
def test_actors_are_chosen_and_sorted(client: Asking, filled: str, query: str, ids: str):
    answer = client.get(f"{filled}/actors?{query}")

    assert answer.status_code == 200, answer.text
    assert "".join(actor["id"] for actor in answer.json()["items"]) == ids
    assert answer.json()["total"] == len(ids)


def test_a_scope_keeps_the_cooperations_inside_it(client: Asking, filled: str):
    inside = client.get(f"{filled}/cooperations?scope=actors=a,b,d").json()["items"]

    assert [(tie["actor_a"], tie["actor_b"]) for tie in inside] == [("a", "b")]


@pytest.mark.parametrize("query", ["", "sort=-name", "active_in=nord&sort=version"])
def test_pages_join_to_the_whole_list(client: Asking, filled: str, query: str):
    whole = client.get(f"{filled}/actors?{query}").json()["items"]

    items, address = [], f"{filled}/actors?limit=1&{query}"
    while address:
        answer = client.get(address)
        items += answer.json()["items"]
        link = answer.headers.get("link", "")
        address = link.partition(">")[0].removeprefix("<")

    assert items == whole


@pytest.mark.parametrize(
    ("query", "pointer", "code"),
    [
        ("kind=verein", "kind", "extra_forbidden"),
        ("kinds=verein", "kinds", "unknown_code"),
        ("active_in=nowhere", "active_in", "unknown_reference"),
        ("active_in=../x", "active_in", "bad_id"),
        ("mediator=perhaps", "mediator", "bool_parsing"),
        ("sort=kinds", "sort", "literal_error"),
        ("sort=--name", "sort", "literal_error"),
        ("as_of=2021", "as_of", "bad_date"),
        ("q=a&q=b", "q", "repeated"),
        ("limit=1&limit=1", "limit", "repeated"),
        ("cursor=YXdv", "cursor", "bad_cursor"),
    ],
)
def test_what_fits_nothing_is_refused(client: Asking, filled: str, query: str, pointer: str, code: str):
    answer = client.get(f"{filled}/actors?{query}")

    assert answer.status_code == 422, answer.text
    assert [(problem["pointer"], problem["code"]) for problem in answer.json()["errors"]] == [(pointer, code)]


@pytest.mark.parametrize(
    ("address", "near"),
    [
        ("actors?kind=x", "kinds"),
        ("actors?sort=nam", "name"),
        ("findings?band=clera", "clear"),
        ("report?lang=den", "de"),
    ],
)
def test_what_is_near_is_named(client: Asking, filled: str, address: str, near: str):
    [problem] = client.get(f"{filled}/{address}").json()["errors"]

    assert problem["suggestion"] == near
    assert problem["detail"].endswith(f"; did you mean {near}?")


def test_a_cursor_belongs_to_its_list(client: Asking, filled: str):
    cursor = client.get(f"{filled}/actors?limit=1&sort=name").json()["next"]

    assert client.get(f"{filled}/actors?limit=2&sort=name&cursor={cursor}").status_code == 200
    for name in ("actors?sort=-name", "actors?", "areas?sort=name"):
        answer = client.get(f"{filled}/{name}&cursor={cursor}")
        assert answer.json()["errors"][0]["code"] == "bad_cursor", name


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("POST", "/actors?dry_run=true", {"name": "Neu"}),
        ("GET", "/actors/a?as_of=2021-01-01", None),
        ("DELETE", "/actors/a?force=true", None),
        ("GET", "/themes?kinds=x", None),
        ("GET", "?deep=true", None),
    ],
)
def test_no_route_overlooks_a_parameter(client: Asking, filled: str, method: str, path: str, body):
    answer = client.request(method, filled + path, json=body, headers={"If-Match": '"1"'})

    assert (answer.status_code, answer.json()["errors"][0]["code"]) == (422, "extra_forbidden")
    assert client.get(f"{filled}/actors").json()["total"] == len(ACTORS)


def test_a_hidden_number_is_not_told_by_its_place(client: Asking, workspace: str):
    """Three people, below the threshold of ten, would stand first if the stored value were compared."""
    client.post(f"{workspace}/indicators", json={"id": "poor", "name": "Arme", "measure": "count"}).raise_for_status()
    for area, value in (("x", 500), ("y", 3), ("z", 40)):
        client.post(f"{workspace}/areas", json={"id": area, "name": area}).raise_for_status()
        observed = {"indicator": "poor", "area": area, "ref_date": "2024", "value": value}
        client.post(f"{workspace}/observations", json=observed).raise_for_status()

    shown = client.get(f"{workspace}/observations?sort=value").json()["items"]

    assert [entry["value"] for entry in shown] == [40, 500, None]


def test_a_record_is_taken_as_it_was_read(client: Asking, filled: str):
    for topic in ("actors", "cooperations"):
        record = client.get(f"{filled}/{topic}?limit=1").json()["items"][0]
        address, tag = f"{filled}/{topic}/{record['id']}", {"If-Match": f'"{record["version"]}"'}
        assert client.put(address, json=record, headers=tag).json() == record
        if topic == "cooperations":
            client.delete(address, headers=tag).raise_for_status()
            again = client.post(f"{filled}/{topic}", json=record)
            assert again.json() | {"version": 0} == record | {"version": 0}
    response = client.post(f"{filled}/cooperations", json={"id": "mine", "actor_a": "a", "actor_b": "d"})
    assert response.json()["errors"][0]["code"] == "other_id"


def test_sources_name_the_files(client: Asking, workspace: str):
    content = "Name;Art\nTreff Nord;Verein\nTreff Süd;Verein\n".encode()
    client.post(
        f"{workspace}/imports?sheet=Akteure", content=content, headers={"Content-Type": "text/csv"}
    ).raise_for_status()

    assert client.get(f"{workspace}/sources").json()["items"] == [{"id": "Akteure.csv", "version": 1, "records": 2}]


def test_a_neighbourhood_ends_where_it_is_told_to(client: Asking, filled: str):
    assert client.get(f"{filled}/actors/a/neighbourhood?as_of=2020-06-01").status_code == 404

    far = client.get(f"{filled}/actors/b/neighbourhood?as_of=2022-06-01&depth=3").json()
    assert [(actor["id"], actor["distance"]) for actor in far["actors"]] == [("b", 0), ("a", 1)]
    assert [(tie["actor_a"], tie["actor_b"]) for tie in far["ties"]] == [("a", "b")]
    assert client.get(f"{filled}/actors/b/neighbourhood?depth=4").status_code == 422


def test_a_profile_tells_all_about_one(client: Asking, filled: str):
    client.post(f"{filled}/offers", json={"id": "o", "name": "Beratung", "leads": ["a"]}).raise_for_status()

    profile = client.get(f"{filled}/actors/a/profile").json()

    assert profile["actor"] == client.get(f"{filled}/actors/a").json()
    assert {topic: [entry["id"] for entry in entries] for topic, entries in profile["records"].items()} == {
        "actors": ["a"],
        "areas": ["sued"],
        "offers": ["o"],
        "cooperations": [client.get(f"{filled}/cooperations?q=Caritas").json()["items"][0]["id"]],
    }
    about_a = client.get(f"{filled}/findings?actor=a&limit=200").json()["items"]
    assert profile["findings"] == about_a


def test_findings_are_listed_by_how_they_stand(client: Asking, filled: str):
    client.post(f"{filled}/imports", content=ESSEN, headers={"Content-Type": XLSX}).raise_for_status()
    every = client.get(f"{filled}/findings?limit=200").json()["items"]
    key = every[0]["key"]
    client.post(f"{filled}/findings/{key}/decision", json={"kind": "accepted"}).raise_for_status()

    accepted = client.get(f"{filled}/findings?status=accepted").json()["items"]
    still_open = client.get(f"{filled}/findings?status=open&limit=200").json()["items"]

    assert [finding["key"] for finding in accepted] == [key]
    assert [finding["key"] for finding in still_open] == [finding["key"] for finding in every if finding["key"] != key]


@pytest.mark.parametrize("query", ["actor=nobody", "area=nowhere", "analysis=parallel-offer", "status=gone"])
def test_a_filter_of_findings_names_what_exists(client: Asking, filled: str, query: str):
    assert client.get(f"{filled}/findings?{query}").status_code == 422


def test_runs_are_listed(client: Asking, filled: str):
    for analysis in ("density", "degree"):
        client.post(f"{filled}/analyses/{analysis}", json={}).raise_for_status()

    runs = client.get(f"{filled}/runs").json()["items"]

    assert [run["analysis"] for run in runs] == ["degree", "density"]
    assert client.get(f"{filled}/runs/{runs[0]['id']}").json()["result"]["analysis"] == "degree"
    assert client.get(f"{filled}/analyses/density").json()["id"] == "density"
