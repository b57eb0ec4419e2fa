"""The files that records came from, as a list that is only read."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request, Response
from pydantic import Field

from app.api.v1.queries import PageQuery, WorkspaceId
from app.api.v1.results import Shape
from app.store.sources import list_sources
from app.web.access import Needs
from app.web.declared import READ, declared
from app.web.paging import page_answer
from app.web.service import ServiceOf

router = APIRouter(prefix="/workspaces/{workspace}", tags=["sources"], dependencies=[Depends(Needs("read"))])


class SourceRecord(Shape):
    """A file that records came from; its content is not kept."""

    id: str = Field(description="its name", examples=["arbeitsmappe.xlsx"])
    version: int = Field(description="always 1: a file of that name", examples=[1])
    records: int = Field(description="how many records are there that were read from it", examples=[231])


class SourcePage(Shape):
    """One page of sources."""

    items: list[SourceRecord]
    next: str | None
    total: int


@router.get("/sources", operation_id="list_sources", response_model=SourcePage, responses=declared(*READ))
async def list_all(
    request: Request, service: ServiceOf, workspace: WorkspaceId, query: Annotated[PageQuery, Query()]
) -> Response:
    """The files that records came from, by name; `source` of a record names its file, sheet and row."""
    sources = await list_sources(service.database, workspace)
    return page_answer(
        request,
        sources,
        lambda source: source.file,
        lambda source: {"id": source.file, "version": 1, "records": source.records},
        cursor=query.cursor,
        limit=query.limit,
    )
