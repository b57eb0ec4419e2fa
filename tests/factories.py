"""How does a test say which records it is about? Small factories: only what matters is named, lists are words.

``network(offer("s1", "A", areas="D1 D2"), tie("A", "B", strength=2))`` knows the actors A and B without more ado.
"""

import json
from collections.abc import Iterable
from datetime import date
from typing import Any

from app.network.graph.build_network import build_network
from app.network.graph.network import Network
from app.records.actor import Actor
from app.records.areas import Area, Place
from app.records.cooperations import Cooperation, TieReport, Wave
from app.records.dates import PartialDate
from app.records.funding import FundingArea, Grant, Programme
from app.records.ids import made_id
from app.records.meetings import Occasion, WorkingGroup
from app.records.offers import Offer, Project
from app.records.records import TOPICS, Record, Records
from app.records.sources import InventoryCheck
from app.records.statistic import Indicator, Observation

AS_OF = date(2024, 9, 1)
"""The day of the toy examples in the documents."""


def actor(actor_id: str, **values: Any) -> Actor:
    return Actor(id=actor_id, **_with_name(actor_id, values))


def area(area_id: str, **values: Any) -> Area:
    return Area(id=area_id, **_with_name(area_id, values))


def outline(east: float, north: float, size: float = 0.01) -> str:
    """The outline of a square with its corner in the south-west there, in degrees."""
    right, top = round(east + size, 6), round(north + size, 6)
    corners = [[east, north], [right, north], [right, top], [east, top], [east, north]]
    return json.dumps({"type": "Polygon", "coordinates": [corners]}, separators=(",", ":"))


def offer(offer_id: str, leads: str = "", **values: Any) -> Offer:
    return Offer(id=offer_id, leads=_words(leads), **_with_name(offer_id, values))


def project(project_id: str, leads: str = "", **values: Any) -> Project:
    return Project(id=project_id, leads=_words(leads), **_with_name(project_id, values))


def group(group_id: str, members: str = "", **values: Any) -> WorkingGroup:
    return WorkingGroup(id=group_id, members=_words(members), **_with_name(group_id, values))


def tie(actor_a: str, actor_b: str, **values: Any) -> Cooperation:
    """A tie between two actors in either order; stated, and of unknown strength, unless said otherwise.

    A no is an answer of one of them; with ``basis="stated"`` it is the coordinator's own.
    """
    if values.get("status") == "denied":
        values.setdefault("basis", "survey")
    first, second = sorted((actor_a, actor_b))
    tie_id = values.pop("id", f"{first}--{second}--{values.get('kind', 'other')}")
    return Cooperation(id=tie_id, actor_a=first, actor_b=second, **_read(values))


def place(place_id: str, **values: Any) -> Place:
    return Place(id=place_id, **_with_name(place_id, values))


def funding_area(area_id: str, areas: str = "", **values: Any) -> FundingArea:
    return FundingArea(id=area_id, areas=_words(areas), **_with_name(area_id, values))


def programme(programme_id: str, **values: Any) -> Programme:
    return Programme(id=programme_id, **_with_name(programme_id, values))


def grant(grant_id: str, programme_id: str, recipients: str = "", **values: Any) -> Grant:
    return Grant(id=grant_id, programme=programme_id, recipients=_words(recipients), **_read(values))


def occasion(occasion_id: str, day: str, **values: Any) -> Occasion:
    return Occasion(id=occasion_id, date=PartialDate.parse(day), **_with_name(occasion_id, values))


def indicator(indicator_id: str, measure: str = "share", **values: Any) -> Indicator:
    return Indicator(id=indicator_id, measure=measure, **_with_name(indicator_id, values))


def observation(indicator_id: str, area_id: str, value: float | None, **values: Any) -> Observation:
    """A value at the end of 2023 unless ``ref_date`` says otherwise."""
    dated = {"ref_date": "2023-12-31", "id": f"{indicator_id}/{area_id}"} | values
    return Observation(indicator=indicator_id, area=area_id, value=value, **_read(dated))


def checked(record_kind: str, subject: str, subject_kind: str = "area", **values: Any) -> InventoryCheck:
    """The statement of 2024-06-30 that a list is complete, unless said otherwise."""
    result = {"checked_on": "2024-06-30", "complete": True, "id": f"{record_kind}/{subject}"} | values
    return InventoryCheck(subject_kind=subject_kind, subject=subject, record_kind=record_kind, **_read(result))


def wave(wave_id: str, asked: str = "", **values: Any) -> Wave:
    """A wave of 2024 in which everybody asked saw a list of those asked, unless said otherwise."""
    result = {"date": "2024-06", "mode": "roster"} | values
    return Wave(id=wave_id, asked=_words(asked), **_with_name(wave_id, result))


def report(wave_id: str, by: str, about: str, strength: int | None = None, **values: Any) -> TieReport:
    """What one actor said about another; that they work together, unless said otherwise."""
    by_name = {"wave": wave_id, "by": by, "about": about, **values}
    report_id = made_id("tie_reports", by_name)
    return TieReport(id=report_id, wave=wave_id, by=by, about=about, strength=strength, **_read(values))


def records(*given: Record) -> Records:
    """Records sorted into their topics, with every actor that is mentioned but not given."""
    topic_of = {kind: topic for topic, kind in TOPICS.items()}
    known = {item.id for item in given if isinstance(item, Actor)}
    mentioned = sorted({entry for record in given for entry in _actors(record)} - known)
    by_name: dict[str, list[Record]] = {}
    for record in (*given, *map(actor, mentioned)):
        by_name.setdefault(topic_of[type(record)], []).append(record)
    return Records(**{topic: tuple(sorted(all_, key=lambda record: record.id)) for topic, all_ in by_name.items()})  # type: ignore[arg-type]


def network(*given: Record, as_of: date | str = AS_OF, closed_world: bool = False) -> Network:
    """The snapshot of these records on a day."""
    day = date.fromisoformat(as_of) if isinstance(as_of, str) else as_of
    return build_network(records(*given), day, workspace="test", closed_world=closed_world)


def _actors(record: Record) -> Iterable[str]:
    for name in _ACTOR_LISTS:
        yield from getattr(record, name, ())
    yield from filter(None, (getattr(record, name, None) for name in _ACTORS))


_DATES = ("start", "end", "ref_date", "checked_on", "date")
_ACTORS = ("actor_a", "actor_b", "unit_of", "by", "about")
_ACTOR_LISTS = (
    "leads",
    "partners",
    "members",
    "chairs",
    "moderators",
    "recipients",
    "participants",
    "operators",
    "mediated_by",
    "affiliated_to",
    "asked",
    "answered_by",
    "asked_about",
)
_LISTS = (
    *_ACTOR_LISTS,
    "areas",
    "target_groups",
    "themes",
    "kinds",
    "active_in",
    "neighbours",
    "projects",
    "offers",
    "functions",
)


def _with_name(record_id: str, values: dict[str, Any]) -> dict[str, Any]:
    """Values with the id as name where none is given."""
    return {"name": record_id} | _read(values)


def _read(values: dict[str, Any]) -> dict[str, Any]:
    """Texts of dates and lists as what they mean."""
    return {name: _value(name, value) for name, value in values.items()}


def _value(name: str, value: Any) -> Any:
    if name in _DATES and isinstance(value, str):
        return PartialDate.parse(value)
    return _words(value) if name in _LISTS else value


def _words(value: str | Iterable[str]) -> tuple[str, ...]:
    return tuple(value.split() if isinstance(value, str) else value)
