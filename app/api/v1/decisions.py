"""Decisions about findings: taken in hand, done, wanted, not true, or for later; listed, made and taken back."""

from datetime import date
from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Query, Request, Response
from fastapi.responses import JSONResponse
from pydantic import BaseModel, Field

from app.api.v1.queries import Day, FindingKey, PageQuery, WorkspaceId
from app.api.v1.record_models import Body
from app.api.v1.values import Name, Text
from app.clock import now, today
from app.records.decisions import Decision, DecisionKind
from app.report.forms.json import plain
from app.store.decisions import delete_decision, list_decisions
from app.usecases.decide import Choice, decide
from app.web.access import Needs
from app.web.addresses import told_path
from app.web.declared import BODY, COMPUTE, READ, WRITE, declared
from app.web.leaving import while_connected
from app.web.paging import page_answer
from app.web.repeating import WritingRoute
from app.web.service import ServiceOf

router = APIRouter(
    prefix="/workspaces/{workspace}",
    tags=["decisions"],
    route_class=WritingRoute,
    dependencies=[Depends(Needs("read", "write"))],
)


class DecisionNew(Body):
    """What is decided about a finding."""

    kind: DecisionKind = Field(
        description="accepted (in hand), done, wanted, wrong (not true) or later", examples=["accepted"]
    )
    reason: Name | None = Field(
        None, description="code of wanted_reason or wrong_reason, needed with these kinds", examples=["choice"]
    )
    text: Text | None = Field(None, description="an explanation", examples=["abgesprochen im Arbeitskreis"])
    by_role: Name | None = Field(None, description="role or organisation, never a person", examples=["Jugendamt"])
    until: Day | None = Field(
        None, description="until when; with later: the day on which it comes back", examples=["2026-12-31"]
    )
    reply: Text | None = Field(
        None, description="what an organisation says to it, in its own words", examples=["Unser Kurs ist für Frauen."]
    )
    reply_by: Name | None = Field(None, description="which organisation says so", examples=["Mieterverein"])
    alone: bool = Field(
        False, description="about this finding only, not about the others that stand on the same card", examples=[False]
    )


class DecisionShape(BaseModel):
    """A decision as it is kept."""

    id: str
    finding: str = Field(description="key of the finding")
    title: str = Field(description="heading of the finding when it was decided")
    kind: Literal["accepted", "done", "wanted", "wrong", "later"]
    at: str = Field(description="the moment it was made")
    digest: str = Field(description="names the values the finding rested on")
    reason: str | None
    text: str | None
    by_role: str | None
    until: date | None
    reply: str | None
    reply_by: str | None
    alone: bool = Field(description="about this finding only, not about the others on its card")


class DecisionPage(BaseModel):
    """One page of the list of decisions."""

    items: list[DecisionShape]
    next: str | None
    total: int


@router.get("/decisions", operation_id="list_decisions", response_model=DecisionPage, responses=declared(*READ))
async def list_all(
    request: Request, service: ServiceOf, workspace: WorkspaceId, query: Annotated[PageQuery, Query()]
) -> Response:
    """Every decision, by id; of each finding the newest counts."""
    decisions = sorted(await list_decisions(service.database, workspace), key=lambda decision: decision.id)
    return page_answer(
        request, decisions, lambda decision: decision.id, _content, cursor=query.cursor, limit=query.limit
    )


@router.post(
    "/findings/{key}/decision",
    operation_id="decide_finding",
    status_code=201,
    response_model=DecisionShape,
    responses=declared(*WRITE, *BODY, *COMPUTE),
)
async def decide_finding(
    request: Request, service: ServiceOf, workspace: WorkspaceId, key: FindingKey, body: DecisionNew
) -> Response:
    """Keep what is decided about a finding of today's data."""
    snapshot = await while_connected(request, service.runs.analysed(workspace, None, today()))
    choice = Choice(finding=key, **body.model_dump())
    decision = await decide(service.database, snapshot, choice, at=now())
    location = f"{told_path(request).partition('/findings/')[0]}/decisions/{decision.id}"
    return JSONResponse(_content(decision), 201, headers={"Location": location})


@router.post("/decisions/{decision}/undo", operation_id="undo_decision", status_code=204, responses=declared(*WRITE))
async def take_back(service: ServiceOf, workspace: WorkspaceId, decision: str) -> Response:
    """The decision was never made; the one before it counts again."""
    await delete_decision(service.database, workspace, decision)
    return Response(status_code=204)


def _content(decision: Decision) -> object:
    return {**plain(decision), "at": decision.at.isoformat()}
