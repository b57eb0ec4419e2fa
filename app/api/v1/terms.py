"""Themes and target groups: vocabularies as lists that are only read."""

from collections.abc import Callable
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request, Response
from fastapi.responses import JSONResponse
from pydantic import BaseModel, Field

from app.api.v1.queries import ListQuery, RecordId, WorkspaceId
from app.errors import UnknownName
from app.records.vocabulary import Term, fold, vocabulary
from app.store.workspaces import current_revision
from app.web.access import Needs
from app.web.declared import READ, declared
from app.web.paging import page_answer
from app.web.service import ServiceOf

_VERSION = 1
_PATHS = {"themes": "theme", "target-groups": "target_group"}


class TermRecord(BaseModel):
    """A term with its German and English name."""

    id: str = Field(description="its code", examples=["health"])
    version: int = Field(description="always 1: the vocabulary belongs to the release")
    de: str
    en: str
    parent: str | None = Field(description="the code one level up")
    deck: bool = Field(description="whether it is one of the themes that the idea of the product began with")
    aliases: list[str] = Field(description="other spellings that an import understands")


class TermPage(BaseModel):
    """One page of a vocabulary, in its own order."""

    items: list[TermRecord]
    next: str | None
    total: int


def term_routers() -> list[APIRouter]:
    """A router for each vocabulary that stands beside the records."""
    return [_router(path, name) for path, name in _PATHS.items()]


def _router(path: str, vocabulary_name: str) -> APIRouter:
    router = APIRouter(prefix=f"/workspaces/{{workspace}}/{path}", tags=[path], dependencies=[Depends(Needs("read"))])
    routes: list[tuple[str, str, Callable[..., Any], type[BaseModel]]] = [
        ("", f"list_{vocabulary_name}s", _list(vocabulary_name), TermPage),
        ("/{id}", f"get_{vocabulary_name}", _get(vocabulary_name), TermRecord),
    ]
    for suffix, name, endpoint, model in routes:
        router.add_api_route(
            suffix,
            endpoint,
            operation_id=name,
            summary=name.replace("_", " ").capitalize(),
            response_model=model,
            responses=declared(*READ),
        )
    return router


def _list(vocabulary_name: str) -> Callable[..., Any]:
    async def endpoint(
        request: Request, service: ServiceOf, workspace: WorkspaceId, query: Annotated[ListQuery, Query()]
    ) -> Response:
        await current_revision(service.database, workspace)
        terms = _matching(vocabulary_name, query.q)
        return page_answer(request, terms, lambda term: term.code, _content, cursor=query.cursor, limit=query.limit)

    return endpoint


def _get(vocabulary_name: str) -> Callable[..., Any]:
    async def endpoint(service: ServiceOf, workspace: WorkspaceId, record_id: RecordId) -> Response:
        await current_revision(service.database, workspace)
        terms = vocabulary(vocabulary_name).terms
        if record_id not in terms:
            raise UnknownName(f"there is no such {vocabulary_name.replace('_', ' ')}")
        return JSONResponse(_content(terms[record_id]))

    return endpoint


def _matching(vocabulary_name: str, q: str) -> list[Term]:
    wanted = fold(q)
    return [
        term for term in vocabulary(vocabulary_name).terms.values() if any(wanted in fold(name) for name in term.names)
    ]


def _content(term: Term) -> dict[str, object]:
    return {
        "id": term.code,
        "version": _VERSION,
        "de": term.de,
        "en": term.en,
        "parent": term.parent,
        "deck": term.deck,
        "aliases": list(term.aliases),
    }
