"""Workspaces and files in the formats of other programs."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, get_args

import typer

from app.cli.environment import read_settings
from app.cli.output import Lang, Workspace, day_of, refusal, stderr, write_bytes
from app.clock import today
from app.formats import ExportForm
from app.network.graph.scope_names import SCOPE_DOC

if TYPE_CHECKING:
    from app.network.graph.scope import Scope
    from app.usecases.export import Export

_KEPT_BACK = {
    "de": {
        "tie_reports": "Nicht ausgegeben: {count} einzelne Antworten aus Befragungen (mit --everything doch).",
        "observations": "Nicht ausgegeben: {count} Werte, hinter denen zu wenige Menschen stehen (mit --everything doch).",
    },
    "en": {
        "tie_reports": "Kept back: {count} single answers to surveys (--everything writes them).",
        "observations": "Kept back: {count} values about too few people (--everything writes them).",
    },
}


def export(
    form: Annotated[str, typer.Option("--format", help=", ".join(get_args(ExportForm)))] = "xlsx",
    workspace: Workspace = None,
    from_file: Annotated[Path | None, typer.Option("--from", help="a file instead of a workspace")] = None,
    as_of: Annotated[str | None, typer.Option("--as-of", help="only what holds on this day, YYYY-MM-DD")] = None,
    scope: Annotated[str | None, typer.Option("--scope", help=SCOPE_DOC)] = None,
    everything: Annotated[
        bool, typer.Option("--everything", help="also single answers to surveys and small numbers of people")
    ] = False,
    lang: Lang = "de",
    out: Annotated[Path | None, typer.Option("-o", "--out", help="file to write; stdout without")] = None,
) -> None:
    """Write a workspace or a file in a format of other programs; the workbook is read again without a change."""
    from app.network.graph.scope import read_scope

    if from_file is not None and workspace is not None:
        raise refusal("two_sources", lang)
    day = day_of(as_of, lang)
    part = read_scope(scope) if scope else None
    export_file = (
        _of_file(from_file, form, day, lang, part, everything=everything)
        if from_file is not None
        else _of_workspace(workspace, form, day, lang, part, everything=everything)
    )
    for topic, count in export_file.kept_back.items():
        stderr.print(_KEPT_BACK[lang][topic].format(count=count), markup=False)
    write_bytes(export_file.content, out)


def _of_file(
    path: Path, form: str, day: date | None, lang: Lang, scope: "Scope | None", *, everything: bool
) -> "Export":
    from app.usecases.export import exported
    from app.usecases.imports.read_file import network_of, records_at

    network, _name = network_of(path, as_of=day or today(), lang=lang)
    records = records_at(path, lang)
    return exported(
        records,
        form,
        name=path.stem,
        as_of=network.as_of,
        network=network,
        lang=lang,
        everything=everything,
        scope=scope,
        on_day=day is not None,
    )


def _of_workspace(
    workspace: str | None, form: str, day: date | None, lang: Lang, scope: "Scope | None", *, everything: bool
) -> "Export":
    from app.cli.connected import with_database
    from app.usecases.export import export_workspace

    settings = read_settings()
    workspace_id = workspace or settings.workspace
    return with_database(
        lambda database: export_workspace(
            database, workspace_id, form, as_of=day, today=today(), lang=lang, everything=everything, scope=scope
        ),
        settings,
        lang,
    )
