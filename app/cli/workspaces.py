"""Which cities live side by side? Create, list and delete workspaces."""

from datetime import date, datetime
from typing import Annotated

import typer

from app.cli.environment import read_settings
from app.cli.output import Json, say
from app.errors import InvalidInput

commands = typer.Typer(help="Workspaces: one a city or project; nothing joins across them.", no_args_is_help=True)

Id = Annotated[str, typer.Argument(metavar="ID", help="short name: letters, digits, hyphens")]


@commands.command("create")
def create(
    workspace: Id,
    name: Annotated[str | None, typer.Option(help="name as people read it")] = None,
    reference_date: Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="day the data speak of")] = None,
    as_json: Json = False,
) -> None:
    """Make an empty workspace."""
    from app.cli.connected import with_database
    from app.store.workspaces import create_workspace

    day: date | None = reference_date.date() if reference_date else None
    made = with_database(
        lambda database: create_workspace(database, workspace, name or workspace, day), read_settings()
    )
    say(made, f"{made.id}: created", as_json=as_json)


@commands.command("list")
def list_(as_json: Json = False) -> None:
    """List workspaces with the number of their records."""
    from app.cli.connected import with_database
    from app.store.workspaces import list_workspaces

    found = with_database(list_workspaces, read_settings())
    lines = [f"{one.id}  {one.name}  {sum(one.counts.values())} records" for one in found]
    say(found, "\n".join(lines) or "no workspace yet", as_json=as_json)


@commands.command("delete")
def delete(
    workspace: Id,
    yes: Annotated[bool, typer.Option("--yes", help="do not ask")] = False,
    as_json: Json = False,
) -> None:
    """Delete a workspace with everything in it; this cannot be undone."""
    from app.cli.connected import with_database
    from app.store.workspaces import delete_workspace

    if not yes and not typer.confirm(f"Delete {workspace} with everything in it?", err=True):
        raise InvalidInput(f"{workspace} was not deleted")
    with_database(lambda database: delete_workspace(database, workspace), read_settings())
    say({"deleted": workspace}, f"{workspace}: deleted", as_json=as_json)
