"""Models of records in bodies, made of the dataclasses and the schema, so that no field is written down twice."""

import dataclasses
import types
from dataclasses import dataclass
from functools import cache
from typing import Annotated, Any, ClassVar, Union, get_args, get_origin

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, Strict, create_model
from pydantic_core import PydanticCustomError

from app.api.v1.results import Shape
from app.api.v1.values import Date, Identifier, Name, Number, Whole, code_type, text_type
from app.records.dates import PartialDate
from app.records.fields import MOST_LISTED, SUBJECT_TOPICS, Holds, holds, writable
from app.records.ids import made_id
from app.records.records import TOPICS, Record
from app.records.schema import LONGEST_NAME, Topic
from app.records.sources import SourceRef


class Body(BaseModel):
    """What comes in: nothing unknown, nothing converted."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)

    read_along: ClassVar[frozenset[str]] = frozenset()
    """Fields that an answer holds and nobody sets: a record can be sent as it was read."""

    def sent_fields(self) -> dict[str, Any]:
        """The fields that were sent, by name."""
        return {name: getattr(self, name) for name in self.model_fields_set - self.read_along}


class Source(BaseModel):
    """The row of a file that a record was read from."""

    model_config = ConfigDict(strict=True)

    file: str
    sheet: str
    row: int


class _AsRead(Body):
    """A body that may hold what the service adds, as a GET gave it."""

    read_along: ClassVar[frozenset[str]] = frozenset({"version", "source"})


_AS_READ: dict[str, Any] = {
    "version": (Whole | None, Field(None, description="as it was read; not looked at", examples=[3])),
    "source": (Source | None, Field(None, description="as it was read; not looked at", examples=[None])),
}


@dataclass(frozen=True, slots=True)
class RecordModels:
    """The models of one topic: ``new`` for POST, ``whole`` for PUT, ``patch``, ``stored`` for answers, ``page``."""

    new: type[Body]
    whole: type[Body]
    patch: type[Body]
    stored: type[BaseModel]
    page: type[BaseModel]


def singular(topic: Topic) -> str:
    """One record of a topic: ``funding_areas`` are made of each ``funding_area``."""
    return topic.removesuffix("s")


@cache
def models_of(topic: Topic) -> RecordModels:
    """The models of a topic."""
    title = "".join(part.capitalize() for part in singular(topic).split("_"))
    doc = (TOPICS[topic].__doc__ or "").strip().split("\n")[0].replace("``", "")
    whole = {name: _field(topic, name, kind) for name, kind in writable(topic).items()}
    patch = {name: (kind | None, _patch_field(info)) for name, (kind, info) in whole.items()}
    id_field = {"id": (Identifier | None, _id_field(topic))}
    stored = {
        "id": (str, _id_field(topic, ...)),
        "version": (int, Field(description="rises with every change; the ETag", examples=[3])),
        **whole,
        "source": (Source | None, Field(None, description="the row it was read from; null: entered directly")),
    }
    stored_model = _model(f"{title}Record", doc, stored, Shape)
    return RecordModels(
        new=_model(f"{title}New", doc, id_field | whole | _AS_READ, _AsRead),
        whole=_model(f"{title}Whole", doc, id_field | whole | _AS_READ, _AsRead),
        patch=_model(f"{title}Patch", f"{doc} Only what is to change; null clears.", patch, Body),
        stored=stored_model,
        page=_page_model(title, stored_model),
    )


def _model(name: str, doc: str, fields: dict[str, Any], kind: type[Any]) -> Any:
    return create_model(name, __base__=kind, __doc__=doc, **fields)


def _page_model(title: str, item: type[BaseModel]) -> type[BaseModel]:
    fields = {
        "items": (list[item], Field(description="in the order of their ids")),  # type: ignore[valid-type]  # made at run time
        "next": (str | None, Field(description="cursor of the next page; null: this is the last")),
        "total": (int, Field(description="how many there are on all pages")),
    }
    return create_model(f"{title}Page", __doc__=f"One page of a list of {title}.", **fields)  # type: ignore[call-overload, no-any-return]


def _id_field(topic: Topic, default: Any = None) -> Any:
    """The id; its example is the one that is made of the examples of the other fields."""
    values = {name: _first_of(holds(topic, name).example) for name in writable(topic)}
    return Field(default, description=holds(topic, "id").doc, examples=[made_id(topic, values)])


def _first_of(example: Any) -> Any:
    return tuple(example) if isinstance(example, list) else example


def _field(topic: Topic, name: str, kind: Any) -> tuple[Any, Any]:
    held = holds(topic, name)
    default = next(field for field in dataclasses.fields(TOPICS[topic]) if field.name == name).default
    value = ... if default is dataclasses.MISSING else default
    return _type(held, name, kind), Field(value, description=held.doc, examples=[held.example])


def _patch_field(info: Any) -> Any:
    """The same field, not required and without a default that a patch would not set."""
    return Field(None, description=info.description, examples=info.examples)


def _type(held: Holds, name: str, kind: Any) -> Any:
    optional = type(None) in get_args(kind)
    inner = next(option for option in get_args(kind) if option is not type(None)) if _is_union(kind) else kind
    is_list = get_origin(inner) is tuple
    value = _scalar(held, name, str if is_list else inner)
    if is_list:
        listed = tuple[value, ...]  # type: ignore[valid-type]
        return Annotated[listed, Strict(False), Field(max_length=MOST_LISTED), BeforeValidator(_bounded)]
    return value | None if optional else value


def _bounded(value: Any) -> Any:
    """The length comes first: no member of a list that is too long is looked at."""
    if isinstance(value, list) and len(value) > MOST_LISTED:
        raise PydanticCustomError("too_long", "has more than {most} members", {"most": MOST_LISTED})
    return value


def _is_union(kind: Any) -> bool:
    return get_origin(kind) in (Union, types.UnionType)


def _scalar(held: Holds, name: str, kind: Any) -> Any:
    if held.vocabulary is not None:
        return code_type(held.vocabulary)
    if held.refers_to is not None or name == "subject":
        return Identifier
    if name == "subject_kind":
        return Annotated[str, Field(pattern=f"^({'|'.join(SUBJECT_TOPICS)})$")]
    if kind in (int, float):
        return Annotated[Whole if kind is int else Number, Field(ge=held.low, le=held.high)]
    return {PartialDate: Date, bool: bool, str: Name if held.longest <= LONGEST_NAME else text_type(held.longest)}[kind]


def record_json(record: Record) -> dict[str, Any]:
    """A record as its answer: dates as texts, lists, the row it came from."""
    values = {field.name: _json_value(getattr(record, field.name)) for field in dataclasses.fields(record)}
    return {"id": values.pop("id"), "version": values.pop("version"), **values}


def _json_value(value: Any) -> Any:
    if isinstance(value, PartialDate):
        return str(value)
    if isinstance(value, SourceRef):
        return {"file": value.file, "sheet": value.sheet, "row": value.row}
    return list(value) if isinstance(value, tuple) else value
