"""Is everything that is recorded found, read, entered, changed and removed on the pages?"""

import re
from urllib.parse import urlencode

import pytest

from app.pages.forms import FORM_TOKEN
from tests.http.test_desk import DESK, FORM, send

ACTORS = "ID;Name;Art;Aktiv in\nnord;Treff Nord e. V.;Verein;Altendorf\nsued;Treff Süd;Schule;Altendorf\n"
GRID = f"{DESK}/records"


@pytest.fixture
def city(client, workspace):
    client.post(
        f"{workspace}/imports?sheet=Akteure&file=akteure.csv",
        content=ACTORS.encode(),
        headers={"Content-Type": "text/csv"},
    ).raise_for_status()
    return client


def names(client, address: str) -> list[str]:
    return re.findall(r'<th scope="row"[^>]*><a href="[^"]*">([^<]*)</a>', client.get(address).text)


def form(client, address: str, **typed: str) -> dict[str, str]:
    """What a browser would send back: the hidden fields and the first value of each field, and what was typed."""
    text = client.get(address).text
    hidden = dict(re.findall(r'<input type="hidden" name="(version|key)" value="([^"]*)"', text))
    fields: dict[str, str] = {}
    for name, value in re.findall(r'<input class="kern-form-input__input"[^>]* name="([a-z_]+)" value="([^"]*)"', text):
        fields.setdefault(name, value)
    for name, options in re.findall(r'<select[^>]* name="([a-z_]+)".*?>(.*?)</select>', text, re.DOTALL):
        chosen = re.search(r"<option selected>([^<]*)", options)
        fields[name] = chosen[1] if chosen else ""
    fields |= dict(re.findall(r'<textarea[^>]* name="([a-z_]+)"[^>]*>(.*?)</textarea>', text, re.DOTALL))
    return {**fields, **hidden, **typed}


def test_a_list_is_searched_sorted_and_shows_the_columns_chosen(city):
    assert names(city, f"{GRID}/actors") == ["Treff Nord e. V.", "Treff Süd"]
    assert names(city, f"{GRID}/actors?sort=-name") == ["Treff Süd", "Treff Nord e. V."]
    assert names(city, f"{GRID}/actors?q=schule") == ["Treff Süd"]
    assert names(city, f"{GRID}/actors?q=schule+altendorf") == ["Treff Süd"]
    assert "Nichts gefunden" in city.get(f"{GRID}/actors?q=xyz").text
    assert "Sphäre" in re.findall(r"<thead>.*?</thead>", city.get(f"{GRID}/actors?columns=sphere").text, re.DOTALL)[0]


@pytest.mark.parametrize(
    "topic", ["offers", "cooperations", "funding-areas", "observations", "inventory-checks", "waves"]
)
@pytest.mark.parametrize("lang", ["de", "en"])
def test_every_list_and_form_opens_on_an_empty_workspace(client, workspace, topic, lang):
    for address in (f"{GRID}/{topic}?lang={lang}", f"{GRID}/{topic}/new?lang={lang}"):
        assert client.get(address).status_code == 200


@pytest.mark.parametrize("address", ["nothing", "tie-reports", "actors/nobody", "actors/nobody/edit"])
def test_what_is_not_there_is_said_on_a_page(city, address):
    assert city.get(f"{GRID}/{address}").status_code == 404


def test_long_lists_have_pages(client, workspace):
    rows = "".join(f"Einrichtung {number:03};Verein\n" for number in range(120))
    client.post(
        f"{workspace}/imports?sheet=Akteure&file=akteure.csv",
        content=f"Name;Art\n{rows}".encode(),
        headers={"Content-Type": "text/csv"},
    ).raise_for_status()
    assert len(names(client, f"{GRID}/actors")) == 50
    assert names(client, f"{GRID}/actors?page=3") == [f"Einrichtung {number:03}" for number in range(100, 120)]
    assert names(client, f"{GRID}/actors?page=99") == names(client, f"{GRID}/actors?page=3")


def test_a_record_is_entered_in_the_words_of_the_workbook(city):
    typed = {"name": "Sprachkurs", "leads": "Treff Nord e. V.", "areas": "Altendorf", "start": "05/2023"}
    made = send(city, f"{GRID}/offers/new", **form(city, f"{GRID}/offers/new", **typed))
    assert made.status_code == 303
    stored = city.get("/v1/workspaces/altendorf/offers").json()["items"][0]
    assert (stored["name"], stored["leads"], stored["areas"], stored["start"]) == (
        "Sprachkurs",
        ["nord"],
        ["altendorf"],
        "2023-05",
    )
    assert stored["source"] is None
    page = city.get(made.headers["location"]).text
    assert "Von Hand eingetragen" in page
    assert "05/2023" in page


def test_two_clicks_enter_a_cooperation(city):
    address = f"{GRID}/cooperations/new"
    typed = form(city, f"{address}?actor_a=Treff+Nord+e.+V.", actor_b="Treff Süd", status="ja")
    assert send(city, address, **typed).status_code == 303
    assert city.get("/v1/workspaces/altendorf/cooperations").json()["total"] == 1
    assert "Treff Nord e. V. – Treff Süd" in city.get(f"{GRID}/actors/nord").text


def test_a_change_keeps_what_was_not_touched_and_empties_what_was_emptied(city):
    address = f"{GRID}/actors/nord/edit"
    before = city.get("/v1/workspaces/altendorf/actors/nord").json()
    send(city, address, **form(city, address, name="Treff Nordstadt e. V.", active_in=""))
    after = city.get("/v1/workspaces/altendorf/actors/nord").json()
    assert after["name"] == "Treff Nordstadt e. V."
    assert after["active_in"] == []
    assert after["kinds"] == before["kinds"]
    assert after["source"] == before["source"]


def test_a_note_is_kept_as_it_was_written_and_shown_on_the_page(city):
    address = f"{GRID}/actors/nord/edit"
    send(city, address, **form(city, address, note="zieht um;\nneuer Vertrag, Frau Muster 0170 1234567"))
    send(city, address, **form(city, address, note="zieht um;\nneuer Vertrag", confirmed="yes"))
    send(city, address, **form(city, address, short_name="TN"))
    assert city.get("/v1/workspaces/altendorf/actors/nord").json()["note"] == "zieht um;\nneuer Vertrag"
    assert '<dt>Notiz</dt><dd class="as-written">zieht um;\nneuer Vertrag</dd>' in city.get(f"{GRID}/actors/nord").text


def test_saving_without_a_change_changes_nothing_and_twice_is_once(city):
    address = f"{GRID}/actors/nord/edit"
    before = city.get("/v1/workspaces/altendorf/actors/nord").json()
    assert send(city, address, **form(city, address)).status_code == 303
    assert city.get("/v1/workspaces/altendorf/actors/nord").json() == before
    new = form(city, f"{GRID}/places/new", name="Laden", kind="")
    assert send(city, f"{GRID}/places/new", **new).status_code == 303
    send(city, f"{GRID}/places/new", **new)
    assert city.get("/v1/workspaces/altendorf/places").json()["total"] == 1


def test_what_cannot_be_saved_is_said_beside_its_field(city):
    address = f"{GRID}/offers/new"
    answer = send(city, address, **form(city, address, name="Kurs", leads="Treff Nordost", start="31.02.2023"))
    assert answer.status_code == 422
    assert 'value="Treff Nordost"' in answer.text
    assert re.search(r'id="said-leads">.*?Treff Nordost', answer.text, re.DOTALL)
    assert 'id="said-start"' in answer.text
    assert city.get("/v1/workspaces/altendorf/offers").json()["total"] == 0


def test_somebody_else_was_quicker_and_both_versions_are_shown(city):
    address = f"{GRID}/actors/nord/edit"
    mine = form(city, address, short_name="TN")
    send(city, address, **form(city, address, short_name="Nord"))
    refused = send(city, address, **mine)
    assert refused.status_code == 422
    assert "Zwei Fassungen" in refused.text
    assert "inzwischen gespeichert: Nord" in refused.text
    assert city.get("/v1/workspaces/altendorf/actors/nord").json()["short_name"] == "Nord"


def test_an_empty_form_is_told_what_it_lacks(city):
    answer = send(city, f"{GRID}/actors/new", name="", kinds="")
    assert answer.status_code == 422
    assert 'id="said-name"' in answer.text


def test_who_edits_what_was_deleted_meanwhile_is_told_how_nothing_typed_is_lost(city):
    fields = form(city, f"{GRID}/actors/sued/edit", short_name="TS")
    version = str(city.get("/v1/workspaces/altendorf/actors/sued").json()["version"])
    send(city, f"{GRID}/actors/sued/delete", version=version)
    answer = send(city, f"{GRID}/actors/sued/edit", **fields)
    assert answer.status_code == 404
    assert "was Sie geschrieben haben, steht noch da" in answer.text
    assert f'href="{GRID}/actors/sued/history"' in answer.text


def test_only_what_nothing_depends_on_is_removed(city):
    address = f"{GRID}/offers/new"
    send(city, address, **form(city, address, name="Kurs", leads="Treff Süd"))
    record = f"{GRID}/actors/sued"
    shown = re.search(r'id="referrers".*id="remove"', city.get(record).text, re.DOTALL)[0]
    assert "Kurs" in shown, "what hangs on it is shown first"
    version = str(city.get("/v1/workspaces/altendorf/actors/sued").json()["version"])
    refused = send(city, f"{record}/delete", version=version)
    assert refused.status_code == 409
    [offer] = city.get("/v1/workspaces/altendorf/offers").json()["items"]
    assert send(city, f"{GRID}/offers/{offer['id']}/delete", version=str(offer["version"])).status_code == 303
    removed = send(city, f"{record}/delete", version=version).headers["location"]
    assert removed == f"{record}/history?done=removed"
    assert names(city, f"{GRID}/actors") == ["Treff Nord e. V."]


def test_what_hangs_on_an_entry_is_shown_before_it_goes_with_it(city):
    send(
        city, f"{GRID}/offers/new", **form(city, f"{GRID}/offers/new", name="Kurs", leads="Treff Süd; Treff Nord e. V.")
    )
    record = f"{GRID}/actors/sued"
    version = re.search(r'name="version" value="(\d+)"', city.get(record).text)[1]
    result = send(city, f"{record}/delete", version=version)
    assert ": Treff Süd" in result.text
    assert "Angebote „Kurs“: Akteur: Treff Süd; Treff Nord e. V. → Treff Nord e. V." in result.text
    gone = send(city, f"{record}/delete", version=version, attached="yes")
    assert gone.headers["location"].endswith("done=removed")
    [offer] = city.get("/v1/workspaces/altendorf/offers").json()["items"]
    assert offer["leads"] == ["nord"]


def test_two_entries_of_one_organisation_become_one_or_stay_two(city):
    twin = form(city, f"{GRID}/actors/new", name="Treff-Nord", kinds="Verein")
    assert send(city, f"{GRID}/actors/new", **twin).status_code == 303
    page = city.get(f"{DESK}/data").text
    assert "Es sind zwei verschiedene" in page
    [key] = set(re.findall(r'findings/(duplicate-actors:[0-9a-f]+)"', page))
    different = send(city, f"{DESK}/findings/{key}", kind="wrong", reason_wrong="different")
    assert different.status_code == 303
    assert "Es sind zwei verschiedene" not in city.get(f"{DESK}/data").text

    merged = send(city, f"{DESK}/merge", kept="nord", gone="treff-nord")
    assert merged.headers["location"] == f"{GRID}/actors/nord?done=merged"
    assert names(city, f"{GRID}/actors") == ["Treff Nord e. V.", "Treff Süd"]


def test_the_network_answers_a_question_in_a_sentence_a_picture_and_a_table(city):
    address = f"{GRID}/cooperations/new"
    for partner in ("Treff Süd", "Haus Mitte"):
        send(city, f"{GRID}/actors/new", **form(city, f"{GRID}/actors/new", name=partner, kinds="Verein"))
        send(city, address, **form(city, address, actor_a="Treff Nord e. V.", actor_b=partner, status="ja"))
    page = f"{DESK}/network"
    text = city.get(page).text
    assert text.count('class="line line--judged" x1') == 3  # two pairs, and one in the legend
    assert "nichts bekannt" in text
    result = city.get(f"{page}?actor=Treff+S%C3%BCd&other=Haus+Mitte").text
    assert "sind verbunden über Treff Nord e. V." in result
    assert "steht nicht bei den Einrichtungen" in city.get(f"{page}?actor=Nobody").text
    assert city.get(f"{page}?area=altendorf&lang=en").status_code == 200


def test_a_number_of_too_few_people_is_hidden_on_pages_and_lost_by_nobody(client, workspace):
    rows = "Kennzahl;Gebiet;Stichtag;Wert;Einheit;Zielgruppe\nKinder in Armut;Nord;2023-12-31;4;Anzahl;Kinder\n"
    client.post(
        f"{workspace}/imports?sheet=Kennzahlen&file=kennzahlen.csv",
        content=rows.encode(),
        headers={"Content-Type": "text/csv"},
    ).raise_for_status()
    [shown] = client.get(f"{workspace}/observations").json()["items"]
    assert (shown["value"], shown["suppressed"]) == (None, True)
    page = f"{GRID}/observations/{shown['id']}"
    for address in (f"{GRID}/observations?columns=value", page):
        assert not re.search(r"<d[dt][^>]*>\s*4\s*<|<td[^>]*>4<", client.get(address).text)
    assert client.get(f"{page}/edit").status_code == 409

    whole = {name: value for name, value in shown.items() if name not in ("id", "version", "source")}
    headers = {"If-Match": f'"{shown["version"]}"'}
    assert client.put(f"{workspace}/observations/{shown['id']}", json=whole, headers=headers).status_code == 409
    kept = client.get(f"{workspace}/export?format=json&everything=true").json()
    assert [entry["value"] for entry in kept["records"]["observations"]] == [4]


def test_a_list_is_filtered_by_column_and_those_ticked_get_an_area_that_is_taken_back(city):
    ticked = f"{GRID}/actors/selected"
    send(city, f"{GRID}/areas/new", name="Hafen", kind="Stadtteil")
    area = re.search(r'<option value="([^"]+)">Hafen', city.get(f"{GRID}/actors").text)[1]
    added = send(city, ticked, selected="nord", action="area", area=area).headers["location"]
    assert re.fullmatch(rf"{GRID}/actors\?done=area_added&of=\d+", added)
    assert names(city, f"{GRID}/actors?in_active_in=hafen") == ["Treff Nord e. V."]
    assert names(city, f"{GRID}/actors?in_active_in=nirgends") == []
    table = send(city, ticked, selected="nord", action="table").content.decode("utf-8-sig")
    assert [line.split(";")[0] for line in table.splitlines()] == ["Akteure", "Treff Nord e. V."]
    undo = re.search(r'action="([^"]+/changes/\d+/undo)"', city.get(added).text)[1]
    assert send(city, undo, back="records/actors").headers["location"] == f"{GRID}/actors?done=change_undone"
    assert names(city, f"{GRID}/actors?in_active_in=hafen") == []
    asked = send(city, ticked, selected="nord", action="ask").headers["location"]
    assert ">Treff Nord e. V.</textarea>" in city.get(asked).text
    again = [send(city, ticked, selected="nord", action="area", area=area).headers["location"] for _ in range(2)][-1]
    assert 'id="done"' in (told := city.get(again).text)
    assert "/undo" not in told  # nothing was written, so the last change is somebody else's
    assert send(city, ticked, action="area", area=area).headers["location"].endswith("done=nothing_selected")


def test_several_cooperations_are_confirmed_on_a_day_at_once_and_it_is_taken_back(city, workspace):
    """What has ended stays as it is, and a later day takes the place of an earlier one."""
    ties = [
        {"actor_a": "nord", "actor_b": "sued", "reference": "Befragung 2023; still valid as of 1 May 2024"},
        {"actor_a": "nord", "actor_b": "west", "end": "2020"},
    ]
    city.post(f"{workspace}/actors", json={"id": "west", "name": "Treff West"}).raise_for_status()
    for tie in ties:
        city.post(f"{workspace}/cooperations", json=tie).raise_for_status()
    ids = [tie["id"] for tie in city.get(f"{workspace}/cooperations").json()["items"]]
    ticked = urlencode(
        {"form_token": FORM_TOKEN, "selected": ids, "action": "confirm", "day": "2024-11-12"}, doseq=True
    )
    grid = f"{GRID}/cooperations"

    def references() -> list[str | None]:
        return [tie["reference"] for tie in city.get(f"{workspace}/cooperations").json()["items"]]

    before = references()
    done = city.post(f"{grid}/selected", content=ticked, headers=FORM).headers["location"]
    assert re.fullmatch(rf"{grid}\?done=confirmed&of=\d+", done)
    assert references() == ["Befragung 2023; noch gültig, Stand 12.11.2024", None]
    undo = re.search(r'action="([^"]+/changes/\d+/undo)"', city.get(done).text)[1]
    send(city, undo, back="records/cooperations")
    assert references() == before
    early = send(city, f"{grid}/selected", selected=ids[0], action="confirm", day="01.01.2089")
    assert early.headers["location"].endswith("done=nothing_confirmed")
    unread = send(city, f"{grid}/selected", selected=ids[0], action="confirm", day="gestern")
    assert unread.status_code == 422
    assert '<p class="lead">„gestern“ ist kein Datum. Schreiben Sie zum Beispiel 31.03.2026' in unread.text
    assert references() == before
