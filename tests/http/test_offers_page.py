"""Are similar offers shown side by side, with what their providers say?"""

import re

from tests.http.test_desk import ACTORS, ALIKE, DESK, hand_over, send

MONEY = "Programm;Empfänger;Projekt oder Angebot;Bis\nSprachmittel;Treff Nord;Sprachkurs Nord;31.12.2030\n".encode()


def city_with_similar_offers(client) -> str:
    """The address of the only group of similar offers."""
    first = hand_over(client, "akteure.csv", ACTORS)
    hand_over(client, "angebote.csv", ALIKE, first["upload"])
    hand_over(client, "fördermittel.csv", MONEY, first["upload"])
    send(client, first["next"], action="take_in")
    [address] = set(re.findall(rf'href="({DESK}/offers/parallel-offers:[0-9a-f]+)"', client.get(f"{DESK}/offers").text))
    return address


def lines(page: str) -> dict[str, str]:
    """What each line of the comparison says about its values, by heading."""
    rows = re.findall(r'<tr class="compare__(\w+)">\s*<th[^>]*>([^<]*)</th>', page)
    return {heading: likeness for likeness, heading in rows}


def test_what_is_the_same_and_what_differs_is_told_line_by_line(client, workspace):
    page = client.get(city_with_similar_offers(client)).text
    result = lines(page)
    assert (result["Zielgruppen"], result["Themen"], result["Gebiete"]) == ("same", "same", "same")
    assert result["Akteur"] == "different"
    assert (result["Ort"], result["Förderung"]) == ("unknown", "unknown")
    assert "Sprachmittel (bis 31.12.2030)" in page
    assert re.search(r"Treff Nord – Treff Süd</dt><dd>nicht bekannt", page)


def test_a_provider_replies_in_its_own_words_and_the_reply_stays(client, workspace):
    address = city_with_similar_offers(client)
    key = address.rpartition("/")[2]
    result = "Unser Kurs ist <nur> für Frauen."
    finding = f"{DESK}/findings/{key}"
    send(client, finding, kind="wanted", reason_wanted="gender", reply=result, reply_by="Treff Nord")
    send(client, finding, kind="accepted")
    page = client.get(address).text
    assert "Unser Kurs ist &lt;nur&gt; für Frauen." in page
    assert re.search(r"<figcaption>Treff Nord, ", page)
    [kept] = [entry for entry in client.get("/v1/workspaces/altendorf/decisions").json()["items"] if entry["reply"]]
    assert (kept["reply"], kept["reply_by"]) == (result, "Treff Nord")


def test_a_person_replies_for_an_organisation_only(client, workspace):
    key = city_with_similar_offers(client).rpartition("/")[2]
    refused = send(client, f"{DESK}/findings/{key}", kind="done", reply="Stimmt.", reply_by="Frau Muster")
    assert refused.status_code == 422
    assert "Stimmt." in refused.text


def test_a_city_without_similar_offers_says_so(client, workspace):
    assert "Noch ist nichts eingetragen" in client.get(f"{DESK}/offers").text
    client.post(f"{workspace}/offers", json={"name": "Chor"}).raise_for_status()
    assert "fanden sich keine ähnlichen Angebote" in client.get(f"{DESK}/offers").text
    assert client.get(f"{DESK}/offers/parallel-offers:nothing").status_code == 404
