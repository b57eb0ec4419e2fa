"""Answers to feedback sheets: one value for what was filled in, written and read as JSON."""

import json
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from app.feedback.seal import SheetId, SubjectKind

Together = Literal["yes", "no", "unknown"]
"""Do the two work together? What nobody answered is no answer at all."""

EntryState = Literal["right", "changed", "ended", "unknown"]
"""Is what we recorded still right?"""

LONGEST_TEXT = 2_000
MOST_ROWS = 2_000

_Text = Field(default="", max_length=LONGEST_TEXT)
_Name = Field(min_length=1, max_length=300)
_Id = Field(min_length=1, max_length=200)


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class PartnerAnswer(_Strict):
    """What the organisation says about one partner; ``strength`` 1 to 4 goes with a yes."""

    id: str = _Id
    answer: Together
    strength: int | None = Field(default=None, ge=1, le=4)


class Addition(_Strict):
    """Somebody the list lacks, by name."""

    name: str = _Name
    strength: int | None = Field(default=None, ge=1, le=4)


class EntryAnswer(_Strict):
    """Whether something recorded is still right; ``end`` and ``text`` as they were typed."""

    id: str = _Id
    state: EntryState
    end: str = Field(default="", max_length=60)
    text: str = _Text


class QuestionAnswer(_Strict):
    """An answer in the reader's words to an open question; ``title`` is what it was called in the sheet."""

    key: str = _Id
    title: str = Field(default="", max_length=600)
    text: str = Field(min_length=1, max_length=LONGEST_TEXT)


class Completeness(_Strict):
    """Whether a list is complete, and what it lacks."""

    answer: Together | None = None
    missing: str = _Text


class Answer(_Strict):
    """Everything somebody filled into one sheet. ``answered`` is the moment in ISO 8601, empty where no clock told it.

    ``offers_complete`` and ``organisations_complete`` speak of the lists in the sheet.
    """

    format: Literal["netzblick-feedback-answer"] = "netzblick-feedback-answer"
    version: Literal[1] = 1
    realm: str = Field(max_length=40)
    tag: str = Field(max_length=40)
    workspace: str = _Id
    wave: str = _Id
    kind: SubjectKind
    subject: str = _Id
    made: str = Field(max_length=40)
    answered: str = Field(default="", max_length=40)
    partners: tuple[PartnerAnswer, ...] = Field(default=(), max_length=MOST_ROWS)
    additions: tuple[Addition, ...] = Field(default=(), max_length=MOST_ROWS)
    organisations: tuple[EntryAnswer, ...] = Field(default=(), max_length=MOST_ROWS)
    offers: tuple[EntryAnswer, ...] = Field(default=(), max_length=MOST_ROWS)
    questions: tuple[QuestionAnswer, ...] = Field(default=(), max_length=MOST_ROWS)
    offers_complete: Completeness = Completeness()
    organisations_complete: Completeness = Completeness()
    remark: str = _Text

    @property
    def sheet(self) -> SheetId:
        """The sheet it answers."""
        return SheetId(workspace=self.workspace, wave=self.wave, kind=self.kind, subject=self.subject, made=self.made)

    @property
    def says_something(self) -> bool:
        """Whether anything at all was filled in."""
        lists = self.partners, self.additions, self.organisations, self.offers, self.questions
        complete = (self.offers_complete, self.organisations_complete)
        return any(lists) or bool(self.remark) or any(part.answer or part.missing for part in complete)


def written(answer: Answer) -> str:
    """The answer as JSON text."""
    return json.dumps(answer.model_dump(mode="json"), ensure_ascii=False, separators=(",", ":"))


def read(text: str) -> Answer | None:
    """The answer in a JSON text; None where it is none."""
    try:
        return Answer.model_validate_json(text)
    except ValidationError:
        return None
