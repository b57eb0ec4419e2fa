"""A workspace or a file in the format of another program."""

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date

import networkx as nx

from app.errors import InvalidInput
from app.formats import graph_writers
from app.formats.csv_writer import write_csv, write_zip
from app.formats.cypher_script import write_cypher
from app.formats.geojson import write_geojson
from app.formats.hsds import write_hsds
from app.formats.parquet import write_parquet
from app.formats.records_json import write_records
from app.intake.filled_sheets import filled_sheets
from app.intake.sheets.template import filled_workbook
from app.network.disclosure.output_gate import OutputGate
from app.network.graph.build_network import build_network
from app.network.graph.network import Network
from app.network.graph.scope import Scope, scoped
from app.records.areas import AreaTree
from app.records.records import Records
from app.records.vocabulary import Lang
from app.refusals import said
from app.store.bolt import Database
from app.store.records import load
from app.usecases.export_part import holding_on, inside
from app.usecases.workspaces import the_workspace


@dataclass(frozen=True, slots=True, kw_only=True)
class Exportable:
    """What is written: records without what stays, and the network on a day, made when a format asks for it."""

    records: Records
    workspace: str | None
    reference_date: date | None
    as_of: date
    lang: Lang
    network: Callable[[], Network]


@dataclass(frozen=True, slots=True)
class ExportFormat:
    """A format that can be written: ``suffix`` and ``media_type`` of its file."""

    suffix: str
    media_type: str
    write: Callable[[Exportable], bytes]


@dataclass(frozen=True, slots=True)
class Export:
    """A written file. ``kept_back`` counts records that did not leave, by what they are."""

    name: str
    media_type: str
    content: bytes
    kept_back: Mapping[str, int]


def _xlsx(exportable: Exportable) -> bytes:
    return filled_workbook(filled_sheets(exportable.records, exportable.lang), exportable.lang)


def _csv(exportable: Exportable) -> bytes:
    tables = filled_sheets(exportable.records, exportable.lang)
    return write_zip({f"{table.sheet}.csv": write_csv(table, exportable.lang) for table in tables})


def _json(exportable: Exportable) -> bytes:
    day = exportable.reference_date.isoformat() if exportable.reference_date else None
    return write_records(exportable.records, exportable.workspace, day)


def _graph(exportable: Exportable) -> "nx.MultiGraph[str]":
    """The network with the ids of its organisations, and dates as precise as they were recorded."""
    graph: nx.MultiGraph[str] = nx.MultiGraph(exportable.network().nx_multigraph())
    for actor in graph:
        graph.nodes[actor]["record_id"] = actor
    for tie in exportable.records.cooperations:
        if graph.has_edge(tie.actor_a, tie.actor_b, tie.kind):
            dates = {"start": tie.start, "end": tie.end}
            graph.edges[tie.actor_a, tie.actor_b, tie.kind].update(
                {name: str(day) for name, day in dates.items() if day}
            )
    return graph


FORMATS: Mapping[str, ExportFormat] = {
    "xlsx": ExportFormat("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", _xlsx),
    "csv": ExportFormat("csv.zip", "application/zip", _csv),
    "json": ExportFormat("json", "application/json", _json),
    "parquet": ExportFormat(
        "parquet.zip",
        "application/zip",
        lambda exportable: write_parquet(exportable.records, exportable.workspace or "export", exportable.lang),
    ),
    "graphml": ExportFormat(
        "graphml", "application/graphml+xml", lambda exportable: graph_writers.write_graphml(_graph(exportable))
    ),
    "gexf": ExportFormat(
        "gexf", "application/gexf+xml", lambda exportable: graph_writers.write_gexf(_graph(exportable))
    ),
    "pajek": ExportFormat(
        "net", "text/plain; charset=utf-8", lambda exportable: graph_writers.write_pajek(_graph(exportable))
    ),
    "kumu": ExportFormat(
        "kumu.json", "application/json", lambda exportable: graph_writers.write_kumu(_graph(exportable))
    ),
    "hsds": ExportFormat(
        "hsds.zip", "application/zip", lambda exportable: write_hsds(exportable.records, exportable.as_of)
    ),
    "geojson": ExportFormat("geojson", "application/geo+json", lambda exportable: write_geojson(exportable.records)),
    "cypher": ExportFormat(
        "cypher",
        "text/plain; charset=utf-8",
        lambda exportable: write_cypher(exportable.records, exportable.workspace or "export"),
    ),
}
"""Formats that can be written, by the name of the option."""


async def export_workspace(
    database: Database,
    workspace: str | None,
    form: str,
    *,
    as_of: date | None,
    today: date,
    lang: Lang = "de",
    everything: bool = False,
    scope: Scope | None = None,
) -> Export:
    """A workspace as a file.

    Args:
        database: where it is kept.
        workspace: its id; None: the only one there is.
        form: a key of :data:`FORMATS`.
        as_of: only what holds on this day; None: everything, and a network of the reference date, else of ``today``.
        today: the day of the call.
        lang: language of sheets, headings and words.
        everything: also single answers to surveys and small numbers of people, which else stay.
        scope: only this part of the network.

    Raises:
        UnknownName: no such workspace, or nothing has the id of the scope.
        InvalidInput: no such format, it cannot hold these records, or the part is too small.
    """
    stored = await the_workspace(database, workspace)
    records = await load(database, stored.id)
    day = as_of or stored.reference_date or today
    return await asyncio.to_thread(
        exported,
        records,
        form,
        name=stored.id,
        as_of=day,
        reference_date=stored.reference_date,
        lang=lang,
        everything=everything,
        scope=scope,
        on_day=as_of is not None,
    )


def exported(
    records: Records,
    form: str,
    *,
    name: str,
    as_of: date,
    reference_date: date | None = None,
    network: Network | None = None,
    lang: Lang = "de",
    everything: bool = False,
    scope: Scope | None = None,
    on_day: bool = False,
) -> Export:
    """Records as a file; ``network`` where there is one already, as of a graph file.

    With ``on_day`` only what holds on the day ``as_of``, with a ``scope`` only this part of the network.

    Raises:
        UnknownName: nothing has the id of the scope.
        InvalidInput: no such format, it cannot hold these records, or the part is too small.
    """
    chosen = FORMATS.get(form)
    if chosen is None:
        raise InvalidInput(said("unknown_format", form=form), hint=said("choices_possible", names=", ".join(FORMATS)))
    exported_records = records if everything else passed_on(records)
    kept_back = _kept_back(records, exported_records)
    if on_day:
        exported_records = holding_on(exported_records, as_of)
    if scope is not None:
        network = scoped(network or build_network(records, as_of), scope)
        exported_records = inside(exported_records, network.records)
    exportable = Exportable(
        records=exported_records,
        workspace=name,
        reference_date=reference_date,
        as_of=as_of,
        lang=lang,
        network=lambda: network or build_network(records, as_of),
    )
    return Export(f"{name}.{chosen.suffix}", chosen.media_type, chosen.write(exportable), kept_back)


def passed_on(records: Records) -> Records:
    """Records without single answers to surveys and without numbers of people that are too small to be told."""
    gate = OutputGate(records.indicators, records.observations, AreaTree(records.areas))
    observations = [
        observation
        for observation in records.observations
        if observation.suppressed or gate.figure(observation) != "suppressed"
    ]
    return replace(records, tie_reports=(), observations=tuple(gate.visible_observations(observations)))


def _kept_back(records: Records, exported_records: Records) -> Mapping[str, int]:
    counts = {
        topic: len(getattr(records, topic)) - len(getattr(exported_records, topic))
        for topic in ("tie_reports", "observations")
    }
    return {topic: count for topic, count in counts.items() if count}
