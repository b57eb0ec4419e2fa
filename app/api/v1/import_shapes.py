"""Shapes of imports: what an import did or would do, how far it is, and the list of those that were made."""

from collections.abc import Iterable
from itertools import chain
from typing import Any, Literal

from pydantic import Field

from app.api.v1.results import Shape
from app.errors import Problem
from app.intake.questions import Question
from app.report.forms.json import plain
from app.usecases.imports.import_records import ImportReport
from app.web.addresses import path_of
from app.web.problems import ProblemDetails, ProblemError, problem_entry

Value = str | float | bool | list[str] | None


class ChangeShape(Shape):
    """One value that differs."""

    topic: str = Field(description="as in the address", examples=["actors"])
    id: str
    field: str
    old: Value
    new: Value
    text: str = Field(description="the change as people read it")


class NamedRecordShape(Shape):
    """A record that the file adds or removes."""

    topic: str = Field(description="as in the address", examples=["actors"])
    id: str = Field(description="empty: answers to surveys that go, which are counted in `name` and never named")
    name: str = Field(description="what it is about where it has no name")


class ChoiceShape(Shape):
    """An answer that can be given."""

    value: str
    label: str


class ImportQuestionShape(Shape):
    """What the file leaves open; without an answer the default holds, which writes nothing false."""

    key: str = Field(description="send answer=KEY=VALUE with the value of a choice")
    kind: str
    sentence: str
    choices: list[ChoiceShape]
    default: str
    places: list[ProblemError]


class CreatedShape(Shape):
    """A record that exists because a row mentions its name."""

    kind: str
    name: str


class AbsentShape(Shape):
    """A stored record without a row in the file; it stays."""

    topic: str = Field(description="as in the address", examples=["actors"])
    id: str
    name: str


class RecordCountShape(Shape):
    """Records of a topic before and after."""

    topic: str = Field(description="as in the address", examples=["actors"])
    now: int
    then: int


class HintListShape(Shape):
    """Cards of hints."""

    number: int
    first: list[str] = Field(description="headings of the first ten")


class HintOutlookShape(Shape):
    """Cards of hints that are not settled."""

    closed: HintListShape = Field(description="would be found no more")
    new: HintListShape = Field(description="would be found that are not found now, or are settled now")
    stay: int
    cut: bool = Field(
        description="an analysis lists its strongest hints alone, so that one can come or go because of others"
    )


class OutlookShape(Shape):
    """How the network would change."""

    counts: list[RecordCountShape] = Field(
        description="organisations, cooperations and offers, and further topics whose number changes"
    )
    hints: HintOutlookShape | None = Field(description="null: not computed, it would take about so many seconds")
    seconds: float


class ImportReportShape(Shape):
    """What an import did, or would do."""

    run: str | None = Field(description="its name; null: nothing was written")
    plan: str | None = Field(description="names what would be written; null: rows are rejected")
    dry_run: bool
    new: int
    new_records: list[NamedRecordShape]
    changed: list[ChangeShape]
    unchanged: int
    created: list[CreatedShape]
    not_in_this_file: list[AbsentShape]
    removed: list[NamedRecordShape] = Field(description="what goes because an answer says so, with all that needs it")
    rejected: list[ProblemError]
    notices: list[ProblemError]
    questions: list[ImportQuestionShape]
    outlook: OutlookShape | None = Field(
        description="of a dry run, where it is asked for; null also: rows are rejected"
    )


class ImportJobShape(Shape):
    """An import that goes on behind, or what became of it."""

    id: str
    state: Literal["running", "done", "failed", "cancelled"]
    step: Literal["reading", "checking", "writing"]
    done: int = Field(description="rows checked, or records written")
    total: int
    seconds_left: float | None = Field(description="at the pace so far; null: there is nothing to go by yet")
    report: ImportReportShape | None = Field(description="as without waiting, once it is done")
    problem: ProblemDetails | None = Field(description="why it failed; nothing was written")


class ImportedFileShape(Shape):
    """A file that was read; its content is not kept."""

    name: str
    sha256: str


class ImportRunShape(Shape):
    """An import that was made."""

    id: str
    version: int = Field(description="2 once it was undone")
    files: list[ImportedFileShape]
    at: str
    counts: dict[str, int] = Field(description="records written by topic")
    operation: str
    undone: bool


class ImportRunPage(Shape):
    """One page of imports, the newest first."""

    items: list[ImportRunShape]
    next: str | None
    total: int


def report_content(report: ImportReport) -> dict[str, object]:
    """What an import did or would do, as it is told."""
    problems = {
        "rejected": _entries(report.rejected),
        "notices": _entries(report.notices),
        "questions": list(map(_question, report.questions)),
    }
    content: dict[str, Any] = {**plain(report), **problems}
    counts = content["outlook"]["counts"] if content["outlook"] else ()
    for entry in chain(*(content[name] for name in _OF_TOPICS), counts):
        entry["topic"] = path_of(entry["topic"])
    return content


_OF_TOPICS = ("new_records", "changed", "not_in_this_file", "removed")
"""Lists of entries that tell their topic."""


def _question(question: Question) -> dict[str, object]:
    return {**plain(question), "places": _entries(question.places)}


def _entries(problems: Iterable[Problem]) -> list[dict[str, object]]:
    return [problem_entry(problem).model_dump() for problem in problems]
