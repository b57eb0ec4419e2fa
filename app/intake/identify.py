"""Identity of rows: their ID, else a record of that name, else an id made of the name; renamed ones are asked about."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from app.intake.departed import Departed, is_called
from app.intake.names import Directory, Register
from app.intake.problems import Problems
from app.intake.questions import Questions
from app.intake.rows import Row, joined
from app.intake.values.privacy import without_person
from app.intake.values.texts import Notice
from app.intake.word_index import name_spelling
from app.records.ids import first_actor, made_id, with_area
from app.records.offers import Offer, Project
from app.records.records import Record
from app.records.schema import Topic
from app.records.sources import SourceRef
from app.records.spelling import folded

_BY_ACTOR = frozenset({"offers", "projects"})
"""Topics in which the name alone is no key: many organisations run a "Sprachcafé"."""


def identify(
    topic: Topic, rows: Sequence[Row], register: Register, problems: Problems, questions: Questions
) -> dict[str, Row]:
    """The rows of a topic by the id of their record; the directory of the topic knows them afterwards.

    Rows with an ambiguous name or an id that is taken are set aside.
    """
    identified: dict[str, Row] = {}
    if _ids_moved(topic, rows, register, questions):
        rows = [_without_id(row) for row in rows]
    namesakes = _namesakes(rows) if topic == "areas" else frozenset()
    alone = [row for row in rows if row.source not in namesakes]
    for group in (alone, [row for row in rows if row.source in namesakes]):
        added: dict[str, Row] = {}
        for row in group:
            record_id = _id_of(topic, row, register, problems, namesake=row.source in namesakes)
            if record_id is None:
                continue
            group_of_first = identified if record_id in identified else added
            first = group_of_first.get(record_id)
            if first is None:
                added[record_id] = row
            elif _is_same(topic, record_id, row, first, questions):
                group_of_first[record_id] = joined(first, row, problems)
            else:
                _set_duplicate_aside(record_id, row, first, register, problems)
        added = _renamed(topic, added, identified, register, questions)
        for record_id, row in added.items():
            register.sources[topic, record_id] = row.source
            name = _name(row, register, topic, record_id)
            register.directories[topic].add(record_id, name, row.text("short_name"), row.text("id"))
        identified |= added
    return identified


def _namesakes(rows: Sequence[Row]) -> frozenset[SourceRef]:
    """Rows of areas that share their name with another one and bring no id: what they are parts of tells them apart."""
    rows_by_name: dict[str, list[Row]] = {}
    for row in rows:
        rows_by_name.setdefault(folded(row.text("name") or ""), []).append(row)
    return frozenset(
        row.source for group in rows_by_name.values() if len(group) > 1 for row in group if not row.text("id")
    )


def _renamed(
    topic: Topic, added: Mapping[str, Row], identified: Mapping[str, Row], register: Register, questions: Questions
) -> dict[str, Row]:
    """The rows added, those under the id of a record that has another name now, where somebody says so."""
    stored = register.existing[topic]
    departed = Departed(
        {record_id: stored[record_id] for record_id in stored.keys() - identified.keys() - added.keys()}
    )
    ids = {}
    for record_id, row in added.items():
        if record_id in stored:
            continue
        former = departed.former(row) if row.text("id") is None else _under_another_id(topic, row, departed, register)
        if former is not None and _is_renamed(topic, former, row, stored[former], questions):
            ids[record_id] = former
            departed.remove(former)
    return {ids.get(record_id, record_id): row for record_id, row in added.items()}


def _under_another_id(topic: Topic, row: Row, departed: Departed, register: Register) -> str | None:
    """The only record that disappeared and has the name of a row with a new id."""
    actor = first_actor(_actors_of(topic, row, register.directories["actors"]))
    departed_ids = [
        record_id for record_id in _existing(topic, row.text("name") or "", actor, register) if record_id in departed
    ]
    return departed_ids[0] if len(departed_ids) == 1 else None


def _is_renamed(topic: Topic, former: str, row: Row, record: Record, questions: Questions) -> bool:
    record_id, name = row.text("id"), row.text("name")
    answer = questions.ask(
        "renamed",
        f"{topic}:{former}",
        row.place("name" if record_id is None else "id"),
        ("yes", "no"),
        default="no",
        variant="" if record_id is None else ".id",
        value=name,
        name=getattr(record, "name", former),
        id=record_id,
        former=former,
    )
    return answer == "yes"


def _name(row: Row, register: Register, topic: Topic, record_id: str) -> str:
    existing = register.existing[topic].get(record_id)
    return row.text("name") or str(getattr(existing, "name", record_id))


def _id_of(topic: Topic, row: Row, register: Register, problems: Problems, *, namesake: bool) -> str | None:
    record_id, name = row.text("id"), row.text("name")
    if record_id is not None:
        return record_id
    if name is None:
        return None
    area = _area_id(row, name, register, namesake=namesake) if topic == "areas" else None
    return area or _named_id(topic, row, name, register, problems)


def _ids_moved(topic: Topic, rows: Sequence[Row], register: Register, questions: Questions) -> bool:
    """Whether somebody says that the ids of a list are numbers which other entries have now, so that names tell."""
    answers = {
        _id_or_name(topic, row, stored_id, register, questions)
        for row in rows
        for stored_id in _exchanged(topic, row, register)
    }
    return "by_name" in answers


def _exchanged(topic: Topic, row: Row, register: Register) -> Iterator[str]:
    """The stored record whose name a row has, where its id is that of another one."""
    stored, row_id, name = register.existing[topic], row.text("id"), row.text("name")
    if row_id is not None and name is not None and row_id in stored and not is_called(stored[row_id], name):
        called = (record_id for record_id in register.directories[topic].find(name) if record_id in stored)
        yield from [record_id for record_id in called if is_called(stored[record_id], name)][:1]


def _id_or_name(topic: Topic, row: Row, record_id: str, register: Register, questions: Questions) -> str:
    row_id = row.text("id") or ""
    former = getattr(register.existing[topic][row_id], "name", row_id)
    place, choices, name = row.place("id"), ("by_id", "by_name"), row.text("name")
    return questions.ask(
        "id_or_name", topic, place, choices, default="by_id", value=name, id=row_id, name=former, other=record_id
    )


def _without_id(row: Row) -> Row:
    return replace(row, values={field: value for field, value in row.values.items() if field != "id"})


def _area_id(row: Row, name: str, register: Register, *, namesake: bool) -> str | None:
    """The id of an area whose name others have too, by the area it lies in; None where the name alone tells."""
    directory = register.directories["areas"]
    stored = [record_id for record_id in directory.find(name) if record_id in register.existing["areas"]]
    text, id_of_name = row.text("part_of"), made_id("areas", {"name": name})
    if text is None or id_of_name is None or not (namesake or len(stored) > 1):
        return None
    around = next(iter(directory.find(text)), text)
    inside = [area for area in stored if getattr(register.existing["areas"][area], "part_of", None) == around]
    return inside[0] if inside else with_area(id_of_name, around)


def _named_id(topic: Topic, row: Row, name: str, register: Register, problems: Problems) -> str | None:
    """The id of the stored record of this name, else the one made of it."""
    values = {"name": name, **_actors_of(topic, row, register.directories["actors"])}
    id_of_name = made_id(topic, values)
    if id_of_name is None:
        problems.set_row_aside(row.sheet, Notice("no_id", {"value": name}), row.place("name"))
        return None
    matches = _existing(topic, name, first_actor(values), register)
    if not matches:
        return _free(topic, row, name, id_of_name, register, problems)
    if len(matches) > 1 and id_of_name not in matches:
        arguments = {"value": name, "candidates": ", ".join(matches)}
        problems.set_row_aside(row.sheet, Notice("ambiguous", arguments), row.place("name"))
        return None
    return id_of_name if id_of_name in matches else matches[0]


def _actors_of(topic: Topic, row: Row, actors: Directory) -> dict[str, tuple[str, ...]]:
    """The ids of those who lead and take part, as far as they are known; else what the cell says of organisations."""
    if topic not in _BY_ACTOR:
        return {}
    return {
        role: tuple(filter(None, (_actor_id(text, actors) for text in row.texts(role))))
        for role in ("leads", "partners")
    }


def _actor_id(text: str, actors: Directory) -> str:
    """The id of an organisation, with or without the person beside it; a person is never part of an id."""
    if known := actors.known(text):
        return known[0]
    bare = without_person(text)
    return next(iter(actors.known(bare)), bare)


def _existing(topic: Topic, name: str, actor: str | None, register: Register) -> tuple[str, ...]:
    """Records of the workspace with this name, for offers and projects also with this actor.

    Where nobody knows who offers it, on either side, the name alone tells. Those that are called so go before those
    that answer to it as an id, short or former name.
    """
    stored = register.existing[topic]
    if not stored:
        return ()
    called = [record_id for record_id in register.directories[topic].find(name) if record_id in stored]
    by_actor = tuple(record_id for record_id in called if _has_actor(stored[record_id], actor))
    matching = by_actor or tuple(record_id for record_id in called if actor is None or not _actors(stored[record_id]))
    so_named = tuple(record_id for record_id in matching if is_called(stored[record_id], name))
    return so_named or matching


def _has_actor(record: Record, actor: str | None) -> bool:
    return not isinstance(record, Offer | Project) or actor in record.actors


def _actors(record: Record) -> tuple[str, ...]:
    return record.actors if isinstance(record, Offer | Project) else ()


def _free(topic: Topic, row: Row, name: str, id_of_name: str, register: Register, problems: Problems) -> str | None:
    """The id that was made, unless a record of another name has it."""
    holder = register.existing[topic].get(id_of_name)
    if holder is not None and not is_called(holder, name):
        arguments = {"value": name, "id": id_of_name, "other": getattr(holder, "name", "")}
        problems.set_row_aside(row.sheet, Notice("duplicate.taken", arguments), row.place("name"))
        return None
    return id_of_name


def _is_same(topic: Topic, record_id: str, row: Row, first: Row, questions: Questions) -> bool:
    """Whether a second row is about the same record: it has its ID, adds nothing, or somebody says so."""
    name = row.text("name")
    if _letters(row) != _letters(first):
        return False
    adds_nothing = all(first.values.get(field) == value for field, value in row.values.items() if field != "name")
    is_same_body = topic == "working_groups" and not any(first.contradictions(row))
    if adds_nothing or is_same_body or (row.text("id") and first.text("id")):
        return True
    subject, place, choices = f"{topic}:{record_id}", row.place("name"), ("yes", "no")
    answer = questions.ask("same_rows", subject, place, choices, default="no", value=name, above=first.source.row)
    return answer == "yes"


def _letters(row: Row) -> str:
    """The name of a row as one word: hyphens, blanks and legal forms are no difference."""
    return name_spelling(row.text("name") or "").letters


def _set_duplicate_aside(record_id: str, row: Row, first: Row, register: Register, problems: Problems) -> None:
    """Set the second of two rows aside; where cells name it, or both have one ID, nobody knows which one is meant."""
    name, first_name = row.text("name") or "", first.text("name") or ""
    arguments = {"value": name, "id": record_id, "other": first_name, "other_row": first.source.row}
    if row.text("id") and first.text("id"):
        problems.refuse(Notice("duplicate.id", arguments), row.place("id"))
        return
    notice = Notice("duplicate.name" if folded(name) == folded(first_name) else "duplicate.slug", arguments)
    if register.is_mentioned(row.sheet.topic, name):
        problems.refuse(replace(notice, further="duplicate.mentioned"), row.place("name"))
    else:
        problems.set_row_aside(row.sheet, notice, row.place("name"))
