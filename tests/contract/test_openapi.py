"""Does the description of the API say everything, and is every change of it seen?"""

import json
import re
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from app.records.records import TOPICS
from tests.openapi_snapshot import SNAPSHOT, description

GUIDE = Path(__file__).parents[2] / "docs" / "http-api.md"
BELOW_A_WORKSPACE = "/v1/workspaces/{workspace}/"


@cache
def made() -> dict[str, Any]:
    return json.loads(description())


def operations() -> dict[tuple[str, str], Any]:
    """Operations by method and path."""
    paths = made()["paths"]
    return {(method.upper(), path): one for path, methods in paths.items() for method, one in methods.items()}


def test_the_api_is_the_one_of_the_snapshot():
    assert description() == SNAPSHOT.read_text("utf-8"), "if this change is meant: python -m tests.openapi_snapshot"


def test_every_operation_has_one_name_that_says_what_it_does():
    names = Counter(operation["operationId"] for operation in operations().values())

    assert {name for name, count in names.items() if count > 1} == set()
    assert [name for name in names if not re.fullmatch(r"[a-z]+(_[a-z]+)*", name)] == []


def test_every_operation_is_summarised_and_sorted_in():
    assert [key for key, one in operations().items() if not one.get("summary") or not one.get("tags")] == []


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
            expected |= {"409", "412", "428"}
        assert expected <= operation["responses"].keys(), (method, path)


def test_every_error_is_a_problem():
    for response in made()["components"]["responses"].values():
        assert list(response["content"]) == ["application/problem+json"]
    assert "HTTPValidationError" not in made()["components"]["schemas"]


@pytest.mark.parametrize("kind", ["New", "Whole", "Patch"])
def test_every_field_of_a_body_is_explained_with_an_example(kind):
    bodies = {name: one for name, one in made()["components"]["schemas"].items() if name.endswith(kind)}

    fields = {(name, field): one for name, body in bodies.items() for field, one in body["properties"].items()}

    assert len(fields) > 100
    silent = [key for key, one in fields.items() if not one.get("description") or "examples" not in one]
    assert [key for key in silent if key[1] != "reference_date"] == []
    assert [name for name, body in bodies.items() if body["additionalProperties"] is not False] == []


def test_every_reference_leads_somewhere():
    for reference in set(re.findall(r'"\$ref": ?"#/([^"]+)"', json.dumps(made()))):
        found = made()
        for part in reference.split("/"):
            found = found[part]


def test_the_guide_lists_every_route_and_no_other():
    listed = set(re.findall(r"^\| `(GET|POST|PUT|PATCH|DELETE) (/\S*?)` \|", GUIDE.read_text("utf-8"), re.MULTILINE))
    topics = "|".join(topic.replace("_", "-") for topic in TOPICS)
    known = {(method, re.sub(rf"/({topics})(?=(/{{id}})?$)", "/{topic}", path)) for method, path in operations()}

    assert listed == known | {("GET", "/openapi.json"), ("GET", "/docs"), ("GET", "/problems/{slug}")}


def test_the_guide_names_every_topic():
    text = GUIDE.read_text("utf-8")

    assert [topic for topic in TOPICS if f"`{topic.replace('_', '-')}`" not in text] == []
