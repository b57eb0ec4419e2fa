"""All pages: which address shows which one."""

from fastapi import APIRouter

from app.pages import (
    data,
    directory,
    downloads,
    feedback,
    findings,
    history,
    needs,
    network,
    next_steps,
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
    terms,
    downloads,
):
    router.include_router(page.router)
