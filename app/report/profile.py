"""Steckbrief: what is recorded about one organisation, area or working group, and every hint about it."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date

from app.errors import InvalidInput, UnknownName
from app.findings import Code
from app.network.district.cities import Cities, is_citywide
from app.network.district.inventory import Inventory
from app.network.district.occasions import day_of
from app.network.district.presence import Presence
from app.network.graph.joint_work import joint_work
from app.network.graph.network import Network
from app.records.actor import Actor, kinds_of
from app.records.areas import Area
from app.records.cooperations import STATUSES
from app.records.meetings import WorkingGroup
from app.records.offers import Offer, Project
from app.records.schema import Topic
from app.records.sources import InventoryCheck
from app.records.spelling import folded, near_names
from app.records.vocabulary import Lang
from app.refusals import said
from app.report.material import Material
from app.report.profile_hints import hints
from app.report.profile_statistics import statistics_of
from app.report.report import Fact, Report, Section
from app.report.texts import label, quoted, value_text

Described = Actor | Area | WorkingGroup

_TOPICS: tuple[Topic, ...] = ("actors", "areas", "working_groups")
_STATUSES_FOR_PARTNERS = ("stated", "documented", "confirmed")
"""Statuses of a tie that tell nobody who said no."""


def described(network: Network, name: str) -> tuple[Topic, Described]:
    """The organisation, area or group that a name or an id means, with its topic.

    Raises:
        UnknownName: nothing is called so; the nearest names are given.
        InvalidInput: several are; their ids are given.
    """
    everything = [(topic, record) for topic in _TOPICS for record in _records(network, topic)]
    fitting = [pair for pair in everything if pair[1].id == name]
    fitting = fitting or [pair for pair in everything if folded(pair[1].name) == folded(name)]
    if not fitting:
        _refuse_what_ended(network, name)
        near = near_names(name, dict.fromkeys(record.name for _, record in everything), likeness="part", most=3)
        raise UnknownName(said("name_unknown", name=name), hint=said("did_you_mean", names=near) if near else None)
    if len(fitting) > 1:
        ids = ", ".join(record.id for _, record in fitting)
        raise InvalidInput(said("name_ambiguous", name=name), hint=said("name_by_id", ids=ids))
    return fitting[0]


def _refuse_what_ended(network: Network, name: str) -> None:
    """Refuse an organisation that is recorded, but not for the day.

    Raises:
        UnknownName: it does not exist on the day.
    """
    for actor in network.records.actors:
        if actor.id not in network.position and (actor.id == name or folded(actor.name) == folded(name)):
            hint = said("choose_day")
            raise UnknownName(said("actor_not_existing_on_day", actor=actor.name, as_of=network.as_of), hint=hint)


def _records(network: Network, topic: Topic) -> tuple[Described, ...]:
    records: tuple[Described, ...] = network.actors if topic == "actors" else getattr(network.records, topic)
    return records


def profile(material: Material, name: str) -> Report:
    """The Steckbrief of what a name or an id means."""
    topic, record = described(material.network, name)
    title = f"{record.name} – {label('edition', 'steckbrief', material.lang)}"
    return material.report("steckbrief", title, _facts(material, record), _sections(material, topic, record))


def _facts(material: Material, record: Described) -> Iterable[Fact]:
    match record:
        case Actor():
            values = _of_actor(material.network, record)
        case Area():
            values = _of_area(material, record)
        case WorkingGroup():
            values = _of_group(material, record)
    return (Fact(label=material.words(code), value=value_text(value, material.lang)) for code, value in values if value)


def _of_actor(network: Network, actor: Actor) -> Iterator[tuple[str, object]]:
    yield "kind", tuple(Code("actor_kind", kind) for kind in kinds_of(actor))
    yield "exists_until", actor.end and actor.end.last
    yield "unit_of", actor.unit_of and network.name("actors", actor.unit_of)
    yield "units", tuple(unit.name for unit in network.actors if unit.unit_of == actor.id)
    yield "affiliated_to", tuple(network.name("actors", whole) for whole in actor.affiliated_to)
    yield "home_area", actor.home_area and network.name("areas", actor.home_area)
    yield "active_in", tuple(network.name("areas", area) for area in actor.active_in)
    yield "mediates_in", tuple(area.name for area in network.records.areas if actor.id in area.mediated_by)


def _of_area(material: Material, area: Area) -> Iterator[tuple[str, object]]:
    network = material.network
    yield "part_of", area.part_of and network.name("areas", area.part_of)
    yield (
        "in_funding_area",
        tuple(
            funded.name
            for funded in network.records.funding_areas
            if area.id in funded.areas and funded.period.active_on(network.as_of)
        ),
    )
    yield "mediated_by", _present(network, area.mediated_by)
    yield "present", tuple(actor.name for actor in network.view(Presence).actors_within(area.id))
    if material.audience != "public":
        yield "complete", tuple(_confirmed_list(check, material.lang) for check in _confirmations(network, area))


def _confirmations(network: Network, area: Area) -> Iterator[InventoryCheck]:
    """The confirmations of whole lists of an area."""
    for check in network.view(Inventory).confirmations:
        if (check.subject_kind, check.subject, check.theme) == ("area", area.id, None):
            yield check


def _confirmed_list(check: InventoryCheck, lang: Lang) -> str:
    return f"{label('record_kind', check.record_kind, lang)} ({value_text(check.checked_on.last, lang)})"


def _of_group(material: Material, group: WorkingGroup) -> Iterator[tuple[str, object]]:
    network = material.network
    yield "kind", group.kind and Code("working_group_kind", group.kind)
    yield "themes", tuple(Code("theme", theme) for theme in group.themes)
    yield "exists_until", group.end and group.end.last
    yield "group_areas", tuple(network.name("areas", area) for area in group.areas)
    members = _present(network, group.actors)
    yield "members", len(members) if material.audience == "public" else members
    yield "chairs", _present(network, group.chairs)
    yield "moderators", _present(network, group.moderators)
    days = (day_of(occasion) for occasion in network.records.occasions if occasion.working_group == group.id)
    yield "next_session", min((day for day in days if day and day > network.as_of), default=None)


def _present(network: Network, actors: Iterable[str]) -> tuple[str, ...]:
    """Names of those of some actors that exist on the day, as the hints count them."""
    return tuple(network.name("actors", actor) for actor in actors if actor in network.position)


def _sections(material: Material, topic: Topic, record: Described) -> Iterable[Section]:
    own = {(topic.removesuffix("s"), record.id), *_own_work(material.network, record), *_parts(material, record)}
    if isinstance(record, Area):
        yield material.section("statistics", lines=statistics_of(material, record.id))
    yield material.section("work", lines=_work(material, record))
    if isinstance(record, Actor) and material.audience != "public":
        yield material.section("partners", lines=_partners(material, record))
    yield hints(material, own)


def _parts(material: Material, record: Described) -> Iterator[tuple[str, str]]:
    """The parts of an area: what lies in one lies in it."""
    if isinstance(record, Area):
        yield from (("area", part) for part in material.network.view(Presence).within(record.id))


def _work(material: Material, record: Described) -> Iterable[str]:
    """Its offers, projects and groups, by kind and name; what is over comes last."""
    records, as_of = material.network.records, material.network.as_of
    belongs = _belongs_to(material.network, record)
    recorded: tuple[Offer | Project, ...] = (*records.offers, *records.projects)
    works = [
        work for work in recorded if belongs(work) and (_present(material.network, work.actors) or not work.actors)
    ]
    for work in sorted(works, key=lambda work: _is_over(work, as_of)):
        yield _work_line(material, work, record)
    within = material.network.view(Presence).within(record.id) if isinstance(record, Area) else frozenset()
    for group in (group for group in records.working_groups if group.period.active_on(as_of)):
        if group is not record and (record.id in group.actors or not within.isdisjoint(group.areas)):
            yield f"{label('kind', 'working_group', material.lang)}: {group.name}"


def _own_work(network: Network, record: Described) -> Iterator[tuple[str, str]]:
    """Kinds and ids of the offers and projects that are its own: hints about them are hints about it."""
    belongs = _belongs_to(network, record)
    yield from (("offer", offer.id) for offer in network.records.offers if belongs(offer))
    yield from (("project", project.id) for project in network.records.projects if belongs(project))


def _belongs_to(network: Network, record: Described) -> Callable[[Offer | Project], bool]:
    if isinstance(record, Actor):
        return lambda work: record.id in work.actors
    if isinstance(record, Area):
        within, cities = network.view(Presence).within(record.id), network.view(Cities)
        return lambda work: not within.isdisjoint(cities.whole(work) if is_citywide(work) else work.areas)
    return lambda _work: False


def _is_over(work: Offer | Project, as_of: date) -> bool:
    return work.end is not None and work.end.last < as_of


def _work_line(material: Material, work: Offer | Project, record: Described) -> str:
    """An offer or project with where it is, or in an area who makes it, its themes and its end."""
    network, kind = material.network, "offer" if isinstance(work, Offer) else "project"
    topic, ids = ("actors", work.leads or work.partners) if isinstance(record, Area) else ("areas", work.areas)
    over = "ended" if _is_over(work, network.as_of) else "until"
    details = (
        value_text(tuple(network.name(topic, name) for name in ids), material.lang),
        value_text(tuple(Code("theme", theme) for theme in work.themes), material.lang),
        material.words(over, end=work.end.last) if work.end else "",
    )
    joined_details = "; ".join(detail for detail in details if detail)
    return f"{label('kind', kind, material.lang)}: {work.name}" + (f" ({joined_details})" if joined_details else "")


def _partners(material: Material, actor: Actor) -> list[str]:
    """Who it is recorded to work with, and on what that rests; for others than the coordinator only what all may know."""
    network = material.network
    lines = []
    for partner in network.actors:
        numbers = network.ties_between(actor.id, partner.id) if partner.id != actor.id else ()
        grounds = {_ground(network, number, material) for number in numbers} - {None}
        told = [*sorted(filter(None, grounds)), *_joint(material, actor, partner)]
        if told:
            lines.append(f"{partner.name} – {'; '.join(told)}")
    return lines


def _joint(material: Material, actor: Actor, partner: Actor) -> Iterator[str]:
    """The running offers and projects that two carry together: they count as partners like those of a recorded tie."""
    works = material.network.view(joint_work).get((min(actor.id, partner.id), max(actor.id, partner.id)), ())
    for topic, work in works:
        kind = value_text(Code("cooperation_kind", f"joint_{topic.removesuffix('s')}"), material.lang)
        yield f"{kind} {quoted(work.name, material.lang)}"


def _ground(network: Network, number: int, material: Material) -> str | None:
    """What a tie rests on; for others than the coordinator without who said it, and nothing of a no."""
    status = network.tie_evidence(number).field or "unknown"
    if material.audience != "internal" and STATUSES[int(network.ties.status[number])] not in _STATUSES_FOR_PARTNERS:
        return None
    hidden = status == "answered" and material.audience != "internal"
    status_text = label("rests", "recorded", material.lang) if hidden else label("tie_status", status, material.lang)
    since = network.ties.year(number)
    return status_text if since is None else f"{status_text}, {material.words('since_year', year=str(since))}"
