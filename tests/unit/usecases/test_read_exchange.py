"""Areas in GeoJSON and directories of services in HSDS become sheets of ours, and what is left out is told."""

import json
from datetime import date

import pytest

from app.errors import InvalidInput
from app.formats.files import InputFile
from app.intake.intake import Intake
from app.records.records import Records
from app.usecases.export import exported
from app.usecases.imports.import_words import worded_changes
from app.usecases.imports.read_file import read_records
from tests.factories import actor, area, offer, outline, place


def taken(name: str, document: object, existing: Records | None = None) -> Intake:
    content = document if isinstance(document, bytes) else json.dumps(document).encode()
    return read_records((InputFile(name, content),), existing or Records(), mapping=None, lang="de")


def square(x: int, y: int) -> dict:
    return {"type": "Polygon", "coordinates": [[[x, y], [x + 1, y], [x + 1, y + 1], [x, y + 1], [x, y]]]}


def feature(geometry: dict | None, **properties: object) -> dict:
    return {"type": "Feature", "geometry": geometry, "properties": properties}


CITY = {
    "type": "FeatureCollection",
    "features": [
        feature(
            {"type": "Polygon", "coordinates": [[[0, 0], [3, 0], [3, 3], [0, 3], [0, 0]]]}, name="Stadt", level="city"
        ),
        feature(square(0, 0), name="West", id="01", level="ortsteil", city="Stadt"),
        feature(square(1, 0), name="Ost", id="02", level="ortsteil", city="Stadt"),
        feature(square(2, 1), name="Nord", id="03", level="ortsteil", city="Stadt"),
    ],
}


def test_areas_keep_key_and_whole_and_share_a_border_with_their_neighbours() -> None:
    intake = taken("stadt.geojson", CITY)
    areas = {record.name: (record.code, record.part_of, record.neighbours) for record in intake.records.areas}
    assert intake.rejected == ()
    assert areas == {
        "Stadt": (None, None, ()),
        "West": ("01", "stadt", ("ost",)),
        "Ost": ("02", "stadt", ("west",)),
        "Nord": ("03", "stadt", ()),
    }, "Ost and Nord touch in a point"
    assert [notice.code for notice in intake.notices] == ["geojson_borders"]


@pytest.mark.parametrize(("number", "near"), [(30, 29), (31, 0)])
def test_outlines_that_lie_on_each_other_are_no_map_with_borders(number: int, near: int) -> None:
    """Thousands of equal outlines would be millions of pairs."""
    features = [feature(square(0, 0), name=f"G {at}", id=str(at)) for at in range(number)]
    areas = taken("a.geojson", {"type": "FeatureCollection", "features": features}).records.areas
    assert {len(area.neighbours) for area in areas} == {near}


def test_two_areas_of_one_name_get_ids_of_their_own() -> None:
    features = [feature(None, name="Nord", id="1"), feature(None, name="Nord", id="2")]
    intake = taken("a.json", {"type": "FeatureCollection", "features": features})
    assert {record.id for record in intake.records.areas} == {"nord-1", "nord-2"}


def test_outlines_are_kept_and_written_again() -> None:
    areas = taken("stadt.geojson", CITY).records.areas
    kept = {record.name: record.geometry for record in areas}
    assert kept["West"] == outline(0.0, 0.0, 1.0)

    content = exported(Records(areas=areas), "geojson", name="stadt", as_of=date(2024, 9, 1)).content

    assert [entry["geometry"] and entry["geometry"]["type"] for entry in json.loads(content)["features"]] == [
        "Polygon" for _ in CITY["features"]
    ]
    again = taken("stadt.geojson", content, Records(areas=areas))
    assert (again.new, again.changed, again.rejected) == ({}, (), ())


def test_an_area_without_an_outline_in_degrees_is_named() -> None:
    metres = {"type": "Polygon", "coordinates": [[[353000, 5701000], [354000, 5701000], [354000, 5702000]]]}
    features = [
        feature(metres, name="Nord", level="ortsteil"),
        feature({"type": "Point", "coordinates": [7, 51]}, name="Süd", level="ortsteil"),
    ]

    intake = taken("karte.geojson", {"type": "FeatureCollection", "features": features})

    assert [record.geometry for record in intake.records.areas] == [None, None]
    [_, bare] = intake.notices
    assert bare.code == "geojson_no_outline"
    assert "Nord, Süd" in bare.message


def test_a_changed_outline_is_told_by_its_points() -> None:
    stored = Records(areas=(area("west", name="West", geometry=outline(5.0, 5.0)),))
    report = read_records((InputFile("a.geojson", json.dumps(CITY).encode()),), stored, mapping=None, lang="de")
    [about_columns] = [
        change for change in worded_changes(report.changed, report.records, stored, "de") if change.field == "geometry"
    ]
    assert about_columns.text == "Gebiete „West“: Umriss: Umriss mit 5 Punkten → Umriss mit 5 Punkten"


def test_what_is_told_about_a_map_names_sheet_and_column_of_the_workbook() -> None:
    document = {"type": "FeatureCollection", "features": [feature(None, name="Nord", level="Wolke")]}
    about_columns = [notice for notice in taken("a.geojson", document).notices if notice.row]
    assert {notice.sheet for notice in about_columns} == {"Gebiete"}
    assert all(notice.message.startswith("Gebiet „Nord“, Art: ") for notice in about_columns)


def test_an_area_without_a_name_is_left_out_and_told() -> None:
    features = [feature(None, colour="red"), feature(None, name="Nord")]
    intake = taken("a.geojson", {"type": "FeatureCollection", "features": features})
    assert [area.name for area in intake.records.areas] == ["Nord"]
    assert "Gebiete ohne Namen: 1 (Nummer 1)." in intake.notices[1].message


@pytest.mark.parametrize(
    ("name", "number"), [("STT_NAME", "STT_NR"), ("Name_2", "Nr_2"), ("Stadtteilname", "Stadtteilnummer")]
)
def test_names_and_keys_that_say_of_what_they_are_are_read(name: str, number: str) -> None:
    features = [feature(None, BEZ_NAME="Bezirk 1", **{name: area, number: f"0{at}"}) for at, area in enumerate("AB", 1)]
    areas = taken("a.geojson", {"type": "FeatureCollection", "features": features}).records.areas
    assert [(area.name, area.code) for area in areas] == [("A", "01"), ("B", "02")]


def test_areas_of_which_none_has_a_name_are_refused_with_what_they_have() -> None:
    with pytest.raises(InvalidInput, match="Merkmale: colour"):
        taken("a.geojson", {"type": "FeatureCollection", "features": [feature(None, colour="red")]})


SERVICE = {
    "id": "s1",
    "name": "Debt advice",
    "status": "active",
    "organization": {"id": "o1", "name": "Hub"},
    "service_at_locations": [{"location": {"id": "l1", "name": "Hall", "location_type": "physical"}}],
    "service_areas": [{"name": "Lindental"}],
}
ENDED = {"id": "s2", "name": "Old course", "status": "defunct", "organization": {"id": "o1", "name": "Hub"}}


@pytest.mark.parametrize("document", [[SERVICE, ENDED], {"contents": [SERVICE, ENDED]}])
def test_services_of_hsds_become_offers(document: object) -> None:
    intake = taken("hsds.json", document)
    assert intake.rejected == ()
    [service] = intake.records.offers
    assert (service.id, service.leads, service.place, service.areas) == ("s1", ("o1",), "l1", ("lindental",))
    assert [notice.code for notice in intake.notices] == ["hsds_ended", "hsds_read"]
    assert "Old course" in intake.notices[0].message


def test_organisations_with_their_services_are_read_too() -> None:
    nested = {"id": "o1", "name": "Hub", "services": [{"id": "s1", "name": "Advice", "status": "active"}]}
    assert [record.leads for record in taken("hsds.json", [nested]).records.offers] == [("o1",)]


def test_a_package_that_was_written_is_read_again() -> None:
    records = Records(
        actors=(actor("haus", name="Haus", kinds=("other",)),),
        areas=(area("d1", name="Lindental", kind="district"),),
        places=(place("saal", name="Saal", operators=("haus",)),),
        offers=(offer("kurs", "haus", name="Kurs", areas=("d1",), place="saal"),),
    )
    package = exported(records, "hsds", name="probe", as_of=date(2024, 9, 1)).content
    again = taken("probe.zip", package, records)
    assert (again.rejected, again.new, again.changed) == ((), {}, ())


def test_a_package_of_version_2_is_recognised_by_its_plurals() -> None:
    files = (
        InputFile("organizations.csv", b"id,name,description\no1,Haus,d\n"),
        InputFile("services.csv", b"id,organization_id,name,status\ns1,o1,Kurs,active\ns2,o1,Alt,inactive\n"),
    )
    taken_in = read_records(files, Records(), mapping=None, lang="de")
    assert [(offer.id, offer.leads) for offer in taken_in.records.offers] == [("s1", ("o1",))]
    assert [notice.code for notice in taken_in.notices] == ["hsds_ended", "hsds_read"]


def test_a_line_of_a_package_that_breaks_off_is_set_aside() -> None:
    files = (
        InputFile("organization.csv", b"id,name\no1,Haus\no2\n"),
        InputFile("service.csv", b"name,status,organization_id,id\nKurs,active,o1,s1\nTreff\n"),
    )
    taken_in = read_records(files, Records(), mapping=None, lang="de")
    assert [notice.row for notice in taken_in.notices if notice.code == "missing"] == [3]
    assert [offer.name for offer in taken_in.records.offers] == ["Kurs", "Treff"]


def test_latitude_before_longitude_is_told_and_put_right():
    turned = [[[[51.0, 7.0], [51.0, 7.1], [51.1, 7.1], [51.0, 7.0]]]]
    feature = {
        "type": "Feature",
        "properties": {"name": "Nord"},
        "geometry": {"type": "MultiPolygon", "coordinates": turned},
    }
    intake = taken("karte.geojson", {"type": "FeatureCollection", "features": [feature]})
    assert [notice.code for notice in intake.notices] == ["geojson_borders", "swapped_degrees", "unknown"]
    assert json.loads(intake.records.areas[0].geometry or "")["coordinates"] == [
        [[7.0, 51.0], [7.1, 51.0], [7.1, 51.1], [7.0, 51.0]]
    ]


def test_properties_of_a_map_that_no_column_takes_are_told() -> None:
    feature = {"type": "Feature", "geometry": None, "properties": {"STADTTEIL": "Nord", "NR": "01", "EINWOHNER": 812}}
    map_of_areas = {"type": "FeatureCollection", "features": [feature]}
    taken = read_records(
        (InputFile("karte.geojson", json.dumps(map_of_areas).encode()),), Records(), mapping=None, lang="de"
    )
    (told,) = [notice for notice in taken.notices if notice.code == "geojson_properties"]
    assert "nicht übernommen: einwohner." in told.message
