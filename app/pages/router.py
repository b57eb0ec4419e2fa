"""All pages: which address shows which one."""

from fastapi import APIRouter

from app.pages import (
    completeness,
    data,
    directory,
    downloads,
    feedback,
    findings,
    history,
    mappings,
    needs,
    network,
    next_steps,
    offers,
    questions,
    record_forms,
    records,
    report,
    start,
    terms,
)

router = APIRouter()
for page in (
    start,
    next_steps,
    findings,
    offers,
    report,
    questions,
    network,
    needs,
    record_forms,
    history,
    records,
    directory,
    data,
    feedback,
    mappings,
    completeness,
    terms,
    downloads,
):
    router.include_router(page.router)
