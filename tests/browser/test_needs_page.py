"""Can need and supply be read and followed with the keyboard alone, with and without a script, in both languages?"""

import pytest
from playwright.sync_api import expect

from tests.browser.axe import violations


def test_arrow_keys_lead_over_the_map_and_enter_opens_an_area(city, opened):
    page = opened(f"{city}/needs")
    page.locator(".drawing a").first.focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.querySelector('title').textContent").startswith("Holsterhausen")
    page.keyboard.press("Enter")
    page.wait_for_url("**/needs?area=holsterhausen#area")
    assert page.locator("#area-name").inner_text().startswith("Holsterhausen")


def test_arrow_keys_lead_through_the_table(city, opened):
    page = opened(f"{city}/needs")
    cells = page.locator("#table-theme ~ .scrolling tbody tr").first.locator(".cell")
    cells.first.focus()
    page.keyboard.press("ArrowRight")
    assert page.evaluate("document.activeElement.getAttribute('href')") == cells.nth(1).get_attribute("href")


@pytest.mark.parametrize("lang", ["de", "en"])
def test_a_cell_opens_what_lies_behind_it_without_a_script(city, opened, lang):
    page = opened(f"{city}/needs?lang={lang}", javascript=False)
    page.locator(".cell--offered[href]").first.click()
    expect(page.locator("#area li").first).to_be_visible()
    assert page.locator("html").get_attribute("lang") == lang


def test_targets_are_large_enough(city, opened):
    page = opened(f"{city}/needs?area=altendorf", width=360)
    boxes = [link.bounding_box() for link in page.locator("a.cell").all()]
    assert all(box["width"] >= 24 and box["height"] >= 24 for box in boxes)
    assert violations(page) == []


def test_the_page_is_light(city, opened):
    """First load: page, style, fonts and script, as they come over the line."""
    page = opened("about:blank")
    line = page.context.new_cdp_session(page)
    line.send("Network.enable")
    sizes: list[float] = []
    line.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
    page.goto(f"{city}/needs", wait_until="networkidle")
    assert len(sizes) > 5
    assert sum(sizes) <= 300 * 1000
