"""Which network does a file hold, without any database?"""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from app.errors import InvalidInput
from app.formats.files import InputFile, read_path, read_tables
from app.formats.graph_files import read_graph
from app.intake.intake import Intake, accepted, take_in
from app.intake.mapping import apply_mapping
from app.network.graph.from_graph_file import build_graph_network, graph_settings
from app.network.graph.network import Network, build_network
from app.records.records import Records
from app.usecases.examples import read_example


def network_of(
    path: Path, *, as_of: date, mapping: str | None = None, settings: Mapping[str, str] | None = None, lang: str = "de"
) -> tuple[Network, str]:
    """The network of a workbook, a folder of CSV files, an example folder or a graph file, and its name.

    Args:
        path: the file or folder.
        as_of: the day to look at, where the folder does not name its own.
        mapping: how a foreign table becomes our sheets (TOML).
        settings: how to read a graph file (``unknown``, ``group_by``, ``item_attribute`` …).
        lang: language of messages.

    Raises:
        InvalidInput: when rows are rejected; every problem is listed.
    """
    if is_graph(path):
        return build_graph_network(read_graph(path), as_of, graph_settings(settings or {})), path.stem
    if settings:
        raise InvalidInput(f"{path.name} is no graph file, so {min(settings)} means nothing here")
    if (path / "example.toml").is_file():
        example = read_example(path)
        taken = read_records(example.files, Records(), mapping=example.mapping, lang=lang)
        return build_network(accepted(taken, lang).records, example.reference_date), example.name
    taken = read_records(read_path(path, lang=lang), Records(), mapping=mapping, lang=lang)
    return build_network(accepted(taken, lang).records, as_of), path.stem


def is_graph(path: Path) -> bool:
    """Whether a file or folder knows only nodes and edges."""
    if path.is_dir():
        return (path / "edges.csv").is_file()
    if path.suffix.lower() in {".graphml", ".json"}:
        return True
    return path.suffix.lower() == ".csv" and path.is_file() and _has_edge_headings(path)


def _has_edge_headings(path: Path) -> bool:
    with path.open("rb") as file:
        first = file.readline().decode("utf-8-sig", "replace").casefold()
    headings = {heading.strip().strip('"') for heading in first.replace(";", ",").split(",")}
    return {"source", "target"} <= headings


def read_records(files: tuple[InputFile, ...], existing: Records, *, mapping: str | None, lang: str) -> Intake:
    """What files say, compared with what exists; nothing is written."""
    tables = read_tables(files, lang=lang)
    if mapping is not None:
        tables = apply_mapping(mapping, tables)
    return take_in(tables, existing, lang=lang)
