"""Lists of records: those that fit filters, of a part of the network or valid on a day, in an order."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Any, get_args, get_origin

from app.errors import InvalidInput, Problem, UnknownName
from app.network.graph.network import Network
from app.network.graph.scope import Scope
from app.records.cooperations import Cooperation
from app.records.dates import PartialDate, Period
from app.records.fields import holds, types_of, writable
from app.records.records import Record, topic_of
from app.records.schema import Topic
from app.records.vocabulary import fold
from app.refusals import said
from app.store.bolt import Database
from app.store.records import get, matching
from app.usecases.records.small_counts import RecordGate
from app.usecases.snapshots import Snapshots

_SINGLE = {str, int, float, bool, PartialDate}


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """Which records, and in which order.

    ``filters`` are values by field: equal to it, or in its list. ``sort`` is a field, with a minus in front for the
    other way round. ``as_of`` leaves out what had ended by that day, had not begun, or is dated later.
    """

    q: str = ""
    filters: Mapping[str, Any] = field(default_factory=dict)
    sort: str = "id"
    as_of: date | None = None
    scope: Scope | None = None

    @property
    def is_plain(self) -> bool:
        """Whether nothing but a part of the name is asked for: the database can answer that page by page."""
        return not self.filters and self.sort == "id" and self.as_of is None and self.scope is None


def filter_fields(topic: Topic) -> tuple[str, ...]:
    """Fields by which records of a topic can be chosen: codes, references, yes or no."""
    return tuple(
        name
        for name, kind in writable(topic).items()
        if holds(topic, name).vocabulary or holds(topic, name).refers_to or bool in (kind, *get_args(kind))
    )


def sort_fields(topic: Topic) -> tuple[str, ...]:
    """Fields by which a list can be sorted: those with one value."""
    names = (
        name
        for name, kind in types_of(topic).items()
        if get_origin(kind) is not tuple and _SINGLE & {kind, *get_args(kind)}
    )
    return tuple(name for name in names if name != "source")


async def listed(
    database: Database,
    snapshots: Snapshots,
    workspace: str,
    topic: Topic,
    selection: Selection,
    *,
    gate: RecordGate,
    today: date,
) -> list[Record]:
    """Every record of a topic that is asked for, in the order that is asked for, as it may be read.

    What may not be read is hidden before anything is compared: the place in a sorted list would tell it.

    Raises:
        UnknownName: no such workspace, or nothing has the id of the scope.
        InvalidInput: a filter names what does not exist.
    """
    await _check_references(database, workspace, topic, selection.filters)
    records = gate.visible_records(await matching(database, workspace, topic, selection.q))
    if selection.scope is not None:
        part = await snapshots.part(workspace, selection.as_of, today, selection.scope)
        records = _within(part.network, topic, records)
    chosen = [record for record in records if _fits(record, selection)]
    return _in_order(sorted(chosen, key=lambda record: record.id), selection.sort)


async def _check_references(database: Database, workspace: str, topic: Topic, filters: Mapping[str, Any]) -> None:
    """Refuse a filter that nothing can fit: misspelt it would say that there is nothing."""
    problems = []
    for name, value in filters.items():
        target = holds(topic, name).refers_to
        if target is None:
            continue
        try:
            await get(database, workspace, target, value)
        except UnknownName as error:
            problems.append(Problem(code="unknown_reference", message=error.detail, pointer=name))
    if problems:
        raise InvalidInput(said("filter_unknown"), problems=tuple(problems))


def _within(network: Network, topic: Topic, records: Sequence[Record]) -> Sequence[Record]:
    """The records of a part of the network; of cooperations those between two of its actors."""
    actors = {actor.id for actor in network.records.actors}
    ids = {record.id for record in getattr(network.records, topic)}
    return [
        record
        for record in records
        if record.id in ids
        or (isinstance(record, Cooperation) and record.actor_a in actors and record.actor_b in actors)
    ]


def _fits(record: Record, selection: Selection) -> bool:
    day = selection.as_of
    return (day is None or _valid_on(record, day)) and all(
        _holds(getattr(record, name), wanted) for name, wanted in selection.filters.items()
    )


def _holds(value: Any, wanted: Any) -> bool:
    return wanted in value if isinstance(value, tuple) else value == wanted


def _valid_on(record: Record, day: date) -> bool:
    """Begun and not ended; what has one date: not dated later; what has none: always."""
    dates = {name: getattr(record, name) for name in _date_fields(topic_of(record))}
    period = Period(dates.pop("start", None), dates.pop("end", None))
    return period.active_on(day) and all(dated is None or dated.first <= day for dated in dates.values())


@cache
def _date_fields(topic: Topic) -> tuple[str, ...]:
    return tuple(name for name, kind in types_of(topic).items() if PartialDate in (kind, *get_args(kind)))


def _in_order(records: Sequence[Record], sort: str) -> list[Record]:
    """Sorted; equal ones stay in the order of their ids, unknown values come last either way."""
    name = sort.removeprefix("-")
    known = [record for record in records if getattr(record, name) is not None]
    unknown = [record for record in records if getattr(record, name) is None]
    return sorted(known, key=lambda record: _comparable(getattr(record, name)), reverse=sort != name) + unknown


def _comparable(value: Any) -> Any:
    return str(value) if isinstance(value, PartialDate) else fold(value) if isinstance(value, str) else value
