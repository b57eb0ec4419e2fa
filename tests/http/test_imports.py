"""Can a workbook be tried, taken in and taken back over HTTP?"""

import asyncio
import io
import json
import time
from importlib.resources import files
from threading import get_ident

import openpyxl
import pytest

from app.api.v1 import imports
from app.usecases.imports import import_records

XLSX = {"Content-Type": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}
CSV = {"Content-Type": "text/csv"}
ESSEN = (files("examples") / "essener-konsens" / "arbeitsmappe.xlsx").read_bytes()
ACTORS = "ID;Name;Art\nawo;AWO;Wohlfahrtsverband\n;Bürgerhaus;Verein\n".encode()


def actors(client, workspace):
    return client.get(f"{workspace}/actors").json()["items"]


def test_a_dry_run_says_what_would_happen_and_writes_nothing(client, workspace):
    answer = client.post(f"{workspace}/imports?dry_run=true", content=ESSEN, headers=XLSX)

    assert answer.status_code == 200, answer.text
    assert (answer.json()["dry_run"], answer.json()["run"]) == (True, None)
    assert answer.json()["new"] > 0
    assert client.get(workspace).json()["version"] == 0


def test_what_an_import_would_do_is_told_beside_the_event_loop(client, workspace, monkeypatch):
    """Twenty thousand names take half a second, in which nobody else would be answered."""
    seen = []
    for module, name in ((import_records, "planned_write"), (import_records, "_report"), (imports, "report_content")):
        work = getattr(module, name)
        monkeypatch.setattr(
            module, name, lambda *given, work=work, **named: (seen.append(get_ident()), work(*given, **named))[1]
        )

    client.post(f"{workspace}/imports?dry_run=true", content=ESSEN, headers=XLSX).raise_for_status()

    assert len(seen) == 3
    assert client.portal.call(get_ident) not in seen


def open_cards(client, workspace) -> dict[str, set[str]]:
    """Keys of the findings on each card."""
    cards: dict[str, set[str]] = {}
    listed = client.get(f"{workspace}/findings?limit=200&status=open").json()
    assert listed["next"] is None, "one page holds them all"
    for finding in listed["items"]:
        cards.setdefault(finding["cluster"] or finding["key"], set()).add(finding["key"])
    return cards


def number_without(cards: dict[str, set[str]], others: dict[str, set[str]]) -> int:
    """Cards none of whose findings stands on one of the others."""
    return sum(keys.isdisjoint(set().union(*others.values())) for keys in cards.values())


def test_the_outlook_of_a_dry_run_is_what_comes_true(client, workspace):
    """Two organisations of a hint work closely together, and there is one more."""
    client.post(f"{workspace}/imports", content=ESSEN, headers=XLSX)
    before, held = open_cards(client, workspace), client.get(workspace).json()["counts"]
    missing = [key for keys in before.values() for key in keys if key.startswith("missing-links:")]
    names = [subject["name"] for subject in client.get(f"{workspace}/findings/{missing[0]}").json()["subjects"]]
    book = openpyxl.Workbook()
    for title, rows in {
        "Akteure": [("Name", "Art"), ("Ganz neuer Verein", "Verein")],
        "Zusammenarbeit": [("Akteur A", "Akteur B", "Status", "Stärke"), (*names, "bestätigt", 3)],
    }.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    book.remove(book.worksheets[0])
    content = io.BytesIO()
    book.save(content)

    asked = client.post(f"{workspace}/imports?dry_run=true&outlook=true", content=content.getvalue(), headers=XLSX)
    unasked = client.post(f"{workspace}/imports?dry_run=true", content=content.getvalue(), headers=XLSX).json()
    taken = client.post(f"{workspace}/imports", content=content.getvalue(), headers=XLSX)
    after, holds = open_cards(client, workspace), client.get(workspace).json()["counts"]

    assert asked.status_code == taken.status_code == 200, asked.text
    outlook, hints = asked.json()["outlook"], asked.json()["outlook"]["hints"]
    assert unasked["outlook"] is None
    told = {count["topic"]: (count["now"], count["then"]) for count in outlook["counts"]}
    assert told == {topic: (held[topic], holds[topic]) for topic in ("actors", "cooperations", "offers")}
    assert missing[0] not in {key for keys in after.values() for key in keys}
    assert hints["closed"]["number"] == number_without(before, after) > 0
    assert hints["new"]["number"] == number_without(after, before)
    assert hints["stay"] == len(after) - number_without(after, before)
    assert len(hints["closed"]["first"]) == min(hints["closed"]["number"], 10)


def test_rows_that_are_rejected_have_no_outlook(client, workspace):
    asked = client.post(
        f"{workspace}/imports?sheet=Akteure&dry_run=true&outlook=true",
        content=b"ID;Name\na1;Verein\na1;Treff\n",
        headers=CSV,
    )

    assert (asked.status_code, asked.json()["plan"], asked.json()["outlook"]) == (200, None, None)


def test_an_import_is_one_change_that_can_be_undone(client, workspace):
    done = client.post(f"{workspace}/imports", content=ESSEN, headers=XLSX)
    kept = client.get(done.headers["location"]).json()
    held = client.get(workspace).json()["counts"]
    undone = client.post(f"{done.headers['location']}/undo")

    assert kept["id"] == done.json()["run"]
    assert sum(kept["counts"].values()) == sum(held.values()) > 0
    assert undone.json() == kept | {"undone": True, "version": 2}
    assert set(client.get(workspace).json()["counts"].values()) == {0}
    assert client.post(f"{done.headers['location']}/undo").status_code in (200, 409)


def test_after_an_undo_the_network_is_what_it_was(client, workspace):
    """Fields, references and former names of what the file changed, made or left alone: the whole of it, as exported."""
    client.post(f"{workspace}/imports", content=ESSEN, headers=XLSX).raise_for_status()
    client.post(f"{workspace}/actors", json={"id": "neu", "name": "Neu", "active_in": ["altendorf"]}).raise_for_status()
    before = client.get(f"{workspace}/export?format=json").json()
    known = [actor for actor in before["records"]["actors"] if actor["id"] != "neu"]
    rows = "".join(f"{actor['id']};{actor['name']} neu;Schule;2020\n" for actor in known)
    file = f"ID;Name;Art;Seit\n{rows}neu;Neu;Verein;2021\nganz-neu;Ganz neu;Verein;2022\n".encode()

    done = client.post(f"{workspace}/imports?sheet=Akteure", content=file, headers=CSV)
    between = client.get(f"{workspace}/export?format=json").json()
    client.post(f"{done.headers['location']}/undo").raise_for_status()

    assert (len(done.json()["changed"]) > len(known), between == before) == (True, False)
    assert client.get(f"{workspace}/export?format=json").json() == before


def test_the_same_file_twice_is_no_change(client, workspace):
    first = client.post(f"{workspace}/imports", content=ESSEN, headers=XLSX).json()
    again = client.post(f"{workspace}/imports", content=ESSEN, headers=XLSX).json()

    assert (again["run"], again["new"], again["changed"]) == (None, 0, [])
    assert again["unchanged"] == first["new"]
    assert client.get(f"{workspace}/imports").json()["total"] == 1


def test_a_csv_file_names_its_sheet(client, workspace):
    done = client.post(f"{workspace}/imports?sheet=Akteure", content=ACTORS, headers=CSV)

    assert done.status_code == 200, done.text
    assert {actor["id"] for actor in actors(client, workspace)} == {"awo", "buergerhaus"}


def test_the_headings_of_a_csv_file_say_which_sheet_it_is(client, workspace):
    content = b"Einrichtung;Art\nAWO;Wohlfahrtsverband\n"
    done = client.post(f"{workspace}/imports", content=content, headers=CSV)

    assert done.status_code == 200, done.text
    assert {actor["id"] for actor in actors(client, workspace)} == {"awo"}


def test_one_bad_row_rejects_the_file_and_is_named(client, workspace):
    bad = ACTORS + b"awo;Haus;Schule\n"

    answer = client.post(f"{workspace}/imports?sheet=Akteure", content=bad, headers=CSV)
    tried = client.post(f"{workspace}/imports?sheet=Akteure&dry_run=true", content=bad, headers=CSV)

    assert (answer.status_code, answer.json()["type"]) == (422, "/problems/invalid-input")
    problem = answer.json()["errors"][0]
    assert (problem["row"], problem["sheet"].lower()) == (4, "akteure")
    assert [entry["row"] for entry in tried.json()["rejected"]] == [4]
    assert actors(client, workspace) == []


@pytest.mark.parametrize(
    ("query", "headers", "content", "status", "slug"),
    [
        ("", {}, ESSEN, 415, "unsupported-media-type"),
        ("", {"Content-Type": "application/pdf"}, ESSEN, 415, "unsupported-media-type"),
        ("", {"Content-Type": "multipart/form-data"}, ESSEN, 415, "unsupported-media-type"),
        ("", {"Content-Type": "application/octet-stream"}, ESSEN, 422, "invalid-input"),
        ("?format=csv&sheet=Akteure", XLSX, ESSEN, 415, "wrong-format"),
        ("?format=docx", XLSX, ESSEN, 422, "invalid-input"),
        ("?mode=fast", XLSX, ESSEN, 422, "invalid-input"),
        ("", CSV, ACTORS, 422, "invalid-input"),
        ("?sheet=Unfug", CSV, ACTORS, 422, "invalid-input"),
        ("", XLSX, b"", 422, "invalid-input"),
        ("", XLSX, b"no workbook", 415, "wrong-format"),
        ("", XLSX, ESSEN[: len(ESSEN) // 2], 415, "wrong-format"),
        ("", XLSX | {"Content-Encoding": "gzip"}, ESSEN, 415, "unsupported-media-type"),
        ("", XLSX | {"Content-Length": str(64 * 2**20 + 1)}, ESSEN, 413, "too-large"),
        ("?sheet=Akteure", CSV, b"ID;Name;Art\n\x00;a;b\n", 422, "invalid-input"),
    ],
)
def test_bad_files(client, workspace, query, headers, content, status, slug):
    answer = client.post(f"{workspace}/imports{query}", content=content, headers=headers)

    assert (answer.status_code, answer.json()["type"]) == (status, f"/problems/{slug}"), answer.text
    assert client.get(workspace).json()["version"] == 0


def test_a_program_that_knows_no_type_names_the_format(client, workspace):
    headers = {"Content-Type": "application/octet-stream"}

    assert (
        client.post(f"{workspace}/imports?format=xlsx&dry_run=true", content=ESSEN, headers=headers).status_code == 200
    )


def test_a_workspace_that_is_not_there_takes_nothing(client):
    assert client.post("/v1/workspaces/nowhere/imports", content=ESSEN, headers=XLSX).status_code == 404


def test_a_dry_run_asks_and_answers_are_applied(client, workspace):
    client.post(f"{workspace}/imports?sheet=Akteure", content=ACTORS, headers=CSV)
    offers = b"Name;Akteur\nTreff;Neuland\n"
    content = client.post(f"{workspace}/imports?sheet=Angebote&dry_run=true", content=offers, headers=CSV).json()
    answered = client.post(
        f"{workspace}/imports?sheet=Angebote&answer=add:actors:neuland=new", content=offers, headers=CSV
    ).json()
    refused = client.post(f"{workspace}/imports?sheet=Angebote&answer=nobody=yes", content=offers, headers=CSV)

    assert [(question["key"], question["places"][0]["row"]) for question in content["questions"]] == [
        ("add:actors:neuland", 2)
    ]
    assert (content["new"], content["notices"][0]["code"]) == (0, "question")
    assert answered["questions"] == []
    assert {(record["topic"], record["name"]) for record in answered["new_records"]} == {
        ("actors", "Neuland"),
        ("offers", "Treff"),
    }
    assert refused.status_code == 422


def test_the_messages_of_a_dry_run_are_a_workbook_when_wished(client, workspace):
    bad = b"Name;Art\nAWO;Verein\n;Verein\n"
    response = client.post(f"{workspace}/imports?sheet=Akteure&dry_run=true&problems=xlsx", content=bad, headers=CSV)
    assert (response.status_code, response.headers["content-type"]) == (200, XLSX["Content-Type"])
    book = openpyxl.load_workbook(io.BytesIO(response.content))
    assert book.worksheets[1]["A3"].comment is not None
    refused = client.post(f"{workspace}/imports?sheet=Akteure&problems=xlsx", content=bad, headers=CSV)
    assert (refused.status_code, refused.json()["errors"][0]["pointer"]) == (422, "problems")


def test_a_plan_takes_in_just_what_was_told(client, workspace):
    first = b"Name;Art\nAWO;Verein\n"
    plan = client.post(f"{workspace}/imports?sheet=Akteure&dry_run=true", content=first, headers=CSV).json()["plan"]
    client.post(f"{workspace}/actors", json={"id": "awo", "name": "AWO"}).raise_for_status()
    meanwhile = client.post(f"{workspace}/imports?sheet=Akteure&plan={plan}", content=first, headers=CSV)
    assert (meanwhile.status_code, meanwhile.json()["type"]) == (409, "/problems/conflict")
    again = client.post(f"{workspace}/imports?sheet=Akteure&dry_run=true", content=first, headers=CSV).json()["plan"]
    done = client.post(f"{workspace}/imports?sheet=Akteure&plan={again}", content=first, headers=CSV)
    assert (done.status_code, done.json()["plan"]) == (200, again)


def waited(client, address: str) -> dict:
    """What became of an import that goes on behind."""
    for _ in range(200):
        job = client.get(address).json()
        if job["state"] != "running":
            return job
        time.sleep(0.05)
    raise AssertionError(job)


def test_whoever_does_not_wait_is_told_where_to_look(client, workspace):
    begun = client.post(f"{workspace}/imports", content=ESSEN, headers={**XLSX, "Prefer": "respond-async"})
    job = waited(client, begun.headers["location"])
    [run] = client.get(f"{workspace}/imports").json()["items"]

    assert (begun.status_code, begun.headers["preference-applied"]) == (202, "respond-async")
    assert (job["state"], job["step"], job["problem"], job["report"]["run"]) == ("done", "writing", None, run["id"])
    assert sum(run["counts"].values()) == job["report"]["new"] == job["total"]
    assert client.get(f"{workspace}/imports/jobs/other").status_code == 404


def test_an_import_that_goes_on_behind_is_followed_by_events_and_ended(client, workspace, monkeypatch):
    begun = client.post(f"{workspace}/imports", content=ESSEN, headers={**XLSX, "Prefer": "respond-async"})
    address = begun.headers["location"]
    followed = client.get(f"{address}/events", headers={"Accept": "text/event-stream"})
    assert followed.headers["content-type"].startswith("text/event-stream")
    last = followed.text.strip().rpartition("\n\n")[2]
    event, data = last.split("\n")
    assert event == "event: done"
    assert json.loads(data.removeprefix("data: ")) == client.get(address).json()
    assert client.delete(address).status_code == 204
    assert client.get(address).json()["state"] == "done", "what has arrived stays"

    async def endless(*_arguments: object, **_named: object) -> None:
        await asyncio.sleep(600)

    monkeypatch.setattr(imports, "import_files", endless)
    begun = client.post(f"{workspace}/imports", content=ESSEN, headers={**XLSX, "Prefer": "respond-async"})
    address = begun.headers["location"]
    assert client.get(address).json()["state"] == "running"
    assert client.delete(address).status_code == 204
    job = client.get(address).json()
    assert (job["state"], job["problem"]["type"]) == ("cancelled", "/problems/run-cancelled")
    assert "event: cancelled" in client.get(f"{address}/events").text
    assert client.delete(f"{workspace}/imports/jobs/other").status_code == 404


def test_a_refusal_behind_is_told_as_problem_details(client, workspace):
    bad = ACTORS + b"awo;Haus;Schule\n"
    begun = client.post(
        f"{workspace}/imports?sheet=Akteure&lang=en", content=bad, headers={**CSV, "Prefer": "wait=1, respond-async"}
    )
    job = waited(client, begun.headers["location"])

    assert (job["state"], job["report"], job["problem"]["status"]) == ("failed", None, 422)
    assert job["problem"]["errors"][0]["row"] == 4
    assert actors(client, workspace) == []
    missing = client.post("/v1/workspaces/other/imports", content=ESSEN, headers={**XLSX, "Prefer": "respond-async"})
    assert missing.status_code == 404


def test_a_large_import_is_staged_and_undone_over_http(client, workspace, monkeypatch):
    """3,000 records in parts of 500; what a reader sees meanwhile is nothing or all of them."""
    monkeypatch.setattr(client.app.state.service.database, "transaction_rows", 500)
    many = "ID;Name;Art\n" + "".join(f"a{number};Einrichtung {number};Verein\n" for number in range(3_000))
    address = f"{workspace}/imports?sheet=Akteure"
    begun = client.post(address, content=many.encode(), headers={**CSV, "Prefer": "respond-async"})
    entries, steps = set(), set()
    for _ in range(400):
        job = client.get(begun.headers["location"]).json()
        entries.add(client.get(workspace).json()["counts"]["actors"])
        steps.add((job["step"], job["done"]))
        if job["state"] != "running":
            break
    undone = client.post(f"{workspace}/imports/{job['report']['run']}/undo")

    assert (job["state"], job["report"]["new"], job["seconds_left"]) == ("done", 3_000, None)
    assert entries <= {0, 3_000}
    assert ("writing", 3_000) in steps
    assert undone.json()["undone"]
    assert client.get(workspace).json()["counts"]["actors"] == 0


def test_what_a_file_leaves_out_is_called_by_its_name(client, workspace):
    """A cooperation has none of its own: it is called after the two organisations."""
    client.post(f"{workspace}/imports?sheet=Akteure", content=ACTORS, headers=CSV).raise_for_status()
    tie = {"actor_a": "awo", "actor_b": "buergerhaus"}
    client.post(f"{workspace}/cooperations", json=tie).raise_for_status()
    file = "Akteur A;Akteur B;Status\nAWO;Neuer Treff;bestätigt\n".encode()
    content = client.post(f"{workspace}/imports?sheet=Zusammenarbeit&dry_run=true", content=file, headers=CSV).json()

    assert [entry["name"] for entry in content["not_in_this_file"]] == ["AWO – Bürgerhaus"]
