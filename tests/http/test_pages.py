"""Which address answers with which page, and how does a page say that something is wrong?"""

import re

import pytest

from app.report.texts import LANGUAGES
from tests.http.test_desk import send
from tests.unit.pages.test_templates import SHOWN

PLACE = "/w/altendorf"


def test_an_error_keeps_the_way_on_in_its_city_and_a_city_that_is_not_there_is_not_named(client, workspace):
    """What is gone leads to its history; files kept no longer are told as such."""
    gone = client.get(f"{PLACE}/records/actors/nobody?lang=en")
    assert gone.status_code == 404
    assert f'href="{PLACE}/data?lang=en"' in gone.text
    assert f'href="{PLACE}/records/actors/nobody/history?lang=en"' in gone.text
    assert "Altendorf" in gone.text
    assert f'href="{PLACE}/data"' in client.get(f"{PLACE}/nothing", headers={"Accept": "text/html"}).text
    assert "Diese Dateien liegen nicht mehr vor" in client.get(f"{PLACE}/data/check/nothing").text
    assert "/w/nowhere/data" not in client.get("/w/nowhere/").text


def test_without_data_the_first_page_says_what_to_do(client):
    answer = client.get("/")
    assert answer.status_code == 200
    assert 'action="/workspaces"' in answer.text
    assert 'action="/examples/essener-konsens"' in answer.text


def test_the_only_workspace_is_shown_at_once(client, workspace):
    answer = client.get("/?lang=en")
    assert answer.status_code == 307
    assert answer.headers["location"] == f"{PLACE}/?lang=en"


def test_several_workspaces_are_listed(client, workspace):
    client.post("/v1/workspaces", json={"id": "marxloh", "name": "Marxloh <West>"}).raise_for_status()
    text = client.get("/").text
    assert f'href="{PLACE}/"' in text
    assert "Marxloh &lt;West&gt;" in text


@pytest.mark.parametrize(
    "page", [*(f"{PLACE}{page}?" for page in SHOWN), f"{PLACE}/report?section=links&", "/terms?w=altendorf&"]
)
def test_an_empty_workspace_has_all_pages(client, workspace, page):
    for lang in LANGUAGES:
        answer = client.get(f"{page}lang={lang}")
        assert answer.status_code == 200
        assert answer.headers["content-type"] == "text/html; charset=utf-8"
        assert answer.headers["content-language"] == lang
        assert "script-src 'self'" in answer.headers["content-security-policy"]
        assert "style=" not in answer.text


@pytest.mark.parametrize(
    ("address", "meant"),
    [
        (PLACE, f"{PLACE}/"),
        (f"{PLACE}/report/?lang=en&edition=kurz", f"{PLACE}/report?lang=en&edition=kurz"),
        (f"{PLACE}/records/actors/", f"{PLACE}/records/actors"),
        ("/terms/", "/terms"),
    ],
)
def test_a_slash_too_many_or_too_few_leads_to_the_page_that_is_meant(client, workspace, address, meant):
    answer = client.get(address)
    assert (answer.status_code, answer.headers["location"]) == (307, meant)
    assert client.get(meant).status_code == 200


def test_what_is_searched_is_found_on_a_page_and_suggested(client, workspace):
    client.post(f"{workspace}/actors", json={"id": "treff", "name": "Treff <Nord>"}).raise_for_status()
    page = client.get(f"{PLACE}/search?q=tref&lang=en")
    assert page.status_code == 200
    assert f'href="{PLACE}/records/actors/treff?lang=en">Treff &lt;Nord&gt;' in page.text
    [hit] = client.get(f"{PLACE}/search.json?q=tref").json()["hits"]
    assert hit == {"name": "Treff <Nord>", "beside": "", "kind": "Einrichtung", "href": f"{PLACE}/records/actors/treff"}
    assert client.get(f"{PLACE}/search?q={'x' * 5000}").status_code == 200
    assert client.get("/w/nowhere/search?q=tref").status_code == 404


@pytest.mark.parametrize(
    ("address", "status", "title"),
    [
        ("/w/nowhere/", 404, "Das gibt es hier nicht"),
        ("/terms?w=nowhere", 404, "Das gibt es hier nicht"),
        (f"{PLACE}/report?section=nothing", 404, "Das gibt es hier nicht"),
        (f"{PLACE}/report?audience=everybody", 422, "Diese Adresse ergibt keine Seite"),
        (f"{PLACE}/?lang=fr", 422, "Diese Adresse ergibt keine Seite"),
        ("/template.xlsx?full=perhaps", 422, "Diese Adresse ergibt keine Seite"),
        ("/static/vendor/manifest.toml", 404, "Das gibt es hier nicht"),
    ],
)
def test_what_is_wrong_is_said_on_a_page(client, workspace, address, status, title):
    answer = client.get(address)
    assert answer.status_code == status
    assert f"<h1>{title}</h1>" in answer.text


def test_the_template_is_a_workbook_in_the_language_asked_for(client):
    answer = client.get("/template.xlsx?lang=en&full=true")
    assert answer.headers["content-disposition"] == 'attachment; filename="workbook.xlsx"'
    assert answer.content.startswith(b"PK")


def test_a_style_sheet_is_sent_once(client):
    first = client.get("/static/pages.css")
    assert first.headers["content-type"] == "text/css; charset=utf-8"
    again = client.get("/static/pages.css", headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_a_refusal_is_told_in_the_language_of_the_page(client, workspace):
    german, english = (client.get(f"/w/altendorf/data/imports/nothing?lang={lang}").text for lang in ("de", "en"))

    assert "<p>Über diesen Import ist nichts mehr bekannt. (Ob er angekommen ist, steht" in german
    assert "<p>nothing is known of this import any more (the list of imports tells" in english


def test_imports_are_listed_with_how_to_undo_them(client, workspace):
    csv = b"Name;Art\nTreff Nord;Verein\n"
    client.post(
        f"{workspace}/imports?sheet=Akteure&file=akteure.csv", content=csv, headers={"Content-Type": "text/csv"}
    ).raise_for_status()
    text = client.get(f"{PLACE}/data").text
    assert re.search(r'action="/w/altendorf/data/imports/[^"/]+/undo"', text)


def test_organisations_that_could_be_recorded_twice_are_asked_about(client, workspace):
    assert "Doppelte Einträge?" not in client.get(f"{PLACE}/data").text, "of nothing nothing is twice"
    client.post(f"{workspace}/actors", json={"id": "sued", "name": "Treff Süd", "kinds": ["school"]}).raise_for_status()
    assert "Kein Name einer Einrichtung gleicht" in client.get(f"{PLACE}/data").text

    csv = "Name;Art\nTreff Nord e. V.;Verein\nTreff-Nord;Verein\nTreff Süd;Verein\n".encode()
    client.post(
        f"{workspace}/imports?sheet=Akteure&file=akteure.csv", content=csv, headers={"Content-Type": "text/csv"}
    ).raise_for_status()
    text = client.get(f"{PLACE}/data").text
    assert "Treff-Nord und Treff Nord e. V.: zweimal dieselbe Einrichtung?" in text
    assert "Treff Süd" not in text


def test_a_report_is_chosen_by_edition_audience_part_and_day_and_downloads_follow(client):
    send(client, "/examples/essener-konsens")
    chosen = "audience=internal&edition=kurz&scope=area%3Daltendorf&as_of=2024-09-01"
    page = client.get(f"/w/essener-konsens/report?{chosen}").text
    assert "Altendorf" in re.search(r"<h1>(.*?)</h1>", page)[1]
    assert 'value="area=altendorf" selected' in page
    assert 'name="format" value="pdf" formaction="/w/essener-konsens/report/download' in page
    pdf = client.get(f"/w/essener-konsens/report/download?{chosen}&format=pdf").headers["location"]
    for part in ("scope=area%3Daltendorf", "as_of=2024-09-01", "edition=kurz", "audience=internal"):
        assert part in pdf
    assert client.get(pdf.replace("format=pdf", "format=md")).status_code == 200
    unread = client.get("/w/essener-konsens/report/download?format=pdf&as_of=irgendwann")
    assert unread.status_code == 422
    assert "Dieses Datum wurde nicht verstanden" in unread.text


SHOWING_A_PART = ("", "offers", "needs", "network", "report")


@pytest.mark.parametrize("part", ["area=nowhere", "actors=a", "nonsense"])
def test_a_part_that_tells_nothing_is_said_and_the_whole_is_shown(client, workspace, part):
    """Parts become too small or go, and an address that was kept with one stays of use."""
    client.post(f"{workspace}/actors", json={"id": "treff", "name": "Treff", "kinds": ["school"]}).raise_for_status()
    for page in SHOWING_A_PART:
        answer = client.get(f"{PLACE}/{page}?scope={part}&lang=en")
        assert answer.status_code == 200
        assert "Nothing can be told about this part" in answer.text
        navigation = answer.text.split("<nav")[1].split("</nav>")[0]
        assert "scope=" not in navigation, "the next page does not ask for it again"
    assert client.get(f"{PLACE}/report?scope={part}&as_of=").status_code == 200


def test_a_part_goes_along_from_page_to_page_and_into_what_is_downloaded(client):
    send(client, "/examples/essener-konsens")
    for page in SHOWING_A_PART:
        text = client.get(f"/w/essener-konsens/{page}?scope=area%3Daltendorf").text
        assert re.search(r"Gezeigt wird nur ein Teil, das Gebiet „Altendorf“: \d+ von \d+ Einrichtungen", text)
        assert 'value="area=altendorf" selected' in text
        navigation = re.findall(r'<a href="(/w/essener-konsens/[^"]*)"', text.split("</nav>")[0])
        assert len(navigation) > 5
        assert all("scope=area%3Daltendorf" in address for address in navigation if "workspaces" not in address)
        [whole] = re.findall(r'<a href="([^"]*)">Das ganze Netz zeigen', text)
        assert whole == f"/w/essener-konsens/{page}"
    first = client.get("/w/essener-konsens/?scope=area%3Daltendorf").text
    [pdf] = re.findall(r'href="([^"]*format=pdf[^"]*)"', first)
    assert "scope=area" in pdf


def test_prepared_questions_are_letters_and_a_calendar_entry(client):
    send(client, "/examples/essener-konsens")
    page = client.get("/w/essener-konsens/questions").text
    assert 'href="mailto:?subject=' in page
    [calendar, *_] = re.findall(r'href="([^"]+\.ics)"', page)
    entry = client.get(calendar)
    assert entry.headers["content-type"].startswith("text/calendar")
    assert entry.text.startswith("BEGIN:VCALENDAR")
    assert client.get("/w/essener-konsens/questions/nothing.ics").status_code == 404
