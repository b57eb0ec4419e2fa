"""What does each bad body get? Its exact status and kind of problem, and never a 500."""

import json

import pytest

from tests.asking import Asking

NAMED = b'{"name": %s}'

MALFORMED = {
    "empty": b"",
    "blank": b"  \n",
    "truncated": b'{"name": "AW',
    "too deep": b'{"name": ' + b"[" * 100_000 + b"]" * 100_000 + b"}",
    "NaN": NAMED % b"NaN",
    "infinity": NAMED % b"-Infinity",
    "1e999": NAMED % b"1e999",
    "endless integer": NAMED % (b"1" * 5_000),
    "lone surrogate": NAMED % b'"\\ud800"',
    "lone surrogate as a name": b'{"\\udc00": 1}',
    "bad UTF-8": NAMED % b'"\xff\xfe"',
    "UTF-16": '{"name": "AWO"}'.encode("utf-16"),
    "byte order mark": '\ufeff{"name": "AWO"}'.encode(),
    "duplicate keys": b'{"name": "AWO", "name": "DRK"}',
    "two values": b'{"name": "AWO"} {}',
    "single quotes": b"{'name': 'AWO'}",
}

INVALID = {
    "array": ([{"name": "AWO"}], "", "model_attributes_type"),
    "text": ("AWO", "", "model_attributes_type"),
    "null": (None, "", "model_attributes_type"),
    "no name": ({}, "/name", "missing"),
    "unknown field": ({"name": "AWO", "chef": 1}, "/chef", "extra_forbidden"),
    "number for a text": ({"name": 7}, "/name", "string_type"),
    "text for a truth value": ({"name": "AWO", "mediator": "yes"}, "/mediator", "bool_type"),
    "number for a truth value": ({"name": "AWO", "mediator": 1}, "/mediator", "bool_type"),
    "text for a list": ({"name": "AWO", "kinds": "school"}, "/kinds", "tuple_type"),
    "blank name": ({"name": " \u00a0 "}, "/name", "blank"),
    "empty name": ({"name": ""}, "/name", "string_too_short"),
    "long name": ({"name": "x" * 2_001}, "/name", "string_too_long"),
    "NUL": ({"name": "A\u0000"}, "/name", "hidden_character"),
    "control character": ({"name": "A\u0007B"}, "/name", "hidden_character"),
    "bidi": ({"name": "A\u202eB"}, "/name", "hidden_character"),
    "zero width": ({"name": "A\u200bB"}, "/name", "hidden_character"),
    "line break": ({"name": "A\nB"}, "/name", "hidden_character"),
    "path as id": ({"name": "AWO", "id": "../x"}, "/id", "bad_id"),
    "encoded path as id": ({"name": "AWO", "id": "%2e%2e"}, "/id", "bad_id"),
    "long id": ({"name": "AWO", "id": "x" * 300}, "/id", "string_too_long"),
    "unknown kind": ({"name": "AWO", "kinds": ["welfare_asociation"]}, "/kinds/0", "unknown_code"),
    "truth value for a row": (
        {"name": "AWO", "source": {"file": "f", "sheet": "s", "row": False}},
        "/source/row",
        "int_type",
    ),
    "29 February": ({"name": "AWO", "start": "2023-02-29"}, "/start", "bad_date"),
    "year 0": ({"name": "AWO", "start": "0000"}, "/start", "bad_date"),
    "number for a date": ({"name": "AWO", "start": 2023}, "/start", "bad_date"),
    "end before start": ({"name": "AWO", "start": "2023", "end": "2022"}, "/end", "end_before_start"),
    "unknown area": ({"name": "AWO", "home_area": "sued"}, "/home_area", "unknown_reference"),
    "part of itself": ({"id": "awo", "name": "AWO", "unit_of": "awo"}, "/unit_of", "part_of_itself"),
    "nothing to make an id of": ({"name": "!!!"}, "/name", "no_id"),
}

TIES = {
    "self_cooperation": ({"actor_a": "awo", "actor_b": "awo"}, "/actor_b", "self_cooperation"),
    "truth value for a number": ({"actor_a": "awo", "actor_b": "drk", "strength": True}, "/strength", "int_type"),
    "fraction": ({"actor_a": "awo", "actor_b": "drk", "strength": 2.5}, "/strength", "int_type"),
    "out of bounds": ({"actor_a": "awo", "actor_b": "drk", "strength": 5}, "/strength", "less_than_equal"),
    "2^63": ({"actor_a": "awo", "actor_b": "drk", "strength": 2**63}, "/strength", "less_than_equal"),
    "unknown actor": ({"actor_a": "awo", "actor_b": "nobody"}, "/actor_b", "unknown_reference"),
    "denied and strong": (
        {"actor_a": "awo", "actor_b": "drk", "status": "denied", "strength": 3},
        "/strength",
        "contradiction",
    ),
}


def refused(client: Asking, address: str, content: bytes, status: int, slug: str, **headers: str) -> dict:
    answer = client.post(address, content=content, headers={"Content-Type": "application/json", **headers})
    assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json"), answer.text
    problem = answer.json()
    assert (problem["type"], problem["status"]) == (f"/problems/{slug}", status)
    assert problem["request_id"] == answer.headers["x-request-id"]
    return problem


@pytest.mark.parametrize("content", MALFORMED.values(), ids=MALFORMED)
def test_a_body_that_is_no_json_for_everybody(client, workspace, content):
    refused(client, f"{workspace}/actors", content, 400, "malformed-body")


@pytest.mark.parametrize(("body", "pointer", "code"), INVALID.values(), ids=INVALID)
def test_a_body_that_does_not_fit_the_schema(client, workspace, body, pointer, code):
    problem = refused(client, f"{workspace}/actors", json.dumps(body).encode(), 422, "invalid-input")

    assert (problem["errors"][0].get("pointer"), problem["errors"][0]["code"]) == (pointer, code)
    assert client.get(f"{workspace}/actors").json()["total"] == 0


@pytest.mark.parametrize(("body", "pointer", "code"), TIES.values(), ids=TIES)
def test_a_cooperation_that_cannot_be(client, workspace, body, pointer, code):
    for name in ("awo", "drk"):
        client.post(f"{workspace}/actors", json={"name": name}).raise_for_status()

    problem = refused(client, f"{workspace}/cooperations", json.dumps(body).encode(), 422, "invalid-input")

    assert (problem["errors"][0]["pointer"], problem["errors"][0]["code"]) == (pointer, code)


def test_a_near_miss_is_answered_with_a_suggestion(client, workspace):
    body = json.dumps({"name": "AWO", "kinds": ["welfare_asociation"]}).encode()

    problem = refused(client, f"{workspace}/actors", body, 422, "invalid-input")

    assert problem["errors"][0]["suggestion"] == "welfare_association"


@pytest.mark.parametrize("content_type", ["", "text/plain", "multipart/form-data", "application/json; charset=utf-16"])
def test_another_content_type(client, workspace, content_type):
    refused(
        client,
        f"{workspace}/actors",
        b'{"name": "AWO"}',
        415,
        "unsupported-media-type",
        **{"Content-Type": content_type},
    )


def test_a_compressed_body(client, workspace):
    refused(client, f"{workspace}/actors", b"\x1f\x8b", 415, "unsupported-media-type", **{"Content-Encoding": "gzip"})


def test_a_body_that_says_it_is_too_large(client, workspace):
    refused(client, f"{workspace}/actors", b" " * (2**20 + 1), 413, "too-large")


def test_a_body_of_unknown_length_that_turns_out_too_large(client, workspace):
    async def pieces():
        for _ in range(17):
            yield b" " * 2**16

    answer = client.post(f"{workspace}/actors", content=pieces(), headers={"Content-Type": "application/json"})

    assert "content-length" not in answer.request.headers
    assert (answer.status_code, answer.json()["type"]) == (413, "/problems/too-large")


def test_a_length_that_is_none(client, workspace):
    refused(client, f"{workspace}/actors", b"{}", 400, "malformed-body", **{"Content-Length": "many"})


def test_composed_and_decomposed_spellings_are_one_name(client, workspace):
    first = client.post(f"{workspace}/actors", json={"name": "B\u00fcrgerhaus"})
    twin = client.post(f"{workspace}/actors", json={"name": "Bu\u0308rgerhaus"})

    assert (first.status_code, twin.status_code) == (201, 409)


def test_composed_and_decomposed_spellings_are_one_id(client, workspace):
    made = client.post(f"{workspace}/actors", json={"id": "u\u0308ber", "name": "\u00dcber"})

    assert (made.status_code, made.json()["id"]) == (201, "\u00fcber")
    assert client.get(f"{workspace}/actors/u\u0308ber").json() == made.json()


@pytest.mark.parametrize("name", ["') DETACH DELETE n //", "<script>alert(1)</script>", '=HYPERLINK("http://x")'])
def test_names_with_meaning_elsewhere_are_only_names(client, workspace, name):
    made = client.post(f"{workspace}/actors", json={"id": "odd", "name": name})

    assert made.status_code == 201
    assert client.get(f"{workspace}/actors/odd").json()["name"] == name


def test_a_problem_does_not_repeat_what_was_sent(client, workspace):
    canary = "kanarienvogel"
    bodies = [
        {"name": 1, "kinds": [canary], "start": canary},
        {"name": "AWO", "id": f"../{canary}", "home_area": [canary]},
        {"name": f"{canary}\u0000"},
    ]

    answers = [client.post(f"{workspace}/actors", json=body).text for body in bodies]

    assert not [answer for answer in answers if canary in answer]


def test_a_record_of_another_workspace_is_as_unknown_as_one_that_never_was(client, workspace):
    client.post("/v1/workspaces", json={"id": "other", "name": "Other"}).raise_for_status()
    client.post("/v1/workspaces/other/areas", json={"id": "nord", "name": "Nord"}).raise_for_status()

    foreign, unknown = (
        client.post(f"{workspace}/actors", json={"name": "AWO", "home_area": area}) for area in ("nord", "nirgends")
    )

    assert (foreign.status_code, unknown.status_code) == (422, 422)
    assert foreign.json()["errors"][0]["code"] == unknown.json()["errors"][0]["code"] == "unknown_reference"
    assert client.get(f"{workspace}/areas/nord").status_code == 404


def test_a_thousand_ranges_are_not_served(client, workspace):
    ranges = ",".join(f"{number}-{number + 1}" for number in range(1_000))

    answer = client.get(f"{workspace}/actors", headers={"Range": f"bytes={ranges}"})

    assert answer.status_code == 200
    assert len(answer.content) < 100
