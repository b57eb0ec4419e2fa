"""All pages: which address shows which one."""

from fastapi import APIRouter, Depends

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
from app.web.access import Needs

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
    router.include_router(page.router, dependencies=[Depends(Needs("read", "write", people=True))])
