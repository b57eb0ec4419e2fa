"""Can the report be read for each audience, and taken away as a file?"""

import pytest

from app.usecases.make_report import AUDIENCES


@pytest.mark.parametrize("audience", AUDIENCES)
def test_each_audience_has_its_own_address(city, opened, audience):
    page = opened(f"{city}/report?audience={audience}", javascript=False)
    assert page.locator("select[name=audience]").input_value() == audience


def test_partners_do_not_read_what_only_the_coordinator_may(city, opened):
    internal = opened(f"{city}/report?audience=internal", javascript=False).locator("main").inner_text()
    partners = opened(f"{city}/report", javascript=False).locator("main").inner_text()
    assert "Beruht auf: nach Auskunft keine Zusammenarbeit" in internal
    assert "nach Auskunft keine Zusammenarbeit" not in partners


@pytest.mark.parametrize(("form", "ending"), [("HTML", "html"), ("Markdown", "md"), ("JSON", "json")])
def test_the_report_is_saved_as_a_file(city, opened, form, ending):
    page = opened(f"{city}/report", javascript=False)
    page.locator("select[name=audience]").select_option("internal")
    with page.expect_download() as download:
        page.get_by_role("button", name=f"({form})").click()
    assert download.value.suggested_filename == f"essener-konsens-internal.de.{ending}", (
        "what is chosen, looked at or not"
    )
    assert download.value.path().stat().st_size > 1000


def test_the_contents_lead_to_each_section(city, opened):
    page = opened(f"{city}/report", javascript=False)
    named = [link.get_attribute("href") for link in page.locator("nav ol a").all()]
    assert named == [f"#{entry.get_attribute('id')}" for entry in page.locator("section.list h2").all()]
