"""Cypher that makes the graph of a workspace in another Neo4j: data stand in parameters, never in the statements."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields
from typing import Any

from app.records.dates import PartialDate
from app.records.records import Record, Records
from app.records.schema import Label, Reference, Relationship, schema

_ROWS = 1_000
"""Records of one statement."""


def write_cypher(records: Records, workspace: str) -> bytes:
    """A script for ``cypher-shell``: a ``:param`` line with rows, then one ``UNWIND … MERGE``; twice it changes nothing.

    Nodes and relationships are those of ``graph_schema/schema.toml``; the source of a record is a property of it.
    """
    lines = ["// Netzblick: the records of one workspace, for cypher-shell -f FILE"]
    for topic, owner in schema().owners.items():
        if isinstance(owner, Label):
            lines += _nodes(owner, getattr(records, topic), workspace)
    for topic, owner in schema().owners.items():
        if isinstance(owner, Relationship):
            lines += _ties(owner, getattr(records, topic), workspace)
        else:
            for field, reference in owner.references.items():
                lines += _links(owner, field, reference, getattr(records, topic), workspace)
    return ("\n".join(lines) + "\n").encode()


def _nodes(label: Label, records: Sequence[Record], workspace: str) -> Iterator[str]:
    aside = frozenset({*label.references, "version"})
    rows = [{"workspace": workspace, "id": one.id, "properties": _properties(one, aside)} for one in records]
    yield from _statements(
        rows, f"MERGE (n:`{label.name}` {{workspace: row.workspace, id: row.id}}) SET n += row.properties"
    )


def _ties(kind: Relationship, records: Sequence[Record], workspace: str) -> Iterator[str]:
    ends = tuple(kind.references)
    aside = frozenset({*ends, "version"})
    rows = [
        {
            "workspace": workspace,
            **dict(zip(("source", "target"), (getattr(one, end) for end in ends), strict=True)),
            "properties": {**_properties(one, aside), "workspace": workspace},
        }
        for one in records
    ]
    labels = tuple(reference.labels[0] for reference in kind.references.values())
    merged = f"MERGE (a)-[r:`{kind.name}` {{id: row.properties.id}}]->(b) SET r += row.properties"
    yield from _statements(rows, f"{_matched(*labels)} {merged}")


def _links(label: Label, field: str, reference: Reference, records: Sequence[Record], workspace: str) -> Iterator[str]:
    """Relationships of one field; terms of a vocabulary are made where they are missing."""
    marks = "".join(f", {name}: '{value}'" for name, value in reference.marks.items())
    for other in reference.labels:
        rows = [
            {"workspace": workspace, "source": one.id, "target": target, "position": position}
            for one in records
            for position, target in enumerate(_targets(one, field))
        ]
        ends = f"(a:`{label.name}` {{workspace: row.workspace, id: row.source}})"
        term = schema().labels[other].topic is None
        found = (
            f"MERGE (b:`{other}` {{workspace: row.workspace, id: row.target}})"
            if term
            else f"MATCH (b:`{other}` {{workspace: row.workspace, id: row.target}})"
        )
        arrow = ("-", "->") if reference.outgoing else ("<-", "-")
        merged = f"MERGE (a){arrow[0]}[:`{reference.by}` {{position: row.position{marks}}}]{arrow[1]}(b)"
        yield from _statements(rows, f"MATCH {ends} {found} {merged}")


def _targets(record: Record, field: str) -> tuple[str, ...]:
    value = getattr(record, field)
    return value if isinstance(value, tuple) else () if value is None else (value,)


def _matched(source: str, target: str) -> str:
    return (
        f"MATCH (a:`{source}` {{workspace: row.workspace, id: row.source}}), "
        f"(b:`{target}` {{workspace: row.workspace, id: row.target}})"
    )


def _statements(rows: list[dict[str, Any]], statement: str) -> Iterator[str]:
    for start in range(0, len(rows), _ROWS):
        yield f":param rows => {_literal(rows[start : start + _ROWS])}"
        yield f"UNWIND $rows AS row {statement};"


def _properties(record: Record, aside: frozenset[str]) -> dict[str, Any]:
    values = {field.name: getattr(record, field.name) for field in fields(record) if field.name not in aside}
    source = values.pop("source", None)
    if source is not None:
        values |= {"source_file": source.file, "source_sheet": source.sheet, "source_row": source.row}
    return {
        name: str(value) if isinstance(value, PartialDate) else list(value) if isinstance(value, tuple) else value
        for name, value in values.items()
        if value not in (None, ())
    }


def _literal(value: Any) -> str:
    """A value as Cypher writes it; texts are escaped as in JSON, which Cypher reads the same way."""
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"`{name}`: {_literal(entry)}" for name, entry in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_literal, value)) + "]"
    return json.dumps(value)
