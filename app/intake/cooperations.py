"""Cooperations: the rows of the sheet Zusammenarbeit, one for each pair and kind, and partners in a list of organisations."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import product

from app.intake.drafts import Draft, FieldValue, resolved, unique_drafts
from app.intake.resolve import Resolver
from app.intake.rows import Row
from app.intake.sheets.further_sheets import COOPERATIONS
from app.intake.values.texts import Notice
from app.records.answer_words import status_in_kind
from app.records.cooperations import Cooperation
from app.records.ids import made_id
from app.records.spelling import slug
from app.records.vocabulary import vocabulary

_DOCUMENT = re.compile(
    r"vertrag|vereinbarung|protokoll|bescheid|unterlage|urkunde|satzung|kooperationspapier|konzept"
    r"|contract|agreement|minutes|memorandum|document",
    re.IGNORECASE,
)
_ON_A_SHEET = re.compile(
    r"rückmelde|fragebogen|befragung|umfrage|feedback|questionnaire|survey|auskunft der|answer of", re.IGNORECASE
)
_SURVEYED = frozenset({"confirmed", "one_sided", "contradicted"})
_POSITIVE = frozenset({"confirmed", "documented", "stated"})
_COORDINATED = 3
_ANSWERED = {"yes": "stated", "no": "denied", "unknown": "unknown"}


def cooperation_drafts(rows: Sequence[Row], resolver: Resolver) -> list[Draft]:
    """One cooperation per pair and kind; the same pair with another answer, also the other way round, is rejected."""
    drafts = (draft for row in rows for draft in _drafts(row, resolver))
    return unique_drafts(drafts, "duplicate.pair", "actor_b", resolver, _says_no)


def _says_no(draft: Draft) -> bool:
    return draft.fields.get("status") == "denied"


def partner_drafts(actors: Mapping[str, Row], drafts: Iterable[Draft], resolver: Resolver) -> Iterator[Draft]:
    """A cooperation with each partner that the row of an organisation names, where no row of its own tells of the pair.

    Args:
        actors: the rows of the list by the id of their organisation.
        drafts: what the other rows become.
        resolver: looks the partners up.
    """
    listed = _listed(drafts)
    for actor, row in actors.items():
        for partner in resolver.references(row, "partners", "actors") if resolver.is_settled(row) else ():
            pair = (min(actor, partner), max(actor, partner))
            if partner == actor:
                resolver.problems.notice("part_of_itself.set_right", row.place("partners"))
            elif (known := listed.get(pair)) is None:
                if (draft := _partner_draft(row, pair, resolver)) is not None:
                    listed[pair] = draft
                    yield draft
            elif known.fields.get("status") == "denied":
                resolver.reject("partner_denied", row, "partners", other_row=known.source.row)


def _listed(drafts: Iterable[Draft]) -> dict[tuple[FieldValue, FieldValue], Draft]:
    """A cooperation of each pair; one that says no, where there is one of any kind."""
    listed: dict[tuple[FieldValue, FieldValue], Draft] = {}
    for draft in drafts:
        if draft.topic == "cooperations":
            pair = draft.fields["actor_a"], draft.fields["actor_b"]
            if pair not in listed or draft.fields.get("status") == "denied":
                listed[pair] = draft
    return listed


def _partner_draft(row: Row, pair: tuple[str, str], resolver: Resolver) -> Draft | None:
    place, heading = row.place("partners"), row.spots["partners"]
    resolver.problems.tell(Notice("partners_read", {"value": heading[1]}), place, once="partners_read")
    partner_row = Row(COOPERATIONS, row.source, {}, {"actor_a": heading, "actor_b": heading})
    return _draft(partner_row, pair, {"status": "stated"}, resolver)


def _drafts(row: Row, resolver: Resolver) -> Iterator[Draft | None]:
    """What a row says about each of its pairs: several in one cell each work together with those in the other."""
    fields = resolved(row, resolver)
    if "status" in row.unclear:
        fields["status"] = _ANSWERED[status_by_question(row, "status", resolver)]
    elif "status" not in fields and (status := status_in_kind(row.unclear.get("kind", ""))) is not None:
        fields["status"] = status
        label = vocabulary("tie_status").term(status).label(resolver.problems.lang)
        resolver.problems.notice("status_in_kind", row.place("kind"), value=row.unclear["kind"], status=label)
    actors_a, actors_b = fields.pop("actor_a", ()), fields.pop("actor_b", ())
    if isinstance(actors_a, tuple) and isinstance(actors_b, tuple):
        pairs = dict.fromkeys((min(pair), max(pair)) for pair in product(actors_a, actors_b))
        two_actors = [pair for pair in pairs if pair[0] != pair[1]]
        if pairs and not two_actors:
            resolver.set_aside("self_cooperation", row, "actor_b")
        for pair in two_actors:
            yield _draft(row, pair, fields, resolver)


def _draft(row: Row, pair: tuple[str, str], row_fields: Mapping[str, FieldValue], resolver: Resolver) -> Draft | None:
    fields = dict(row_fields)
    fields["actor_a"], fields["actor_b"] = pair
    fields["kind"] = fields.get("kind") or "other"
    record_id = made_id("cooperations", fields)
    assert record_id is not None
    stored = resolver.register.existing["cooperations"].get(record_id)
    if "status" not in fields and "strength" in row.unclear:
        fields["status"] = "unknown"  # a grade nobody can read says as little as an answer nobody can read
    _set_status(fields, stored if isinstance(stored, Cooperation) else None)
    if fields.get("status") == "denied" and _strength(fields) >= _COORDINATED:
        resolver.set_aside("contradiction.strength", row, "strength")
    return Draft("cooperations", record_id, fields, row.source, row) if resolver.is_settled(row) else None


def status_by_question(row: Row, field: str, resolver: Resolver) -> str:
    """Yes, no or unknown, as somebody says who is asked what an answer means."""
    text = row.unclear[field]
    choices = ("yes", "no", "unknown")
    return resolver.questions.ask("together", slug(text), row.place(field), choices, default="unknown", value=text)


def _strength(fields: dict[str, FieldValue]) -> int:
    grade = fields.get("strength")
    return grade if isinstance(grade, int) else 0


def _set_status(fields: dict[str, FieldValue], stored: Cooperation | None) -> None:
    """What the row says, on which grounds. A plain "yes" never weakens what is known better."""
    status = fields.pop("status", None)
    if status is None and stored is not None:
        return
    reference = fields.get("reference")
    same_reference = stored is not None and reference in {None, stored.reference}
    if status in {None, "stated"} and stored is not None and same_reference and stored.status in _POSITIVE:
        return
    basis = _basis_named(reference) if isinstance(reference, str) else None
    if status in {None, "stated"}:
        status = "documented" if basis == "document" else "stated"
    fields["status"] = status
    if stored is None or stored.status != status:
        fields["basis"] = basis or _basis(str(status))


def _basis_named(reference: str) -> str | None:
    """What a reference names: a paper, or the sheet on which an organisation answered; None: neither."""
    if _DOCUMENT.search(reference):
        return "document"
    return "survey" if _ON_A_SHEET.search(reference) else None


def _basis(status: str) -> str:
    if status in _SURVEYED:
        return "survey"
    return "document" if status == "documented" else "stated"
