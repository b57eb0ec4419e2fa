"""Files the pages give: style sheets, fonts, scripts, the empty workbook."""

from fastapi import APIRouter, Request
from fastapi.responses import Response

from app.intake.sheets.template import template
from app.pages.assets import asset
from app.pages.failures import PageRoute
from app.pages.frame import Language
from app.usecases.export import FORMATS
from app.web.conditional import digest_tag, not_modified, unchanged

router = APIRouter(route_class=PageRoute, include_in_schema=False)
assets = APIRouter(route_class=PageRoute, include_in_schema=False)
"""Open to everybody: the description of the API needs its style sheet, and there is no data in it."""


@router.get("/template.xlsx")
async def download_template(lang: Language, *, full: bool = False) -> Response:
    """The empty workbook."""
    name = {"de": "arbeitsmappe", "en": "workbook"}[lang]
    headers = {"Content-Disposition": f'attachment; filename="{name}.xlsx"'}
    return Response(template(lang, full), media_type=FORMATS["xlsx"].media_type, headers=headers)


@assets.get("/favicon.ico")
async def show_icon(request: Request) -> Response:
    """The sign of the product, where browsers look for it on answers that are no page."""
    return await show_asset(request, "netzblick.svg")


@assets.get("/static/{name:path}")
async def show_asset(request: Request, name: str) -> Response:
    """A style sheet, font or script, packed for those who can unpack it."""
    file = asset(name)
    packed = file.packed if "gzip" in request.headers.get("accept-encoding", "") else None
    content = packed or file.content
    tag = digest_tag(content)
    if unchanged(request, tag):
        return not_modified(tag)
    headers = {"ETag": tag, "Cache-Control": "public, max-age=3600", "Vary": "Accept-Encoding"}
    if packed:
        headers["Content-Encoding"] = "gzip"
    return Response(content, media_type=file.media_type, headers=headers)
