"""Is the report as a file readable everywhere: alone, on a phone, on paper?"""

from datetime import date
from pathlib import Path

import pytest

from app.usecases.imports.read_file import network_of
from app.usecases.make_report import make_report, rendered
from tests.browser.axe import violations

EXAMPLE = Path(__file__).parents[2] / "examples/essener-konsens"


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    folder = tmp_path_factory.mktemp("report")
    network, title = network_of(EXAMPLE, as_of=date(2024, 9, 1))
    for lang in ("de", "en"):
        report = make_report(network, title=title, lang=lang, audience="internal")
        (folder / f"{lang}.html").write_bytes(rendered(report, "html"))
    return folder.as_uri()


@pytest.mark.parametrize("lang", ["de", "en"])
def test_it_breaks_no_rule_of_accessibility(files, opened, lang):
    assert violations(opened(f"{files}/{lang}.html")) == []


@pytest.mark.parametrize("width", [1280, 360, 320])
def test_nobody_scrolls_sideways(files, opened, width):
    page = opened(f"{files}/de.html", width=width, javascript=False)
    assert page.locator("body").bounding_box()["width"] <= width
    assert page.locator("article").first.bounding_box()["width"] <= width


def test_no_card_is_torn_on_paper(files, opened):
    page = opened(f"{files}/de.html")
    page.emulate_media(media="print")
    assert page.locator("nav").is_hidden()
    assert set(
        page.locator("article").evaluate_all("cards => cards.map(one => getComputedStyle(one).breakInside)")
    ) == {"avoid"}
