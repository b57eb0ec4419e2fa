"""Merging of two actors: the records once they are one."""

import dataclasses
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from typing import Any, NamedTuple

from app.records.actor import Actor
from app.records.cooperations import COOPERATING, STATUSES, Cooperation, TieReport
from app.records.fields import LONGEST_TEXT
from app.records.ids import IDENTITY, made_id
from app.records.records import Record, Records
from app.records.rules import set_right
from app.records.schema import Topic, schema


@dataclass(frozen=True, slots=True)
class ActorMerge:
    """Changes to be written: ``upserts`` are the records that differ, ``deletes`` ids by topic."""

    upserts: Records
    deletes: Mapping[Topic, Sequence[str]]


class _Moved(NamedTuple):
    """A record before and after one actor took the place of the other in it."""

    before: Record
    after: Record


def actor_merge(records: Records, kept_id: str, gone_id: str) -> ActorMerge:
    """Changes by which one actor takes the place of another everywhere, its empty fields filled from the other.

    Ties of one kind with one partner become one, and so does what both said in a wave about one; what the two were
    to each other is left out.

    Args:
        records: both actors, and every record that refers to one of them.
        kept_id: id of the actor that stays.
        gone_id: id of the other.
    """
    upserts: dict[str, tuple[Record, ...]] = {}
    deletes: dict[Topic, list[str]] = {"actors": [gone_id]}
    for topic, of_topic in records:
        staying = (record for record in of_topic if (topic, record.id) != ("actors", gone_id))
        moves = [_Moved(record, _moved(topic, record, kept_id, gone_id)) for record in staying]
        if topic in IDENTITY:
            upserts[topic], deletes[topic] = _joined_records(topic, moves)
        else:
            upserts[topic] = tuple(move.after for move in moves if move.after != move.before)
    actors = {actor.id: actor for actor in records.actors}
    filled = _filled(actors[kept_id], actors[gone_id])
    changed_actors = [filled, *(actor for actor in upserts["actors"] if actor.id != kept_id)]
    upserts["actors"] = tuple(sorted(changed_actors, key=lambda actor: actor.id))
    return ActorMerge(Records(**upserts), {topic: ids for topic, ids in deletes.items() if ids})  # type: ignore[arg-type]  # a topic is a field


def _moved(topic: Topic, record: Record, kept_id: str, gone_id: str) -> Record:
    """A record that names the kept actor where it named the one gone; by the rules a lead is no partner beside itself."""
    fields = [field for field, targets in schema().references[topic].items() if targets == ("actors",)]
    values: dict[str, Any] = {field: _replaced(getattr(record, field), kept_id, gone_id) for field in fields}
    return set_right(dataclasses.replace(record, **values))


def _replaced(value: Any, kept_id: str, gone_id: str) -> Any:
    if isinstance(value, tuple):
        return tuple(dict.fromkeys(kept_id if actor == gone_id else actor for actor in value))
    return kept_id if value == gone_id else value


def _joined_records(topic: Topic, moves: Sequence[_Moved]) -> tuple[tuple[Record, ...], list[str]]:
    """Records that are now about the same become one; those that nobody touched are left alone."""
    groups: dict[tuple[str, ...], list[_Moved]] = {}
    for move in moves:
        groups.setdefault(tuple(getattr(move.after, field) for field in IDENTITY[topic]), []).append(move)
    touched = [group for group in groups.values() if any(move.before != move.after for move in group)]
    joined = [_joined(topic, group) for group in touched if not _about_itself(group[0].after)]
    staying = {record.id for record in joined}
    gone = [move.before.id for group in touched for move in group if move.before.id not in staying]
    return tuple(sorted(joined, key=lambda record: record.id)), sorted(gone)


def _about_itself(record: Record) -> bool:
    match record:
        case Cooperation():
            return record.actor_a == record.actor_b
        case TieReport():
            return record.by == record.about
    return False


def _joined(topic: Topic, group: Sequence[_Moved]) -> Record:
    """One record of several; that of the actor that stays comes first. A made id follows the actors, a given one stays."""
    ordered = sorted(group, key=lambda move: (move.before != move.after, move.before.id))
    before, after = ordered[0]
    joined = reduce(_combined, (move.after for move in ordered[1:]), after)
    was_made = before.id == made_id(topic, _values(before))
    return dataclasses.replace(joined, id=(was_made and made_id(topic, _values(after))) or before.id)


def _values(record: Record) -> dict[str, Any]:
    return {field.name: getattr(record, field.name) for field in dataclasses.fields(record)}


def _combined(record_a: Record, record_b: Record) -> Record:
    """One record of two about the same."""
    match record_a, record_b:
        case Cooperation(), Cooperation():
            return same_tie(record_a, record_b)
        case TieReport(), TieReport():
            return record_b if record_a.unsure else record_a
    return record_a


def same_tie(tie_a: Cooperation, tie_b: Cooperation) -> Cooperation:
    """Two ties of one kind and pair as one: the surer, with the greater strength and the longer time; a yes and a no contradict each other."""
    surer, less_sure = sorted((tie_a, tie_b), key=lambda tie: -STATUSES.index(tie.status))
    strengths = [tie.strength for tie in (tie_a, tie_b) if tie.strength is not None]
    return dataclasses.replace(
        surer,
        status="contradicted" if surer.status in COOPERATING and less_sure.status == "denied" else surer.status,
        strength=surer.strength if surer.status == "denied" else max(strengths, default=None),
        reference=surer.reference or less_sure.reference,
        **_longest(tie_a, tie_b),
    )


def _filled(kept_actor: Actor, gone_actor: Actor) -> Actor:
    pair = {kept_actor.id, gone_actor.id}
    above = (actor for actor in (kept_actor.unit_of, gone_actor.unit_of) if actor is not None and actor not in pair)
    return dataclasses.replace(
        kept_actor,
        short_name=kept_actor.short_name or gone_actor.short_name,
        kinds=_union(kept_actor.kinds, gone_actor.kinds),
        sphere=kept_actor.sphere or gone_actor.sphere,
        unit_of=next(above, None),
        affiliated_to=tuple(
            actor for actor in _union(kept_actor.affiliated_to, gone_actor.affiliated_to) if actor not in pair
        ),
        one_person=kept_actor.one_person and gone_actor.one_person,
        mediator=kept_actor.mediator or gone_actor.mediator,
        active_in=_union(kept_actor.active_in, gone_actor.active_in),
        home_area=kept_actor.home_area or gone_actor.home_area,
        note=_both_notes(kept_actor.note, gone_actor.note),
        aliases=_union(
            kept_actor.aliases,
            tuple(name for name in (gone_actor.name, *gone_actor.aliases) if name != kept_actor.name),
        ),
        **_longest(kept_actor, gone_actor),
    )


def _both_notes(note_a: str | None, note_b: str | None) -> str | None:
    """One note below the other; where both are longer than a note may be, the first alone."""
    joined = "\n".join(dict.fromkeys(filter(None, (note_a, note_b))))
    return (joined if len(joined) <= LONGEST_TEXT else note_a) or None


def _union(codes_a: tuple[str, ...], codes_b: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*codes_a, *codes_b)))


def _longest(record_a: Actor | Cooperation, record_b: Actor | Cooperation) -> dict[str, Any]:
    """The time of either; where a day is not known there is no bound."""
    starts, ends = (record_a.start, record_b.start), (record_a.end, record_b.end)
    return {
        "start": None if None in starts else min(filter(None, starts), key=lambda day: day.first),
        "end": None if None in ends else max(filter(None, ends), key=lambda day: day.last),
    }
