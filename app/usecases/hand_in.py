"""Answers to feedback sheets handed in: opened with the secret of the workspace, and turned into records."""

import asyncio
import secrets
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import cast

from app.errors import Problem
from app.feedback.answer import Answer, read, written
from app.feedback.answered_records import AnsweredRecords, source_file
from app.feedback.deliveries import Delivery
from app.feedback.notes import notes
from app.feedback.opening import Genuine, Known, Opener, wave_of
from app.feedback.seal import Seal, SubjectKind
from app.feedback.texts import sheet_text
from app.formats.files import InputFile
from app.intake.from_records import take_in_records
from app.intake.intake import Intake
from app.intake.problems import Problems
from app.intake.questions import Questions
from app.records.dates import PartialDate, date_text
from app.records.records import Records
from app.records.vocabulary import Lang
from app.store.bolt import Database
from app.store.feedback import StoredAnswer, feedback_secret, list_answers
from app.usecases.records.merge_actors import survivors

_SECRET_BYTES = 32


@dataclass(frozen=True, slots=True, kw_only=True)
class HandedIn:
    """What answers would make of the workspace (``taken``), and the ``genuine`` ones that count."""

    taken: Intake
    genuine: tuple[Genuine, ...]
    lang: Lang

    @property
    def files(self) -> tuple[InputFile, ...]:
        """The answers as files called after who answered: names that people give to files may be of persons."""
        return tuple(
            InputFile(f"{source_file(answer, self.lang)}.json", written(answer.answer).encode())
            for answer in self.genuine
        )


async def seal_of(database: Database, workspace: str) -> Seal:
    """The seal of a workspace, with a secret made when it is first needed."""
    return Seal(await feedback_secret(database, workspace, secrets.token_hex(_SECRET_BYTES)))


async def handed_in(
    database: Database,
    workspace: str,
    delivered: Iterable[Delivery],
    existing: Records,
    *,
    answers: Mapping[str, str],
    reference_date: date | None,
    at: datetime,
    lang: Lang,
) -> HandedIn:
    """Open deliveries and compare what follows from them with what is stored; nothing is written.

    Each answer stands for itself: one that is not genuine or no news is told in a notice and the others count; where
    none is left, all are rejected.

    Raises:
        UnknownName: no such workspace.
        InvalidInput: an answer to a question fits none.
    """
    seal = await seal_of(database, workspace)
    into = await survivors(database, workspace)
    known = [_known(stored, into) for stored in await list_answers(database, workspace)]
    opener = Opener(workspace=workspace, seal=seal, records=existing, known=known, now=at, lang=lang, survivors=into)
    genuine, refused = await asyncio.to_thread(opener.open, delivered)
    taken = _with_refused(await asyncio.to_thread(_taken, genuine, existing, answers, lang), genuine, refused)
    later = tuple(_later(genuine, existing, reference_date, lang))
    return HandedIn(taken=replace(taken, notices=(*later, *taken.notices)), genuine=genuine, lang=lang)


def _taken(genuine: tuple[Genuine, ...], existing: Records, answers: Mapping[str, str], lang: Lang) -> Intake:
    problems = Problems(lang)
    questions = Questions(problems, answers)
    records = AnsweredRecords(existing, problems, questions).take(genuine)
    questions.tell_unmet()
    taken = take_in_records(records, existing, sheet_text("book_sheet", lang), lang)
    to_do = tuple(_to_do(answer, count, lang) for answer in genuine if (count := len(notes(answer.answer, existing))))
    open_questions = tuple(questions.by_key[key] for key in sorted(questions.by_key))
    return replace(taken, notices=(*problems.notices, *taken.notices, *to_do), questions=open_questions)


def _to_do(answer: Genuine, count: int, lang: Lang) -> Problem:
    message = sheet_text("notice_to_do", lang, name=answer.name, count=count)
    return Problem(code="feedback_to_do", message=message, file=answer.file)


def _later(genuine: Iterable[Genuine], existing: Records, reference_date: date | None, lang: Lang) -> Iterator[Problem]:
    """A notice for each wave that is later than the day of the data: no analysis counts its answers yet."""
    for wave_id in sorted({answer.answer.wave for answer in genuine}):
        wave = wave_of(existing, wave_id)
        if wave is not None and reference_date is not None and wave.date.first > reference_date:
            days = {"day": date_text(wave.date), "as_of": date_text(PartialDate.of_day(reference_date))}
            yield Problem(code="feedback_later", message=sheet_text("notice_later", lang, **days))


def _with_refused(taken: Intake, genuine: tuple[Genuine, ...], refused: tuple[Problem, ...]) -> Intake:
    if genuine:
        return replace(taken, notices=(*refused, *taken.notices))
    return replace(taken, rejected=(*taken.rejected, *refused))


def stored_answers(handed: HandedIn, operation: str) -> tuple[StoredAnswer, ...]:
    """The answers themselves, with their words, as they are kept beside the records that an operation writes."""
    return tuple(
        StoredAnswer(
            id=answer.digest,
            operation=operation,
            wave=answer.answer.wave,
            kind=answer.answer.kind,
            subject=answer.answer.subject,
            at=answer.at,
            content=written(answer.answer),
        )
        for answer in handed.genuine
    )


def _known(stored: StoredAnswer, into: Mapping[str, str]) -> Known:
    subject = into.get(stored.subject, stored.subject) if stored.kind == "organisation" else stored.subject
    return Known(subject=(stored.wave, cast(SubjectKind, stored.kind), subject), digest=stored.id, at=stored.at)


def answer_of(stored: StoredAnswer) -> Answer:
    """What somebody filled in, as it was kept."""
    answer = read(stored.content)
    assert answer is not None, "only answers are kept"
    return answer
