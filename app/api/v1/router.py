"""The routes of version 1."""

from fastapi import APIRouter, Depends

from app.api.v1 import (
    access_keys,
    analyses,
    authors,
    batches,
    changes,
    decisions,
    exports,
    feedback,
    findings,
    import_jobs,
    imports,
    kept,
    merges,
    personal_data,
    runs,
    sources,
    surroundings,
    workspaces,
)
from app.api.v1.records import record_routers
from app.api.v1.terms import term_routers
from app.web.accept import refuse_unacceptable
from app.web.parameters import refuse_stray_parameters


def v1() -> APIRouter:
    """All of them."""
    router = APIRouter(prefix="/v1", dependencies=[Depends(refuse_unacceptable), Depends(refuse_stray_parameters)])
    below = (
        *record_routers(),
        *term_routers(),
        surroundings.router,
        merges.router,
        personal_data.router,
        authors.router,
        sources.router,
        batches.router,
        access_keys.router,
        changes.router,
        imports.router,
        import_jobs.router,
        exports.router,
        feedback.router,
        analyses.router,
        runs.router,
        findings.router,
        decisions.router,
        kept.router,
    )
    for subrouter in (workspaces.router, *below):
        router.include_router(subrouter)
    return router
