"""The directory: lists of everything that is recorded, with search, filter, order and paging."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import Response
from pydantic import BaseModel, Field

from app.clock import today
from app.errors import UnknownName
from app.intake.sheets.sheet import Column, Sheet
from app.pages.failures import PageRoute
from app.pages.frame import Frame, Language, frame_of
from app.pages.records.record_words import TABS, RecordWords, record_path
from app.pages.render import render
from app.records.fields import writable
from app.records.records import Record, topic_named
from app.records.schema import Topic
from app.records.spelling import folded
from app.records.vocabulary import Lang
from app.store.workspaces import StoredWorkspace, get_workspace
from app.usecases.records.edit_record import editable
from app.usecases.records.small_counts import record_gate
from app.usecases.snapshots import Snapshot
from app.web.addresses import path_of
from app.web.leaving import while_connected
from app.web.service import Service, ServiceOf

ROWS_SHOWN = 50

FILTER = "in_"
"""Begins the names of parameters that filter a column; its field follows."""

_LONGEST_FILTER = 200

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "actors": ("kinds", "active_in", "home_area"),
    "offers": ("leads", "areas", "target_groups", "themes"),
    "projects": ("partners", "areas", "themes", "end"),
    "working_groups": ("members", "areas", "moderators"),
    "cooperations": ("actor_a", "actor_b", "kind", "status", "strength"),
    "places": ("kind", "area", "operators"),
    "areas": ("kind", "part_of", "mediated_by"),
    "occasions": ("date", "place", "working_group"),
    "grants": ("programme", "recipients", "funded", "end"),
    "funding_areas": ("basis", "areas", "end"),
    "observations": ("indicator", "area", "ref_date", "value"),
    "inventory_checks": ("subject", "record_kind", "checked_on", "complete"),
    "waves": ("date", "asked", "answered_by"),
}
"""Fields a list shows unless others are chosen; the name always stands first."""

router = APIRouter(route_class=PageRoute, include_in_schema=False)


@dataclass(frozen=True, slots=True)
class ListRow:
    """A record in a list: its id and name, its page, and what its columns say."""

    id: str
    name: str
    href: str
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DirectoryPage:
    """One page of a list. ``columns`` are shown, ``choice`` could be; ``total`` counts what fits the search.

    ``filters`` are words that each column must have, by field; ``areas`` can be written to several records at once; ``day`` is the
    present one, on which cooperations are confirmed.
    """

    frame: Frame
    topic: Topic
    tabs: Mapping[str, int]
    columns: Sequence[Column]
    choice: Sequence[Column]
    rows: Sequence[ListRow]
    total: int
    query: str
    filters: Mapping[str, str]
    sort: str
    page: int
    pages: int
    areas: Sequence[tuple[str, str]]
    day: date

    def link(self, **changes: str) -> str:
        """The address of the same list with something changed."""
        columns = [column.field for column in self.columns]
        parameters = {"q": self.query, "sort": self.sort, "page": str(self.page)} | changes
        parameters |= {f"{FILTER}{field}": words for field, words in self.filters.items()} if "q" not in changes else {}
        chosen = {} if tuple(columns) == COLUMNS[self.topic] else {"columns": " ".join(columns)}
        filled = {name: value for name, value in (parameters | chosen).items() if value not in ("", "1")}
        return self.frame.within(f"records/{path_of(self.topic)}", **filled)


class ListQuery(BaseModel):
    """What a list is asked for: words that stand somewhere in a row, a column to sort by (``-`` in front: backwards)."""

    q: str = Field("", max_length=200)
    sort: str = Field("name", max_length=60)
    page: int = Field(1, ge=1, le=100_000)
    columns: list[str] = []
    lang: Lang = "de"
    done: str = ""


def topic_of(topic: str) -> Topic:
    """The topic in an address, where hyphens stand for underscores.

    Raises:
        UnknownName: there is no list of that name.
    """
    known = topic_named(topic.replace("-", "_"))
    if known is None or known not in TABS:
        raise UnknownName("there is no list of that name")
    return known


TopicOf = Annotated[Topic, Depends(topic_of)]


@router.get("/w/{workspace}/records/{topic}")
async def show_list(
    request: Request,
    service: ServiceOf,
    workspace: str,
    topic: TopicOf,
    lang: Language,
    query: Annotated[ListQuery, Query()],
) -> Response:
    """One list of the directory."""
    stored = await get_workspace(service.database, workspace)
    snapshot = await while_connected(request, service.snapshots.snapshot(stored.id, None, today()))
    network = snapshot.network
    words = network.view(RecordWords, lang)
    records = await records_of(service, stored, snapshot, topic)
    sheet = editable()[topic]
    frame = frame_of(request, lang, "records", stored)
    columns = _columns(sheet, query.columns)
    filters = {
        column.field: words_typed[:_LONGEST_FILTER]
        for column in columns
        if (words_typed := request.query_params.get(f"{FILTER}{column.field}", "").strip())
    }
    fitting = _fitting(_filtered(records, topic, filters, words), topic, columns, words, query)
    pages = max(1, -(-len(fitting) // ROWS_SHOWN))
    number = min(query.page, pages)
    records_of_page = fitting[(number - 1) * ROWS_SHOWN : number * ROWS_SHOWN]
    page = DirectoryPage(
        frame=frame,
        topic=topic,
        tabs={tab: stored.counts.get(tab, 0) for tab in TABS},
        columns=columns,
        choice=[column for column in sheet.columns if column.field not in ("id", "name")],
        rows=[_row(record, topic, columns, words, frame) for record in records_of_page],
        total=len(fitting),
        query=query.q,
        filters=filters,
        sort=query.sort,
        page=number,
        pages=pages,
        areas=sorted(((area.id, area.name) for area in network.records.areas), key=lambda area: folded(area[1]))
        if area_field(topic)
        else (),
        day=today(),
    )
    return render("directory.html", page)


async def records_of(service: Service, stored: StoredWorkspace, snapshot: Snapshot, topic: Topic) -> Sequence[Record]:
    """The records of a list, without numbers that are hidden."""
    records: Sequence[Record] = getattr(snapshot.network.records, topic)
    if topic == "cooperations":  # a snapshot keeps them in columns
        records = await snapshot.cooperations(service.database)
    return (await record_gate(service.database, stored.id, topic)).visible_records(records)


def area_field(topic: Topic) -> str | None:
    """The field that says in which areas a record is; None where a list has none."""
    return next((field for field in ("active_in", "areas") if field in writable(topic)), None)


def _filtered(
    records: Sequence[Record], topic: Topic, filters: Mapping[str, str], words: RecordWords
) -> Sequence[Record]:
    """The records whose cells have the words of every filter."""
    for field, typed in filters.items():
        wanted = folded(typed).split()
        records = [record for record in records if _has(wanted, folded(words.value(topic, field, record)))]
    return records


def _columns(sheet: Sheet, chosen: Sequence[str]) -> list[Column]:
    fields = [field for part in chosen for field in part.split()] or list(COLUMNS[sheet.topic])
    return [column for column in sheet.columns if column.field in fields and column.field not in ("id", "name")]


def _row(record: Record, topic: Topic, columns: Sequence[Column], words: RecordWords, frame: Frame) -> ListRow:
    cells = _cells(record, topic, columns, words)
    return ListRow(record.id, words.name(topic, record), frame.within(record_path(topic, record.id)), cells)


def _cells(record: Record, topic: Topic, columns: Sequence[Column], words: RecordWords) -> tuple[str, ...]:
    return tuple(words.value(topic, column.field, record) for column in columns)


def _fitting(
    records: Sequence[Record], topic: Topic, columns: Sequence[Column], words: RecordWords, query: ListQuery
) -> list[Record]:
    """The records that have the words of a search, in the order that is asked for; cells are read only where needed."""
    names = {record.id: words.name(topic, record) for record in records}
    by_name = sorted(records, key=lambda record: folded(names[record.id]))
    field, backwards = query.sort.removeprefix("-"), query.sort.startswith("-")
    column = next((column for column in columns if column.field == field), None)
    if query.q:
        wanted = folded(query.q).split()
        cells = {record.id: _cells(record, topic, columns, words) for record in by_name}
        by_name = [
            record for record in by_name if _has(wanted, folded(" ".join((names[record.id], *cells[record.id]))))
        ]
    if column is None:
        return by_name[::-1] if backwards else by_name
    return _by_column({record.id: words.value(topic, column.field, record) for record in by_name}, by_name, backwards)


def _has(words: Sequence[str], line: str) -> bool:
    return all(word in line for word in words)


def _by_column(cells: Mapping[str, str], by_name: Sequence[Record], backwards: bool) -> list[Record]:
    """Records by a column with empty cells last; equal ones by name."""
    filled = [record for record in by_name if cells[record.id]]
    filled.sort(key=lambda record: folded(cells[record.id]), reverse=backwards)
    return filled + [record for record in by_name if not cells[record.id]]
