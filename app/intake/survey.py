"""Surveys: the rows of the sheets Befragungen and Antworten become waves and reports about each other."""

from collections.abc import Iterator, Mapping, Sequence

from app.intake.cooperations import status_by_question
from app.intake.drafts import Draft, FieldValue, resolved, unique_drafts
from app.intake.resolve import Resolver
from app.intake.rows import Row
from app.records.cooperations import TieReport, Wave
from app.records.ids import made_id


def survey_drafts(waves: Sequence[Row], reports: Sequence[Row], resolver: Resolver) -> list[Draft]:
    """One wave per name and date, one report per wave, pair and kind.

    Whoever said something has answered, and whoever answered was asked: a wave need not repeat that.
    """
    wave_drafts = unique_drafts((_wave(row, resolver) for row in waves), "duplicate.row", "name", resolver)
    drafts_of_reports = (report for row in reports for report in _reports(row, resolver))
    report_drafts = unique_drafts(drafts_of_reports, "duplicate.pair", "about", resolver)
    return [*_completed(wave_drafts, report_drafts, resolver), *report_drafts]


def _wave(row: Row, resolver: Resolver) -> Draft | None:
    """The wave of a row; rows of answers find it by its name even where the row is rejected."""
    fields = resolved(row, resolver)
    name, day = row.text("name"), fields.get("date")
    if name is None:
        return None
    wave_id = _wave_id(name, day, resolver)
    if wave_id is None:
        resolver.reject("no_id", row, "name", value=name)
        return None
    resolver.register.directories["waves"].add(wave_id, name)
    return Draft("waves", wave_id, fields, row.source, row) if resolver.is_settled(row) else None


def _wave_id(name: str, day: FieldValue, resolver: Resolver) -> str | None:
    """Id of the stored wave of this name and date, else one made of both: surveys are repeated."""
    stored = resolver.register.existing["waves"]
    called = resolver.register.directories["waves"].find(name)
    known = [wave for wave in called if wave in stored and getattr(stored[wave], "date", None) == day]
    return known[0] if known else made_id("waves", {"name": name, "date": day})


def _reports(row: Row, resolver: Resolver) -> Iterator[Draft | None]:
    """Reports of a row, one about each actor that it names."""
    fields = resolved(row, resolver)
    if "together" in row.unclear:
        fields["together"] = status_by_question(row, "together", resolver)
    wave, by, about = (fields.get(name) for name in ("wave", "by", "about"))
    if isinstance(wave, str) and isinstance(by, str) and isinstance(about, tuple):
        if by in about:
            resolver.problems.notice("self_report", row.place("about"))
        for actor in about:
            if actor != by:
                yield _report(row, {**fields, "about": actor}, resolver)


def _report(row: Row, fields: dict[str, FieldValue], resolver: Resolver) -> Draft | None:
    fields["kind"] = fields.get("kind") or "other"
    report_id = made_id("tie_reports", fields)
    assert report_id is not None
    stored = resolver.register.existing["tie_reports"].get(report_id)
    _set_answer(fields, row, stored if isinstance(stored, TieReport) else None, resolver)
    return Draft("tie_reports", report_id, fields, row.source, row) if resolver.is_settled(row) else None


def _set_answer(fields: dict[str, FieldValue], row: Row, stored: TieReport | None, resolver: Resolver) -> None:
    """Yes, no or don't know as the record has them; a strength alone is a yes."""
    together, strength = (
        fields.pop("together", "unknown" if "strength" in row.unclear else None),
        fields.get("strength"),
    )
    if together is None and strength is None:
        if stored is None and row.sound:  # else the cell itself may be what was rejected
            resolver.reject("missing", row, "together")
        return
    if together in _WITHOUT_STRENGTH and strength is not None:
        resolver.reject(_WITHOUT_STRENGTH[str(together)], row, "strength")
    fields["unsure"] = together == "unknown"
    if together == "no":
        fields["strength"] = 0
    elif together == "unknown" or (strength is None and stored is not None and stored.strength == 0):
        fields["strength"] = None


_WITHOUT_STRENGTH = {"no": "contradiction.strength", "unknown": "contradiction.unsure"}


def _completed(waves: Sequence[Draft], reports: Sequence[Draft], resolver: Resolver) -> list[Draft]:
    """The waves with everyone who said something, also stored ones that have no row in these files."""
    speakers: dict[str, set[str]] = {}
    for report in reports:
        speakers.setdefault(str(report.fields["wave"]), set()).add(str(report.fields["by"]))
    stored = {wave.id: wave for wave in resolver.register.existing["waves"].values() if isinstance(wave, Wave)}
    drafts = {draft.id: draft for draft in waves}
    for wave_id in sorted(speakers.keys() & stored.keys() - drafts.keys()):
        source = stored[wave_id].source or min(draft.source for draft in reports if draft.fields["wave"] == wave_id)
        drafts[wave_id] = Draft("waves", wave_id, {}, source)
    return [_with_speakers(draft, stored.get(draft.id), speakers.get(draft.id, set())) for draft in drafts.values()]


def _with_speakers(draft: Draft, stored: Wave | None, speakers: set[str]) -> Draft:
    answered = _list(draft.fields, "answered_by", stored)
    answered += sorted(speakers.difference(answered))
    questioned = _list(draft.fields, "asked", stored)
    questioned += [actor for actor in answered if actor not in questioned]
    fields = {**draft.fields, "answered_by": tuple(answered), "asked": tuple(questioned)}
    return Draft(draft.topic, draft.id, fields, draft.source, draft.row)


def _list(fields: Mapping[str, FieldValue], name: str, stored: Wave | None) -> list[str]:
    """The actors a row gives, else those stored."""
    actors = fields.get(name, getattr(stored, name, ()))
    return list(actors) if isinstance(actors, tuple) else []
