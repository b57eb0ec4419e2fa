"""Many records of all topics written in one change, all or nothing; new ones may refer to each other in any order."""

import dataclasses
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

from app.errors import InvalidInput, NetzblickError, Problem, VersionRequired
from app.records.editing import changed, replaced
from app.records.records import Record, Records, topic_named
from app.records.schema import Topic
from app.store.bolt import Database
from app.store.pending import PendingWrites
from app.store.records import get
from app.store.requests import WriteSet
from app.store.workspaces import current_revision
from app.store.write import write
from app.usecases.records.records import BY, checked_values, made_record

Action = Literal["create", "replace", "change", "delete"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One record: ``values`` by field; ``id`` and ``version`` name what is replaced, changed or deleted."""

    action: Action
    topic: Topic
    values: Mapping[str, Any]
    id: str | None = None
    version: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StepDone:
    """What became of a step; ``version`` is that of the record now, None: it is gone."""

    action: Action
    topic: Topic
    id: str
    version: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchDone:
    """``sequence`` is the number of the change; None: nothing had to be written."""

    dry_run: bool
    sequence: int | None
    steps: tuple[StepDone, ...]


@dataclass(slots=True)
class _Plan:
    """Plan of a batch: the records that its steps write and delete."""

    upserts: dict[str, list[Record]] = field(default_factory=dict)
    deletes: dict[Topic, list[str]] = field(default_factory=dict)
    expected: dict[tuple[Topic, str], int] = field(default_factory=dict)
    steps: list[StepDone] = field(default_factory=list)
    position: dict[tuple[Topic, str], int] = field(default_factory=dict)


async def write_batch(
    database: Database, workspace: str, steps: Sequence[Step], *, key: str, at: datetime, dry_run: bool = False
) -> BatchDone:
    """Carry out steps as one change; with ``dry_run`` everything is checked, also in the database, and nothing stays.

    Raises:
        UnknownName: no such workspace, or a record to change does not exist.
        InvalidInput: a step is refused; every problem that is known by then points to its step.
        StaleVersion: a record is not of the version that a step names.
        Conflict: a new record has an id that is taken, or a record that others refer to is deleted.
    """
    await current_revision(database, workspace)
    plan = await _planned(database, workspace, steps)
    change = WriteSet(
        upserts=Records(**{topic: tuple(records) for topic, records in plan.upserts.items()}),  # type: ignore[arg-type]
        deletes=plan.deletes,
        expected_versions=plan.expected,
    )
    if not plan.upserts and not plan.deletes:
        return BatchDone(dry_run=dry_run, sequence=None, steps=tuple(plan.steps))
    try:
        sequence = await _written(database, workspace, key, change, at, dry_run=dry_run)
    except InvalidInput as error:
        raise type(error)(error.detail, hint=error.hint, problems=_pointed(error.problems, plan)) from error
    written_steps = [dataclasses.replace(step, version=sequence) if step.version == 0 else step for step in plan.steps]
    return BatchDone(dry_run=dry_run, sequence=sequence, steps=tuple(written_steps))


async def _written(
    database: Database, workspace: str, key: str, change: WriteSet, at: datetime, *, dry_run: bool
) -> int:
    if not dry_run:
        return (await write(database, workspace, key, change, by=BY, at=at, kind="batch")).sequence
    pending = PendingWrites.of(database.committing_at_once)
    pending.transaction_rows = sys.maxsize  # a change that is staged would be committed
    try:
        return (await write(pending, workspace, key, change, by=BY, at=at, kind="batch")).sequence
    finally:
        await pending.discard()


async def _planned(database: Database, workspace: str, steps: Sequence[Step]) -> _Plan:
    plan, problems = _Plan(), list[Problem]()
    for number, step in enumerate(steps):
        try:
            await _add(database, workspace, step, number, plan)
        except InvalidInput as error:
            problems += _below(number, error)
        except NetzblickError as error:
            raise type(error)(f"/operations/{number}: {error.detail}", hint=error.hint) from error
    if problems:
        raise InvalidInput("steps of the batch are refused; nothing was written", problems=tuple(problems))
    return plan


async def _add(database: Database, workspace: str, step: Step, number: int, plan: _Plan) -> None:
    if step.action == "create":
        record = await made_record(database, workspace, step.topic, step.values)
        _take(plan, step, record.id, number)
        _upsert(plan, step, record, 0)
        return
    record_id, version = _reference(step)
    _take(plan, step, record_id, number)
    before = await get(database, workspace, step.topic, record_id)
    if step.action == "delete":
        plan.deletes.setdefault(step.topic, []).append(record_id)
        plan.expected[step.topic, record_id] = version
        plan.steps.append(StepDone(action=step.action, topic=step.topic, id=record_id, version=None))
        return
    values = checked_values(step.values, record_id)
    after = replaced(before, values) if step.action == "replace" else changed(before, values)
    if after == before and version == before.version:
        plan.steps.append(StepDone(action=step.action, topic=step.topic, id=record_id, version=version))
    else:
        _upsert(plan, step, after, version)


def _upsert(plan: _Plan, step: Step, record: Record, version: int) -> None:
    plan.upserts.setdefault(step.topic, []).append(dataclasses.replace(record, version=0))
    plan.expected[step.topic, record.id] = version
    plan.steps.append(StepDone(action=step.action, topic=step.topic, id=record.id, version=0))


def _reference(step: Step) -> tuple[str, int]:
    if step.id is None:
        raise InvalidInput("", problems=(Problem(code="missing", message="names the record", pointer="/id"),))
    if step.version is None:
        raise VersionRequired(f"„{step.id}“ needs the version it is based on", hint="read it first")
    return step.id, step.version


def _take(plan: _Plan, step: Step, record_id: str, number: int) -> None:
    if (step.topic, record_id) in plan.position:
        first = plan.position[step.topic, record_id]
        message = f"is the record of operation {first} already; a batch touches a record once"
        raise InvalidInput("", problems=(Problem(code="twice", message=message, pointer="/id"),))
    plan.position[step.topic, record_id] = number


def _below(number: int, error: InvalidInput) -> list[Problem]:
    problems = error.problems or (Problem(code="refused", message=error.detail, pointer=""),)
    return [
        dataclasses.replace(problem, pointer=f"/operations/{number}{_in_step(problem.pointer or '')}")
        for problem in problems
    ]


def _in_step(pointer: str) -> str:
    return pointer if pointer in ("", "/id", "/version", "/topic") else f"/record{pointer}"


def _pointed(problems: tuple[Problem, ...], plan: _Plan) -> tuple[Problem, ...]:
    """The store names topic, record and field; here each is told by its step."""
    return tuple(_at_step(problem, plan) for problem in problems)


def _at_step(problem: Problem, plan: _Plan) -> Problem:
    _, name, *rest = (problem.pointer or "//").split("/")
    record_id, _, _ = problem.message.partition(": ")
    topics = (topic_named(name), "tie_reports")
    number = next((plan.position[key] for topic in topics if (key := (topic, record_id)) in plan.position), None)
    if number is None:
        return problem
    return dataclasses.replace(problem, pointer=f"/operations/{number}/record/{'/'.join(rest) or name}")
