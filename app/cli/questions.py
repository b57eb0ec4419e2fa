"""Questions to a workspace or a file: one analysis, or the report of all."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer

from app.analysis.interface import Analysis, analysis
from app.cli.cities import AllWorkspaces, CitiesOption, EngineOption, ask_cities
from app.cli.computing_progress import computing_progress
from app.cli.environment import read_settings
from app.cli.output import Json, Lang, Workspace, day_of, place, refusal, say, stderr, write_bytes, write_text
from app.clock import today
from app.engines.local import LocalEngine
from app.engines.opening import cluster
from app.errors import InvalidInput
from app.findings import Result
from app.formats.files import read_text
from app.intake.questions import read_answers
from app.network.graph.from_graph_file import GRAPH_SETTINGS
from app.network.graph.network import Network
from app.network.graph.scope import SCOPE_DOC, read_scope, scoped, title_of
from app.records.vocabulary import Lang as Language
from app.report.forms.json import dumps, plain
from app.report.progress import Progress, earlier_report
from app.report.texts import about, label, label_of
from app.usecases.city_jobs import AnalysisQuestion, Reading, ReportQuestion
from app.usecases.computing import computed, estimated, limits_of
from app.usecases.imports.read_file import graph_at, network_of
from app.usecases.make_report import known_report, make_report, rendered, results_for_report, usual_edition
from app.usecases.spreading import check_spread
from app.usecases.write_inquiries import inquiry_files, write_inquiries

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
    entry = analysis(analysis_id)
    values = _values(set_ or [])
    if cities or all_workspaces:
        _single_source(lang, cities, all_workspaces, workspace, from_file, scope)
        seconds = read_settings().analysis_seconds
        question = AnalysisQuestion(_reading(as_of, mapping, lang), entry.id, entry.checked(values), seconds)
        ask_cities(question, about(entry.id, lang).title, folder=cities, engine=engine, out=out, as_json=as_json)
        return
    if engine not in (None, LocalEngine.name):
        check_spread(entry, lang)
    of_graph = {name: values.pop(name) for name in GRAPH_SETTINGS if from_file and name in values}
    parameters = entry.checked(values)
    whole, title = _network(workspace, from_file, as_of, mapping, of_graph, answer, lang)
    network, _ = _part(whole, title, scope, "en")
    if from_file and entry.lacks(network):
        raise InvalidInput(
            f"{from_file.name} holds nothing that {analysis_id} could look at",
            hint=_needed(entry.lacks(network), from_file),
        )
    result = _result(entry, network, parameters, engine, lang)
    _tell(network)
    say({**plain(result), "notices": plain(network.notices)}, _listing(result), as_json=as_json)


def _result(entry: Analysis, network: Network, parameters: Any, engine: str | None, lang: Language) -> Result:
    """In a process of this machine, or split on the engine that is named."""
    limits, title = limits_of(read_settings()), about(entry.id, lang).title
    seconds = estimated(entry, network, parameters)
    if engine is None or engine == LocalEngine.name:
        with computing_progress(title, lang) as pace:
            pace.report("computing", 0, 1, seconds)
            return computed(network, entry.id, parameters, limits)
    with cluster(engine, limits=limits, lang=lang) as places, computing_progress(title, lang) as pace:
        pace.report("computing", 0, 1, seconds / places.cores)
        return entry.result(network, parameters, places)


def _needed(topics: tuple[str, ...], path: Path) -> str:
    """What a file would have to hold; a graph file can have offers by saying which nodes they are."""
    items = "; --set item_attribute=… --set item_value=… makes offers of nodes"
    hint = f"it needs one of these: {', '.join(topics).replace('_', ' ')}"
    return hint + (items if "offers" in topics and graph_at(path) is not None else "")


def report(
    workspace: Workspace = None,
    from_file: FromFile = None,
    form: Annotated[str, typer.Option("--format", help="html, md, json, pdf, docx, xlsx or csv")] = "html",
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
    if cities or all_workspaces:
        _single_source(lang, cities, all_workspaces, workspace, from_file, scope, about_, since)
        edition_of = known_report(form, audience, edition or usual_edition(form))
        question = ReportQuestion(_reading(as_of, mapping, lang), *edition_of)
        ask_cities(
            question, label("edition", question.edition, lang), folder=cities, engine=engine, out=out, as_json=False
        )
        return
    if engine not in (None, LocalEngine.name):
        raise refusal("one_report", lang)
    network, title = _part(*_network(workspace, from_file, as_of, mapping, {}, answer, lang), scope, lang)
    wanted = edition or ("steckbrief" if about_ else usual_edition(form))
    progress = _progress(network, since, audience, lang, whole=scope is None)
    with computing_progress(label("edition", "bericht", lang), lang) as pace:
        made = make_report(
            network,
            title=name or title,
            lang=lang,
            audience=audience,
            edition=wanted,
            about=about_,
            progress=progress,
            pace=pace,
        )
    _tell(network)
    if form == "json":
        write_text(dumps({**plain(made), "notices": network.notices}), out)
    else:
        write_bytes(rendered(made, form), out)


def _single_source(lang: Language, *sources: object) -> None:
    if sum(bool(source) for source in sources) > 1:
        raise refusal("several_sources", lang)


def _reading(as_of: str | None, mapping: Path | None, lang: Language) -> Reading:
    text = read_text(mapping, lang=lang) if mapping else None
    return Reading(today(), day_of(as_of, lang), text, lang)


def _progress(network: Network, since: Path | None, audience: str, lang: Lang, *, whole: bool) -> Progress:
    """What was decided in the workspace of a network, and the earlier report: a file, else the last that was kept."""
    earlier = earlier_report(read_text(since, lang=lang), audience=audience, lang=lang) if since else None
    if network.workspace is None:
        return Progress(earlier=earlier)
    from app.cli.connected import with_database
    from app.usecases.since_last import progress_of

    workspace = network.workspace
    kept = with_database(lambda database: progress_of(database, workspace, lang, today(), whole=whole), read_settings())
    return replace(kept, earlier=earlier) if earlier else kept


def _part(network: Network, title: str, scope: str | None, lang: Lang) -> tuple[Network, str]:
    """The part of a network that is asked about, and what it is called; all of it without a scope."""
    if scope is None:
        return network, title
    part = read_scope(scope)
    return scoped(network, part), f"{title} – {title_of(network, part, lang)}"


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
    network, title = _network(workspace, from_file, as_of, mapping, {}, answer, lang)
    with computing_progress(label("edition", "bericht", lang), lang) as pace:
        results = results_for_report(network, pace)
    files = inquiry_files(results, network, title=name or title, lang=lang)
    _tell(network)
    paths = [str(path) for path in write_inquiries(files, out)]
    say({"files": paths}, "\n".join(paths), as_json=as_json)


def _tell(network: Network) -> None:
    """What was read in a file in a way somebody might not expect, beside the answer."""
    for notice in network.notices:
        stderr.print(f"{place(notice)}{notice.message}", markup=False)


def _network(
    workspace: str | None,
    path: Path | None,
    as_of: str | None,
    mapping: Path | None,
    settings: dict[str, str],
    answers: list[str] | None,
    lang: Language = "de",
) -> tuple[Network, str]:
    day = day_of(as_of, lang)
    if path is not None and workspace is not None:
        raise refusal("two_sources", lang)
    if path is not None:
        text = read_text(mapping, lang=lang) if mapping else None
        given = read_answers(answers or (), lang)
        return network_of(path, as_of=day or today(), mapping=text, settings=settings, answers=given, lang=lang)
    return _stored(workspace, day)


def _stored(workspace: str | None, day: date | None) -> tuple[Network, str]:
    from app.cli.connected import with_database
    from app.usecases.snapshots import Snapshots

    settings = read_settings()
    named = workspace or settings.workspace
    return with_database(lambda database: Snapshots(database).network(named, day, today()), settings)


def _values(pairs: list[str]) -> dict[str, str]:
    wrong = [pair for pair in pairs if "=" not in pair]
    if wrong:
        raise refusal("no_value", "de", text=wrong[0])
    return dict(pair.split("=", 1) for pair in pairs)


def _listing(result: Result) -> str:
    lines = [
        f"{finding.score:.4f}  {finding.band:8}  {' · '.join(subject.name for subject in finding.subjects)}"
        for finding in result.findings
    ]
    for measure in result.measures:
        subject = measure.subject.name if measure.subject else result.analysis
        reason = label_of(result.analysis, "reason", measure.reason, "en") if measure.reason else None
        lines.append(f"{subject}: {reason or measure.value}")
    return "\n".join(lines) or "nothing found"
