"""What does somebody see who has no data yet?"""

import pytest

from tests.browser.axe import violations


@pytest.fixture
def start(address, empty_neo4j):
    return f"{address}/"


@pytest.mark.parametrize("lang", ["de", "en"])
@pytest.mark.parametrize("width", [1280, 360])
def test_it_says_what_to_do(start, opened, lang, width):
    page = opened(f"{start}?lang={lang}", width=width)
    assert page.locator("main h2").count() == 3
    assert page.get_by_role("button").count() == 5  # four example cities, and a city of one's own
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    assert violations(page) == []


def test_it_hands_out_the_workbook(start, opened):
    page = opened(start, javascript=False)
    with page.expect_download() as download:
        page.get_by_role("link", name="Leere Arbeitsmappe (XLSX)").click()
    assert download.value.suggested_filename == "arbeitsmappe.xlsx"
    assert download.value.path().read_bytes().startswith(b"PK")
