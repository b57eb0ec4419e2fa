"""What does a result look like in an answer? The shape of ``app/findings.py`` for OpenAPI; answers are written from there."""

from datetime import date
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field


class Shape(BaseModel):
    """A part of an answer: everything in it is described."""

    model_config = ConfigDict(extra="forbid")


class SubjectShape(Shape):
    """What a finding is about."""

    kind: str = Field(examples=["actor"])
    id: str
    name: str


class SourceShape(Shape):
    """The row of a file."""

    file: str
    sheet: str
    row: int


class EvidenceShape(Shape):
    """A record that a finding rests on."""

    kind: str
    id: str
    field: str | None
    source: SourceShape | None
    pair: list[str] = Field(description="the two actors of a cooperation")


class MessageShape(Shape):
    """Which sentence to say with which values; reports hold the sentences."""

    code: str
    arguments: dict[str, Any]


class FindingShape(Shape):
    """One hint with its reasons."""

    key: str = Field(description="stays the same while only scores change")
    analysis: str
    subjects: list[SubjectShape]
    score: float
    band: Literal["clear", "possible"]
    rests_on: str = Field(description="grounds; not_recorded: nobody confirmed that the list is complete")
    message: MessageShape
    evidence: list[EvidenceShape]
    contributions: dict[str, float]
    unknowns: list[str] = Field(description="codes of what is not known about it")
    audience: Literal["internal", "partners", "public"] = Field(description="the widest one that may read it")
    card: str | None
    cluster: str | None


class QuestionShape(Shape):
    """A question about a finding, ready to be sent."""

    key: str = Field(description="of the finding")
    to: list[SubjectShape] = Field(description="the organisations that can answer it")
    subject: str
    message: str = Field(description="plain text; never tells who said no")
    agenda: str = Field(description="a line for a meeting")
    occasion: SubjectShape | None
    day: date | None = Field(description="of the occasion")


class FindingPage(Shape):
    """One page of findings, analysis by analysis, the clear ones first."""

    items: list[FindingShape]
    next: str | None
    total: int


class MeasureShape(Shape):
    """A number about an actor or about the whole network."""

    subject: SubjectShape | None
    value: float | None = Field(description="null: see reason")
    reason: str | None
    low: float | None
    high: float | None
    parts: dict[str, float]


class NotLookedAtShape(Shape):
    """Records that an analysis could not use."""

    code: str
    count: int
    ids: list[str]


class ResultShape(Shape):
    """What one run of an analysis gives."""

    analysis: str
    version: int
    workspace: str | None
    revision: int
    as_of: date
    parameters: dict[str, Any]
    findings: list[FindingShape]
    measures: list[MeasureShape]
    summary: dict[str, float | int | str | None]
    not_looked_at: list[NotLookedAtShape]
    exact: bool = Field(description="false: something was sampled")


class RunShape(Shape):
    """A run that is kept."""

    id: str = Field(description="the same data, day and parameters give the same id")
    status: Literal["done"]
    result: ResultShape
