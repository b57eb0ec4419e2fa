"""When can people meet, and which lists are complete? Rows of the sheets Termine and Vollständigkeit."""

from collections.abc import Sequence

from app.intake.drafts import Draft, FieldValue, each_once, resolved
from app.intake.resolve import Resolver
from app.intake.rows import Row
from app.records.spelling import slug

_SUBJECTS = {"areas": "area", "working_groups": "working_group", "places": "place"}


def occasion_drafts(rows: Sequence[Row], resolver: Resolver) -> list[Draft]:
    """One occasion per name and date."""
    return each_once((_occasion(row, resolver) for row in rows), "duplicate.row", "name", resolver)


def inventory_drafts(rows: Sequence[Row], resolver: Resolver) -> list[Draft]:
    """One check per subject, list, theme and date."""
    return each_once((_check(row, resolver) for row in rows), "duplicate.row", "subject", resolver)


def _occasion(row: Row, resolver: Resolver) -> Draft | None:
    fields = resolved(row, resolver)
    name, day = row.text("name"), fields.get("date")
    if name is None or day is None or not slug(name):
        return None
    return _sound(Draft("occasions", f"{slug(name)}--{day}", fields, row.source, row), row, resolver)


def _check(row: Row, resolver: Resolver) -> Draft | None:
    fields = resolved(row, resolver)
    subject = _subject(row, resolver)
    if subject is None or fields.get("record_kind") is None or fields.get("checked_on") is None:
        return None
    fields["subject_kind"], fields["subject"] = subject
    fields["complete"] = fields.get("complete") is True
    parts = [fields[name] for name in ("subject", "record_kind", "theme", "checked_on") if fields.get(name)]
    return _sound(Draft("inventory_checks", "--".join(map(str, parts)), fields, row.source, row), row, resolver)


def _sound(draft: Draft, row: Row, resolver: Resolver) -> Draft | None:
    return draft if row.sound and row.source not in resolver.unresolved else None


def _subject(row: Row, resolver: Resolver) -> tuple[FieldValue, FieldValue] | None:
    """Kind and id of the area, body or place a list is about."""
    text = row.text("subject")
    if text is None:
        return None
    directories = resolver.register.directories
    found = [(kind, record_id) for topic, kind in _SUBJECTS.items() for record_id in directories[topic].find(text)]
    if len(found) == 1:
        return found[0]
    if found:
        resolver.reject("ambiguous", row, "subject", value=text, candidates=", ".join(each for _, each in found))
        return None
    area = resolver.one(row, "subject", "areas")
    return None if area is None else ("area", area)
