"""Workspaces: created, listed and deleted."""

from datetime import date, datetime
from typing import Annotated

import typer

from app.cli.environment import read_settings
from app.cli.output import Json, Lang, say
from app.errors import InvalidInput

commands = typer.Typer(help="Workspaces: one a city or project; nothing joins across them.", no_args_is_help=True)

_TEXTS = {
    "de": {
        "created": "{id}: angelegt",
        "listed": "{id}  {name}  {count} Einträge",
        "none": "Es gibt noch keinen Arbeitsbereich. Anlegen: netzblick workspace create KENNUNG --name NAME",
        "ask": "{id} mit allem, was darin steht, löschen?",
        "kept": "{id} wurde nicht gelöscht.",
        "deleted": "{id}: gelöscht",
    },
    "en": {
        "created": "{id}: created",
        "listed": "{id}  {name}  {count} records",
        "none": "There is no workspace yet. To make one: netzblick workspace create ID --name NAME",
        "ask": "Delete {id} with everything in it?",
        "kept": "{id} was not deleted.",
        "deleted": "{id}: deleted",
    },
}

Id = Annotated[str, typer.Argument(metavar="ID", help="short name: letters, digits, hyphens")]


@commands.command("create")
def create(
    workspace: Id,
    name: Annotated[str | None, typer.Option(help="name as people read it")] = None,
    reference_date: Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="day the data speak of")] = None,
    as_json: Json = False,
    lang: Lang = "de",
) -> None:
    """Make an empty workspace."""
    from app.cli.connected import with_database
    from app.store.workspaces import create_workspace

    day: date | None = reference_date.date() if reference_date else None
    created = with_database(
        lambda database: create_workspace(database, workspace, name or workspace, day), read_settings(), lang
    )
    say(created, _TEXTS[lang]["created"].format(id=created.id), as_json=as_json)


@commands.command("list")
def list_(as_json: Json = False, lang: Lang = "de") -> None:
    """List workspaces with the number of their records."""
    from app.cli.connected import with_database
    from app.store.workspaces import list_workspaces

    stored = with_database(list_workspaces, read_settings(), lang)
    texts = _TEXTS[lang]
    lines = [
        texts["listed"].format(id=workspace.id, name=workspace.name, count=sum(workspace.counts.values()))
        for workspace in stored
    ]
    say(stored, "\n".join(lines) or texts["none"], as_json=as_json)


@commands.command("delete")
def delete(
    workspace: Id,
    yes: Annotated[bool, typer.Option("--yes", help="do not ask")] = False,
    as_json: Json = False,
    lang: Lang = "de",
) -> None:
    """Delete a workspace with everything in it; this cannot be undone."""
    from app.cli.connected import with_database
    from app.store.workspaces import delete_workspace

    texts = _TEXTS[lang]
    if not yes and not typer.confirm(texts["ask"].format(id=workspace), err=True):
        raise InvalidInput(texts["kept"].format(id=workspace))
    with_database(lambda database: delete_workspace(database, workspace), read_settings(), lang)
    say({"deleted": workspace}, texts["deleted"].format(id=workspace), as_json=as_json)
