"""GeoJSON of areas and places: their names, keys and what they belong to; a geometry only where one is recorded."""

import json
from collections.abc import Mapping
from typing import Any

from app.records.areas import Area, Place
from app.records.records import Records


def write_geojson(records: Records) -> bytes:
    """A FeatureCollection with a feature for each area and place; the geometry is null, as none is recorded."""
    features = [_feature("area", area.id, _of_area(area)) for area in records.areas]
    features += [_feature("place", place.id, _of_place(place)) for place in records.places]
    document = {"type": "FeatureCollection", "features": features}
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode()


def _feature(topic: str, record_id: str, properties: Mapping[str, Any]) -> dict[str, Any]:
    known = {name: value for name, value in properties.items() if value not in (None, [])}
    return {
        "type": "Feature",
        "id": record_id,
        "geometry": None,
        "properties": {"record": topic, "id": record_id, **known},
    }


def _of_area(area: Area) -> dict[str, Any]:
    return {
        "name": area.name,
        "kind": area.kind,
        "code": area.code,
        "part_of": area.part_of,
        "neighbours": list(area.neighbours),
    }


def _of_place(place: Place) -> dict[str, Any]:
    return {
        "name": place.name,
        "kind": place.kind,
        "functions": list(place.functions),
        "area": place.area,
        "operators": list(place.operators),
    }
