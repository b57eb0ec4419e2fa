"""Workspaces leave as files over HTTP, and come back without a change."""

import io
import json
import zipfile
from pathlib import Path

import pytest

from app.usecases.export import FORMATS, exported
from app.usecases.imports.read_file import records_at
from tests.factories import AS_OF

EXAMPLE = exported(
    records_at(Path("examples/pio-oberbarmen")), "json", name="pio", as_of=AS_OF, everything=True
).content
KUMU = {
    "elements": [{"label": "Haus"}, {"label": "Amt"}],
    "connections": [{"from": "Haus", "to": "Amt", "strength": 3}],
}


@pytest.fixture
def filled(client, workspace):
    imported(client, workspace, EXAMPLE, "application/json")
    return workspace


def imported(client, workspace, content, kind, **query):
    answer = client.post(f"{workspace}/imports", content=content, headers={"Content-Type": kind}, params=query)
    assert answer.status_code == 200, answer.text
    return answer.json()


def test_every_format_is_an_attachment_with_a_tag(client, filled):
    for form, entry in FORMATS.items():
        answer = client.get(f"{filled}/export?format={form}")
        assert answer.status_code == 200, answer.text
        assert answer.headers["content-type"] == entry.media_type
        assert answer.headers["content-disposition"].startswith("attachment; filename=")
        assert len(answer.content) == int(answer.headers["content-length"]) > 0
        again = client.get(f"{filled}/export?format={form}", headers={"If-None-Match": answer.headers["etag"]})
        assert again.status_code == 304


@pytest.mark.parametrize("form", ["xlsx", "csv", "json", "graphml", "gexf"])
def test_what_left_comes_back_without_a_change(client, filled, form):
    answer = client.get(f"{filled}/export?format={form}")
    kind = answer.headers["content-type"].partition(";")[0]
    done = imported(client, filled, answer.content, kind, dry_run=True)
    assert (done["new"], done["changed"], done["rejected"]) == (0, [], [])


def test_single_answers_leave_only_when_asked(client, filled):
    quiet = client.get(f"{filled}/export?format=json").json()["records"]
    full = client.get(f"{filled}/export?format=json&everything=true").json()["records"]
    assert "tie_reports" not in quiet
    assert len(full["tie_reports"]) == 5


def test_unknown_formats_and_workspaces_are_refused(client, filled):
    assert client.get(f"{filled}/export?format=dbf").status_code == 422
    assert client.get(f"{filled}/export?shape=xlsx").status_code == 422
    assert client.get("/v1/workspaces/nowhere/export").status_code == 404


def test_a_network_of_another_program_is_taken_in(client, workspace):
    done = imported(client, workspace, json.dumps(KUMU).encode(), "application/json")
    assert done["new"] == 3
    [tie] = client.get(f"{workspace}/cooperations").json()["items"]
    assert (tie["actor_a"], tie["actor_b"], tie["strength"]) == ("amt", "haus", 3)


def test_an_archive_brings_tables_and_their_mapping(client, workspace):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("liste.csv", "wer;was\nHaus;Kurs\nAmt;Kurs\n")
        archive.writestr(
            "mapping.toml",
            '[[sheets]]\ntarget = "Akteure"\ncolumns = { Name = "{wer}", Art = "other" }\n'
            '[[sheets]]\ntarget = "Angebote"\ngroup_by = ["Name"]\ncolumns = { Name = "{was}", Akteur = "{wer}" }\n',
        )
    imported(client, workspace, buffer.getvalue(), "application/zip")
    [offer] = client.get(f"{workspace}/offers").json()["items"]
    assert offer["leads"] == ["haus", "amt"]


def test_a_part_and_a_day_are_chosen_by_parameters(client, filled):
    whole = client.get(f"{filled}/export?format=json").json()["records"]
    join = ",".join(actor["id"] for actor in whole["actors"][:3])
    part = client.get(f"{filled}/export?format=json&scope=actors={join}").json()["records"]
    assert [actor["id"] for actor in part["actors"]] == join.split(",")
    assert len(part.get("offers", ())) < len(whole["offers"])
    early = client.get(f"{filled}/export?format=json&as_of=1900-01-01").json()["records"]
    assert len(early.get("projects", ())) < len(whole["projects"])
    assert client.get(f"{filled}/export?scope=actors=nobody,{join}").status_code == 404
    assert client.get(f"{filled}/export?scope=somewhere").status_code == 422
