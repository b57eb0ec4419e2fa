"""Parameters of addresses: unknown and repeated ones are refused on every route, as the description has them."""

from collections import Counter
from typing import Any

from fastapi import Request
from fastapi.routing import APIRoute

from app.errors import InvalidInput, Problem
from app.records.spelling import near_names

_LEAST_ALIKE = 60.0


async def refuse_stray_parameters(request: Request) -> None:
    """Refuse what would be overlooked: a misspelt filter would give everything, of two values one would count.

    Raises:
        InvalidInput: a parameter is not described for this route, or is given twice where one value is taken.
    """
    counts = Counter(name for name, _ in request.query_params.multi_items())
    if not counts:
        return
    known = _described(request)
    problems = [_unknown(name, known) for name in counts if name not in known]
    problems += [
        Problem(code="repeated", message="is given more than once", pointer=name)
        for name, count in counts.items()
        if count > 1 and name in known and known[name].get("type") != "array"
    ]
    if problems:
        raise InvalidInput("the request does not fit its schema", problems=tuple(problems))


def _described(request: Request) -> dict[str, dict[str, Any]]:
    """The schemas of the parameters of the route by name."""
    route = request.scope["route"]
    assert isinstance(route, APIRoute)
    if request.app.state.parameters is None:
        request.app.state.parameters = _by_operation(request.app.openapi())
    described: dict[str, dict[str, Any]] = request.app.state.parameters[route.operation_id]
    return described


def _by_operation(description: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {
        operation["operationId"]: {
            entry["name"]: entry["schema"] for entry in operation.get("parameters", ()) if entry["in"] == "query"
        }
        for operations in description["paths"].values()
        for operation in operations.values()
    }


def _unknown(name: str, known: dict[str, dict[str, Any]]) -> Problem:
    near = next(iter(near_names(name, list(known), least=_LEAST_ALIKE)), None)
    suggestion = f"; did you mean {near}?" if near else ""
    return Problem(
        code="extra_forbidden", message=f"is no parameter here{suggestion}", pointer=name[:200], suggestion=near
    )
