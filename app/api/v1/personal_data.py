"""What is held of a person who stands behind a record, and its erasure, over HTTP."""

from collections.abc import Iterable
from typing import Annotated, Any, cast

from fastapi import APIRouter, Depends, Path, Query, Request, Response
from pydantic import Field

from app.api.v1.queries import Query as Parameters
from app.api.v1.queries import RecordId, WorkspaceId
from app.api.v1.record_models import Body
from app.api.v1.results import Shape
from app.clock import now
from app.errors import UnknownName
from app.records.schema import Topic
from app.report.forms.json import dumps, plain
from app.usecases.erase import LONGEST_TEXT, MOST_TEXTS, TOPICS_OF_PEOPLE, erase, foreseen
from app.web.access import Needs
from app.web.addresses import path_of
from app.web.declared import BODY, READ, WRITE, declared
from app.web.repeating import WritingRoute
from app.web.service import ServiceOf, forget_in_memory

router = APIRouter(
    prefix="/workspaces/{workspace}/personal-data/{topic}/{id}",
    tags=["personal data"],
    route_class=WritingRoute,
    dependencies=[Depends(Needs("admin")), Depends(Needs("answers"))],
)

_TOPICS = {path_of(topic): topic for topic in TOPICS_OF_PEOPLE}


def _topic(topic: Annotated[str, Path(description=f"list of the record: {', '.join(_TOPICS)}")]) -> Topic:
    if topic not in _TOPICS:
        raise UnknownName("there is no such list", hint=f"one of {', '.join(_TOPICS)}")
    return _TOPICS[topic]


TopicOfPeople = Annotated[Topic, Depends(_topic)]
Words = Annotated[
    list[Annotated[str, Field(min_length=2, max_length=LONGEST_TEXT)]],
    Field(
        max_length=MOST_TEXTS,
        description="further words it is known by; names of several words are looked for anyway",
        examples=[["Frau Muster"]],
    ),
]


class WordsQuery(Parameters):
    """By which further words it is looked for."""

    text: Words = Field(default_factory=list)


class ErasureNew(Body):
    """What else is taken out of texts."""

    texts: Words = Field(default_factory=list)


class FormerStateShape(Shape):
    """A record as a change left it (`after`) or found it (`before`)."""

    sequence: int
    at: str
    side: str
    topic: str = Field(description="as in the address", examples=["actors"])
    record: dict[str, Any]


class MentionShape(Shape):
    """Something beside the records that names it: a decision, a sheet, a file, a kept result."""

    label: str
    id: str
    texts: list[str]


class ErasureShape(Shape):
    """What an erasure would take away."""

    texts: list[str] = Field(description="words that are taken out of every text")
    removed: list[str] = Field(description="records that go, as topic/id", examples=[["actors/praxis-muster"]])
    changed: list[str] = Field(description="records that no longer name it")
    images: int = Field(description="former states that lose something")
    mentions: int = Field(description="what stands beside the records")
    remaining: list[str] = Field(description="records whose id bears the name: to be erased by themselves")


class HeldShape(Shape):
    """All that is held, and what an erasure would take away."""

    looked_for: list[str] = Field(description="the names by which it was looked for")
    records: list[dict[str, Any]] = Field(description="the record and what names it")
    history: list[FormerStateShape]
    mentions: list[MentionShape]
    erasure: ErasureShape


class ErasedShape(Shape):
    """How much was erased; the answer is kept for repetitions and therefore names nothing."""

    removed: int = Field(description="records that went", examples=[1])
    changed: int = Field(description="records that no longer name it", examples=[3])
    images: int = Field(description="former states that lost something", examples=[5])
    mentions: int = Field(description="what stood beside the records", examples=[0])
    remaining: int = Field(description="records whose id bears the name: ask again, they are listed", examples=[0])


@router.get("", operation_id="get_personal_data", response_model=HeldShape, responses=declared(*READ))
async def show(
    service: ServiceOf,
    workspace: WorkspaceId,
    topic: TopicOfPeople,
    record_id: RecordId,
    query: Annotated[WordsQuery, Query()],
) -> Response:
    """All that is held of a record: itself, former states, what names it (Art. 15 GDPR); and what an erasure would do."""
    held, erasure = await foreseen(service.database, workspace, (topic, record_id), query.text)
    answer = {
        "looked_for": held.texts,
        "records": held.records,
        "history": [{**plain(state), "topic": path_of(state.topic)} for state in held.history],
        "mentions": held.mentions,
        "erasure": {
            **plain(erasure),
            **{name: _paths(getattr(erasure, name)) for name in ("removed", "changed", "remaining")},
        },
    }
    return Response(dumps(plain(answer)), media_type="application/json", headers={"Cache-Control": "no-store"})


def _paths(records: Iterable[str]) -> list[str]:
    """Records as addresses name them."""
    paths = (record.partition("/") for record in records)
    return [f"{path_of(cast('Topic', topic))}/{record_id}" for topic, _, record_id in paths]


@router.post(
    "/erase", operation_id="erase_personal_data", response_model=ErasedShape, responses=declared(*WRITE, *BODY)
)
async def erase_all(
    request: Request,
    service: ServiceOf,
    workspace: WorkspaceId,
    topic: TopicOfPeople,
    record_id: RecordId,
    body: ErasureNew,
) -> Response:
    """The record is erased with all that is held of it, from the history too (Art. 17 GDPR); this cannot be undone."""
    erased = await erase(service.database, workspace, (topic, record_id), texts=body.texts, at=now(), dry_run=False)
    forget_in_memory(request, workspace)
    counts = {
        "removed": len(erased.removed),
        "changed": len(erased.changed),
        "images": erased.images,
        "mentions": erased.mentions,
        "remaining": len(erased.remaining),
    }
    return Response(dumps(counts), media_type="application/json")
