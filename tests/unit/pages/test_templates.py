"""Is every template of the pages one that can be filled?"""

import re
from importlib import resources
from pathlib import Path

import pytest
from fastapi.routing import iter_route_contexts
from jinja2 import Environment

from app.pages.router import router
from app.pages.texts import page_texts

TEMPLATES = {file.name: file for file in (resources.files("app.pages") / "templates").iterdir()}

SHOWN = sorted(
    context.path.removeprefix("/w/{workspace}")
    for context in iter_route_contexts(router.routes)
    if re.fullmatch(r"/w/\{workspace\}[a-z/-]+", context.path) and context.endpoint.__name__.startswith("show_")
)
"""Every page of a workspace that needs to know nothing else, as an address within it."""


@pytest.mark.parametrize("name", sorted(TEMPLATES))
def test_a_template_has_no_open_ends(name):
    Environment(autoescape=True).parse(TEMPLATES[name].read_text("utf-8"))


@pytest.mark.parametrize("name", sorted(TEMPLATES))
def test_every_text_of_a_template_is_in_the_table(name):
    named = set(re.findall(r"""\btext\("(\w+)", "(\w+)"[,)]""", TEMPLATES[name].read_text("utf-8")))
    missing = {(table, code) for table, code in named if code not in page_texts("de").get(table, {})}
    assert missing == set(), "write it into app/pages/texts, in both languages"


def test_every_page_is_looked_at_in_a_browser():
    sources = "".join(file.read_text("utf-8") for file in sorted(Path("tests/browser").glob("test_*.py")))
    assert len(SHOWN) > 10
    assert [page for page in SHOWN if not re.search(rf'{page}["?]', sources)] == [], (
        "add it to PAGES of tests/browser/test_pages_fit.py"
    )
