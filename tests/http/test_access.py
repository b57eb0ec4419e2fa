"""Who gets in, and what does each key, role and stranger get?"""

import re
import secrets
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import httpx
import pytest
from fastapi.routing import iter_route_contexts

from app.clock import now
from app.errors import InvalidInput
from app.formats.records_json import write_records
from app.main import check_host, create_app
from app.records.records import Records
from app.settings import Settings
from app.store.access_keys import SCOPES, create_key, revoke_key
from app.store.chain import verify_chain
from app.store.erasure.authors import forget_author, forget_old_authors
from app.usecases.records.remove_record import removal_of
from app.web import access
from app.web.access import OPEN, Principal, undeclared
from app.web.service import service_of
from tests import factories
from tests.asking import ADDRESS, Asking, asking
from tests.database import DatabaseUnderTest

CANARY = "zitronenfalter"
"""Stands in everything that belongs to the foreign workspace, its id and name included."""

PROXY = "127.0.0.9"


def routes(app) -> Iterator[Any]:
    """Every route of the application with what its routers add."""
    return iter_route_contexts(app.routes)


def test_every_route_declares_who_may_use_it():
    silent = [route.path for route in routes(create_app(Settings())) if undeclared(route)]

    assert [path for path in silent if not path.startswith(OPEN)] == []


@pytest.mark.parametrize(
    ("values", "refused"),
    [
        ({}, False),
        ({"host": "0.0.0.0"}, True),
        ({"host": "192.168.0.7"}, True),
        ({"hosts": "netzblick.example.org"}, True),
        ({"proxy_address": "127.0.0.1"}, True),
        ({"access": "keys", "host": "0.0.0.0"}, True),
        ({"access": "keys", "host": "0.0.0.0", "hosts": " , "}, True),
        ({"access": "keys", "host": "0.0.0.0", "hosts": "netzblick.example.org"}, False),
        ({"access": "keys", "proxy_address": "0.0.0.0"}, True),
        ({"access": "keys", "proxy_address": "::"}, True),
        ({"access": "keys", "proxy_address": "127.0.0.1"}, False),
        ({"contained": True, "host": "0.0.0.0"}, False),
    ],
)
def test_unsafe_settings_do_not_start(values, refused):
    if refused:
        with pytest.raises(InvalidInput):
            check_host(Settings(**values))
    else:
        check_host(Settings(**values))


pytest_db = pytest.mark.db


@pytest.fixture(scope="module")
def guarded(neo4j_server: DatabaseUnderTest) -> Iterator[Asking]:
    """The application that lets in by keys and by the proxy at one address."""
    with asking(neo4j_server.settings(access="keys", hosts="netzblick.example.org", proxy_address=PROXY)) as client:
        yield client


class Door:
    """Asks with keys that open what is named."""

    def __init__(self, client: Asking) -> None:
        self.client = client
        self.database = client.app.state.service.database

    def key(self, *scopes: str, workspaces: tuple[str, ...] = (), days: int = 1) -> dict[str, str]:
        made, text = self.client.portal.call(
            lambda: create_key(
                self.database, "Test", scopes, workspaces=workspaces, expires=now() + timedelta(days=days), at=now()
            )
        )
        self.last = made
        return {"Authorization": f"Bearer {text}"}

    def ask(self, method: str, path: str, headers: dict[str, str], **values) -> httpx.Response:
        return self.client.request(method, path, headers=headers, **values)

    def from_address(self, address: str, path: str, headers: dict[str, str], method: str = "GET") -> httpx.Response:
        transport = httpx.ASGITransport(self.client.app, client=(address, 4711))

        async def ask() -> httpx.Response:
            async with httpx.AsyncClient(transport=transport, base_url=ADDRESS) as client:
                return await client.request(method, path, headers=headers)

        return self.client.portal.call(ask)


@pytest.fixture
def door(guarded: Asking, empty_neo4j: DatabaseUnderTest, monkeypatch: pytest.MonkeyPatch) -> Door:
    used = guarded.app.state.service
    guarded.app.state.service = service_of(used.database, used.workers)
    monkeypatch.setattr(access, "MOST_FAILURES", 10_000)
    made = Door(guarded)
    everything = made.key(*SCOPES)
    for workspace in ("own", CANARY):
        body = {"id": workspace, "name": workspace}
        made.ask("POST", "/v1/workspaces", everything, json=body).raise_for_status()
        for actor in (f"{workspace}-a", f"{workspace}-b"):
            body = {"id": actor, "name": f"{actor} {workspace}"}
            made.ask("POST", f"/v1/workspaces/{workspace}/actors", everything, json=body).raise_for_status()
    return made


OWN = "/v1/workspaces/own"


@pytest_db
@pytest.mark.parametrize(
    "authorization", [None, "", "Bearer", "Bearer x", "Basic bmV0eg==", "Bearer nzb_1_2", "nzb_1_2"]
)
def test_without_a_key_nothing_is_told(door: Door, authorization):
    headers = {} if authorization is None else {"Authorization": authorization}

    for path in ("/v1/workspaces", OWN, f"{OWN}/nowhere", "/", "/v2", "/own/akteure"):
        answer = door.ask("GET", path, headers)
        assert (answer.status_code, answer.headers["www-authenticate"]) == (401, "Bearer"), path
        assert CANARY not in answer.text
    assert door.ask("GET", "/livez", headers).status_code == 200
    for path in ("/openapi.json", "/docs", "/static/pages.css"):
        assert door.ask("GET", path, headers).status_code == 200, path


@pytest_db
def test_a_key_opens_only_with_its_secret_while_it_holds(door: Door):
    good = door.key("read")
    prefix, key_id, secret = good["Authorization"].split(" ")[1].split("_")
    assert door.ask("GET", OWN, good).status_code == 200
    assert len(secret) * 4 >= 256

    for wrong in (secret[:-1], secret + "0", secrets.token_hex(32), secret.upper()):
        headers = {"Authorization": f"Bearer {prefix}_{key_id}_{wrong}"}
        assert door.ask("GET", OWN, headers).status_code == (401 if wrong != secret else 200)


@pytest_db
def test_a_key_that_has_run_out_or_was_revoked_opens_nothing(door: Door, monkeypatch: pytest.MonkeyPatch):
    headers = door.key("read")
    assert door.ask("GET", OWN, headers).status_code == 200

    with monkeypatch.context() as later:
        later.setattr(access, "now", lambda: now() + timedelta(days=1))
        assert door.ask("GET", OWN, headers).status_code == 401

    door.client.portal.call(lambda: revoke_key(door.database, door.last.id, now()))
    assert access.REMEMBERED_SECONDS < 60
    monkeypatch.setattr(access, "REMEMBERED_SECONDS", 0.0)
    assert door.ask("GET", OWN, headers).status_code == 401


@pytest_db
@pytest.mark.parametrize(
    ("scopes", "method", "path", "allowed"),
    [
        (("read",), "GET", f"{OWN}/actors", True),
        (("read",), "POST", f"{OWN}/actors", False),
        (("write",), "GET", f"{OWN}/actors", False),
        (("write",), "POST", f"{OWN}/actors", True),
        (("read", "write"), "GET", f"{OWN}/tie-reports", False),
        (("answers",), "GET", f"{OWN}/tie-reports", True),
        (("read",), "GET", f"{OWN}/export?format=json", True),
        (("read",), "GET", f"{OWN}/export?format=json&everything=true", False),
        (("read",), "GET", f"{OWN}/report?format=md", False),
        (("reports",), "GET", f"{OWN}/report?format=md", True),
        (("reports",), "GET", f"{OWN}/report?format=md&audience=internal", False),
        (("reports", "read"), "GET", f"{OWN}/report?format=md&audience=internal", True),
        (("reports",), "GET", f"{OWN}/findings", False),
        (("read", "write"), "DELETE", OWN, False),
        (("read", "write"), "POST", "/v1/workspaces", False),
        (("read", "write"), "GET", "/v1/keys", False),
        (("admin",), "GET", "/v1/keys", True),
        (("metrics",), "GET", "/metrics", True),
        (("read", "write", "reports", "answers", "admin"), "GET", "/metrics", False),
        (("read",), "GET", "/", True),
        (("reports",), "GET", "/", False),
    ],
)
def test_a_scope_opens_what_it_says(door: Door, scopes, method, path, allowed):
    answer = door.ask(method, path, door.key(*scopes), json={"name": "Neu"} if method == "POST" else None)

    assert answer.is_success is allowed, answer.text
    if not allowed:
        assert answer.status_code == 403


ANSWERED = write_records(
    Records(
        actors=(factories.actor("haus"), factories.actor("amt")),
        waves=(factories.wave("w", asked="haus amt", answered_by=("haus",)),),
        tie_reports=(factories.report("w", "haus", "amt", 3),),
    ),
    None,
    None,
)
"""A file with a single answer of one organisation about another."""


@pytest_db
def test_single_answers_come_in_and_go_out_by_their_own_scope(door: Door):
    writer, entrusted = door.key("read", "write"), door.key("read", "write", "answers")
    sent = {"content": ANSWERED, "params": {"lang": "en"}}
    path, json_body = f"{OWN}/imports", {"Content-Type": "application/json"}

    for query in ({}, {"dry_run": "true"}):
        refused = door.ask("POST", path, {**writer, **json_body}, content=ANSWERED, params={"lang": "en", **query})
        assert (refused.status_code, refused.json()["type"]) == (403, "/problems/forbidden")
        assert "haus" not in refused.text
    taken = door.ask("POST", path, {**entrusted, **json_body}, **sent)
    assert taken.status_code == 200, taken.text

    undo = f"{path}/{taken.json()['run']}/undo"
    assert door.ask("POST", undo, writer).status_code == 403
    assert door.ask("POST", undo, entrusted).status_code == 200


@pytest_db
def test_what_is_refused_or_removed_tells_no_single_answer(door: Door):
    """Who may take an organisation or a wave away is not told who said what about whom."""
    entrusted, writer = door.key("read", "write", "answers"), door.key("read", "write")
    based = {**writer, "If-Match": '"2"'}
    wave = {
        "id": "w",
        "name": "W",
        "date": "2024-05-01",
        "mode": "recall",
        "asked": ["own-a"],
        "answered_by": ["own-a"],
    }
    said = {"wave": "w", "by": "own-a", "about": "own-b", "kind": "joint_offer"}
    door.ask("POST", f"{OWN}/waves", entrusted, json=wave).raise_for_status()
    answer = door.ask("POST", f"{OWN}/tie-reports", entrusted, json=said).json()["id"]

    operation = {"action": "delete", "topic": "actors", "id": "own-b", "version": 2}
    refused = [
        door.ask("DELETE", f"{OWN}/actors/own-b", based),
        door.ask("POST", f"{OWN}/batch", writer, json={"operations": [operation]}),
        door.ask("PATCH", f"{OWN}/waves/w", {**writer, "If-Match": '"3"'}, json={"answered_by": []}),
    ]
    removal = door.client.portal.call(lambda: removal_of(door.database, "own", "actors", "own-b", "de"))

    assert [(entry.status_code, answer in entry.text) for entry in refused] == [
        (409, False),
        (409, False),
        (422, False),
    ]
    assert [(record.topic, record.id, record.name) for record in removal.removed] == [
        ("actors", "own-b", "own-b own"),
        ("tie_reports", "", "Anzahl 1"),
    ]


@pytest_db
def test_files_without_single_answers_need_the_scope_write_alone(door: Door):
    content = write_records(Records(actors=(factories.actor("haus"),)), None, None)
    headers = {**door.key("write"), "Content-Type": "application/json"}
    assert door.ask("POST", f"{OWN}/imports", headers, content=content).status_code == 200


@pytest_db
def test_a_foreign_workspace_gives_no_byte_away_on_any_route(door: Door):
    """What is there and what is not there answer alike, byte for byte but for the name of the request."""
    headers = door.key("read", "write", "reports", "answers", "admin", workspaces=("own",))
    asked = 0
    for route in routes(door.client.app):
        if "{workspace}" not in route.path:
            continue
        for method in route.methods - {"HEAD"}:
            answers = [
                door.ask(method, path_of(route.path, workspace), {**headers, "If-Match": '"1"'}, json={})
                for workspace in (CANARY, "never-made")
            ]
            assert {answer.status_code for answer in answers} <= {404, 403, 422}, route.path
            assert len({text_of(answer) for answer in answers}) == 1, route.path
            assert all(CANARY not in text_of(answer) for answer in answers), route.path
            asked += 1
    assert asked > 100
    assert CANARY not in door.ask("GET", "/v1/workspaces", headers).text
    assert door.ask("GET", "/", headers).status_code == 403


def path_of(path: str, workspace: str) -> str:
    return re.sub(r"\{[^}]+\}", "x", path.replace("{workspace}", workspace))


def text_of(answer: httpx.Response) -> str:
    """An answer without what differs by request: its name, and the address asked for, which a page links to."""
    text = re.sub(r"[0-9a-f]{32}", "", answer.text)
    return text.replace(str(answer.request.url.path), "")


@pytest_db
@pytest.mark.parametrize(
    ("role", "may_read", "may_write"), [("coordinator", 200, 201), ("editor", 200, 201), ("reader", 403, 403)]
)
def test_people_come_by_the_proxy_alone(door: Door, role, may_read, may_write):
    signed = {"X-Remote-User": "m.muster", "X-Remote-Role": role}

    assert door.from_address(PROXY, f"{OWN}/actors", signed).status_code == may_read
    assert door.from_address(PROXY, f"{OWN}/report?format=md", signed).status_code == 200
    for stranger in ("127.0.0.1", "10.0.0.1"):
        forged = {**signed, "X-Forwarded-For": PROXY, "Forwarded": f"for={PROXY}"}
        assert door.from_address(stranger, f"{OWN}/actors", forged).status_code == 401


@pytest_db
@pytest.mark.parametrize(("role", "allowed"), [("coordinator", True), ("editor", False), ("reader", False)])
def test_pages_ask_for_the_scope_that_the_api_asks_for(door: Door, role, allowed):
    """Keys, and making and deleting a city, are open to those alone who may do it over the API."""
    signed = {"X-Remote-User": "m.muster", "X-Remote-Role": role}
    assert door.from_address(PROXY, "/keys", signed).status_code == (200 if allowed else 403)
    for path in ("/keys", "/workspaces", "/examples/pio-oberbarmen", "/w/own/delete"):
        status = door.from_address(PROXY, path, signed, method="POST").status_code
        assert status == (415 if allowed else 403), path  # let in: then the form is missed
    assert door.ask("GET", OWN, door.key("read")).status_code == 200


@pytest_db
@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 401),
        ({"X-Remote-User": ""}, 401),
        ({"X-Remote-User": "m", "X-Remote-Role": "root"}, 403),
        ({"X-Remote-User": "m"}, 403),
        ([("X-Remote-User", "m"), ("X-Remote-User", "n"), ("X-Remote-Role", "editor")], 401),
        ([("X-Remote-User", "m"), ("X-Remote-Role", "reader"), ("X-Remote-Role", "coordinator")], 403),
    ],
)
def test_the_proxy_must_name_one_person_with_one_role(door: Door, headers, status):
    assert door.from_address(PROXY, f"{OWN}/actors", headers).status_code == status


@pytest_db
def test_guessing_is_slowed_down(door: Door, monkeypatch: pytest.MonkeyPatch):
    """Who shares an address with the one who guesses, behind a proxy for example, goes on with a key known before."""
    monkeypatch.setattr(access, "MOST_FAILURES", 3)
    known, new = door.key("read"), door.key("read")
    assert door.from_address("10.1.1.1", OWN, known).status_code == 200
    guesses = [door.from_address("10.1.1.1", OWN, {"Authorization": "Bearer nzb_a_b"}).status_code for _ in range(5)]

    assert guesses == [401, 401, 401, 429, 429]
    wrong = {"Authorization": f"{known['Authorization'][:-1]}{'1' if known['Authorization'][-1] != '1' else '2'}"}
    assert [door.from_address("10.1.1.1", OWN, key).status_code for key in (known, wrong, new)] == [200, 429, 429]
    assert door.from_address("10.1.1.2", OWN, new).status_code == 200


@pytest_db
def test_an_answer_is_repeated_to_its_owner_alone(door: Door):
    first, second = door.key("write"), door.key("write")
    body, key = {"name": "Neu"}, {"Idempotency-Key": "same"}

    answers = [door.ask("POST", f"{OWN}/actors", {**who, **key}, json=body) for who in (first, first, second)]

    assert [answer.status_code for answer in answers] == [201, 201, 409]
    assert ["idempotency-replayed" in answer.headers for answer in answers] == [False, True, False]
    limited = door.key("read", workspaces=(CANARY,))
    assert door.ask("POST", f"{OWN}/actors", {**limited, **key}, json=body).status_code == 404


@pytest_db
def test_keys_are_made_listed_and_revoked_over_http(door: Door):
    admin = door.key("admin")
    made = door.ask("POST", "/v1/keys", admin, json={"label": "Abgleich", "scopes": ["read"], "workspaces": ["own"]})

    assert made.status_code == 201
    assert door.ask("GET", OWN, {"Authorization": f"Bearer {made.json()['key']}"}).status_code == 200
    listed = door.ask("GET", "/v1/keys", admin).json()["items"]
    assert made.json()["key"].split("_")[2] not in str(listed)
    assert next(key for key in listed if key["id"] == made.json()["id"])["last_used"] is not None
    revoked = door.ask("POST", f"/v1/keys/{made.json()['id']}/revoke", admin)
    assert revoked.json()["revoked"]
    assert door.ask("POST", "/v1/keys/nokey/revoke", admin).status_code == 404
    for wrong in (
        {"label": "", "scopes": ["read"]},
        {"label": "x", "scopes": []},
        {"label": "x", "scopes": ["root"]},
        {"label": "x", "scopes": ["read"], "expires": "2001-01-01"},
    ):
        assert door.ask("POST", "/v1/keys", admin, json=wrong).status_code == 422


@pytest_db
def test_another_name_is_refused_and_the_own_one_is_not(door: Door):
    headers = door.key("read")

    assert door.ask("GET", OWN, {**headers, "Host": "netzblick.example.org"}).status_code == 200
    assert door.ask("GET", OWN, {**headers, "Host": "evil.example.org"}).status_code == 400


def test_a_principal_enters_what_it_may():
    assert Principal("x", frozenset()).may_enter("any")
    assert not Principal("x", frozenset(), frozenset({"own"})).may_enter("any")


@pytest_db
def test_who_made_a_change_is_told_to_the_admin_and_forgotten_on_request(door: Door):
    """The history keeps its hashes; nobody else is told."""
    writer = door.key("read", "write")
    who = f"key:{door.last.id}"
    admin = door.key(*SCOPES)
    door.ask("POST", f"{OWN}/actors", writer, json={"id": "new", "name": "Neu"}).raise_for_status()

    def author_told(key: dict[str, str]) -> str | None:
        return door.ask("GET", f"{OWN}/changes?since=0", key).json()["items"][-1]["who"]

    assert (author_told(admin), author_told(writer)) == (who, None)
    assert door.client.portal.call(forget_author, door.database, who) == 1
    assert author_told(admin) is None
    assert door.client.portal.call(verify_chain, door.database, "own") is None
    door.client.portal.call(forget_old_authors, door.database, "own", now() + timedelta(days=366))
    items = door.ask("GET", f"{OWN}/changes?since=0", admin).json()["items"]
    assert {change["who"] for change in items} == {None}


@pytest_db
def test_what_a_person_changed_is_told_and_forgotten_over_http(door: Door):
    """By their name as they write it, whatever letters the proxy sends it in."""
    person = {"X-Remote-User": "m.müller".encode(), "X-Remote-Role": "coordinator", "If-Match": '"2"'}
    assert door.from_address(PROXY, f"{OWN}/actors/own-b", person, "DELETE").status_code == 204
    admin, author = door.key("admin"), {"author": "person:m.müller"}

    def changes() -> list[tuple[str, int, str]]:
        told = door.ask("GET", "/v1/authors/changes", admin, params=author).json()["changes"]
        return [(change["workspace"], change["sequence"], change["kind"]) for change in told]

    assert changes() == [("own", 3, "delete")]
    repeated = {**admin, "Idempotency-Key": "forget"}
    answers = [door.ask("POST", "/v1/authors/forget", repeated, json=author) for _ in range(2)]
    assert [answer.json() for answer in answers] == [{"forgotten": 1}] * 2
    assert changes() == []
    for key in (door.key("read", "write"), door.key("admin", workspaces=("own",))):
        assert door.ask("GET", "/v1/authors/changes", key, params=author).status_code == 403
        assert door.ask("POST", "/v1/authors/forget", key, json=author).status_code == 403
    assert door.ask("GET", "/v1/authors/changes", admin, params={"author": "m.müller"}).status_code == 422


@pytest_db
def test_runs_of_reports_are_open_to_reports_alone(door: Door):
    door.ask("POST", f"{OWN}/actors", door.key(*SCOPES), json={"id": "third", "name": "Third"}).raise_for_status()
    reports, read = door.key("reports"), door.key("read")
    behind = {"Prefer": "respond-async"}
    report = door.ask("GET", f"{OWN}/report?format=md", {**reports, **behind}).headers["location"]
    question = door.ask("POST", f"{OWN}/analyses/density", {**read, **behind}, json={}).headers["location"]

    statuses = [door.ask("GET", address, key).status_code for address in (report, question) for key in (reports, read)]

    assert statuses == [200, 403, 403, 200]
    listed = [run["id"] for run in door.ask("GET", f"{OWN}/runs", reports).json()["items"]]
    assert listed == [report.rpartition("/")[2]]
