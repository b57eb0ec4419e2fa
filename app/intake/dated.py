"""Occasions and checks of lists: the rows of the sheets Termine and Vollständigkeit."""

from collections.abc import Sequence

from app.intake.drafts import Draft, FieldValue, resolved, unique_drafts
from app.intake.resolve import Resolver
from app.intake.rows import Row
from app.records.fields import SUBJECT_TOPICS
from app.records.ids import made_id
from app.records.spelling import folded


def occasion_drafts(rows: Sequence[Row], resolver: Resolver) -> list[Draft]:
    """One occasion per name and date."""
    return unique_drafts(
        (_occasion(row, resolver) for row in rows), "duplicate.row", "name", resolver, lambda occasion: occasion.id
    )


def inventory_drafts(rows: Sequence[Row], resolver: Resolver) -> list[Draft]:
    """One check per subject, list, theme and date."""
    return unique_drafts(
        (_check(row, resolver) for row in rows),
        "duplicate.row",
        "subject",
        resolver,
        lambda check: check.fields["complete"],
    )


_CANCELLED = frozenset(
    {"entfällt", "fällt aus", "ausgefallen", "abgesagt", "kein termin", "keine sitzung", "ferien", "cancelled"}
)
"""What stands in calendars instead of a meeting."""


def _occasion(row: Row, resolver: Resolver) -> Draft | None:
    if folded(name := row.text("name") or "").strip(" !.()-") in _CANCELLED:
        resolver.problems.notice("no_entry", row.place("name"), value=name)
        return None
    fields = resolved(row, resolver)
    if row.text("name") is None or fields.get("date") is None:
        return None
    record_id = made_id("occasions", fields)
    return _sound(Draft("occasions", record_id, fields, row.source, row), row, resolver) if record_id else None


def _check(row: Row, resolver: Resolver) -> Draft | None:
    fields = resolved(row, resolver)
    subject = _subject(row, resolver)
    if subject is None or fields.get("record_kind") is None or fields.get("checked_on") is None:
        return None
    fields["subject_kind"], fields["subject"] = subject
    fields["complete"] = fields.get("complete") is True
    record_id = made_id("inventory_checks", fields)
    assert record_id is not None
    return _sound(Draft("inventory_checks", record_id, fields, row.source, row), row, resolver)


def _sound(draft: Draft, row: Row, resolver: Resolver) -> Draft | None:
    return draft if resolver.is_settled(row) else None


def _subject(row: Row, resolver: Resolver) -> tuple[FieldValue, FieldValue] | None:
    """Kind and id of the area, body or place a list is about."""
    text = row.text("subject")
    if text is None:
        return None
    directories = resolver.register.directories
    candidates = [
        (kind, record_id) for kind, topic in SUBJECT_TOPICS.items() for record_id in directories[topic].find(text)
    ]
    if len(candidates) == 1:
        return candidates[0]
    if candidates:
        resolver.set_aside(
            "ambiguous", row, "subject", value=text, candidates=", ".join(candidate for _, candidate in candidates)
        )
        return None
    area = resolver.reference(row, "subject", "areas")
    return None if area is None else ("area", area)
