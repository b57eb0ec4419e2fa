"""Can a survey be taken in, corrected and taken back over HTTP, and does nobody's answer leak?"""

import itertools
import logging

import pytest

from tests.intake_files import AKTEURE, Grid, xlsx_file

XLSX = {"Content-Type": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}
SHEETS: dict[str, Grid] = {
    "Akteure": AKTEURE,
    "Befragungen": (("Name", "Datum", "Art", "Gefragt"), ("Netz", "06/2024", "Liste", "AWO; Caritas; Jugendamt")),
    "Antworten": (
        ("Befragung", "Von", "Über", "Arbeiten zusammen", "Stärke", "Verlässlich"),
        ("Netz", "AWO", "Caritas", "ja", 3, "sehr"),
        ("Netz", "AWO", "Jugendamt", "nein", "", ""),
        ("Netz", "Caritas", "AWO", "weiß nicht", "", ""),
    ),
}
BOOK = xlsx_file(SHEETS).content
WAVE = "netz--2024-06"
IDS = [f"{WAVE}--awo--caritas--other", f"{WAVE}--awo--jugendamt--other", f"{WAVE}--caritas--awo--other"]


@pytest.fixture
def imported(client, workspace):
    """The address of the import of the survey."""
    done = client.post(f"{workspace}/imports", content=BOOK, headers=XLSX)
    assert done.status_code == 200, done.text
    return done.headers["location"]


def test_a_survey_comes_in_as_it_was_answered(client, workspace, imported):
    wave = client.get(f"{workspace}/waves/{WAVE}").json()
    content = client.get(f"{workspace}/tie-reports").json()["items"]

    assert (wave["asked"], wave["answered_by"]) == (["awo", "caritas", "jugendamt"], ["awo", "caritas"])
    assert [(entry["id"], entry["strength"], entry["unsure"]) for entry in content] == [
        (IDS[0], 3, False),
        (IDS[1], 0, False),
        (IDS[2], None, True),
    ]
    assert (content[0]["trust_reliability"], content[0]["source"]["sheet"], content[0]["source"]["row"]) == (
        4,
        "Antworten",
        2,
    )


def test_a_dry_run_and_a_repetition_write_nothing(client, workspace, imported):
    before = client.get(workspace).json()["version"]
    tried = client.post(f"{workspace}/imports?dry_run=true", content=BOOK, headers=XLSX).json()
    again = client.post(f"{workspace}/imports", content=BOOK, headers=XLSX).json()

    assert [(entry["new"], entry["changed"], entry["unchanged"], entry["run"]) for entry in (tried, again)] == [
        (0, [], 7, None)
    ] * 2
    assert client.get(workspace).json()["version"] == before


def test_an_undone_survey_is_gone(client, workspace, imported):
    assert client.get(workspace).json()["counts"]["tie_reports"] == 3

    client.post(f"{imported}/undo").raise_for_status()

    assert set(client.get(workspace).json()["counts"].values()) == {0}


def test_a_deleted_workspace_takes_its_survey_along(client, workspace, imported, neo4j_driver):
    client.delete(workspace, headers={"If-Match": client.get(workspace).headers["etag"]}).raise_for_status()

    left = neo4j_driver.execute_query("MATCH (n:Wave|TieReport) RETURN count(n) AS left").records[0]["left"]
    assert left == 0


@pytest.mark.parametrize(
    ("changes", "pointer", "code"),
    [
        ({"by": "jugendamt"}, "/by", "not_answered"),
        ({"about": "awo"}, "/about", "self_report"),
        ({"wave": "other"}, "/wave", "unknown_reference"),
        ({"about": "nobody"}, "/about", "unknown_reference"),
        ({"strength": 5}, "/strength", "less_than_equal"),
        ({"strength": -1}, "/strength", "greater_than_equal"),
        ({"strength": "3"}, "/strength", "int_type"),
        ({"strength": 3.0}, "/strength", "int_type"),
        ({"strength": True}, "/strength", "int_type"),
        ({"trust_mission": 0}, "/trust_mission", "greater_than_equal"),
        ({"strength": 2, "unsure": True}, "/strength", "contradiction"),
        ({"id": "mine"}, "/id", "other_id"),
    ],
)
def test_what_nobody_can_have_said_is_refused(client, workspace, imported, changes, pointer, code):
    body = {"wave": WAVE, "by": "awo", "about": "caritas", "kind": "joint_offer", "strength": 2} | changes

    answer = client.post(f"{workspace}/tie-reports", json=body)

    assert answer.status_code == 422, answer.text
    assert [(entry["pointer"], entry["code"]) for entry in answer.json()["errors"]] == [(pointer, code)]


def test_one_report_for_each_wave_pair_and_kind(client, workspace, imported):
    body = {"wave": WAVE, "by": "awo", "about": "caritas", "strength": 1}

    assert client.post(f"{workspace}/tie-reports", json=body).status_code == 409
    assert client.post(f"{workspace}/tie-reports", json=body | {"kind": "agreement"}).status_code == 201


@pytest.mark.parametrize("field", ["wave", "by", "about", "kind"])
def test_a_report_stays_about_what_it_is_about(client, workspace, imported, field):
    address = f"{workspace}/tie-reports/{IDS[0]}"
    new = {"wave": WAVE + "x", "by": "caritas", "about": "jugendamt", "kind": "agreement"}[field]

    answer = client.patch(address, json={field: new}, headers={"If-Match": client.get(address).headers["etag"]})

    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (422, f"/{field}")


def test_only_who_was_asked_answers(client, workspace, imported):
    address = f"{workspace}/waves/{WAVE}"
    tag = {"If-Match": client.get(address).headers["etag"]}

    unasked = client.patch(address, json={"asked": ["awo"]}, headers=tag)
    silenced = client.patch(address, json={"answered_by": ["awo"]}, headers=tag)

    assert [(item["pointer"], item["code"]) for item in unasked.json()["errors"]] == [("/answered_by", "not_asked")]
    assert [(entry["pointer"], entry["code"]) for entry in silenced.json()["errors"]] == [
        ("/answered_by", "not_answered")
    ]


def test_no_single_answer_stands_in_reports_findings_or_logs(client, workspace, caplog):
    caplog.set_level(logging.DEBUG)
    client.post(f"{workspace}/imports", content=BOOK, headers=XLSX).raise_for_status()
    formats = itertools.product(("internal", "partners", "public"), ("json", "md", "html"))
    reports = [f"report?lang=de&audience={audience}&format={form}" for audience, form in formats]
    texts = [client.get(f"{workspace}/{address}").text for address in ("findings?limit=200", *reports)]

    assert not [text for text in texts for entry in (*IDS, "tie_report", "trust_", "Verlässlich") if entry in text]
    lines = [record.getMessage() for record in caplog.records if record.name.split(".")[0] in ("app", "uvicorn")]
    assert not [line for line in lines if "awo" in line.casefold()]
