"""What does a random request need so that valid data is accepted? Ids that exist, the tag of today, a key of its own."""

import os
import random
import uuid
from typing import Any

import httpx
import schemathesis  # type: ignore[import-not-found]  # installed aside by make fuzz

WORKSPACE = "essen"
SERVICE = httpx.Client(base_url=os.environ["FUZZED_SERVICE"], timeout=30)
LISTS = {"analysis": "analyses", "decision": "decisions", "run": "runs", "wave": "waves"}
"""Where ids of parts of addresses are listed, but of records, keys and imports."""

KNOWN_SHARE = 0.8
"""How often what exists is named; else what was made up."""

_known: dict[str, list[str]] = {}


def known(topic: str) -> list[str]:
    """Ids in a list of the workspace, as they were when they were first needed."""
    if topic not in _known:
        answer = SERVICE.get(f"/v1/workspaces/{WORKSPACE}/{topic}?limit=50")
        items = answer.json()["items"] if answer.is_success else []
        _known[topic] = [entry.get("key") or entry["id"] for entry in items]
    return _known[topic]


def listed(path: str, part: str) -> str | None:
    """The list that names what a part of an address may be."""
    if part == "id":
        return path.split("/")[4]
    if part == "key":
        return "findings" if "/findings/" in path else None
    return "imports" if part == "run" and "/imports/" in path else LISTS.get(part)


@schemathesis.hook  # type: ignore[untyped-decorator]
def map_path_parameters(context: Any, value: dict[str, Any] | None) -> dict[str, Any] | None:
    """Mostly the workspace with records and one of them; never a workspace to be deleted."""
    path = context.operation.path
    if not value or "{workspace}" not in path or random.random() > KNOWN_SHARE:
        return value
    if path != "/v1/workspaces/{workspace}":
        value["workspace"] = WORKSPACE
    for part in value.keys() - {"workspace"}:
        topic = listed(path, part)
        if topic and known(topic):
            value[part] = random.choice(known(topic))
    return value


@schemathesis.hook  # type: ignore[untyped-decorator]
def map_query(_context: Any, value: dict[str, Any] | None) -> dict[str, Any] | None:
    """No cursor that was never given out, and mostly the whole network."""
    if isinstance(value, dict):
        value.pop("cursor", None)
        if random.random() < KNOWN_SHARE:
            value.pop("scope", None)
    return value


@schemathesis.hook  # type: ignore[untyped-decorator]
def before_call(_context: Any, case: Any, _keywords: Any) -> None:
    """Each request has an idempotency key of its own, and mostly the tag of what there is."""
    if "Idempotency-Key" in case.headers and len(case.headers["Idempotency-Key"]) == len(str(uuid.uuid4())):
        case.headers["Idempotency-Key"] = str(uuid.uuid4())
    if "If-Match" in case.headers and random.random() < KNOWN_SHARE:
        answer = SERVICE.get(case.formatted_path)
        if "etag" in answer.headers and case.formatted_path != f"/v1/workspaces/{WORKSPACE}":
            case.headers["If-Match"] = answer.headers["etag"]
