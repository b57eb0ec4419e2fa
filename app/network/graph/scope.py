"""Scopes: a part of a network, by area, theme, target group, kind, working group or ids, as a network of its own."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np

from app.errors import InvalidInput, UnknownName
from app.network.disclosure.output_gate import OutputGate
from app.network.graph.build_network import assembled
from app.network.graph.joint_work import LARGEST_JOINT_WORK
from app.network.graph.network import Network
from app.network.graph.scope_names import KINDS_OF_SCOPE, SCOPE_DOC, ScopeKind
from app.records.actor import Actor, kinds_of
from app.records.areas import Area, Place
from app.records.cooperations import TieReport, Wave
from app.records.funding import FundingArea, Grant
from app.records.meetings import WorkingGroup
from app.records.offers import Offer, Project
from app.records.profile import kind_group
from app.records.records import Record, Records
from app.records.schema import Topic, schema
from app.records.sources import InventoryCheck
from app.records.spelling import near_names
from app.records.statistic import Observation
from app.records.vocabulary import Lang, vocabulary
from app.refusals import said

_OF_SEVERAL: tuple[ScopeKind, ...] = ("area", "actors")
"""Kinds of scope that may name several ids: areas are taken together."""

FEWEST_ACTORS = 3
"""Of fewer, whatever is told is told about one of them to the other."""

_Work = Offer | Project | WorkingGroup
_UNCUT = ("affiliated_to", "unit_of")
"""Fields that keep ids from outside: who belongs to whom stays known."""

_RATINGS_OF_PARTNERS = tuple(name for name in TieReport.__slots__ if name.startswith(("trust_", "value_")))
_RemainingIds = Mapping[Topic, Collection[str]]
"""Ids of the records that stay, by topic."""


@dataclass(frozen=True, slots=True)
class Scope:
    """A part of a network: what it is defined by, and the id or code; several ids of areas and actors only."""

    kind: ScopeKind
    ids: tuple[str, ...]

    def __str__(self) -> str:
        """Scope as it is written: ``area=lindental``."""
        return f"{self.kind}={','.join(self.ids)}"


def read_scope(text: str) -> Scope:
    """A scope as it is written: ``area=lindental``, ``area=nord,west``, ``theme=health``, ``actors=awo,caritas,school``.

    Raises:
        InvalidInput: it is not written so.
    """
    kind, _, value = text.partition("=")
    ids = tuple(dict.fromkeys(part.strip() for part in value.split(",") if part.strip()))
    known = next((name for name in KINDS_OF_SCOPE if name == kind.strip()), None)
    if known is None or not ids or (known not in _OF_SEVERAL and len(ids) > 1):
        raise InvalidInput(
            said("part_of_network_unreadable", text=text), hint=said("write_part_of_network", parts=SCOPE_DOC)
        )
    return Scope(known, ids)


def title_of(network: Network, scope: Scope, lang: Lang) -> str:
    """What people call a part: the name of the area or working group, the label of a term, or the names of actors."""
    if scope.kind in ("theme", "target_group", "kind"):
        terms = vocabulary("actor_kind" if scope.kind == "kind" else scope.kind)
        return ", ".join(terms.term(code).label(lang) for code in scope.ids)
    topic = {"area": "areas", "working_group": "working_groups"}.get(scope.kind, "actors")
    return ", ".join(network.name(topic, name) for name in scope.ids)


def is_large_enough(network: Network, scope: Scope) -> bool:
    """Whether a part of a snapshot, which has to be there, holds the three actors that it takes to tell about it."""
    present: set[str] = set()
    for actor in _Part(network, scope).members():  # of a large part the first few works tell
        if actor in network.position:
            present.add(actor)
        if len(present) >= FEWEST_ACTORS:
            return True
    return False


def scoped(network: Network, scope: Scope) -> Network:
    """The part of a snapshot that a scope describes, as if nothing else had been recorded.

    - Actors: those named, of the kind or kind group, or of the working group; for an area, theme or target group who
      has a running offer, project or group there, for an area also whose seat or field of work it is.
    - Ties and answers: those among these actors. What they said about trust and value is left out: compared with the
      whole it would give single answers away.
    - Offers, projects, groups, places, grants: those with one of these actors, for an area, theme or target group those
      there; lists in them keep who and what is inside, except of more than eight partners.
    - Areas and their statistics: for an area it with all below and above it. Numbers that the whole keeps back stay hidden.
    - Statements that a list is complete: for an area those about it, else none: of a part no list is known to be complete.

    Raises:
        UnknownName: nothing has the id or code.
        InvalidInput: there are fewer than three actors in it.
    """
    part = _Part(network, scope)
    if len(part.actors) < FEWEST_ACTORS:
        raise InvalidInput(
            said("part_of_network_too_small", scope=scope, count=len(part.actors), fewest_actors=FEWEST_ACTORS),
            hint=said("choose_larger_part"),
        )
    everyone = network.records.actors
    inside = np.fromiter((actor.id in part.actors for actor in everyone), np.bool_, len(everyone))
    ties = network.ties_of_everyone
    recorded = ties.where(~ties.answered & inside[ties.a] & inside[ties.b]).renumbered(np.cumsum(inside) - 1)
    cut = assembled(part.records(), recorded, network.as_of, network.workspace, network.revision, network.closed_world)
    return replace(cut, **_of_file(network, cut), notices=network.notices)


def _of_file(network: Network, cut: Network) -> dict[str, Any]:
    """Further columns and directions of a graph file."""
    at = [network.position[actor.id] for actor in cut.actors]
    columns = {name: tuple(values[number] for number in at) for name, values in network.attributes.items()}
    arcs = None if network.arcs is None else network.arcs.among(np.isin(np.arange(len(network.actors)), at))
    return {"attributes": columns, "arcs": arcs, "dropped": network.dropped}


@dataclass(frozen=True)
class _Part:
    """Part of one snapshot inside a scope."""

    network: Network
    scope: Scope

    @cached_property
    def _id(self) -> str:
        return self.scope.ids[0]

    @cached_property
    def actors(self) -> frozenset[str]:
        """Ids of the actors inside that are there on the day."""
        return frozenset(self.members()) & self.network.position.keys()

    def members(self) -> Iterable[str]:
        """Ids of the actors inside, some more than once, also of those that are not there on the day."""
        by_kind: dict[ScopeKind, Callable[[], Iterable[str]]] = {
            "actors": self._listed_actors,
            "kind": self._of_kind,
            "working_group": self._of_working_group,
            "area": self._of_area,
            "theme": self._working_in_area,
            "target_group": self._working_in_area,
        }
        return by_kind[self.scope.kind]()

    def _listed_actors(self) -> Iterable[str]:
        for actor in self.scope.ids:
            _require(actor, self.network.position, "organisation")
        return self.scope.ids

    def _of_kind(self) -> Iterable[str]:
        kinds = vocabulary("actor_kind").terms
        _require(self._id, kinds, "kind of organisation")
        for actor in self.network.actors:
            if self._id in {name for kind in kinds_of(actor) for name in (kind, kind_group(kind))}:
                yield actor.id

    def _of_working_group(self) -> Iterable[str]:
        groups = {group.id: group for group in self.network.records.working_groups}
        _require(self._id, groups, "working group")
        return groups[self._id].actors

    def _of_area(self) -> Iterable[str]:
        for actor in self.network.actors:
            if actor.home_area in self._below or not self._below.isdisjoint(self._reached(actor.active_in)):
                yield actor.id
        for place in self.network.records.places:
            if place.area in self._below:
                yield from place.operators
        yield from self._working_in_area()

    def _working_in_area(self) -> Iterable[str]:
        records = self.network.records
        works: tuple[_Work, ...] = (*records.offers, *records.projects, *records.working_groups)
        for work in works:
            if work.period.active_on(self.network.as_of) and self._is_in_scope(work):
                yield from work.actors

    def _is_in_scope(self, work: _Work) -> bool:
        """Whether a work is for the area, on the theme or for the target group; any work for other scopes."""
        if self.scope.kind == "area":
            citywide = isinstance(work, Offer) and work.area_mode == "citywide"
            return citywide or not self._below.isdisjoint(self._reached(work.areas))
        if self.scope.kind == "theme":
            return not self._terms.isdisjoint(work.themes)
        if self.scope.kind == "target_group":
            return not isinstance(work, WorkingGroup) and not self._terms.isdisjoint(work.target_groups)
        return True

    def _reached(self, areas: Iterable[str]) -> Iterable[str]:
        return self.network.area_tree.reached(areas)

    @cached_property
    def _below(self) -> frozenset[str]:
        """The areas and all areas in them; nothing for another scope."""
        if self.scope.kind != "area":
            return frozenset()
        for area in self.scope.ids:
            _require(area, self.network.area_tree.kinds, "area")
        return frozenset(self.scope.ids).union(*map(self.network.area_tree.descendants, self.scope.ids))

    @cached_property
    def _terms(self) -> frozenset[str]:
        """The theme or target group and all terms below it."""
        terms = vocabulary(self.scope.kind)
        _require(self._id, terms.terms, self.scope.kind.replace("_", " "))
        return frozenset(code for code in terms.terms if self._id in (code, *terms.ancestors(code)))

    @cached_property
    def _areas(self) -> frozenset[str]:
        """Areas that stay recorded: for an area those in it and above it, else all."""
        if self.scope.kind == "area":
            return self._below.union(*map(self.network.area_tree.ancestors, self.scope.ids))
        return frozenset(area.id for area in self.network.records.areas)

    def records(self) -> Records:
        """All records inside, with what they say of others left out."""
        whole = self.network.records
        observations = OutputGate(whole.indicators, whole.observations, self.network.area_tree).visible_observations(
            whole.observations
        )
        visible_records = replace(whole, observations=tuple(observations))
        chosen = {topic: [record for record in records if self._stays(record)] for topic, records in visible_records}
        remaining_ids = {topic: {record.id for record in records} for topic, records in chosen.items()}
        cut = {
            topic: tuple(_cut(topic, record, remaining_ids) for record in records) for topic, records in chosen.items()
        }
        return Records(**cut)  # type: ignore[arg-type]

    def _stays(self, record: Record) -> bool:
        """Whether a record is about somebody or something inside; what is about neither stays."""
        match record:
            case Offer() | Project() | WorkingGroup():
                return self._is_in_scope(record) and self._has(record.actors)
            case Actor():
                return record.id in self.actors
            case Grant():
                return self._has(record.recipients)
            case Wave():
                return self._has((*record.asked, *record.answered_by))
            case TieReport():
                return {record.by, record.about} <= self.actors
            case _:
                return self._is_inside(record)

    def _has(self, actors: Iterable[str]) -> bool:
        return not self.actors.isdisjoint(actors)

    def _is_inside(self, record: Record) -> bool:
        match record:
            case Place():
                return record.area in self._below if self.scope.kind == "area" else self._has(record.operators)
            case InventoryCheck():
                return record.subject in self._below
            case FundingArea():
                return not self._areas.isdisjoint(record.areas)
            case Observation():
                return record.area in self._areas
            case Area():
                return record.id in self._areas
        return True


def _require(name: str, known: Collection[str], kind_of_name: str) -> None:
    if name not in known:
        near = near_names(name, known, most=2)
        hint = said("did_you_mean", names=near) if near else said("look_up_id", kind=kind_of_name)
        raise UnknownName(said(f"unknown_{kind_of_name.replace(' ', '_')}", name=name), hint=hint)


def _cut(topic: Topic, record: Record, remaining_ids: _RemainingIds) -> Record:
    """A record without references to what is outside."""
    changes: dict[str, Any] = {}
    large = isinstance(record, Offer | Project) and len(record.actors) > LARGEST_JOINT_WORK
    for field, targets in schema().references[topic].items():
        value = getattr(record, field)
        whole = field in _UNCUT or (large and targets == ("actors",))
        if isinstance(value, tuple) and not whole:
            changes[field] = tuple(name for name in value if any(name in remaining_ids[target] for target in targets))
    if isinstance(record, Wave):
        changes["asked_about"] = record.asked_about or record.asked
    if isinstance(record, TieReport):
        changes |= dict.fromkeys(_RATINGS_OF_PARTNERS)
    return replace(record, **changes)
