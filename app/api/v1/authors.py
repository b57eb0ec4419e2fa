"""Who made changes over HTTP: what a key or a person signed on changed, and how that is forgotten."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Response
from pydantic import Field

from app.api.v1.queries import Query as Parameters
from app.api.v1.record_models import Body
from app.api.v1.results import Shape
from app.report.forms.json import dumps, plain
from app.store.erasure.authors import forget_author
from app.usecases.erase import changes_made_by
from app.web.access import Needs
from app.web.declared import BODY, READ, WRITE, declared
from app.web.repeating import WritingRoute
from app.web.service import ServiceOf

router = APIRouter(
    prefix="/authors",
    tags=["personal data"],
    route_class=WritingRoute,
    dependencies=[Depends(Needs("admin", people=True))],
)

Author = Annotated[
    str,
    Field(
        pattern="^(person|key):.",
        max_length=200,
        description="`who` of the feed of changes: person:NAME as the proxy signs on, or key:ID",
        examples=["person:m.muster"],
    ),
]


class AuthorQuery(Parameters):
    """Who made the changes."""

    author: Author


class AuthorGone(Body):
    """Who is to be forgotten."""

    author: Author


class MadeChangeShape(Shape):
    """A change that they made."""

    workspace: str = Field(examples=["essener-konsens"])
    sequence: int = Field(description="its number in the workspace", examples=[17])
    at: str = Field(description="the moment", examples=["2024-09-01T12:30:00+00:00"])
    kind: str = Field(description="the occasion", examples=["import"])
    by: str = Field(description="the role of who asked for it", examples=["coordinator"])


class MadeChangesShape(Shape):
    """What somebody changed."""

    author: str = Field(examples=["person:m.muster"])
    changes: list[MadeChangeShape] = Field(description="in every workspace, of each the oldest first")


class ForgottenShape(Shape):
    """How much was forgotten; the answer is kept for repetitions and therefore names nobody."""

    forgotten: int = Field(description="changes that no longer tell who made them", examples=[12])


@router.get(
    "/changes", operation_id="list_changes_of_author", response_model=MadeChangesShape, responses=declared(*READ)
)
async def show(service: ServiceOf, query: Annotated[AuthorQuery, Query()]) -> Response:
    """The changes that a key or a person signed on made within the last year, in every workspace (Art. 15 GDPR)."""
    changes = await changes_made_by(service.database, query.author)
    content = {"author": query.author, "changes": changes}
    return Response(dumps(plain(content)), media_type="application/json", headers={"Cache-Control": "no-store"})


@router.post("/forget", operation_id="forget_author", response_model=ForgottenShape, responses=declared(*WRITE, *BODY))
async def forget(service: ServiceOf, body: AuthorGone) -> Response:
    """No change tells any more that they made it (Art. 17 GDPR); what was changed stays, and so do the hashes."""
    return Response(
        dumps({"forgotten": await forget_author(service.database, body.author)}), media_type="application/json"
    )
