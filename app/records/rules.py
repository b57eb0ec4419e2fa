"""Rules of a record: what no type can say, and how a fault is set right where that loses nothing.

Imports, bodies of requests, merges and the store all ask here, so that whatever is stored can be edited.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace

from app.errors import InvalidInput, Problem
from app.records.actor import Actor
from app.records.areas import Area
from app.records.bounds import bounds_of
from app.records.cooperations import Cooperation, TieReport, Wave
from app.records.dates import Period
from app.records.faults import Fault
from app.records.fields import SUBJECT_TOPICS
from app.records.geometry import is_outline
from app.records.offers import Offer, Project
from app.records.records import Record, topic_of
from app.records.schema import Topic
from app.records.sources import InventoryCheck
from app.records.statistic import Observation
from app.refusals import said

WHOLES: Mapping[Topic, str] = {"areas": "part_of", "actors": "unit_of"}
"""Topics whose records lie in others of the same topic, and the field that names the one around."""


def faults(record: Record) -> Iterator[Fault]:
    """Everything that cannot be in a record, values alone first, then across fields."""
    bounds, values_of = bounds_of(topic_of(record))
    for bound, value in zip(bounds, values_of(record), strict=True):
        if value is bound.unset or (type(value) is str and not value.isspace() and 0 < len(value) <= bound.longest):
            continue  # as most are
        if not bound.holds(value):
            yield from bound.faults(value)
    yield from _period(record)
    yield from _CHECKS.get(type(record), _nothing)(record)


def way_back(record: str, whole_of: Mapping[str, str | None]) -> tuple[str, ...]:
    """The records from one to itself, each in the next; empty where none of those around it lies in it.

    A circle among those around it is theirs, not its own.
    """
    way = [record]
    while (whole := whole_of.get(way[-1])) is not None:
        way.append(whole)
        if whole == record:
            return tuple(way)
        if whole in way[:-1]:
            break
    return ()


def set_right(record: Record) -> Record:
    """The record with every fault mended that has a remedy; the others stay."""
    remedies = {name: value for fault in faults(record) for name, value in (fault.remedy or {}).items()}
    return replace(record, **remedies) if remedies else record


def check(record: Record) -> None:
    """Refuse a record with faults, also with those that have a remedy.

    Raises:
        InvalidInput: every fault with a pointer to its field.
    """
    problems = tuple(
        Problem(code=fault.code, message=fault.message, pointer=f"/{fault.field}") for fault in faults(record)
    )
    if problems:
        raise InvalidInput(said("record_contradicts_itself"), problems=problems)


def _period(record: Record) -> Iterator[Fault]:
    period = getattr(record, "period", None)
    if not isinstance(period, Period) or period.start is None or period.end is None:
        return
    if period.end.last < period.start.first:
        arguments = {"start": period.start, "end": period.end}
        yield Fault(field="end", rule="end_before_start", message="lies before the start", arguments=arguments)


def _nothing(_record: Record) -> Iterator[Fault]:
    return iter(())


def _cooperation(tie: Cooperation) -> Iterator[Fault]:
    if tie.actor_a == tie.actor_b:
        yield Fault(field="actor_b", rule="self_cooperation", message="is the same actor")
    elif tie.actor_b < tie.actor_a:
        ordered = {"actor_a": tie.actor_b, "actor_b": tie.actor_a}
        yield Fault(field="actor_a", rule="unordered", message="the smaller id comes first", remedy=ordered)
    if tie.status == "denied" and tie.strength:
        message = "nobody works together who says no"
        arguments = {"value": tie.strength}
        yield Fault(
            field="strength",
            rule="contradiction.strength",
            message=message,
            remedy={"strength": None},
            arguments=arguments,
        )


def _actor(actor: Actor) -> Iterator[Fault]:
    if actor.unit_of == actor.id:
        yield _part_of_itself("unit_of", "is the actor itself", None)
    if actor.id in actor.affiliated_to:
        yield _part_of_itself("affiliated_to", "holds the actor itself", _without(actor.affiliated_to, {actor.id}))


def _area(area: Area) -> Iterator[Fault]:
    if area.part_of == area.id:
        yield _part_of_itself("part_of", "is the area itself", None)
    if area.id in area.neighbours:
        yield _part_of_itself("neighbours", "holds the area itself", _without(area.neighbours, {area.id}))
    if area.geometry is not None and not is_outline(area.geometry):
        message = "is no Polygon or MultiPolygon of GeoJSON in degrees"
        yield Fault(field="geometry", rule="not_an_outline", message=message)


def _part_of_itself(name: str, message: str, remaining: tuple[str, ...] | None) -> Fault:
    return Fault(field=name, rule="part_of_itself", message=message, remedy={name: remaining})


def _without(ids: tuple[str, ...], dropped: Iterable[str]) -> tuple[str, ...]:
    return tuple(record_id for record_id in ids if record_id not in dropped)


def _leads(work: Offer | Project) -> Iterator[Fault]:
    """A lead takes part anyway, so naming it again among the partners says nothing more."""
    twice = frozenset(work.leads).intersection(work.partners)
    if twice:
        remedy = {"partners": _without(work.partners, twice)}
        message = "holds an actor that leads already"
        yield Fault(
            field="partners",
            rule="named_twice",
            message=message,
            remedy=remedy,
            arguments={"value": ", ".join(sorted(twice))},
        )


def _observation(observation: Observation) -> Iterator[Fault]:
    """What a source hides stays hidden."""
    if observation.suppressed and observation.value is not None:
        message = "is hidden by its source and given at once"
        yield Fault(field="value", rule="contradiction.suppressed", message=message, remedy={"value": None})


def _inventory_check(check: InventoryCheck) -> Iterator[Fault]:
    if check.subject_kind not in SUBJECT_TOPICS:
        message = "known are " + ", ".join(SUBJECT_TOPICS)
        yield Fault(
            field="subject_kind",
            rule="unknown_value.subject_kind",
            message=message,
            arguments={"value": check.subject_kind},
        )


def _wave(wave: Wave) -> Iterator[Fault]:
    """Whoever answered was asked."""
    questioned = frozenset(wave.asked)
    unasked = tuple(actor for actor in wave.answered_by if actor not in questioned)
    if unasked:
        remedy = {"asked": (*wave.asked, *unasked)}
        message = "holds an actor that was not asked"
        arguments = {"value": ", ".join(unasked)}
        yield Fault(field="answered_by", rule="not_asked", message=message, remedy=remedy, arguments=arguments)


def _tie_report(report: TieReport) -> Iterator[Fault]:
    if report.by == report.about:
        yield Fault(field="about", rule="self_report", message="is the same actor")
    if report.unsure and report.strength is not None:
        message = "nobody can say how closely who does not know whether"
        yield Fault(field="strength", rule="contradiction.unsure", message=message, remedy={"strength": None})


_CHECKS: dict[type, Callable[..., Iterator[Fault]]] = {
    Actor: _actor,
    Area: _area,
    Cooperation: _cooperation,
    InventoryCheck: _inventory_check,
    Observation: _observation,
    Offer: _leads,
    Project: _leads,
    TieReport: _tie_report,
    Wave: _wave,
}
