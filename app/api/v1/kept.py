"""What is kept for the next time: states of the findings that later reports are compared with, and mappings of columns."""

import secrets
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request, Response
from fastapi.responses import JSONResponse
from pydantic import BaseModel, Field

from app.api.v1.queries import PageQuery, WorkspaceId
from app.api.v1.record_models import Body
from app.api.v1.values import Name
from app.clock import now, today
from app.store.kept_mappings import KeptMapping, delete_mapping, list_mappings
from app.store.kept_states import KeptState, delete_state, list_states
from app.usecases.imports import kept_mappings
from app.usecases.since_last import keep
from app.web.access import Needs
from app.web.addresses import told_path
from app.web.declared import BODY, COMPUTE, READ, WRITE, declared
from app.web.leaving import while_connected
from app.web.paging import page_answer
from app.web.repeating import WritingRoute
from app.web.service import ServiceOf

MOST_STATES = 1_000
LONGEST_MAPPING = 200_000

router = APIRouter(
    prefix="/workspaces/{workspace}",
    tags=["kept"],
    route_class=WritingRoute,
    dependencies=[Depends(Needs("read", "write"))],
)


class StateNew(Body):
    """A state to keep."""

    name: Name = Field(description="for example that of the meeting", examples=["Sitzung 12.11."])


class StateShape(BaseModel):
    """Which findings there were at a moment."""

    id: str
    name: str
    at: str = Field(description="the moment it was kept")
    findings: list[str] = Field(description="keys of the findings there were")


class StatePage(BaseModel):
    """One page of the list of states."""

    items: list[StateShape]
    next: str | None
    total: int


class MappingNew(Body):
    """A mapping to keep; one of the same name is replaced."""

    name: Name = Field(description="what it is called", examples=["Liste des Sozialamts"])
    text: str = Field(
        description="the mapping file (TOML), as `netzblick import --mapping` takes it",
        examples=['[[sheets]]\ntarget = "Akteure"\n[sheets.columns]\nName = "{Wer?}"\n'],
        max_length=LONGEST_MAPPING,
    )


class MappingName(Body):
    """Names a mapping that is kept."""

    name: Name = Field(description="what it is called", examples=["Liste des Sozialamts"])


class MappingShape(BaseModel):
    """How columns of a foreign table become ours."""

    name: str
    text: str = Field(description="the mapping file (TOML)")
    at: str = Field(description="the moment it was kept")


class MappingPage(BaseModel):
    """One page of the list of mappings."""

    items: list[MappingShape]
    next: str | None
    total: int


@router.get("/kept-states", operation_id="list_kept_states", response_model=StatePage, responses=declared(*READ))
async def list_all_states(
    request: Request, service: ServiceOf, workspace: WorkspaceId, query: Annotated[PageQuery, Query()]
) -> Response:
    """States that were kept, the newest first; reports are compared with the first."""
    states = await list_states(service.database, workspace, limit=MOST_STATES)
    return page_answer(request, states, lambda state: state.id, _state, cursor=query.cursor, limit=query.limit)


@router.post(
    "/kept-states",
    operation_id="keep_state",
    status_code=201,
    response_model=StateShape,
    responses=declared(*WRITE, *BODY, *COMPUTE),
)
async def keep_state(request: Request, service: ServiceOf, workspace: WorkspaceId, body: StateNew) -> Response:
    """Keep which findings there are today; the next report tells what is new since."""
    snapshot = await while_connected(request, service.runs.analysed(workspace, None, today()))
    state = await keep(service.database, snapshot, body.name, state_id=secrets.token_hex(10), at=now(), lang="de")
    return JSONResponse(_state(state), 201, headers={"Location": f"{told_path(request)}/{state.id}"})


@router.post("/kept-states/{state}/undo", operation_id="undo_kept_state", status_code=204, responses=declared(*WRITE))
async def forget_state(service: ServiceOf, workspace: WorkspaceId, state: str) -> Response:
    """The state was never kept; the one before it counts again."""
    await delete_state(service.database, workspace, state)
    return Response(status_code=204)


@router.get("/mappings", operation_id="list_mappings", response_model=MappingPage, responses=declared(*READ))
async def list_all_mappings(
    request: Request, service: ServiceOf, workspace: WorkspaceId, query: Annotated[PageQuery, Query()]
) -> Response:
    """Mappings that were kept, by name; an import reads by one with `mapping=`."""
    mappings = await list_mappings(service.database, workspace)
    return page_answer(
        request, mappings, lambda mapping: mapping.name, _mapping, cursor=query.cursor, limit=query.limit
    )


@router.post(
    "/mappings",
    operation_id="keep_mapping",
    status_code=201,
    response_model=MappingShape,
    responses=declared(*WRITE, *BODY),
)
async def keep_mapping(service: ServiceOf, workspace: WorkspaceId, body: MappingNew) -> Response:
    """Keep a mapping under a name for the next file of the same kind."""
    mapping = await kept_mappings.keep(service.database, workspace, body.name, body.text, at=now(), lang="en")
    return JSONResponse(_mapping(mapping), 201)


@router.post("/mappings/forget", operation_id="forget_mapping", status_code=204, responses=declared(*WRITE, *BODY))
async def forget_mapping(service: ServiceOf, workspace: WorkspaceId, body: MappingName) -> Response:
    """A mapping is kept no longer."""
    await delete_mapping(service.database, workspace, body.name)
    return Response(status_code=204)


def _state(state: KeptState) -> dict[str, object]:
    return {"id": state.id, "name": state.name, "at": state.at.isoformat(), "findings": list(state.keys)}


def _mapping(mapping: KeptMapping) -> dict[str, object]:
    return {"name": mapping.name, "text": mapping.text, "at": mapping.at.isoformat()}
