"""Does the description of the API say everything, and is every change of it seen?"""

import json
import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from app.records.ids import DESCRIBED
from app.records.records import TOPICS
from tests.openapi_snapshot import SNAPSHOT, description

GUIDE = Path(__file__).parents[2] / "docs" / "http-api.md"
BELOW_A_WORKSPACE = "/v1/workspaces/{workspace}/"
_UNVERSIONED = ("/runs/{run}", "/jobs/{job}")
"""Ends of the addresses of what has no versions."""


@cache
def openapi() -> dict[str, Any]:
    return json.loads(description())


def operations() -> dict[tuple[str, str], Any]:
    """Operations by method and path."""
    paths = openapi()["paths"]
    return {(method.upper(), path): entry for path, methods in paths.items() for method, entry in methods.items()}


def test_the_api_is_the_one_of_the_snapshot():
    assert description() == SNAPSHOT.read_text("utf-8"), "if this change is meant: python -m tests.openapi_snapshot"


def test_every_operation_has_one_name_that_says_what_it_does():
    names = Counter(operation["operationId"] for operation in operations().values())

    assert {name for name, count in names.items() if count > 1} == set()
    assert [name for name in names if not re.fullmatch(r"[a-z]+(_[a-z]+)*", name)] == []


def test_every_operation_is_summarised_and_sorted_in():
    assert [
        key for key, operation in operations().items() if not operation.get("summary") or not operation.get("tags")
    ] == []


def test_every_topic_has_its_six_routes():
    for topic in TOPICS:
        base = BELOW_A_WORKSPACE + topic.replace("_", "-")
        assert {method for method, path in operations() if path == base} == {"GET", "POST"}
        assert {method for method, path in operations() if path == base + "/{id}"} == {"GET", "PUT", "PATCH", "DELETE"}


def test_every_version_one_operation_declares_how_it_fails():
    for (method, path), operation in operations().items():
        if not path.startswith("/v1/"):
            continue
        expected = {"400", "404", "422", "503", "504"}
        if "requestBody" in operation:
            expected |= {"408", "413", "415"}
        if method in ("PUT", "PATCH", "DELETE"):
            expected |= {"409"} if path.endswith(_UNVERSIONED) else {"409", "412", "428"}
        assert expected <= operation["responses"].keys(), (method, path)


def test_every_error_is_a_problem():
    for response in openapi()["components"]["responses"].values():
        assert list(response["content"]) == ["application/problem+json"]
    assert "HTTPValidationError" not in openapi()["components"]["schemas"]


def answers() -> Iterator[tuple[str, str, str, dict[str, Any]]]:
    """Method, path, status and answer, references followed."""
    for (method, path), operation in operations().items():
        for status, answer in operation["responses"].items():
            yield method, path, status, resolved(answer)


def resolved(part: dict[str, Any]) -> dict[str, Any]:
    """A part of the description, or what it refers to."""
    while "$ref" in part:
        result = openapi()
        for step in part["$ref"].removeprefix("#/").split("/"):
            result = result[step]
        part = result
    return part


def bodies() -> Iterator[tuple[str, dict[str, Any]]]:
    """Every JSON body that is sent or answered, with the name of its operation."""
    for operation in operations().values():
        parts = [operation.get("requestBody", {}), *map(resolved, operation["responses"].values())]
        for part in parts:
            media = part.get("content", {}).get("application/json")
            if media and media.get("schema", {}).get("format", "") != "binary" and media.get("schema"):
                yield operation["operationId"], media


def test_every_body_has_a_whole_example():
    """That those of requests are accepted is tried against the running service."""
    silent, partial = [], []
    for name, media in bodies():
        if "example" not in media:
            silent.append(name)
            continue
        schema = resolved(media["schema"])
        partial += [name for field in schema.get("required", ()) if field not in media["example"]]

    assert (silent, partial) == ([], [])
    assert len(list(bodies())) > 150


def test_every_operation_and_parameter_is_described_with_an_example():
    assert [key for key, entry in operations().items() if not entry.get("description")] == []
    for key, operation in operations().items():
        for parameter in operation.get("parameters", ()):
            assert parameter.get("description"), (key, parameter["name"])
            assert "example" in parameter, (key, parameter["name"])


def test_every_text_in_an_address_or_header_is_bounded():
    bounds = {"maxLength", "pattern", "enum", "format", "const"}
    for key, operation in operations().items():
        for parameter in operation.get("parameters", ()):
            schema = resolved(parameter["schema"])
            options = [resolved(option) for option in schema.get("anyOf", [schema])]
            loose = [entry for entry in options if entry.get("type") == "string" and not bounds & entry.keys()]
            assert loose == [], (key, parameter["name"])


def test_patterns_mean_the_same_to_every_reader():
    """To readers of a JSON Schema \\w means letters of English alone, and an id may hold others (ECMA-262)."""
    written = json.dumps(openapi(), ensure_ascii=False)

    assert "\\\\w" not in written
    assert json.dumps(DESCRIBED) in written


def test_headers_are_declared_where_they_are_sent():
    names = {}
    for method, path, status, answer in answers():
        names[method, path, status] = answer.get("headers", {}).keys()
    for (method, path, status), headers in names.items():
        assert "X-Request-ID" in headers or status == "304" or not path.startswith("/v1/"), (method, path, status)
        if status in ("201", "202"):
            assert "Location" in headers, (method, path)
        if status in ("202", "429", "503"):
            assert "Retry-After" in headers, (method, path, status)
    for (method, path), operation in operations().items():
        sent = {parameter["name"] for parameter in operation.get("parameters", ())}
        first = next(status for status in operation["responses"] if status.startswith("2"))
        assert ("cursor" in sent) <= ("Link" in names[method, path, first]), path
        assert ("Idempotency-Key" in sent) <= ("Idempotency-Replayed" in names[method, path, first]), path
        assert ("304" in operation["responses"]) == ("If-None-Match" in sent), path
        assert ("304" in operation["responses"]) <= ("ETag" in names[method, path, first]), path


def test_who_changes_a_record_needs_the_version_and_gets_the_new_one():
    for (method, path), operation in operations().items():
        needed = [item for item in operation.get("parameters", ()) if item["name"] == "If-Match"]
        assert all(entry["required"] for entry in needed), path
        if method in ("PUT", "PATCH"):
            assert needed, path
            assert "ETag" in operation["responses"]["200"]["headers"], path


@pytest.mark.parametrize("kind", ["New", "Whole", "Patch"])
def test_every_field_of_a_body_is_explained_with_an_example(kind):
    bodies = {name: member for name, member in openapi()["components"]["schemas"].items() if name.endswith(kind)}

    fields = {(name, field): item for name, body in bodies.items() for field, item in body["properties"].items()}

    assert len(fields) > 100
    silent = [key for key, entry in fields.items() if not entry.get("description") or "examples" not in entry]
    assert [key for key in silent if key[1] != "reference_date"] == []
    assert [name for name, body in bodies.items() if body["additionalProperties"] is not False] == []


def test_every_reference_leads_somewhere():
    for reference in set(re.findall(r'"\$ref": ?"#/([^"]+)"', json.dumps(openapi()))):
        result = openapi()
        for part in reference.split("/"):
            result = result[part]


def test_the_guide_lists_every_route_and_no_other():
    listed = set(re.findall(r"^\| `(GET|POST|PUT|PATCH|DELETE) (/\S*?)` \|", GUIDE.read_text("utf-8"), re.MULTILINE))
    topics = "|".join(topic.replace("_", "-") for topic in TOPICS)
    known = {(method, re.sub(rf"/({topics})(?=(/{{id}})?$)", "/{topic}", path)) for method, path in operations()}

    assert listed == known | {("GET", "/openapi.json"), ("GET", "/docs"), ("GET", "/problems/{slug}")}


def test_the_guide_lists_the_values_of_parameters_as_the_description_does():
    """A row of the guide says them behind the parameter: `format` (html, md, …)."""
    listed = {
        (method, path, name): set(values.split(", "))
        for method, path, row in re.findall(r"^\| `([A-Z]+) (/\S*?)` \|(.*)$", GUIDE.read_text("utf-8"), re.MULTILINE)
        for name, values in re.findall(r"`(\w+)` \(([a-z, ]+)\)", row)
    }
    known = {
        (*address, entry["name"]): set(values)
        for address, operation in operations().items()
        for entry in operation.get("parameters", ())
        if (values := _values(entry["schema"]))
    }
    both = listed.keys() & known.keys()

    assert {parameter: listed[parameter] for parameter in both} == {parameter: known[parameter] for parameter in both}
    assert {name for *_, name in both} >= {"format", "edition"}


def _values(schema: dict[str, Any]) -> list[str]:
    """The values that a parameter may have, if they are listed."""
    schemas = [resolved(entry) for entry in schema.get("anyOf", [schema])]
    return [value for entry in schemas for value in entry.get("enum", ())]


def test_the_guide_names_every_topic():
    text = GUIDE.read_text("utf-8")

    assert [topic for topic in TOPICS if f"`{topic.replace('_', '-')}`" not in text] == []


def test_links_lead_to_operations_and_say_where_the_answer_holds_what_they_need():
    by_id = {operation["operationId"]: (path, operation) for (_, path), operation in operations().items()}
    schemas, linked = openapi()["components"]["schemas"], set()
    for operation in operations().values():
        for response in operation["responses"].values():
            for name, link in response.get("links", {}).items():
                path, _target = by_id[link["operationId"]]
                needed = set(re.findall(r"{(\w+)}", path))
                assert needed == link["parameters"].keys(), name
                for part, expression in link["parameters"].items():
                    _holds(operation, response, schemas, part, expression)
                linked.add(link["operationId"])
    assert {"get_actor", "delete_offer", "undo_import", "cancel_import_job", "cancel_run", "undo_decision"} <= linked


def _holds(operation: Any, response: Any, schemas: Any, part: str, expression: str) -> None:
    if expression == f"$request.path.{part}":
        assert part in {parameter["name"] for parameter in operation["parameters"]}
    else:
        schema = response["content"]["application/json"]["schema"]
        field = expression.removeprefix("$response.body#/")
        assert field in schemas[schema["$ref"].rpartition("/")[2]]["properties"]
