"""How does a test ask the service? The real application in an event loop of its own, asked from any thread."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any

import httpx
from anyio.from_thread import BlockingPortal, start_blocking_portal
from fastapi import FastAPI

from app.main import create_app
from app.settings import Settings

ADDRESS = "http://127.0.0.1:8420"


class Asking:
    """A client whose calls wait; several threads may use it at once."""

    def __init__(self, portal: BlockingPortal, client: httpx.AsyncClient, app: FastAPI) -> None:
        self.portal = portal
        self.client = client
        self.app = app

    def request(self, method: str, url: str, **values: Any) -> httpx.Response:
        return self.portal.call(partial(self.client.request, method, url, **values))

    def get(self, url: str, **values: Any) -> httpx.Response:
        return self.request("GET", url, **values)

    def post(self, url: str, **values: Any) -> httpx.Response:
        return self.request("POST", url, **values)

    def put(self, url: str, **values: Any) -> httpx.Response:
        return self.request("PUT", url, **values)

    def patch(self, url: str, **values: Any) -> httpx.Response:
        return self.request("PATCH", url, **values)

    def delete(self, url: str, **values: Any) -> httpx.Response:
        return self.request("DELETE", url, **values)


@contextmanager
def asking(settings: Settings) -> Iterator[Asking]:
    """The application started with these settings, its database opened."""
    app = create_app(settings)
    with (
        start_blocking_portal() as portal,
        portal.wrap_async_context_manager(app.router.lifespan_context(app)),
        portal.wrap_async_context_manager(client_of(app)) as client,
    ):
        yield Asking(portal, client, app)


def client_of(app: FastAPI) -> httpx.AsyncClient:
    """A client of an application that runs in the same event loop."""
    return httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url=ADDRESS)
