"""Files in and out: template, import with dry run and answers, undo."""

from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from app.cli.environment import read_settings
from app.cli.outlook import looking_ahead, outlook_lines
from app.cli.output import Json, Lang, Workspace, place, say, stderr, write_bytes
from app.clock import now
from app.records.vocabulary import Lang as Language

if TYPE_CHECKING:
    from app.formats.files import InputFile
    from app.store.bolt import Database
    from app.usecases.imports.import_records import ImportReport

REJECTED = 1


def template(
    lang: Lang = "de",
    full: Annotated[bool, typer.Option("--full", help="all sheets, not only the first four")] = False,
    out: Annotated[Path | None, typer.Option("-o", "--out", help="file to write; stdout without")] = None,
) -> None:
    """Write an empty workbook to fill in."""
    from app.intake.sheets import template as workbook

    write_bytes(workbook.template(lang, full), out)


def import_(
    files: Annotated[list[Path], typer.Argument(help="a workbook, CSV files or a folder of them")],
    workspace: Workspace = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="say what would happen, write nothing")] = False,
    mapping: Annotated[
        Path | None, typer.Option("--mapping", help="how a foreign table becomes our sheets (TOML)")
    ] = None,
    kept_mapping: Annotated[
        str | None, typer.Option("--kept-mapping", metavar="NAME", help="the same, kept under a name before")
    ] = None,
    answer: Annotated[
        list[str] | None,
        typer.Option(
            "--answer", metavar="KEY=VALUE", help="to a question of the dry run, or to all of a kind; may be repeated"
        ),
    ] = None,
    plan: Annotated[
        str | None, typer.Option("--plan", help="as the dry run printed it: nothing but that is written")
    ] = None,
    outlook: Annotated[
        bool, typer.Option("--outlook", help="with --dry-run: also say how the network would change")
    ] = False,
    problems: Annotated[
        Path | None, typer.Option("--problems", help="write the messages and the sheets with marked cells as XLSX")
    ] = None,
    lang: Lang = "de",
    as_json: Json = False,
) -> None:
    """Take files into a workspace, all or nothing. Twice is no change; every import can be undone."""
    from app.formats.files import read_path, read_text
    from app.intake.problem_list import problem_workbook

    read = tuple(file for path in files for file in read_path(path, lang=lang))
    if mapping and kept_mapping:
        raise typer.BadParameter("--mapping and --kept-mapping exclude each other")
    stored = _mapping_text(kept_mapping, workspace, lang) if kept_mapping else None
    text = read_text(mapping, lang=lang) if mapping else stored
    report = imported(
        read, workspace, mapping=text, answer=answer, dry_run=dry_run, plan=plan, lang=lang, outlook=outlook
    )
    if problems is not None:
        write_bytes(problem_workbook(read, report.rejected, report.notices, lang), problems)
    tell_import(report, lang, as_json=as_json)


def _mapping_text(name: str, workspace: str | None, lang: Language) -> str:
    """The text of a mapping that was kept."""
    from app.cli.connected import in_workspace
    from app.usecases.imports.kept_mappings import mapping_named

    return in_workspace(
        lambda database, workspace_id: mapping_named(database, workspace_id, name), workspace, lang
    ).text


def imported(
    read: "tuple[InputFile, ...]",
    workspace: str | None,
    *,
    answer: list[str] | None,
    dry_run: bool,
    plan: str | None,
    lang: Language,
    mapping: str | None = None,
    outlook: bool = False,
) -> "ImportReport":
    """Files taken into the workspace of a command, or looked at."""
    from app.cli.connected import with_database
    from app.cli.import_progress import import_progress
    from app.intake.questions import read_answers
    from app.usecases.computing import workers_of
    from app.usecases.imports.import_records import import_files

    settings = read_settings()
    answers = read_answers(answer or [], lang)

    with import_progress(lang) as report_progress, workers_of(settings) as workers:

        async def work(database: "Database") -> "ImportReport":
            return await import_files(
                database,
                workspace or settings.workspace,
                read,
                at=now(),
                mapping=mapping,
                answers=answers,
                dry_run=dry_run,
                plan=plan,
                lang=lang,
                look_ahead=looking_ahead(database, workers, lang) if outlook else None,
                report_progress=report_progress,
            )

        return with_database(work, settings)


def tell_import(report: "ImportReport", lang: Language, *, as_json: bool) -> None:
    """What an import did or would do; rejected rows end the command with 1."""
    for line in _problems(report, lang):
        stderr.print(line, markup=False)
    say(report, _summary(report, lang), as_json=as_json)
    if report.rejected:
        raise typer.Exit(REJECTED)


def undo(
    run: Annotated[str, typer.Argument(metavar="RUN", help="as the import printed it")],
    workspace: Workspace = None,
    lang: Lang = "de",
    as_json: Json = False,
) -> None:
    """Take back one import: every record is as it was before."""
    from app.cli.connected import with_database
    from app.cli.import_progress import import_progress
    from app.usecases.imports.import_records import undo_import

    settings = read_settings()
    workspace_id = workspace or settings.workspace
    with import_progress(lang) as report_progress:
        work = partial(
            undo_import, workspace=workspace_id, run=run, at=now(), lang=lang, report_progress=report_progress
        )
        undone = with_database(work, settings, lang)
    say(undone, f"{run}: {_TEXTS[lang]['undone']}", as_json=as_json)


_MOST_SHOWN = 100
"""Lines of one kind; what is beyond is counted."""

_TEXTS = {
    "de": {
        "dry_run": "Probelauf, nichts geschrieben: ",
        "counts": "{new} neu, {changed} Werte geändert, {unchanged} unverändert, {rejected} zurückgewiesen",
        "new": "  neu, {topic}: {names}",
        "more": "  … und {count} weitere",
        "created": "  aus dem Namen angelegt: {name}",
        "absent": "  nicht in dieser Datei, bleibt: {name}",
        "removed": "  wird entfernt, {topic}: {name}",
        "plan": "genau das übernehmen: --plan {plan}",
        "question": "  Frage: {sentence} {choices}",
        "choice": "--answer {key}={value} ({label})",
        "undo": "zurücknehmen: netzblick undo {run}",
        "undone": "zurückgenommen",
        "open": "ansehen: netzblick serve, dann die Adresse öffnen, die er nennt",
    },
    "en": {
        "dry_run": "dry run, nothing written: ",
        "counts": "{new} new, {changed} values changed, {unchanged} unchanged, {rejected} rejected",
        "new": "  new, {topic}: {names}",
        "more": "  … and {count} more",
        "created": "  created from its name: {name}",
        "absent": "  not in this file, kept: {name}",
        "removed": "  is removed, {topic}: {name}",
        "plan": "to take in just that: --plan {plan}",
        "question": "  question: {sentence} {choices}",
        "choice": "--answer {key}={value} ({label})",
        "undo": "to take it back: netzblick undo {run}",
        "undone": "undone",
        "open": "to see it: netzblick serve, then open the address it names",
    },
}


def _problems(report: "ImportReport", lang: Lang) -> Iterator[str]:
    """Problems and notices with their places, at most a hundred of a kind; the others of that kind are counted."""
    by_kind: dict[tuple[bool, str], list[str]] = {}
    for problem in (*report.rejected, *report.notices):
        kind = (problem in report.rejected, problem.code)
        by_kind.setdefault(kind, []).append(f"{place(problem)}{problem.message}")
    for lines in by_kind.values():
        yield from _limited(lines, lang)


def _limited(lines: Sequence[str], lang: Lang) -> Iterator[str]:
    yield from lines[:_MOST_SHOWN]
    if len(lines) > _MOST_SHOWN:
        yield _TEXTS[lang]["more"].format(count=len(lines) - _MOST_SHOWN)


def _summary(report: "ImportReport", lang: Lang) -> str:
    texts = _TEXTS[lang]
    counts = texts["counts"].format(
        new=report.new, changed=len(report.changed), unchanged=report.unchanged, rejected=len(report.rejected)
    )
    lines = [(texts["dry_run"] if report.dry_run else "") + counts, *_new_names(report, lang)]
    lines += _limited([f"  {change.text}" for change in report.changed], lang)
    lines += _limited([texts["created"].format(name=created.name) for created in report.created], lang)
    lines += _removed(report, lang)
    gone = {(record.topic, record.id) for record in report.removed}
    absent_names = [absent.name for absent in report.not_in_this_file if (absent.topic, absent.id) not in gone]
    lines += _limited([texts["absent"].format(name=name) for name in absent_names], lang)
    for question in report.questions:
        choices = ", ".join(
            texts["choice"].format(key=question.key, value=choice.value, label=choice.label)
            for choice in question.choices
        )
        lines.append(texts["question"].format(sentence=question.sentence, choices=choices))
    if report.outlook is not None:
        lines += outlook_lines(report.outlook, lang)
    if report.dry_run and report.plan:
        lines.append(texts["plan"].format(plan=report.plan))
    if report.run:
        lines += [texts["undo"].format(run=report.run), texts["open"]]
    return "\n".join(lines)


def _removed(report: "ImportReport", lang: Lang) -> Iterator[str]:
    """Lines about the records that go, one each."""
    from app.intake.sheets.sheets import title_of

    removed_names = ((title_of(record.topic, lang), record.name) for record in report.removed)
    yield from _limited([_TEXTS[lang]["removed"].format(topic=topic, name=name) for topic, name in removed_names], lang)


def _new_names(report: "ImportReport", lang: Lang) -> Iterator[str]:
    """The names of what is new, a line for each sheet."""
    from app.intake.sheets.sheets import SHEETS

    for sheet in SHEETS:
        names = [record.name for record in report.new_records if record.topic == sheet.topic and record.name]
        if names:
            beyond = _TEXTS[lang]["more"].format(count=len(names) - _MOST_SHOWN) if len(names) > _MOST_SHOWN else ""
            listed = ", ".join(names[:_MOST_SHOWN]) + beyond
            yield _TEXTS[lang]["new"].format(topic=sheet.title(lang), names=listed)
