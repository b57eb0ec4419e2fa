"""Does somebody get a sheet, fill it in offline by keyboard alone, send it back, and is it known who answered?"""

import zipfile
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.axe import violations

READER = "Lernwerk Emscherbogen gGmbH"
PARTNER, STRANGER = "Arbeitshof Zollstrebe gGmbH", "Nähstube am Kanal"


@pytest.fixture
def archive(city, opened, tmp_path) -> Path:
    """The sheet of one organisation, of a wave that asks everybody."""
    page = opened(f"{city}/data")
    page.get_by_role("link", name="Einrichtungen fragen").click()
    page.get_by_label("Name der Befragung").fill("Herbst")
    page.get_by_label("Datum").fill("2024-08-20")
    page.get_by_role("button", name="Befragung anlegen").click()
    expect(page.locator("h1")).to_have_text("Herbst")
    assert violations(page) == []
    page.get_by_label(f"Bogen: {READER}").check()
    with page.expect_download() as download:
        page.get_by_role("button", name="Bögen herunterladen").click()
    file = tmp_path / "boegen.zip"
    download.value.save_as(file)
    return file


def unpacked(archive: Path) -> Path:
    with zipfile.ZipFile(archive) as parcel:
        [name] = [name for name in parcel.namelist() if name.endswith(".html")]
        return Path(parcel.extract(name, archive.parent))


def offline(browser: Browser, width: int) -> BrowserContext:
    return browser.new_context(viewport={"width": width, "height": 900}, offline=True)


def fill_by_keyboard(page: Page) -> None:
    """From the first field on, by Tab, blank and arrow keys; nothing is clicked."""
    row = page.get_by_role("group", name=PARTNER)
    row.get_by_role("radio", name="ja").focus()
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(row.get_by_label("Wie eng?")).to_be_focused()
    page.keyboard.press("s")  # "stimmen sich ab"
    page.get_by_label("Weitere Einrichtung 1").focus()
    page.keyboard.type(STRANGER)
    page.get_by_label("Bemerkung").focus()
    page.keyboard.type("Gern mehr davon.")


@pytest.mark.parametrize("width", [1280, 360])
def test_a_sheet_is_filled_in_from_a_file_offline_and_its_text_handed_in(city, opened, browser, archive, width):
    context = offline(browser, width)
    entries: list[str] = []
    sheet = context.new_page()
    sheet.on("request", lambda request: entries.append(request.url))
    sheet.goto(unpacked(archive).as_uri())
    expect(sheet.locator("h1")).to_have_text(f"Rückmeldebogen: {READER}")
    assert violations(sheet) == []
    assert sheet.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    sheet.get_by_role("button", name="Antwort als Datei speichern").press("Enter")
    expect(sheet.get_by_role("status")).to_have_text("Es ist noch nichts ausgefüllt.")

    fill_by_keyboard(sheet)
    assert violations(sheet) == []
    with sheet.expect_download() as download:
        sheet.get_by_role("button", name="Antwort als Datei speichern").press("Enter")
    assert download.value.suggested_filename == "antwort-lernwerk-emscherbogen-ggmbh.json"
    sheet.get_by_role("button", name="als Text").press("Enter")
    text = sheet.get_by_label("Antwort als Text").input_value()
    assert len(entries) == 1, "nothing was asked for beside the file itself"
    context.close()

    page = opened(f"{city}/feedback", width=width)
    page.get_by_role("link", name="Herbst").click()
    page.get_by_label("Antworttext aus E-Mails").fill(f"Guten Tag,\n{text}\nViele Grüße")
    page.get_by_role("button", name="Antworten ansehen").click()
    expect(page.locator("main")).to_contain_text(STRANGER)
    assert violations(page) == []
    page.get_by_role("button", name="Übernehmen").click()
    expect(page.get_by_role("status").first).to_contain_text("Eingelesen")

    page.goto(f"{city}/feedback")
    page.get_by_role("link", name="Herbst").click()
    expect(page.get_by_role("row", name=READER)).to_contain_text("geantwortet am")
    expect(page.locator("#notes + p + dl")).to_contain_text("Gern mehr davon.")
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    assert violations(page) == []
    page.goto(f"{city}/data")
    page.get_by_role("button", name="Zurücknehmen").first.click()
    expect(page.get_by_role("status").first).to_contain_text("Zurückgenommen")


def test_a_sheet_prints_with_places_to_write_and_without_buttons(browser, archive):
    context = offline(browser, 800)
    sheet = context.new_page()
    sheet.goto(unpacked(archive).as_uri())
    sheet.emulate_media(media="print")
    expect(sheet.get_by_role("button", name="Antwort als Datei speichern")).to_be_hidden()
    expect(sheet.get_by_label("Beendet seit").first).to_be_visible()
    context.close()
