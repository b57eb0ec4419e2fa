"""Parameters of lists and days in addresses, refused when unknown or out of bounds."""

import re
import unicodedata
from datetime import date
from typing import Annotated, Any

from fastapi import Depends, Path
from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field
from pydantic_core import PydanticCustomError

from app.errors import UnknownName
from app.findings import is_finding_key
from app.network.graph.scope import Scope, read_scope
from app.network.graph.scope_names import SCOPE_DOC
from app.records.ids import LONGEST_ID, is_identifier
from app.records.schema import LONGEST_NAME
from app.refusals import said
from app.web.paging import MOST, USUAL

_LONGEST_CURSOR = 4 * LONGEST_ID
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def _day(value: Any) -> Any:
    """Only the full form: the library would also take seconds since 1970."""
    if isinstance(value, date):
        return value
    if not isinstance(value, str) or not _DAY.fullmatch(value):
        raise PydanticCustomError("bad_date", "is no day; write 2024-09-01")
    try:
        return date.fromisoformat(value)
    except ValueError as error:
        raise PydanticCustomError("bad_date", "is no day of the calendar") from error


def _composed(text: str) -> str:
    """In the one spelling that is stored."""
    if "\0" in text:
        raise PydanticCustomError("hidden_character", "holds a character that cannot be seen")
    return unicodedata.normalize("NFC", text)


Day = Annotated[date, BeforeValidator(_day), Field(examples=["2024-09-01"])]
AsOf = Annotated[
    Day | None, Field(description="day to look at; left out: the reference date of the workspace, else today")
]
Plain = Annotated[str, Field(max_length=_LONGEST_CURSOR), AfterValidator(_composed)]


class Query(BaseModel):
    """Parameters in an address; unknown ones are refused, since a misspelt filter would give everything."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class PageQuery(Query):
    """Which page of a list."""

    limit: Annotated[int, Field(ge=1, le=MOST, description="how many at most")] = USUAL
    cursor: Annotated[
        Plain | None, Field(description="`next` of the page before", examples=["YTFiMmMzZDRlNWY2OmF3bw"])
    ] = None


class ListQuery(PageQuery):
    """Which records of a list."""

    q: Annotated[
        str, Field(max_length=LONGEST_NAME, description="part of the name, in any case"), AfterValidator(_composed)
    ] = ""


class DayQuery(Query):
    """Which day."""

    as_of: AsOf = None


class ScopeQuery(DayQuery):
    """Of which day, and of which part of the network."""

    scope: Annotated[Plain | None, Field(description=SCOPE_DOC, examples=["area=lindental"])] = None

    @property
    def part(self) -> Scope | None:
        """The part that is asked about; None: all."""
        return None if self.scope is None else read_scope(self.scope)


def _workspace(
    workspace: Annotated[str, Path(description="id of the workspace", examples=["essener-konsens"])],
) -> str:
    composed = unicodedata.normalize("NFC", workspace)
    if not is_identifier(composed):
        raise UnknownName("there is no such workspace", hint="GET /v1/workspaces lists them")
    return composed


WorkspaceId = Annotated[str, Depends(_workspace)]
"""The workspace of an address; what cannot be an id is not looked up."""


def _record_id(record_id: Annotated[str, Path(alias="id", description="id of the record")]) -> str:
    composed = unicodedata.normalize("NFC", record_id)
    if not is_identifier(composed):
        raise UnknownName("there is no such record")
    return composed


RecordId = Annotated[str, Depends(_record_id)]
"""The record of an address; what cannot be an id is not looked up."""


def _finding_key(key: Annotated[str, Path(description="key of the finding")]) -> str:
    if not is_finding_key(key):
        raise UnknownName(said("unknown_finding"), hint=said("list_findings_again"))
    return key


FindingKey = Annotated[str, Depends(_finding_key)]
"""The finding of an address; nothing is computed for what cannot be its key."""
