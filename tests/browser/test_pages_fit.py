"""Can everybody read every page: on a phone, enlarged, with a screen reader, in both languages?"""

import pytest

from tests.browser.axe import violations

PAGES = (
    "/",
    "/report?audience=partners",
    "/report?audience=internal&section=links",
    "/?state=accepted",
    "/data",
    "/settings",
    "/needs",
    "/needs?area=altendorf&group=long_term_unemployed&sort=-need",
    "/network",
    "/network?actor=DGB",
    "/records/actors?in_kinds=e&done=nothing_selected",
    "/records/actors/A11",
    "/records/actors/A11/history",
    "/records/offers/new",
    "/offers",
    "/questions",
    "/data/completeness",
    "/tour",
    "/?tour=1",
    "/?scope=area%3Daltendorf",
    "/network?scope=nonsense",
    "/records/waves",
    "/search?q=lern",
    "/search?q=Lernwrek",
    "/../../terms?w=essener-konsens",
    "/../../workspaces",
    "/../../docs",
)
WIDTHS = {"desk": 1280, "phone": 360, "desk at 400 %": 320}
"""1280 pixels enlarged four times leave 320 (WCAG 2.2, 1.4.10)."""

WIDER = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


def in_language(page: str, lang: str) -> str:
    return f"{page}{'&' if '?' in page else '?'}lang={lang}"


@pytest.mark.parametrize("lang", ["de", "en"])
@pytest.mark.parametrize("path", PAGES)
def test_everybody_can_read_a_page(city, opened, path, lang):
    """Light and dark, at the desk, on a phone and enlarged four times: no rule is broken, nobody scrolls sideways."""
    page = opened(city + in_language(path, lang))
    assert violations(page) == []
    for name, width in WIDTHS.items():
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate(WIDER) <= 0, name
    page.emulate_media(color_scheme="dark")
    assert violations(page) == []


def test_open_evidence_breaks_no_rule_and_fits_on_a_phone(city, opened):
    page = opened(f"{city}/", width=360)
    for summary in page.locator("main summary").all():
        summary.click()
    assert page.evaluate(WIDER) <= 0
    assert violations(page) == []


def test_decided_cards_break_no_rule(city, browser):
    page = browser.new_page()
    page.goto(f"{city}/")
    page.get_by_role("button", name="In die Hand nehmen").first.click()
    page.goto(f"{city}/?state=accepted")
    assert page.locator(".agenda__item").count() == 1
    assert violations(page) == []
    page.locator(".agenda__item").get_by_role("link", name="So gewollt").first.click()
    page.get_by_label("So gewollt, weil …").check()
    page.get_by_role("button", name="Festhalten").click()
    assert "Bitte wählen Sie einen Grund." in page.locator("main").inner_text()
    assert violations(page) == []
    page.get_by_role("button", name="Rückgängig").first.click()
    page.close()


def test_an_open_menu_on_a_phone_breaks_no_rule(city, opened):
    page = opened(f"{city}/", width=360)
    page.locator(".menu summary").click()
    page.get_by_role("navigation").get_by_role("link", name="Netz", exact=True).click()
    page.wait_for_url("**/network")
    page.locator(".menu summary").click()
    assert violations(page) == []


def test_a_page_that_does_not_exist_breaks_no_rule_either(city, browser):
    page = browser.new_page()
    answer = page.goto(f"{city}-nord/")
    assert answer.status == 404
    assert page.locator("h1").inner_text() == "Das gibt es hier nicht"
    assert violations(page) == []
    page.close()
