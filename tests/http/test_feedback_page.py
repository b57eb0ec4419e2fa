"""Does the page ask whom it is told to ask, lose nothing typed, and hand answers on to be looked at?"""

import io
import zipfile
from urllib.parse import urlencode

import pytest

from app.pages import forms

pytestmark = pytest.mark.db

PAGE = "/w/altendorf/feedback"
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
WAVE = f"{PAGE}/herbst--2024-08-01"


def send(client, address: str, **fields: str):
    return client.post(address, content=urlencode({"form_token": forms.FORM_TOKEN, **fields}), headers=FORM)


@pytest.fixture
def city(client, workspace) -> str:
    for values in (
        {"id": "A", "name": "Treff Nord"},
        {"id": "B", "name": "Werkhof"},
        {"id": "S", "name": "Beratung Eins", "one_person": True},
    ):
        client.post(f"{workspace}/actors", json=values).raise_for_status()
    return workspace


def organisations_asked(client, city: str) -> list[str]:
    return client.get(f"{city}/waves/herbst--2024-08-01").json()["asked"]


def test_without_a_choice_everybody_is_asked_but_offices_of_a_single_person(client, city):
    made = send(client, PAGE, name="Herbst", date="2024-08-01", organisations="")
    assert (made.status_code, made.headers["location"]) == (303, f"{WAVE}?done=asked")
    assert organisations_asked(client, city) == ["A", "B"]
    assert "0 von 2 haben geantwortet" in client.get(PAGE).text


def test_those_named_are_asked_and_further_ones_later(client, city):
    send(client, PAGE, name="Herbst", date="2024-08-01", organisations="treff nord\n")
    assert organisations_asked(client, city) == ["A"]
    assert send(client, f"{WAVE}/asked", organisations="Werkhof\nTreff Nord").status_code == 303
    assert organisations_asked(client, city) == ["A", "B"]


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ({"name": ""}, "Bitte geben Sie der Befragung einen Namen."),
        ({"date": "31.2."}, "„31.2.“ ist kein Datum."),
        ({"organisations": "Treff Nort"}, "Gemeint: „Treff Nord“?"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(client, city, typed, message):
    fields = {"name": "Herbst", "date": "2024-08-01", "organisations": "Werkhof"} | typed
    answer = send(client, PAGE, **fields)
    assert answer.status_code == 422
    assert message in answer.text
    assert f'value="{fields["name"]}"' in answer.text
    assert f">{fields['organisations']}</textarea>" in answer.text
    assert client.get(f"{city}/waves").json()["total"] == 0


def test_sheets_of_those_ticked_or_of_everybody_are_downloaded(client, city):
    send(client, PAGE, name="Herbst", date="2024-08-01")
    names = [
        zipfile.ZipFile(io.BytesIO(client.get(f"{WAVE}/sheets?{query}").content)).namelist()
        for query in ("reply_by=", "reply_by=2024-09-01&organisation=B&sheets=en")
    ]
    assert [len(files) for files in names] == [6, 3]
    assert "feedback-sheet-werkhof/cover-mail.txt" in names[1]
    assert client.get(f"{WAVE}/sheets?reply_by=morgen").status_code == 422


def test_a_text_from_a_mail_is_looked_at_and_an_empty_one_is_not(client, city):
    send(client, PAGE, name="Herbst", date="2024-08-01")
    assert "kein Text eingefügt" in send(client, f"{WAVE}/text", answers="").text
    looked_at = send(client, f"{WAVE}/text", answers="Guten Tag [netzblick-antwort abc")
    assert looked_at.status_code == 303
    page = client.get(looked_at.headers["location"]).text
    assert "unvollständig oder beschädigt" in page
    assert 'value="take_in"' not in page


def test_a_form_without_the_token_asks_nobody(client, city):
    content = urlencode({"form_token": "x" * 32, "name": "Herbst"})
    assert client.post(PAGE, content=content, headers=FORM).status_code == 403
    assert client.get(f"{city}/waves").json()["total"] == 0
