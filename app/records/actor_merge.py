"""What do the records say once two actors are one?"""

import dataclasses
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from typing import Any

from app.records.actor import Actor
from app.records.cooperations import COOPERATING, Cooperation, TieReport
from app.records.fields import IDENTITY
from app.records.ids import made_id
from app.records.offers import Offer, Project
from app.records.records import Record, Records
from app.records.schema import schema

_SUREST = ("confirmed", "documented", "stated", "one_sided", "contradicted", "denied", "unknown")


@dataclass(frozen=True, slots=True)
class ActorMerge:
    """What is to be written: ``upserts`` are the records that differ, ``deletes`` ids by topic."""

    upserts: Records
    deletes: Mapping[str, Sequence[str]]


def actor_merge(records: Records, kept: str, gone: str) -> ActorMerge:
    """One actor takes the place of another everywhere, and fills what it does not say itself with what the other says.

    Ties of one kind with one partner become one, and so does what both said in a wave about one; what the two were
    to each other is left out.

    Args:
        records: both actors, and every record that refers to one of them.
        kept: id of the actor that stays.
        gone: id of the other.
    """
    upserts: dict[str, tuple[Record, ...]] = {}
    deletes: dict[str, list[str]] = {"actors": [gone]}
    for topic, some in records:
        moved = [(one, _moved(topic, one, kept, gone)) for one in some if (topic, one.id) != ("actors", gone)]
        if topic in IDENTITY:
            upserts[topic], deletes[topic] = _joined_records(topic, moved)
        else:
            upserts[topic] = tuple(after for before, after in moved if after != before)
    actors = {one.id: one for one in records.actors}
    filled = _filled(actors[kept], actors[gone])
    others = tuple(one for one in upserts["actors"] if one.id != kept)
    upserts["actors"] = tuple(sorted((*others, filled), key=lambda one: one.id))
    return ActorMerge(Records(**upserts), {topic: ids for topic, ids in deletes.items() if ids})  # type: ignore[arg-type]  # a topic is a field


def _moved(topic: str, record: Record, kept: str, gone: str) -> Record:
    """A record that names the one where it named the other."""
    fields = [field for field, targets in schema().references[topic].items() if targets == ("actors",)]
    values: dict[str, Any] = {field: _replaced(getattr(record, field), kept, gone) for field in fields}
    if isinstance(record, Offer | Project):
        values["partners"] = tuple(one for one in values["partners"] if one not in values["leads"])
    if isinstance(record, Cooperation):
        values["actor_a"], values["actor_b"] = sorted((values["actor_a"], values["actor_b"]))
    return dataclasses.replace(record, **values)


def _replaced(value: Any, kept: str, gone: str) -> Any:
    if isinstance(value, tuple):
        return tuple(dict.fromkeys(kept if one == gone else one for one in value))
    return kept if value == gone else value


def _joined_records(topic: str, moved: Sequence[tuple[Record, Record]]) -> tuple[tuple[Record, ...], list[str]]:
    """Records that are now about the same become one; those that nobody touched are left alone."""
    groups: dict[tuple[str, ...], list[tuple[Record, Record]]] = {}
    for pair in moved:
        groups.setdefault(tuple(getattr(pair[1], field) for field in IDENTITY[topic]), []).append(pair)
    touched = {key: pairs for key, pairs in groups.items() if any(before != after for before, after in pairs)}
    kept = [_joined(topic, pairs) for pairs in touched.values() if not _about_itself(pairs[0][1])]
    stay = {one.id for one in kept}
    gone = [before.id for pairs in touched.values() for before, _ in pairs if before.id not in stay]
    return tuple(sorted(kept, key=lambda one: one.id)), sorted(gone)


def _about_itself(record: Record) -> bool:
    match record:
        case Cooperation():
            return record.actor_a == record.actor_b
        case TieReport():
            return record.by == record.about
    return False


def _joined(topic: str, pairs: Sequence[tuple[Record, Record]]) -> Record:
    """One record of several; that of the actor that stays comes first."""
    ordered = sorted(pairs, key=lambda pair: (pair[0] != pair[1], pair[0].id))
    before, after = ordered[0]
    made = before.id == made_id(topic, dataclasses.asdict(before))
    joined = reduce(_both, (one for _, one in ordered[1:]), after)
    return dataclasses.replace(joined, id=made_id(topic, dataclasses.asdict(after)) if made else before.id)


def _both(one: Record, other: Record) -> Record:
    """What two records about the same say together."""
    match one, other:
        case Cooperation(), Cooperation():
            return _tie(one, other)
        case TieReport(), TieReport():
            return other if one.unsure else one
    return one


def _tie(one: Cooperation, other: Cooperation) -> Cooperation:
    """The surer of the two, with the greater strength and the longer time; a yes and a no contradict each other."""
    surer, less = sorted((one, other), key=lambda tie: _SUREST.index(tie.status))
    strengths = [tie.strength for tie in (one, other) if tie.strength is not None]
    return dataclasses.replace(
        surer,
        status="contradicted" if surer.status in COOPERATING and less.status == "denied" else surer.status,
        strength=surer.strength if surer.status == "denied" else max(strengths, default=None),
        reference=surer.reference or less.reference,
        **_longest(one, other),
    )


def _filled(kept: Actor, gone: Actor) -> Actor:
    both = {kept.id, gone.id}
    above = (one for one in (kept.unit_of, gone.unit_of) if one is not None and one not in both)
    return dataclasses.replace(
        kept,
        short_name=kept.short_name or gone.short_name,
        kinds=_union(kept.kinds, gone.kinds),
        sphere=kept.sphere or gone.sphere,
        unit_of=next(above, None),
        affiliated_to=tuple(one for one in _union(kept.affiliated_to, gone.affiliated_to) if one not in both),
        one_person=kept.one_person and gone.one_person,
        mediator=kept.mediator or gone.mediator,
        active_in=_union(kept.active_in, gone.active_in),
        home_area=kept.home_area or gone.home_area,
        **_longest(kept, gone),
    )


def _union(one: tuple[str, ...], other: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*one, *other)))


def _longest(one: Actor | Cooperation, other: Actor | Cooperation) -> dict[str, Any]:
    """The time of either; where a day is not known there is no bound."""
    starts, ends = (one.start, other.start), (one.end, other.end)
    return {
        "start": None if None in starts else min(filter(None, starts), key=lambda day: day.first),
        "end": None if None in ends else max(filter(None, ends), key=lambda day: day.last),
    }
