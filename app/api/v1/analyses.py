"""Analyses of a workspace over HTTP: the catalogue, and how a question is asked."""

import dataclasses
from collections.abc import Mapping
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request, Response
from fastapi.responses import JSONResponse
from pydantic import BaseModel, BeforeValidator, Field, StrictBool, TypeAdapter, WithJsonSchema
from pydantic_core import PydanticCustomError

from app.analysis.interface import Analysis, catalogue
from app.analysis.interface import analysis as analysis_named
from app.api.v1.queries import Day, WorkspaceId
from app.api.v1.queries import Query as Filter
from app.api.v1.record_models import Body
from app.api.v1.results import ResultShape
from app.api.v1.runs import ACCEPTED, begun
from app.api.v1.values import LARGEST_WHOLE, Number, Whole
from app.clock import today
from app.errors import BudgetExceeded, InvalidInput, NetzblickError, Problem
from app.network.graph.scope import read_scope
from app.network.graph.scope_names import SCOPE_DOC
from app.records.fields import LARGEST_NUMBER
from app.refusals import said
from app.report.texts import about
from app.store.runs import Document
from app.store.workspaces import current_revision
from app.usecases.run_analysis import AnalysisCall, Watch
from app.usecases.runs.asking import analysis_question
from app.usecases.runs.lasting import RunState
from app.web.access import Needs
from app.web.addresses import told_path_of
from app.web.bodies import StrictRoute
from app.web.declared import BODY, COMPUTE, READ, declared
from app.web.service import ServiceOf
from app.web.waiting import Prefer, document_or_run

router = APIRouter(
    prefix="/workspaces/{workspace}",
    tags=["analyses"],
    route_class=StrictRoute,
    dependencies=[Depends(Needs("read", "read"))],
)

_JSON_TYPES = {bool: "boolean", int: "integer", float: "number", str: "string"}
_ACCEPTED: dict[type, tuple[type, ...]] = {bool: (bool,), int: (int,), float: (int, float), str: (str,)}
"""Python types of the JSON values that a parameter takes, by the type of its default."""

LONGEST_PARAMETER = 500
"""Characters of a text, members of a list."""

MOST_PARAMETERS = 100


def _bounded(values: Any) -> Any:
    """Lengths before members; a name that is too long is no parameter either."""
    if isinstance(values, dict) and len(values) > MOST_PARAMETERS:
        raise PydanticCustomError("too_long", "has more than {most} names", {"most": MOST_PARAMETERS})
    return values


def _parameter(value: Any) -> Any:
    """One refusal for each value: a union of types would give one for each type and each member of a list."""
    scalars = value if isinstance(value, list) else [value]
    if len(scalars) > LONGEST_PARAMETER or not all(map(_is_scalar, scalars)):
        raise PydanticCustomError(
            "bad_parameter",
            "is no truth value, number or text of at most {most} characters, nor a list of at most {most} of these",
            {"most": LONGEST_PARAMETER},
        )
    return value


def _is_scalar(value: object) -> bool:
    match value:
        case bool():
            return True
        case int():
            return abs(value) <= LARGEST_WHOLE
        case float():
            return abs(value) <= LARGEST_NUMBER
        case str():
            return len(value) <= LONGEST_PARAMETER
    return False


_SCALAR = StrictBool | Whole | Number | Annotated[str, Field(max_length=LONGEST_PARAMETER)]

ParameterName = Annotated[str, Field(max_length=LONGEST_PARAMETER)]
ParameterValue = Annotated[
    Any, BeforeValidator(_parameter), WithJsonSchema(TypeAdapter(_SCALAR | list[_SCALAR]).json_schema())
]


class AnalysisEntry(BaseModel):
    """A question that can be asked."""

    id: str = Field(examples=["parallel-offers"])
    version: int = Field(description="rises when results change")
    kind: str = Field(description="findings or measures")
    question: str
    parameters: dict[str, Any] = Field(description="JSON Schema of the parameters")


class AnalysisPage(BaseModel):
    """Every question that can be asked."""

    items: list[AnalysisEntry]
    next: None
    total: int


class AnalysisRequest(Body):
    """How to ask: what is left out has its default."""

    parameters: Annotated[dict[ParameterName, ParameterValue], BeforeValidator(_bounded)] = Field(
        default_factory=dict, description="by name"
    )
    as_of: Day | None = Field(None, description="the day to look at; null: the reference date, else today")
    scope: Annotated[str, Field(max_length=LONGEST_PARAMETER)] | None = Field(
        None, description=f"{SCOPE_DOC}; null: all of it", examples=["area=lindental"]
    )


@router.get("/analyses", operation_id="list_analyses", response_model=AnalysisPage, responses=declared(*READ))
async def list_analyses(service: ServiceOf, workspace: WorkspaceId, _query: Annotated[Filter, Query()]) -> Response:
    """The catalogue: every question with its parameters."""
    await current_revision(service.database, workspace)
    items = [_entry(entry) for entry in catalogue().values()]
    return JSONResponse({"items": items, "next": None, "total": len(items)})


@router.get(
    "/analyses/{analysis}", operation_id="get_analysis", response_model=AnalysisEntry, responses=declared(*READ)
)
async def get_analysis(service: ServiceOf, workspace: WorkspaceId, analysis: str) -> Response:
    """One question with its parameters."""
    await current_revision(service.database, workspace)
    return JSONResponse(_entry(analysis_named(analysis)))


@router.post(
    "/analyses/{analysis}",
    operation_id="run_analysis",
    response_model=ResultShape,
    responses={**ACCEPTED, **declared(*READ, *BODY, *COMPUTE)},
)
async def run_analysis(
    request: Request,
    service: ServiceOf,
    workspace: WorkspaceId,
    analysis: str,
    body: AnalysisRequest,
    prefer: Prefer = None,
) -> Response:
    """Ask a question; ``Content-Location`` is where the answer is kept. What takes long goes on as a run (202)."""
    refuse_wrong_types(analysis_named(analysis), body.parameters)
    scope = None if body.scope is None else read_scope(body.scope)
    call = AnalysisCall(workspace, analysis, body.parameters, today(), body.as_of, scope)

    async def ask(watch: Watch) -> Document:
        run = await service.runs.run(call, watch)
        return Document("application/json", run.text.encode(), run.id)

    try:
        question = await analysis_question(service.database, call)
        answer = await document_or_run(request, service, question, ask, prefer)
    except (BudgetExceeded, InvalidInput) as refused:
        raise _at_parameters(refused) from refused
    if isinstance(answer, RunState):
        return begun(request, answer)
    address = told_path_of(request, "get_run", run=answer.run or question.id)
    return Response(answer.content, media_type=answer.media_type, headers={"Content-Location": address})


def _at_parameters(refused: NetzblickError) -> NetzblickError:
    """The same refusal with places in the body of the request: an analysis knows its parameters, not where they stood."""
    problems = tuple(
        dataclasses.replace(problem, pointer=f"/parameters{problem.pointer}") for problem in refused.problems
    )
    return type(refused)(refused.detail, hint=refused.hint, problems=problems)


def refuse_wrong_types(entry: Analysis, values: Mapping[str, object]) -> None:
    """Refuse JSON values of another type than the parameters have: only a command line writes numbers as texts.

    Raises:
        InvalidInput: some are; every one is named.
    """
    defaults = {field.name: field.default for field in dataclasses.fields(entry.parameters)}
    wrong = [name for name, value in values.items() if name in defaults and not _fits(defaults[name], value)]
    if wrong:
        shapes = parameter_schema(entry)["properties"]
        problems = tuple(
            Problem(
                code="bad_parameter", message=f"{name}: is no {shapes[name]['type']}", pointer=f"/parameters/{name}"
            )
            for name in wrong
        )
        raise InvalidInput(said("analysis_not_run", analysis_id=entry.id), problems=problems)


def _fits(default: object, value: object) -> bool:
    if isinstance(default, tuple):
        return isinstance(value, list) and all(_fits(default[0] if default else "", part) for part in value)
    return type(value) in _ACCEPTED[type(default)]


def _entry(entry: Analysis) -> dict[str, Any]:
    return {
        "id": entry.id,
        "version": entry.version,
        "kind": entry.kind,
        "question": about(entry.id, "en").question,
        "parameters": parameter_schema(entry),
    }


def parameter_schema(entry: Analysis) -> dict[str, Any]:
    """The parameters of an analysis as JSON Schema."""
    properties = {field.name: _property(field) for field in dataclasses.fields(entry.parameters)}
    return {"type": "object", "additionalProperties": False, "properties": properties}


def _property(field: "dataclasses.Field[Any]") -> dict[str, Any]:
    of = field.metadata
    bounds = {"minimum": of["low"], "maximum": of["high"], "enum": list(of["choices"]) or None}
    known_bounds = {name: value for name, value in bounds.items() if value is not None}
    if isinstance(field.default, tuple):
        item = _JSON_TYPES[type(field.default[0])] if field.default else "string"
        shape: dict[str, Any] = {
            "type": "array",
            "items": {"type": item, **known_bounds},
            "default": list(field.default),
        }
    else:
        shape = {"type": _JSON_TYPES[type(field.default)], **known_bounds, "default": field.default}
    return {**shape, "description": of["doc"]}
