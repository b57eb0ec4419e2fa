"""Personal data on a page: what is held of somebody who stands behind a record, as a file, and its erasure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Annotated, Any
from urllib.parse import quote, urlencode

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import Response

from app.clock import now, today
from app.errors import InvalidInput, UnknownName
from app.pages.failures import PageRoute
from app.pages.forms import FormOf
from app.pages.frame import Frame, Language, frame_of, see
from app.pages.records.directory import TopicOf
from app.pages.records.record_words import Part, RecordWords
from app.pages.render import render
from app.records.records import Records
from app.records.schema import Topic
from app.records.vocabulary import Lang
from app.store.workspaces import StoredWorkspace, get_workspace
from app.usecases.erase import LONGEST_TEXT, MOST_TEXTS, TOPICS_OF_PEOPLE, Erased, Held, erase, foreseen
from app.web.access import Needs
from app.web.addresses import path_of
from app.web.leaving import while_connected
from app.web.service import Service, ServiceOf, forget_in_memory

router = APIRouter(
    route_class=PageRoute,
    include_in_schema=False,
    dependencies=[Depends(Needs("admin", people=True)), Depends(Needs("answers", people=True))],
)


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonalDataPage:
    """What is held of a record and what an erasure would take away; ``unconfirmed``: it was asked for without the tick.

    ``words`` are further words it is looked for by, ``file`` is where all of it is as JSON.
    """

    frame: Frame
    topic: Topic
    record_id: str
    name: str
    words: Sequence[str]
    held: Held
    erasure: Erased
    removed: Sequence[Part]
    changed: Sequence[Part]
    remaining: Sequence[Part]
    file: str
    unconfirmed: bool


@router.get("/w/{workspace}/records/{topic}/{record_id}/personal-data")
async def show(
    request: Request,
    service: ServiceOf,
    workspace: str,
    topic: TopicOf,
    record_id: str,
    lang: Language,
    words: Annotated[str, Query(max_length=MOST_TEXTS * LONGEST_TEXT)] = "",
) -> Response:
    """All that is held, and a preview of its erasure; ``words`` are lines."""
    stored = await get_workspace(service.database, workspace)
    return await _page(request, service, stored, (topic, record_id), lang, _lines(words))


@router.post("/w/{workspace}/records/{topic}/{record_id}/personal-data")
async def erase_record(
    request: Request, service: ServiceOf, workspace: str, topic: TopicOf, record_id: str, lang: Language, form: FormOf
) -> Response:
    """Everything that was shown is gone, also from the history."""
    stored = await get_workspace(service.database, workspace)
    words = _lines(form.text("words"))
    if form.text("confirmed") != "yes":
        return await _page(request, service, stored, (topic, record_id), lang, words, unconfirmed=True)
    subject = (_of_people(topic), record_id)
    await erase(service.database, stored.id, subject, texts=words, at=now(), dry_run=False)
    forget_in_memory(request, stored.id)
    return see(frame_of(request, lang, "records", stored).within(f"records/{path_of(topic)}", done="erased"))


def _of_people(topic: Topic) -> Topic:
    """The topic, if its records may be people.

    Raises:
        UnknownName: they never are.
    """
    if topic not in TOPICS_OF_PEOPLE:
        raise UnknownName("records of this list are no people")
    return topic


def _lines(text: str) -> tuple[str, ...]:
    """Words as they were typed, a line each; a single letter would be taken out of everything."""
    lines = (line.strip()[:LONGEST_TEXT] for line in text.splitlines()[:MOST_TEXTS])
    return tuple(line for line in lines if len(line) > 1)


async def _page(
    request: Request,
    service: Service,
    stored: StoredWorkspace,
    subject: tuple[Topic, str],
    lang: Lang,
    words: Sequence[str],
    *,
    unconfirmed: bool = False,
) -> Response:
    topic, record_id = _of_people(subject[0]), subject[1]
    held, erasure = await foreseen(service.database, stored.id, (topic, record_id), words)
    network = (await while_connected(request, service.snapshots.snapshot(stored.id, None, today()))).network
    names = network.view(RecordWords, lang)
    newest = [state.record for state in held.history if (state.topic, state.record.id) == (topic, record_id)][-1]
    query = urlencode([("text", word) for word in words])
    page = PersonalDataPage(
        frame=frame_of(request, lang, "records", stored),
        topic=topic,
        record_id=record_id,
        name=names.name(topic, newest),
        words=words,
        held=held,
        erasure=erasure,
        removed=_parts(erasure.removed, network.records, names),
        changed=_parts(erasure.changed, network.records, names),
        remaining=_parts(erasure.remaining, network.records, names),
        file=f"/v1/workspaces/{quote(stored.id, safe='')}/personal-data/{path_of(topic)}/{quote(record_id, safe='')}?{query}",
        unconfirmed=unconfirmed,
    )
    response = render("personal_data.html", page, InvalidInput.status if unconfirmed else 200)
    response.headers["Cache-Control"] = "no-store"
    return response


def _parts(paths: Iterable[str], records: Records, names: RecordWords) -> list[Part]:
    """Records of ``topic/id`` by name; those that are not in memory by their id."""
    known: dict[tuple[Any, str], Any] = records.by_key()
    parts = []
    for topic, _, record_id in (path.partition("/") for path in paths):
        record = known.get((topic, record_id))
        parts.append(Part(record_id if record is None else names.name(topic, record), topic, record_id))  # type: ignore[arg-type]
    return parts
