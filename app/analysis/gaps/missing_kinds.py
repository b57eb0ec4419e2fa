"""Kinds of actors expected in a working group, or in an area without one, that no member has.

Who is not yet at the table of a group, or in an area that has no group?
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import product

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
from app.network.district.occasions import Occasions
from app.network.district.presence import Presence
from app.network.district.service_cells import Cells
from app.network.graph.network import Network
from app.network.pairs.pair_state import PairState, PairStates
from app.records.actor import Actor, kinds_of
from app.records.profile import profiles
from app.records.schema import Topic
from app.refusals import said

_WEIGHTS = {"candidate": 0.5, "contact": 0.3, "same_theme": 0.2}
_AREA = 0.5  # kinds expected in an area are agreed by nobody; those of a group follow from its list
_CERTAIN = ("confirmed", "documented", "recorded", "stated")


@dataclass(frozen=True, slots=True)
class Parameters:
    """Groups and areas that are looked at, and the lists of kinds expected in them.

    ``smallest`` (3): raise it where lists of members are short because the rest is not entered; 1 looks at all.
    ``group_profiles`` (empty: the list that fits the kind or the themes of the group): set ``group=list`` for a group that
    agreed on another list, ``group=none`` for a group that expects no kinds.
    ``area_profile`` (``deck_quarter``): set another list for areas of another kind, ``none`` to ask about groups alone.
    """

    smallest: int = parameter(3, "recorded actors below which a group or an area is not looked at", low=1, high=50)
    group_profiles: tuple[str, ...] = parameter(
        (), "other lists of expected kinds, as group=list, for example runder-tisch=deck_labour or runder-tisch=none"
    )
    area_profile: str = parameter(
        "deck_quarter", "list of kinds expected in areas without a group", choices=(*profiles(), NO_PROFILE)
    )


@dataclass(frozen=True, slots=True)
class _Candidate:
    """An actor of a missing kind; ``contact`` is the present actor who works with it already, ``state`` of that pair."""

    actor: Actor
    same_theme: bool
    contact: Actor | None
    state: PairState | None

    def order(self) -> tuple[bool, bool, str]:
        """Sorts the candidate to ask first to the front."""
        return self.contact is None, not self.same_theme, self.actor.id


def run(network: Network, parameters: Parameters) -> Answer:
    """A finding for each expected kind that no active member of a group, or no actor of an area, has."""
    search = _KindSearch(network, parameters)
    enough = [table for table in search.all_tables if len(table.present) >= parameters.smallest]
    findings = in_order(
        finding for table in enough for kind in table.missing for finding in _findings(search, table, kind)
    )
    return Answer(
        findings=findings,
        summary={"tables": len(enough), "findings": len(findings)},
        not_looked_at=tuple(_not_looked_at(search)),
    )


@dataclass(frozen=True)
class _KindSearch:
    """Groups and areas of a network with the kinds they lack, and the candidates for these kinds."""

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
    def themes(self) -> Mapping[str, Mapping[str, date]]:
        """Last day of a running offer or project on a theme, by actor and theme."""
        last_days: dict[str, dict[str, date]] = {}
        for _, record in self.network.view(Cells).running:
            end = record.end.last if record.end else date.max
            for actor, theme in product(record.actors, record.themes):
                of_actor = last_days.setdefault(actor, {})
                of_actor[theme] = max(end, of_actor.get(theme, end))
        return last_days

    def candidate(self, table: Table, kind: str) -> _Candidate | None:
        """The actor to ask first: with a contact, then on the same theme, then by id."""
        seated = {actor.id for actor in table.present}
        actors = (actor for actor in table.candidates if actor.id not in seated and meets(actor, kind))
        candidates = [self._candidate(table, actor) for actor in actors]
        return min(candidates, key=_Candidate.order, default=None)

    @staticmethod
    def leaving(table: Table, kind: str) -> tuple[Actor, date] | None:
        """The actor of a kind that stays longest of those that will soon be gone, with its last day; None: there is none."""
        seated = {actor.id for actor in table.present}
        leaving = [entry for entry in table.leaving.items() if entry[0].id not in seated and meets(entry[0], kind)]
        return min(leaving, key=lambda entry: (-entry[1].toordinal(), entry[0].id), default=None)

    def _candidate(self, table: Table, actor: Actor) -> _Candidate:
        state_of = self.network.view(PairStates)
        states = {member.id: state_of(member.id, actor.id) for member in table.present}
        partners = [member for member in table.present if _in_contact(states[member.id])]
        contact = min(partners, key=lambda partner: (-(states[partner.id].strength or 0), partner.id), default=None)
        return _Candidate(
            actor=actor,
            same_theme=self._on_same_theme(table, actor),
            contact=contact,
            state=states[contact.id] if contact else None,
        )

    def _on_same_theme(self, table: Table, actor: Actor) -> bool:
        """Whether an actor works on a theme of a table, and still does when it meets."""
        day = table.meeting or self.network.view(Occasions).proposed_until
        return any(theme in table.themes and last > day for theme, last in self.themes.get(actor.id, {}).items())


def _chosen(network: Network, texts: tuple[str, ...]) -> Mapping[str, str]:
    """Lists of kinds set by ``group_profiles``, by id of the group.

    Raises:
        InvalidInput: for a text that names no recorded group or no list.
    """
    chosen = {group.strip(): code.strip() for group, _, code in (text.partition("=") for text in texts)}
    known = {group.id for group in network.records.working_groups}
    for group, code in chosen.items():
        if group not in known or code not in (*profiles(), NO_PROFILE):
            raise InvalidInput(
                said("missing_kinds_list_unknown", group=group, code=code),
                hint=said("write_missing_kinds_list", names=", ".join((*profiles(), NO_PROFILE))),
            )
    return chosen


def _in_contact(state: PairState) -> bool:
    """Whether the pair works together for certain: a claim of one side is no contact to name to third parties."""
    return (state.tied or state.coordinated == "yes") and state.rests_on in _CERTAIN


def _findings(search: _KindSearch, table: Table, kind: str) -> Iterator[Finding]:
    """The finding about a missing kind; none for an area with neither a complete list nor a candidate."""
    candidate = search.candidate(table, kind)
    if _of_group(table) or table.complete or candidate is not None:
        yield _finding(search, table, kind, candidate)


def _finding(search: _KindSearch, table: Table, kind: str, candidate: _Candidate | None) -> Finding:
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
        message=Message(_code(table, candidate), _arguments(search, table, kind, candidate)),
        evidence=tuple(_evidence(search, table, candidate)),
        contributions=contributions,
        unknowns=tuple(_unknowns(table, candidate)),
        card="close" if rests_on == "recorded" else "ask",
    )


def _of_group(table: Table) -> bool:
    return table.subject.kind == "working_group"


def _rests_on(table: Table, candidate: _Candidate | None) -> RestsOn:
    """The ground of a finding: a kind that is recorded nowhere may exist until the actors are recorded completely."""
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


def _arguments(search: _KindSearch, table: Table, kind: str, candidate: _Candidate | None) -> Mapping[str, Argument]:
    actor, contact = (candidate.actor, candidate.contact) if candidate else (None, None)
    leaving, last_day = (None if candidate else search.leaving(table, kind)) or (None, None)
    return {
        "table": table.subject,
        "kind": Code("actor_kind", kind),
        "areas": tuple(search.network.subject("areas", area) for area in table.areas),
        "candidate": _subject(search, actor),
        "candidate_area": _area_of_candidate(search, table, actor),
        "same_theme": candidate is not None and candidate.same_theme,
        "leaving": _subject(search, leaving),
        "leaving_on": last_day,
        "contact": _subject(search, contact),
        "listed": table.check.checked_on.last if table.check else None,
        "complete": table.complete,
        "actors_complete": table.actors_complete,
        "present": len(table.present),
        "without_kind": table.without_kind,
        "meeting": table.meeting,
    }


def _subject(search: _KindSearch, actor: Actor | None) -> Subject | None:
    return search.network.subject("actors", actor.id) if actor else None


def _area_of_candidate(search: _KindSearch, table: Table, actor: Actor | None) -> Subject | None:
    """The area in which a candidate is present: an area of the group, or one near."""
    if actor is None:
        return None
    presence = search.network.view(Presence)
    areas = table.areas if _of_group(table) else presence.near(table.areas[0])
    present = presence.areas_beyond(actor.id, table.meeting)
    home = next((area for area in areas if not present.isdisjoint(presence.within(area))), None)
    return search.network.subject("areas", home) if home else None


def _evidence(search: _KindSearch, table: Table, candidate: _Candidate | None) -> Iterator[Evidence]:
    topic: Topic = "working_groups" if _of_group(table) else "areas"
    field = "members" if _of_group(table) else None
    yield search.network.evidence(topic, table.subject.id, field)
    if table.check is not None:
        yield search.network.evidence("inventory_checks", table.check.id)
    if candidate is not None:
        yield search.network.evidence("actors", candidate.actor.id, "kinds")
        yield from candidate.state.evidence if candidate.state else ()


def _unknowns(table: Table, candidate: _Candidate | None) -> Iterator[str]:
    if not table.complete:
        yield "list_not_confirmed"
    if table.without_kind:
        yield "actors_without_kind"
    if candidate is None and not table.actors_complete:
        yield "actors_not_confirmed"


def _not_looked_at(search: _KindSearch) -> Iterator[NotLookedAt]:
    for code, tables in (
        ("groups_with_few_members", search.tables.of_groups),
        ("areas_with_few_actors", search.tables.of_areas),
    ):
        few = tuple(table.subject.id for table in tables if len(table.present) < search.parameters.smallest)
        yield NotLookedAt(code, len(few), few)
    present = {actor.id: actor for table in search.all_tables for actor in table.present}
    without = tuple(sorted(actor_id for actor_id, actor in present.items() if not kinds_of(actor)))
    yield NotLookedAt("actors_without_kind", len(without), without)


ANALYSIS = Analysis(
    id="missing-kinds",
    version=4,
    parameters=Parameters,
    run=run,
    needs=("working_groups", "areas"),
    section="table",
    cost=of_size(5),
)
