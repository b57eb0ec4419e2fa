"""Is every template of the pages one that can be filled?"""

from importlib import resources

import pytest
from jinja2 import Environment

TEMPLATES = {file.name: file for file in (resources.files("app.pages") / "templates").iterdir()}


@pytest.mark.parametrize("name", sorted(TEMPLATES))
def test_a_template_has_no_open_ends(name):
    Environment(autoescape=True).parse(TEMPLATES[name].read_text("utf-8"))
