"""Routes by which single records are read and written: the same six for every topic."""

from collections.abc import Awaitable, Callable, Iterator, Sequence
from typing import Annotated, Any, NamedTuple
from urllib.parse import quote

from fastapi import APIRouter, Depends, Query, Request, Response
from fastapi.responses import JSONResponse
from pydantic import BaseModel, Field

from app.api.v1.list_queries import list_query, selection_of
from app.api.v1.queries import ListQuery, RecordId, WorkspaceId
from app.api.v1.queries import Query as Parameters
from app.api.v1.record_models import Body, models_of, record_json, singular
from app.clock import now, today
from app.records.records import TOPICS, Record
from app.records.schema import Topic
from app.usecases.records import records
from app.usecases.records.list_records import listed
from app.usecases.records.remove_record import remove_record
from app.usecases.records.small_counts import record_gate
from app.web.access import Needs
from app.web.addresses import path_of, told_path
from app.web.conditional import ExpectedVersion, etag, not_modified, unchanged
from app.web.declared import BODY, CONDITIONAL, READ, VERSIONED, WRITE, Declared, declared, tagged
from app.web.paging import after_in, after_of, cursor_for, cursor_of, link_header, page_of
from app.web.repeating import IdempotencyKey, WritingRoute
from app.web.service import Service, ServiceOf


def record_routers() -> list[APIRouter]:
    """A router for each topic."""
    return [_router(topic) for topic in TOPICS]


_CONFIDENTIAL = {"tie_reports": "Internal: what single organisations said. No report, export or log holds it."}
"""The description of every route of a topic that is for the coordinator alone."""


class DeleteQuery(Parameters):
    """What goes with a record."""

    with_referrers: Annotated[
        bool,
        Field(
            description="also delete what cannot be without it, and take its name out of all others; else these are refused"
        ),
    ] = False


_NEEDS = {"tie_reports": Needs("answers")}
"""Who may use the routes of a topic that not everybody may read."""


class _Route(NamedTuple):
    """One of the routes of a topic; those that give nothing back answer 204."""

    method: str
    path: str
    name: str
    endpoint: Callable[..., Any]
    gives: type[BaseModel] | None
    errors: Declared
    status: int = 200


def _router(topic: Topic) -> APIRouter:
    router = APIRouter(
        prefix=f"/workspaces/{{workspace}}/{path_of(topic)}",
        tags=[path_of(topic)],
        route_class=WritingRoute,
        dependencies=[Depends(_NEEDS.get(topic, Needs("read", "write")))],
    )
    for route in _routes(topic):
        router.add_api_route(
            route.path,
            route.endpoint,
            methods=[route.method],
            operation_id=route.name,
            summary=_summary(route.name),
            description=_CONFIDENTIAL.get(topic),
            response_model=route.gives,
            status_code=route.status,
            responses=route.errors,
        )
    return router


def _routes(topic: Topic) -> Iterator[_Route]:
    noun, models = singular(topic), models_of(topic)
    creation, update = declared(*WRITE, *BODY), tagged(200) | declared(*VERSIONED, *BODY)
    replace = _save(topic, models.whole, records.replace_record)
    change = _save(topic, models.patch, records.change_record)
    yield _Route("GET", "", f"list_{topic}", _list(topic), models.page, declared(*READ))
    yield _Route("GET", "/{id}", f"get_{noun}", _get(topic), models.stored, CONDITIONAL | declared(*READ))
    yield _Route("POST", "", f"create_{noun}", _create(topic), models.stored, tagged(201) | creation, 201)
    yield _Route("PUT", "/{id}", f"replace_{noun}", replace, models.stored, update)
    yield _Route("PATCH", "/{id}", f"change_{noun}", change, models.stored, update)
    yield _Route("DELETE", "/{id}", f"delete_{noun}", _delete(topic), None, declared(*VERSIONED), 204)


def _summary(operation: str) -> str:
    verb, _, subject = operation.partition("_")
    return f"{verb.capitalize()} {'' if verb == 'list' else 'one '}{subject.replace('_', ' ')}"


def _list(topic: Topic) -> Callable[..., Any]:
    ListQuery = list_query(topic)  # noqa: N806 - a class made at run time

    async def endpoint(
        request: Request,
        service: ServiceOf,
        workspace: WorkspaceId,
        query: Annotated[ListQuery, Query()],  # type: ignore[valid-type]
    ) -> Response:
        return await _answer_list(request, service, workspace, topic, query)

    return endpoint


async def _answer_list(request: Request, service: Service, workspace: str, topic: Topic, query: Any) -> JSONResponse:
    assert isinstance(query, ListQuery)
    selection, after = selection_of(query, topic), after_in(request, query.cursor)
    gate = await record_gate(service.database, workspace, topic)
    if selection.is_plain:
        page = await records.page_of_records(
            service.database, workspace, topic, q=query.q, limit=query.limit, after=after or ""
        )
        return _page(request, gate.visible_records(page.items), page.next, page.total)
    chosen = await listed(service.database, service.snapshots, workspace, topic, selection, gate=gate, today=today())
    records_of_page, cursor = page_of(chosen, lambda record: record.id, cursor_of(after), query.limit)
    return _page(request, records_of_page, after_of(cursor), len(chosen))


def _page(request: Request, items: Sequence[Record], after: str | None, total: int) -> JSONResponse:
    cursor = cursor_for(request, after)
    content = {"items": [record_json(record) for record in items], "next": cursor, "total": total}
    return JSONResponse(content, headers=link_header(request, cursor))


def _get(topic: Topic) -> Callable[..., Any]:
    async def endpoint(request: Request, service: ServiceOf, workspace: WorkspaceId, record_id: RecordId) -> Response:
        record = await records.get_record(service.database, workspace, topic, record_id)
        tag = etag(record.version)
        if unchanged(request, tag):
            return not_modified(tag)
        gate = await record_gate(service.database, workspace, topic)
        return _answer(gate.visible_records([record])[0])

    return endpoint


def _create(topic: Topic) -> Callable[..., Any]:
    New = models_of(topic).new  # noqa: N806 - a class made at run time

    async def endpoint(
        request: Request,
        service: ServiceOf,
        workspace: WorkspaceId,
        key: IdempotencyKey,
        body: New,  # type: ignore[valid-type]
    ) -> Response:
        gate = await record_gate(service.database, workspace, topic)
        record = await records.create_record(service.database, workspace, topic, _sent_fields(body), key=key, at=now())
        location = f"{told_path(request)}/{quote(record.id)}"
        return _answer(gate.visible_records([record])[0], status=201, headers={"Location": location})

    return endpoint


def _save(topic: Topic, sent: type[Body], save: Callable[..., Awaitable[Record]]) -> Callable[..., Any]:
    async def endpoint(
        service: ServiceOf,
        workspace: WorkspaceId,
        record_id: RecordId,
        version: ExpectedVersion,
        key: IdempotencyKey,
        body: sent,  # type: ignore[valid-type]  # made at run time
    ) -> Response:
        values, gate = _sent_fields(body), await record_gate(service.database, workspace, topic)
        if save is records.replace_record and values.get("value") is None:
            gate.require_readable(await records.get_record(service.database, workspace, topic, record_id))
        record = await save(service.database, workspace, topic, record_id, values, version=version, key=key, at=now())
        return _answer(gate.visible_records([record])[0])

    return endpoint


def _delete(topic: Topic) -> Callable[..., Any]:
    async def endpoint(
        service: ServiceOf,
        workspace: WorkspaceId,
        record_id: RecordId,
        version: ExpectedVersion,
        key: IdempotencyKey,
        query: Annotated[DeleteQuery, Query()],
    ) -> Response:
        remove = remove_record if query.with_referrers else records.delete_record
        await remove(service.database, workspace, topic, record_id, version=version, key=key, at=now())
        return Response(status_code=204)

    return endpoint


def _sent_fields(body: Any) -> dict[str, Any]:
    assert isinstance(body, Body)
    return body.sent_fields()


def _answer(record: Record, status: int = 200, headers: dict[str, str] | None = None) -> JSONResponse:
    return JSONResponse(record_json(record), status, headers={"ETag": etag(record.version), **(headers or {})})
