"""Which record is this row? Its ID, else a record of that name, else an id made of the name."""

from collections.abc import Sequence

from app.intake.directory import Directory
from app.intake.problems import Problems
from app.intake.register import Register
from app.intake.rows import Row
from app.intake.values.privacy import is_person
from app.records.offers import Offer, Project
from app.records.records import Record
from app.records.spelling import folded, slug

FIRST_ACTOR = {"offers": "leads", "projects": "partners"}
"""Where the name alone is no key: many organisations run a "Sprachcafé"."""


def identify(topic: str, rows: Sequence[Row], register: Register, problems: Problems) -> dict[str, Row]:
    """The rows of a topic by the id of their record; the directory of the topic knows them afterwards.

    Rows without a name, with an ambiguous one or with an id that is taken are rejected and left out.
    """
    found: dict[str, Row] = {}
    for row in rows:
        record_id = _id_of(topic, row, register, problems)
        if record_id is None:
            continue
        if record_id in found:
            _reject_duplicate(record_id, row, found[record_id], problems)
        else:
            found[record_id] = row
    for record_id, row in found.items():
        register.directories[topic].add(record_id, _name(row, register, topic, record_id), row.text("short_name"))
    return found


def _name(row: Row, register: Register, topic: str, record_id: str) -> str:
    existing = register.existing[topic].get(record_id)
    return row.text("name") or str(getattr(existing, "name", record_id))


def _id_of(topic: str, row: Row, register: Register, problems: Problems) -> str | None:
    given = row.text("id")
    if given is not None:
        return given
    name = row.text("name")
    if name is None:
        return None
    if topic == "actors" and is_person(name):
        problems.reject("person_as_name", row.place("name"))
        return None
    actor = _first_actor(topic, row, register.directories["actors"])
    matches = _existing(topic, name, actor, register)
    if len(matches) > 1:
        problems.reject("ambiguous", row.place("name"), value=name, candidates=", ".join(matches))
        return None
    return matches[0] if matches else _made(topic, row, name, actor, register, problems)


def _first_actor(topic: str, row: Row, actors: Directory) -> str | None:
    values = row.texts(FIRST_ACTOR[topic]) if topic in FIRST_ACTOR else ()
    if not values:
        return None
    found = actors.find(values[0])
    return found[0] if found else slug(values[0])


def _existing(topic: str, name: str, actor: str | None, register: Register) -> tuple[str, ...]:
    """Records of the workspace with this name, for offers and projects also with this actor."""
    stored = register.existing[topic]
    if not stored:
        return ()
    called = [record_id for record_id in register.directories[topic].find(name) if record_id in stored]
    return tuple(record_id for record_id in called if _has_actor(stored[record_id], actor))


def _has_actor(record: Record, actor: str | None) -> bool:
    return not isinstance(record, Offer | Project) or actor in record.actors


def _made(topic: str, row: Row, name: str, actor: str | None, register: Register, problems: Problems) -> str | None:
    made = slug(name)
    if not made:
        problems.reject("no_id", row.place("name"), value=name)
        return None
    record_id = f"{made}--{slug(actor)}" if actor else made
    holder = register.existing[topic].get(record_id)
    if holder is not None:
        problems.reject(
            "duplicate.taken", row.place("name"), value=name, id=record_id, other=getattr(holder, "name", "")
        )
        return None
    return record_id


def _reject_duplicate(record_id: str, row: Row, first: Row, problems: Problems) -> None:
    name, other = row.text("name") or "", first.text("name") or ""
    if row.text("id") and first.text("id"):
        key, field = "duplicate.id", "id"
    else:
        key, field = ("duplicate.name" if folded(name) == folded(other) else "duplicate.slug"), "name"
    problems.reject(key, row.place(field), value=name, id=record_id, other=other, other_row=first.source.row)
