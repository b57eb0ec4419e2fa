"""Imports: files become part of a workspace, and are taken out again."""

import asyncio
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial

from app.errors import Conflict, Forbidden, OutcomeUnknown, Problem
from app.feedback.deliveries import deliveries
from app.formats.files import InputFile
from app.formats.messages import sentence
from app.intake.absent import Absent
from app.intake.intake import Created, Intake, accepted
from app.intake.questions import Question
from app.records.records import Records
from app.records.vocabulary import Lang
from app.store.bolt import Database, Transaction
from app.store.feedback import keep_answers
from app.store.import_runs import ImportedFile, ImportRun, get_run, keep_run
from app.store.records import load
from app.store.requests import WriteSet
from app.store.write import write
from app.usecases.hand_in import HandedIn, handed_in, stored_answers
from app.usecases.imports.import_plan import lost_names, plan_id, planned_write, records_after
from app.usecases.imports.import_words import (
    NamedRecord,
    WordedChange,
    absent_records,
    new_records,
    stored_records,
    worded_changes,
)
from app.usecases.imports.outlook import LookAhead, Outlook
from app.usecases.imports.read_file import read_records
from app.usecases.imports.refusals import refusals_in
from app.usecases.not_undone import not_undone
from app.usecases.records.records import undo_operation
from app.usecases.records.small_counts import shown_changes
from app.usecases.runs.background import Report, no_report
from app.usecases.workspaces import the_workspace

_NO_ANSWERS: Mapping[str, str] = {}


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportReport:
    """What an import did, or would do.

    ``new`` and ``unchanged`` are numbers of records, ``run`` names the import for undo. ``plan`` names what would be
    written, None where rows are rejected. ``new_records`` are those counted as new, ``removed`` those that go because
    somebody said so, with what cannot be without them, ``questions`` what the files leave open. ``outlook`` tells how
    the network would change; None: nobody asked, or rows are rejected.
    """

    run: str | None
    plan: str | None
    dry_run: bool
    new: int
    new_records: tuple[NamedRecord, ...]
    changed: tuple[WordedChange, ...]
    unchanged: int
    created: tuple[Created, ...]
    not_in_this_file: tuple[Absent, ...]
    removed: tuple[NamedRecord, ...]
    rejected: tuple[Problem, ...]
    notices: tuple[Problem, ...]
    questions: tuple[Question, ...]
    outlook: Outlook | None = None


async def import_files(
    database: Database,
    workspace: str | None,
    files: tuple[InputFile, ...],
    *,
    at: datetime,
    mapping: str | None = None,
    answers: Mapping[str, str] = _NO_ANSWERS,
    dry_run: bool = False,
    plan: str | None = None,
    lang: Lang = "de",
    answers_open: bool = True,
    look_ahead: LookAhead | None = None,
    report_progress: Report = no_report,
) -> ImportReport:
    """Take files into a workspace, all or nothing; with ``dry_run`` only say what would happen.

    Taking in the same files twice changes nothing. Rows that become no record are set aside; one rejected row rejects
    all of them; answers to feedback sheets stand each for itself. ``answers`` are those to questions that a dry run
    asked, by key; without one a question's default holds, which writes nothing false. ``plan`` is that of a dry run:
    only what it told is written. ``answers_open``: whether who asks may see single answers to surveys. ``look_ahead``
    gives the outlook of a dry run. ``report_progress`` is told the step and how far it is.

    Raises:
        UnknownName: no such workspace.
        Forbidden: the files hold single answers to surveys, which are not open to who asks.
        InvalidInput: rows are rejected (not for a dry run, which lists them), or a file cannot be read.
        Conflict: somebody changed one of the records in between, or the plan is another one by now; nothing was
            written.
    """
    stored = await the_workspace(database, workspace)
    database = database.with_bulk_deadlines
    report_progress("reading", 0, 0)
    existing = await load(database, stored.id)
    delivered = await asyncio.to_thread(deliveries, files, lang)
    handed = None
    if delivered:
        handed = await handed_in(
            database,
            stored.id,
            delivered,
            existing,
            answers=answers,
            reference_date=stored.reference_date,
            at=at,
            lang=lang,
        )
        taken = handed.taken
    else:
        checking = partial(report_progress, "checking")
        taken = await asyncio.to_thread(
            read_records, files, existing, mapping=mapping, answers=answers, lang=lang, progress=checking
        )
    if not answers_open and (handed or taken.records.tie_reports):
        raise Forbidden(sentence("answers_closed", lang), hint=sentence("answers_closed.hint", lang))
    change = await asyncio.to_thread(planned_write, taken, existing)
    report = await asyncio.to_thread(_report, taken, existing, change, lang, dry_run=dry_run)
    if dry_run and look_ahead is not None and report.plan is not None:
        after = await asyncio.to_thread(records_after, change, existing)
        return replace(report, outlook=await look_ahead(stored.id, existing, after))
    if dry_run:
        return report
    if handed is None or taken.rejected:
        accepted(taken, lang)
    if plan is not None and plan != report.plan:
        raise Conflict(sentence("plan_changed", lang), hint=sentence("plan_changed.hint", lang))
    if handed is None and not change.expected_versions:
        return report
    return replace(report, run=await _write(database, stored.id, files, change, at, handed, lang, report_progress))


async def undo_import(
    database: Database,
    workspace: str | None,
    run: str,
    *,
    at: datetime,
    lang: Lang = "de",
    answers_open: bool = True,
    report_progress: Report = no_report,
) -> ImportRun:
    """Take back one import: every record is as it was before.

    Raises:
        Forbidden: it wrote single answers to surveys, which are not open to who asks (``answers_open``).
        UnknownName: no such run.
        Conflict: a later change touched the same records, or it was undone already.
    """
    workspace_id = (await the_workspace(database, workspace)).id
    imported = await get_run(database, workspace_id, run)
    if not answers_open and imported.counts.get("tie_reports"):
        raise Forbidden(sentence("answers_closed", lang), hint=sentence("answers_closed.hint", lang))
    if imported.undone:
        raise Conflict(sentence("undone_already", lang, run=run), hint=sentence("undone_already.hint", lang))
    try:
        with refusals_in(lang):
            await undo_operation(
                database.with_bulk_deadlines,
                workspace_id,
                imported.operation,
                at=at,
                progress=partial(report_progress, "writing"),
            )
    except Conflict as error:
        raise await not_undone(database, workspace_id, "not_undone", lang, error, run) from error
    except OutcomeUnknown as error:
        detail = sentence("outcome_unknown", lang, cause=error.detail)
        raise OutcomeUnknown(detail, hint=sentence("outcome_unknown.undo", lang)) from error
    return replace(imported, undone=True)


async def _write(
    database: Database,
    workspace: str,
    files: tuple[InputFile, ...],
    change: WriteSet,
    at: datetime,
    handed: HandedIn | None,
    lang: Lang,
    report_progress: Report,
) -> str:
    """Write what files changed, based on the versions they were compared with, and tell the id of the run."""
    files = handed.files if handed else files
    run = ImportRun(
        id=_run_id(files, at),
        files=tuple(ImportedFile(name=file.name, sha256=_sha256(file.content)) for file in files),
        at=at,
        counts=_counts(change),
        operation=f"import:{_run_id(files, at)}",
    )
    answers = stored_answers(handed, run.operation) if handed else ()

    async def keep(transaction: Transaction) -> None:
        await keep_run(transaction, workspace, run)
        await keep_answers(transaction, workspace, answers)

    try:
        with refusals_in(lang):
            await write(
                database,
                workspace,
                run.operation,
                change,
                by="coordinator",
                at=at,
                kind="import",
                extra_write=keep,
                progress=partial(report_progress, "writing"),
            )
    except OutcomeUnknown as error:
        detail = sentence("outcome_unknown", lang, cause=error.detail)
        raise OutcomeUnknown(detail, hint=sentence("outcome_unknown.import", lang)) from error
    return run.id


def _counts(change: WriteSet) -> dict[str, int]:
    counts = {topic: len(records) for topic, records in change.upserts if records}
    return {topic: counts.get(topic, 0) + len(change.deletes.get(topic, ())) for topic in {**counts, **change.deletes}}


def _run_id(files: tuple[InputFile, ...], at: datetime) -> str:
    """The second and a hash of moment and files: what was taken back may come in again within the same second."""
    content = b"".join((at.isoformat().encode(), *(file.content for file in files)))
    return f"{at:%Y%m%d-%H%M%S}-{_sha256(content)[:8]}"


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _report(taken: Intake, existing: Records, change: WriteSet, lang: Lang, *, dry_run: bool) -> ImportReport:
    changes = shown_changes((*taken.changed, *lost_names(change, taken, existing)), existing, taken.records, lang)
    return ImportReport(
        run=None,
        plan=None if taken.rejected else plan_id(change),
        dry_run=dry_run,
        new=sum(taken.new.values()),
        new_records=new_records(taken.records, existing, lang),
        changed=worded_changes(changes, taken.records, existing, lang),
        unchanged=sum(taken.unchanged.values()),
        created=taken.created,
        not_in_this_file=absent_records(taken.not_in_this_file, existing, lang),
        removed=stored_records(change.deletes, existing, lang),
        rejected=taken.rejected,
        notices=taken.notices,
        questions=taken.questions,
    )
