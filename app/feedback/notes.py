"""Notes for the coordinator: what an answer says that no record can hold by itself, to be entered or settled by hand."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from app.feedback.answer import Answer, EntryAnswer
from app.feedback.answered_records import readable_end
from app.feedback.texts import sheet_text
from app.intake.names import Directory
from app.records.records import Records
from app.records.vocabulary import Lang

NoteKind = Literal[
    "changed",
    "ended",
    "organisation_changed",
    "organisation_ended",
    "addition",
    "offers_missing",
    "organisations_missing",
    "offers_incomplete",
    "organisations_incomplete",
    "question",
    "remark",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """One thing to enter or settle: ``about`` is the name of what it is about, ``text`` what was written."""

    kind: NoteKind
    about: str = ""
    text: str = ""


def notes(answer: Answer, records: Records) -> tuple[Note, ...]:
    """What is left to do about an answer, as the records are today."""
    return tuple(_notes(answer, records))


def _notes(answer: Answer, records: Records) -> Iterator[Note]:
    offers = {offer.id: offer for offer in records.offers}
    names = {record.id: record.name for topic in (records.actors, records.offers) for record in topic}
    for entry in answer.offers:
        offer = offers.get(entry.id)
        is_taken = offer is not None and answer.subject in offer.leads and readable_end(entry.end) is not None
        if entry.state == "changed" or (entry.state == "ended" and not is_taken):
            yield _entry("changed" if entry.state == "changed" else "ended", entry, names.get(entry.id, entry.id))
        elif entry.state == "ended" and entry.text:
            yield Note(kind="changed", about=names.get(entry.id, entry.id), text=entry.text)
    for entry in answer.organisations:
        if entry.state in ("changed", "ended"):
            kind: NoteKind = "organisation_changed" if entry.state == "changed" else "organisation_ended"
            yield _entry(kind, entry, names.get(entry.id, entry.id))
    yield from _unknown(answer, records)
    yield from _lists(answer)
    yield from (
        Note(kind="question", about=question.title or question.key, text=question.text) for question in answer.questions
    )
    if answer.remark:
        yield Note(kind="remark", text=answer.remark)


def _entry(kind: NoteKind, entry: EntryAnswer, name: str) -> Note:
    return Note(kind=kind, about=name, text=" · ".join(filter(None, (entry.end, entry.text))))


def _unknown(answer: Answer, records: Records) -> Iterator[Note]:
    """Further partners that are recorded under no name the answer gives."""
    directory = Directory()
    for actor in records.actors:
        directory.add(actor.id, actor.name, actor.short_name)
        directory.add_former(actor.id, actor.aliases)
    yield from (
        Note(kind="addition", about=addition.name)
        for addition in answer.additions
        if len(directory.known(addition.name)) != 1
    )


def _lists(answer: Answer) -> Iterator[Note]:
    if answer.offers_complete.missing:
        yield Note(kind="offers_missing", text=answer.offers_complete.missing)
    elif answer.offers_complete.answer == "no":
        yield Note(kind="offers_incomplete")
    if answer.organisations_complete.missing:
        yield Note(kind="organisations_missing", text=answer.organisations_complete.missing)
    elif answer.organisations_complete.answer == "no":
        yield Note(kind="organisations_incomplete")


def note_text(note: Note, lang: Lang) -> str:
    """A note in words."""
    return sheet_text(f"note_{note.kind}", lang, about=note.about, text=note.text or sheet_text("note_no_text", lang))
