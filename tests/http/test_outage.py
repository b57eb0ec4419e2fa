"""What does the service answer while its database is away?"""

import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from anyio.from_thread import start_blocking_portal

from app.main import create_app
from app.settings import Settings
from app.store.bolt import Database, Deadlines
from app.usecases.computing import workers_of
from app.web.service import service_of
from tests.asking import Asking, asking, client_of
from tests.gate import gate
from tests.http.test_desk import send

ACTOR = "/v1/workspaces/altendorf/actors/awo"


@pytest.fixture(scope="module")
def away() -> Iterator[Asking]:
    """The application whose database is at a port where nobody listens."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
    with service_on(port, 2.0) as service:
        yield service


@contextmanager
def service_on(port: int, deadline_seconds: float) -> Iterator[Asking]:
    """The application whose database should be at a port."""
    app = create_app(Settings())
    url = f"bolt://127.0.0.1:{port}"
    with (
        start_blocking_portal() as portal,
        portal.wrap_async_context_manager(
            Database.open(url, "neo4j", "none", "neo4j", Deadlines.of(deadline_seconds))
        ) as database,
        portal.wrap_async_context_manager(client_of(app)) as client,
        workers_of(Settings()) as workers,
    ):
        app.state.service = service_of(database, workers)
        yield Asking(portal, client, app)


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("GET", "/v1/workspaces", None),
        ("GET", ACTOR, None),
        ("PATCH", ACTOR, {"name": "AWO"}),
        ("DELETE", ACTOR, None),
        ("POST", "/v1/workspaces/altendorf/actors", {"name": "AWO"}),
        ("GET", "/v1/workspaces/altendorf/report", None),
        ("GET", "/readyz", None),
    ],
)
def test_the_answer_says_when_to_come_back(away, method, path, body):
    answer = away.request(method, path, json=body, headers={"If-Match": '"1"'})

    assert (answer.status_code, answer.json()["type"]) == (503, "/problems/database-unavailable")
    assert int(answer.headers["retry-after"]) > 0


def test_a_form_that_was_sent_meanwhile_can_be_sent_again_as_it_was(away):
    answer = send(away, "/w/altendorf/records/actors/new", name="Haus <Nord>", key="once")
    assert answer.status_code == 503
    assert '<input type="hidden" name="name" value="Haus &lt;Nord&gt;">' in answer.text
    assert '<input type="hidden" name="key" value="once">' in answer.text
    assert "Noch einmal senden" in answer.text


def test_the_process_lives_on(away):
    assert away.get("/livez").json() == {"status": "ok"}


def test_what_is_wrong_in_itself_is_refused_all_the_same(away):
    answer = away.post("/v1/workspaces/altendorf/actors", json={"name": ""})

    assert answer.status_code == 422


@pytest.mark.slow
@pytest.mark.timed
@pytest.mark.parametrize("deadline_seconds", [30.0, 1.0])
def test_a_silent_database_is_not_ready_within_five_seconds(deadline_seconds):
    """A listener that never reads is what a frozen database looks like from outside."""
    with (
        socket.create_server(("127.0.0.1", 0)) as frozen,
        service_on(frozen.getsockname()[1], deadline_seconds) as service,
    ):
        began = time.monotonic()
        answer = service.get("/readyz")
        took = time.monotonic() - began

    assert (answer.status_code, answer.json()["type"]) == (503, "/problems/database-unavailable")
    assert took < 5


def test_a_lost_database_is_found_again_and_nothing_is_half_written(empty_neo4j):
    """The deadlines are the usual ones: the first write of a cold database takes seconds on a busy machine."""
    with gate(empty_neo4j.url) as between, asking(empty_neo4j.settings(neo4j_url=between.url)) as client:
        client.post("/v1/workspaces", json={"id": "altendorf", "name": "Altendorf"}).raise_for_status()
        client.post("/v1/workspaces/altendorf/actors", json={"id": "awo", "name": "AWO"}).raise_for_status()

        between.shut()
        lost = [
            client.get(ACTOR),
            client.patch(ACTOR, json={"name": "DRK"}, headers={"If-Match": '"1"'}),
            client.get("/readyz"),
        ]
        lives = client.get("/livez")
        between.open()
        back = client.get(ACTOR)

    assert [answer.status_code for answer in lost] == [503, 503, 503]
    assert lives.status_code == 200
    assert (back.status_code, back.json()["name"], back.json()["version"]) == (200, "AWO", 1)
