"""All pages: which address shows which one."""

from fastapi import APIRouter

from app.pages import data, downloads, findings, next_steps, report, start, terms

router = APIRouter()
for page in (start, next_steps, findings, report, data, terms, downloads):
    router.include_router(page.router)
