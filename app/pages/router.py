"""All pages: which address shows which one."""

from fastapi import APIRouter, Depends

from app.pages import (
    downloads,
    feedback,
    findings,
    keys,
    network,
    next_steps,
    offers,
    questions,
    report,
    search,
    start,
    terms,
)
from app.pages.data import checks, completeness, data, imports, mappings
from app.pages.needs import needs
from app.pages.records import directory, history, personal_data, record_forms, records, selection
from app.web.access import Needs

router = APIRouter()
for page in (
    start,
    next_steps,
    findings,
    offers,
    report,
    search,
    questions,
    network,
    needs,
    record_forms,
    selection,
    history,
    records,
    directory,
    data,
    checks,
    imports,
    feedback,
    mappings,
    completeness,
    terms,
    downloads,
):
    router.include_router(page.router, dependencies=[Depends(Needs("read", "write", people=True))])
router.include_router(downloads.assets)
for page_of_administration in (keys, personal_data):
    router.include_router(page_of_administration.router)
