"""Which outlines of areas are kept, and how are they read?"""

import json

import pytest

from app.errors import InvalidInput
from app.records.editing import new_record
from app.records.geometry import geometry_text, polygons
from tests.factories import outline

SQUARE = [[7.0, 51.0], [7.1, 51.0], [7.1, 51.1], [7.0, 51.1], [7.0, 51.0]]


def polygon(*rings: object) -> dict[str, object]:
    return {"type": "Polygon", "coordinates": list(rings)}


def test_polygons_have_an_outer_ring_and_holes():
    hole = [[7.04, 51.04], [7.06, 51.04], [7.06, 51.06], [7.04, 51.04]]

    [(outer, inner)] = polygons(json.dumps(polygon(SQUARE, hole)))

    assert outer == tuple(map(tuple, SQUARE))
    assert inner == tuple(map(tuple, hole))


def test_parts_apart_are_several_polygons():
    parts = {"type": "MultiPolygon", "coordinates": [[SQUARE], [SQUARE]]}
    assert len(polygons(geometry_text(parts))) == 2


def test_heights_and_further_decimals_are_dropped_and_rings_closed():
    corners = [[7.00000049, 51.0, 80.5], [7.1, 51.0, 81], [7.1, 51.1, 80]]
    assert json.loads(geometry_text(polygon(corners))) == polygon([[7.0, 51.0], [7.1, 51.0], [7.1, 51.1], [7.0, 51.0]])


@pytest.mark.parametrize(
    "text",
    [
        "",
        "POLYGON((7 51, 7.1 51, 7 51))",
        "null",
        '{"type":"Point","coordinates":[7,51]}',
        '{"type":"Polygon","coordinates":[]}',
        '{"type":"Polygon","coordinates":[[]]}',
        '{"type":"Polygon","coordinates":[[[7]]]}',
        '{"type":"Polygon","coordinates":[[[7,51],[8,51]]]}',
        '{"type":"Polygon","coordinates":[[[7,51],[8,NaN],[8,52],[7,51]]]}',
        '{"type":"Polygon","coordinates":[[[true,51],[8,51],[8,52],[7,51]]]}',
        '{"type":"Polygon","coordinates":[[[353000,5701000],[354000,5701000],[354000,5702000]]]}',
        '{"type":"MultiPolygon","coordinates":[7,51]}',
        '{"type":"Polygon","coordinates":' + "[" * 200_000,
    ],
)
def test_what_cannot_be_drawn_is_refused(text):
    with pytest.raises(ValueError):
        polygons(text)


def test_an_area_may_not_have_an_outline_that_cannot_be_drawn():
    with pytest.raises(InvalidInput) as refused:
        new_record("areas", {"name": "Nord", "geometry": "POLYGON((7 51))"})
    assert [(problem.code, problem.pointer) for problem in refused.value.problems] == [("not_an_outline", "/geometry")]
    assert new_record("areas", {"name": "Nord", "geometry": outline(7.0, 51.0)}).name == "Nord"
