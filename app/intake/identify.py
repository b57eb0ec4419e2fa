"""Which record is this row? Its ID, else a record of that name, else an id made of the name."""

from collections.abc import Sequence

from app.intake.names import Directory, Register
from app.intake.problems import Problems
from app.intake.rows import Row
from app.records.ids import first_actor, made_id
from app.records.offers import Offer, Project
from app.records.records import Record
from app.records.spelling import folded

_BY_ACTOR = frozenset({"offers", "projects"})
"""Topics in which the name alone is no key: many organisations run a "Sprachcafé"."""


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
    return None if name is None else _named_id(topic, row, name, register, problems)


def _named_id(topic: str, row: Row, name: str, register: Register, problems: Problems) -> str | None:
    """The id of the stored record of this name, else the one made of it."""
    values = {"name": name, **_actors_of(topic, row, register.directories["actors"])}
    made = made_id(topic, values)
    if made is None:
        problems.reject("no_id", row.place("name"), value=name)
        return None
    matches = _existing(topic, name, first_actor(values), register)
    if not matches:
        return _free(topic, row, name, made, register, problems)
    if len(matches) > 1 and made not in matches:
        problems.reject("ambiguous", row.place("name"), value=name, candidates=", ".join(matches))
        return None
    return made if made in matches else matches[0]


def _actors_of(topic: str, row: Row, actors: Directory) -> dict[str, tuple[str, ...]]:
    """The ids of those who lead and take part, as far as they are known; else what the cell says."""
    if topic not in _BY_ACTOR:
        return {}
    return {
        role: tuple(next(iter(actors.find(text)), text) for text in row.texts(role)) for role in ("leads", "partners")
    }


def _existing(topic: str, name: str, actor: str | None, register: Register) -> tuple[str, ...]:
    """Records of the workspace with this name, for offers and projects also with this actor."""
    stored = register.existing[topic]
    if not stored:
        return ()
    called = [record_id for record_id in register.directories[topic].find(name) if record_id in stored]
    return tuple(record_id for record_id in called if _has_actor(stored[record_id], actor))


def _has_actor(record: Record, actor: str | None) -> bool:
    return not isinstance(record, Offer | Project) or actor in record.actors


def _free(topic: str, row: Row, name: str, made: str, register: Register, problems: Problems) -> str | None:
    """The id that was made, unless a record of another name has it."""
    holder = register.existing[topic].get(made)
    if holder is not None:
        problems.reject("duplicate.taken", row.place("name"), value=name, id=made, other=getattr(holder, "name", ""))
        return None
    return made


def _reject_duplicate(record_id: str, row: Row, first: Row, problems: Problems) -> None:
    name, other = row.text("name") or "", first.text("name") or ""
    if row.text("id") and first.text("id"):
        key, field = "duplicate.id", "id"
    else:
        key, field = ("duplicate.name" if folded(name) == folded(other) else "duplicate.slug"), "name"
    problems.reject(key, row.place(field), value=name, id=record_id, other=other, other_row=first.source.row)
