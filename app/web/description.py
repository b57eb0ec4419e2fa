"""OpenAPI description of the service, as FastAPI derives it, with what holds for every route written down once."""

from collections.abc import Iterator, Mapping
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from app.web.conditional import LONGEST_TAGS
from app.web.examples import example_of
from app.web.links import add_links
from app.web.problems import MEDIA_TYPE, ProblemDetails

_METHODS = ("get", "put", "post", "delete", "patch")
_JSON = "application/json"

_HEADERS: Mapping[str, tuple[str, str]] = {
    "X-Request-ID": ("names this request in the log of the service", "8f14e45fceea467e9aefd1b2f7c5a1b4"),
    "ETag": ("version of what is answered, for If-Match and If-None-Match", '"3"'),
    "Location": ("address of what was made or goes on", "/v1/workspaces/essener-konsens/actors/awo"),
    "Link": ('address of the next page, rel="next"; missing on the last one', '</v1/workspaces?cursor=YQ>; rel="next"'),
    "Retry-After": ("seconds after which to ask again", "5"),
    "Idempotency-Replayed": ("true: the answer to an earlier request with the same key", "true"),
    "Preference-Applied": ("which preference was followed", "respond-async"),
    "Content-Location": ("address under which the answer is kept", "/v1/workspaces/essener-konsens/runs/5e884898"),
    "WWW-Authenticate": ("how to say who asks", "Bearer"),
}

_OF_STATUS: Mapping[str, tuple[str, ...]] = {
    "201": ("Location",),
    "202": ("Location", "Retry-After", "Preference-Applied"),
    "304": ("ETag",),
    "401": ("WWW-Authenticate",),
    "409": ("Retry-After",),
    "429": ("Retry-After",),
    "503": ("Retry-After",),
}


def describe(app: FastAPI) -> dict[str, Any]:
    """The description, made once."""
    if app.openapi_schema is None:
        description = get_openapi(title=app.title, version=app.version, description=app.description, routes=app.routes)
        components = description.setdefault("components", {})
        schemas = components.setdefault("schemas", {})
        schemas.update(_problem_schemas())
        for operation in _operations(description["paths"]):
            _complete(operation, schemas)
        add_links(description["paths"])
        components["responses"] = _shared_errors(description["paths"])
        components["headers"] = {name: _header(*header) for name, header in _HEADERS.items()}
        app.openapi_schema = description
    return app.openapi_schema


def _operations(paths: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    return (operation for by_method in paths.values() for method, operation in by_method.items() if method in _METHODS)


def _header(meaning: str, example: str) -> dict[str, Any]:
    return {"description": meaning, "schema": {"type": "string"}, "example": example}


def _complete(operation: dict[str, Any], schemas: Mapping[str, Any]) -> None:
    """Add the headers of requests and answers, what parameters mean, and an example of each body."""
    operation.setdefault("description", f"{operation.get('summary', '')}.")
    if "304" in operation["responses"]:
        operation.setdefault("parameters", []).append(dict(_IF_NONE_MATCH))
    for parameter in operation.get("parameters", ()):
        _explain(parameter, schemas)
    sent = {parameter["name"] for parameter in operation.get("parameters", ())}
    for status, response in operation["responses"].items():
        names = ["X-Request-ID", *_OF_STATUS.get(status, ())]
        if status.startswith("2"):
            names += [header for header, parameter in _OF_PARAMETER if parameter in sent]
        headers = response.setdefault("headers", {})
        headers |= {name: {"$ref": f"#/components/headers/{name}"} for name in names}
        _exemplify(response.get("content", {}), schemas)
    _exemplify(operation.get("requestBody", {}).get("content", {}), schemas)


_OF_PARAMETER = (("Link", "cursor"), ("Link", "since"), ("Idempotency-Replayed", "Idempotency-Key"))
"""Headers of answers to requests that may have a parameter."""


_PATTERNS = {"If-Match": '^"[^"]+"$', "Idempotency-Key": "^[!-~]{1,200}$"}

_IN_ADDRESSES: Mapping[str, tuple[str, str]] = {
    "analysis": ("id of the analysis", "density"),
    "decision": ("id of the decision", "3f2b8c0d9e1a4b5c6d7e"),
    "id": ("id of the record", "awo-essen"),
    "job": ("id of the import that goes on", "Zk3v9QpL2sXw"),
    "key": ("of a finding, or id of an access key", "parallel-offers:1b4f0e9851971998e732"),
    "merge": ("id of the merge", "9f86d081884c7d65"),
    "run": ("id of the run or import", "5e884898da28047151d0e56f"),
    "state": ("id of a kept state", "9f2c4a6b8d0e1f3a5b7c"),
    "topic": ("list of the record", "actors"),
    "wave": ("id of the wave", "befragung-2024"),
    "workspace": ("id of the workspace", "essener-konsens"),
}
"""Parts of addresses: what they mean, and an example."""

_LONGEST_PART = 200

_IF_NONE_MATCH = {
    "name": "If-None-Match",
    "in": "header",
    "required": False,
    "description": "ETag of what is known already: unchanged, it is 304",
    "schema": {"type": "string", "maxLength": LONGEST_TAGS},
    "example": '"3"',
}


def _explain(parameter: dict[str, Any], schemas: Mapping[str, Any]) -> None:
    """A parameter as it is: never null, bounded, with its meaning and an example."""
    schema = parameter["schema"]
    options = [option for option in schema.pop("anyOf", ()) if option.get("type") != "null"]
    if len(options) == 1:
        schema |= options[0]
    elif options:
        schema["anyOf"] = options
    if parameter["name"] in _PATTERNS:
        schema["pattern"] = _PATTERNS[parameter["name"]]
    if parameter["name"] == "If-Match":  # without it the answer is 428
        parameter |= {"required": True, "example": '"3"'}
    if parameter["in"] == "path":
        meaning, example = _IN_ADDRESSES[parameter["name"]]
        parameter.setdefault("description", meaning)
        schema |= {"minLength": 1, "maxLength": _LONGEST_PART}
        parameter.setdefault("example", schema.get("examples", [example])[0])
    parameter.setdefault("example", example_of(schema, schemas))


def _exemplify(content: dict[str, Any], schemas: Mapping[str, Any]) -> None:
    for kind, media in content.items():
        schema = media.get("schema")
        if kind == _JSON and schema and schema.get("format") != "binary" and "example" not in media:
            media["example"] = example_of(media["schema"], schemas)


def _problem_schemas() -> dict[str, Any]:
    whole = ProblemDetails.model_json_schema(ref_template="#/components/schemas/{model}")
    return {**whole.pop("$defs", {}), "ProblemDetails": whole}


def _shared_errors(paths: dict[str, Any]) -> dict[str, Any]:
    """Every error response by the slugs in it; the operations refer to them."""
    responses_by_name: dict[str, Any] = {}
    for operation in _operations(paths):
        responses = operation.get("responses", {})
        for status, response in responses.items():
            if MEDIA_TYPE in response.get("content", {}):
                name = "_".join(part.split(":")[0] for part in response["description"].split(" · "))
                responses_by_name[name] = response
                responses[status] = {"$ref": f"#/components/responses/{name}"}
    return dict(sorted(responses_by_name.items()))
