"""Keys of other tools over HTTP: made, listed and revoked by those who may."""

from datetime import UTC, datetime
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request, Response
from fastapi.responses import JSONResponse
from pydantic import Field

from app.api.v1.queries import Day, PageQuery
from app.api.v1.record_models import Body
from app.api.v1.results import Shape
from app.api.v1.values import Identifier, Name
from app.clock import now
from app.store.access_keys import SCOPES, AccessKey, Scope, create_key, list_keys, revoke_key
from app.web.access import Needs
from app.web.bodies import StrictRoute
from app.web.declared import BODY, READ, WRITE, declared
from app.web.paging import page_answer
from app.web.service import ServiceOf

router = APIRouter(
    prefix="/keys", tags=["keys"], route_class=StrictRoute, dependencies=[Depends(Needs("admin", people=True))]
)


class KeyNew(Body):
    """A new key."""

    label: Name = Field(description="what it is for; no person", examples=["Nachtabgleich Dienstverzeichnis"])
    scopes: Annotated[list[Scope], Field(min_length=1, max_length=len(SCOPES))] = Field(
        description="read records and findings; write them; reports for partners; single answers; figures of the service; workspaces and keys",
        examples=[["read", "write"]],
    )
    workspaces: Annotated[list[Identifier], Field(max_length=200)] = Field(
        default_factory=list, description="in which it opens something; none: in all", examples=[["essener-konsens"]]
    )
    expires: Day | None = Field(None, description="first day on which it opens nothing", examples=["2027-01-01"])


class KeyShape(Shape):
    """A key without its secret."""

    id: str = Field(examples=["3f9a0c27d1b4"])
    version: int = Field(description="2 once it was revoked", examples=[1])
    label: str
    scopes: list[Scope]
    workspaces: list[str] = Field(description="none: all")
    created: str
    expires: str | None
    revoked: str | None
    last_used: str | None = Field(description="day")


class KeyMade(KeyShape):
    """A new key with its secret, which is told this once."""

    key: str = Field(description="send it as `Authorization: Bearer …`", examples=["nzb_3f9a0c27d1b4_5d41402abc4b2a76"])


class KeyPage(Shape):
    """One page of keys."""

    items: list[KeyShape]
    next: str | None
    total: int


@router.get("", operation_id="list_keys", response_model=KeyPage, responses=declared(*READ))
async def list_all(request: Request, service: ServiceOf, query: Annotated[PageQuery, Query()]) -> Response:
    """Every key, the oldest first, with the day it was last used."""
    keys = await list_keys(service.database)
    return page_answer(request, keys, lambda key: key.id, _content, cursor=query.cursor, limit=query.limit)


@router.post("", operation_id="create_key", status_code=201, response_model=KeyMade, responses=declared(*WRITE, *BODY))
async def create(service: ServiceOf, body: KeyNew) -> Response:
    """A new key. Its answer is not kept for repetitions: the secret is told once and stored nowhere."""
    expires = datetime(body.expires.year, body.expires.month, body.expires.day, tzinfo=UTC) if body.expires else None
    key, secret = await create_key(
        service.database, body.label, body.scopes, workspaces=body.workspaces, expires=expires, at=now()
    )
    return JSONResponse({**_content(key), "key": secret}, 201, headers={"Cache-Control": "no-store"})


@router.post("/{key}/revoke", operation_id="revoke_key", response_model=KeyShape, responses=declared(*WRITE))
async def revoke(service: ServiceOf, key: str) -> Response:
    """The key opens nothing any more, within a minute; twice has one effect."""
    return JSONResponse(_content(await revoke_key(service.database, key, now())))


def _content(key: AccessKey) -> dict[str, object]:
    return {
        "id": key.id,
        "version": 2 if key.revoked else 1,
        "label": key.label,
        "scopes": sorted(key.scopes),
        "workspaces": sorted(key.workspaces or ()),
        "created": key.created.isoformat(),
        "expires": key.expires.isoformat() if key.expires else None,
        "revoked": key.revoked.isoformat() if key.revoked else None,
        "last_used": key.last_used.isoformat() if key.last_used else None,
    }
