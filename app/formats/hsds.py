"""HSDS 3.0, the Human Services Data Specification of Open Referral: a package of CSV tables, or JSON."""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from app.formats.csv_writer import write_zip
from app.formats.tables import Cell, Table
from app.records.records import Records
from app.records.spelling import folded

Row = Sequence[str | None]

_KIND = "other"
_RUNNING = frozenset({"", "active", "temporarily closed"})
_NESTED = ("services", "organizations", "locations", "service_at_locations", "contents")
_OF_VERSION_2 = {
    "organizations": "organization",
    "services": "service",
    "locations": "location",
    "services_at_location": "service_at_location",
    "service_at_locations": "service_at_location",
    "service_areas": "service_area",
}
Line = Mapping[str, str]
Numbered = tuple[int, Line]


def is_hsds(tables: Sequence[Table]) -> bool:
    """Whether tables are those of such a package: organisations with an id, and services that name one."""
    headings = {_entity(table): {folded(heading) for heading in table.headings} for table in tables}
    return {"id", "name"} <= headings.get("organization", set()) and "organization_id" in headings.get("service", set())


def _entity(table: Table) -> str:
    """Entity in the rows of a table; packages of version 2 call it in the plural."""
    name = folded(table.sheet)
    return _OF_VERSION_2.get(name, name)


def hsds_sheets(tables: Sequence[Table]) -> tuple[Table, ...]:
    """Organisations, places and running services of a package as sheets of ours.

    A service happens at the first of its locations and in all of its service areas. Contacts, phones, schedules and
    taxonomies are not read.
    """
    lines = {_entity(table): (table, list(_lines(table))) for table in tables}
    organisations, services = lines["organization"], lines["service"]
    locations = lines.get("location", (organisations[0], []))
    names = {line["id"]: line.get("name") or line["id"] for _, line in locations[1] if line.get("id")}
    at = _by(lines, "service_at_location", "service_id", "location_id")
    areas = _by(lines, "service_area", "service_id", "name")
    actors = (
        (
            number,
            (
                line.get("id", ""),
                line.get("name", ""),
                line.get("alternate_name", ""),
                _KIND,
                line.get("parent_organization_id", ""),
            ),
        )
        for number, line in organisations[1]
    )
    places = (
        (number, (line["id"], names[line["id"]], line.get("organization_id", "")))
        for number, line in locations[1]
        if line.get("id")
    )
    offers = (
        (
            number,
            (
                line.get("id", ""),
                line.get("name", ""),
                line.get("organization_id", ""),
                *_place_and_areas(line.get("id", ""), at, areas),
            ),
        )
        for number, line in services[1]
        if folded(line.get("status", "")) in _RUNNING
    )
    sheets = (
        _sheet(organisations[0], "actors", ("id", "name", "short_name", "kinds", "unit_of"), actors),
        _sheet(locations[0], "places", ("id", "name", "operators"), places),
        _sheet(services[0], "offers", ("id", "name", "leads", "place", "areas"), offers),
    )
    return tuple(table for table in sheets if table.rows)


def ended_services(tables: Sequence[Table]) -> tuple[str, ...]:
    """Names of the services that a package calls inactive or defunct; they become no offers."""
    lines = (line for table in tables if _entity(table) == "service" for _, line in _lines(table))
    return tuple(line.get("name", "") for line in lines if folded(line.get("status", "")) not in _RUNNING)


def hsds_tables(document: Any, file: str) -> tuple[Table, ...]:
    """The tables of a package of what HSDS nests in JSON: organisations, services, locations, in any order.

    Empty where there is nothing of the kind.
    """
    tables: dict[str, dict[str, dict[str, str]]] = {}
    for entry in _entries(document):
        _gather(entry, tables)
    if not tables.get("organization") or not tables.get("service"):
        return ()
    return tuple(_table_of(file, name, list(records.values())) for name, records in tables.items())


def _entries(document: Any) -> Iterator[Mapping[str, Any]]:
    if isinstance(document, dict):
        listed = [entry for key in _NESTED if isinstance(inner := document.get(key), list) for entry in inner]
        yield from (entry for entry in [document, *listed] if isinstance(entry, dict))
    elif isinstance(document, list):
        yield from (entry for entry in document if isinstance(entry, dict))


def _gather(entry: Mapping[str, Any], tables: dict[str, dict[str, dict[str, str]]]) -> None:
    """A service, an organisation or a location, and what is nested in it."""
    plain = {key: str(value) for key, value in entry.items() if isinstance(value, str | int | float)}
    organisation, services = entry.get("organization"), entry.get("services")
    if isinstance(organisation, dict) and "id" in organisation:
        _gather(organisation, tables)
        plain.setdefault("organization_id", str(organisation["id"]))
    if "id" in plain and "name" in plain:
        kind = "location" if "location_type" in entry else "service" if "organization_id" in plain else "organization"
        tables.setdefault(kind, {}).setdefault(plain["id"], plain)
    for service in services if isinstance(services, list) else ():
        if isinstance(service, dict):
            _gather({"organization_id": plain.get("id"), **service}, tables)
    for number, link in enumerate(_listed(entry, "service_at_locations")):
        location = link.get("location")
        if isinstance(location, dict) and "id" in location:
            _gather({"location_type": "physical", **location}, tables)
            pair = {"service_id": plain.get("id", ""), "location_id": str(location["id"])}
            tables.setdefault("service_at_location", {})[f"{plain.get('id')}--{number}"] = pair
    for number, area in enumerate(_listed(entry, "service_areas")):
        service_area = {"service_id": plain.get("id", ""), "name": str(area.get("name", ""))}
        tables.setdefault("service_area", {})[f"{plain.get('id')}--{number}"] = service_area


def _listed(entry: Mapping[str, Any], key: str) -> list[Mapping[str, Any]]:
    listed = entry.get(key)
    return [item for item in listed if isinstance(item, dict)] if isinstance(listed, list) else []


def _table_of(file: str, name: str, records: Sequence[Mapping[str, str]]) -> Table:
    headings = tuple(dict.fromkeys(key for record in records for key in record))
    rows = tuple((number, tuple(record.get(key, "") for key in headings)) for number, record in enumerate(records, 2))
    return Table(file, name, headings, rows)


def _lines(table: Table) -> Iterator[Numbered]:
    headings = [folded(heading) for heading in table.headings]
    for number, cells in table.rows:
        yield number, {heading: str(cell).strip() for heading, cell in zip(headings, cells, strict=False)}


def _by(lines: Mapping[str, tuple[Table, list[Numbered]]], table: str, key: str, value: str) -> dict[str, list[str]]:
    """Values of one column by another."""
    by_key: dict[str, list[str]] = {}
    for _, line in lines[table][1] if table in lines else ():
        if line.get(key) and line.get(value):
            by_key.setdefault(line[key], []).append(line[value])
    return by_key


def _place_and_areas(service: str, at: Mapping[str, list[str]], areas: Mapping[str, list[str]]) -> tuple[str, str]:
    return next(iter(at.get(service, ())), ""), "; ".join(areas.get(service, ()))


def _sheet(table: Table, sheet: str, headings: tuple[str, ...], rows: Iterable[tuple[int, tuple[Cell, ...]]]) -> Table:
    return Table(table.file, sheet, headings, tuple(rows), table.heading_row)


def write_hsds(records: Records, as_of: date) -> bytes:
    """A ZIP with ``organization``, ``service``, ``location``, ``service_at_location`` and ``service_area``.

    An offer is a service of its first lead; further leads and partners have no place in HSDS. An offer that has ended
    by ``as_of`` is inactive.
    """
    names = {area.id: area.name for area in records.areas}
    active = {offer.id: "active" if offer.period.active_on(as_of) else "inactive" for offer in records.offers}
    tables: Mapping[str, tuple[Row, Iterable[Row]]] = {
        "organization": (
            ("id", "name", "alternate_name", "description", "parent_organization_id"),
            ((actor.id, actor.name, actor.short_name, actor.name, actor.unit_of) for actor in records.actors),
        ),
        "service": (
            ("id", "organization_id", "name", "status"),
            ((offer.id, next(iter(offer.leads), None), offer.name, active[offer.id]) for offer in records.offers),
        ),
        "location": (
            ("id", "location_type", "organization_id", "name"),
            ((place.id, "physical", next(iter(place.operators), None), place.name) for place in records.places),
        ),
        "service_at_location": (
            ("id", "service_id", "location_id"),
            ((f"{offer.id}--{offer.place}", offer.id, offer.place) for offer in records.offers if offer.place),
        ),
        "service_area": (
            ("id", "service_id", "name"),
            (
                (f"{offer.id}--{area}", offer.id, names.get(area, area))
                for offer in records.offers
                for area in offer.areas
            ),
        ),
    }
    return write_zip({f"{name}.csv": _table(headings, rows) for name, (headings, rows) in tables.items()})


def _table(headings: Row, rows: Iterable[Row]) -> bytes:
    """Comma-separated UTF-8, as the specification asks; a text that begins like a formula gets an apostrophe."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(headings)
    writer.writerows([_neutral(cell) for cell in row] for row in rows)
    return text.getvalue().encode()


def _neutral(cell: str | None) -> str:
    text = cell or ""
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text
