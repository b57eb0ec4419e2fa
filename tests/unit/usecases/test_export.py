"""Files for other programs hold what they should, and nothing that must stay."""

import csv
import io
import json
import re
import sys
import zipfile
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import get_args

import networkx as nx
import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from defusedxml.ElementTree import fromstring

from app.cli.program import run
from app.errors import InvalidInput
from app.formats import ExportForm
from app.formats.csv_writer import write_csv
from app.formats.files import InputFile
from app.formats.tables import Table
from app.network.graph.scope import read_scope
from app.pages.texts import page_texts
from app.records.dates import PartialDate
from app.records.records import TOPICS, Records
from app.records.sources import SourceRef
from app.report.texts import LANGUAGES
from app.usecases.export import FORMATS, Export, exported
from app.usecases.imports.read_file import read_records
from tests.factories import AS_OF, actor, area, network, offer, place, project, records, tie
from tests.workspaces import DAY

EXAMPLE = Path("examples/pio-oberbarmen")
RECORDS = Records(
    actors=(actor("haus", name='Haus "Süd"', kinds=("school",)), actor("amt", name="=Amt")),
    areas=(area("d1", name="Lindental", code="007"),),
    places=(place("saal", name="Saal", area="d1", operators=("haus",)),),
    offers=(offer("kurs", "haus", name="Kurs", areas=("d1",), place="saal"),),
    cooperations=(tie("amt", "haus", kind="referral", strength=3, status="confirmed"),),
)


def export_file(form: str, **options: object) -> Export:
    return exported(RECORDS, form, name="probe", as_of=AS_OF, **options)


def archive(content: bytes) -> dict[str, list[dict[str, str]]]:
    with zipfile.ZipFile(io.BytesIO(content)) as unpacked:
        texts = {name: unpacked.read(name).decode("utf-8-sig") for name in unpacked.namelist()}
    return {
        name: list(csv.DictReader(io.StringIO(text), delimiter=";" if ";" in text else ","))
        for name, text in texts.items()
    }


def test_a_format_is_told_wherever_one_is_chosen() -> None:
    of_the_api = re.search(r"/export` .*?`format` \((.*?)\)", Path("docs/http-api.md").read_text("utf-8"))

    assert FORMATS.keys() == set(get_args(ExportForm)), "name it in app/formats/__init__.py too"
    for lang in LANGUAGES:
        assert page_texts(lang)["export"].keys() == FORMATS.keys(), f"[export] of app/pages/texts/pages.{lang}.toml"
    assert of_the_api is not None
    assert set(of_the_api[1].split(", ")) == FORMATS.keys(), "the row of docs/http-api.md"


@pytest.mark.parametrize("form", FORMATS)
def test_the_same_records_give_the_same_bytes(form: str) -> None:
    assert export_file(form).content == export_file(form).content
    assert export_file(form).name.startswith("probe.")


def test_an_unknown_format_is_named_with_those_there_are() -> None:
    with pytest.raises(InvalidInput, match="dbf") as raised:
        export_file("dbf")
    assert "xlsx" in str(raised.value.hint)


def test_texts_that_begin_like_formulas_stay_texts() -> None:
    book = openpyxl.load_workbook(io.BytesIO(export_file("xlsx").content))
    cell = book["Akteure"]["B2"]
    assert (cell.value, cell.data_type) == ("=Amt", "s") or cell.data_type != "f"
    assert archive(export_file("csv").content)["Akteure.csv"][1]["Name"] == "'=Amt"


@pytest.mark.parametrize(
    ("cell", "lang", "text"),
    [
        (1.234, "de", "1,2340"),
        (1.234, "en", "1.2340"),
        (12000.0, "de", "12000"),
        (0.5, "de", "0,5"),
        ("-", "de", "-"),
        ("-3", "de", "'-3"),
    ],
)
def test_cells_of_csv_are_read_as_they_were_meant(cell: str | float, lang: str, text: str) -> None:
    content = write_csv(Table("", "T", ("A",), ((2, (cell,)),)), lang)
    assert content.decode("utf-8-sig").splitlines()[1] == text


def test_graphml_and_gexf_carry_attributes() -> None:
    graphml = nx.parse_graphml(export_file("graphml").content.decode())
    [(_, _, edge)] = graphml.edges(data=True)
    assert (edge["strength"], edge["kind"], edge["status"]) == (3.0, "referral", "confirmed")
    assert graphml.nodes["haus"]["kinds"] == "school"
    gexf = fromstring(export_file("gexf").content)
    [edge] = gexf.iterfind(".//{*}edge")
    assert (edge.get("weight"), [value.get("value") for value in edge.iterfind(".//{*}attvalue")][:2]) == (
        "3",
        ["referral", "confirmed"],
    )
    assert {node.get("label") for node in gexf.iterfind(".//{*}node")} == {'Haus "Süd"', "=Amt"}


def test_pajek_has_one_relation_for_each_kind() -> None:
    lines = export_file("pajek").content.decode("utf-8-sig").splitlines()
    assert lines == ["*Vertices 2", '1 "=Amt"', "2 \"Haus 'Süd'\"", '*Edges :1 "referral"', "1 2 3"]


def test_kumu_has_elements_and_connections() -> None:
    document = json.loads(export_file("kumu").content)
    assert document["elements"][1] == {"id": "haus", "label": 'Haus "Süd"', "kinds": "school", "record_id": "haus"}
    assert document["connections"][0]["from"] == "amt"
    assert document["connections"][0]["type"] == "referral"


def test_hsds_joins_services_locations_and_organisations() -> None:
    package = archive(export_file("hsds").content)
    assert package["service.csv"] == [{"id": "kurs", "organization_id": "haus", "name": "Kurs", "status": "active"}]
    assert package["location.csv"][0]["organization_id"] == "haus"
    assert package["service_at_location.csv"] == [{"id": "kurs--saal", "service_id": "kurs", "location_id": "saal"}]
    assert package["organization.csv"][1]["name"] == "'=Amt"


def test_geojson_has_no_geometry_where_none_is_recorded() -> None:
    [lindental, saal] = json.loads(export_file("geojson").content)["features"]
    assert lindental["geometry"] is None
    assert lindental["properties"] == {"record": "area", "id": "d1", "name": "Lindental", "code": "007"}
    assert saal["properties"]["operators"] == ["haus"]


def parquet_tables(content: bytes) -> dict[str, pa.Table]:
    with zipfile.ZipFile(io.BytesIO(content)) as unpacked:
        return {
            name.removesuffix(".parquet"): pq.read_table(io.BytesIO(unpacked.read(name)))
            for name in unpacked.namelist()
            if name.endswith(".parquet")
        }


def test_parquet_has_a_typed_table_for_every_topic() -> None:
    given = replace(
        RECORDS,
        projects=(project("fest", "haus", themes=("prevention_crime",), start=PartialDate.parse("2023-05"), end=None),),
        actors=(replace(RECORDS.actors[0], source=SourceRef("liste.xlsx", "Akteure", 7)), RECORDS.actors[1]),
    )
    tables = parquet_tables(exported(given, "parquet", name="probe", as_of=AS_OF).content)
    assert tables.keys() == {*TOPICS, "themes", "target_groups"}
    assert tables["actors"].column("kinds").to_pylist() == [["school"], []]
    assert tables["actors"].column("source").to_pylist() == [{"file": "liste.xlsx", "sheet": "Akteure", "row": 7}, None]
    [fest] = tables["projects"].select(["start", "start_first", "start_last", "end_last"]).to_pylist()
    assert fest == {
        "start": "2023-05",
        "start_first": date(2023, 5, 1),
        "start_last": date(2023, 5, 31),
        "end_last": None,
    }
    assert tables["cooperations"].schema.field("strength").type == pa.int64()
    assert tables["tie_reports"].schema.field("by").type == pa.string()
    assert tables["tie_reports"].num_rows == 0
    assert tables["areas"].schema.metadata[b"netzblick.workspace"] == b"probe"


def test_parquet_holds_the_terms_that_records_name_and_those_above() -> None:
    given = replace(RECORDS, projects=(project("fest", "haus", themes=("prevention_crime",)),))
    terms = parquet_tables(exported(given, "parquet", name="probe", as_of=AS_OF).content)["themes"].to_pylist()
    by_id = {term["id"]: term for term in terms}
    assert by_id["prevention_crime"]["broader"] == "prevention"
    assert by_id["prevention"]["broader"] is None


@pytest.mark.parametrize(
    ("lang", "meaning"), [("de", "Akteure, die es verantworten"), ("en", "actors that answer for it")]
)
def test_the_schema_page_explains_every_column(lang: str, meaning: str) -> None:
    content = exported(RECORDS, "parquet", name="probe", as_of=AS_OF, lang=lang).content
    with zipfile.ZipFile(io.BytesIO(content)) as unpacked:
        page = unpacked.read("schema.md").decode()
    rows = [line.strip("| ").split(" | ") for line in page.splitlines() if line.startswith("| ")]
    for name, table in parquet_tables(content).items():
        assert set(table.column_names) <= {row[0] for row in rows}, name
    assert all(len(row) >= 3 and row[2] for row in rows)
    assert any(row[0] == "leads" and meaning in row[2] and row[3].startswith("actors") for row in rows)


def test_without_its_library_parquet_is_refused_with_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(InvalidInput, match="pyarrow") as raised:
        export_file("parquet")
    assert "netzblick[parquet]" in str(raised.value.hint)


def test_cypher_holds_data_in_parameters_alone() -> None:
    script = export_file("cypher").content.decode()
    statements = [line for line in script.splitlines() if line.startswith("UNWIND")]
    assert not any("Haus" in statement or "Lindental" in statement for statement in statements)
    assert any("COOPERATES" in statement for statement in statements)
    assert '`name`: "Haus \\"S\\u00fcd\\""' in script


def test_what_is_small_or_answered_by_one_stays(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    out = tmp_path / "pio.json"
    assert run(["export", "--from", str(EXAMPLE), "--format", "json", "-o", str(out)]) == 0
    assert "5 einzelne Antworten" in capsys.readouterr().err
    assert "tie_reports" not in json.loads(out.read_text("utf-8"))["records"]
    assert run(["export", "--from", str(EXAMPLE), "--format", "json", "--everything", "-o", str(out)]) == 0
    assert len(json.loads(out.read_text("utf-8"))["records"]["tie_reports"]) == 5


def test_a_graph_file_becomes_a_workbook(tmp_path: Path) -> None:
    source, out = tmp_path / "kanten.csv", tmp_path / "netz.xlsx"
    source.write_text("Von;Nach;Stärke\nHaus;Amt;3\n", "utf-8")
    assert run(["export", "--from", str(source), "-o", str(out)]) == 0
    taken = read_records((InputFile(out.name, out.read_bytes()),), Records(), mapping=None, lang="de")
    [cooperation] = taken.records.cooperations
    assert (cooperation.actor_a, cooperation.actor_b, cooperation.strength, cooperation.status) == (
        "amt",
        "haus",
        3,
        "stated",
    )


def test_networkx_gets_attributes_that_every_writer_takes() -> None:
    graph = network(tie("A", "B", strength=1), tie("A", "B", kind="referral", strength=3, status="confirmed")).nx()
    assert graph.edges["A", "B"] == {
        "strength": 3.0,
        "kind": "other; referral",
        "status": "confirmed",
        "basis": "stated",
    }
    assert graph.nodes["A"]["name"] == "A"
    assert DAY == AS_OF


@pytest.mark.parametrize(
    ("change", "pointer"),
    [
        ({"actors": [{"id": "a"}]}, "/records/actors/0"),
        ({"actors": [{"id": "a", "name": 5}]}, "/records/actors/0/name"),
        ({"actors": [{"id": "a", "name": "A", "colour": "red"}]}, "/records/actors/0/colour"),
        ({"actors": [{"id": "a", "name": "A", "unit_of": "a"}]}, "/records/actors/0/unit_of"),
        ({"planets": []}, "/records/planets"),
        ({"actors": [{"id": "a", "name": "A", "start": "gestern"}]}, "/records/actors/0/start"),
    ],
)
def test_faults_of_records_in_json_are_named_by_their_place(change: dict, pointer: str) -> None:
    content = json.dumps({"format": "netzblick-records", "version": 1, "records": change}).encode()
    with pytest.raises(InvalidInput) as raised:
        read_records((InputFile("r.json", content),), Records(), mapping=None, lang="de")
    assert pointer in {problem.pointer for problem in raised.value.problems}


def test_a_reference_to_nothing_is_rejected() -> None:
    content = json.dumps(
        {"format": "netzblick-records", "records": {"actors": [{"id": "a", "name": "A", "unit_of": "b"}]}}
    )
    taken = read_records((InputFile("r.json", content.encode()),), Records(), mapping=None, lang="de")
    assert [problem.code for problem in taken.rejected] == ["json_reference"]


CITY = records(
    *(actor(name, active_in=where) for name, where in (("haus", "nord"), ("amt", "nord"), ("verein", "nord"))),
    actor("laden", active_in="sued", end="2022"),
    area("nord"),
    area("sued"),
    offer("kurs", "haus laden", areas="nord sued"),
    offer("alt", "laden", areas="sued", end="2020"),
    tie("haus", "amt"),
    tie("haus", "laden"),
    tie("amt", "verein", start="2030"),
)


def ids(content: bytes) -> dict[str, set[str]]:
    return {topic: {record["id"] for record in of_topic} for topic, of_topic in json.loads(content)["records"].items()}


def test_a_part_of_the_network_leaves_alone_and_names_nothing_outside() -> None:
    content = exported(CITY, "json", name="nord", as_of=AS_OF, scope=read_scope("area=nord")).content
    assert ids(content) == {
        "areas": {"nord"},
        "actors": {"haus", "amt", "verein"},
        "offers": {"kurs"},
        "cooperations": {"amt--haus--other", "amt--verein--other"},
    }
    [offer_] = json.loads(content)["records"]["offers"]
    assert (offer_["leads"], offer_["areas"]) == (["haus"], ["nord"])
    taken = read_records((InputFile("nord.json", content),), Records(), mapping=None, lang="de")
    assert taken.rejected == ()


def test_what_holds_on_a_day_leaves_alone() -> None:
    content = exported(CITY, "json", name="stadt", as_of=AS_OF, on_day=True).content
    assert ids(content) == {
        "areas": {"nord", "sued"},
        "actors": {"haus", "amt", "verein"},
        "offers": {"kurs"},
        "cooperations": {"amt--haus--other"},
    }


def test_too_small_a_part_does_not_leave() -> None:
    with pytest.raises(InvalidInput, match="fewer than 3"):
        exported(CITY, "xlsx", name="stadt", as_of=AS_OF, scope=read_scope("actors=haus,amt"))
