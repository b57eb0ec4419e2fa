"""Markdown: a name is shown as it is, whatever signs it holds."""

import re

import pytest
from markdown_it import MarkdownIt

from app.report.forms import html, markdown
from app.usecases.make_report import make_report
from tests.factories import actor, area, network, offer, tie

PARSER = MarkdownIt("commonmark").enable(["table", "strikethrough"])
HOSTILE = (
    "*stern* _strich_",
    "[Verein](https://example.org)",
    "<script>alert(1)</script>",
    "<b>fett</b> & &lt;",
    "| a | b |",
    "# Haus",
    "1. Verein",
    "- Punkt",
    "`code` ~~weg~~ \\\\",
)


def report(name: str):
    alike = {"areas": "D1", "target_groups": "families", "themes": "counselling", "start": "2024", "end": "2025"}
    result = network(
        area("D1", name=f"{name} 1"),
        actor("A", name=name),
        actor("B", name=f"{name} B"),
        offer("o", "A", name=name, **alike),
        offer("p", "B", name=f"{name} 2", **alike),
        tie("A", "C", strength=4),
    )
    return make_report(result, title=name, lang="de", audience="internal")


def tags(text: str) -> list[str]:
    return re.findall(r"</?\w+", PARSER.render(text))


@pytest.mark.parametrize("name", HOSTILE)
def test_a_name_changes_no_structure(name):
    assert tags(markdown.render(report(name))) == tags(markdown.render(report("Verein")))


@pytest.mark.parametrize("name", HOSTILE)
def test_a_line_shows_what_it_was_given(name):
    shown = re.sub(r"</?(p|li|ul)>|\n", "", PARSER.render(f"- {markdown.escaped(name)}"))
    assert shown.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", '"').replace("&amp;", "&") == name


@pytest.mark.parametrize("name", HOSTILE)
def test_html_holds_no_tag_of_a_name(name):
    plain, hostile = (re.findall(r"</?\w+", html.render(report(word))) for word in ("Verein", name))
    assert hostile == plain
