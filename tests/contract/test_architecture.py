"""Does the page for the next engineer lead to files that exist, and is its picture that of the code?"""

import re
from collections import Counter
from pathlib import Path

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
    assert {path.as_posix() for path in modules - tested if path.name != "__init__.py"} == set()


def test_no_module_is_longer_than_three_hundred_lines():
    lengths = {path: len(path.read_text("utf-8").splitlines()) for path in (ROOT / "app").rglob("*.py")}
    assert {path.relative_to(ROOT).as_posix() for path, length in lengths.items() if length > 300} == set()


def test_no_room_has_more_than_thirty_modules():
    modules = Counter(path.parent for path in (ROOT / "app").rglob("[!_]*.py"))
    assert {room.relative_to(ROOT).as_posix() for room, count in modules.items() if count > 30} == set()


def test_every_room_is_on_the_page():
    rooms = {path.parent.name for path in (ROOT / "app").glob("*/__init__.py")}
    assert {room for room in rooms if f"app/{room}" not in PAGE} == set()
