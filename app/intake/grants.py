"""Grants: the rows of the sheet Fördermittel, and the programmes they name."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from app.intake.drafts import Draft, FieldValue, resolved
from app.intake.resolve import Resolver
from app.intake.rows import Row
from app.records.dates import PartialDate
from app.records.funding import Grant
from app.records.ids import fitted, made_id
from app.records.records import Record
from app.records.schema import Topic
from app.records.vocabulary import vocabulary

_KEY_FIELDS = ("start", "offers", "projects", "end", "amount_eur", "kind", "use")
"""What tells the awards of one programme to one recipient apart, the main things first."""
_MAIN_FIELDS = 3
_FUNDED: tuple[Topic, ...] = ("projects", "offers")


def grant_drafts(rows: Sequence[Row], resolver: Resolver) -> list[Draft]:
    """The grants of the rows and the programmes they name; the same award twice is told and counts once."""
    programmes: dict[str, Draft] = {}
    projects: dict[str, Draft] = {}
    families: dict[str, list[tuple[Row, dict[str, FieldValue]]]] = {}
    for row in sorted(rows, key=lambda row: row.source):
        programme = _programme(row, resolver)
        if programme is None:
            continue
        programmes.setdefault(programme.id, programme)
        fields = _fields(row, programme.id, projects, resolver)
        if resolver.is_settled(row):
            families.setdefault(_base(fields), []).append((row, fields))
    grants = [draft for base, family in sorted(families.items()) for draft in _numbered(base, family, resolver)]
    return [*programmes.values(), *projects.values(), *grants]


def _programme(row: Row, resolver: Resolver) -> Draft | None:
    name = row.text("programme")
    if name is None:
        return None
    known = resolver.register.directories["programmes"].find(name)
    if len(known) > 1:
        chosen = resolver.chosen(row, "programme", name, [("programmes", record_id) for record_id in known])
        known = (chosen[1],) if chosen else ()
        if not known:
            resolver.leave_out(row, "programme")
            return None
    if known:
        return Draft("programmes", known[0], {}, row.source)
    record_id = made_id("programmes", {"name": name})
    return None if record_id is None else _new_programme(record_id, name, row, resolver)


def _new_programme(record_id: str, name: str, row: Row, resolver: Resolver) -> Draft:
    """What the start list says about a programme, else its name; nothing where it is stored already."""
    term = vocabulary("programme").terms.get(record_id)
    fields: dict[str, FieldValue] = {"name": name}
    if term is not None:
        fields = {"name": term.de if resolver.problems.lang == "de" else term.en, "level": term.level}
    return Draft(
        "programmes", record_id, {} if record_id in resolver.register.existing["programmes"] else fields, row.source
    )


def _fields(row: Row, programme: str, projects: dict[str, Draft], resolver: Resolver) -> dict[str, FieldValue]:
    """The fields of an award; projects that are made of what it names are added to ``projects``."""
    fields = resolved(row, resolver)
    funded = fields.pop("funded", None)
    fields["programme"] = programme
    if isinstance(funded, tuple):
        recipients = actors if isinstance(actors := fields.get("recipients"), tuple) else ()
        funded_work = [
            _funded(row, name, recipients, resolver) or _new_project(row, name, fields, projects, resolver)
            for name in funded
        ]
        for topic in ("projects", "offers"):
            fields[topic] = tuple(record_id for of, record_id in filter(None, funded_work) if of == topic)
    return fields


def _funded(row: Row, name: str, recipients: Iterable[str], resolver: Resolver) -> tuple[Topic, str] | None:
    """Topic and id of a project or offer. Where several have the name, those of the recipients are meant."""
    candidates = [
        (topic, record_id) for topic in _FUNDED for record_id in resolver.register.directories[topic].find(name)
    ]
    if len(candidates) > 1:
        of_recipients = [
            candidate for candidate in candidates if set(resolver.actors.get(candidate, ())) & set(recipients)
        ]
        candidates = of_recipients or candidates
    if len(candidates) == 1 and candidates[0] in resolver.dropped:
        resolver.problems.notice("reference_left_out", row.place("funded"), value=name)
        return None
    if len(candidates) == 1:
        return candidates[0]
    directories = resolver.register.directories
    likely = candidates or [(topic, candidate) for topic in _FUNDED for candidate in directories[topic].likely(name)]
    return resolver.chosen(row, "funded", name, likely) if likely else None


def _new_project(
    row: Row, name: str, award: Mapping[str, FieldValue], projects: dict[str, Draft], resolver: Resolver
) -> tuple[Topic, str] | None:
    """A project of the recipients, of the time of the award, for what no list knows; where somebody says so."""
    directories, recipients = resolver.register.directories, award.get("recipients")
    if any(directories[topic].likely(name) for topic in _FUNDED) or not isinstance(recipients, tuple):
        return None
    place, choices = row.place("funded"), ("new", "leave_out")
    if resolver.questions.ask("projects_by_name", "grants", place, choices, default="leave_out", value=name) != "new":
        return None
    record_id = made_id("projects", {"name": name, "leads": recipients})
    if record_id is None:
        return None
    period = {field: award[field] for field in ("start", "end") if field in award}
    project = Draft("projects", record_id, {"name": name, "leads": recipients, **period}, row.source)
    projects[record_id] = _longer(projects[record_id], project) if record_id in projects else project
    return "projects", record_id


def _longer(project: Draft, further: Draft) -> Draft:
    """A project with the time of a further award: from the earliest beginning to the latest end."""
    fields = dict(project.fields)
    for field, choose in (("start", min), ("end", max)):
        days = [draft.fields.get(field) for draft in (project, further)]
        known = [day for day in days if isinstance(day, PartialDate)]
        fields[field] = choose(known, key=lambda day: (day.first, day.last)) if len(known) == len(days) else None
    return replace(project, fields=fields)


def _numbered(base: str, family: list[tuple[Row, dict[str, FieldValue]]], resolver: Resolver) -> list[Draft]:
    """Ids for the awards of one programme to one recipient: those stored keep theirs, new ones take free numbers."""
    awards: dict[tuple[str, ...], tuple[Row, dict[str, FieldValue]]] = {}
    for row, fields in family:
        key = (*_key(fields), _left_out(row, fields))
        if key in awards:
            resolver.problems.notice("duplicate.grant", row.place("programme"), other_row=awards[key][0].source.row)
        else:
            awards[key] = (row, fields)
    ids = _ids(base, sorted(awards), resolver)
    return [Draft("grants", ids[key], fields, row.source, row) for key, (row, fields) in awards.items()]


def _ids(base: str, keys: list[tuple[str, ...]], resolver: Resolver) -> dict[tuple[str, ...], str]:
    """An id per award: the stored one that agrees in everything, else the only one that agrees in the main things."""
    stored = {
        grant.id: _stored_key(grant) for grant in resolver.register.existing["grants"].values() if _is_of(grant, base)
    }
    taken = set(stored)
    ids: dict[tuple[str, ...], str] = {}
    for depth in (len(_KEY_FIELDS), _MAIN_FIELDS):
        for key in keys:
            alike = [grant for grant, its in stored.items() if its[:depth] == key[:depth]]
            if key not in ids and len(alike) == 1:
                ids[key] = alike[0]
                del stored[alike[0]]
    for key in keys:
        if key not in ids:
            ids[key] = _free(base, taken)
            taken.add(ids[key])
    return ids


def _left_out(row: Row, fields: Mapping[str, FieldValue]) -> str:
    """What the row names and the record does not: two awards for something nobody knows yet need not be one."""
    known = sum(len(value) for name in ("projects", "offers") if isinstance(value := fields.get(name), tuple))
    texts = row.texts("funded")
    return "; ".join(texts) if known < len(texts) else ""


def _key(fields: Mapping[str, FieldValue]) -> tuple[str, ...]:
    return tuple(str(value) if (value := fields.get(name)) not in {None, ()} else "" for name in _KEY_FIELDS)


def _stored_key(grant: Record) -> tuple[str, ...]:
    return _key({name: getattr(grant, name) for name in _KEY_FIELDS})


def _is_of(grant: Record, base: str) -> bool:
    return isinstance(grant, Grant) and base == _base({"programme": grant.programme, "recipients": grant.recipients})


def _base(fields: Mapping[str, FieldValue]) -> str:
    """The id of the first award of a programme to a recipient; further ones add a number to it."""
    record_id = made_id("grants", fields)
    assert record_id is not None
    return record_id


def _free(base: str, taken: set[str]) -> str:
    number = 1
    while (record_id := fitted(f"{base}--{number}") if number > 1 else base) in taken:
        number += 1
    return record_id
