"""What do browser tests share? A real Chromium, the real service, one example city, and a page that is watched."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from urllib.parse import urlsplit

import pytest
from anyio.from_thread import start_blocking_portal
from neo4j import Driver
from playwright.sync_api import Browser, Page, expect, sync_playwright

from app.settings import Settings
from app.store.workspaces import create_workspace
from app.usecases.connection import connection
from app.usecases.examples import examples
from app.usecases.imports.import_records import import_files
from tests.browser.serving import serving
from tests.chromium import find
from tests.database import DatabaseUnderTest, wipe

CITY = "essener-konsens"
AT = datetime(2024, 9, 1, 12, 30, tzinfo=UTC)
expect.set_options(timeout=30_000)  # milliseconds, as below
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Every test of this folder needs the browser."""
    for item in items:
        if "/browser/" in item.path.as_posix():
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def settings(neo4j_server: DatabaseUnderTest) -> Settings:
    return neo4j_server.patient_settings()


@pytest.fixture(scope="session")
def address(settings: Settings) -> Iterator[str]:
    """Where the service answers; its database holds whatever earlier tests left."""
    with serving(settings) as result:
        yield result


@pytest.fixture(scope="module")
def city(address: str, settings: Settings, neo4j_driver: Driver) -> str:
    """The address of one example city, the only workspace. Other modules may empty the database in between."""
    wipe(neo4j_driver)
    with start_blocking_portal() as portal:
        portal.call(_load, settings)
    return f"{address}/w/{CITY}"


async def _load(settings: Settings) -> None:
    example = next(entry for entry in examples() if entry.workspace == CITY)
    async with connection(settings) as database:
        await create_workspace(database, CITY, example.name, example.reference_date)
        await import_files(database, CITY, example.files, at=AT)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Closed after each module: while it runs, no other event loop can start in this thread."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=find(), args=ARGUMENTS)
        yield chromium
        chromium.close()


OpenPage = Callable[..., Page]


@pytest.fixture
def opened(browser: Browser) -> Iterator[OpenPage]:
    """Opens pages of any width, with or without JavaScript; afterwards nothing was blocked, missing or asked elsewhere."""
    complaints: list[str] = []
    with _closing_contexts(browser) as new_page:

        def open_page(
            url: str, *, width: int = 1280, height: int = 900, javascript: bool = True, dark: bool = False
        ) -> Page:
            page = new_page(width, height, javascript, dark)
            page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
            page.on("request", lambda request: complaints.extend(_elsewhere(request.url)))
            page.goto(url, wait_until="load")
            return page

        yield open_page
    assert complaints == []


@contextmanager
def _closing_contexts(browser: Browser) -> Iterator[Callable[[int, int, bool, bool], Page]]:
    contexts = []

    def new_page(width: int, height: int, javascript: bool, dark: bool) -> Page:
        contexts.append(
            browser.new_context(
                viewport={"width": width, "height": height},
                java_script_enabled=javascript,
                color_scheme="dark" if dark else "light",
            )
        )
        contexts[-1].set_default_timeout(90_000)  # milliseconds; a machine may be busy with other tests
        return contexts[-1].new_page()

    yield new_page
    for context in contexts:
        context.close()


def _elsewhere(url: str) -> list[str]:
    parts = urlsplit(url)
    return [] if parts.scheme in {"file", "data"} or parts.hostname == "127.0.0.1" else [f"asked elsewhere: {url}"]
