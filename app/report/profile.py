"""Steckbrief: what is recorded about one organisation, area or working group, and every hint about it."""

from collections.abc import Callable, Iterable

from app.errors import InvalidInput, UnknownName
from app.findings import Code
from app.network.graph.network import Network
from app.records.actor import Actor, kinds_of
from app.records.areas import Area
from app.records.cooperations import STATUSES
from app.records.meetings import WorkingGroup
from app.records.offers import Offer, Project
from app.records.spelling import folded, meant
from app.report.choice import clear_first
from app.report.material import Material
from app.report.report import Fact, Report, Section
from app.report.texts import label, shown

Described = Actor | Area | WorkingGroup

HINTS = 12
_TOPICS = ("actors", "areas", "working_groups")
_TOLD_TO_OTHERS = ("stated", "documented", "confirmed")
"""Statuses of a tie that tell nobody who said no."""


def described(network: Network, name: str) -> tuple[str, Described]:
    """The organisation, area or group that a name or an id means, with its topic.

    Raises:
        UnknownName: nothing is called so; the nearest names are given.
        InvalidInput: several are; their ids are given.
    """
    everything = [(topic, record) for topic in _TOPICS for record in _records(network, topic)]
    fitting = [pair for pair in everything if pair[1].id == name]
    fitting = fitting or [pair for pair in everything if folded(pair[1].name) == folded(name)]
    if not fitting:
        near = meant(name, dict.fromkeys(record.name for _, record in everything), likeness="part", most=3)
        raise UnknownName(f"nothing is called {name}", hint=f"did you mean {' or '.join(near)}?" if near else None)
    if len(fitting) > 1:
        ids = ", ".join(record.id for _, record in fitting)
        raise InvalidInput(f"several are called {name}", hint=f"name one by its id: {ids}")
    return fitting[0]


def _records(network: Network, topic: str) -> tuple[Described, ...]:
    records: tuple[Described, ...] = network.actors if topic == "actors" else getattr(network.records, topic)
    return records


def profile(material: Material, name: str) -> Report:
    """The Steckbrief of what a name or an id means."""
    topic, record = described(material.network, name)
    title = f"{record.name} – {label('edition', 'steckbrief', material.lang)}"
    return material.report("steckbrief", title, _facts(material, record), _sections(material, topic, record))


def _facts(material: Material, record: Described) -> Iterable[Fact]:
    network, lang = material.network, material.lang
    values: list[tuple[str, object]] = []
    match record:
        case Actor():
            values = [("kind", tuple(Code("actor_kind", kind) for kind in kinds_of(record)))]
            values += [("home_area", record.home_area and network.name("areas", record.home_area))]
            values += [("active_in", tuple(network.name("areas", area) for area in record.active_in))]
        case Area():
            values = [("part_of", record.part_of and network.name("areas", record.part_of))]
            values += [("mediated_by", tuple(network.name("actors", actor) for actor in record.mediated_by))]
        case WorkingGroup():
            values = [("group_areas", tuple(network.name("areas", area) for area in record.areas))]
            values += [("members", len(record.actors))]
            values += [("chairs", tuple(network.name("actors", actor) for actor in record.chairs))]
    known = ((code, value) for code, value in values if value)
    return (Fact(label=material.words(code), value=shown(value, lang)) for code, value in known)


def _sections(material: Material, topic: str, record: Described) -> Iterable[Section]:
    kind = topic.removesuffix("s")
    about = [
        finding
        for finding in material.findings
        if any(subject.kind == kind and subject.id == record.id for subject in finding.subjects)
    ]
    yield material.section("work", lines=_work(material, record))
    if isinstance(record, Actor) and material.audience != "public":
        yield material.section("partners", lines=_partners(material, record))
    hints = clear_first(about)[:HINTS]
    yield material.section("hints", findings=hints, introduction="" if hints else material.words("no_hints"))


def _work(material: Material, record: Described) -> Iterable[str]:
    """Its offers, projects and groups, by kind and name."""
    records = material.network.records
    belongs = _belongs_to(record)
    works: tuple[Offer | Project, ...] = (*records.offers, *records.projects)
    for work in works:
        if belongs(work):
            yield _work_line(material, work)
    for group in records.working_groups:
        if group is not record and (record.id in group.actors or record.id in group.areas):
            yield f"{label('kind', 'working_group', material.lang)}: {group.name}"


def _belongs_to(record: Described) -> Callable[[Offer | Project], bool]:
    if isinstance(record, Actor):
        return lambda work: record.id in work.actors
    if isinstance(record, Area):
        return lambda work: record.id in work.areas
    return lambda _work: False


def _work_line(material: Material, work: Offer | Project) -> str:
    network, kind = material.network, "offer" if isinstance(work, Offer) else "project"
    details = (
        shown(tuple(network.name("areas", area) for area in work.areas), material.lang),
        shown(tuple(Code("theme", theme) for theme in work.themes), material.lang),
        material.words("until", end=work.end.last) if work.end else "",
    )
    joined_details = "; ".join(detail for detail in details if detail)
    return f"{label('kind', kind, material.lang)}: {work.name}" + (f" ({joined_details})" if joined_details else "")


def _partners(material: Material, actor: Actor) -> list[str]:
    """Who it is recorded to work with, and on what that rests; for others than the coordinator only what all may know."""
    network = material.network
    lines = []
    for partner in network.actors:
        numbers = network.ties_between(actor.id, partner.id) if partner.id != actor.id else ()
        statuses = {STATUSES[int(network.ties.status[number])] for number in numbers}
        told_statuses = statuses if material.audience == "internal" else statuses.intersection(_TOLD_TO_OTHERS)
        if told_statuses:
            lines.append(
                f"{partner.name} – {', '.join(label('tie_status', status, material.lang) for status in sorted(told_statuses))}"
            )
    return lines
