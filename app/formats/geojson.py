"""GeoJSON of areas and places: names, keys, outlines, what they belong to, and which areas share a border."""

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from app.errors import InvalidInput
from app.formats.messages import sentence
from app.formats.tables import Table
from app.records.areas import Area, Place
from app.records.fields import holds
from app.records.geometry import DECIMALS, geometry_text, seem_exchanged
from app.records.records import Records
from app.records.spelling import folded, slug
from app.records.vocabulary import Lang

_NAMES = ("name", "bezeichnung", "label", "gebiet", "stadtteil", "ortsteil", "bezirk", "title", "gen")
_KEYS = ("code", "schluessel", "schlüssel", "key", "nr", "nummer", "ags", "id")
_KINDS = ("kind", "art", "level", "ebene", "type", "typ")
_WHOLES = ("part_of", "teil von", "parent", "stadtbezirk", "bezirk", "city", "stadt", "gemeinde")
_WORD = re.compile(r"[\W_]+")
_HEADINGS = ("id", "name", "kind", "code", "part_of", "neighbours", "mediated_by", "aliases", "geometry")
_AREA, _PLACE = "area", "place"
LONGEST_GEOMETRY = holds("areas", "geometry").longest
"""Characters of the longest outline that is kept."""
_SHARED_POINTS = 2
"""Two areas that share a single point touch, and are no neighbours."""
_MOST_MEETING = 30
"""Features that meet at a corner of a map, of all levels; a corner that more share is no border between two of them."""


def is_geojson(document: object) -> bool:
    """Whether a JSON value is a collection of features."""
    return isinstance(document, dict) and document.get("type") == "FeatureCollection"


@dataclass(frozen=True, slots=True)
class AreaFile:
    """The areas of a file as rows of the sheet of areas; what of it was left out.

    ``bare`` are the names of areas whose geometry is no outline, ``places`` the number of features that are places;
    ``exchanged``: the corners were latitude and longitude. ``unread`` are properties of areas that no column takes,
    ``nameless`` the numbers of the features that are left out because nothing could call them.
    """

    table: Table
    bare: tuple[str, ...]
    places: int
    exchanged: bool = False
    unread: tuple[str, ...] = ()
    nameless: tuple[int, ...] = ()


def read_geojson(name: str, document: Mapping[str, Any], lang: Lang) -> AreaFile:
    """The areas of a FeatureCollection; neighbours of one level share a border, unless the file names them itself.

    Raises:
        InvalidInput: there are areas, and none has a name.
    """
    features = [feature for feature in document.get("features") or [] if isinstance(feature, dict)]
    all_areas = {
        number: feature
        for number, feature in enumerate(features, 1)
        if _raw_properties(feature).get("record") != _PLACE
    }
    all_areas = _with_compounds(_with_compounds(all_areas, _NAMES), _KEYS)
    nameless = tuple(number for number, feature in all_areas.items() if not _first(_properties(feature), _NAMES))
    areas = [feature for number, feature in all_areas.items() if number not in nameless]
    if nameless and not areas:
        keys = dict.fromkeys(key for feature in all_areas.values() for key in _raw_properties(feature))
        message = sentence("no_feature_name", lang, file=name, names=", ".join(keys) or "–")
        raise InvalidInput(message, hint=sentence("no_feature_name.hint", lang))
    all_properties = [_properties(feature) for feature in areas]
    names = [_first(properties, _NAMES) for properties in all_properties]
    exchanged = seem_exchanged(frozenset().union(*(_points(feature.get("geometry")) for feature in areas)))
    outlines = [_outline(feature.get("geometry"), exchanged=exchanged) for feature in areas]
    is_own_format = any(_raw_properties(feature).get("record") == _AREA for feature in areas)
    if is_own_format:
        rows = [_own_row(_raw_properties(feature)) for feature in areas]
    else:
        rows = _foreign_rows([feature.get("geometry") for feature in areas], all_properties, names)
    table = Table(
        name,
        "areas",
        _HEADINGS,
        tuple((at, (*row, outline)) for at, (row, outline) in enumerate(zip(rows, outlines, strict=True), 1)),
        0,
        row_names={at: sentence("area_named", lang, name=area) for at, area in enumerate(names, 1)},
    )
    bare = tuple(area for area, outline in zip(names, outlines, strict=True) if not outline)
    unread = () if is_own_format else _unread(all_properties, names)
    return AreaFile(table, bare, len(features) - len(all_areas), exchanged, unread, nameless)


def _own_row(properties: Mapping[str, Any]) -> tuple[str, ...]:
    """The row of a feature that :func:`write_geojson` wrote."""
    return tuple(_joined(properties.get(heading)) for heading in _HEADINGS[:-1])


def _joined(value: Any) -> str:
    return "\n".join(map(str, value)) if isinstance(value, list) else "" if value is None else str(value)


def _foreign_rows(
    geometries: Sequence[Any], all_properties: Sequence[Mapping[str, str]], names: Sequence[str]
) -> list[tuple[str, ...]]:
    levels = [_first(properties, _KINDS) for properties in all_properties]
    beside = _neighbours([_points(geometry) for geometry in geometries], levels)
    repeated = {text for text, count in Counter(map(folded, names)).items() if count > 1}
    rows: list[tuple[str, ...]] = []
    known = frozenset(names)
    for at, (properties, area) in enumerate(zip(all_properties, names, strict=True)):
        code = _first(properties, _KEYS)
        own_id = slug(f"{area} {code or at + 1}") if folded(area) in repeated else ""
        whole = next((text for key in _WHOLES if (text := properties.get(key, "")) in known and text != area), "")
        near = "; ".join(names[neighbour] for neighbour in beside.get(at, ()))
        rows.append((own_id, area, levels[at], code, whole, near, "", ""))
    return rows


def _unread(all_properties: Sequence[Mapping[str, str]], names: Sequence[str]) -> tuple[str, ...]:
    """The properties that say something in some feature and are read in none."""
    taken = {
        key
        for properties in all_properties
        for keys in (_NAMES, _KINDS, _KEYS)
        if (key := next((key for key in keys if properties.get(key)), None))
    }
    known = frozenset(names)
    taken |= {key for key in _WHOLES if any(properties.get(key) in known for properties in all_properties)}
    filled = dict.fromkeys(key for properties in all_properties for key, text in properties.items() if text)
    return tuple(key for key in filled if key not in taken | {"id"})


def _outline(geometry: object, *, exchanged: bool) -> str:
    """The text kept of a geometry; empty where it is no outline or too long."""
    try:
        outline = geometry_text(geometry, exchanged=exchanged)
    except ValueError:
        return ""
    return outline if len(outline) <= LONGEST_GEOMETRY else ""


def _raw_properties(feature: Mapping[str, Any]) -> Mapping[str, Any]:
    properties = feature.get("properties")
    return properties if isinstance(properties, dict) else {}


def _properties(feature: Mapping[str, Any]) -> dict[str, str]:
    pairs = _raw_properties(feature).items()
    texts = {folded(key): str(value).strip() for key, value in pairs if isinstance(value, str | int | float)}
    return {"id": str(feature["id"])} | texts if isinstance(feature.get("id"), str | int) else texts


def _with_compounds(features: Mapping[int, dict[str, Any]], keys: Sequence[str]) -> dict[int, dict[str, Any]]:
    """The features with ``STT_NAME`` or ``NAME_2`` as ``name``, where none has a property of ``keys`` itself.

    Of several the one that tells most features apart is meant.
    """
    values: dict[str, set[str]] = {}
    for feature in features.values():
        properties = _properties(feature)
        if _first(properties, keys):
            return dict(features)
        for key in filter(properties.get, properties):
            if not set(_WORD.split(key)).isdisjoint(keys) or key.endswith("name" if "name" in keys else "nummer"):
                values.setdefault(key, set()).add(properties[key])
    if not values:
        return dict(features)
    meant = max(values, key=lambda key: len(values[key]))
    return {
        number: feature
        | {
            "properties": {
                keys[0] if folded(key) == meant else key: value for key, value in _raw_properties(feature).items()
            }
        }
        for number, feature in features.items()
    }


def _first(properties: Mapping[str, str], keys: Sequence[str]) -> str:
    return next((properties[key] for key in keys if properties.get(key)), "")


def _points(geometry: Any) -> frozenset[tuple[float, float]]:
    """Every corner of a geometry."""
    return frozenset(_corners(geometry.get("coordinates"))) if isinstance(geometry, dict) else frozenset()


def _corners(coordinates: Any) -> Iterator[tuple[float, float]]:
    waiting = [coordinates]
    while waiting:
        entry = waiting.pop()
        if not isinstance(entry, list) or not entry:
            continue
        if isinstance(entry[0], int | float) and len(entry) > 1 and isinstance(entry[1], int | float):
            yield round(float(entry[0]), DECIMALS), round(float(entry[1]), DECIMALS)
        else:
            waiting += entry


def _neighbours(points: Sequence[frozenset[tuple[float, float]]], levels: Sequence[str]) -> Mapping[int, list[int]]:
    """By position the features of the same level with which a feature shares at least two corners."""
    owners: dict[tuple[float, float], list[int]] = {}
    for at, corners in enumerate(points):
        for corner in corners:
            owners.setdefault(corner, []).append(at)
    shared = Counter(
        pair
        for at in owners.values()
        if len(at) <= _MOST_MEETING
        for pair in combinations(at, 2)
        if levels[pair[0]] == levels[pair[1]]
    )
    beside: dict[int, list[int]] = {}
    for (first, second), count in sorted(shared.items()):
        if count >= _SHARED_POINTS:
            beside.setdefault(first, []).append(second)
            beside.setdefault(second, []).append(first)
    return beside


def write_geojson(records: Records) -> bytes:
    """A FeatureCollection with a feature for each area and place; the geometry of a place is null, none is recorded."""
    features = [_feature(_AREA, area.id, _of_area(area), area.geometry) for area in records.areas]
    features += [_feature(_PLACE, place.id, _of_place(place), None) for place in records.places]
    document = {"type": "FeatureCollection", "features": features}
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode()


def _feature(kind: str, record_id: str, properties: Mapping[str, Any], geometry: str | None) -> dict[str, Any]:
    known = {name: value for name, value in properties.items() if value not in (None, [])}
    return {
        "type": "Feature",
        "id": record_id,
        "geometry": json.loads(geometry) if geometry else None,
        "properties": {"record": kind, "id": record_id, **known},
    }


def _of_area(area: Area) -> dict[str, Any]:
    return {
        "name": area.name,
        "kind": area.kind,
        "code": area.code,
        "part_of": area.part_of,
        "neighbours": list(area.neighbours),
        "mediated_by": list(area.mediated_by),
        "aliases": list(area.aliases),
    }


def _of_place(place: Place) -> dict[str, Any]:
    return {
        "name": place.name,
        "kind": place.kind,
        "functions": list(place.functions),
        "area": place.area,
        "operators": list(place.operators),
    }
