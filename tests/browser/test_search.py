"""Does the search field lead to what is meant, with the keyboard alone, and without a script?"""

from playwright.sync_api import expect

from tests.browser.axe import violations

FIELD = "#find"


def test_a_slash_leads_into_the_field_and_arrows_to_a_suggestion(city, opened):
    page = opened(f"{city}/report")
    page.keyboard.press("/")
    expect(page.locator(FIELD)).to_be_focused()
    page.keyboard.type("lernwerk")
    suggestions = page.get_by_role("option")
    expect(suggestions.first).to_contain_text("Lernwerk Emscherbogen")
    assert violations(page) == []
    page.keyboard.press("ArrowDown")
    expect(suggestions.first).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_contain_text("Lernwerk Emscherbogen")


def test_escape_closes_the_suggestions_and_enter_searches_for_what_was_typed(city, opened):
    page = opened(f"{city}/")
    page.locator(FIELD).press_sequentially("katernberg")
    expect(page.get_by_role("option").first).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("listbox")).to_be_hidden()
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Suche")
    expect(page.locator("main")).to_contain_text("Katernberg")
    expect(page.locator(FIELD)).to_have_value("katernberg")


def test_a_slash_that_is_typed_stays_one(city, opened):
    page = opened(f"{city}/records/actors")
    page.locator("#q").press_sequentially("a/b")
    expect(page.locator("#q")).to_have_value("a/b")


def test_the_search_works_without_a_script(city, browser):
    page = browser.new_context(java_script_enabled=False).new_page()
    page.goto(f"{city}/")
    page.locator(FIELD).fill("Lernwrek")
    page.locator(".finder button").click()
    assert "Ähnlich geschrieben" in page.locator("[role=status]").inner_text()
    page.get_by_role("link", name="Lernwerk Emscherbogen").first.click()
    assert "Lernwerk Emscherbogen" in page.locator("h1").inner_text()
    page.context.close()
