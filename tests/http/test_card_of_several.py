"""Is a card of several findings decided as a person sees it, and one of its pairs on its own?"""

import re

import pytest

from tests.http.test_desk import send
from tests.http.test_directory import form

CITY = "/w/altendorf"


@pytest.fixture
def card(client, workspace) -> list[str]:
    """Keys of the three pairs of three offers that are alike, of providers nobody asked."""
    records = [("areas", {"id": "nord", "name": "Nord", "kind": "district"})]
    for name in "abc":
        work = {"leads": [name], "areas": ["nord"], "themes": ["counselling_debt"], "target_groups": ["refugees"]}
        records.append(("actors", {"id": name, "name": name.upper(), "kinds": ["civic_association"]}))
        records.append(("offers", {"id": f"kurs-{name}", "name": f"Kurs {name}", **work}))
    operations = [{"action": "create", "topic": topic, "record": record} for topic, record in records]
    client.post(f"{workspace}/batch", json={"operations": operations}).raise_for_status()
    findings = client.get(f"{workspace}/findings?analysis=parallel-offers").json()["items"]
    assert len({finding["cluster"] for finding in findings}) == 1
    return [finding["key"] for finding in findings]


def statuses(client, workspace: str) -> dict[str, set[str]]:
    """Keys of the card by status, as the API lists them."""
    listed = {
        status: client.get(f"{workspace}/findings?analysis=parallel-offers&status={status}").json()["items"]
        for status in ("open", "accepted", "wanted")
    }
    return {status: {finding["key"] for finding in items} for status, items in listed.items()}


def test_deciding_the_card_decides_all_of_it_and_lists_it_once(client, workspace, card):
    send(client, f"{CITY}/findings/{card[0]}", kind="accepted")
    assert statuses(client, workspace)["accepted"] == set(card)
    page = client.get(f"{CITY}/?state=accepted").text
    assert page.count("agenda__item") == 1
    assert "In der Hand (1)" in page


def test_one_pair_is_decided_alone_on_its_page_and_over_the_api(client, workspace, card):
    page = client.get(f"{CITY}/findings/{card[1]}").text
    assert "Auf dieser Karte stehen 3 Paare" in page
    assert len(re.findall(r'<a href="/w/altendorf/findings/parallel-offers:[0-9a-f]+">', page)) == 2
    send(client, f"{CITY}/findings/{card[1]}", kind="wanted", reason_wanted="language", alone="yes")
    assert statuses(client, workspace) == {
        "open": {card[0], card[2]},
        "accepted": set(),
        "wanted": {card[1]},
    }
    body = {"kind": "accepted", "alone": True}
    made = client.post(f"{workspace}/findings/{card[2]}/decision", json=body).json()
    assert made["alone"] is True
    assert statuses(client, workspace)["open"] == {card[0]}
    wanted = client.get(f"{CITY}/?state=wanted").text
    assert wanted.count("agenda__item") == 1
    assert "nur:" in wanted


def test_a_record_is_corrected_from_its_card_and_the_correction_taken_back_right_there(client, workspace, card):
    findings = client.get(f"{workspace}/findings?analysis=parallel-offers").json()["items"]
    key = next(finding["key"] for finding in findings if "kurs-a" in {subject["id"] for subject in finding["subjects"]})
    page = f"{CITY}/findings/{key}"
    address = re.search(r'href="([^"]+/records/offers/kurs-a/edit\?back=[^"]+)"', client.get(page).text)[1]
    corrected = send(client, address, **form(client, address, end="2020", back=f"findings/{key}"))
    assert corrected.headers["location"].startswith(f"{page}?done=saved&of=")
    gone = client.get(corrected.headers["location"])
    assert gone.headers["location"].startswith(f"{CITY}/?done=corrected&of=")
    told = client.get(gone.headers["location"]).text
    assert "wird dieser Hinweis nicht mehr gefunden" in told
    send(client, re.search(r'action="([^"]+/changes/\d+/undo)"', told)[1])
    assert key in statuses(client, workspace)["open"]


def test_a_form_leads_back_to_pages_of_its_city_alone(client, workspace):
    for elsewhere in ("//elsewhere.example", "records/../../x", "records/actors/a?x=1", "https://elsewhere.example/"):
        entered = send(
            client, f"{CITY}/records/areas/new", name=f"Nord {len(elsewhere)}", kind="Stadtteil", back=elsewhere
        )
        assert entered.headers["location"].startswith(f"{CITY}/records/areas/nord-")
