"""Who is not yet at the table of a group, or in an area that has no group?"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from app.analysis.cost import of_size
from app.analysis.interface import Analysis, Answer, parameter
from app.errors import InvalidInput
from app.findings import (
    Argument,
    Code,
    Evidence,
    Finding,
    Message,
    NotLookedAt,
    RestsOn,
    Subject,
    finding_key,
    in_order,
)
from app.network.district.group_membership import NO_PROFILE, Table, Tables, meets
from app.network.district.presence import Presence
from app.network.district.service_cells import Cells
from app.network.graph.network import Network
from app.network.pairs.pair_state import PairState, PairStates
from app.records.actor import Actor, kinds_of
from app.records.profile import profiles

_WEIGHTS = {"candidate": 0.5, "contact": 0.3, "same_theme": 0.2}
_AREA = 0.5  # what an area needs nobody agreed on; what a group needs follows from its list
_CERTAIN = ("confirmed", "documented", "recorded", "stated")


@dataclass(frozen=True, slots=True)
class Parameters:
    """What decides."""

    smallest: int = parameter(3, "recorded actors below which a group or an area is not looked at", low=1, high=50)
    group_profiles: tuple[str, ...] = parameter(
        (), "other lists of expected kinds, as group=list, for example runder-tisch=deck_labour or runder-tisch=none"
    )
    area_profile: str = parameter(
        "deck_quarter", "list of kinds expected in areas without a group", choices=(*profiles(), NO_PROFILE)
    )


@dataclass(frozen=True, slots=True)
class _Candidate:
    """Somebody of a missing kind; ``contact`` is who of those present already works with them, ``state`` how."""

    actor: Actor
    same_theme: bool
    contact: Actor | None
    state: PairState | None


def run(network: Network, parameters: Parameters) -> Answer:
    """A finding for each expected kind that no active member of a group, or no actor of an area, has."""
    city = _City(network, parameters)
    enough = [table for table in city.all_tables if len(table.present) >= parameters.smallest]
    findings = in_order(one for table in enough for kind in table.missing for one in _findings(city, table, kind))
    return Answer(
        findings=findings,
        summary={"tables": len(enough), "findings": len(findings)},
        not_looked_at=tuple(_not_looked_at(city)),
    )


@dataclass(frozen=True)
class _City:
    network: Network
    parameters: Parameters

    @cached_property
    def tables(self) -> Tables:
        chosen = _chosen(self.network, self.parameters.group_profiles)
        return Tables(self.network, chosen, self.parameters.area_profile)

    @cached_property
    def all_tables(self) -> tuple[Table, ...]:
        return (*self.tables.of_groups, *self.tables.of_areas)

    @cached_property
    def themes(self) -> Mapping[str, frozenset[str]]:
        """Themes of running offers and projects by actor."""
        found: dict[str, set[str]] = {}
        for _, record in self.network.view(Cells).running:
            for actor in record.actors:
                found.setdefault(actor, set()).update(record.themes)
        return {actor: frozenset(themes) for actor, themes in found.items()}

    def candidate(self, table: Table, kind: str) -> _Candidate | None:
        """The one to ask first: with a contact, then on the same theme, then by id."""
        seated = {one.id for one in table.present}
        lasts = self.network.view(Presence).lasts
        asked = (one for one in table.asked if one.id not in seated and meets(one, kind) and lasts(one.id))
        found = [self._candidate(table, one) for one in asked]
        return min(found, key=lambda one: (one.contact is None, not one.same_theme, one.actor.id), default=None)

    def _candidate(self, table: Table, actor: Actor) -> _Candidate:
        state_of = self.network.view(PairStates)
        states = {one.id: state_of(one.id, actor.id) for one in table.present}
        tied = [one for one in table.present if _in_contact(states[one.id])]
        contact = min(tied, key=lambda one: (-(states[one.id].strength or 0), one.id), default=None)
        return _Candidate(
            actor=actor,
            same_theme=not table.themes.isdisjoint(self.themes.get(actor.id, ())),
            contact=contact,
            state=states[contact.id] if contact else None,
        )


def _chosen(network: Network, texts: tuple[str, ...]) -> Mapping[str, str]:
    """Profiles that somebody chose, by id of the group."""
    chosen = {group.strip(): code.strip() for group, _, code in (text.partition("=") for text in texts)}
    known = {group.id for group in network.records.working_groups}
    for group, code in chosen.items():
        if group not in known or code not in (*profiles(), NO_PROFILE):
            raise InvalidInput(
                f"missing-kinds: {group}={code} names no group or no list",
                hint=f"write group=list with one of {', '.join((*profiles(), NO_PROFILE))}",
            )
    return chosen


def _in_contact(state: PairState) -> bool:
    """A claim of one side is no contact that could be named to others."""
    return (state.tied or state.coordinated == "yes") and state.rests_on in _CERTAIN


def _findings(city: _City, table: Table, kind: str) -> Iterator[Finding]:
    """None about an area where neither the list nor anybody near says anything."""
    candidate = city.candidate(table, kind)
    if _of_group(table) or table.complete or candidate is not None:
        yield _finding(city, table, kind, candidate)


def _finding(city: _City, table: Table, kind: str, candidate: _Candidate | None) -> Finding:
    rests_on = _rests_on(table, candidate)
    contributions = _contributions(table, candidate)
    certain = rests_on == "recorded" and candidate is not None and _of_group(table)
    return Finding(
        key=finding_key("missing-kinds", [table.subject.id], f"{table.subject.kind}/{kind}"),
        analysis="missing-kinds",
        subjects=(table.subject,),
        score=round(sum(contributions.values()), 9),
        band="clear" if certain else "possible",
        rests_on=rests_on,
        message=Message(_code(table, candidate), _arguments(city, table, kind, candidate)),
        evidence=tuple(_evidence(city, table, candidate)),
        contributions=contributions,
        unknowns=tuple(_unknowns(table, candidate)),
        card="close" if rests_on == "recorded" else "ask",
    )


def _of_group(table: Table) -> bool:
    return table.subject.kind == "working_group"


def _rests_on(table: Table, candidate: _Candidate | None) -> RestsOn:
    """A kind that is recorded nowhere may exist unless the actors are recorded completely."""
    if not table.complete or (candidate is None and not table.actors_complete):
        return "not_recorded"
    return "unknown" if table.without_kind else "recorded"


def _code(table: Table, candidate: _Candidate | None) -> str:
    case = "unconfirmed" if not table.complete or table.without_kind else "known" if candidate else "nobody"
    return case if _of_group(table) else f"area_{case}"


def _contributions(table: Table, candidate: _Candidate | None) -> Mapping[str, float]:
    parts = {
        "candidate": candidate is not None,
        "contact": candidate is not None and candidate.contact is not None,
        "same_theme": candidate is not None and candidate.same_theme,
    }
    scale = 1.0 if _of_group(table) else _AREA
    return {name: round(scale * _WEIGHTS[name] * part, 9) for name, part in parts.items()}


def _arguments(city: _City, table: Table, kind: str, candidate: _Candidate | None) -> Mapping[str, Argument]:
    actor, contact = (candidate.actor, candidate.contact) if candidate else (None, None)
    return {
        "table": table.subject,
        "kind": Code("actor_kind", kind),
        "areas": tuple(city.network.subject("areas", area) for area in table.areas),
        "candidate": _subject(city, actor),
        "candidate_area": _where(city, table, actor),
        "same_theme": candidate is not None and candidate.same_theme,
        "contact": _subject(city, contact),
        "listed": table.check.checked_on.last if table.check else None,
        "complete": table.complete,
        "actors_complete": table.actors_complete,
        "present": len(table.present),
        "without_kind": table.without_kind,
        "meeting": table.meeting,
    }


def _subject(city: _City, actor: Actor | None) -> Subject | None:
    return city.network.subject("actors", actor.id) if actor else None


def _where(city: _City, table: Table, actor: Actor | None) -> Subject | None:
    """The area in which a candidate is present: one of the group, or one near."""
    if actor is None:
        return None
    presence = city.network.view(Presence)
    wanted = table.areas if _of_group(table) else presence.near(table.areas[0])
    present = presence.areas_of[actor.id]
    found = next((area for area in wanted if not present.isdisjoint(presence.within(area))), None)
    return city.network.subject("areas", found) if found else None


def _evidence(city: _City, table: Table, candidate: _Candidate | None) -> Iterator[Evidence]:
    topic, field = ("working_groups", "members") if _of_group(table) else ("areas", None)
    yield city.network.evidence(topic, table.subject.id, field)
    if table.check is not None:
        yield city.network.evidence("inventory_checks", table.check.id)
    if candidate is not None:
        yield city.network.evidence("actors", candidate.actor.id, "kinds")
        yield from candidate.state.evidence if candidate.state else ()


def _unknowns(table: Table, candidate: _Candidate | None) -> Iterator[str]:
    if not table.complete:
        yield "list_not_confirmed"
    if table.without_kind:
        yield "actors_without_kind"
    if candidate is None and not table.actors_complete:
        yield "actors_not_confirmed"


def _not_looked_at(city: _City) -> Iterator[NotLookedAt]:
    for code, tables in (
        ("groups_with_few_members", city.tables.of_groups),
        ("areas_with_few_actors", city.tables.of_areas),
    ):
        few = tuple(one.subject.id for one in tables if len(one.present) < city.parameters.smallest)
        yield NotLookedAt(code, len(few), few)
    present = {one.id: one for table in city.all_tables for one in table.present}
    without = tuple(sorted(actor for actor, one in present.items() if not kinds_of(one)))
    yield NotLookedAt("actors_without_kind", len(without), without)


ANALYSIS = Analysis(
    id="missing-kinds",
    version=2,
    parameters=Parameters,
    run=run,
    needs=("working_groups", "areas"),
    section="table",
    cost=of_size(25),
)
