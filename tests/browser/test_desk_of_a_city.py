"""Does the desk of a city tell what a tick changes, lead through its pages, and read foreign columns as they are assigned?"""

from playwright.sync_api import expect

from app.pages.texts import text
from tests.browser.axe import violations
from tests.browser.test_whole_tasks import press


def test_a_tick_says_what_it_changes_and_the_tour_leads_through_five_pages(city, opened):
    page = opened(f"{city}/data/completeness")
    page.locator("input[name=tick]:not(:checked)").first.check()
    press(page, "completeness", "save")
    expect(page.locator(".note")).to_contain_text("Das ändert:")
    assert violations(page) == []

    page.goto(f"{city}/tour")
    press(page, "tour", "begin")
    for number in range(1, 6):
        expect(page.locator(".tour")).to_contain_text(f"Station {number} von 5")
        page.locator(".tour__on").click()
    expect(page.locator("h1")).to_have_text(text("next", "title", "de"))


def test_foreign_columns_are_assigned_without_a_script_for_anything_but_the_upload(city, opened):
    page = opened(f"{city}/data")
    foreign = b"Einrichtung;Art;Was ist es?\nHaus der Begegnung;Verein;Chor\n"
    page.locator("#files").set_input_files([{"name": "liste.csv", "mimeType": "text/csv", "buffer": foreign}])
    page.get_by_role("link", name=text("columns", "choose", "de")).click()
    assert violations(page) == []
    page.locator("[name='column 0 0']").first.select_option("actors.name")
    page.locator("[name='column 0 0']").nth(1).select_option("offers.leads")
    page.locator("[name='column 0 2']").first.select_option("offers.name")
    page.locator("[name=name]").fill("Chöre")
    press(page, "columns", "read")
    expect(page.locator("main")).to_contain_text("Haus der Begegnung")
    press(page, "check", "give_up")
    expect(page.locator("main")).to_contain_text("Chöre")


def test_a_form_that_is_pressed_twice_is_sent_once(city, opened):
    page = opened(f"{city}/records/actors/new")
    page.locator("[name=name]").fill("Verein der Ungeduldigen")
    page.locator("main form[method=post] [type=submit]").first.dblclick()
    expect(page.locator("h1")).to_have_text("Verein der Ungeduldigen")
