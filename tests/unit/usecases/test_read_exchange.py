"""Areas in GeoJSON and directories of services in HSDS become sheets of ours, and what is left out is told."""

import json
from datetime import date

import pytest

from app.errors import InvalidInput
from app.formats.files import InputFile
from app.intake.intake import Intake
from app.records.records import Records
from app.usecases.export import exported
from app.usecases.read_file import read_records
from tests.factories import actor, area, offer, place


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
    areas = {one.name: (one.code, one.part_of, one.neighbours) for one in intake.records.areas}
    assert intake.rejected == ()
    assert areas == {
        "Stadt": (None, None, ()),
        "West": ("01", "stadt", ("ost",)),
        "Ost": ("02", "stadt", ("west",)),
        "Nord": ("03", "stadt", ()),
    }, "Ost and Nord touch in a point"
    assert [notice.code for notice in intake.notices] == ["geojson_borders"]


def test_two_areas_of_one_name_get_ids_of_their_own() -> None:
    features = [feature(None, name="Nord", id="1"), feature(None, name="Nord", id="2")]
    intake = taken("a.json", {"type": "FeatureCollection", "features": features})
    assert {one.id for one in intake.records.areas} == {"nord-1", "nord-2"}


def test_an_area_without_a_name_is_refused() -> None:
    with pytest.raises(InvalidInput, match="Eintrag 1"):
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
    assert [one.leads for one in taken("hsds.json", [nested]).records.offers] == [("o1",)]


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
