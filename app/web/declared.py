"""Errors that a route declares, each in OpenAPI under its status, with its slugs."""

from typing import Any

from app.errors import (
    BudgetExceeded,
    Conflict,
    DatabaseUnavailable,
    DeadlineExceeded,
    DiskFull,
    Forbidden,
    InvalidInput,
    KeyReused,
    NetzblickError,
    OutcomeUnknown,
    QueueFull,
    RunCancelled,
    StaleVersion,
    TooLarge,
    UnknownName,
    VersionRequired,
    WorkerLost,
)
from app.web.problems import MEDIA_TYPE
from app.web.refusals import (
    ForeignHost,
    ForeignOrigin,
    Internal,
    KeyInUse,
    MalformedBody,
    NotAcceptable,
    NotFound,
    SlowBody,
    Stopping,
    TooBusy,
    TooManyFailures,
    Unauthenticated,
    UnsupportedMediaType,
)

Declared = dict[int | str, dict[str, Any]]

_ETAG = {"headers": {"ETag": {"$ref": "#/components/headers/ETag"}}}

CONDITIONAL: Declared = {200: _ETAG, 304: {"description": "it is as the ETag in If-None-Match says"}}
"""What a route declares that is read with an ETag."""


def tagged(status: int) -> Declared:
    """What a route declares that answers a write with the ETag of what there is now."""
    return {status: _ETAG}


READ = (
    ForeignHost,
    Unauthenticated,
    Forbidden,
    TooManyFailures,
    TooBusy,
    UnknownName,
    NotFound,
    NotAcceptable,
    InvalidInput,
    DatabaseUnavailable,
    Stopping,
    DeadlineExceeded,
    Internal,
)
BODY = (MalformedBody, SlowBody, TooLarge, UnsupportedMediaType)
WRITE = (*READ, ForeignOrigin, OutcomeUnknown, Conflict, KeyInUse, KeyReused, DiskFull)
COMPUTE = (BudgetExceeded, RunCancelled, QueueFull, WorkerLost)
VERSIONED = (*WRITE, StaleVersion, VersionRequired)

_REFERENCE = {"$ref": "#/components/schemas/ProblemDetails"}


def declared(*errors: type[NetzblickError]) -> Declared:
    """The ``responses`` of a route that may fail so; errors of one status share an entry."""
    responses: Declared = {}
    for status in sorted({error.status for error in errors}):
        of_status = [error for error in dict.fromkeys(errors) if error.status == status]
        responses[status] = {
            "description": " · ".join(f"{error.slug}: {_meaning(error)}" for error in of_status),
            "content": {MEDIA_TYPE: {"schema": _REFERENCE}},
        }
    return responses


def _meaning(error: type[NetzblickError]) -> str:
    return (error.__doc__ or "").strip().split("\n")[0]
