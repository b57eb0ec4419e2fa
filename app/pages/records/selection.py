"""What can be done with several records of a list at once: a further area, feedback sheets, a table of them."""

from collections.abc import Sequence

from fastapi import APIRouter, Request
from fastapi.responses import Response

from app.clock import now, today
from app.formats.csv_writer import write_csv
from app.formats.tables import Table
from app.pages.failures import PageRoute
from app.pages.forms import FormOf
from app.pages.frame import Language, frame_of, see
from app.pages.records.directory import TopicOf, area_field, records_of
from app.pages.records.record_words import RecordWords, path_of
from app.records.records import Record
from app.records.schema import Topic
from app.store.workspaces import get_workspace
from app.usecases.records.batch import Step, write_batch
from app.usecases.records.edit_record import editable
from app.web.leaving import while_connected
from app.web.service import ServiceOf

router = APIRouter(route_class=PageRoute, include_in_schema=False)


@router.post("/w/{workspace}/records/{topic}/selected")
async def act_on_selection(
    request: Request, service: ServiceOf, workspace: str, topic: TopicOf, lang: Language, form: FormOf
) -> Response:
    """The records somebody ticked are in a further area, are asked for feedback, or come as a table."""
    stored = await get_workspace(service.database, workspace)
    frame = frame_of(request, lang, "records", stored)
    snapshot = await while_connected(request, service.snapshots.snapshot(stored.id, None, today()))
    ticked = frozenset(form.texts("selected"))
    chosen = [record for record in await records_of(service, stored, snapshot, topic) if record.id in ticked]
    action, area = form.text("action"), form.text("area")
    shown = f"records/{path_of(topic)}"
    if not chosen or (action == "area" and area not in snapshot.network.area_tree.kinds):
        return see(frame.within(shown, done="nothing_selected"))
    if action == "table":
        return _table(topic, chosen, snapshot.network.view(RecordWords, lang))
    if action == "ask":
        return see(frame.within("feedback", organisations=" ".join(record.id for record in chosen)))
    done = await write_batch(service.database, stored.id, _with_area(topic, chosen, area), key=form.key, at=now())
    return see(frame.within(shown, done="area_added", of=str(done.sequence)))


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
