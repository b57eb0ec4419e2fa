"""Do sheets go out and answers come back over HTTP, each for its own organisation, and can all of it be taken back?"""

import io
import json
import re
import zipfile

import pytest

from app.errors import Conflict
from app.feedback.deliveries import pasted, saved
from app.feedback.seal import signed
from app.usecases.imports import import_records

pytestmark = pytest.mark.db

JSON = {"Content-Type": "application/json"}
TEXT = {"Content-Type": "text/plain"}
ZIP = {"Content-Type": "application/zip"}
WAVE = "herbst--2024-08"


@pytest.fixture
def city(client, workspace) -> str:
    for topic, values in (
        ("areas", {"id": "D1", "name": "Altendorf"}),
        ("actors", {"id": "A", "name": "Treff Nord"}),
        ("actors", {"id": "B", "name": "Werkhof"}),
        ("actors", {"id": "C", "name": "Jugendhaus"}),
        ("offers", {"id": "s1", "name": "Sprachcafé", "leads": ["A"], "areas": ["D1"]}),
        ("waves", {"name": "Herbst", "date": "2024-08", "mode": "recall", "asked": ["A", "B"]}),
    ):
        client.post(f"{workspace}/{topic}", json=values).raise_for_status()
    return workspace


def sheet_data(page: bytes) -> dict:
    [data] = re.findall(r'<script type="application/json" id="sheet">(.*?)</script>', page.decode(), re.DOTALL)
    return json.loads(data)


def sheet(client, city: str, **query: str) -> dict:
    """What the page of a sheet knows."""
    answer = client.get(f"{city}/waves/{WAVE}/feedback/sheets", params={"format": "html", **query})
    assert answer.status_code == 200, answer.text
    return sheet_data(answer.content)


def filled(data: dict, **answers: object) -> tuple[str, str]:
    """Payload and seal as the page makes them."""
    payload = json.dumps({**data["answer"], "answered": "2024-08-20T10:00:00Z", **answers})
    return payload, signed(data["key"], payload)


def state(client, city: str) -> dict[str, bool]:
    answered = client.get(f"{city}/waves/{WAVE}/feedback").json()
    return {respondent["id"]: respondent["answered"] for respondent in answered["respondents"]}


def reports(client, city: str) -> set[tuple[str, str, int | None, bool]]:
    items = client.get(f"{city}/tie-reports").json()["items"]
    return {(item["by"], item["about"], item["strength"], item["unsure"]) for item in items}


def test_an_archive_holds_a_page_a_workbook_and_a_mail_for_everybody_asked(client, city):
    answer = client.get(f"{city}/waves/{WAVE}/feedback/sheets?area=D1&organisation=A&organisation=B")
    assert answer.headers["content-type"] == "application/zip"
    names = zipfile.ZipFile(io.BytesIO(answer.content)).namelist()
    assert {name.rpartition("/")[0] for name in names} == {
        "rueckmeldebogen-treff-nord",
        "rueckmeldebogen-werkhof",
        "gebietsliste-altendorf",
    }
    everybody = client.get(f"{city}/waves/{WAVE}/feedback/sheets?lang=en")
    assert len(zipfile.ZipFile(io.BytesIO(everybody.content)).namelist()) == 6
    assert client.get(f"{city}/waves/{WAVE}/feedback/sheets?format=html").status_code == 422
    assert client.get(f"{city}/waves/{WAVE}/feedback/sheets?organisation=nobody").status_code == 404
    assert client.get(f"{city}/waves/nowhere/feedback").status_code == 404
    assert client.get(f"{city}/waves/nowhere/feedback/sheets").status_code == 404


def test_answers_are_tried_taken_in_counted_and_taken_back(client, city):
    payload, seal = filled(
        sheet(client, city, organisation="A"),
        partners=[{"id": "B", "answer": "yes", "strength": 3}, {"id": "C", "answer": "unknown"}],
        offers=[{"id": "s1", "state": "ended", "end": "06/2024"}],
        remark="Gern wieder.",
    )
    tried = client.post(f"{city}/imports?dry_run=true", content=saved(payload, seal), headers=JSON).json()
    assert (tried["new"], tried["rejected"], tried["run"]) == (2, [], None)
    assert state(client, city) == {"A": False, "B": False}

    done = client.post(f"{city}/imports", content=saved(payload, seal), headers=JSON)
    assert done.status_code == 200, done.text
    assert reports(client, city) == {("A", "B", 3, False), ("A", "C", None, True)}
    assert client.get(f"{city}/offers/s1").json()["end"] == "2024-06"
    assert state(client, city) == {"A": True, "B": False}
    [respondent] = [
        respondent
        for respondent in client.get(f"{city}/waves/{WAVE}/feedback").json()["respondents"]
        if respondent["answered"]
    ]
    assert (respondent["answered_on"], [note["text"] for note in respondent["notes"]]) == (
        "2024-08-20",
        ["Gern wieder."],
    )

    doubled = client.post(f"{city}/imports", content=pasted(payload, seal).encode(), headers=TEXT)
    assert (doubled.status_code, doubled.json()["errors"][0]["code"]) == (422, "feedback_doubled")

    client.post(f"{done.headers['location']}/undo").raise_for_status()
    assert (reports(client, city), state(client, city)) == (set(), {"A": False, "B": False})
    assert client.get(f"{city}/offers/s1").json()["end"] is None
    again = client.post(f"{city}/imports", content=pasted(payload, seal).encode(), headers=TEXT)
    assert again.status_code == 200, "what was taken back may come in again"
    assert state(client, city) == {"A": True, "B": False}


def test_two_answers_in_one_archive_confirm_each_other_and_a_bad_one_holds_up_neither(client, city):
    first = filled(sheet(client, city, organisation="A"), partners=[{"id": "B", "answer": "yes"}])
    second = filled(sheet(client, city, organisation="B"), partners=[{"id": "A", "answer": "yes"}])
    forged = filled(sheet(client, city, organisation="A"), subject="C", partners=[{"id": "B", "answer": "yes"}])
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("a.json", saved(*first))
        archive.writestr("b.txt", pasted(*second))
        archive.writestr("c.json", saved(*forged))
    done = client.post(f"{city}/imports", content=buffer.getvalue(), headers=ZIP)
    assert done.status_code == 200, done.text
    assert [notice["code"] for notice in done.json()["notices"]] == ["feedback_sheet"]
    assert reports(client, city) == {("A", "B", None, False), ("B", "A", None, False)}
    density = client.post(f"{city}/analyses/reciprocity", json={"parameters": {}}).json()
    assert [measure["value"] for measure in density["measures"]] == [1.0], "both answered, and both say yes"


def test_an_answer_of_another_workspace_or_for_somebody_else_writes_nothing(client, city):
    client.post("/v1/workspaces", json={"id": "dorf", "name": "Dorf"}).raise_for_status()
    client.post("/v1/workspaces/dorf/actors", json={"id": "A", "name": "Treff Nord"}).raise_for_status()
    wave = {"name": "Herbst", "date": "2024-08", "mode": "recall", "asked": ["A"]}
    client.post("/v1/workspaces/dorf/waves", json=wave).raise_for_status()
    elsewhere = sheet(client, "/v1/workspaces/dorf", organisation="A")
    before = client.get(city).json()["version"]
    for data, changes, code in (
        (elsewhere, {}, "feedback_workspace"),
        (elsewhere, {"workspace": "altendorf"}, "feedback_realm"),
        (sheet(client, city, organisation="A"), {"subject": "B"}, "feedback_sheet"),
    ):
        content = saved(*filled(data, partners=[{"id": "C", "answer": "yes"}], **changes))
        refused = client.post(f"{city}/imports", content=content, headers=JSON)
        assert (refused.status_code, refused.json()["errors"][0]["code"]) == (422, code)
    assert client.get(city).json()["version"] == before


def test_a_round_that_only_writes_words_is_heard(client, city):
    content = saved(*filled(sheet(client, city, area="D1"), offers_complete={"answer": None, "missing": "Nähkurs"}))
    assert client.post(f"{city}/imports", content=content, headers=JSON).status_code == 200
    [area] = [
        respondent
        for respondent in client.get(f"{city}/waves/{WAVE}/feedback").json()["respondents"]
        if respondent["kind"] == "area"
    ]
    assert (area["name"], area["notes"]) == (
        "Altendorf",
        [{"kind": "offers_missing", "about": "", "text": "Nähkurs"}],
    )
    complete = saved(*filled(sheet(client, city, area="D1"), offers_complete={"answer": "yes"}))
    assert client.post(f"{city}/imports", content=complete, headers=JSON).status_code == 200
    [check] = client.get(f"{city}/inventory-checks").json()["items"]
    assert (check["record_kind"], check["complete"], check["checked_on"]) == ("offers", True, "2024-08-20")


def test_the_secret_and_words_of_answers_leave_by_no_export(client, city):
    content = saved(*filled(sheet(client, city, organisation="A"), remark="Geheimes Wort"))
    client.post(f"{city}/imports", content=content, headers=JSON).raise_for_status()
    for form in ("json", "cypher"):
        text = client.get(f"{city}/export?format={form}&everything=true").text
        assert "Geheimes Wort" not in text
        assert "feedback_secret" not in text


def test_the_sheet_of_an_organisation_that_was_renamed_or_merged_since_is_taken_in(client, city):
    of_a, of_b = (filled(sheet(client, city, organisation=each), partners=[{"id": about, "answer": "yes", "strength": 3}])
                  for each, about in (("A", "B"), ("B", "A")))  # fmt: skip
    renamed = client.get(f"{city}/actors/B")
    client.patch(
        f"{city}/actors/B", json={"name": "Werkhof am See"}, headers={"If-Match": renamed.headers["etag"]}
    ).raise_for_status()
    kept = client.get(f"{city}/actors/C")
    merged = client.post(f"{city}/actors/C/merge", json={"other": "A"}, headers={"If-Match": kept.headers["etag"]})
    assert merged.is_success, merged.text

    for answer in (of_a, of_b):
        taken = client.post(f"{city}/imports", content=saved(*answer), headers=JSON)
        assert taken.status_code == 200, taken.text

    assert reports(client, city) == {("C", "B", 3, False), ("B", "C", 3, False)}
    assert state(client, city) == {"B": True, "C": True}


def test_an_answer_whose_write_is_refused_leaves_nothing_and_is_taken_in_later(client, city, neo4j_driver, monkeypatch):
    answer = saved(*filled(sheet(client, city, organisation="A"), partners=[{"id": "B", "answer": "yes"}]))

    async def refused(*_values: object, **_named: object) -> None:
        raise Conflict("somebody was faster")

    with monkeypatch.context() as patched:
        patched.setattr(import_records, "write", refused)
        assert client.post(f"{city}/imports", content=answer, headers=JSON).status_code == 409
    kept = neo4j_driver.execute_query("MATCH (answer:FeedbackAnswer) RETURN answer").records
    assert kept == []

    assert client.post(f"{city}/imports", content=answer, headers=JSON).status_code == 200
    assert state(client, city) == {"A": True, "B": False}
