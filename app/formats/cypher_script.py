"""Cypher that makes the graph of a workspace in another Neo4j: data stand in parameters, never in the statements."""

import json
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields
from functools import cache
from importlib.resources import files
from typing import Any

from app.records.dates import PartialDate
from app.records.records import Record, Records
from app.records.schema import Label, Reference, Relationship, schema
from app.records.term_nodes import TERM_LABELS, terms_in_use

_ROWS = 1_000
"""Records of one statement."""


def write_cypher(records: Records, workspace: str) -> bytes:
    """A script for ``cypher-shell``: a ``:param`` line with rows, then a statement; twice it changes nothing.

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
    for label in TERM_LABELS.values():
        lines += _terms(label, records, workspace)
    return ("\n".join(lines) + "\n").encode()


def _terms(label: str, records: Records, workspace: str) -> Iterator[str]:
    """The terms that records refer to, with their names and the terms above them."""
    nodes = [{"workspace": workspace, **node} for node in terms_in_use(label, records)]
    yield from _statements(nodes, "named", label=label)
    yield from _statements([node for node in nodes if node["broader"]], "broader", label=label)


def _nodes(label: Label, records: Sequence[Record], workspace: str) -> Iterator[str]:
    aside = frozenset({*label.references, "version"})
    rows = [{"workspace": workspace, "id": record.id, "properties": _properties(record, aside)} for record in records]
    yield from _statements(rows, "node", label=label.name)


def _ties(kind: Relationship, records: Sequence[Record], workspace: str) -> Iterator[str]:
    first, second = kind.references
    aside = frozenset({first, second, "version"})
    rows = [
        {
            "workspace": workspace,
            "source": getattr(record, first),
            "target": getattr(record, second),
            "properties": {**_properties(record, aside), "workspace": workspace},
        }
        for record in records
    ]
    source, target = (reference.labels[0] for reference in kind.references.values())
    yield from _statements(rows, "tie", source=source, target=target, name=kind.name)


def _links(label: Label, field: str, reference: Reference, records: Sequence[Record], workspace: str) -> Iterator[str]:
    """Relationships of one field; terms of a vocabulary are made where they are missing."""
    rows = [
        {"workspace": workspace, "source": record.id, "target": target, "position": position}
        for record in records
        for position, target in enumerate(_targets(record, field))
    ]
    for target in reference.labels:
        known = "record" if schema().labels[target].topic else "term"
        yield from _statements(
            rows,
            "link",
            source=label.name,
            target=target,
            name=reference.by,
            found=_texts()[known],
            marks="".join(f", {name}: '{value}'" for name, value in reference.marks.items()),
            left="-" if reference.outgoing else "<-",
            right="->" if reference.outgoing else "-",
        )


def _targets(record: Record, field: str) -> tuple[str, ...]:
    value = getattr(record, field)
    return value if isinstance(value, tuple) else () if value is None else (value,)


def _statements(rows: list[dict[str, Any]], key: str, **names: str) -> Iterator[str]:
    for start in range(0, len(rows), _ROWS):
        yield f":param rows => {_literal(rows[start : start + _ROWS])}"
        yield _texts()[key].format(**names)


@cache
def _texts() -> Mapping[str, str]:
    return tomllib.loads((files("app.formats") / "cypher_script.toml").read_text("utf-8"))


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
