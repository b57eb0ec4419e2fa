"""Completeness on a page: a tick for each list of each area that somebody has checked, and what it changed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Literal

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response
from pydantic import BaseModel, Field

from app.clock import now, today
from app.errors import InvalidInput
from app.findings import Finding
from app.network.graph.network import Network
from app.pages.failures import PageRoute
from app.pages.forms import Form, FormOf, day_of
from app.pages.frame import Frame, Language, frame_of, see
from app.pages.render import render
from app.records.areas import Area
from app.records.sources import InventoryCheck, RecordKind
from app.store.workspaces import get_workspace
from app.usecases.completeness import OF_AREAS, Cell, Effect, effect, newest_checks, themes_of, tick
from app.usecases.snapshots import Snapshot
from app.web.leaving import while_connected
from app.web.service import Service, ServiceOf

MOST_COUNTED = 1_000_000

router = APIRouter(route_class=PageRoute, include_in_schema=False)


@dataclass(frozen=True, slots=True)
class Tick:
    """A cell of the table: how it is written in a form, and the check that counts for it; ``is_of_cell``: it is of this cell."""

    value: str
    check: InventoryCheck | None
    is_of_cell: bool


@dataclass(frozen=True, slots=True)
class AreaLine:
    """The ticks of one area, in the order of the columns."""

    area: Area
    ticks: tuple[Tick, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CompletenessPage:
    """Areas beside themes for one kind of list; ``effect`` is what the last ticks changed."""

    frame: Frame
    kinds: Sequence[RecordKind]
    kind: RecordKind
    themes: Sequence[str | None]
    lines: Sequence[AreaLine]
    day: date
    key: str
    effect: Effect | None


class CompletenessQuery(BaseModel):
    """Which kind of list, and how many findings the last ticks changed."""

    kind: RecordKind = "offers"
    came: int | None = Field(None, ge=0, le=MOST_COUNTED)
    went: int = Field(0, ge=0, le=MOST_COUNTED)
    changed: int = Field(0, ge=0, le=MOST_COUNTED)
    lang: Literal["de", "en"] = "de"
    done: str = ""


@router.get("/w/{workspace}/data/completeness")
async def show_completeness(
    request: Request, service: ServiceOf, workspace: str, lang: Language, query: Annotated[CompletenessQuery, Query()]
) -> Response:
    """Which lists of which areas are confirmed."""
    stored = await get_workspace(service.database, workspace)
    snapshot = await while_connected(request, service.snapshots.snapshot(stored.id, None, today()))
    network = snapshot.network
    page = CompletenessPage(
        frame=frame_of(request, lang, "data", stored),
        kinds=OF_AREAS,
        kind=query.kind,
        themes=themes_of(network, query.kind),
        lines=_lines(network, query.kind),
        day=_usual_day(network),
        key=f"{now():%Y%m%d%H%M%S%f}",
        effect=None if query.came is None else Effect(query.came, query.went, query.changed),
    )
    return render("completeness.html", page)


@router.post("/w/{workspace}/data/completeness")
async def save_completeness(
    request: Request, service: ServiceOf, workspace: str, lang: Language, form: FormOf
) -> Response:
    """Ticks that were set or taken away; the answer says what that changes."""
    stored = await get_workspace(service.database, workspace)
    kind = next((kind for kind in OF_AREAS if kind == form.text("kind")), None)
    if kind is None:
        raise InvalidInput("there is no such list of an area")
    before = await _analysed(request, service, stored.id)
    ticked, confirmed = _cells(form, "tick"), _cells(form, "was")
    if ticked != confirmed:
        await tick(
            service.database,
            before,
            kind,
            confirmed=ticked - confirmed,
            withdrawn=confirmed - ticked,
            day=day_of(form.text("day"), lang) or _usual_day(before.network),
            key=form.key,
            at=now(),
        )
    after = await _analysed(request, service, stored.id)
    changed = effect(_findings(before), _findings(after))
    numbers = {"came": str(changed.came), "went": str(changed.went), "changed": str(changed.changed)}
    return see(frame_of(request, lang, "data", stored).within("data/completeness", done="saved", kind=kind, **numbers))


async def _analysed(request: Request, service: Service, workspace: str) -> Snapshot:
    return await while_connected(request, service.runs.analysed(workspace, None, today()))


def _findings(snapshot: Snapshot) -> list[Finding]:
    return [finding for result in snapshot.in_reading_order for finding in result.findings]


def _lines(network: Network, kind: RecordKind) -> list[AreaLine]:
    checks = newest_checks(network, kind)
    themes = themes_of(network, kind)
    areas = sorted(network.records.areas, key=lambda area: area.name)
    return [AreaLine(area, tuple(_tick(Cell(area.id, theme), checks) for theme in themes)) for area in areas]


def _tick(cell: Cell, checks: Mapping[Cell, InventoryCheck]) -> Tick:
    check = checks.get(cell)
    is_of_cell = check is not None and (check.subject, check.theme) == cell
    return Tick(f"{cell.theme or ''} {cell.area}", check, is_of_cell)


def _cells(form: Form, name: str) -> set[Cell]:
    """The cells a form names, each as a theme (empty: all) and an area."""
    parts = (value.partition(" ") for value in form.fields.get(name, ()))
    return {Cell(area or theme, theme if area else None) for theme, _, area in parts}


def _usual_day(network: Network) -> date:
    """The day on which lists were checked, unless somebody says another."""
    return min(today(), network.as_of)
