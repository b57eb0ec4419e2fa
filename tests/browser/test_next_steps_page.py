"""Does the first page say what a coordinator needs, without a mouse and without JavaScript?"""

import asyncio
import re
import threading

import pytest
from playwright.sync_api import expect

from app.usecases import run_analysis
from app.usecases.computing import Computing

LISTS = [
    "Was gut läuft",
    "Zuerst nachfragen",
    "Bekannt machen und Zusammenarbeit verabreden",
    "Angebote abstimmen",
    "Fehlendes angehen",
]


def test_what_works_well_comes_first_and_no_list_is_longer_than_three(city, opened):
    page = opened(f"{city}/", javascript=False)
    assert page.locator("h2").all_inner_texts() == LISTS
    counts = [entry.locator("article").count() for entry in page.locator("section.list").all()]
    assert counts[0] in {1, 2, 3}
    assert max(counts) <= 3


def test_the_opening_names_the_day_and_what_is_not_known(city, opened):
    opening = opened(f"{city}/", javascript=False).locator("main > header").inner_text()
    assert "Bis zum nächsten Termin: „Fest am Lichthof“ am 21.09.2024" in opening
    assert "01.09.2024" in opening
    known, pairs, unknown = map(int, re.search(r"zu (\d+) von (\d+) möglichen Paaren; (\d+) sind", opening).groups())
    assert pairs == 32 * 31 // 2  # the 32 organisations of the example
    assert known + unknown == pairs


def test_evidence_opens_without_javascript_and_names_the_row(city, opened):
    page = opened(f"{city}/", javascript=False)
    card = page.locator("article").first
    expect(card.locator("details li").first).not_to_be_visible()
    card.locator("summary").click()
    expect(card.locator("details li").first).to_be_visible()
    assert re.search(r", Zeile \d+, arbeitsmappe\.xlsx\)", card.locator("details").inner_text())


@pytest.mark.parametrize("reading", [False, True], ids=["at the top", "further down"])
def test_hints_that_are_computed_anew_come_by_themselves(city, opened, monkeypatch, reading):
    computed, usual = threading.Event(), Computing.run

    async def held(*values, **named):
        await asyncio.to_thread(computed.wait)
        return await usual(*values, **named)

    page = opened(f"{city}/")
    api = city.replace("/w/", "/v1/workspaces/")
    etag = page.request.get(f"{api}/actors/A11").headers["etag"]
    monkeypatch.setattr(run_analysis, "PATIENCE_SECONDS", -1.0)
    monkeypatch.setattr(Computing, "run", held)
    page.request.patch(f"{api}/actors/A11", data={"note": f"neu {reading}"}, headers={"If-Match": etag})
    page.reload()
    from_before = page.get_by_text("werden nach der letzten Änderung neu berechnet")
    expect(from_before).to_be_visible()
    if reading:
        page.evaluate("scrollTo(0, 600)")
    computed.set()
    expect(from_before).to_have_count(0)
    expect(page.get_by_text("Die Hinweise sind neu berechnet.")).to_have_count(int(reading))


def test_the_keyboard_reaches_everything(city, opened):
    page = opened(f"{city}/")
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    expect(page.locator(".skip")).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
    while not page.evaluate("document.activeElement.matches('summary')"):
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.locator("details[open]").count() == 1


def test_focus_is_always_visible(city, opened):
    page = opened(f"{city}/")
    stops = page.locator("a:visible, summary:visible").count()
    for _ in range(stops):
        page.keyboard.press("Tab")
        outline = page.evaluate("getComputedStyle(document.activeElement).outline")
        assert "none" not in outline, page.evaluate("document.activeElement.outerHTML")


def test_the_language_changes_and_the_address_stays(city, opened):
    page = opened(f"{city}/report?audience=internal&section=links", javascript=False)
    page.get_by_role("link", name="English").click()
    assert page.locator("html").get_attribute("lang") == "en"
    assert page.url.endswith("/report?audience=internal&section=links&lang=en")
    page.get_by_role("link", name="Next steps").click()
    assert page.locator("h1").inner_text() == "Next steps"


def test_more_leads_to_every_card_of_the_section(city, opened):
    page = opened(f"{city}/", javascript=False)
    page.locator("#ask").locator("xpath=ancestor::section").locator(".more a").first.click()
    expect(page.locator("section.list")).to_have_count(1)
    assert page.locator("article").count() > 5


def test_printed_cards_show_their_evidence_and_no_navigation(city, opened):
    page = opened(f"{city}/")
    page.emulate_media(media="print")
    expect(page.locator("nav").first).to_be_hidden()
    expect(page.locator("article details li").first).to_be_visible()
