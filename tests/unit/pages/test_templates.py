"""Is every template of the pages one that can be filled?"""

import re
from importlib import resources

import pytest
from jinja2 import Environment

from app.pages.texts import page_texts

TEMPLATES = {file.name: file for file in (resources.files("app.pages") / "templates").iterdir()}


@pytest.mark.parametrize("name", sorted(TEMPLATES))
def test_a_template_has_no_open_ends(name):
    Environment(autoescape=True).parse(TEMPLATES[name].read_text("utf-8"))


@pytest.mark.parametrize("name", sorted(TEMPLATES))
def test_every_text_of_a_template_is_in_the_table(name):
    named = set(re.findall(r"""\btext\("(\w+)", "(\w+)"[,)]""", TEMPLATES[name].read_text("utf-8")))
    missing = {(table, code) for table, code in named if code not in page_texts("de").get(table, {})}
    assert missing == set(), "write it into app/pages/texts, in both languages"
