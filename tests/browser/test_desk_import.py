"""Does somebody who never saw a command line get from nothing to next steps, and back?"""

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.axe import violations

ACTORS = b"Name;Art\nTreff Nord;Verein\nTreff Sued;Verein\n"
OFFERS = b"Name;Akteur\nSprachkurs;Treff Nord\n"
PHONE = 360
TYPO = b"Name;Akteur\nSprachkurs;Treff Nort\n"


def file(name: str, content: bytes) -> dict:
    return {"name": name, "mimeType": "text/csv", "buffer": content}


def go(page: Page, entry: str, width: int) -> None:
    """An entry of the navigation; on a phone it stands behind the menu."""
    if width == PHONE:
        page.locator(".menu > summary").click()
    page.get_by_role("navigation").get_by_role("link", name=entry, exact=True).click()


@pytest.mark.parametrize("width", [1280, PHONE])
def test_from_an_empty_installation_to_next_steps_and_back(address, empty_neo4j, opened, width):
    page = opened(f"{address}/", width=width)
    page.get_by_label("Name der Stadt").fill("Altendorf")
    page.get_by_role("button", name="Anlegen").click()
    expect(page.get_by_role("status").first).to_contain_text("Die Stadt ist angelegt")
    assert violations(page) == []

    page.locator("#files").set_input_files([file("akteure.csv", ACTORS), file("angebote.csv", OFFERS)])
    expect(page.locator("h1")).to_have_text("Das haben wir verstanden")
    expect(page.locator(".lead")).to_contain_text("akteure.csv")
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    assert violations(page) == []
    page.get_by_role("button", name="Übernehmen").click()
    expect(page.get_by_role("status").first).to_contain_text("Eingelesen", timeout=60_000)  # the page follows by itself

    go(page, "Nächste Schritte", width)
    expect(page.locator("h1")).to_have_text("Nächste Schritte")
    go(page, "Daten", width)
    page.get_by_role("button", name="Zurücknehmen").click()
    expect(page.get_by_role("status").first).to_contain_text("Zurückgenommen")


def test_what_has_to_be_settled_first_names_its_cell(city, opened):
    page = opened(f"{city}/")
    held = []

    def hold(route: Route) -> None:
        held.append(route)

    page.route("**/desk.js*", hold)
    with page.expect_request("**/desk.js*"):
        page.goto(f"{city}/data", wait_until="commit")
    page.locator("#files").set_input_files([file("angebote.csv", TYPO)])
    held.pop().continue_()  # the files were chosen before the script was there
    expect(page.locator("h1")).to_have_text("Das haben wir verstanden")
    expect(page.locator("main")).to_contain_text("Treff Nort")
    expect(page.locator("main")).to_contain_text("Zeile 2")
    page.get_by_role("button", name="Verwerfen").click()
    expect(page.get_by_role("status").first).to_contain_text("Verworfen")
