"""What is written is read again as it was: workbook, CSV, JSON and networks, with awkward texts."""

import io
import json
import zipfile

import networkx as nx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.formats.files import InputFile
from app.intake.filled_sheets import filled_sheets
from app.intake.intake import Intake
from app.records.records import Records
from app.usecases.export import exported
from app.usecases.imports.read_file import read_records
from tests.intake_files import ods_file
from tests.trials import trials
from tests.workspaces import DAY, workspaces

PROVED = settings(max_examples=trials(200), deadline=None, suppress_health_check=[HealthCheck.too_slow])
"""Formats that have to give back what they were given."""

GENERATED = settings(PROVED, max_examples=trials(40))
LANGUAGES = st.sampled_from(["de", "en"])


def written(records: Records, form: str, lang: str = "de", *, everything: bool = False) -> bytes:
    return exported(records, form, name="probe", as_of=DAY, lang=lang, everything=everything).content


def read_again(files: tuple[InputFile, ...], records: Records, lang: str = "de") -> Intake:
    return read_records(files, records, mapping=None, lang=lang)


def unzipped(content: bytes) -> tuple[InputFile, ...]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return tuple(InputFile(name, archive.read(name)) for name in archive.namelist())


def assert_no_change(taken: Intake) -> None:
    assert [problem.message for problem in taken.rejected] == []
    assert (taken.new, taken.changed) == ({}, ())


@PROVED
@given(lang=LANGUAGES, records=workspaces())
def test_the_workbook_is_read_without_a_change(lang: str, records: Records) -> None:
    content = written(records, "xlsx", lang, everything=True)
    assert_no_change(read_again((InputFile("probe.xlsx", content),), records, lang))


@PROVED
@given(lang=LANGUAGES, records=workspaces())
def test_csv_is_read_without_a_change(lang: str, records: Records) -> None:
    assert_no_change(read_again(unzipped(written(records, "csv", lang, everything=True)), records, lang))


@PROVED
@given(records=workspaces())
def test_a_workbook_of_another_office_program_is_read_without_a_change(records: Records) -> None:
    sheets = {
        table.sheet: (table.headings, *(cells for _, cells in table.rows)) for table in filled_sheets(records, "de")
    }
    assert_no_change(read_again((ods_file(sheets),), records))


@GENERATED
@given(records=workspaces())
def test_a_map_is_read_without_a_change(records: Records) -> None:
    assert_no_change(read_again((InputFile("probe.geojson", written(records, "geojson")),), records))


@PROVED
@given(records=workspaces())
def test_json_restores_every_record(records: Records) -> None:
    file = InputFile("probe.json", written(records, "json", everything=True))
    assert_no_change(read_again((file,), records))
    restored = read_again((file,), Records())
    assert restored.rejected == ()
    again = InputFile("probe.json", written(restored.records, "json", everything=True))
    assert_no_change(read_again((again,), restored.records))
    assert [(topic, [record.id for record in given]) for topic, given in restored.records] == [
        (topic, [record.id for record in given]) for topic, given in records
    ]


@PROVED
@given(records=workspaces())
def test_graphml_is_read_without_a_change(records: Records) -> None:
    assert_no_change(read_again((InputFile("p.graphml", written(records, "graphml")),), records))


@pytest.mark.parametrize(("form", "name"), [("gexf", "p.gexf"), ("kumu", "p.json")])
@GENERATED
@given(records=workspaces())
def test_a_network_is_read_without_a_change(form: str, name: str, records: Records) -> None:
    assert_no_change(read_again((InputFile(name, written(records, form)),), records))


@GENERATED
@given(records=workspaces())
def test_networks_open_in_networkx(records: Records) -> None:
    graphml = nx.parse_graphml(written(records, "graphml").decode())
    gexf = nx.read_gexf(
        io.BytesIO(
            written(records, "gexf")
            .replace(b"http://gexf.net/1.3", b"http://www.gexf.net/1.2draft")
            .replace(b'version="1.3"', b'version="1.2"')
        )
    )
    pajek = nx.parse_pajek(written(records, "pajek").decode("utf-8-sig").splitlines())
    assert graphml.number_of_nodes() == gexf.number_of_nodes() == pajek.number_of_nodes()
    assert graphml.number_of_edges() == gexf.number_of_edges() == pajek.number_of_edges()
    assert {given["name"] for _, given in graphml.nodes(data=True)} == {
        given["label"] for _, given in gexf.nodes(data=True)
    }


@GENERATED
@given(records=workspaces())
def test_small_numbers_and_answers_stay(records: Records) -> None:
    document = json.loads(written(records, "json"))["records"]
    assert "tie_reports" not in document
    assert all(entry["value"] is None or entry["value"] >= 10 for entry in document.get("observations", []))
    sheets = {file.name for file in unzipped(written(records, "csv"))}
    assert "Antworten.csv" not in sheets
