"""Single records: looked at, renamed, removed, merged; each of these can be taken back."""

import dataclasses
import secrets
from typing import TYPE_CHECKING, Annotated, Any

import typer

from app.cli.output import Json, Lang, Workspace, named_topic, say, stderr
from app.clock import now
from app.errors import InvalidInput
from app.records.records import TOPICS, Record

if TYPE_CHECKING:
    from app.store.bolt import Database
    from app.usecases.records.merge_actors import Merge

commands = typer.Typer(help="Records: list, show, rename, remove, merge, undo.", no_args_is_help=True)

Topic = Annotated[str, typer.Argument(metavar="TOPIC", help=", ".join(TOPICS))]
Id = Annotated[str, typer.Argument(metavar="ID")]

_MOST_LISTED = 1_000

_TEXTS = {
    "de": {
        "none": "Nichts gefunden.",
        "more": "… und {count} weitere; --q TEIL DES NAMENS grenzt ein.",
        "renamed": "{id}: heißt jetzt „{name}“; der alte Name bleibt als früherer Name bekannt",
        "goes": "  wird gelöscht, {topic}: {name}",
        "loses": "  {text}",
        "ask": "Löschen?",
        "kept": "Nichts wurde gelöscht.",
        "removed": "{id}: gelöscht",
        "merged": "{gone} ist in {kept} aufgegangen",
        "undone": "{operation}: zurückgenommen",
        "undo": "zurücknehmen: netzblick records undo {operation}",
    },
    "en": {
        "none": "Nothing found.",
        "more": "… and {count} more; --q PART OF THE NAME narrows it down.",
        "renamed": "{id}: is called “{name}” now; its old name stays known as a former one",
        "goes": "  is deleted, {topic}: {name}",
        "loses": "  {text}",
        "ask": "Delete?",
        "kept": "Nothing was deleted.",
        "removed": "{id}: deleted",
        "merged": "{gone} went into {kept}",
        "undone": "{operation}: taken back",
        "undo": "to take it back: netzblick records undo {operation}",
    },
}


@commands.command("list")
def list_(
    topic: Topic,
    workspace: Workspace = None,
    q: Annotated[str, typer.Option("--q", help="part of the name")] = "",
    as_json: Json = False,
    lang: Lang = "de",
) -> None:
    """List the records of a topic with their ids."""
    from app.cli.connected import in_workspace
    from app.usecases.records.records import page_of_records

    known = named_topic(topic, lang)
    page = in_workspace(
        lambda database, workspace_id: page_of_records(
            database, workspace_id, known, q=q, limit=_MOST_LISTED, after=""
        ),
        workspace,
        lang,
    )
    lines = [f"{record.id}  {getattr(record, 'name', '')}".rstrip() for record in page.items]
    if page.total > len(page.items):
        lines.append(_TEXTS[lang]["more"].format(count=page.total - len(page.items)))
    say(page.items, "\n".join(lines) or _TEXTS[lang]["none"], as_json=as_json)


@commands.command("show")
def show(topic: Topic, record_id: Id, workspace: Workspace = None, as_json: Json = False, lang: Lang = "de") -> None:
    """Show one record with every field that says something."""
    from app.cli.connected import in_workspace
    from app.usecases.records.records import get_record

    known = named_topic(topic, lang)
    record = in_workspace(
        lambda database, workspace_id: get_record(database, workspace_id, known, record_id), workspace, lang
    )
    values = {field.name: getattr(record, field.name) for field in dataclasses.fields(record)}
    lines = [f"{name}: {_plain(value)}" for name, value in values.items() if value not in (None, (), "")]
    say(record, "\n".join(lines), as_json=as_json)


@commands.command("rename")
def rename(
    topic: Topic,
    record_id: Id,
    name: Annotated[str, typer.Argument(metavar="NAME")],
    workspace: Workspace = None,
    as_json: Json = False,
    lang: Lang = "de",
) -> None:
    """Give a record another name; its id stays, and old files still find it."""
    from app.cli.connected import in_workspace
    from app.usecases.records.records import change_record, get_record

    known, operation = named_topic(topic, lang), _operation("rename")

    async def work(database: "Database", workspace_id: str) -> "Record":
        version = (await get_record(database, workspace_id, known, record_id)).version
        values = {"name": name}
        return await change_record(
            database, workspace_id, known, record_id, values, version=version, key=operation, at=now()
        )

    record = in_workspace(work, workspace, lang)
    texts = _TEXTS[lang]
    text = "\n".join([texts["renamed"].format(id=record_id, name=name), texts["undo"].format(operation=operation)])
    say({"operation": operation, "record": record}, text, as_json=as_json)


@commands.command("remove")
def remove(
    topic: Topic,
    record_id: Id,
    workspace: Workspace = None,
    yes: Annotated[bool, typer.Option("--yes", help="do not ask")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="only say what would go")] = False,
    as_json: Json = False,
    lang: Lang = "de",
) -> None:
    """Remove a record with what cannot be without it; what would go is shown first."""
    from app.cli.connected import in_workspace
    from app.intake.sheets.sheets import title_of
    from app.usecases.records.remove_record import removal_of, remove_record

    known, operation, texts = named_topic(topic, lang), _operation("remove"), _TEXTS[lang]
    report = in_workspace(
        lambda database, workspace_id: removal_of(database, workspace_id, known, record_id, lang), workspace, lang
    )
    for record in report.removed:
        stderr.print(texts["goes"].format(topic=title_of(record.topic, lang), name=record.name), markup=False)
    for change in report.changed:
        stderr.print(texts["loses"].format(text=change.text), markup=False)
    if dry_run:
        say(report, texts["kept"], as_json=as_json)
        return
    if not yes and not typer.confirm(texts["ask"], err=True):
        raise InvalidInput(texts["kept"])
    in_workspace(
        lambda database, workspace_id: remove_record(
            database, workspace_id, known, record_id, version=None, key=operation, at=now()
        ),
        workspace,
        lang,
    )
    text = "\n".join([texts["removed"].format(id=record_id), texts["undo"].format(operation=operation)])
    say({"operation": operation, "removed": report.removed, "changed": report.changed}, text, as_json=as_json)


@commands.command("merge")
def merge(
    kept_id: Annotated[str, typer.Argument(metavar="KEPT", help="id of the organisation that stays")],
    gone_id: Annotated[str, typer.Argument(metavar="GONE", help="id of the one that goes into it")],
    workspace: Workspace = None,
    as_json: Json = False,
    lang: Lang = "de",
) -> None:
    """Make one organisation of two: it takes the place of the other in every record."""
    from app.cli.connected import in_workspace
    from app.usecases.records.merge_actors import merge_actors, operation_of
    from app.usecases.records.records import get_record

    async def work(database: "Database", workspace_id: str) -> "Merge":
        version = (await get_record(database, workspace_id, "actors", kept_id)).version
        return await merge_actors(
            database, workspace_id, kept_id, gone_id, version=version, key=_operation("merge"), at=now()
        )

    merged = in_workspace(work, workspace, lang)
    operation, texts = operation_of(merged.id), _TEXTS[lang]
    text = "\n".join([texts["merged"].format(kept=kept_id, gone=gone_id), texts["undo"].format(operation=operation)])
    say({"operation": operation, "merge": merged}, text, as_json=as_json)


@commands.command("undo")
def undo(
    operation: Annotated[str, typer.Argument(metavar="OPERATION", help="as the command printed it")],
    workspace: Workspace = None,
    as_json: Json = False,
    lang: Lang = "de",
) -> None:
    """Take a renaming, a removal or a merge back: every record is as it was before."""
    from app.cli.connected import in_workspace
    from app.usecases.records.records import undo_operation

    undone = in_workspace(
        lambda database, workspace_id: undo_operation(database, workspace_id, operation, at=now()), workspace, lang
    )
    say(undone, _TEXTS[lang]["undone"].format(operation=operation), as_json=as_json)


def _operation(kind: str) -> str:
    return f"{kind}:{secrets.token_hex(6)}"


def _plain(value: Any) -> str:
    return "; ".join(map(str, value)) if isinstance(value, tuple) else str(value)
