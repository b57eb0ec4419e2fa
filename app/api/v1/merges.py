"""Routes that merge two records of one organisation and take a merge back."""

from typing import Annotated

from fastapi import APIRouter, Depends, Path, Response
from pydantic import Field

from app.api.v1.queries import RecordId, WorkspaceId
from app.api.v1.record_models import Body
from app.api.v1.results import Shape
from app.api.v1.values import Identifier
from app.clock import now
from app.report.forms.json import dumps, plain
from app.usecases.records.merge_actors import Merge, merge_actors, undo_merge
from app.web.access import Needs
from app.web.conditional import ExpectedVersion, etag
from app.web.declared import BODY, VERSIONED, WRITE, declared
from app.web.repeating import IdempotencyKey, WritingRoute
from app.web.service import ServiceOf

router = APIRouter(
    prefix="/workspaces/{workspace}",
    tags=["actors"],
    route_class=WritingRoute,
    dependencies=[Depends(Needs("read", "write"))],
)


class ActorMergeNew(Body):
    """Which record of the same organisation goes into the one in the address."""

    other: Identifier = Field(description="id of the actor that goes", examples=["awo-kv-essen"])


class ActorMergeShape(Shape):
    """What a merge did, or what was taken back."""

    id: str = Field(description="its name, for undo")
    removed: str = Field(description="the actor that went into another")
    changed: dict[str, int] = Field(description="records written or deleted by topic")
    sequence: int = Field(description="number of the change: the version of every record it wrote")
    undone: bool


@router.post(
    "/actors/{id}/merge",  # noqa: FAST003 - RecordId reads it by that name
    operation_id="merge_actor",
    response_model=ActorMergeShape,
    responses=declared(*VERSIONED, *BODY),
)
async def merge(
    service: ServiceOf,
    workspace: WorkspaceId,
    record_id: RecordId,
    version: ExpectedVersion,
    key: IdempotencyKey,
    body: ActorMergeNew,
) -> Response:
    """The actor takes the place of the other everywhere; ties and answers that become the same are joined."""
    outcome = await merge_actors(service.database, workspace, record_id, body.other, version=version, key=key, at=now())
    return _answer(outcome)


@router.post(
    "/merge/{merge}/undo", operation_id="undo_merge", response_model=ActorMergeShape, responses=declared(*WRITE)
)
async def undo(
    service: ServiceOf, workspace: WorkspaceId, merge: Annotated[str, Path(description="id of the merge")]
) -> Response:
    """Both actors and all that referred to them are as before; refused when somebody changed one of them since."""
    return _answer(await undo_merge(service.database, workspace, merge, at=now()))


def _answer(merge: Merge) -> Response:
    headers = {"ETag": etag(merge.sequence)}
    return Response(dumps(plain(merge)), media_type="application/json", headers=headers)
