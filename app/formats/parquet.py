"""Parquet: a table for each topic, with a page that tells what the columns mean, for tools that read many records."""

import io
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, get_args

from app.errors import InvalidInput
from app.formats.csv_writer import write_zip
from app.formats.messages import sentence
from app.records.dates import PartialDate
from app.records.fields import types_of
from app.records.records import Records
from app.records.schema import Property, Reference, Topic, schema
from app.records.sources import SourceRef
from app.records.term_nodes import TERM_LABELS, terms_in_use
from app.records.vocabulary import Lang

if TYPE_CHECKING:
    import pyarrow as pa

SCHEMA_PAGE = "schema.md"

_LIST = tuple[str, ...]
_TYPES: Mapping[Any, str] = {
    str: "string",
    bool: "bool",
    int: "int64",
    float: "float64",
    date: "date32",
    _LIST: "list<string>",
    SourceRef: "struct<file: string, sheet: string, row: int64>",
}
"""What the schema page calls the type of a value."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column: the ``type`` of its values (a key of ``_TYPES``), how to ``read`` one of a record, and what it means.

    ``values`` names the vocabulary of its codes or the topics of the records whose ids it holds; empty: neither.
    """

    name: str
    type: Any
    read: Callable[[Any], Any]
    meaning: str
    values: str = ""


@dataclass(frozen=True, slots=True)
class ParquetTable:
    """Columns, and the records that are its rows."""

    columns: Sequence[Column]
    records: Sequence[Any]


def write_parquet(records: Records, workspace: str, lang: Lang) -> bytes:
    """A ZIP with ``<topic>.parquet`` for every topic, those without a record too, and :data:`SCHEMA_PAGE`.

    A date is three columns: as it was recorded (``2023-05``), its first and its last day. ``themes`` and
    ``target_groups`` hold the terms that records name, and those above them.

    Raises:
        InvalidInput: the library that writes Parquet is not installed.
    """
    writer = _ParquetWriter(workspace, lang)
    tables: dict[str, ParquetTable] = {
        topic: ParquetTable(tuple(_columns_of_topic(topic, lang)), of_topic) for topic, of_topic in records
    }
    for name, label in TERM_LABELS.items():
        tables[name] = ParquetTable(tuple(_columns_of_terms(label, lang)), terms_in_use(label, records))
    written = {f"{name}.parquet": writer.written(table) for name, table in tables.items()}
    return write_zip({SCHEMA_PAGE: _schema_page(tables, workspace, lang).encode(), **written})


class _ParquetWriter:
    """Writes tables; loads Apache Arrow, which is large and optional, when it is made."""

    def __init__(self, workspace: str, lang: Lang) -> None:
        try:
            import pyarrow as pa  # noqa: PLC0415
            import pyarrow.parquet as pq  # noqa: PLC0415
        except ImportError as error:
            raise InvalidInput(sentence("no_parquet", lang), hint=sentence("no_parquet.hint", lang)) from error
        self._arrow, self._parquet = pa, pq
        self._metadata = {"netzblick.workspace": workspace}

    def written(self, table: ParquetTable) -> bytes:
        kinds = [(column.name, self._type(column.type)) for column in table.columns]
        values = {column.name: [column.read(record) for record in table.records] for column in table.columns}
        buffer = io.BytesIO()
        arrow_table = self._arrow.table(values, schema=self._arrow.schema(kinds, metadata=self._metadata))
        self._parquet.write_table(arrow_table, buffer)
        return buffer.getvalue()

    def _type(self, kind: Any) -> "pa.DataType":
        arrow = self._arrow
        if kind is SourceRef:
            return arrow.struct([("file", arrow.string()), ("sheet", arrow.string()), ("row", arrow.int64())])
        return arrow.list_(arrow.string()) if kind == _LIST else arrow.type_for_alias(_TYPES[kind])


def _columns_of_topic(topic: Topic, lang: Lang) -> Iterator[Column]:
    owner = schema().owners[topic]
    fields: Mapping[str, Property | Reference] = {**owner.properties, **owner.references}
    for name, hint in types_of(topic).items():
        kind = hint if hint == _LIST else next(iter(get_args(hint)), hint)
        if name == "source":
            yield Column(name=name, type=kind, read=_source, meaning=sentence("parquet.source", lang))
        elif kind is PartialDate:
            yield from _columns_of_date(name, _meaning(fields[name], lang), lang)
        elif name != "version":
            meaning, values = _meaning(fields[name], lang), _values(fields[name])
            yield Column(name=name, type=kind, read=_of_field(name), meaning=meaning, values=values)


def _columns_of_date(name: str, meaning: str, lang: Lang) -> Iterator[Column]:
    """A date as it was recorded, its first and its last day."""
    yield Column(name=name, type=str, read=lambda record: _text(getattr(record, name)), meaning=meaning)
    for end, explained in (("first", "parquet.first"), ("last", "parquet.last")):
        yield Column(
            name=f"{name}_{end}",
            type=date,
            read=_of_day(name, end),
            meaning=sentence(explained, lang, field=name),
        )


def _columns_of_terms(label: str, lang: Lang) -> Iterator[Column]:
    properties = schema().labels[label].properties
    for name in ("id", "name", "name_en"):
        yield Column(name=name, type=str, read=_of_node(name), meaning=_meaning(properties[name], lang))
    yield Column(name="broader", type=str, read=_of_node("broader"), meaning=sentence("parquet.broader", lang))


def _of_field(name: str) -> Callable[[Any], Any]:
    return lambda record: getattr(record, name)


def _of_day(name: str, end: str) -> Callable[[Any], date | None]:
    return lambda record: getattr(getattr(record, name), end, None)


def _of_node(name: str) -> Callable[[Mapping[str, Any]], Any]:
    return lambda node: node[name]


def _source(record: Any) -> Mapping[str, Any] | None:
    source = record.source
    return None if source is None else {"file": source.file, "sheet": source.sheet, "row": source.row}


def _text(day: PartialDate | None) -> str | None:
    return None if day is None else str(day)


def _meaning(definition: Property | Reference, lang: Lang) -> str:
    return definition.de if lang == "de" else definition.en


def _values(definition: Property | Reference) -> str:
    """The vocabulary of its codes, or the topics of the records whose ids it holds."""
    if isinstance(definition, Property):
        return definition.vocabulary or ""
    topic_of_terms = {label: name for name, label in TERM_LABELS.items()}
    return ", ".join(schema().topics.get(label) or topic_of_terms[label] for label in definition.labels)


def _schema_page(tables: Mapping[str, ParquetTable], workspace: str, lang: Lang) -> str:
    """What every table and column holds, in Markdown."""
    lines = [f"# {workspace}", "", sentence("parquet.page", lang)]
    for topic, table in tables.items():
        count = sentence("parquet.rows", lang, count=len(table.records))
        lines += [
            "",
            f"## {topic}.parquet ({count})",
            "",
            sentence("parquet.headings", lang),
            "| --- | --- | --- | --- |",
        ]
        cells = [(column.name, _TYPES[column.type], column.meaning, column.values) for column in table.columns]
        lines += [f"| {' | '.join(cell.replace('|', '/') for cell in row)} |" for row in cells]
    return "\n".join(lines) + "\n"
