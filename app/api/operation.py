"""Health of the service for those who watch it: whether the process lives, and whether it can work."""

import asyncio

from fastapi import APIRouter
from pydantic import BaseModel

from app.errors import DatabaseUnavailable, DeadlineExceeded, MigrationRefused
from app.store.migrations import verify
from app.web.declared import declared
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
    """The database answers and has the schema of this version."""
    try:
        async with asyncio.timeout(READY_SECONDS):
            await verify(service.database)
    except (TimeoutError, DeadlineExceeded) as error:
        raise DatabaseUnavailable(
            f"The database did not answer within {READY_SECONDS:g} s.",
            hint="If it stays so: netzblick db stop --force ends it, netzblick db start brings it back.",
        ) from error
    except MigrationRefused as error:
        raise DatabaseUnavailable(error.detail, hint=error.hint) from error
    return State()
