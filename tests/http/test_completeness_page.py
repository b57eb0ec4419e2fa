"""Is a list confirmed, and not confirmed any more, by a tick, and does the page say what that changes?"""

import re
from urllib.parse import urlencode

from app.pages.forms import FORM_TOKEN
from tests.http.test_desk import ACTORS, ALIKE, DESK, FORM, hand_over, send

PAGE = f"{DESK}/data/completeness"


def with_offers(client) -> None:
    first = hand_over(client, "akteure.csv", ACTORS)
    send(client, hand_over(client, "angebote.csv", ALIKE, first["upload"])["next"], action="take_in")


def save(client, ticks: list[str], day: str = "2026-01-15"):
    """What a browser sends: the ticks that are set now, and those that were when the page was opened."""
    text = client.get(PAGE).text
    was = re.findall(r'name="was" value="([^"]*)"', text)
    key = re.search(r'name="key" value="([^"]*)"', text)[1]
    fields = [("form_token", FORM_TOKEN), ("kind", "offers"), ("key", key), ("day", day)]
    fields += [("was", value) for value in was] + [("tick", value) for value in ticks]
    return client.post(PAGE, content=urlencode(fields), headers=FORM)


def checks(client) -> list[tuple]:
    items = client.get("/v1/workspaces/altendorf/inventory-checks").json()["items"]
    return [(item["subject"], item["theme"], item["checked_on"], item["complete"]) for item in items]


def test_a_tick_confirms_a_list_for_a_theme_or_for_all(client, workspace):
    with_offers(client)
    [theme] = set(re.findall(r'name="tick" value="(\w+) altendorf"', client.get(PAGE).text))
    saved = save(client, [" altendorf", f"{theme} altendorf"])
    assert saved.headers["location"].startswith(f"{PAGE}?done=saved&kind=offers&came=")
    assert sorted(checks(client), key=str) == sorted(
        [("altendorf", None, "2026-01-15", True), ("altendorf", theme, "2026-01-15", True)], key=str
    )
    page = client.get(saved.headers["location"]).text
    assert "Das ändert:" in page
    assert page.count(" checked>") == 2


def test_a_tick_taken_away_says_that_the_list_is_not_complete(client, workspace):
    with_offers(client)
    save(client, [" altendorf"])
    save(client, [], day="2026-02-01")
    assert checks(client) == [
        ("altendorf", None, "2026-01-15", True),
        ("altendorf", None, "2026-02-01", False),
    ]
    page = client.get(PAGE).text
    assert " checked>" not in page
    assert "nicht vollständig" in page


def test_saving_without_a_change_writes_nothing(client, workspace):
    with_offers(client)
    save(client, [" altendorf"])
    version = client.get("/v1/workspaces/altendorf").json()["version"]
    assert "came=0&went=0&changed=0" in save(client, [" altendorf"]).headers["location"]
    assert client.get("/v1/workspaces/altendorf").json()["version"] == version


def test_what_cannot_be_confirmed_is_refused_on_a_page(client, workspace):
    with_offers(client)
    assert save(client, [" nowhere"]).status_code == 422
    assert save(client, [" altendorf"], day="bald").status_code == 422
    assert send(client, PAGE, kind="nothing", day="2026-01-01").status_code == 422
    assert client.get(f"{PAGE}?kind=nothing").status_code == 422
    assert checks(client) == []


def test_without_areas_the_page_says_what_to_do(client, workspace):
    assert f"{DESK}/records/areas/new" in client.get(PAGE).text
