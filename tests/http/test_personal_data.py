"""Can somebody be told what is held of them, and be erased, without a command line? By a key that may, and on a page."""

import pytest
from neo4j import Driver

from app.clock import now
from app.formats.files import InputFile
from app.usecases.run_analysis import Run
from tests.asking import Asking
from tests.db.test_erasure import CANARY, database_text
from tests.http.test_access import door, guarded  # noqa: F401 - fixtures
from tests.http.test_desk import DESK, send

HELD = "/v1/workspaces/altendorf/personal-data/actors/praxis-muster"
PAGE = f"{DESK}/records/actors/praxis-muster/personal-data"


@pytest.fixture
def city(client: Asking, workspace: str) -> Asking:
    """A practice of one person with an offer of its own, named in a note of another organisation."""
    for topic, record in (
        ("actors", {"id": "praxis-muster", "name": "Praxis Muster", "one_person": True}),
        ("actors", {"id": "awo", "name": "AWO", "note": "Frau Muster vertritt uns"}),
        ("offers", {"id": "sprechstunde", "name": "Sprechstunde", "leads": ["praxis-muster"]}),
        ("cooperations", {"actor_a": "awo", "actor_b": "praxis-muster"}),
        ("working-groups", {"id": "runde", "name": "Runde", "members": ["praxis-muster"]}),
    ):
        client.post(f"{workspace}/{topic}", json=record).raise_for_status()
    return client


def test_what_is_held_is_told_with_what_an_erasure_would_do(city):
    held = city.get(HELD, params={"text": "Frau Muster"}).raise_for_status().json()

    assert held["looked_for"] == ["Praxis Muster", "Frau Muster"]
    assert {state["topic"] for state in held["history"]} == {"actors", "offers", "cooperations", "working-groups"}
    assert held["erasure"]["removed"] == [
        "actors/praxis-muster",
        "cooperations/awo--praxis-muster--other",
        "offers/sprechstunde",
    ]
    assert held["erasure"]["changed"] == ["actors/awo", "working-groups/runde"]
    assert city.get("/v1/workspaces/altendorf/actors/praxis-muster").status_code == 200, "nothing is changed by asking"


def test_an_erasure_reaches_what_the_process_has_in_memory(city):
    city.app.state.service.runs._keep(Run("r1", "altendorf", "degree", '{"name":"Praxis Muster"}'))
    run = "/v1/workspaces/altendorf/runs/r1/result"
    assert CANARY in city.get(run).raise_for_status().text.casefold()
    uploads = city.app.state.uploads
    uploads.add("altendorf", InputFile("Praxis Muster.csv", b""), upload_id=None, at=now())

    city.post(f"{HELD}/erase", json={}).raise_for_status()

    assert city.get(run).status_code == 404
    assert uploads.looked_at("altendorf") == ()
    assert city.app.state.service.snapshots.size == 0


def test_an_erasure_leaves_nothing_also_not_in_the_answer_that_is_kept_for_a_repetition(city, neo4j_driver: Driver):
    headers = {"Idempotency-Key": "art-17"}
    first, again = (city.post(f"{HELD}/erase", json={"texts": ["Frau Muster"]}, headers=headers) for _ in range(2))

    assert first.json() == {"removed": 3, "changed": 2, "images": 6, "mentions": 0, "remaining": 0}
    assert (again.content, again.headers["idempotency-replayed"]) == (first.content, "true")
    assert CANARY not in database_text(neo4j_driver)
    assert city.get(HELD).status_code == 404
    assert city.get("/v1/workspaces/altendorf/actors/awo").json()["name"] == "AWO"


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("personal-data/actors/nobody", 404),
        ("personal-data/areas/nord", 404),
        ("personal-data/observations/x", 404),
        ("personal-data/actors/praxis-muster?text=x", 422),
    ],
)
def test_what_cannot_be_told(city, path, status):
    assert city.get(f"/v1/workspaces/altendorf/{path}").status_code == status


@pytest.mark.parametrize(
    ("scopes", "status"),
    [(("admin",), 403), (("answers",), 403), (("read", "write"), 403), (("admin", "answers"), 404)],
)
def test_a_key_needs_both_scopes(door, scopes, status):  # noqa: F811
    """404: it is let in, and there is no such workspace."""
    assert door.ask("GET", HELD, door.key(*scopes)).status_code == status
    assert door.ask("POST", f"{HELD}/erase", door.key(*scopes), json={}).status_code == status


def test_the_page_tells_shows_and_erases_after_a_tick(city, neo4j_driver: Driver):
    assert PAGE in city.get(f"{DESK}/records/actors/praxis-muster/history").text

    shown = city.get(PAGE, params={"words": "Frau Muster"}).text
    assert "Auskunft und Löschung: Praxis Muster" in shown
    assert "Praxis Muster; Frau Muster" in shown
    assert f'{HELD}?text=Frau+Muster"' in shown
    assert "Sprechstunde" in shown

    refused = send(city, PAGE, words="Frau Muster")
    assert refused.status_code == 422
    assert "Es wurde nichts gelöscht" in refused.text
    assert CANARY in database_text(neo4j_driver)

    erased = send(city, PAGE, words="Frau Muster", confirmed="yes")
    assert erased.headers["location"] == f"{DESK}/records/actors?done=erased"
    assert CANARY not in database_text(neo4j_driver)
    assert "Endgültig gelöscht" in city.get(erased.headers["location"]).text
