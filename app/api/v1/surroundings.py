"""One organisation in its surroundings over HTTP: its neighbourhood in the network, and its profile."""

import asyncio
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request, Response
from fastapi.responses import JSONResponse
from pydantic import Field

from app.api.v1.queries import DayQuery, RecordId, ScopeQuery, WorkspaceId
from app.api.v1.record_models import models_of, record_json
from app.api.v1.results import FindingShape, Shape
from app.api.v1.runs import ACCEPTED, begun, snapshot_or_run
from app.clock import today
from app.report.forms.json import plain
from app.usecases.find_findings import chosen
from app.usecases.look_around import FARTHEST, neighbourhood, recorded_about
from app.usecases.runs.lasting import RunState
from app.web.access import Needs
from app.web.addresses import path_of
from app.web.declared import COMPUTE, READ, declared
from app.web.service import ServiceOf
from app.web.waiting import Prefer

router = APIRouter(prefix="/workspaces/{workspace}/actors", tags=["actors"], dependencies=[Depends(Needs("read"))])


class NeighbourhoodQuery(DayQuery):
    """How far around, on which day."""

    depth: Annotated[int, Field(ge=1, le=FARTHEST, description="how many steps away at most")] = 1


class NeighbourShape(Shape):
    """An actor nearby."""

    id: str = Field(examples=["awo"])
    name: str = Field(examples=["AWO"])
    distance: int = Field(description="steps; 0: the actor itself", examples=[1])


class NearTieShape(Shape):
    """A recorded tie between two of them."""

    actor_a: str = Field(examples=["awo"])
    actor_b: str = Field(examples=["buergerhaus"])
    kind: str = Field(examples=["joint_offer"])
    status: str = Field(description="also what somebody denied", examples=["reported"])
    strength: float | None = Field(description="null: not known", examples=[3])


class NeighbourhoodShape(Shape):
    """Who cooperates with an actor, and with those again."""

    actors: list[NeighbourShape] = Field(description="by distance, then by id")
    ties: list[NearTieShape] = Field(description="every tie recorded between two of them, whatever its status")


class ProfileShape(Shape):
    """Everything about one organisation."""

    actor: models_of("actors").stored = Field(description="its record")  # type: ignore[valid-type]  # made at run time
    records: dict[str, list[dict[str, Any]]] = Field(
        description="by topic, as in the address: what names it or what it names; single answers to surveys excepted"
    )
    findings: list[FindingShape] = Field(description="what every analysis of the report finds about it")  # type: ignore[valid-type]


@router.get(
    "/{id}/neighbourhood",  # noqa: FAST003 - RecordId reads it by that name
    operation_id="get_neighbourhood",
    response_model=NeighbourhoodShape,
    responses=declared(*READ),
)
async def get_neighbourhood(
    service: ServiceOf, workspace: WorkspaceId, record_id: RecordId, query: Annotated[NeighbourhoodQuery, Query()]
) -> Response:
    """Who cooperates with an actor, and with those again, with all ties recorded among them."""
    network, _ = await service.snapshots.network(workspace, query.as_of, today())
    return JSONResponse(plain(await asyncio.to_thread(neighbourhood, network, record_id, query.depth)))


@router.get(
    "/{id}/profile",  # noqa: FAST003 - RecordId reads it by that name
    operation_id="get_profile",
    response_model=ProfileShape,
    responses={**ACCEPTED, **declared(*READ, *COMPUTE)},
)
async def get_profile(
    request: Request,
    service: ServiceOf,
    workspace: WorkspaceId,
    record_id: RecordId,
    query: Annotated[DayQuery, Query()],
    prefer: Prefer = None,
) -> Response:
    """Everything about one organisation: its record, what names it, and what is found about it."""
    actor, records = await recorded_about(service.database, workspace, record_id)
    snapshot = await snapshot_or_run(request, service, workspace, ScopeQuery(as_of=query.as_of), prefer)
    if isinstance(snapshot, RunState):
        return begun(request, snapshot)
    content = {
        "actor": record_json(actor),
        "records": {
            path_of(topic): [record_json(record) for record in of_topic] for topic, of_topic in records.items()
        },
        "findings": [plain(finding) for finding in chosen(snapshot.in_reading_order, actor=record_id)],
    }
    return JSONResponse(content)
