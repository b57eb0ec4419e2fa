"""Do analyses, findings and reports answer over HTTP as the shapes say, and the same way twice?"""

import json
from importlib.resources import files

import pytest

from app.analysis.interface import analyses_of_report, catalogue
from app.api.v1.results import FindingPage, ResultShape
from app.usecases.make_report import MEDIA_TYPES
from tests.asking import Asking

ESSEN = "/v1/workspaces/essen"
WORKBOOK = (files("examples") / "essener-konsens" / "arbeitsmappe.xlsx").read_bytes()
XLSX = {"Content-Type": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}


@pytest.fixture
def essen(client: Asking) -> Asking:
    """The service with the first example city."""
    body = {"id": "essen", "name": "Essener Konsens", "reference_date": "2024-09-01"}
    client.post("/v1/workspaces", json=body).raise_for_status()
    client.post(f"{ESSEN}/imports", content=WORKBOOK, headers=XLSX).raise_for_status()
    return client


def test_every_analysis_is_in_the_catalogue_and_answers(essen):
    listed = essen.get(f"{ESSEN}/analyses").json()["items"]

    assert [entry["id"] for entry in listed] == list(catalogue())
    for entry in listed:
        answer = essen.post(f"{ESSEN}/analyses/{entry['id']}", json={})
        result = ResultShape.model_validate_json(answer.content)
        assert (answer.status_code, result.analysis, str(result.as_of)) == (200, entry["id"], "2024-09-01")


def test_defaults_may_be_said_aloud(essen):
    for entry in essen.get(f"{ESSEN}/analyses").json()["items"]:
        by_name = {name: item["default"] for name, item in entry["parameters"]["properties"].items()}

        answers = [essen.post(f"{ESSEN}/analyses/{entry['id']}", json=body) for body in ({}, {"parameters": by_name})]

        assert answers[0].content == answers[1].content
        assert answers[0].headers["content-location"] == answers[1].headers["content-location"]


def test_a_run_is_found_again_until_the_data_change(essen):
    first = essen.post(f"{ESSEN}/analyses/density", json={})
    kept = essen.get(first.headers["content-location"])
    essen.post(f"{ESSEN}/actors", json={"name": "Neues Haus"}).raise_for_status()
    second = essen.post(f"{ESSEN}/analyses/density", json={})

    assert (kept.json()["status"], kept.json()["result"]) == ("done", first.json())
    assert second.headers["content-location"] != first.headers["content-location"]
    assert essen.get(first.headers["content-location"]).json() == kept.json()


def test_another_day_is_another_run(essen):
    past = essen.post(f"{ESSEN}/analyses/density", json={"as_of": "1990-01-01"}).json()

    assert past["as_of"] == "1990-01-01"


@pytest.mark.parametrize(
    ("analysis", "body", "status"),
    [
        ("nothing", {}, 404),
        ("..%2fdensity", {}, 404),
        ("density", {"parameters": {"nothing": 1}}, 422),
        ("density", {"parameters": []}, 422),
        ("density", {"as_of": "2023"}, 422),
        ("density", {"as_of": 20230101}, 422),
        ("density", {"when": "2023-01-01"}, 422),
        ("density", {"parameters": {"x": {"deep": 1}}}, 422),
    ],
)
def test_bad_questions(essen, analysis, body, status):
    assert essen.post(f"{ESSEN}/analyses/{analysis}", json=body).status_code == status


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("at_most", "10"),
        ("at_most", 10.0),
        ("at_most", True),
        ("idf", "true"),
        ("idf", 1),
        ("most_unknown", "0.3"),
        ("weights", "0.5,0.3,0.2"),
        ("weights", ["0.5", 0.3, 0.2]),
    ],
)
def test_a_text_is_no_number(essen, name, value):
    answer = essen.post(f"{ESSEN}/analyses/missing-links", json={"parameters": {name: value}})

    assert answer.status_code == 422, answer.text
    assert [(entry["pointer"], entry["code"]) for entry in answer.json()["errors"]] == [
        (f"/parameters/{name}", "bad_parameter")
    ]


WRONG = ["text", "", True, -1, 0.5, 10**18, 1e15, [], ["a"], [1, 2], None, {}, [[1]], "9" * 400]


@pytest.mark.parametrize(
    ("analysis", "values"),
    [("betweenness", {"samples": -3}), ("betweenness", {"sampels": 3}), ("change", {"since": "?"})],
)
def test_a_refused_parameter_is_named_by_its_place_in_the_body(essen, analysis, values):
    answer = essen.post(f"{ESSEN}/analyses/{analysis}", json={"parameters": values})
    assert answer.status_code == 422
    assert [entry["pointer"] for entry in answer.json()["errors"]] == [f"/parameters/{name}" for name in values]


@pytest.mark.parametrize("value", WRONG, ids=str)
def test_no_value_of_a_parameter_breaks_an_analysis(essen, value):
    for entry in essen.get(f"{ESSEN}/analyses").json()["items"]:
        for name in entry["parameters"]["properties"]:
            answer = essen.post(f"{ESSEN}/analyses/{entry['id']}", json={"parameters": {name: value}})
            assert answer.status_code in (200, 422), (entry["id"], name, answer.text)


def test_analyses_of_an_empty_workspace_answer(client, workspace):
    for name in catalogue():
        answer = client.post(f"{workspace}/analyses/{name}", json={})
        assert (answer.status_code, answer.json()["findings"]) == (200, [])


def test_findings_are_those_of_the_analyses(essen):
    page = essen.get(f"{ESSEN}/findings?limit=200")
    parsed = FindingPage.model_validate_json(page.content)
    runs = [essen.post(f"{ESSEN}/analyses/{name}", json={}).json()["findings"] for name in analyses_of_report()]
    together = [finding for run in runs for finding in run]

    assert page.json()["items"] == together[:200]
    assert parsed.total == len(together) > 0
    first = page.json()["items"][0]
    assert essen.get(f"{ESSEN}/findings/{first['key']}").json() == first


def test_findings_are_filtered(essen):
    everything = essen.get(f"{ESSEN}/findings?limit=200").json()["items"]
    actor = next(entry["id"] for finding in everything for entry in finding["subjects"] if entry["kind"] == "actor")

    clear = essen.get(f"{ESSEN}/findings?limit=200&band=clear").json()
    about = essen.get(f"{ESSEN}/findings?limit=200", params={"actor": actor}).json()
    content = essen.get(f"{ESSEN}/findings?limit=200&analysis=parallel-offers").json()

    assert clear["items"] == [finding for finding in everything if finding["band"] == "clear"]
    assert about["items"] == [
        finding for finding in everything if ("actor", actor) in {(s["kind"], s["id"]) for s in finding["subjects"]}
    ]
    assert {finding["analysis"] for finding in content["items"]} <= {"parallel-offers"}
    nowhere = essen.get(f"{ESSEN}/findings?area=nowhere")
    assert (nowhere.status_code, nowhere.json()["errors"][0]["pointer"]) == (422, "area"), "what does not exist is told"


def test_findings_come_in_pages(essen):
    whole = [item["key"] for item in essen.get(f"{ESSEN}/findings?limit=200").json()["items"]]

    entries, address = [], f"{ESSEN}/findings?limit=7"
    while address and len(entries) < len(whole):
        answer = essen.get(address)
        entries += [entry["key"] for entry in answer.json()["items"]]
        address = answer.links.get("next", {}).get("url")

    assert entries[: len(whole)] == whole
    assert essen.get(f"{ESSEN}/findings?cursor=eA").status_code == 422


@pytest.mark.parametrize(
    ("form", "kind"), [("html", "text/html"), ("md", "text/markdown"), ("json", "application/json")]
)
def test_a_report_is_the_same_twice_and_known_by_its_tag(essen, form, kind):
    answers = [essen.get(f"{ESSEN}/report?format={form}&lang=en&audience=public") for _ in range(2)]

    assert answers[0].content == answers[1].content
    assert answers[0].headers["content-type"] == f"{kind}; charset=utf-8"
    tag = {"If-None-Match": answers[0].headers["etag"]}
    assert essen.get(f"{ESSEN}/report?format={form}&lang=en&audience=public", headers=tag).status_code == 304
    assert essen.get(f"{ESSEN}/report?format={form}&lang=de&audience=public", headers=tag).status_code == 200


@pytest.mark.parametrize(
    ("form", "beginning"),
    [("pdf", b"%PDF-"), ("docx", b"PK"), ("xlsx", b"PK"), ("csv", "\ufeffAbschnitt;".encode())],
)
def test_a_report_is_a_file_of_other_programs_too(essen, form, beginning):
    answer = essen.get(f"{ESSEN}/report?format={form}&audience=internal")

    assert answer.status_code == 200
    assert answer.content.startswith(beginning)
    assert answer.headers["content-type"] == MEDIA_TYPES[form] + ("; charset=utf-8" if form == "csv" else "")


def test_an_edition_is_asked_for_and_a_steckbrief_by_what_it_describes(essen):
    short = essen.get(f"{ESSEN}/report?format=json&edition=kurz").json()
    profile = essen.get(f"{ESSEN}/report?format=json&about=Katernberg").json()

    assert (short["edition"], profile["edition"]) == ("kurz", "steckbrief")
    assert profile["title"] == "Katernberg – Steckbrief"
    assert essen.get(f"{ESSEN}/report?about=Nirgendwo").status_code == 404
    assert essen.get(f"{ESSEN}/report?edition=steckbrief").status_code == 422
    assert essen.get(f"{ESSEN}/report?edition=lang").status_code == 422


def test_a_finding_to_ask_about_is_a_prepared_question(essen):
    findings = essen.get(f"{ESSEN}/findings?limit=200").json()["items"]
    entry = next(finding for finding in findings if finding["card"] == "ask" and finding["audience"] != "internal")
    result = next(finding for finding in findings if finding["card"] == "strength")

    question = essen.get(f"{ESSEN}/findings/{entry['key']}/question").json()

    assert question["key"] == entry["key"]
    assert question["subject"].startswith("Kurze Nachfrage: ")
    assert essen.get(f"{ESSEN}/findings/{result['key']}/question").status_code == 404


def test_a_report_is_saved_under_a_name_that_says_what_it_is(essen):
    shown = essen.get(f"{ESSEN}/report")
    saved = essen.get(f"{ESSEN}/report?download=true&format=md&audience=internal")

    assert "content-disposition" not in shown.headers
    assert saved.headers["content-disposition"] == 'attachment; filename="essen-internal.de.md"'
    assert "script-src" not in shown.headers["content-security-policy"]  # nothing but style is allowed


def test_other_audiences_read_other_reports(essen):
    reports = {name: essen.get(f"{ESSEN}/report?format=json&audience={name}").json() for name in ("internal", "public")}

    assert {entry: report["audience"] for entry, report in reports.items()} == {
        "internal": "internal",
        "public": "public",
    }
    assert json.dumps(reports["internal"]) != json.dumps(reports["public"])


def test_a_city_made_anew_under_an_old_id_is_another_city(client, workspace):
    """Both have one change behind them, so that their revisions are the same."""
    client.post(f"{workspace}/actors", json={"name": "AWO"}).raise_for_status()
    before = client.post(f"{workspace}/analyses/degree", json={}).json()
    client.delete(workspace, headers={"If-Match": client.get(workspace).headers["etag"]})
    client.post("/v1/workspaces", json={"id": "altendorf", "name": "Altendorf"}).raise_for_status()
    client.post(f"{workspace}/actors", json={"name": "Caritas"}).raise_for_status()

    after = client.post(f"{workspace}/analyses/degree", json={}).json()

    assert before["revision"] == after["revision"] == 1
    assert "Caritas" in json.dumps(after)
    assert "AWO" not in json.dumps(after)


def test_a_report_bears_the_new_name_of_a_workspace(essen):
    before = essen.get(f"{ESSEN}/report?format=json").json()["title"]
    tag = essen.get(ESSEN).headers["etag"]
    essen.patch(ESSEN, json={"name": "Ruhrkonsens"}, headers={"If-Match": tag}).raise_for_status()

    after = essen.get(f"{ESSEN}/report?format=json").json()["title"]

    assert ("Essener Konsens" in before, "Ruhrkonsens" in after) == (True, True)


def test_a_part_is_asked_about_as_if_it_were_all(essen):
    whole, part = (
        essen.post(f"{ESSEN}/analyses/degree", json=body) for body in ({}, {"scope": "theme=social_services"})
    )
    of_part = {item["subject"]["id"] for item in part.json()["measures"]}
    assert of_part < {entry["subject"]["id"] for entry in whole.json()["measures"]}
    assert part.headers["content-location"] != whole.headers["content-location"]
    assert essen.get(part.headers["content-location"]).json()["result"] == part.json()


def test_findings_and_report_of_a_part_are_of_the_part(essen):
    query = {"scope": "theme=social_services"}
    whole, part = (essen.get(f"{ESSEN}/findings", params=entry).json() for entry in ({}, query))
    assert part["total"] < whole["total"]
    report = essen.get(f"{ESSEN}/report", params=query | {"format": "json", "lang": "en"}).json()
    assert report["title"].endswith("Essener Konsens – social services")
    assert (
        essen.get(f"{ESSEN}/report", params={"format": "json", "lang": "en"})
        .json()["title"]
        .endswith("Essener Konsens")
    )


@pytest.mark.parametrize(
    ("scope", "status", "hint"),
    [
        ("region=x", 422, "area, theme"),
        ("area=nowhere-at-all", 404, "id of the area"),
        ("actors=", 422, "area, theme"),
    ],
)
def test_a_part_that_cannot_be_told_is_refused_with_what_to_do(essen, scope, status, hint):
    answers = [
        essen.post(f"{ESSEN}/analyses/degree", json={"scope": scope}),
        essen.get(f"{ESSEN}/findings", params={"scope": scope}),
        essen.get(f"{ESSEN}/report", params={"scope": scope}),
    ]
    assert {answer.status_code for answer in answers} == {status}
    assert all(hint in answer.text for answer in answers)
