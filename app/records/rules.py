"""Is a record sound in itself? What no type can say: periods that run backwards, partners that are the same actor."""

from collections.abc import Callable, Iterator

from app.errors import InvalidInput, Problem
from app.records.actor import Actor
from app.records.areas import Area
from app.records.cooperations import Cooperation, TieReport, Wave
from app.records.dates import PartialDate
from app.records.offers import Offer, Project
from app.records.records import Record
from app.records.statistic import LOWEST_THRESHOLD, Indicator, Observation

Found = tuple[str, str, str]
"""Field, code and message of something wrong."""


def check(record: Record) -> None:
    """Refuse a record that contradicts itself.

    Raises:
        InvalidInput: every contradiction with a pointer to its field.
    """
    found = [*_period(record), *_own_checks(record)]
    if found:
        problems = tuple(Problem(code=code, message=message, pointer=f"/{field}") for field, code, message in found)
        raise InvalidInput("the record contradicts itself", problems=problems)


def _period(record: Record) -> Iterator[Found]:
    start, end = getattr(record, "start", None), getattr(record, "end", None)
    if isinstance(start, PartialDate) and isinstance(end, PartialDate) and end.last < start.first:
        yield "end", "end_before_start", "lies before the start"


def _own_checks(record: Record) -> Iterator[Found]:
    for kind, one in _CHECKS.items():
        if isinstance(record, kind):
            yield from one(record)


def _cooperation(record: Cooperation) -> Iterator[Found]:
    if record.actor_a == record.actor_b:
        yield "actor_b", "self_cooperation", "is the same actor"
    if record.status == "denied" and (record.strength or 0) > 0:
        yield "strength", "contradiction", "nobody works together who says no"


def _actor(record: Actor) -> Iterator[Found]:
    if record.unit_of == record.id:
        yield "unit_of", "part_of_itself", "is the actor itself"
    if record.id in record.affiliated_to:
        yield "affiliated_to", "part_of_itself", "holds the actor itself"


def _area(record: Area) -> Iterator[Found]:
    if record.part_of == record.id:
        yield "part_of", "part_of_itself", "is the area itself"
    if record.id in record.neighbours:
        yield "neighbours", "part_of_itself", "holds the area itself"


def _indicator(record: Indicator) -> Iterator[Found]:
    if record.smallest_count < LOWEST_THRESHOLD:
        yield "smallest_count", "too_small", f"is less than {LOWEST_THRESHOLD}: single people could be told"


def _observation(record: Observation) -> Iterator[Found]:
    if record.suppressed and record.value is not None:
        yield "value", "contradiction", "is hidden by its source and given at once"


def _wave(record: Wave) -> Iterator[Found]:
    if not set(record.answered_by) <= set(record.asked):
        yield "answered_by", "not_asked", "holds an actor that was not asked"


def _tie_report(record: TieReport) -> Iterator[Found]:
    if record.by == record.about:
        yield "about", "self_report", "is the same actor"
    if record.unsure and record.strength is not None:
        yield "strength", "contradiction", "nobody can say how closely who does not know whether"


def _leads(record: Offer | Project) -> Iterator[Found]:
    if set(record.leads) & set(record.partners):
        yield "partners", "named-twice", "holds an actor that leads already"


_CHECKS: dict[type, Callable[..., Iterator[Found]]] = {
    Cooperation: _cooperation,
    Actor: _actor,
    Area: _area,
    Indicator: _indicator,
    Observation: _observation,
    Wave: _wave,
    TieReport: _tie_report,
    Offer: _leads,
    Project: _leads,
}
