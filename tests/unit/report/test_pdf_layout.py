"""Pages of the PDF as typst lays them out: no heading stands alone at the end of a page, no chart is torn or cut off."""

import json
import re
from typing import Any

import pytest
import typst

from app.report.drawings.raster import font_folder
from app.report.forms import pdf
from app.report.report import Report
from app.usecases.make_report import report_of, results_for_report
from tests.factories import actor, area, checked, grant, group, network, offer, tie

PAGE, MARGIN = 841.89, 51.02
"""Height of A4 and of a margin of the template (18 mm), in points."""

SHIFTS = range(0, 30, 5)
"""Lines above the content: what would fall on the end of a page with some of them, falls elsewhere with others."""


@pytest.fixture(scope="module")
def report() -> Report:
    """A report of some pages, with a matrix, bars and many short sections."""
    areas = [area("city", kind="city"), *(area(f"D{at}", part_of="city", name=f"Viertel {at}") for at in range(6))]
    offers = [
        offer(
            f"s{at}",
            f"A{at % 9}",
            name=f"Angebot {at}",
            areas=f"D{at % 6}",
            target_groups="children",
            themes="sport" if at % 2 else "health",
            start="2023",
            end=f"2025-0{1 + at % 8}-28",
        )
        for at in range(24)
    ]
    seen = network(
        *(*areas, *offers, *(actor(f"A{at}", name=f"Einrichtung {at}", kinds="school") for at in range(9))),
        *(grant(f"g{at}", "esf", f"A{at}", offers=f"s{at}", end="2025-03-31") for at in range(9)),
        *(tie("A0", "A1", status="denied"), group("G", "A0 A1 A2 A3", areas="D1", kind="district_conference")),
        checked("members", "G", "working_group"),
    )
    return report_of(results_for_report(seen), seen, title="Stadt", lang="de", audience="internal", edition="bericht")


def laid_out(report: Report, shift: int, expression: str) -> list[Any]:
    """What typst knows of the elements of a report after layout."""
    shifted = {**pdf.content_of(report), "highlights": ["Zeile"] * shift}
    fonts = typst.Fonts(include_system_fonts=False, font_paths=[font_folder()])
    inputs = {"report": json.dumps(shifted, ensure_ascii=False)}
    return json.loads(typst.eval(pdf.template(), expression, font_paths=fonts, sys_inputs=inputs))


PLACES = (
    "query(selector(heading).or(par).or(list).or(enum)).map(it => "
    "(repr(it.func()), it.location().page(), it.location().position().y / 1pt))"
)
IMAGES = "query(image).map(it => (it.location().page(), it.location().position().y / 1pt))"
TITLES = "query(strong).map(it => (repr(it.body), it.location().page(), it.location().position().y / 1pt))"


@pytest.mark.parametrize("shift", SHIFTS)
def test_no_heading_stands_alone_at_the_end_of_a_page(report, shift):
    """Below each heading something stands on its page, of the same section or the next: no page ends with a heading."""
    places = laid_out(report, shift, PLACES)
    headings = [at for at, place in enumerate(places) if place[0] == "heading"]
    assert len(headings) > len(report.sections)
    for at in headings:
        _, page, top = places[at]
        assert any(place[1] == page and place[2] > top for place in places[at + 1 :]), places[at]


@pytest.mark.parametrize("shift", SHIFTS)
def test_a_chart_stands_whole_on_one_page_with_its_title(report, shift):
    drawings = [figure for section in report.sections for figure in section.figures]
    images, titles = laid_out(report, shift, IMAGES), laid_out(report, shift, TITLES)
    assert len(images) == len(drawings) > 1
    for figure, (page, top) in zip(drawings, images, strict=True):
        (title,) = [place for place in titles if figure.title in place[0]]
        assert title[1] == page
        assert title[2] < top
        assert top + _height(figure) <= PAGE - MARGIN


def _height(figure) -> float:
    """Points of a drawing on paper, which is 82 % of the text wide."""
    width, height = map(float, re.search(r'viewBox="0 0 ([\d.]+) ([\d.]+)"', pdf.svg(figure)).groups())
    return 0.82 * (210 - 40) / 25.4 * 72 * height / width
