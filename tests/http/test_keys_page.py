"""Is a key made on the page, shown once, listed with its use and closed, and by nobody who may not?"""

import re
from urllib.parse import urlencode

import pytest

from app.pages.forms import FORM_TOKEN
from app.store.access_keys import list_keys

FORM = {"Content-Type": "application/x-www-form-urlencoded"}


def send(client, address: str, *fields: tuple[str, str]):
    return client.post(address, content=urlencode([("form_token", FORM_TOKEN), *fields]), headers=FORM)


def keys_of(client):
    return client.portal.call(list_keys, client.app.state.service.database)


def test_a_key_is_shown_once_and_what_it_opens_afterwards(client, workspace):
    made = send(
        client,
        "/keys",
        ("label", "Nachtabgleich"),
        ("scopes", "read"),
        ("scopes", "write"),
        ("workspaces", "altendorf"),
        ("expires", "01.01.2089"),
    )

    [key] = keys_of(client)
    assert made.status_code == 201
    assert made.headers["cache-control"] == "no-store"
    [shown] = re.findall(r"nzb_[0-9a-f]+_[0-9a-f]+", made.text)
    assert shown.split("_")[1] == key.id
    assert (key.label, set(key.scopes), key.workspaces) == ("Nachtabgleich", {"read", "write"}, {"altendorf"})
    later = client.get("/keys").text
    assert shown not in later
    assert "Nachtabgleich" in later
    assert "noch nie" in later
    assert "bis 01.01.2089" in later


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ((("label", ""), ("scopes", "read")), "wofür der Schlüssel ist"),
        ((("label", "x"),), "was der Schlüssel öffnet"),
        ((("label", "x"), ("scopes", "root")), "was der Schlüssel öffnet"),
        ((("label", "x"), ("scopes", "read"), ("expires", "morgen")), "„morgen“ ist kein Datum"),
        ((("label", "x"), ("scopes", "read"), ("expires", "2001-01-01")), "Vergangenheit"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(client, fields, message):
    answer = send(client, "/keys", *fields)

    assert answer.status_code == 422
    assert message in answer.text
    assert ('value="x"' in answer.text) is (("label", "x") in fields)
    assert keys_of(client) == ()


def test_a_revoked_key_is_told_as_such(client):
    send(client, "/keys", ("label", "Alt"), ("scopes", "read"))
    [key] = keys_of(client)
    answer = send(client, f"/keys/{key.id}/revoke")

    assert (answer.status_code, answer.headers["location"]) == (303, "/keys?done=revoked")
    assert keys_of(client)[0].revoked is not None
    page = client.get(answer.headers["location"]).text
    assert "widerrufen" in page
    assert f"/keys/{key.id}/revoke" not in page
    assert client.post(f"/keys/{key.id}/revoke", content="", headers=FORM).status_code == 403
