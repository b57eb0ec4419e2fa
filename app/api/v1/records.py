"""How are single records read and written? The same six routes for every topic."""

from collections.abc import Callable
from typing import Annotated, Any
from urllib.parse import quote

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import JSONResponse
from pydantic import BaseModel

from app.api.v1.keys import IdempotencyKey
from app.api.v1.queries import ListQuery, RecordId, WorkspaceId
from app.api.v1.record_models import Body, models_of, record_json, singular
from app.clock import now
from app.model.records import TOPICS, Record
from app.usecases import records
from app.web.bodies import StrictRoute
from app.web.conditional import ExpectedVersion, etag, not_modified, unchanged
from app.web.declared import BODY, READ, VERSIONED, WRITE, declared
from app.web.paging import after_of, cursor_of, link_header
from app.web.service import ServiceOf


def path_of(topic: str) -> str:
    """The topic in an address: ``funding_areas`` are under ``funding-areas``."""
    return topic.replace("_", "-")


def record_routers() -> list[APIRouter]:
    """A router for each topic."""
    return [_router(topic) for topic in TOPICS]


def _router(topic: str) -> APIRouter:
    router = APIRouter(
        prefix=f"/workspaces/{{workspace}}/{path_of(topic)}", tags=[path_of(topic)], route_class=StrictRoute
    )
    one = singular(topic)
    reads: list[tuple[str, str, Callable[..., Any], type[BaseModel]]] = [
        ("", f"list_{topic}", _list(topic), models_of(topic).page),
        ("/{id}", f"get_{one}", _get(topic), models_of(topic).stored),
    ]
    for path, name, endpoint, model in reads:
        router.add_api_route(
            path, endpoint, operation_id=name, summary=_summary(name), response_model=model, responses=declared(*READ)
        )
    _add_writes(router, topic, one)
    return router


def _add_writes(router: APIRouter, topic: str, one: str) -> None:
    stored = models_of(topic).stored
    writes: list[tuple[str, str, str, Callable[..., Any], Any]] = [
        ("POST", "", f"create_{one}", _create(topic), declared(*WRITE, *BODY)),
        ("PUT", "/{id}", f"replace_{one}", _replace(topic), declared(*VERSIONED, *BODY)),
        ("PATCH", "/{id}", f"change_{one}", _change(topic), declared(*VERSIONED, *BODY)),
    ]
    for method, path, name, endpoint, errors in writes:
        router.add_api_route(
            path,
            endpoint,
            methods=[method],
            operation_id=name,
            summary=_summary(name),
            response_model=stored,
            status_code=201 if method == "POST" else 200,
            responses=errors,
        )
    name = f"delete_{one}"
    router.add_api_route(
        "/{id}",
        _delete(topic),
        methods=["DELETE"],
        operation_id=name,
        summary=_summary(name),
        status_code=204,
        responses=declared(*VERSIONED),
    )


def _summary(operation: str) -> str:
    verb, _, rest = operation.partition("_")
    return f"{verb.capitalize()} {'' if verb == 'list' else 'one '}{rest.replace('_', ' ')}"


def _list(topic: str) -> Callable[..., Any]:
    async def endpoint(
        request: Request, service: ServiceOf, workspace: WorkspaceId, query: Annotated[ListQuery, Query()]
    ) -> Response:
        found = await records.page_of_records(
            service.database, workspace, topic, q=query.q, limit=query.limit, after=after_of(query.cursor) or ""
        )
        cursor = cursor_of(found.next)
        content = {"items": [record_json(one) for one in found.items], "next": cursor, "total": found.total}
        return JSONResponse(content, headers=link_header(request, cursor))

    return endpoint


def _get(topic: str) -> Callable[..., Any]:
    async def endpoint(request: Request, service: ServiceOf, workspace: WorkspaceId, record_id: RecordId) -> Response:
        record = await records.get_record(service.database, workspace, topic, record_id)
        tag = etag(record.version)
        return not_modified(tag) if unchanged(request, tag) else _answer(record)

    return endpoint


def _create(topic: str) -> Callable[..., Any]:
    New = models_of(topic).new  # noqa: N806 - a class made at run time

    async def endpoint(
        request: Request,
        service: ServiceOf,
        workspace: WorkspaceId,
        key: IdempotencyKey,
        body: New,  # type: ignore[valid-type]
    ) -> Response:
        record = await records.create_record(service.database, workspace, topic, _given(body), key=key, at=now())
        location = f"{request.url.path}/{quote(record.id)}"
        return _answer(record, 201, {"Location": location})

    return endpoint


def _replace(topic: str) -> Callable[..., Any]:
    Whole = models_of(topic).whole  # noqa: N806 - a class made at run time

    async def endpoint(
        service: ServiceOf,
        workspace: WorkspaceId,
        record_id: RecordId,
        version: ExpectedVersion,
        key: IdempotencyKey,
        body: Whole,  # type: ignore[valid-type]
    ) -> Response:
        return _answer(
            await records.replace_record(
                service.database, workspace, topic, record_id, _given(body), version=version, key=key, at=now()
            )
        )

    return endpoint


def _change(topic: str) -> Callable[..., Any]:
    Patch = models_of(topic).patch  # noqa: N806 - a class made at run time

    async def endpoint(
        service: ServiceOf,
        workspace: WorkspaceId,
        record_id: RecordId,
        version: ExpectedVersion,
        key: IdempotencyKey,
        body: Patch,  # type: ignore[valid-type]
    ) -> Response:
        return _answer(
            await records.change_record(
                service.database, workspace, topic, record_id, _given(body), version=version, key=key, at=now()
            )
        )

    return endpoint


def _delete(topic: str) -> Callable[..., Any]:
    async def endpoint(
        service: ServiceOf, workspace: WorkspaceId, record_id: RecordId, version: ExpectedVersion, key: IdempotencyKey
    ) -> Response:
        await records.delete_record(service.database, workspace, topic, record_id, version=version, key=key, at=now())
        return Response(status_code=204)

    return endpoint


def _given(body: Any) -> dict[str, Any]:
    assert isinstance(body, Body)
    return body.given()


def _answer(record: Record, status: int = 200, headers: dict[str, str] | None = None) -> JSONResponse:
    return JSONResponse(record_json(record), status, headers={"ETag": etag(record.version), **(headers or {})})
