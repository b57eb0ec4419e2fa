"""HSDS 3.0, the Human Services Data Specification of Open Referral: a package of CSV tables."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from app.formats.csv_writer import write_zip
from app.records.records import Records

Row = Sequence[str | None]


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
