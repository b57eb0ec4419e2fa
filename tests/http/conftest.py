"""What do tests of HTTP share? The real application on the real database, asked without a socket."""

from collections.abc import Iterator

import pytest

from app.pages.data import imports
from app.web.service import service_of
from tests.asking import Asking, asking
from tests.database import DatabaseUnderTest

WORKSPACE = "altendorf"


@pytest.fixture(scope="session")
def service(neo4j_server: DatabaseUnderTest) -> Iterator[Asking]:
    """The application while it runs; the database holds whatever earlier tests left."""
    with asking(neo4j_server.patient_settings()) as client:
        yield client


@pytest.fixture(autouse=True)
def patience(monkeypatch: pytest.MonkeyPatch) -> None:
    """On a busy machine a small import takes longer than a person would wait for the page."""
    monkeypatch.setattr(imports, "SOON_SECONDS", 60.0)


@pytest.fixture
def client(service: Asking, empty_neo4j: DatabaseUnderTest) -> Asking:
    """The application on an empty database, remembering nothing of earlier tests."""
    used = service.app.state.service
    service.app.state.service = service_of(used.database, used.workers)
    return service


@pytest.fixture
def workspace(client: Asking) -> str:
    """The address of a workspace without records."""
    client.post("/v1/workspaces", json={"id": WORKSPACE, "name": "Altendorf"}).raise_for_status()
    return f"/v1/workspaces/{WORKSPACE}"
