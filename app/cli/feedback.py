"""Feedback sheets: made for a wave, handed in, and who has answered."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from app.cli.data import imported, tell_import
from app.cli.environment import read_settings
from app.cli.output import Json, Lang, Workspace, day_of, say, stderr, write_bytes
from app.clock import now, today
from app.records.vocabulary import Lang as Language

if TYPE_CHECKING:
    from app.formats.files import InputFile
    from app.store.bolt import Database
    from app.usecases.feedback_sheets import WaveState

commands = typer.Typer(help="Feedback sheets: make them, hand answers in, see who has answered.", no_args_is_help=True)

_TEXTS = {
    "de": {
        "made": "{count} Dateien für „{wave}“: {out}",
        "later": "Die Befragung ist später als der Stichtag der Daten: Ihre Antworten zählen erst, wenn er nicht mehr davor liegt.",
        "wave": "{name} ({date}): {answered} von {asked} haben geantwortet",
        "roster": "{name} ({date}): mit Namensliste, ohne Rückmeldebögen; {answered} von {asked} haben geantwortet",
        "open": "  offen: {name}",
        "answered": "  geantwortet: {name} ({day})",
        "answered_otherwise": "  geantwortet: {name} (als Tabelle)",
        "note": "    nachzutragen: {note}",
        "none": "Es gibt noch keine Befragung. Anlegen: netzblick feedback make --wave NAME",
    },
    "en": {
        "made": "{count} files for “{wave}”: {out}",
        "later": "The wave is later than the reference date of the data: its answers count only once that is no earlier.",
        "wave": "{name} ({date}): {answered} of {asked} have answered",
        "roster": "{name} ({date}): with a list of names, without feedback sheets; {answered} of {asked} have answered",
        "open": "  open: {name}",
        "answered": "  answered: {name} ({day})",
        "answered_otherwise": "  answered: {name} (as a table)",
        "note": "    to be entered: {note}",
        "none": "There is no wave yet. To make one: netzblick feedback make --wave NAME",
    },
}


@commands.command("make")
def make(
    wave: Annotated[str, typer.Option(help="the round of asking, by name or id; a new name makes a new one")],
    workspace: Workspace = None,
    to: Annotated[
        list[str] | None,
        typer.Option("--to", help="organisation by name or id, may be repeated; else everybody asked in the wave"),
    ] = None,
    area: Annotated[
        list[str] | None, typer.Option("--area", help="also the list of an area, by name or id; may be repeated")
    ] = None,
    date_: Annotated[str | None, typer.Option("--date", help="day of a new wave, YYYY-MM-DD; else today")] = None,
    reply_by: Annotated[str | None, typer.Option("--reply-by", help="day until which to answer, YYYY-MM-DD")] = None,
    lang: Lang = "de",
    out: Annotated[Path, typer.Option("-o", "--out", help="folder to write into, or a file that ends in .zip")] = Path(
        "rueckmeldeboegen"
    ),
    as_json: Json = False,
) -> None:
    """Write prefilled feedback sheets (HTML and XLSX) with cover mails, a folder for each organisation."""
    from app.cli.connected import with_database

    settings = read_settings()
    workspace_id = workspace or settings.workspace
    chosen = _Chosen(wave, to, area, day_of(date_, lang) or today(), day_of(reply_by, lang), lang)
    files, state = with_database(lambda database: _sheets(database, workspace_id, chosen), settings)
    written = _write(files, out)
    if state.counts_later:
        stderr.print(_TEXTS[lang]["later"], markup=False)
    text = _TEXTS[lang]["made"].format(count=len(files), wave=state.name, out=out)
    say({"wave": state.id, "files": written}, text, as_json=as_json)


@dataclass(frozen=True, slots=True)
class _Chosen:
    """The options of the command."""

    wave: str
    to: list[str] | None
    area: list[str] | None
    day: date
    reply_by: date | None
    lang: Language


async def _sheets(database: "Database", workspace: str | None, chosen: _Chosen) -> "tuple[dict[str, bytes], WaveState]":
    import secrets

    from app.usecases import feedback_sheets
    from app.usecases.hand_in import seal_of
    from app.usecases.snapshots import Snapshots

    snapshots, lang = Snapshots(database), chosen.lang
    network, title = await snapshots.network(workspace, None, today())
    home = network.workspace or ""
    areas = feedback_sheets.named_ids(network.records, "areas", chosen.area or (), lang)
    organisations = feedback_sheets.named_ids(network.records, "actors", chosen.to or (), lang)
    everybody = not chosen.to and not areas
    wave = await feedback_sheets.ask(
        database,
        home,
        name=chosen.wave,
        day=chosen.day,
        organisations=None if everybody else organisations,
        network=network,
        key=f"feedback:{secrets.token_hex(8)}",
        at=now(),
        lang=lang,
    )
    network, title = await snapshots.network(home, None, today())
    request = feedback_sheets.SheetRequest(
        wave=wave.id,
        organisations=None if everybody else organisations,
        areas=areas,
        lang=lang,
        reply_by=chosen.reply_by,
        made=now(),
    )
    seal = await seal_of(database, home)
    files = feedback_sheets.sheet_files(network, title, request, seal)
    return files, await feedback_sheets.wave_state(database, home, wave.id)


def _write(files: dict[str, bytes], out: Path) -> list[str]:
    if out.suffix.lower() == ".zip":
        from app.formats.csv_writer import write_zip

        write_bytes(write_zip(files), out)
        return [str(out)]
    for name, content in files.items():
        write_bytes(content, out / name)
    return [str(out / name) for name in files]


@commands.command("import")
def import_(
    files: Annotated[
        list[Path], typer.Argument(help="answers: files, folders of them, ZIP, or texts copied from mails as .txt")
    ],
    workspace: Workspace = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="say what would happen, write nothing")] = False,
    answer: Annotated[
        list[str] | None,
        typer.Option("--answer", metavar="KEY=VALUE", help="to a question of the dry run; may be repeated"),
    ] = None,
    plan: Annotated[
        str | None, typer.Option("--plan", help="as the dry run printed it: nothing but that is written")
    ] = None,
    lang: Lang = "de",
    as_json: Json = False,
) -> None:
    """Take answers in. Each stands for itself: one that is refused does not hold up the others."""
    report = imported(_answer_files(files, lang), workspace, answer=answer, dry_run=dry_run, plan=plan, lang=lang)
    tell_import(report, lang, as_json=as_json)


def _answer_files(paths: list[Path], lang: Language) -> "tuple[InputFile, ...]":
    """The files, also every one in a folder: answers are of several kinds."""
    from app.formats.files import read_path

    inside = [
        file for path in paths for file in (sorted(path.iterdir()) if path.is_dir() else [path]) if not file.is_dir()
    ]
    return tuple(file for path in inside for file in read_path(path, lang=lang))


@commands.command("status")
def status(
    workspace: Workspace = None,
    wave: Annotated[str | None, typer.Option(help="only this wave, by id or name")] = None,
    lang: Lang = "de",
    as_json: Json = False,
) -> None:
    """Who has answered, who has not yet, and what is left to enter by hand."""
    from app.cli.connected import with_database
    from app.usecases.feedback_sheets import wave_states
    from app.usecases.workspaces import the_workspace

    settings = read_settings()
    workspace_id = workspace or settings.workspace

    async def states(database: "Database") -> "tuple[WaveState, ...]":
        return await wave_states(database, (await the_workspace(database, workspace_id)).id)

    waves = [state for state in with_database(states, settings) if wave in (None, state.id, state.name)]
    text = "\n".join(line for state in waves for line in _lines(state, lang)) or _TEXTS[lang]["none"]
    say({"waves": waves}, text, as_json=as_json)


def _lines(state: "WaveState", lang: Language) -> list[str]:
    from app.feedback.notes import note_text
    from app.report.texts import value_text

    texts = _TEXTS[lang]
    head = texts["wave" if state.takes_sheets else "roster"]
    lines = [head.format(name=state.name, date=state.date, answered=len(state.answered), asked=len(state.asked))]
    lines += [texts["later"]] if state.counts_later else []
    for respondent in state.respondents:
        how = "open" if not respondent.answered else "answered" if respondent.answered_on else "answered_otherwise"
        day = value_text(respondent.answered_on, lang) if respondent.answered_on else ""
        lines.append(texts[how].format(name=respondent.name, day=day))
        lines += [texts["note"].format(note=note_text(note, lang)) for note in respondent.notes]
    return lines
