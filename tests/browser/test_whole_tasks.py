"""Does a coordinator get whole tasks done on the pages alone, from the first visit to the printed summary?"""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from app.pages.texts import text
from tests.browser.axe import violations

ACTORS = """Liste der Einrichtungen;;;;
Name;Art;Aktiv in;Seit;Ansprechpartner/Telefon
Treff Nord e.V.;Verein;Weststadt;ca. 2019;Frau Muster 0201 1
Sportverein TuS Hafen 1911;Verein;Hafenviertel;1911;
Mieterladen West;Verein;Weststadt;;
Gesamtschule;Schule;Weststadt;2001;
"""
OFFERS = """Name;Akteur;Gebiete;Zielgruppen;Themen
Sprachcafé;Treff Nord e. V.;Weststadt;Geflüchtete;Sprachförderung
Deutsch am Abend;Mieterladen West;Weststadt;Geflüchtete;Sprachförderung
Lauftreff;TuS Hafen 1911;Hafenviertel;Mütter;Sport und Bewegung
"""
TIES = """Akteur A;Akteur B;Arbeiten zusammen
Treff Nord e.V.;Gesamtschule;ja, gut
"""
"""Six oddities: a title above the headings, another spelling, a short name, a contact column, a rough date, an answer
that is no yes."""


def workbook() -> list[dict]:
    files = {"akteure.csv": ACTORS, "angebote.csv": OFFERS, "zusammenarbeit.csv": TIES}
    return [{"name": name, "mimeType": "text/csv", "buffer": rows.encode()} for name, rows in files.items()]


def press(page: Page, table: str, code: str, lang: str = "de") -> None:
    """The button, or else the link, of a text of the pages."""
    label = text(table, code, lang)
    main = page.locator("main")
    main.get_by_role("button", name=label).or_(main.get_by_role("link", name=label)).first.click()


def go(page: Page, entry: str, lang: str = "de") -> None:
    """An entry of the navigation."""
    page.get_by_role("navigation").get_by_role("link", name=text("nav", entry, lang), exact=True).click()


def message(page: Page) -> str:
    """What the page says about what was just done."""
    return page.locator(".done").inner_text()


@pytest.mark.parametrize("lang", ["de", "en"])
def test_from_an_empty_installation_to_the_printed_summary(address, empty_neo4j, opened, lang):
    page = opened(f"{address}/?lang={lang}")
    page.locator("[name=name]").fill("Weststadt")
    press(page, "start", "make", lang)
    assert text("done", "created", lang) in message(page)

    page.locator("#files").set_input_files(workbook())
    expect(page.locator("h1")).to_have_text(text("check", "title", lang))
    assert violations(page) == []
    questions = page.locator("fieldset.question")
    assert questions.count() == 2, "the short name of the club, and an answer that is no yes"
    for number in range(questions.count()):
        questions.nth(number).locator("label").first.click()
    assert "0201 1" not in page.content(), "a telephone number is set aside unread"
    press(page, "check", "take_in", lang)
    assert text("done", "imported", lang) in message(page)
    page.locator(".done a").click()

    expect(page.locator("h1")).to_have_text(text("next", "title", lang))
    card = page.locator("article", has=page.get_by_role("button", name=text("decision", "accept", lang))).first
    card.get_by_role("button", name=text("decision", "accept", lang)).click()
    assert text("done", "decided_accepted", lang) in message(page)
    page.get_by_role("link", name=re.compile(re.escape(text("state", "accepted", lang)))).click()
    expect(page.locator(".agenda__item")).to_have_count(1)

    go(page, "report", lang)
    page.locator("#field-edition").select_option("kurz")
    page.locator("#field-audience").select_option("internal")
    press(page, "report", "show", lang)
    expect(page.locator("h1")).to_contain_text("Weststadt")
    with page.expect_download() as download:
        press(page, "report", "pdf", lang)
    assert Path(download.value.path()).read_bytes().startswith(b"%PDF")
    assert violations(page) == []


def test_a_decided_card_comes_back_when_what_it_rests_on_changes(address, empty_neo4j, opened):
    page = opened(f"{address}/")
    page.locator("[name=name]").fill("Weststadt")
    press(page, "start", "make")
    page.locator("#files").set_input_files(workbook())
    press(page, "check", "take_in")
    assert text("done", "imported", "de") in message(page), "what is decided is decided on data that are there"
    go(page, "offers")
    page.locator("tbody a").first.click()
    expect(page.locator(".compare")).to_contain_text("Deutsch am Abend")
    assert violations(page) == []
    press(page, "decision", "else")
    page.get_by_label(text("decision", "wanted", "de")).check()
    page.locator("#field-reason_wanted").select_option("language")
    page.get_by_text(text("finding", "reply", "de")).first.click()
    page.locator("[name=reply]").fill("Wir sprechen Dari.")
    assert violations(page) == []
    press(page, "finding", "keep")
    assert text("done", "decided_wanted", "de") in message(page)

    page.get_by_role("link", name=re.compile("So gewollt")).first.click()
    expect(page.locator(".agenda__item")).to_contain_text("Wir sprechen Dari.")
    go(page, "records")
    page.get_by_role("link", name=re.compile(r"^Angebote \(")).click()
    page.get_by_role("link", name="Deutsch am Abend").click()
    press(page, "record", "edit")
    page.locator("[name=end]").fill("30.06.2035")
    press(page, "record", "save")
    assert text("done", "saved", "de") in message(page)
    go(page, "next")
    expect(page.locator(".card__returned").first).to_be_visible()


def test_a_departure_is_entered_and_looked_up_and_a_merge_is_taken_back(address, empty_neo4j, opened):
    page = opened(f"{address}/")
    page.locator("[name=name]").fill("Weststadt")
    press(page, "start", "make")
    page.locator("#files").set_input_files(workbook())
    press(page, "check", "take_in")
    assert text("done", "imported", "de") in message(page), "the organisation is there"
    go(page, "records")
    page.get_by_role("link", name="Mieterladen West").click()
    press(page, "record", "edit")
    page.locator("[name=end]").fill("2020")
    press(page, "record", "save")
    expect(page.locator(".facts").first).to_contain_text("2020")
    page.get_by_role("link", name=text("record", "history", "de")).click()
    expect(page.locator(".timeline > li").first).to_contain_text("leer → 2020")
    assert violations(page) == []

    page.get_by_role("link", name=re.compile("^Zurück zu")).click()
    page.locator("[name=gone_name]").fill("Treff Nord e.V.")
    press(page, "record", "twice_now")
    expect(page.locator(".facts").first).to_contain_text("Treff Nord e.V.")
    page.get_by_role("link", name=text("record", "history", "de")).click()
    press(page, "history", "undo")
    assert text("done", "change_undone", "de") in message(page)
    go(page, "records")
    expect(page.get_by_role("link", name="Treff Nord e.V.")).to_be_visible()
