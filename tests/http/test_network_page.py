"""Does the network page answer its questions in both languages, with a picture, its data and the same as a table?"""

import pytest

CSV = {"Content-Type": "text/csv"}


@pytest.fixture
def place(client, workspace) -> str:
    """Four organisations: Nord works with Mitte and Mitte with Süd, Ost is alone."""
    actors = "Name;Art;Aktiv in\nNord;Verein;Altendorf\nMitte;Verein;Altendorf\nSüd;Verein;Katernberg\nOst;Verein;\n"
    ties = "Akteur A;Akteur B;Arbeiten zusammen;Seit\nNord;Mitte;ja;2012\nMitte;Süd;ja;2020\nNord;Süd;nein;\n"
    for sheet, text in (("Akteure", actors), ("Zusammenarbeit", ties)):
        answer = client.post(
            f"{workspace}/imports?sheet={sheet}&file={sheet.lower()}.csv", content=text.encode(), headers=CSV
        )
        answer.raise_for_status()
    return "/w/altendorf/network"


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("q=with&actor=Mitte", "Zu Mitte ist etwas eingetragen mit Nord und Süd."),
        ("q=between&actor=Nord&other=Süd", "Nord und Süd sind verbunden über Mitte."),
        ("q=areas&area=altendorf&area_b=katernberg", "1 Paar arbeitet über die Grenze zusammen."),
        ("q=depends&actor=Mitte", "Mit niemandem sonst ist eine Zusammenarbeit eingetragen von Nord und Süd."),
        ("q=together&actor=Nord&other=Ost", "Ein Gremium, in dem Nord und Ost alle sitzen, ist nicht eingetragen."),
        ("q=missing", "Zurzeit gibt es keinen Vorschlag"),
        ("q=with&actor=Niemand", "„Niemand“ steht nicht bei den Einrichtungen."),
        ("q=depends&actor=Mitte&lang=en", "No other cooperation is recorded of Nord and Süd."),
    ],
)
def test_each_question_has_its_sentence(client, place, query, sentence):
    assert sentence in client.get(f"{place}?{query}").text


def test_the_data_of_the_picture_are_those_of_the_page(client, place):
    graph = client.get(f"{place}/graph.json").json()
    names = [node["name"] for node in graph["nodes"]]
    style_of_names = {
        frozenset((names[a], names[b])): (style, years[0] if years else None) for a, b, style, *years in graph["lines"]
    }
    assert style_of_names == {
        frozenset(("Nord", "Mitte")): ("judged", 2012),
        frozenset(("Mitte", "Süd")): ("judged", 2020),
        frozenset(("Nord", "Süd")): ("no", None),
    }
    assert graph["years"] == [2012, 2020]
    assert all(node["href"]["record"].startswith("/w/altendorf/records/actors/") for node in graph["nodes"])


def test_the_table_says_what_the_lines_say(client, place):
    text = client.get(place).text
    row = text.split(">Süd</a></th>")[1].split("</tr>", maxsplit=1)[0]
    assert "von einer Seite oder der Koordination gesagt:</span> Mitte<br>" in row
    assert "arbeiten nicht zusammen:</span> Nord</td>" in row
    assert "style=" not in text


@pytest.mark.parametrize("query", ["q=nothing", "mode=everything", "depth=9"])
def test_an_address_that_makes_no_sense_is_refused(client, place, query):
    assert client.get(f"{place}?{query}").status_code == 422
    assert client.get(f"{place}/graph.json?{query}").status_code == 422


def test_a_part_of_the_network_stays_in_every_address(client, place):
    client.post(
        "/v1/workspaces/altendorf/imports?sheet=Akteure&file=more.csv",
        content=b"Name;Art;Aktiv in\nWest;Verein;Altendorf\n",
        headers=CSV,
    ).raise_for_status()
    text = client.get(f"{place}?scope=area%3Daltendorf").text
    assert "Süd" not in text.split("<tbody>")[1]
    assert "scope=area%3Daltendorf" in text
