"""Lists that nobody has confirmed to be complete: what each is about, and what is recorded on it so far."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from app.findings import Finding, Subject
from app.network.district.presence import Presence
from app.network.graph.network import Network
from app.records.meetings import WorkingGroup
from app.records.offers import Offer, Project
from app.records.vocabulary import Lang
from app.report.texts import filled, label, value_text

MOST_ENTRIES = 30
"""What a message can hold of one list."""


@dataclass(frozen=True, slots=True)
class OpenList:
    """A list nobody has confirmed to be complete: the ``record_kind`` it lists, and the ``subject`` it is about."""

    record_kind: str
    subject: Subject


_BY_SUBJECT: Mapping[str, Mapping[str, str]] = {
    "coverage": {"area": "offers"},
    "participation": {"area": "working_groups"},
    "joint-projects": {"area": "projects"},
    "role-models": {"area": "projects"},
    "missing-kinds": {"area": "actors", "working_group": "members"},
    "unmediated-groups": {"working_group": "members"},
    "places": {"area": "places", "place": "place_use"},
}
"""Which list a hint on an unconfirmed list is about, by analysis and kind of subject: codes of ``record_kind``."""

_BY_CODE: Mapping[str, Mapping[str, str]] = {
    "unbridged-areas": {
        "mediator_unchecked": "mediators",
        "group_unchecked": "working_groups",
        "bridge_unchecked": "actors",
    }
}
"""Kind of the list where the code of the message tells it, by analysis and code."""


def lists_of(analysis: str) -> frozenset[str]:
    """Kinds of lists by which an analysis could say that something is missing: codes of ``record_kind``."""
    return frozenset({**_BY_SUBJECT.get(analysis, {}), **_BY_CODE.get(analysis, {})}.values())


def open_list_of(finding: Finding) -> OpenList | None:
    """The list whose completeness is in question; a missing meeting is in no list that could be complete."""
    if finding.rests_on != "not_recorded" or finding.message.code == "meeting":
        return None
    by_code = _BY_CODE.get(finding.analysis, {}).get(finding.message.code)
    kinds = _BY_SUBJECT.get(finding.analysis, {})
    lists = (OpenList(kinds[subject.kind], subject) for subject in finding.subjects if subject.kind in kinds)
    return OpenList(by_code, finding.subjects[0]) if by_code else next(lists, None)


def told_list(open_list: OpenList, network: Network, lang: Lang) -> str:
    """The list with its entries, for whoever is to say whether it is complete: „Angebote, Altstadt: Lernclub; …“."""
    entries = recorded_on(open_list, network, lang)
    return filled(
        label("inquiry", "list_of", lang),
        lang,
        kind=label("record_kind", open_list.record_kind, lang),
        name=open_list.subject.name,
        entries=entries[:MOST_ENTRIES],
        more=max(0, len(entries) - MOST_ENTRIES),
    )


def recorded_on(open_list: OpenList, network: Network, lang: Lang) -> tuple[str, ...]:
    """Names of what is recorded on a list on the day, sorted."""
    subject, presence = open_list.subject, network.view(Presence)
    works = (work for _, work in presence.cells.running)
    names: Iterable[str]
    match open_list.record_kind:
        case "offers" | "projects":
            kind = Offer if open_list.record_kind == "offers" else Project
            around = presence.around(subject.id)
            names = (_work(work, network, lang) for work in works if isinstance(work, kind) and around & {*work.areas})
        case "actors":
            names = (actor.name for actor in presence.actors_within(subject.id))
        case "mediators":
            names = (actor.name for actor in presence.mediators(subject.id))
        case "working_groups":
            names = (group.name for group in presence.groups(subject.id))
        case "members":
            names = _members(subject.id, network)
        case "places":
            within = presence.within(subject.id)
            names = (place.name for place in network.records.places if place.area in within)
        case _:
            names = (_work(work, network, lang) for work in works if work.place == subject.id)
    return tuple(sorted({*names}))


def _work(work: Offer | Project, network: Network, lang: Lang) -> str:
    names = [network.name("actors", actor) for actor in work.leads or work.partners]
    return f"{work.name} ({value_text(names, lang)})"


def _members(group_id: str, network: Network) -> Iterable[str]:
    group = network.record("working_groups", group_id)
    actors = group.actors if isinstance(group, WorkingGroup) else ()
    return (network.name("actors", actor) for actor in actors if actor in network.position)
