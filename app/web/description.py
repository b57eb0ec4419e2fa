"""OpenAPI description of the service, as FastAPI derives it, with every kind of error written down once."""

from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from app.web.problems import MEDIA_TYPE, ProblemDetails

_METHODS = ("get", "put", "post", "delete", "patch")


def describe(app: FastAPI) -> dict[str, Any]:
    """The description, made once."""
    if app.openapi_schema is None:
        made = get_openapi(title=app.title, version=app.version, description=app.description, routes=app.routes)
        components = made.setdefault("components", {})
        components.setdefault("schemas", {}).update(_problem_schemas())
        components["responses"] = _shared_errors(made["paths"])
        app.openapi_schema = made
    return app.openapi_schema


def _problem_schemas() -> dict[str, Any]:
    whole = ProblemDetails.model_json_schema(ref_template="#/components/schemas/{model}")
    return {**whole.pop("$defs", {}), "ProblemDetails": whole}


def _shared_errors(paths: dict[str, Any]) -> dict[str, Any]:
    """Every error response by the slugs in it; the operations refer to them."""
    responses_by_name: dict[str, Any] = {}
    for operations in paths.values():
        for method in _METHODS:
            responses = operations.get(method, {}).get("responses", {})
            for status, response in responses.items():
                if MEDIA_TYPE in response.get("content", {}):
                    name = "_".join(part.split(":")[0] for part in response["description"].split(" · "))
                    responses_by_name[name] = response
                    responses[status] = {"$ref": f"#/components/responses/{name}"}
    return dict(sorted(responses_by_name.items()))
