"""The network of a file, without any database."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

from app.errors import InvalidInput
from app.formats.archives import unpacked
from app.formats.files import InputFile, read_path, read_tables
from app.formats.geojson import LONGEST_GEOMETRY, AreaFile, is_geojson, read_geojson
from app.formats.graph_files import graph_of, graph_of_document
from app.formats.graph_meaning import graph_records
from app.formats.graph_tables import graph_of_tables
from app.formats.hsds import ended_services, hsds_sheets, hsds_tables, is_hsds
from app.formats.json_graph import parse_json
from app.formats.messages import sentence
from app.formats.records_json import is_records, read_records_json
from app.formats.tables import Table
from app.intake.from_records import take_in_records
from app.intake.graph_sheets import graph_sheets
from app.intake.intake import Intake, Progress, accepted, take_in, unseen
from app.intake.mapping import apply_mapping
from app.intake.problems import Problems
from app.intake.sheets.sheets import in_words
from app.network.graph.build_network import build_network
from app.network.graph.from_graph_file import GraphSettings, build_graph_network, graph_settings
from app.network.graph.network import Network
from app.network.graph.node_kinds import organisations_only
from app.records.graph_records import GraphRecords
from app.records.records import Records
from app.records.vocabulary import Lang
from app.refusals import said
from app.usecases.examples import read_example

_MOST_LISTED = 5


_SECONDS_OF_A_MEGABYTE = {".xlsx": 2.9, ".ods": 2.9, ".csv": 1.6, ".json": 0.11}
"""Of reading and checking: a workbook is packed, JSON of records is checked already; of made-up cities and networks."""

_SECONDS_OF_ANOTHER_MEGABYTE = 0.6


def reading_seconds(path: Path) -> float:
    """What it roughly takes to read a file, or the files of a folder, and to check its rows; 0 where there is none."""
    files = [file for file in path.iterdir() if file.is_file()] if path.is_dir() else [path]
    return sum(
        file.stat().st_size / 1e6 * _SECONDS_OF_A_MEGABYTE.get(file.suffix.lower(), _SECONDS_OF_ANOTHER_MEGABYTE)
        for file in files
        if file.is_file()
    )


def network_of(
    path: Path,
    *,
    as_of: date,
    mapping: str | None = None,
    settings: Mapping[str, str] | None = None,
    answers: Mapping[str, str] | None = None,
    lang: Lang = "de",
) -> tuple[Network, str]:
    """The network of a workbook, a folder of CSV files, an example folder or a file of another program, and its name.

    Args:
        path: the file or folder.
        as_of: the day to look at, where the folder does not name its own.
        mapping: how a foreign table becomes our sheets (TOML).
        settings: how to read a graph file (``unknown``, ``group_by``, ``item_attribute`` …).
        answers: to questions that reading the file asks, by key.
        lang: language of messages.

    Raises:
        InvalidInput: when rows are rejected; every problem is listed.
    """
    graph = None if mapping is not None else graph_at(path, lang)
    if graph is not None:
        return _graph_network(graph, as_of, graph_settings(settings or {}), lang, path.name), path.stem
    if settings:
        raise InvalidInput(said("graph_setting_without_graph", name=path.name, setting=min(settings)))
    if (path / "example.toml").is_file():
        example = read_example(path)
        taken = read_records(example.files, Records(), mapping=example.mapping, lang=lang)
        return _records_network(taken, example.reference_date, lang), example.name
    taken = read_records(read_path(path, lang=lang), Records(), mapping=mapping, answers=answers, lang=lang)
    return _records_network(taken, as_of, lang), path.stem


def records_at(path: Path, lang: Lang = "de") -> Records:
    """The records of a file or folder, also of one that knows only nodes and edges.

    Raises:
        InvalidInput: when rows are rejected; every problem is listed.
    """
    example = read_example(path) if (path / "example.toml").is_file() else None
    files = example.files if example else read_path(path, lang=lang)
    taken = read_records(files, Records(), mapping=example.mapping if example else None, lang=lang)
    return accepted(taken, lang).records


def graph_at(path: Path, lang: Lang = "de") -> GraphRecords | None:
    """The nodes and edges of a file or folder that knows nothing else; None where it holds records.

    Raises:
        InvalidInput: the file cannot be read, or its edges are damaged.
    """
    if (path / "example.toml").is_file():
        return None
    files, mapping = unpacked(read_path(path, lang=lang), lang)
    return None if mapping is not None or _document_sheets(files, lang) is not None else graph_of(files, lang)


def _records_network(taken: Intake, as_of: date, lang: Lang) -> Network:
    """The network of what was taken in, with what was left out or assumed."""
    return replace(build_network(accepted(taken, lang).records, as_of), notices=taken.notices)


def _graph_network(graph: GraphRecords, as_of: date, settings: GraphSettings, lang: Lang, file: str) -> Network:
    if graph.matrix and settings.matrix is None:
        raise InvalidInput(sentence("matrix_meaning", lang), hint=sentence("matrix_meaning.hint", lang))
    return build_graph_network(organisations_only(graph, settings, lang, file=file), as_of, settings)


def read_records(
    files: tuple[InputFile, ...],
    existing: Records,
    *,
    mapping: str | None,
    answers: Mapping[str, str] | None = None,
    lang: Lang,
    progress: Progress = unseen,
) -> Intake:
    """What files say, compared with what exists; nothing is written. An archive may bring the mapping of its tables.

    Raises:
        InvalidInput: a file cannot be read, or it is a matrix, whose numbers could mean anything.
    """
    files, packed_mapping = unpacked(files, lang)
    mapping = mapping if mapping is not None else packed_mapping
    if _document_sheets(files, lang) == ():
        records = read_records_json(files[0].name, files[0].content, lang)
        return take_in_records(records, existing, files[0].name, lang)
    problems = Problems(lang)
    tables = _tables(files, mapping, problems)
    taken = take_in(tables, existing, lang=lang, answers=answers or {}, progress=progress)
    return replace(taken, notices=(*problems.notices, *taken.notices))


def _tables(files: tuple[InputFile, ...], mapping: str | None, problems: Problems) -> tuple[Table, ...]:
    """The sheets that files hold, or are made of: by a mapping, or of the nodes and edges of a network."""
    lang = problems.lang
    sheets = None if mapping is not None else _document_sheets(files, lang)
    if isinstance(sheets, AreaFile):
        return _areas(sheets, problems)
    if sheets is not None:
        return _directory(sheets, problems)
    raw = None if mapping is not None else graph_of_document(files, lang)
    tables = () if raw is not None else read_tables(files, lang=lang)
    unread = tuple(table for table in tables if table.is_unread)
    if mapping is not None:
        return (*apply_mapping(mapping, [table for table in tables if not table.is_unread], problems), *unread)
    if is_hsds(tables):
        return (*_directory(tables, problems), *unread)
    raw = raw or graph_of_tables(tables, lang)
    if raw is None or raw.matrix:
        return tables
    graph = graph_records(raw, lang)
    sheets_of_graph, notices = graph_sheets(graph, raw.file, lang)
    problems.notices += notices
    return (*(in_words(table, lang) for table in sheets_of_graph), *unread)


def _document_sheets(files: tuple[InputFile, ...], lang: Lang) -> AreaFile | tuple[Table, ...] | None:
    """A single JSON file of areas (GeoJSON), or the tables of services (HSDS); empty: whole records; None: neither."""
    if len(files) != 1 or not files[0].content.lstrip(b"\xef\xbb\xbf \t\r\n").startswith((b"{", b"[")):
        return None
    name, document = files[0].name, parse_json(files[0].name, files[0].content, lang)
    if is_records(document):
        return ()
    if isinstance(document, dict) and is_geojson(document):
        return read_geojson(name, document, lang)
    return hsds_tables(document, name) or None


def _areas(areas: AreaFile, problems: Problems) -> tuple[Table, ...]:
    """The sheet of the areas of a map, with what is told about it."""
    file, bare = areas.table.file, areas.bare
    problems.notice_of_file("geojson_borders", file)
    if areas.exchanged:
        problems.notice_of_file("swapped_degrees", file)
    if areas.nameless:
        numbers = ", ".join(map(str, areas.nameless[:_MOST_LISTED]))
        problems.notice_of_file("geojson_nameless", file, count=len(areas.nameless), numbers=numbers)
    if bare:
        names = ", ".join(bare[:_MOST_LISTED])
        problems.notice_of_file("geojson_no_outline", file, count=len(bare), names=names, limit=LONGEST_GEOMETRY)
    if areas.unread:
        problems.notice_of_file("geojson_properties", file, names=", ".join(areas.unread[:_MOST_LISTED]))
    if areas.places:
        problems.notice_of_file("geojson_places", file, count=areas.places)
    return (in_words(areas.table, problems.lang),)


def _directory(tables: tuple[Table, ...], problems: Problems) -> tuple[Table, ...]:
    """The sheets of a directory of services, with what is told about them."""
    file = tables[0].file
    if ended := ended_services(tables):
        problems.notice_of_file("hsds_ended", file, count=len(ended), names=", ".join(ended[:_MOST_LISTED]))
    problems.notice_of_file("hsds_read", file)
    return tuple(in_words(table, problems.lang) for table in hsds_sheets(tables))
