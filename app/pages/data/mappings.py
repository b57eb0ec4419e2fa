"""Columns of foreign tables beside ours on a page: chosen from lists, kept under a name, used again."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from fastapi import APIRouter, Request
from fastapi.responses import Response

from app.clock import now
from app.errors import InvalidInput
from app.formats.files import read_tables
from app.intake.clicked_mapping import ChosenTable, ForeignTable, Target, foreign_table, mapping_text, missing
from app.intake.sheets.sheet import Sheet
from app.intake.sheets.sheets import SHEETS
from app.pages.data.uploads import Upload, UploadsOf
from app.pages.failures import PageRoute
from app.pages.forms import Form, FormOf
from app.pages.frame import Frame, Language, frame_of, see
from app.pages.render import render
from app.pages.texts import text
from app.records.records import topic_named
from app.records.vocabulary import Lang
from app.store.kept_mappings import KeptMapping, delete_mapping, keep_mapping, list_mappings
from app.store.workspaces import get_workspace
from app.web.service import ServiceOf

LONGEST_NAME = 200

router = APIRouter(route_class=PageRoute, include_in_schema=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnsPage:
    """Foreign tables with the targets chosen so far (by table and heading), and what is still missing."""

    frame: Frame
    upload: Upload
    tables: Sequence[ForeignTable]
    sheets: Sequence[Sheet]
    chosen: Mapping[tuple[int, int], Sequence[str]]
    name: str
    problem: str


@router.get("/w/{workspace}/data/columns/{upload}")
async def show_columns(
    request: Request, service: ServiceOf, uploads: UploadsOf, workspace: str, lang: Language, upload: str
) -> Response:
    """The columns of the files, each with what was chosen for it, else with what it could be."""
    stored = await get_workspace(service.database, workspace)
    stored_upload = uploads.get(stored.id, upload, at=now())
    tables = await _tables(stored_upload, lang)
    chosen = stored_upload.targets or _suggested(tables)
    return _page(stored_upload, frame_of(request, lang, "data", stored), tables, chosen)


@router.post("/w/{workspace}/data/columns/{upload}")
async def choose_columns(
    request: Request, service: ServiceOf, uploads: UploadsOf, workspace: str, lang: Language, upload: str, form: FormOf
) -> Response:
    """The columns as they were chosen; the files are then read that way."""
    stored = await get_workspace(service.database, workspace)
    stored_upload = uploads.get(stored.id, upload, at=now())
    frame = frame_of(request, lang, "data", stored)
    tables = await _tables(stored_upload, lang)
    chosen = _chosen(form, tables)
    choices = [_choice(at, table, chosen) for at, table in enumerate(tables)]
    lacking = missing(choices, lang)
    mapping = mapping_text(choices, lang)
    if lacking or not mapping:
        problem = text("columns", "missing" if lacking else "nothing", lang, columns=lacking)
        return _page(stored_upload, frame, tables, chosen, form.text("name"), problem)
    stored_upload.read_by(mapping, form.text("name")[:LONGEST_NAME], chosen)
    if stored_upload.mapping_name:
        await keep_mapping(
            service.database, stored.id, KeptMapping(name=stored_upload.mapping_name, text=mapping, at=now())
        )
    return see(frame.within(f"data/check/{stored_upload.id}"))


@router.post("/w/{workspace}/data/mapping/{upload}")
async def use_mapping(
    request: Request, service: ServiceOf, uploads: UploadsOf, workspace: str, lang: Language, upload: str, form: FormOf
) -> Response:
    """The files are read by a mapping that was kept, or without one."""
    stored = await get_workspace(service.database, workspace)
    stored_upload = uploads.get(stored.id, upload, at=now())
    known = {mapping.name: mapping for mapping in await list_mappings(service.database, stored.id)}
    mapping = known.get(form.text("mapping"))
    stored_upload.read_by(mapping.text if mapping else None, mapping.name if mapping else "")
    return see(frame_of(request, lang, "data", stored).within(f"data/check/{stored_upload.id}"))


@router.post("/w/{workspace}/data/mappings/forget")
async def forget_mapping(
    request: Request, service: ServiceOf, workspace: str, lang: Language, form: FormOf
) -> Response:
    """A mapping is kept no longer."""
    stored = await get_workspace(service.database, workspace)
    await delete_mapping(service.database, stored.id, form.text("name"))
    return see(frame_of(request, lang, "data", stored).within("data", done="mapping_forgotten"))


async def _tables(upload: Upload, lang: Lang) -> list[ForeignTable]:
    tables = await asyncio.to_thread(read_tables, tuple(upload.files.values()), lang=lang)
    return [foreign_table(table) for table in tables if not table.is_unread]


def _suggested(tables: Sequence[ForeignTable]) -> dict[tuple[int, int], list[str]]:
    return {
        (at, number): [f"{target.topic}.{target.field}" for target in column.suggestions]
        for at, table in enumerate(tables)
        for number, column in enumerate(table.columns)
    }


def _chosen(form: Form, tables: Sequence[ForeignTable]) -> dict[tuple[int, int], list[str]]:
    return {
        (at, number): list(form.texts(f"column {at} {number}"))
        for at, table in enumerate(tables)
        for number in range(len(table.columns))
    }


def _choice(at: int, table: ForeignTable, chosen: Mapping[tuple[int, int], Sequence[str]]) -> ChosenTable:
    """The targets of one table.

    Raises:
        InvalidInput: there is no such column of ours.
    """
    targets = {
        column.heading: [_target(value) for value in chosen.get((at, number), ())]
        for number, column in enumerate(table.columns)
    }
    return ChosenTable(table.name, targets)


def _target(value: str) -> Target:
    name, _, field = value.partition(".")
    topic = topic_named(name)
    if topic is None or not any(
        sheet.topic == topic and column.field == field for sheet in SHEETS for column in sheet.columns
    ):
        raise InvalidInput("there is no such column")
    return Target(topic, field)


def _page(
    upload: Upload,
    frame: Frame,
    tables: Sequence[ForeignTable],
    chosen: Mapping[tuple[int, int], Sequence[str]],
    name: str = "",
    problem: str = "",
) -> Response:
    page = ColumnsPage(
        frame=frame,
        upload=upload,
        tables=tables,
        sheets=SHEETS,
        chosen=chosen,
        name=name or upload.mapping_name,
        problem=problem,
    )
    return render("columns.html", page, InvalidInput.status if problem else 200)
