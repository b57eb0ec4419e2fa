"""Shapes of answers for OpenAPI, made from the dataclasses that are answered, with a description where one helps."""

import dataclasses
import types
from collections.abc import Mapping
from typing import Any, Union, get_args, get_origin, get_type_hints

from pydantic import BaseModel, ConfigDict, Field, create_model

from app.findings import Evidence, Finding, Measure, Message, NotLookedAt, Result, Subject
from app.records.sources import SourceRef
from app.report.inquiries import Inquiry
from app.report.open_lists import OpenList


class Shape(BaseModel):
    """A part of an answer: everything in it is described."""

    model_config = ConfigDict(extra="forbid")


_SHAPES: dict[type, type[Shape]] = {}
"""Shapes by the dataclass they are made of; a part comes before the whole."""


def _shape_of(answered: type, name: str, doc: str, /, **described: Any) -> type[Shape]:
    """The shape of a dataclass: its fields and their types, with descriptions of some by name."""
    hints = get_type_hints(answered)
    fields: dict[str, Any] = {
        field.name: (_in_json(hints[field.name]), described.get(field.name, ...))
        for field in dataclasses.fields(answered)
    }
    _SHAPES[answered] = create_model(name, __base__=Shape, __doc__=doc, **fields)
    return _SHAPES[answered]


def _in_json(hint: Any) -> Any:
    """A type as JSON has it: lists for tuples, objects for mappings and dataclasses."""
    if hint in _SHAPES:
        return _SHAPES[hint]
    origin, parts = get_origin(hint), get_args(hint)
    if origin is tuple:
        return list[_in_json(parts[0])]  # type: ignore[misc]  # made at run time, for pydantic
    if origin is Mapping:
        return dict[str, Any if parts[1] is not float and _is_open(parts[1]) else _in_json(parts[1])]  # type: ignore[misc]
    if origin in (Union, types.UnionType):
        return Union[tuple(map(_in_json, parts))]  # noqa: UP007 - made at run time
    return hint


def _is_open(hint: Any) -> bool:
    """Whether values may be anything: arguments of a message, parameters."""
    return hint is object or any(get_origin(part) is tuple for part in get_args(hint))


SubjectShape = _shape_of(Subject, "SubjectShape", "What a finding is about.", kind=Field(examples=["actor"]))
SourceShape = _shape_of(SourceRef, "SourceShape", "The row of a file.")
EvidenceShape = _shape_of(
    Evidence,
    "EvidenceShape",
    "A record that a finding rests on.",
    pair=Field(description="the two actors of a cooperation"),
)
MessageShape = _shape_of(
    Message, "MessageShape", "Which sentence to say with which values; reports hold the sentences."
)
FindingShape = _shape_of(
    Finding,
    "FindingShape",
    "One hint with its reasons.",
    key=Field(description="stays the same while only scores change"),
    rests_on=Field(description="grounds; not_recorded: nobody confirmed that the list is complete"),
    unknowns=Field(description="codes of what is not known about it"),
    audience=Field(description="the widest one that may read it"),
)
MeasureShape = _shape_of(
    Measure,
    "MeasureShape",
    "A number about an actor or about the whole network.",
    value=Field(description="null: see reason"),
)
NotLookedAtShape = _shape_of(NotLookedAt, "NotLookedAtShape", "Records that an analysis could not use.")
ResultShape = _shape_of(
    Result,
    "ResultShape",
    "What one run of an analysis gives.",
    exact=Field(description="false: something was sampled"),
)
OpenListShape = _shape_of(OpenList, "OpenListShape", "A list nobody has confirmed to be complete.")
QuestionShape = _shape_of(
    Inquiry,
    "QuestionShape",
    "A question about a finding, ready to be sent.",
    key=Field(description="of the finding"),
    to=Field(description="the organisations that can answer it"),
    message=Field(description="plain text; never tells who said no"),
    agenda=Field(description="a line for a meeting"),
    day=Field(description="of the occasion"),
)


class FindingPage(Shape):
    """One page of findings, analysis by analysis, the clear ones first."""

    items: list[FindingShape]  # type: ignore[valid-type]  # made at run time
    next: str | None
    total: int
