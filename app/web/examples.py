"""Whole examples of bodies and answers, put together from the examples of their fields."""

from collections.abc import Mapping
from typing import Any

_REFERENCE = "#/components/schemas/"
_TEXTS = {"date": "2024-09-01", "date-time": "2024-09-01T12:30:00+00:00"}
_PLAIN: Mapping[str, Any] = {"string": "text", "integer": 1, "number": 1.0, "boolean": True, "null": None}

Schema = Mapping[str, Any]


def example_of(schema: Schema, schemas: Mapping[str, Schema]) -> Any:
    """A value of a JSON Schema as OpenAPI has it: what its author gives as example, else made of its parts.

    Args:
        schema: the shape of the value.
        schemas: those that it may refer to, by name.
    """
    for keyword in ("examples", "enum"):
        if keyword in schema:
            return schema[keyword][0]
    if "$ref" in schema:
        return example_of(schemas[schema["$ref"].removeprefix(_REFERENCE)], schemas)
    if "const" in schema:
        return schema["const"]
    if schema.get("default") is not None:
        return schema["default"]
    if "anyOf" in schema:
        return example_of(schema["anyOf"][0], schemas)
    return _composed(schema, schemas)


def _composed(schema: Schema, schemas: Mapping[str, Schema]) -> Any:
    kind = schema.get("type", "object")
    if kind == "array":
        return [example_of(schema["items"], schemas)] if schema.get("items") else []
    if kind == "object":
        properties = schema.get("properties", {})
        return {name: example_of(part, schemas) for name, part in properties.items()}
    return _TEXTS.get(schema.get("format", ""), _PLAIN[kind])
