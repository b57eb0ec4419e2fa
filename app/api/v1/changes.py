"""The feed of changes of a workspace, for tools that keep a copy."""

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, Query, Request, Response
from fastapi.responses import JSONResponse
from pydantic import Field

from app.api.v1.queries import Query as Parameters
from app.api.v1.queries import WorkspaceId
from app.api.v1.record_models import record_json
from app.api.v1.results import Shape
from app.errors import Conflict
from app.usecases.follow_changes import FollowedChange, changes_since
from app.web.access import Needs, principal_of
from app.web.addresses import path_of, told_path
from app.web.declared import READ, declared
from app.web.paging import MOST, USUAL
from app.web.service import ServiceOf

router = APIRouter(prefix="/workspaces/{workspace}", tags=["changes"], dependencies=[Depends(Needs("read"))])


class ChangesQuery(Parameters):
    """Where to go on."""

    since: Annotated[
        str,
        Field(
            max_length=40,
            description="`position` of the last answer; 0: from the beginning",
            examples=["0", "17-9f86d081884c7d65"],
        ),
    ] = "0"
    limit: Annotated[int, Field(ge=1, le=MOST, description="how many changes at most")] = USUAL


class RecordChangeShape(Shape):
    """What became of one record."""

    topic: str = Field(description="as in the address", examples=["working-groups"])
    id: str = Field(examples=["awo"])
    action: Literal["written", "deleted"]
    record: dict[str, Any] | None = Field(description="as a GET gave it right after this change; null: deleted")


class ChangeOfWorkspace(Shape):
    """One committed change: a record that was edited, an import, a merge, an undo."""

    sequence: int = Field(description="its number, without gaps; the version of what it wrote", examples=[17])
    position: str = Field(description="where to go on after it", examples=["17-9f86d081884c7d65"])
    kind: str = Field(description="the occasion", examples=["import"])
    by: str = Field(description="the role of who asked for it", examples=["coordinator"])
    who: str | None = Field(
        description="the key or the person signed on; null: local mode, forgotten after a year or on request, or not told without the scope admin",
        examples=["key:1f3a9c"],
    )
    at: str = Field(description="the moment", examples=["2024-09-01T12:30:00+00:00"])
    undoes: str | None = Field(description="the operation it takes back")
    records: list[RecordChangeShape]


class ChangePage(Shape):
    """A page of the feed, the oldest change first."""

    items: list[ChangeOfWorkspace]
    position: str = Field(description="`since` of the next request; the same when nothing is new")
    revision: int = Field(description="number of the last change there is; more to read while it is above the position")


@router.get("/changes", operation_id="list_changes", response_model=ChangePage, responses=declared(*READ, Conflict))
async def list_changes(
    request: Request, service: ServiceOf, workspace: WorkspaceId, query: Annotated[ChangesQuery, Query()]
) -> Response:
    """Every change after a position. Keep ``position`` with your copy, in one step, and no change is lost or done
    twice. Single answers to surveys are left out for those who lack the scope answers.
    """
    scopes = principal_of(request).scopes
    answers, shows_authors = "answers" in scopes, "admin" in scopes
    followed = await changes_since(service.database, workspace, query.since, query.limit, answers=answers)
    content = {
        "items": [_content(change, change.who if shows_authors else None) for change in followed.changes],
        "position": followed.position,
        "revision": followed.revision,
    }
    last = followed.changes[-1].sequence if followed.changes else followed.revision
    link = f'<{told_path(request)}?since={followed.position}&limit={query.limit}>; rel="next"'
    return JSONResponse(content, headers={"Link": link} if last < followed.revision else {})


def _content(change: FollowedChange, author: str | None) -> dict[str, object]:
    return {
        "sequence": change.sequence,
        "position": change.position,
        "kind": change.kind,
        "by": change.by,
        "who": author,
        "at": change.at,
        "undoes": change.undoes,
        "records": [
            {
                "topic": path_of(entry.topic),
                "id": entry.id,
                "action": entry.action,
                "record": None if entry.record is None else record_json(entry.record),
            }
            for entry in change.records
        ],
    }
