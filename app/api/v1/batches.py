"""Batches over HTTP: many records of all topics in one change."""

import asyncio
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, Query, Request, Response
from fastapi.responses import JSONResponse
from pydantic import Field, ValidationError

from app.api.v1.queries import Query as Parameters
from app.api.v1.queries import WorkspaceId
from app.api.v1.record_models import Body, RecordModels, models_of
from app.api.v1.results import Shape
from app.api.v1.values import Identifier, Whole
from app.clock import now
from app.errors import InvalidInput, Problem
from app.records.records import TOPICS
from app.store.records import get
from app.usecases.records.batch import Step, write_batch
from app.usecases.records.small_counts import record_gate
from app.web.access import Needs, principal_of, require
from app.web.addresses import path_of
from app.web.declared import BODY, VERSIONED, declared
from app.web.problems import MOST_ERRORS, problems_of
from app.web.repeating import IdempotencyKey, WritingRoute
from app.web.service import Service, ServiceOf

router = APIRouter(
    prefix="/workspaces/{workspace}",
    tags=["batch"],
    route_class=WritingRoute,
    dependencies=[Depends(Needs("read", "write"))],
)

MOST_OPERATIONS = 1_000
_TOPICS = {path_of(topic): topic for topic in TOPICS}
_MODELS = {"create": "new", "replace": "whole", "change": "patch"}


class BatchQuery(Parameters):
    """Whether it counts."""

    dry_run: Annotated[bool, Field(description="check everything and write nothing")] = False


class BatchOperation(Body):
    """What is to be done with one record."""

    action: Literal["create", "replace", "change", "delete"] = Field(
        description="as POST, PUT, PATCH and DELETE do", examples=["create"]
    )
    topic: Literal[tuple(_TOPICS)] = Field(description="as in the address", examples=["actors"])  # type: ignore[valid-type]
    id: Identifier | None = Field(None, description="of the record to replace, change or delete", examples=["awo"])
    version: Whole | None = Field(None, description="the version that is based on; not with create", examples=[3])
    record: dict[str, Any] | None = Field(
        None,
        description="the body that POST, PUT or PATCH of the topic takes; not with delete",
        examples=[{"name": "AWO", "kinds": ["welfare_association"]}],
    )


class BatchNew(Body):
    """One change: all of it happens, or nothing. New records may refer to each other in any order."""

    operations: Annotated[list[BatchOperation], Field(min_length=1, max_length=MOST_OPERATIONS)] = Field(
        description=f"at most {MOST_OPERATIONS}, each about another record",
        examples=[
            [
                {"action": "create", "topic": "areas", "record": {"name": "Nord", "neighbours": ["sued"]}},
                {"action": "create", "topic": "areas", "record": {"name": "Süd", "neighbours": ["nord"]}},
            ]
        ],
    )


class BatchEntry(Shape):
    """What became of one operation."""

    action: Literal["create", "replace", "change", "delete"]
    topic: str = Field(examples=["actors"])
    id: str = Field(examples=["awo"])
    version: int | None = Field(description="of the record now; null: it is gone", examples=[4])


class BatchShape(Shape):
    """What a batch did, or would do."""

    dry_run: bool
    sequence: int | None = Field(description="number of the change; null: nothing had to be written", examples=[4])
    items: list[BatchEntry] = Field(description="in the order of the operations")


@router.post("/batch", operation_id="write_batch", response_model=BatchShape, responses=declared(*VERSIONED, *BODY))
async def batch(
    request: Request,
    service: ServiceOf,
    workspace: WorkspaceId,
    key: IdempotencyKey,
    query: Annotated[BatchQuery, Query()],
    body: BatchNew,
) -> Response:
    """Write many records of all topics in one change, all or nothing."""
    steps = await asyncio.to_thread(_steps, body.operations)
    if any(step.topic == "tie_reports" for step in steps):
        require(principal_of(request), "answers")
    await _require_readable(service, workspace, steps)
    outcome = await write_batch(service.database, workspace, steps, key=key, at=now(), dry_run=query.dry_run)
    items = [
        {"action": step.action, "topic": path_of(step.topic), "id": step.id, "version": step.version}
        for step in outcome.steps
    ]
    return JSONResponse({"dry_run": outcome.dry_run, "sequence": outcome.sequence, "items": items})


def _steps(operations: list[BatchOperation]) -> list[Step]:
    steps, problems = [], list[Problem]()
    for number, operation in enumerate(operations):
        try:
            steps.append(_step(operation))
        except ValidationError as error:
            suggested = max(0, MOST_ERRORS - len(problems))
            problems += problems_of(error.errors(), ("body", "operations", number, "record"), suggested=suggested)
        except InvalidInput as error:
            problems += (
                Problem(code=problem.code, message=problem.message, pointer=f"/operations/{number}{problem.pointer}")
                for problem in error.problems
            )
    if problems:
        raise InvalidInput("the request does not fit its schema", problems=tuple(problems))
    return steps


def _step(operation: BatchOperation) -> Step:
    topic = _TOPICS[operation.topic]
    kind = _MODELS.get(operation.action)
    if (operation.record is None) != (kind is None):
        code, message = ("missing", "is needed") if kind else ("extra_forbidden", "is not taken by delete")
        raise InvalidInput("", problems=(Problem(code=code, message=message, pointer="/record"),))
    values = {} if kind is None else _values(models_of(topic), kind, operation.record)
    return Step(action=operation.action, topic=topic, values=values, id=operation.id, version=operation.version)


def _values(models: RecordModels, kind: str, record: object) -> dict[str, Any]:
    model: type[Body] = getattr(models, kind)
    return model.model_validate(record).sent_fields()


async def _require_readable(service: Service, workspace: str, steps: list[Step]) -> None:
    """A number nobody could read is not replaced, as by PUT."""
    replaced = [step for step in steps if step.action == "replace" and step.topic == "observations" and step.id]
    if replaced:
        gate = await record_gate(service.database, workspace, "observations")
        for step in replaced:
            if step.values.get("value") is None:
                gate.require_readable(await get(service.database, workspace, "observations", step.id or ""))
