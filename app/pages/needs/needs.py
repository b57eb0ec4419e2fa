"""Need and supply: a map, what is known of one area, and tables of areas by theme and target group."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Literal, get_args

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response
from markupsafe import Markup

from app.findings import Finding
from app.network.district.need_and_supply import Columns, NeedAndSupply
from app.network.graph.network import Network
from app.pages.failures import PageRoute
from app.pages.frame import Frame, Language, frame_of
from app.pages.needs.area_panel import AreaPanel, PanelWriter
from app.pages.needs.needs_choice import PARTS, NeedsChoice, NeedsPart
from app.pages.needs.supply_tables import Table, TableWriter
from app.pages.records.record_words import Part
from app.pages.render import render
from app.pages.shown_part import shown_part
from app.records.vocabulary import Lang
from app.report.drawings.area_map import area_map, outlines
from app.report.drawings.need_words import term
from app.report.drawings.supply_table import supply_table
from app.store.workspaces import get_workspace
from app.web.service import ServiceOf

router = APIRouter(route_class=PageRoute, include_in_schema=False)

DrawingName = Literal["map", "theme", "target_group"]
DRAWINGS: tuple[DrawingName, ...] = get_args(DrawingName)

COVERAGE = "coverage"
KINDS: tuple[Columns, ...] = ("theme", "target_group")


LeftOutWhy = Literal["list_open", "suppressed", "not_recorded", "too_few", "no_kind", "other_kind"]
"""Why an area is not compared: its standing, or that it is of another kind than those that are."""

MOST_AREAS_AT_ONCE = 15
"""Of more areas, the map and each table are a page of their own."""

LEFT_OUT: tuple[LeftOutWhy, ...] = get_args(LeftOutWhy)


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Areas that are not compared for the same reason."""

    why: LeftOutWhy
    areas: Sequence[Part]


@dataclass(frozen=True, slots=True, kw_only=True)
class NeedsPage:
    """Need and supply as asked. ``about`` says of whom and on what in words; ``outlined``: the map shows outlines.

    ``parts`` are links to the parts of a page that would be too long at once, by their code; none: all are shown, else
    ``map`` is empty or ``tables`` holds the one that is.
    """

    frame: Frame
    choice: NeedsChoice
    about: str
    groups: Sequence[tuple[str, str]]
    themes: Sequence[tuple[str, str]]
    parts: Mapping[NeedsPart, str]
    map: Markup
    outlined: bool
    left_out: Sequence[LeftOut]
    panel: AreaPanel | None
    tables: Sequence[Table]
    areas: int
    without_area: str
    drawings: Mapping[str, str]


@router.get("/w/{workspace}/needs")
async def show_needs(
    request: Request, service: ServiceOf, workspace: str, lang: Language, choice: Annotated[NeedsChoice, Query()]
) -> Response:
    """Need beside supply in the areas of a city."""
    stored = await get_workspace(service.database, workspace)
    part = await shown_part(request, service, stored, lang, analyses=(COVERAGE,))
    choice = choice.model_copy(update={"scope": part.choice.chosen})
    writer = PageWriter(part.snapshot.network, frame_of(request, lang, "needs", stored, part.choice), choice)
    return render("needs.html", writer.page(part.snapshot.results[COVERAGE].findings))


@router.get("/w/{workspace}/needs/{drawing}.svg")
async def show_drawing(
    request: Request,
    service: ServiceOf,
    workspace: str,
    drawing: DrawingName,
    lang: Language,
    choice: Annotated[NeedsChoice, Query()],
) -> Response:
    """The map or a table as a picture of its own."""
    stored = await get_workspace(service.database, workspace)
    part = await shown_part(request, service, stored, lang, analyses=None)
    writer = PageWriter(part.snapshot.network, frame_of(request, lang, "needs", stored), choice)
    name = f'attachment; filename="{drawing}.svg"'
    return Response(writer.svg(drawing), media_type="image/svg+xml", headers={"Content-Disposition": name})


@dataclass(frozen=True)
class PageWriter:
    """Makes the page about one snapshot as asked."""

    network: Network
    frame: Frame
    choice: NeedsChoice

    @property
    def lang(self) -> Lang:
        """The language of the page."""
        return self.frame.lang

    def svg(self, drawing: DrawingName) -> str:
        """A drawing without links."""
        if drawing == "map":
            return area_map(self.choice.view(self.network), self.lang).svg
        return supply_table(self.choice.view(self.network), self.lang, drawing).svg

    def page(self, findings: Iterable[Finding]) -> NeedsPage:
        """The whole page."""
        view = self.choice.view(self.network)
        panel = PanelWriter(view, self.choice, self.lang).panel(findings) if self.choice.area else None
        is_in_parts = len(view.areas) > MOST_AREAS_AT_ONCE
        parts_shown = (self.choice.show,) if is_in_parts else PARTS
        return NeedsPage(
            frame=self.frame,
            choice=self.choice,
            about=self.choice.in_words(self.lang),
            groups=[(code, term("target_group", code, self.lang)) for code in view.target_groups],
            themes=self._themes(),
            parts={part: self._part_link(part) for part in PARTS} if is_in_parts else {},
            map=self._map(view) if "map" in parts_shown else Markup(),
            outlined=bool(outlines(view)),
            left_out=left_out(view),
            panel=panel,
            tables=[
                TableWriter(view, self.frame, self.choice, self.lang).table(kind)
                for kind in KINDS
                if kind in parts_shown
            ]
            if view.areas
            else [],
            areas=len(view.areas),
            without_area=self.choice.link(self.frame, area=""),
            drawings={
                drawing: self.choice.link(self.frame, f"/{drawing}.svg", sort="", area="") for drawing in DRAWINGS
            },
        )

    def _map(self, view: NeedAndSupply) -> Markup:
        def link(area: str) -> str:
            return f"{self.choice.link(self.frame, area=area)}#area"

        return Markup(area_map(view, self.lang, link=link, chosen=self.choice.area).svg)  # noqa: S704 - built of elements, every text escaped

    def _part_link(self, part: NeedsPart) -> str:
        return self.choice.link(self.frame, show="" if part == "map" else part, sort="")

    def _themes(self) -> list[tuple[str, str]]:
        """Themes that can be chosen: those of the table, and one below them that is chosen."""
        codes = dict.fromkeys(
            [*self.choice.view(self.network).themes, *([self.choice.theme] if self.choice.theme else [])]
        )
        return [(code, term("theme", code, self.lang)) for code in codes]


def left_out(view: NeedAndSupply) -> list[LeftOut]:
    """Areas whose need and supply are not compared, by the reason why."""
    whys: dict[str, str] = {area.id: "other_kind" if area.kind else "no_kind" for area in view.network.records.areas}
    whys |= {standing.area: standing.standing for standing in view.areas}
    names_of_areas = sorted((view.network.name("areas", area), area) for area in whys)
    groups = [
        LeftOut(why, [Part(name, "areas", area) for name, area in names_of_areas if whys[area] == why])
        for why in LEFT_OUT
    ]
    return [group for group in groups if group.areas]
