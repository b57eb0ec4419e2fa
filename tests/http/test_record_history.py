"""Does the history of a record tell who changed what, and is every step taken back from the page?"""

import re

import pytest

from tests.http.test_desk import DESK, send
from tests.http.test_directory import GRID, city, form, names  # noqa: F401 - city is a fixture

NORD = f"{GRID}/actors/nord"


def entries(client, address: str) -> list[str]:
    """The steps of a history page as plain text, the newest first."""
    timeline = re.search(r'<ol class="timeline">(.*)</ol>', client.get(address).text, re.DOTALL)[1]
    steps = re.split(r"<li>\s*<p><strong>", timeline)[1:]
    return [" ".join(re.sub(r"<[^>]+>", " ", step).split()) for step in steps]


def undo(client, address: str, topic: str = "actors", record: str = "nord"):
    """Takes back the newest step that can be."""
    path = re.search(r'action="([^"]+/changes/\d+/undo)"', client.get(address).text)[1]
    return send(client, path, topic=topic, record=record)


def test_a_change_by_form_stands_above_the_import_it_changed(city):  # noqa: F811
    send(city, f"{NORD}/edit", **form(city, f"{NORD}/edit", short_name="TN"))
    newest, oldest = entries(city, f"{NORD}/history")
    assert "geändert" in newest
    assert "leer → TN" in newest
    assert "Koordination" in newest
    assert "neu eingetragen" in oldest
    assert "Akteure.csv" in oldest


def test_every_value_is_told_with_what_brought_it(city):  # noqa: F811
    send(city, f"{NORD}/edit", **form(city, f"{NORD}/edit", short_name="TN"))
    page = city.get(f"{NORD}/history").text
    origins = dict(
        re.findall(
            r'<th scope="row"[^>]*>([^<]*)</th>.*?<td[^>]*>[^<]*</td>\s*<td[^>]*>[^<]*</td>\s*<td[^>]*>([^<]*)',
            page,
            re.DOTALL,
        )
    )
    assert origins["Kurzname"].startswith("im Formular")
    assert "Akteure.csv" in origins["Art"]
    assert "Zeile 2" in origins["Art"]


def test_a_step_is_taken_back_and_that_is_a_step_too(city):  # noqa: F811
    send(city, f"{NORD}/edit", **form(city, f"{NORD}/edit", short_name="TN"))
    assert undo(city, f"{NORD}/history").headers["location"] == f"{NORD}/history?done=change_undone"
    assert city.get("/v1/workspaces/altendorf/actors/nord").json()["short_name"] is None
    newest, undone, _ = entries(city, f"{NORD}/history")
    assert "beim Zurücknehmen" in newest
    assert "zurückgenommen" in undone


def test_a_step_that_was_brought_back_is_taken_back_again(city):  # noqa: F811
    send(city, f"{NORD}/edit", **form(city, f"{NORD}/edit", short_name="TN"))
    edited = re.search(r'action="([^"]+/changes/\d+/undo)"', city.get(f"{NORD}/history").text)[1]
    for address, short_name in ((edited, None), (None, "TN"), (edited, None), (None, "TN"), (edited, None)):
        if address is None:
            undo(city, f"{NORD}/history")
        else:
            send(city, address, topic="actors", record="nord")
        assert city.get("/v1/workspaces/altendorf/actors/nord").json()["short_name"] == short_name


def test_an_import_that_was_brought_back_is_taken_back_again(city):  # noqa: F811
    taken_back = re.findall(r'action="(/w/altendorf/data/imports/[^"]+/undo)"', city.get(f"{DESK}/data").text)[-1]
    actors = "/v1/workspaces/altendorf/actors"
    imported = city.get(actors).json()["items"]
    for _ in range(2):
        send(city, taken_back)
        assert city.get(actors).json()["items"] != imported
        undo(city, f"{NORD}/history")
        assert [actor["id"] for actor in city.get(actors).json()["items"]] == [actor["id"] for actor in imported]


def test_what_was_removed_comes_back_from_its_history(city):  # noqa: F811
    version = str(city.get("/v1/workspaces/altendorf/actors/sued").json()["version"])
    gone = send(city, f"{GRID}/actors/sued/delete", version=version).headers["location"]
    assert "Diesen Eintrag gibt es nicht mehr" in city.get(gone).text
    undo(city, gone, record="sued")
    assert names(city, f"{GRID}/actors") == ["Treff Nord e. V.", "Treff Süd"]


def test_a_merge_by_name_keeps_the_other_name_and_is_taken_back(city):  # noqa: F811
    unknown = send(city, f"{DESK}/merge", kept="nord", gone_name="Niemand")
    assert unknown.status_code == 422
    assert "gibt es nicht" in unknown.text
    send(city, f"{DESK}/merge", kept="nord", gone_name="treff süd")
    page = city.get(NORD).text
    assert re.search(r"<dt>Frühere Namen</dt><dd[^>]*>\s*Treff Süd", page)
    assert "„Treff Süd“ ging darin auf" in entries(city, f"{NORD}/history")[0]
    undo(city, f"{NORD}/history")
    assert names(city, f"{GRID}/actors") == ["Treff Nord e. V.", "Treff Süd"]


def test_a_later_change_of_the_same_record_is_taken_back_first(city):  # noqa: F811
    for name in ("TN", "Nord"):
        send(city, f"{NORD}/edit", **form(city, f"{NORD}/edit", short_name=name))
    first = re.findall(r'action="([^"]+/changes/\d+/undo)"', city.get(f"{NORD}/history").text)[1]
    refused = send(city, first, topic="actors", record="nord")
    assert refused.status_code == 409
    assert "Das lässt sich nicht mehr zurücknehmen" in refused.text
    assert f'<a href="{NORD}/history">Treff Nord e. V.</a>' in refused.text
    assert city.get("/v1/workspaces/altendorf/actors/nord").json()["short_name"] == "Nord"


def test_what_rests_on_an_import_is_named_where_it_cannot_be_taken_back(city):  # noqa: F811
    typed = {"actor_a": "Treff Nord e. V.", "actor_b": "Treff Süd", "status": "ja"}
    send(city, f"{GRID}/cooperations/new", **typed)
    [undo_import] = re.findall(r'action="([^"]+/data/imports/[^"]+/undo)"', city.get(f"{DESK}/data").text)
    refused = send(city, undo_import)
    assert refused.status_code == 409
    assert re.search(r'/history">Treff Nord e. V. – Treff Süd</a> \(Angaben zur Zusammenarbeit\)', refused.text)
    assert "cooperations" not in re.sub(r'href="[^"]*"', "", refused.text), "no code of ours"


@pytest.mark.parametrize("answer", ["ja", "nein", "weiß nicht"])
def test_a_cooperation_takes_a_name_and_an_answer(city, answer):  # noqa: F811
    typed = {"actor_a": "Treff Nord e. V.", "actor_b": "Treff Süd", "status": answer, "back": "records/actors/nord"}
    saved = send(city, f"{GRID}/cooperations/new", **typed)
    assert re.fullmatch(rf"{NORD}\?done=saved&of=\d+", saved.headers["location"])
    [tie] = city.get("/v1/workspaces/altendorf/cooperations").json()["items"]
    assert tie["status"] == {"ja": "stated", "nein": "denied", "weiß nicht": "unknown"}[answer]
    partners = re.search(r'id="partners".*?</dl>', city.get(NORD).text, re.DOTALL)[0]
    assert "Treff Süd" in partners


def test_former_numbers_of_too_few_people_stay_hidden(client, workspace):
    rows = "Kennzahl;Gebiet;Stichtag;Wert;Einheit;Zielgruppe\nKinder in Armut;Nord;2023-12-31;{};Anzahl;Kinder\n"
    for value in ("4", "70"):
        client.post(
            f"{workspace}/imports?sheet=Kennzahlen&file=kennzahlen.csv",
            content=rows.format(value).encode(),
            headers={"Content-Type": "text/csv"},
        ).raise_for_status()
    [shown] = client.get(f"{workspace}/observations").json()["items"]
    assert shown["value"] == 70
    text = client.get(f"{GRID}/observations/{shown['id']}/history").text
    assert text.count("Aus Datenschutzgründen nicht ausgewiesen.") == 2
    assert "4 →" not in text


def test_of_what_never_was_there_is_no_history(city):  # noqa: F811
    assert city.get(f"{GRID}/actors/nobody/history").status_code == 404
