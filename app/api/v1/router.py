"""The routes of version 1."""

from fastapi import APIRouter

from app.api.v1 import analyses, decisions, exports, feedback, findings, imports, merges, workspaces
from app.api.v1.records import record_routers
from app.api.v1.terms import term_routers


def v1() -> APIRouter:
    """All of them."""
    router = APIRouter(prefix="/v1")
    below = (
        *record_routers(),
        *term_routers(),
        merges.router,
        imports.router,
        exports.router,
        feedback.router,
        analyses.router,
        findings.router,
        decisions.router,
    )
    for subrouter in (workspaces.router, *below):
        router.include_router(subrouter)
    return router
