"""How do the pages look in docs/for-coordinators.md? ``python -m tests.pictures ADDRESS`` takes the pictures anew.

The service at the address holds nothing (only the start page is taken then) or the example cities of ``netzblick demo``.
"""

import sys
from pathlib import Path
from tempfile import mkdtemp
from zipfile import ZipFile

from playwright.sync_api import Page, sync_playwright

from tests.chromium import find

FOLDER = Path(__file__).parent.parent / "docs/pictures"
WIDTH, HEIGHT = 1120, 900
CITY = "/w/essener-konsens/"
FOREIGN = "Wer?;Stadtteil;Angebot;Für wen?\nHaus der Begegnung;Altendorf;Chor;Familien\nLernwerk;Katernberg;Werkstatt;Jugendliche\n"


def take(page: Page, address: str) -> None:
    """Each picture is the upper part of a page; the card is the first one with its evidence open."""
    page.goto(f"{address}/")
    if page.locator(".steps").count():  # nothing is recorded yet
        page.screenshot(path=FOLDER / "start.png", full_page=True)
        return
    page.goto(f"{address}{CITY}")
    page.screenshot(path=FOLDER / "next-steps.png")
    card = page.locator("#ask").locator("xpath=ancestor::section").locator("article").first
    card.locator("summary").click()
    card.screenshot(path=FOLDER / "card.png")
    page.goto(f"{address}{CITY}report")
    page.screenshot(path=FOLDER / "report.png")
    page.goto(f"{address}{CITY}records/actors")
    page.screenshot(path=FOLDER / "directory.png")
    page.goto(f"{address}{CITY}needs?area=altendorf&group=long_term_unemployed")
    page.screenshot(path=FOLDER / "needs.png", full_page=True, clip={"x": 0, "y": 0, "width": WIDTH, "height": 1700})
    page.goto(f"{address}{CITY}network")
    page.locator(".moving[data-ready]").wait_for()
    page.locator(".moving__canvas").press("ArrowRight")
    page.locator(".moving__canvas").press("ArrowRight")
    page.screenshot(path=FOLDER / "network.png", full_page=True, clip={"x": 0, "y": 0, "width": WIDTH, "height": 1500})
    page.goto(f"{address}{CITY}data")
    page.screenshot(path=FOLDER / "data.png", full_page=True)
    take_records(page, address)
    take_sheet(page, f"{address}{CITY}feedback")


def take_records(page: Page, address: str) -> None:
    """A record, offers side by side, ticks, and columns of a foreign list."""
    page.goto(f"{address}{CITY}records/actors")
    page.locator("tbody th a").first.click()
    page.screenshot(path=FOLDER / "record.png", full_page=True, clip={"x": 0, "y": 0, "width": WIDTH, "height": 1700})
    page.goto(f"{address}{CITY}offers")
    page.locator("tbody a").first.click()
    page.screenshot(path=FOLDER / "compare.png")
    page.goto(f"{address}{CITY}data/completeness")
    page.screenshot(path=FOLDER / "completeness.png")
    page.goto(f"{address}{CITY}data")
    foreign = {"name": "liste.csv", "mimeType": "text/csv", "buffer": FOREIGN.encode()}
    page.locator("#files").set_input_files([foreign])
    page.wait_for_url("**/data/check/**")
    page.goto(page.url.replace("/check/", "/columns/"))
    page.screenshot(path=FOLDER / "columns.png")


def take_sheet(page: Page, address: str) -> None:
    """A feedback sheet of a wave made for it, with one answer, as its reader sees the upper part of it."""
    page.goto(address)
    page.locator("#field-date").fill("2024-09-01")
    page.locator("main form button").first.click()
    with page.expect_download() as download:
        page.get_by_role("button", name="Bögen herunterladen").click()
    with ZipFile(download.value.path()) as parcel:
        name = next(name for name in parcel.namelist() if name.endswith("lernwerk-emscherbogen-ggmbh.html"))
        page.goto(Path(parcel.extract(name, mkdtemp())).as_uri())
    page.locator("[data-partner] input").first.check()
    page.screenshot(path=FOLDER / "feedback-sheet.png")


if __name__ == "__main__":
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=find(),
            args=["--no-sandbox", "--use-angle=swiftshader", "--enable-unsafe-swiftshader"],
        )
        take(browser.new_page(viewport={"width": WIDTH, "height": HEIGHT}, locale="de-DE"), sys.argv[1])
        browser.close()
