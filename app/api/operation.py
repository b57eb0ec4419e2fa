"""Health and figures of the service for those who watch it: whether the process lives, whether it can work, how it does."""

import asyncio
import time
from contextlib import suppress
from datetime import datetime

from fastapi import APIRouter, Depends, Request, Response
from pydantic import BaseModel

from app.clock import now
from app.errors import DatabaseUnavailable, DeadlineExceeded, MigrationRefused, NetzblickError
from app.store.backup import last_backup
from app.store.bolt import Database
from app.store.migrations import verify
from app.web.access import Needs
from app.web.declared import READ, declared
from app.web.metrics import MEDIA_TYPE
from app.web.refusals import ForeignHost
from app.web.service import ServiceOf

READY_SECONDS = 4.0
"""Longest wait for the database: those who watch ask every few seconds, and late is not ready."""

router = APIRouter(tags=["operation"])


class State(BaseModel):
    """The answer when all is well."""

    status: str = "ok"


@router.get("/livez", operation_id="livez", responses=declared(ForeignHost))
async def livez() -> State:
    """The process lives; nothing else is looked at."""
    return State()


@router.get("/readyz", operation_id="readyz", responses=declared(ForeignHost, DatabaseUnavailable))
async def readyz(service: ServiceOf) -> State:
    """The database answers and has the migrations and unique keys of this version; else ``detail`` says what is wrong."""
    await _ready(service.database)
    return State()


@router.get(
    "/metrics",
    operation_id="metrics",
    response_class=Response,
    responses=declared(*READ) | {200: {"content": {MEDIA_TYPE: {"schema": {"type": "string"}}}}},
    dependencies=[Depends(Needs("metrics"))],
)
async def metrics(request: Request, service: ServiceOf) -> Response:
    """Requests, queues, networks in memory, database and age of the backup as Prometheus reads them; nothing of what is stored."""
    begun = time.perf_counter()
    seconds: float | None = None
    backed_up: datetime | None = None
    with suppress(NetzblickError):
        await _ready(service.database)
        seconds = time.perf_counter() - begun
        backed_up = await last_backup(service.database)
    text = request.app.state.metrics.text(service, seconds, backed_up, now())
    return Response(text, media_type=MEDIA_TYPE)


async def _ready(database: Database) -> None:
    try:
        async with asyncio.timeout(READY_SECONDS):
            await verify(database)
    except (TimeoutError, DeadlineExceeded) as error:
        raise DatabaseUnavailable(
            f"The database did not answer within {READY_SECONDS:g} s.",
            hint="If it stays so: netzblick db stop --force ends it, netzblick db start brings it back.",
        ) from error
    except MigrationRefused as error:
        raise DatabaseUnavailable(error.detail, hint=error.hint) from error
