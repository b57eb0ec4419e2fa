"""Does the desk do what a coordinator asks for, and nothing that somebody else asks for in her name?"""

import re
import time
from importlib.resources import files
from urllib.parse import urlencode

import pytest

from app.analysis.interface import analyses_of_report
from app.clock import today
from app.pages.data import checks, imports
from app.pages.forms import FORM_TOKEN
from app.report.texts import label
from app.usecases import run_analysis
from app.web.service import service_of, warm_up

DESK = "/w/altendorf"
IMPORTED = rf"{DESK}/data\?done=imported&of=[0-9a-f-]+"
"""Where an import leads: the page that tells of it names it, so that it can be taken back there."""
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
WORKBOOK = (files("examples") / "essener-konsens" / "arbeitsmappe.xlsx").read_bytes()
TOLD = "Die Hinweise werden nach der letzten Änderung neu berechnet."
ACTORS = "Name;Art\nTreff Nord;Verein\nTreff Süd;Verein\n".encode()


def send(client, address: str, **fields: str):
    return client.post(address, content=urlencode({"form_token": FORM_TOKEN, **fields}), headers=FORM)


def hand_over(client, name: str, content: bytes, upload: str = "") -> dict:
    query = urlencode({"name": name} | ({"upload": upload} if upload else {}))
    answer = client.post(
        f"{DESK}/data/files?{query}",
        content=content,
        headers={"X-Form-Token": FORM_TOKEN, "Content-Type": "application/octet-stream"},
    )
    assert answer.status_code == 201
    return answer.json()


def counts(client) -> dict[str, int]:
    return client.get("/v1/workspaces/altendorf").json()["counts"]


def test_a_city_is_made_renamed_and_deleted(client):
    made = send(client, "/workspaces", name="Altendorf", reference_date="2024-09-01")
    assert (made.status_code, made.headers["location"]) == (303, f"{DESK}/data?done=created")
    assert client.get("/v1/workspaces/altendorf").json()["reference_date"] == "2024-09-01"

    renamed = send(client, f"{DESK}/settings", name="Altendorf West", reference_date="")
    assert renamed.status_code == 303
    assert client.get("/v1/workspaces/altendorf").json()["name"] == "Altendorf West"

    refused = send(client, f"{DESK}/delete", confirmation="Altendorf")
    assert refused.status_code == 422
    assert "Es wurde nichts gelöscht" in refused.text
    assert send(client, f"{DESK}/delete", confirmation="Altendorf West").status_code == 303
    assert client.get("/v1/workspaces/altendorf").status_code == 404


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ({"name": ""}, "Bitte tragen Sie einen Namen ein."),
        ({"name": "x" * 201}, "Der Name ist zu lang"),
        ({"name": "…"}, "mindestens einen Buchstaben"),
        ({"name": "Altendorf"}, "gibt es schon"),
        ({"name": "Neu", "reference_date": "31.2.2024"}, "„31.2.2024“ ist kein Datum"),
    ],
)
def test_what_is_wrong_stands_beside_its_field_and_nothing_typed_is_lost(client, workspace, typed, message):
    answer = send(client, "/workspaces", **typed)
    assert answer.status_code == 422
    assert message in answer.text
    assert f'value="{typed["name"]}"' in answer.text


def test_an_example_is_loaded_from_the_first_page(client):
    answer = send(client, "/examples/campus-marxloh")
    assert answer.headers["location"] == "/w/campus-marxloh/?done=example"
    assert "Das Beispiel ist geladen" in client.get(answer.headers["location"]).text
    assert send(client, "/examples/nowhere").status_code == 404


def test_files_are_looked_at_before_anything_is_written_and_taken_back(client, workspace):
    first = hand_over(client, "akteure.csv", ACTORS)
    both = hand_over(client, "angebote.csv", b"Name;Akteur\nKurs;Treff Nord\n", first["upload"])
    assert both["upload"] == first["upload"]
    page = client.get(both["next"])
    assert "akteure.csv" in page.text
    assert "angebote.csv" in page.text
    assert counts(client)["actors"] == 0

    taken = send(client, both["next"], action="take_in")
    assert re.fullmatch(IMPORTED, taken.headers["location"])
    assert (counts(client)["actors"], counts(client)["offers"]) == (2, 1)
    assert client.get(both["next"]).status_code == 404, "what was taken in is kept no longer"

    [undo] = re.findall(r'action="(/w/altendorf/data/imports/[^"]+/undo)"', client.get(f"{DESK}/data").text)
    assert send(client, undo).headers["location"] == f"{DESK}/data?done=undone"
    assert (counts(client)["actors"], counts(client)["offers"]) == (0, 0)


@pytest.mark.parametrize("lang", ["de", "en"])
def test_an_answer_that_makes_an_organisation_is_shown_before_it_is_taken_in(client, workspace, lang):
    carriers = "Name;Art;Träger\nTreff Nord;Verein;Lebenswerk\n".encode()
    handed = hand_over(client, "akteure.csv", carriers)
    address = f"{handed['next']}?lang={lang}"
    [key] = re.findall(r'name="answer ([^"]+)"', client.get(address).text)[:1]
    assert send(client, address, action="answer", **{f"answer {key}": "new"}).status_code == 303
    page = client.get(address)
    assert page.status_code == 200
    assert f"{label('kind', 'actor', lang)}: Lebenswerk" in page.text


def test_what_is_new_is_called_by_names(client, workspace):
    handed = hand_over(client, "akteure.csv", ACTORS)
    hand_over(client, "zusammenarbeit.csv", "Akteur A;Akteur B\nTreff Nord;Treff Süd\n".encode(), handed["upload"])
    page = client.get(handed["next"]).text
    assert "Treff Nord – Treff Süd" in page
    assert "treff-nord--treff-sued" not in page


def test_an_address_for_forms_alone_is_no_page_to_read(client, workspace):
    answer = client.get(f"{DESK}/merge", headers={"Accept": "text/html"})
    assert answer.status_code == 404
    assert "<h1>Das gibt es hier nicht</h1>" in answer.text


def test_files_can_be_given_up(client, workspace):
    handed = hand_over(client, "akteure.csv", ACTORS)
    assert send(client, handed["next"], action="give_up").headers["location"] == f"{DESK}/data?done=given_up"
    assert client.get(handed["next"]).status_code == 404
    assert counts(client)["actors"] == 0


def test_a_file_that_cannot_be_read_says_why_and_offers_nothing_to_take_in(client, workspace):
    handed = hand_over(client, "liste.xlsx", b"no workbook")
    answer = client.get(handed["next"])
    assert answer.status_code == 422
    assert "liste.xlsx" in answer.text
    assert 'value="take_in"' not in answer.text


@pytest.mark.parametrize(
    "address", ["/workspaces", f"{DESK}/settings", f"{DESK}/delete", "/examples/campus-marxloh", f"{DESK}/data/check/x"]
)
def test_a_form_without_the_token_changes_nothing(client, workspace, address):
    for token in ("", "x" * 32):
        content = urlencode({"form_token": token, "name": "Fremd", "confirmation": "Altendorf"})
        assert client.post(address, content=content, headers=FORM).status_code == 403
    assert [item["name"] for item in client.get("/v1/workspaces").json()["items"]] == ["Altendorf"]


@pytest.mark.parametrize(
    "foreign",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "http://elsewhere.example"},
        {"Origin": "null"},
    ],
)
def test_a_page_elsewhere_changes_nothing_not_even_by_the_api(client, workspace, foreign):
    content = urlencode({"form_token": FORM_TOKEN, "name": "Fremd"})
    assert client.post("/workspaces", content=content, headers=FORM | foreign).status_code == 403
    handed = hand_over(client, "akteure.csv", ACTORS)
    send(client, handed["next"], action="take_in")
    [run] = client.get("/v1/workspaces/altendorf/imports").json()["items"]
    undo = client.post(f"/v1/workspaces/altendorf/imports/{run['id']}/undo", headers=foreign)
    assert (undo.status_code, undo.json()["type"]) == (403, "/problems/foreign-origin")
    assert counts(client)["actors"] == 2


@pytest.mark.parametrize("body", [b"\xff\xfe", b"name=%ff", b"&".join([b"a=1"] * 2_001)])
def test_a_body_that_is_no_form_is_refused(client, body):
    assert client.post("/workspaces", content=body, headers=FORM).status_code == 422


def test_a_form_of_another_kind_or_too_large_is_refused(client):
    assert client.post("/workspaces", content=b"{}", headers={"Content-Type": "application/json"}).status_code == 415
    assert client.post("/workspaces", content=b"a=" + b"x" * 2**18, headers=FORM).status_code == 413


def test_a_card_is_taken_in_hand_and_given_back(client):
    send(client, "/examples/campus-marxloh")
    city = "/w/campus-marxloh"
    key = re.search(r'action="/w/campus-marxloh/findings/([^"]+)"', client.get(f"{city}/").text)[1]

    led_to = send(client, f"{city}/findings/{key}", kind="accepted").headers["location"]
    assert re.fullmatch(rf"{city}/\?done=decided_accepted&of=[0-9a-f]{{20}}#done", led_to)
    told = client.get(led_to).text
    assert re.search(rf'id="done".*?action="{city}/decisions/[0-9a-f]{{20}}/undo"', told, re.DOTALL)
    assert f"findings/{key}" not in told
    in_hand = client.get(f"{city}/?state=accepted").text
    assert "In der Hand (1)" in in_hand
    [undo] = re.findall(rf'action="({city}/decisions/[0-9a-f]+/undo)"', in_hand)
    assert send(client, undo).status_code == 303
    assert f"findings/{key}" in client.get(f"{city}/").text


def test_a_decision_without_its_reason_keeps_what_was_typed(client):
    send(client, "/examples/campus-marxloh")
    city = "/w/campus-marxloh"
    key = re.search(r'action="/w/campus-marxloh/findings/([^"]+)"', client.get(f"{city}/").text)[1]
    page = f"{city}/findings/{key}"

    refused = send(client, page, kind="wanted", text="mit Absicht")
    assert refused.status_code == 422
    assert "Bitte wählen Sie einen Grund." in refused.text
    assert 'value="mit Absicht"' in refused.text
    assert "keinen Namen einer Person" in send(client, page, kind="done", by_role="Frau Muster").text
    assert "Bitte tragen Sie den Tag ein" in send(client, page, kind="later").text
    assert "Das ist kein Datum" in send(client, page, kind="later", until="bald").text
    assert "Bitte wählen Sie eines davon" in send(client, page).text

    decision = re.search(r'name="decision" value="([0-9a-f]{20})"', client.get(page).text)[1]
    for _twice in range(2):
        assert send(client, page, kind="wanted", reason_wanted="choice", decision=decision).status_code == 303
    settled = client.get(f"{city}/?state=wanted").text
    assert settled.count("/undo") == 1
    assert "Wunsch- und Wahlrecht der Menschen" in settled
    assert client.get(f"{city}/findings/nothing").status_code == 404


ALIKE = (
    "Name;Akteur;Gebiete;Zielgruppen;Themen\n"
    "Sprachkurs Nord;Treff Nord;Altendorf;Geflüchtete;Sprachförderung\n"
    "Sprachkurs Süd;Treff Süd;Altendorf;Geflüchtete;Sprachförderung\n"
).encode()


def test_a_kept_report_tells_what_is_new_and_what_is_gone_since(client, workspace):
    first = hand_over(client, "akteure.csv", ACTORS)
    send(client, hand_over(client, "angebote.csv", ALIKE, first["upload"])["next"], action="take_in")
    assert 'class="since"' not in client.get(f"{DESK}/").text
    state = re.search(r'name="state" value="([0-9a-f]{20})"', client.get(f"{DESK}/report").text)[1]
    for _twice in range(2):
        kept = send(client, f"{DESK}/report/keep", name="Sitzung im Mai", state=state)
        assert kept.headers["location"] == f"{DESK}/report?done=state_kept&audience=internal"
    assert "Seit „Sitzung im Mai“" in client.get(f"{DESK}/").text
    assert "Nichts Neues seit dem letzten Bericht" in client.get(f"{DESK}/?state=new").text

    offers = client.get("/v1/workspaces/altendorf/offers").json()["items"]
    south = next(offer for offer in offers if offer["name"] == "Sprachkurs Süd")
    send(client, f"{DESK}/records/offers/{south['id']}/delete", version=str(south["version"]))
    gone = re.search(r'id="gone".*?</ul>', client.get(f"{DESK}/?state=new").text, re.DOTALL)[0]
    assert "Sprachkurs Süd" in gone

    [forget] = re.findall(rf'action="({DESK}/report/states/[0-9a-f]+/forget)"', client.get(f"{DESK}/report").text)
    assert send(client, forget).status_code == 303
    assert 'class="since"' not in client.get(f"{DESK}/").text


def test_what_a_file_leaves_open_is_asked_and_answered_by_ticks(client, workspace):
    actors = b"Name;Art\nSportverein TuS Hafen 1911;Verein\nHaus Mitte;Verein\n"
    first = hand_over(client, "akteure.csv", actors)
    handed = hand_over(client, "angebote.csv", b"Name;Akteur\nLauftreff;TuS Hafen 1911\n", first["upload"])
    page = client.get(handed["next"]).text
    assert "Fragen (1)" in page
    [key] = set(re.findall(r'name="answer ([^"]+)"', page))
    values = re.findall(r'id="answer-1-\d+" value="([^"]+)"', page)
    assert "yes" in values

    asked = send(client, handed["next"], **{"action": "answer", f"answer {key}": "yes"})
    assert asked.headers["location"] == handed["next"]
    again = client.get(handed["next"]).text
    assert re.search(r'value="yes" checked', again), "the answer given is remembered"
    assert counts(client)["offers"] == 0
    assert send(client, handed["next"], action="take_in").status_code == 303
    [offer] = client.get("/v1/workspaces/altendorf/offers").json()["items"]
    assert offer["leads"] == ["sportverein-tus-hafen-1911"]


def test_what_is_gone_from_a_file_is_removed_by_a_tick_and_all_messages_are_a_workbook(client, workspace):
    first = hand_over(client, "akteure.csv", b"Name;Art\nHaus Nord;Verein\nHaus Mitte;Verein\n")
    assert send(client, first["next"], action="take_in").status_code == 303
    handed = hand_over(client, "akteure.csv", b"Name;Art;Farbe\nHaus Mitte;Verein;rot\n")
    page = client.get(handed["next"]).text
    assert "answer removed:actors:haus-nord" in page
    book = client.get(f"{handed['next']}/problems.xlsx")
    assert (book.status_code, book.content[:2]) == (200, b"PK")

    ticked = {"action": "answer", "answer removed:actors:haus-nord": "remove"}
    send(client, handed["next"], **ticked)
    shown = client.get(handed["next"]).text
    assert "Wird entfernt (1)" in shown
    plan = re.search(r'name="plan" value="([0-9a-f]+)"', shown)[1]
    client.post("/v1/workspaces/altendorf/actors", json={"id": "haus-nord-2", "name": "Haus Nord 2"}).raise_for_status()
    assert send(client, handed["next"], action="take_in", plan="0" * 32).status_code == 409
    assert send(client, handed["next"], action="take_in", plan=plan).status_code == 303
    assert [actor["id"] for actor in client.get("/v1/workspaces/altendorf/actors").json()["items"]] == [
        "haus-mitte",
        "haus-nord-2",
    ]


def test_a_part_of_the_data_is_fetched_by_a_form(client):
    send(client, "/examples/campus-marxloh")
    page = client.get("/w/campus-marxloh/data").text
    assert 'name="part"' in page
    chosen = client.get("/w/campus-marxloh/data/export?form=json&part=&as_of=2024-09-01")
    assert chosen.status_code == 303
    assert chosen.headers["location"] == "/v1/workspaces/campus-marxloh/export?format=json&lang=de&as_of=2024-09-01"


def test_tools_decide_as_people_do(client):
    send(client, "/examples/campus-marxloh")
    base = "/v1/workspaces/campus-marxloh"
    key = client.get(f"{base}/findings").json()["items"][0]["key"]
    made = client.post(f"{base}/findings/{key}/decision", json={"kind": "wanted", "reason": "choice", "by_role": "Amt"})
    assert made.status_code == 201
    assert made.headers["location"] == f"{base}/decisions/{made.json()['id']}"
    assert client.get(f"{base}/decisions").json()["items"] == [made.json()]
    assert "So gewollt oder nicht zutreffend (1)" in client.get("/w/campus-marxloh/").text

    refused = client.post(f"{base}/findings/{key}/decision", json={"kind": "later"})
    assert (refused.status_code, refused.json()["errors"][0]["pointer"]) == (422, "/until")
    assert client.post(f"{base}/findings/nothing/decision", json={"kind": "done"}).status_code == 404
    assert client.post(f"{made.headers['location']}/undo").status_code == 204
    assert client.post(f"{made.headers['location']}/undo").status_code == 404
    assert client.get(f"{base}/decisions").json()["total"] == 0


def test_tools_keep_states_as_people_do(client):
    send(client, "/examples/campus-marxloh")
    base = "/v1/workspaces/campus-marxloh"
    made = client.post(f"{base}/kept-states", json={"name": "Sitzung 12.11."})
    assert made.status_code == 201
    keys = {item["key"] for item in client.get(f"{base}/findings?limit=200").json()["items"]}
    assert set(made.json()["findings"]) == keys
    assert client.get(f"{base}/kept-states").json()["items"] == [made.json()]
    assert "Sitzung 12.11." in client.get("/w/campus-marxloh/report").text
    assert client.post(f"{made.headers['location']}/undo").status_code == 204
    assert client.post(f"{made.headers['location']}/undo").status_code == 404
    assert client.get(f"{base}/kept-states").json()["total"] == 0


def test_tools_keep_a_mapping_and_read_by_it(client, workspace):
    text = '[[sheets]]\ntarget = "Akteure"\n[sheets.columns]\nName = "{Wer?}"\n'
    refused = client.post(f"{workspace}/mappings", json={"name": "Liste", "text": "[[sheets]]\n"})
    assert refused.status_code == 422
    made = client.post(f"{workspace}/mappings", json={"name": "Liste des Amts", "text": text})
    assert made.status_code == 201
    assert client.get(f"{workspace}/mappings").json()["items"] == [made.json()]
    assert "Liste des Amts" in client.get(f"{DESK}/data").text

    foreign = {"content": b"Wer?;Tel\nTreff Nord;1\n", "headers": {"Content-Type": "text/csv"}}
    read = client.post(f"{workspace}/imports?sheet=liste&mapping=liste+des+amts", **foreign)
    assert (read.status_code, read.json()["new"]) == (200, 1)
    unknown = client.post(f"{workspace}/imports?sheet=liste&mapping=Liste+des+Amtes", **foreign)
    assert (unknown.status_code, "Liste des Amts" in unknown.json()["hint"]) == (404, True)
    assert client.post(f"{workspace}/mappings/forget", json={"name": "Liste des Amts"}).status_code == 204
    assert client.post(f"{workspace}/mappings/forget", json={"name": "Liste des Amts"}).status_code == 404


FOREIGN = "Liste des Sozialamts;;\nWer?;Was?;Telefon\nTreff Nord;Sprachkurs;0201 1\nTreff Süd;Café;0201 2\n".encode()


def columns_chosen(client, next_page: str, **fields: str):
    """The choice of columns of the only table: the provider is an organisation and answers for the offer."""
    address = next_page.replace("/check/", "/columns/")
    content = [("column 0 0", "actors.name"), ("column 0 0", "offers.leads"), ("column 0 1", "offers.name")]
    return client.post(
        address, content=urlencode([("form_token", FORM_TOKEN), *content, *fields.items()]), headers=FORM
    )


def test_columns_are_assigned_on_the_page_kept_and_used_again(client, workspace):
    handed = hand_over(client, "liste.csv", FOREIGN)
    offered = client.get(handed["next"].replace("/check/", "/columns/")).text
    assert "Sprachkurs · Café" in offered, "the first values help to recognise a column"
    assert columns_chosen(client, handed["next"], name="Sozialamt").headers["location"] == handed["next"]
    assert "„Sozialamt“" in client.get(handed["next"]).text
    send(client, handed["next"], action="take_in")
    assert (counts(client)["actors"], counts(client)["offers"]) == (2, 2)

    again = hand_over(client, "liste-neu.csv", FOREIGN + b"Haus Mitte;Chor;\n")
    use = again["next"].replace("/check/", "/mapping/")
    assert client.get(again["next"]).status_code in (200, 422)
    assert send(client, use, mapping="Sozialamt").status_code == 303
    send(client, again["next"], action="take_in")
    assert (counts(client)["actors"], counts(client)["offers"]) == (3, 3)

    assert "Sozialamt" in client.get(f"{DESK}/data").text
    assert send(client, f"{DESK}/data/mappings/forget", name="Sozialamt").status_code == 303
    assert "Sozialamt" not in client.get(f"{DESK}/data").text


def test_a_choice_that_makes_no_record_says_what_is_missing(client, workspace):
    handed = hand_over(client, "liste.csv", FOREIGN)
    address = handed["next"].replace("/check/", "/columns/")
    lacking = send(client, address, **{"column 0 0": "offers.leads", "name": "Amt"})
    assert lacking.status_code == 422
    assert "Angebote: Name" in lacking.text
    assert 'value="Amt"' in lacking.text
    assert "mindestens eine Spalte" in send(client, address).text
    assert send(client, address, **{"column 0 1": "nothing.at_all"}).status_code == 422


def test_the_check_says_how_the_network_would_change(client, workspace, monkeypatch):
    """What takes long is computed once it is asked for, and once only while nothing changes that it rests on."""
    at_once = client.get(hand_over(client, "arbeitsmappe.xlsx", WORKBOOK)["next"]).text
    monkeypatch.setattr(checks, "PATIENCE_SECONDS", 0.0)
    check = hand_over(client, "arbeitsmappe.xlsx", WORKBOOK)["next"]
    later, asked, opened_again = (client.get(check + question).text for question in ("", "?outlook=whole", ""))
    send(client, f"{DESK}/settings", name="Anders", reference_date="2024")

    assert "So würde sich das Netz ändern" in at_once
    assert re.search(r">Einrichtungen</th><td[^>]*>0</td><td[^>]*>[1-9]", at_once)
    assert "Kein Hinweis würde sich schließen" in at_once
    assert re.search(r"[1-9]\d* Hinweise kämen dazu", at_once)
    assert "noch nicht berechnet" in later
    assert "Hinweise kämen dazu" not in later
    assert re.search(r"[1-9]\d* Hinweise kämen dazu", asked)
    assert re.search(r"[1-9]\d* Hinweise kämen dazu", opened_again)
    assert "noch nicht berechnet" in client.get(check).text, "the workspace is another one"


def test_a_file_that_cannot_be_read_says_so_at_once_and_leads_to_another(client, workspace):
    upload = hand_over(client, "kaputt.xlsx", b"PK\x03\x04 no workbook")["upload"]
    page = client.get(f"{DESK}/data/check/{upload}").text
    assert "<h1>Diese Datei lässt sich nicht lesen</h1>" in page
    assert "ist beschädigt" in page
    assert f'href="{DESK}/data"><span class="kern-label">Andere Datei auswählen' in page
    assert "Spalten zuordnen" not in page


def test_where_open_questions_left_everything_out_the_empty_page_leads_to_them(client, workspace):
    offers = "Träger;Angebot;Stadtteil\nAWO;Elterncafé;Nord\n".encode()
    upload = hand_over(client, "liste.csv", offers)["upload"]
    assert "Hinweise gäbe es auch danach noch keine." in client.get(f"{DESK}/data/check/{upload}").text
    send(client, f"{DESK}/data/check/{upload}", action="take_in")
    empty = client.get(f"{DESK}/").text.split("<main")[1]
    assert re.search(rf'primary" href="{DESK}/data/check/[^"]+"><span class="kern-label">\d+ Frage', empty)


def test_after_a_start_the_first_page_finds_everything_computed(client, workspace):
    upload = hand_over(client, "arbeitsmappe.xlsx", WORKBOOK)["upload"]
    send(client, f"{DESK}/data/check/{upload}", action="take_in")
    used = client.app.state.service
    started = client.app.state.service = service_of(used.database, used.workers)
    client.portal.call(warm_up, started)
    stored = client.portal.call(started.snapshots.snapshot, "altendorf", None, today())
    assert stored.results.keys() == {*analyses_of_report()}
    client.get(f"{DESK}/").raise_for_status()
    assert started.snapshots.loads == 1


def test_while_hints_are_computed_anew_for_long_those_from_before_are_shown_and_it_is_said(
    client, workspace, monkeypatch
):
    upload = hand_over(client, "arbeitsmappe.xlsx", WORKBOOK)["upload"]
    send(client, f"{DESK}/data/check/{upload}", action="take_in")
    monkeypatch.setattr(run_analysis, "PATIENCE_SECONDS", -1.0)
    first = client.get(f"{DESK}/").text
    [actor] = client.get(f"{workspace}/actors?q=Werkbrücke").json()["items"]
    change = {"json": {"name": "Ganz anderer Name"}, "headers": {"If-Match": f'"{actor["version"]}"'}}
    client.patch(f"{workspace}/actors/{actor['id']}", **change).raise_for_status()
    record = client.get(f"{DESK}/records/actors/{actor['id']}").text
    pages = [client.get(f"{DESK}/").text]
    while TOLD in pages[-1] and len(pages) < 200:
        time.sleep(0.05)
        pages.append(client.get(f"{DESK}/").text)

    assert actor["name"] in first
    assert TOLD not in first
    assert "<h1>Ganz anderer Name</h1>" in record
    assert TOLD in record
    for page in pages[:-1]:
        assert actor["name"] in page
    assert TOLD not in pages[-1]
    assert "Ganz anderer Name" in pages[-1]


def test_an_import_goes_on_when_the_page_is_closed(client, workspace, monkeypatch):
    """Whoever comes back, or presses twice, finds the same import; at the end the page leads to the data."""
    monkeypatch.setattr(imports, "SOON_SECONDS", 0.0)
    monkeypatch.setattr(client.app.state.service.database, "transaction_rows", 50)
    many = "Name;Art\n" + "".join(f"Einrichtung {number};Verein\n" for number in range(1_000))
    upload = hand_over(client, "akteure.csv", many.encode())["upload"]
    check = f"{DESK}/data/check/{upload}"
    first = send(client, check, action="take_in").headers["location"]
    second = send(client, check, action="take_in").headers["location"]
    shown = client.get(first).text
    listed = client.get(f"{DESK}/data").text
    for _ in range(400):
        last = client.get(first)
        if last.status_code == 303:
            break
        time.sleep(0.05)

    assert first == second == f"{DESK}/data/imports/{upload}"
    assert '<meta http-equiv="refresh" content="2">' in shown
    assert "akteure.csv" in shown
    assert first in listed
    assert re.fullmatch(IMPORTED, last.headers["location"])
    assert counts(client)["actors"] == 1_000
    assert len(client.get("/v1/workspaces/altendorf/imports").json()["items"]) == 1
    assert re.fullmatch(IMPORTED, send(client, check, action="take_in").headers["location"])


def test_an_import_that_failed_behind_is_told_on_its_page(client, workspace, monkeypatch):
    monkeypatch.setattr(imports, "SOON_SECONDS", 0.0)
    upload = hand_over(client, "akteure.csv", b"Name;Art\n;Verein\n")["upload"]
    address = send(client, f"{DESK}/data/check/{upload}", action="take_in").headers["location"]
    for _ in range(400):
        shown = client.get(address).text
        if "Nicht geschrieben" in shown:
            break
        time.sleep(0.05)

    assert "Nicht geschrieben" in shown
    assert "http-equiv" not in shown
    assert "Nicht geschrieben" in client.get(f"{DESK}/data").text
    assert counts(client)["actors"] == 0
    assert client.get(f"{DESK}/data/imports/other").status_code == 404


def test_a_report_knows_what_was_decided_and_what_is_gone_since_the_kept_one(client, workspace):
    first = hand_over(client, "akteure.csv", ACTORS)
    send(client, hand_over(client, "angebote.csv", ALIKE, first["upload"])["next"], action="take_in")
    report = "/v1/workspaces/altendorf/report?format=json&audience=internal"
    hints = client.get(report).json()["hints"]
    similar = next(hint for hint in hints if hint["key"].startswith("parallel-offers:"))
    send(client, f"{DESK}/report/keep", name="Sitzung im Mai", state="0" * 20)

    decision = {"kind": "wanted", "reason": "language", "by_role": "Amt 50"}
    taken = client.post(f"/v1/workspaces/altendorf/findings/{similar['key']}/decision", json=decision)
    assert taken.status_code == 201

    after = client.get(report).json()
    (lines,) = [section["lines"] for section in after["sections"] if section["code"] == "progress"]
    assert lines[0].startswith("Seit dem festgehaltenen Stand „Sitzung im Mai“ vom ")
    assert f"Nicht mehr offen: {similar['title']}." in lines
    assert f"So gewollt: {similar['title']} (Amt 50; andere Sprache oder Kultur)." in lines
    assert similar["key"] not in {hint["key"] for hint in after["hints"]}
    assert "Amt 50" in client.get(f"{DESK}/report?audience=internal").text
    for_partners = client.get("/v1/workspaces/altendorf/report?format=json&audience=partners").text
    assert "Amt 50" not in for_partners
