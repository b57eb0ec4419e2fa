"""Integrity of the graph: every node and relationship as ``schema.toml`` has it, every record as its history tells it."""

import json
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from app.records.dates import PartialDate
from app.records.schema import Property, Topic, schema
from app.store.bolt import Database, Row
from app.store.chain import Image, changes_of, image_of, images_of, verify_chain
from app.store.records import load
from app.store.rows import row_of
from app.store.workspaces import StoredWorkspace, consistent_read, get_workspace, list_workspaces, shown_generation

PAGE = 5_000
"""Nodes or relationships read by one query."""

FaultCode = Literal[
    "unknown_label",
    "unknown_type",
    "unknown_property",
    "missing_property",
    "wrong_type",
    "wrong_ends",
    "foreign_workspace",
    "no_workspace",
    "broken_history",
    "not_in_history",
    "lost",
    "differs_from_history",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One thing that cannot be by our own writing. ``place`` names the node, relationship, record or change; no value."""

    code: FaultCode
    place: str
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkspaceCheck:
    """A workspace that was looked through, up to the change with the number ``revision``."""

    workspace: str
    revision: int
    faults: tuple[Fault, ...]


async def check_workspaces(database: Database) -> AsyncIterator[WorkspaceCheck]:
    """Look through every workspace, and for nodes that belong to none; those are told under an empty name."""
    for stored in await list_workspaces(database):
        yield await check_workspace(database, stored.id)
    strays = await database.read("integrity/strays")
    if strays:
        yield WorkspaceCheck(workspace="", revision=0, faults=tuple(map(_stray, strays)))


async def check_workspace(database: Database, workspace: str) -> WorkspaceCheck:
    """Compare the graph of a workspace with the schema and with its history, and the history with its hashes.

    Raises:
        UnknownName: no such workspace.
    """

    async def read() -> tuple[StoredWorkspace, list[Fault]]:
        faults = []
        for generation in sorted({workspace, await shown_generation(database, workspace)}):
            faults += [fault async for fault in _node_faults(database, generation)]
            faults += [fault async for fault in _link_faults(database, generation)]
        broken = await verify_chain(database, workspace)
        if broken:
            faults.append(Fault(code="broken_history", place=f"change {broken.sequence}", message=broken.reason))
        if not faults:  # else records or changes may not be readable as such
            faults += [fault async for fault in _history_faults(database, workspace)]
        return await get_workspace(database, workspace), faults

    stored, faults = await consistent_read(database, workspace, read)
    return WorkspaceCheck(workspace=workspace, revision=stored.revision, faults=tuple(faults))


async def _node_faults(database: Database, generation: str) -> AsyncIterator[Fault]:
    async for node in _pages(database, "integrity/nodes", generation):
        label = schema().labels.get(node["labels"][0]) if len(node["labels"]) == 1 else None
        if label is None:
            yield Fault(code="unknown_label", place=node["place"], message=f"is a {' and a '.join(node['labels'])}")
            continue
        place = " ".join(
            [label.name, *(f"„{node['properties'].get(name)}“" for name in label.key if name != "workspace")]
        )
        for fault in _property_faults(place, label.properties, node["properties"]):
            yield fault


async def _link_faults(database: Database, generation: str) -> AsyncIterator[Fault]:
    async for link in _pages(database, "integrity/links", generation):
        kind = schema().relationships.get(link["type"])
        if kind is None:
            yield Fault(code="unknown_type", place=link["place"], message=f"is of the unknown type {link['type']}")
            continue
        place = f"{link['type']} {link['place']}"
        if (*link["from"][:1], *link["to"][:1]) not in kind.ends:
            ends = f"{' '.join(link['from'])} to {' '.join(link['to'])}"
            yield Fault(code="wrong_ends", place=place, message=f"leads from {ends}")
        if link["leads_to"] != generation:
            yield Fault(code="foreign_workspace", place=place, message="leads out of the workspace")
        for fault in _property_faults(place, kind.properties, link["properties"]):
            yield fault


def _property_faults(
    place: str, known: Mapping[str, Property], stored_properties: Mapping[str, Any]
) -> Iterator[Fault]:
    for name in sorted(stored_properties.keys() - known.keys()):
        yield Fault(code="unknown_property", place=place, message=f"has the unknown property {name}")
    for name, of_schema in known.items():
        value = stored_properties.get(name)
        if value is None:
            if of_schema.required and of_schema.default is None:
                yield Fault(code="missing_property", place=place, message=f"lacks {name}")
        elif not _is_of(of_schema.type, value):
            yield Fault(code="wrong_type", place=place, message=f"{name} is no {of_schema.type}")


async def _history_faults(database: Database, workspace: str) -> AsyncIterator[Fault]:
    by_history: dict[tuple[Topic, str], Row] = {}
    async for change, _ in changes_of(database, workspace):
        async for images in images_of(database, workspace, change):
            for key in _keyed(image_of(images.before)):
                by_history.pop(key, None)
            by_history.update(_keyed(image_of(images.after)))
    records = await load(database, workspace)
    stored_rows = {(topic, record.id): row_of(record) for topic, of_topic in records for record in of_topic}
    for fault in _differences(by_history, stored_rows):
        yield fault


def _keyed(image: Image) -> dict[tuple[Topic, str], Row]:
    return {(topic, row["id"]): row for topic, rows in image.items() for row in rows}


def _differences(
    by_history: Mapping[tuple[Topic, str], Row], stored_rows: Mapping[tuple[Topic, str], Row]
) -> Iterator[Fault]:
    for topic, record in sorted(stored_rows.keys() - by_history.keys()):
        yield Fault(code="not_in_history", place=f"{topic} „{record}“", message="no change wrote it")
    for topic, record in sorted(by_history.keys() - stored_rows.keys()):
        yield Fault(code="lost", place=f"{topic} „{record}“", message="no change deleted it")
    for key in sorted(by_history.keys() & stored_rows.keys()):
        fields = [
            name
            for name in by_history[key].keys() & stored_rows[key].keys()
            if by_history[key][name] != stored_rows[key][name]
        ]
        if fields:
            message = f"was changed past the history: {', '.join(sorted(fields))}"
            yield Fault(code="differs_from_history", place=f"{key[0]} „{key[1]}“", message=message)


async def _pages(database: Database, query: str, generation: str) -> AsyncIterator[Row]:
    after = ""
    while rows := await database.read(query, workspace=generation, after=after, limit=PAGE):
        after = rows[-1]["place"]
        for row in rows:
            yield row


def _is_of(kind: str, value: object) -> bool:
    try:
        return _TYPES[kind](value)
    except (TypeError, ValueError):
        return False


def _readable(read: Callable[[str], object]) -> Callable[[Any], bool]:
    """Whether a text can be read so; reading raises otherwise."""
    return lambda value: isinstance(value, str) and (read(value), True)[1]


_TYPES: Mapping[str, Callable[[Any], bool]] = {
    "STRING": lambda value: isinstance(value, str),
    "INTEGER": lambda value: type(value) is int,
    "FLOAT": lambda value: type(value) in (int, float),
    "BOOLEAN": lambda value: isinstance(value, bool),
    "LIST<STRING>": lambda value: isinstance(value, list) and all(isinstance(text, str) for text in value),
    "DATE": _readable(PartialDate.parse),
    "TIME": _readable(datetime.fromisoformat),
    "JSON": _readable(json.loads),
}


def _stray(row: Row) -> Fault:
    message = f"{row['nodes']} nodes belong to a workspace that does not exist"
    return Fault(code="no_workspace", place=f"„{row['workspace']}“", message=message)
