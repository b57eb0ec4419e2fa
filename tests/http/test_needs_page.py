"""Does the page of need and supply show what is recorded, sort by link, and lead from a number to what lies behind it?"""

import re

import pytest

from app.usecases.examples import examples

PAGE = "/w/essener-konsens/needs"


@pytest.fixture
def essen(client) -> str:
    """The example city, taken in through the API."""
    example = next(example for example in examples() if example.workspace == "essener-konsens")
    body = {"id": example.workspace, "name": example.name, "reference_date": example.reference_date.isoformat()}
    client.post("/v1/workspaces", json=body).raise_for_status()
    (workbook,) = example.files
    client.post(f"/v1/workspaces/{example.workspace}/imports?file=list.xlsx", content=workbook.content, headers=XLSX)
    return PAGE


XLSX = {"Content-Type": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}


def areas(text: str) -> list[str]:
    """Names of the areas in the first table, in order."""
    table = text.split('id="table-theme"')[1].split("</table>", maxsplit=1)[0]
    return re.findall(r'scope="row"[^>]*><a [^>]*>([^<]+)</a>', table)


def test_a_number_leads_to_offers_gaps_and_who_could_help(client, essen):
    """Altenessen-Nord, long-term unemployed, qualification: none by a confirmed list (Vollständigkeit, 15.07.2024)."""
    text = client.get(f"{essen}?area=altenessen-nord&group=long_term_unemployed&theme=labour_activation").text
    panel = text.split('id="area"')[1].split("</section>")[0]
    assert "als vollständig bestätigt" in panel
    assert 'href="/w/essener-konsens/findings/coverage:' in panel
    assert "Wer helfen könnte" in panel


def test_headings_sort_both_ways(client, essen):
    by_name = areas(client.get(essen).text)
    assert by_name == sorted(by_name)
    assert areas(client.get(f"{essen}?sort=-name").text) == by_name[::-1]
    most = areas(client.get(f"{essen}?sort=-offers").text)
    assert most[0] == "Katernberg"  # 11 running offers of its own


def test_areas_whose_need_is_hidden_stand_last_whichever_way_it_is_sorted(client, essen):
    """Kennzahlen hides a value of Schuir and one of Rüttenscheid: their combined need is not told."""
    for sort in ("need", "-need"):
        assert set(areas(client.get(f"{essen}?sort={sort}").text)[-2:]) == {"Rüttenscheid", "Schuir"}


def test_areas_that_are_not_compared_are_named_with_the_reason(client, essen):
    """Kennzahlen hides a value of Schuir and one of Rüttenscheid; the city as a whole contains the others."""
    text = client.get(essen).text
    left_out = text.split('id="left-out"')[1].split("</section>")[0]
    hidden = left_out.split("Bedarf nicht ausgewiesen (2)")[1].split("</dd>")[0]
    assert re.findall(r">(R[^<]+|Schuir)</a>", hidden) == ["Rüttenscheid", "Schuir"]
    assert "zum Schutz der Menschen" in hidden
    assert "/w/essener-konsens/data/completeness" in left_out


def test_the_page_holds_without_style_or_script_in_it(client, essen):
    text = client.get(f"{essen}?lang=en&area=altendorf").text
    assert "style=" not in text
    assert "Need and supply" in text
    assert "<h2" in text


@pytest.mark.parametrize("query", ["group=nobody", "theme=nothing", "area=nowhere"])
def test_what_is_not_known_is_said_on_a_page(client, essen, query):
    answer = client.get(f"{essen}?{query}")
    assert answer.status_code == 404
    assert "<h1>Das gibt es hier nicht</h1>" in answer.text


@pytest.mark.parametrize("drawing", ["map", "theme", "target_group"])
def test_each_drawing_is_a_picture_to_take_along(client, essen, drawing):
    answer = client.get(f"/w/essener-konsens/needs/{drawing}.svg")
    assert answer.headers["content-type"] == "image/svg+xml"
    assert answer.text.startswith("<svg")
    assert "Altendorf" in answer.text


def test_without_areas_the_page_says_what_would_be_here(client, workspace):
    text = client.get("/w/altendorf/needs").text
    assert "Es ist noch kein Gebiet eingetragen" in text
    assert "<table" not in text
