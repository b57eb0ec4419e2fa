"""What can be done with several records of a list at once: a further area, a confirmation, feedback sheets, a table."""

import re
from collections.abc import Sequence
from datetime import date

from fastapi import APIRouter, Request
from fastapi.responses import Response

from app.clock import now, today
from app.formats.csv_writer import write_csv
from app.formats.tables import Table
from app.pages.failures import PageRoute
from app.pages.forms import FormOf, day_of
from app.pages.frame import Language, frame_of, see
from app.pages.records.directory import TopicOf, area_field, records_of
from app.pages.records.record_words import RecordWords
from app.pages.texts import text
from app.records.cooperations import Cooperation
from app.records.records import Record
from app.records.schema import Topic
from app.records.vocabulary import Lang
from app.report.texts import LANGUAGES, value_text
from app.store.workspaces import get_workspace
from app.usecases.records.batch import Step, write_batch
from app.usecases.records.edit_record import editable
from app.web.addresses import path_of
from app.web.leaving import while_connected
from app.web.service import ServiceOf

router = APIRouter(route_class=PageRoute, include_in_schema=False)


@router.post("/w/{workspace}/records/{topic}/selected")
async def act_on_selection(
    request: Request, service: ServiceOf, workspace: str, topic: TopicOf, lang: Language, form: FormOf
) -> Response:
    """The records somebody ticked are in a further area, are still valid, are asked for feedback, or come as a table."""
    stored = await get_workspace(service.database, workspace)
    frame = frame_of(request, lang, "records", stored)
    snapshot = await while_connected(request, service.snapshots.snapshot(stored.id, None, today()))
    ticked = frozenset(form.texts("selected"))
    chosen = [record for record in await records_of(service, stored, snapshot, topic) if record.id in ticked]
    area, listed = form.text("area"), f"records/{path_of(topic)}"
    match form.text("action") if chosen else "":
        case "table":
            return _table(topic, chosen, snapshot.network.view(RecordWords, lang))
        case "ask":
            return see(frame.within("feedback", organisations=" ".join(record.id for record in chosen)))
        case "area" if area in snapshot.network.area_tree.kinds:
            steps, outcome = _with_area(topic, chosen, area), "area_added"
        case "confirm" if (day := _past_day(form.text("day"), lang)) and (steps := _confirmed(chosen, day, lang)):
            outcome = "confirmed"
        case _:
            return see(
                frame.within(listed, done="nothing_confirmed" if topic == "cooperations" else "nothing_selected")
            )
    written = await write_batch(service.database, stored.id, steps, key=form.key, at=now())
    of = {} if written.sequence is None else {"of": str(written.sequence)}
    return see(frame.within(listed, done=outcome, **of))


def _past_day(typed: str, lang: Lang) -> date | None:
    """The day that was typed; None: none was, or it is still to come."""
    day = day_of(typed, lang)
    return day if day is not None and day <= today() else None


def _confirmed(records: Sequence[Record], day: date, lang: Lang) -> list[Step]:
    """Each cooperation with its source saying that it is still valid, in place of an earlier day; what has ended is left out."""
    statement = text("records", "confirmed", lang, day=value_text(day, lang))
    return [
        Step(
            action="change",
            topic="cooperations",
            id=record.id,
            version=record.version,
            values={"reference": _SEPARATOR.join((*_without_confirmation(record.reference), statement))},
        )
        for record in records
        if isinstance(record, Cooperation) and (record.end is None or record.end.last >= day)
    ]


_SEPARATOR = "; "


def _without_confirmation(reference: str | None) -> list[str]:
    """The parts of a source that say something else than on which day it was confirmed."""
    patterns = [re.escape(text("records", "confirmed", lang, day="DAY")).replace("DAY", ".+") for lang in LANGUAGES]
    parts = reference.split(_SEPARATOR) if reference else []
    return [part for part in parts if not any(re.fullmatch(pattern, part) for pattern in patterns)]


def _with_area(topic: Topic, records: Sequence[Record], area: str) -> list[Step]:
    """Each record with a further area, where it is not for the whole city or there already."""
    field = area_field(topic) or ""
    return [
        Step(
            action="change",
            topic=topic,
            id=record.id,
            version=record.version,
            values={field: [*getattr(record, field), area]},
        )
        for record in records
        if area not in getattr(record, field) and getattr(record, "area_mode", "") != "citywide"
    ]


def _table(topic: Topic, records: Sequence[Record], words: RecordWords) -> Response:
    """Every column of the records, as a file for a spreadsheet."""
    sheet = editable()[topic]
    columns = [column for column in sheet.read_columns if column.field not in ("id", "name")]
    headings = (sheet.title(words.lang), *(column.heading(words.lang) for column in columns))
    rows = tuple(
        (number, (words.name(topic, record), *(words.value(topic, column.field, record) for column in columns)))
        for number, record in enumerate(records, 1)
    )
    content = write_csv(Table("", sheet.title(words.lang), headings, rows), words.lang)
    headers = {"Content-Disposition": f'attachment; filename="{path_of(topic)}.csv"', "Cache-Control": "no-store"}
    return Response(content, media_type="text/csv; charset=utf-8", headers=headers)
