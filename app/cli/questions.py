"""Questions to a workspace or a file: one analysis, or the report of all; what answers them is loaded when they are asked."""

from pathlib import Path
from typing import Annotated, get_args

import typer

from app.cli.cities import AllWorkspaces, CitiesOption, EngineOption
from app.cli.output import Json, Lang, Workspace
from app.network.graph.scope_names import SCOPE_DOC
from app.report.forms import Form

FromFile = Annotated[Path | None, typer.Option("--from", help="a workbook, a folder of CSV files or a graph file")]
AsOf = Annotated[str | None, typer.Option("--as-of", help="day to look at, YYYY-MM-DD")]
InScope = Annotated[str | None, typer.Option("--scope", help=SCOPE_DOC)]
Mapping = Annotated[Path | None, typer.Option("--mapping", help="how a foreign table becomes our sheets (TOML)")]
Answers = Annotated[
    list[str] | None,
    typer.Option("--answer", metavar="KEY=VALUE", help="to a question that reading a file asks; may be repeated"),
]


def analyse(
    analysis_id: Annotated[str, typer.Argument(metavar="ID")],
    workspace: Workspace = None,
    from_file: FromFile = None,
    set_: Annotated[list[str] | None, typer.Option("--set", help="name=value, as often as needed")] = None,
    as_of: AsOf = None,
    mapping: Mapping = None,
    answer: Answers = None,
    scope: InScope = None,
    cities: CitiesOption = None,
    all_workspaces: AllWorkspaces = False,
    engine: EngineOption = None,
    out: Annotated[Path | None, typer.Option("-o", "--out", help="folder of the answers of many cities")] = None,
    as_json: Json = False,
    lang: Lang = "de",
) -> None:
    """Run one analysis and print what it finds; with --cities or --all-workspaces for many cities beside each other."""
    from app.cli.answering import DataChoice, answer_analysis

    choice = DataChoice(
        workspace, from_file, as_of, mapping, answer or [], scope, cities, all_workspaces, engine, out, lang
    )
    answer_analysis(choice, analysis_id, set_ or [], as_json=as_json)


def report(
    workspace: Workspace = None,
    from_file: FromFile = None,
    form: Annotated[str, typer.Option("--format", help=", ".join(get_args(Form)))] = "html",
    lang: Lang = "de",
    audience: Annotated[str, typer.Option(help="internal, partners or public")] = "partners",
    edition: Annotated[
        str | None,
        typer.Option(help="kurz, bericht, sitzung or steckbrief; else kurz for pdf and docx, bericht for the others"),
    ] = None,
    about_: Annotated[
        str | None, typer.Option("--about", help="organisation, area or group of a steckbrief, by name or id")
    ] = None,
    name: Annotated[
        str | None, typer.Option(help="what the report is called, instead of its workspace or file")
    ] = None,
    as_of: AsOf = None,
    mapping: Mapping = None,
    answer: Answers = None,
    scope: InScope = None,
    since: Annotated[
        Path | None, typer.Option(help="an earlier report as JSON to compare with; else the last kept of a workspace")
    ] = None,
    cities: CitiesOption = None,
    all_workspaces: AllWorkspaces = False,
    engine: EngineOption = None,
    out: Annotated[
        Path | None, typer.Option("-o", "--out", help="file to write, stdout without; of many cities their folder")
    ] = None,
) -> None:
    """Write the gap report of a workspace or of a file; with --cities or --all-workspaces of many cities."""
    from app.cli.answering import DataChoice, answer_report

    choice = DataChoice(
        workspace, from_file, as_of, mapping, answer or [], scope, cities, all_workspaces, engine, out, lang
    )
    answer_report(choice, form, audience, edition, about_, name, since)


def questions(
    workspace: Workspace = None,
    from_file: FromFile = None,
    lang: Lang = "de",
    name: Annotated[str | None, typer.Option(help="what the city is called, instead of its workspace or file")] = None,
    as_of: AsOf = None,
    mapping: Mapping = None,
    answer: Answers = None,
    out: Annotated[Path, typer.Option("-o", "--out", help="folder to write into")] = Path("nachfragen"),
    as_json: Json = False,
) -> None:
    """Write every question of the list "ask first": a message file for each organisation, an agenda, calendar files."""
    from app.cli.answering import DataChoice, answer_questions

    answer_questions(
        DataChoice(workspace, from_file, as_of, mapping, answer or [], lang=lang), name, out, as_json=as_json
    )
