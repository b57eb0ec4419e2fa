"""Can the picture of the network be moved, filtered, searched and taken along - by mouse and keyboard, in both languages?"""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, Route, expect, sync_playwright

from tests.browser.axe import violations
from tests.browser.conftest import ARGUMENTS
from tests.chromium import find

WITH_PICTURES = [
    *(flag for flag in ARGUMENTS if flag != "--disable-gpu"),
    "--use-angle=swiftshader",
    "--enable-unsafe-swiftshader",
]


@pytest.fixture(scope="module")
def browser():
    """A browser that can draw pictures without a graphics card."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=find(), args=WITH_PICTURES)
        yield chromium
        chromium.close()


@pytest.fixture
def picture(city, opened) -> Iterator:
    def show(query: str = "", **kind) -> Page:
        page = opened(f"{city}/network{query}", **kind)
        page.locator(".moving[data-ready]").wait_for()
        return page

    return show


@pytest.mark.parametrize("lang", ["de", "en"])
@pytest.mark.parametrize("width", [1280, 360])
def test_every_state_of_the_picture_breaks_no_rule(picture, lang, width):
    page = picture(f"?lang={lang}", width=width)
    page.locator(".moving__canvas").press("ArrowRight")
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0


def test_an_organisation_is_chosen_with_the_keyboard_and_its_network_opened(picture):
    page = picture()
    canvas = page.locator(".moving__canvas")
    canvas.press("ArrowRight")
    name = page.locator(".moving__side h3").inner_text()
    assert name in page.locator(".moving__said").inner_text()
    canvas.press("Enter")
    page.wait_for_url("**/network?q=with&actor=*")
    assert name in page.locator(".lead").inner_text()


def test_the_legend_is_a_filter(picture):
    page = picture()
    before = page.locator(".moving__said").inner_text()
    page.get_by_label("freigemeinnützig").uncheck()
    after = page.locator(".moving__said").inner_text()
    assert int(after.split()[0]) < int(before.split()[0])
    page.get_by_label("freigemeinnützig").check()
    assert page.locator(".moving__said").inner_text() == before


def test_search_finds_and_the_neighbourhood_is_all_that_stays(picture):
    page = picture()
    page.get_by_label("Suchen im Bild").fill("Nordlicht")
    page.get_by_label("Suchen im Bild").press("Enter")
    assert page.locator(".moving__side h3").inner_text() == "Quartiersbüro Nordlicht"
    page.get_by_label("Bei Auswahl zeigen").select_option("1")
    partners = page.locator(".moving__side li").count()
    assert page.locator(".moving__said").inner_text().startswith(f"{partners + 1} ")


def test_one_is_put_away_and_comes_back(picture):
    page = picture()
    canvas, status_line = page.locator(".moving__canvas"), page.locator(".moving__said")
    everybody = status_line.inner_text()
    canvas.press("ArrowRight")
    name = page.locator(".moving__side h3").inner_text()
    page.get_by_role("button", name="Ausblenden", exact=True).click()
    back = page.get_by_role("button", name="Ausgeblendete zeigen (1)")
    assert int(status_line.inner_text().split()[0]) == int(everybody.split()[0]) - 1
    assert violations(page) == []
    canvas.focus()
    for _ in range(8):
        canvas.press("ArrowLeft")
        assert page.locator(".moving__side h3").inner_text() != name, "what is put away cannot be walked to"
    back.click()
    canvas.press("Escape")
    assert status_line.inner_text() == everybody


def test_two_organisations_that_are_kept_show_the_partners_of_both(picture):
    page = picture()
    canvas, status_line = page.locator(".moving__canvas"), page.locator(".moving__said")
    search, depth = page.get_by_label("Suchen im Bild"), page.get_by_label("Bei Auswahl zeigen")
    search.fill("Nordlicht")
    search.press("Enter")
    depth.select_option("1")
    partners = int(status_line.inner_text().split()[0])
    canvas.press("p")
    assert page.get_by_role("button", name="Nicht mehr im Bild behalten").is_visible()
    search.fill("Förderturm")
    search.press("Enter")
    depth.select_option("0")
    depth.select_option("1")
    assert int(status_line.inner_text().split()[0]) > partners
    canvas.press("Escape")
    assert int(status_line.inner_text().split()[0]) == partners, "the one that is kept stays, with its own partners"


def test_years_can_be_chosen(picture):
    page = picture()
    page.get_by_label("Jahr", exact=False).first.fill("2012")
    assert ", 2012" in page.locator(".moving__said").inner_text()


@pytest.mark.parametrize(("button", "begins"), [("Als Bild (PNG)", b"\x89PNG"), ("Als Zeichnung (SVG)", b"<svg")])
def test_the_picture_can_be_taken_along(picture, tmp_path, button, begins):
    page = picture()
    with page.expect_download() as download:
        page.get_by_role("button", name=button).click()
    download.value.save_as(tmp_path / "picture")
    assert (tmp_path / "picture").read_bytes().startswith(begins)


def test_without_a_script_the_drawing_of_the_server_stays(city, opened):
    page = opened(f"{city}/network?q=with&actor=DGB", javascript=False)
    assert page.locator(".still svg.picture").is_visible()
    assert not page.locator(".moving").is_visible()


def test_until_the_picture_is_drawn_that_is_said_and_where_it_cannot_be_the_drawing_of_the_server_stands(city, browser):
    page = browser.new_page()
    asked: list[Route] = []

    def hold(route: Route) -> None:
        asked.append(route)

    page.route("**/graph.json*", hold)
    page.goto(f"{city}/network?q=with&actor=DGB")
    expect(page.get_by_text("Das Bild wird gezeichnet …")).to_be_visible()
    assert not page.locator(".still").is_visible()
    asked[0].abort()
    expect(page.locator(".still svg.picture")).to_be_visible()
    assert not page.locator(".moving").is_visible()
    page.close()


def test_on_paper_the_drawing_of_the_server_stands(picture):
    page = picture()
    page.emulate_media(media="print")
    assert page.locator(".still svg.picture").is_visible()
    assert not page.locator(".moving").is_visible()
