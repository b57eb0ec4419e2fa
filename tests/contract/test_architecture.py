"""Does the page for the next engineer lead to files that exist, and is its picture that of the code?"""

import re
from collections import Counter
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages

import pytest
from fastapi import APIRouter
from fastapi.routing import iter_route_contexts

from app.api.v1.router import v1
from app.pages import router as pages
from scripts.house import PICTURE, drawn

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs/architecture.md").read_text("utf-8")


def test_the_picture_is_drawn_from_the_code():
    assert PICTURE.read_text("utf-8") == drawn(), "run make docs"


def test_every_path_of_the_page_exists():
    named = set(re.findall(r"`((?:app|cypher|graph_schema)/[\w/.-]*)`", PAGE))
    missing = {path for path in named if not (ROOT / path).exists() and "<" not in path}
    assert len(named) > 20
    assert missing == set()


def test_every_module_of_the_network_has_a_test_of_its_own():
    modules = {path.relative_to(ROOT / "app") for path in (ROOT / "app/network").glob("*/*.py")}
    tests = {path.relative_to(ROOT / "tests/unit") for path in (ROOT / "tests/unit/network").glob("*/test_*.py")}
    tested = {path.with_name(path.name.removeprefix("test_")) for path in tests}
    assert {path.as_posix() for path in modules - tested if path.name != "__init__.py"} == set(), (
        "each has a test of the same name in tests/unit/network"
    )


def test_no_module_is_longer_than_three_hundred_lines():
    lengths = {path: len(path.read_text("utf-8").splitlines()) for path in (ROOT / "app").rglob("*.py")}
    assert {path.relative_to(ROOT).as_posix() for path, length in lengths.items() if length > 300} == set(), (
        "divide it by what it answers"
    )


def test_no_room_has_more_than_thirty_modules():
    modules = Counter(path.parent for path in (ROOT / "app").rglob("[!_]*.py"))
    assert {room.relative_to(ROOT).as_posix() for room, count in modules.items() if count > 30} == set(), (
        "divide the room"
    )


def test_every_room_is_on_the_page():
    rooms = {path.parent.name for path in (ROOT / "app").glob("*/__init__.py")}
    assert {room for room in rooms if f"app/{room}" not in PAGE} == set(), "name it in docs/architecture.md"


@pytest.mark.parametrize(("room", "all_of_it"), [("app.pages", pages.router), ("app.api.v1", v1())])
def test_every_route_is_reached(room, all_of_it):
    modules = [import_module(info.name) for info in walk_packages(import_module(room).__path__, f"{room}.")]
    routers = [router for module in modules for router in vars(module).values() if isinstance(router, APIRouter)]
    named = {route.endpoint for router in routers for route in iter_route_contexts(router.routes)}
    reached = {route.endpoint for route in iter_route_contexts(all_of_it.routes)}
    assert sorted(endpoint.__qualname__ for endpoint in named - reached) == [], f"include it in {room}.router"
