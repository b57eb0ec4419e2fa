"""Outlines of areas: polygons of GeoJSON, kept as text, with corners in degrees of longitude and latitude."""

import json
from collections.abc import Collection
from typing import Any, TypeGuard

DECIMALS = 6
"""Decimals of a coordinate that is kept, about 10 cm."""

Ring = tuple[tuple[float, float], ...]
"""Corners as longitude and latitude; the last is the first again."""

Polygon = tuple[Ring, ...]
"""The outer ring, then the holes in it."""

_FEWEST_CORNERS = 4
_EAST, _NORTH = 180.0, 90.0
_CENTRAL_EUROPE = ((5.0, 45.0), (18.0, 56.0))
"""Its southwest and its northeast corner, as longitude and latitude."""


def polygons(geometry: str) -> tuple[Polygon, ...]:
    """The polygons of a ``geometry`` as :class:`~app.records.areas.Area` keeps it, for example to draw a map.

    Raises:
        ValueError: the text is no Polygon or MultiPolygon of GeoJSON in degrees.
    """
    try:
        return _polygons(json.loads(geometry, parse_constant=_refuse))
    except RecursionError as error:
        raise ValueError("nested too deeply") from error


def geometry_text(geometry: object, *, exchanged: bool = False) -> str:
    """The text kept of a GeoJSON geometry: six decimals, no heights, rings closed.

    Args:
        geometry: as JSON has it.
        exchanged: whether its corners are latitude and longitude, the wrong way round.

    Raises:
        ValueError: it is no Polygon or MultiPolygon in degrees.
    """
    drawn = _polygons(geometry)
    if exchanged:
        drawn = tuple(tuple(tuple((east, north) for north, east in ring) for ring in polygon) for polygon in drawn)
    kind = "Polygon" if len(drawn) == 1 else "MultiPolygon"
    corners: Any = drawn[0] if len(drawn) == 1 else drawn
    return json.dumps({"type": kind, "coordinates": corners}, separators=(",", ":"))


def seem_exchanged(corners: Collection[tuple[float, float]]) -> bool:
    """Whether all corners lie off the coast of Somalia, where central Europe lies with longitude and latitude exchanged."""
    low, high = _CENTRAL_EUROPE
    return bool(corners) and all(low[1] <= east <= high[1] and low[0] <= north <= high[0] for east, north in corners)


def is_outline(geometry: str) -> bool:
    """Whether a text is an outline that can be drawn."""
    try:
        polygons(geometry)
    except ValueError:
        return False
    return True


def _refuse(name: str) -> None:
    raise ValueError(f"{name} is no number")


def _polygons(geometry: object) -> tuple[Polygon, ...]:
    kind, coordinates = _parts(geometry)
    if kind == "Polygon":
        return (_polygon(coordinates),)
    if kind == "MultiPolygon":
        return tuple(_polygon(_listed(rings)) for rings in coordinates)
    raise ValueError("neither Polygon nor MultiPolygon")


def _parts(geometry: object) -> tuple[object, list[Any]]:
    """The type and the coordinates of a geometry."""
    members = geometry if isinstance(geometry, dict) else {}
    return members.get("type"), _listed(members.get("coordinates"))


def _polygon(rings: list[Any]) -> Polygon:
    return tuple(_ring(_listed(ring)) for ring in rings)


def _ring(corners: list[Any]) -> Ring:
    ring = tuple(_corner(_listed(corner)) for corner in corners)
    closed = ring if ring[0] == ring[-1] else (*ring, ring[0])
    if len(closed) < _FEWEST_CORNERS:
        raise ValueError("fewer than three corners")
    return closed


def _corner(position: list[Any]) -> tuple[float, float]:
    east, north, *_ = (*position, None)
    if _is_within(east, _EAST) and _is_within(north, _NORTH):
        return round(float(east), DECIMALS), round(float(north), DECIMALS)
    raise ValueError("no degrees of longitude and latitude")


def _is_within(number: object, most: float) -> TypeGuard[float]:
    return isinstance(number, int | float) and not isinstance(number, bool) and -most <= number <= most


def _listed(value: object) -> list[Any]:
    if not isinstance(value, list) or not value:
        raise ValueError("no list of coordinates")
    return value
