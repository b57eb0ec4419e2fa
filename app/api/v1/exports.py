"""Workspaces in the formats of other programs, as files to be saved."""

import asyncio
from collections.abc import Iterator
from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Query, Request, Response
from fastapi.responses import StreamingResponse
from pydantic import Field

from app.api.v1.analyses import LONGEST_PARAMETER
from app.api.v1.queries import DayQuery, WorkspaceId
from app.clock import today
from app.errors import InvalidInput
from app.formats import ExportForm
from app.network.graph.scope import read_scope
from app.network.graph.scope_names import SCOPE_DOC
from app.usecases.export import FORMATS, export_workspace
from app.web.access import Needs, principal_of, require
from app.web.conditional import digest_tag, not_modified, unchanged
from app.web.declared import CONDITIONAL, READ, declared
from app.web.headers import attachment
from app.web.service import ServiceOf

router = APIRouter(prefix="/workspaces/{workspace}", tags=["exports"], dependencies=[Depends(Needs("read"))])

_CHUNK = 64 * 2**10


class ExportQuery(DayQuery):
    """Which file."""

    format: Annotated[ExportForm, Field(description="how it is written")] = "xlsx"
    lang: Annotated[Literal["de", "en"], Field(description="language of sheets, headings and words")] = "de"
    scope: Annotated[
        str | None,
        Field(description=SCOPE_DOC, examples=["area=lindental"], max_length=LONGEST_PARAMETER),
    ] = None
    everything: Annotated[
        bool, Field(description="also single answers to surveys and numbers of too few people, which else stay")
    ] = False


@router.get(
    "/export",
    operation_id="export_workspace",
    response_class=Response,
    responses={
        200: CONDITIONAL[200]
        | {"description": "the file", "content": {entry.media_type: {} for entry in FORMATS.values()}},
        304: CONDITIONAL[304],
        **declared(*READ, InvalidInput),
    },
)
async def export(
    request: Request, service: ServiceOf, workspace: WorkspaceId, query: Annotated[ExportQuery, Query()]
) -> Response:
    """The records or the network of a workspace as a file; the same data, day and parameters give the same bytes."""
    if query.everything:
        require(principal_of(request), "answers")
    export_file = await export_workspace(
        service.database,
        workspace,
        query.format,
        as_of=query.as_of,
        today=today(),
        lang=query.lang,
        everything=query.everything,
        scope=read_scope(query.scope) if query.scope else None,
    )
    tag = await asyncio.to_thread(digest_tag, export_file.content)
    if unchanged(request, tag):
        return not_modified(tag)
    headers = {"ETag": tag, "Content-Length": str(len(export_file.content)), **attachment(export_file.name)}
    return StreamingResponse(_chunks(export_file.content), media_type=export_file.media_type, headers=headers)


def _chunks(content: bytes) -> Iterator[bytes]:
    for start in range(0, len(content), _CHUNK):
        yield content[start : start + _CHUNK]
