"""Parameters of the list of a topic: its filters and the fields it can be sorted by, made of the schema."""

from functools import cache
from typing import Annotated, Any, Literal

from pydantic import Field, create_model

from app.api.v1.queries import Day, ListQuery, Plain
from app.api.v1.record_models import singular
from app.api.v1.values import Identifier, code_type
from app.network.graph.scope import read_scope
from app.network.graph.scope_names import SCOPE_DOC
from app.records.fields import holds
from app.records.schema import Topic
from app.usecases.records.list_records import Selection, filter_fields, sort_fields


@cache
def list_query(topic: Topic) -> type[ListQuery]:
    """The parameters of the list of a topic."""
    title = "".join(part.capitalize() for part in singular(topic).split("_"))
    orders: Any = Literal[tuple(order for name in sort_fields(topic) for order in (name, f"-{name}"))]
    fields: dict[str, Any] = {name: _filter(topic, name) for name in filter_fields(topic)}
    fields |= {
        "sort": (Annotated[orders, Field(description=_SORT)], "id"),
        "as_of": (Annotated[Day | None, Field(description="only what was valid on this day")], None),
        "scope": (
            Annotated[Plain | None, Field(description=f"only of {SCOPE_DOC}", examples=["area=lindental"])],
            None,
        ),
    }
    query: type[ListQuery] = create_model(f"{title}Query", __base__=ListQuery, **fields)
    return query


_SORT = "field to sort by, with a minus in front for the other way round; what is not known comes last"


def _filter(topic: Topic, name: str) -> tuple[Any, None]:
    held = holds(topic, name)
    kind = code_type(held.vocabulary) if held.vocabulary else Identifier if held.refers_to else bool
    example = held.example[0] if isinstance(held.example, list) else held.example
    described = Field(description=f"only records with this: {held.doc}", examples=[example])
    return Annotated[kind | None, described], None


def selection_of(query: ListQuery, topic: Topic) -> Selection:
    """What a list was asked for."""
    values = query.model_dump()
    filters = {name: values[name] for name in filter_fields(topic) if values[name] is not None}
    scope = None if values["scope"] is None else read_scope(values["scope"])
    return Selection(q=query.q, filters=filters, sort=values["sort"], as_of=values["as_of"], scope=scope)
