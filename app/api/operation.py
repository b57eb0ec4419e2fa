"""Does the process live, and can it work? For those who watch it."""

from fastapi import APIRouter
from pydantic import BaseModel

from app.errors import DatabaseUnavailable, DeadlineExceeded, MigrationRefused
from app.store.migrations import verify
from app.web.declared import declared
from app.web.refusals import ForeignHost
from app.web.service import ServiceOf

router = APIRouter(tags=["operation"])


class State(BaseModel):
    """The answer when all is well."""

    status: str = "ok"


@router.get("/livez", operation_id="livez", responses=declared(ForeignHost))
async def livez() -> State:
    """The process lives; nothing else is looked at."""
    return State()


@router.get("/readyz", operation_id="readyz", responses=declared(ForeignHost, DatabaseUnavailable, DeadlineExceeded))
async def readyz(service: ServiceOf) -> State:
    """The database answers and has the schema of this version."""
    try:
        await verify(service.database)
    except MigrationRefused as error:
        raise DatabaseUnavailable(error.detail, hint=error.hint) from error
    return State()
