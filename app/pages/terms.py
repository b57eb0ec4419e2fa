"""The words of cards and pages, explained."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from fastapi import APIRouter, Request
from fastapi.responses import Response

from app.pages.failures import PageRoute
from app.pages.frame import Frame, Language, frame_of
from app.pages.render import render
from app.pages.texts import page_texts
from app.store.workspaces import get_workspace
from app.web.service import ServiceOf

router = APIRouter(route_class=PageRoute, include_in_schema=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class TermsPage:
    """Codes of cards, bands and grounds in the order they are explained, and further words."""

    frame: Frame
    cards: Sequence[str]
    bands: Sequence[str]
    rests: Sequence[str]
    words: Sequence[Mapping[str, str]]


@router.get("/terms")
async def show_terms(request: Request, service: ServiceOf, lang: Language, w: str | None = None) -> Response:
    """The words of cards and pages; ``w`` keeps the way back to a workspace."""
    words = page_texts(lang)
    stored = await get_workspace(service.database, w) if w else None
    page = TermsPage(
        frame=frame_of(request, lang, "terms", stored),
        cards=tuple(words["explain_card"]),
        bands=tuple(words["explain_band"]),
        rests=tuple(words["explain_rests"]),
        words=words["words"],
    )
    return render("terms.html", page)
