"""Workspaces over HTTP: listed, made, renamed and deleted."""

from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Depends, Query, Request, Response
from fastapi.responses import JSONResponse
from pydantic import BaseModel, Field

from app.api.v1.queries import Day, PageQuery, WorkspaceId
from app.api.v1.record_models import Body
from app.api.v1.values import Identifier, Name
from app.report.forms.json import plain
from app.store.workspaces import (
    StoredWorkspace,
    create_workspace,
    delete_workspace,
    get_workspace,
    list_workspaces,
    patch_workspace,
)
from app.web.access import Needs, principal_of
from app.web.addresses import told_path
from app.web.conditional import RequiredTag, etag, not_modified, unchanged
from app.web.declared import BODY, CONDITIONAL, READ, VERSIONED, WRITE, declared, tagged
from app.web.paging import page_answer
from app.web.repeating import WritingRoute
from app.web.service import ServiceOf, forget_in_memory

router = APIRouter(prefix="/workspaces", tags=["workspaces"], route_class=WritingRoute)


class WorkspaceNew(Body):
    """A new, empty workspace."""

    id: Identifier = Field(description="its name in addresses", examples=["essener-konsens"])
    name: Name = Field(description="what people call it", examples=["Essener Konsens"])
    reference_date: Day | None = Field(None, description="the day its data speak of; null: the present day")


class WorkspacePatch(Body):
    """What is to change about a workspace."""

    name: Name = Field(default_factory=str, description="what people call it", examples=["Essener Konsens"])
    reference_date: Day | None = Field(None, description="the day its data speak of; null: the present day")


class Workspace(BaseModel):
    """A city or district with all its records."""

    id: str
    name: str
    reference_date: Day | None
    version: int = Field(description="number of its last change")
    counts: dict[str, int] = Field(description="number of its records by topic")


class WorkspacePage(BaseModel):
    """One page of the list of workspaces."""

    items: list[Workspace]
    next: str | None
    total: int


@router.get(
    "",
    operation_id="list_workspaces",
    dependencies=[Depends(Needs("read"))],
    response_model=WorkspacePage,
    responses=declared(*READ),
)
async def list_all(request: Request, service: ServiceOf, query: Annotated[PageQuery, Query()]) -> Response:
    """All workspaces that are open to who asks, in the order of their ids."""
    principal = principal_of(request)
    known = [stored for stored in await list_workspaces(service.database) if principal.may_enter(stored.id)]
    return page_answer(request, known, lambda workspace: workspace.id, _content, cursor=query.cursor, limit=query.limit)


@router.post(
    "",
    operation_id="create_workspace",
    dependencies=[Depends(Needs("admin", people=True))],
    status_code=201,
    response_model=Workspace,
    responses=tagged(201) | declared(*WRITE, *BODY),
)
async def create(request: Request, service: ServiceOf, body: WorkspaceNew) -> Response:
    """A new, empty workspace; its id must be free."""
    created = await create_workspace(service.database, body.id, body.name, body.reference_date)
    return _answer(created, 201, {"Location": f"{told_path(request)}/{quote(created.id)}"})


@router.get(
    "/{workspace}",
    operation_id="get_workspace",
    dependencies=[Depends(Needs("read"))],
    response_model=Workspace,
    responses=CONDITIONAL | declared(*READ),
)
async def get(request: Request, service: ServiceOf, workspace: WorkspaceId) -> Response:
    """One workspace with the number of its records."""
    stored = await get_workspace(service.database, workspace)
    tag = etag(stored.tag)
    return not_modified(tag) if unchanged(request, tag) else _answer(stored)


@router.patch(
    "/{workspace}",
    operation_id="change_workspace",
    dependencies=[Depends(Needs("write"))],
    response_model=Workspace,
    responses=tagged(200) | declared(*VERSIONED, *BODY),
)
async def change(service: ServiceOf, workspace: WorkspaceId, tag: RequiredTag, body: WorkspacePatch) -> Response:
    """Another name or reference date; what is left out stays."""
    return _answer(await patch_workspace(service.database, workspace, expected=_state(tag), **body.sent_fields()))


@router.delete(
    "/{workspace}",
    operation_id="delete_workspace",
    dependencies=[Depends(Needs("admin"))],
    status_code=204,
    responses=declared(*VERSIONED),
)
async def delete(request: Request, service: ServiceOf, workspace: WorkspaceId, tag: RequiredTag) -> Response:
    """The workspace with everything in it is gone."""
    await delete_workspace(service.database, workspace, expected=_state(tag))
    forget_in_memory(request, workspace)
    return Response(status_code=204)


def _content(stored: StoredWorkspace) -> dict[str, object]:
    return {
        "id": stored.id,
        "name": stored.name,
        "reference_date": plain(stored.reference_date),
        "version": stored.revision,
        "counts": dict(stored.counts),
    }


def _state(tag: str) -> str:
    """The state that an ETag names."""
    return tag.removeprefix('"').removesuffix('"')


def _answer(stored: StoredWorkspace, status: int = 200, headers: dict[str, str] | None = None) -> JSONResponse:
    return JSONResponse(_content(stored), status, headers={"ETag": etag(stored.tag), **(headers or {})})
