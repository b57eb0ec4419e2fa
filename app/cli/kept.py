"""What is kept for the next time: states of the findings, and mappings of columns; listed, kept, forgotten."""

import secrets
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from app.cli.output import Json, Lang, Workspace, say
from app.clock import now

if TYPE_CHECKING:
    from app.store.bolt import Database
    from app.store.kept_mappings import KeptMapping
    from app.store.kept_states import KeptState

states = typer.Typer(help="Kept states that later reports are compared with: list, keep, undo.", no_args_is_help=True)
mappings = typer.Typer(help="Kept mappings of columns: list, show, keep, forget.", no_args_is_help=True)

_SENTENCES = {
    "de": {
        "none": "Keine.",
        "state": "{id}  {at:%Y-%m-%d}  {name}: {count} Hinweise",
        "mapping": "{at:%Y-%m-%d}  {name}",
        "kept": "{name}: festgehalten",
        "forgotten": "{name}: nicht mehr festgehalten",
    },
    "en": {
        "none": "None.",
        "state": "{id}  {at:%Y-%m-%d}  {name}: {count} findings",
        "mapping": "{at:%Y-%m-%d}  {name}",
        "kept": "{name}: kept",
        "forgotten": "{name}: kept no longer",
    },
}


@states.command("list")
def list_states(workspace: Workspace = None, as_json: Json = False, lang: Lang = "de") -> None:
    """List the states that were kept, the newest first."""
    from app.cli.connected import in_workspace
    from app.store import kept_states

    listed_states = in_workspace(kept_states.list_states, workspace, lang)
    line = _SENTENCES[lang]["state"]
    lines = [line.format(id=state.id, at=state.at, name=state.name, count=len(state.keys)) for state in listed_states]
    say(listed_states, "\n".join(lines) or _SENTENCES[lang]["none"], as_json=as_json)


@states.command("keep")
def keep_state(
    name: Annotated[str, typer.Argument(metavar="NAME", help="for example that of the meeting")],
    workspace: Workspace = None,
    as_json: Json = False,
    lang: Lang = "de",
) -> None:
    """Keep which findings there are today; the next report tells what is new since."""
    from app.cli.connected import in_workspace
    from app.cli.decisions import analysed
    from app.usecases.since_last import keep

    async def work(database: "Database", workspace_id: str) -> "KeptState":
        snapshot = await analysed(database, workspace_id)
        return await keep(database, snapshot, name, state_id=secrets.token_hex(10), at=now(), lang=lang)

    state = in_workspace(work, workspace, lang)
    say(state, _SENTENCES[lang]["kept"].format(name=state.name), as_json=as_json)


@states.command("undo")
def undo_state(
    state: Annotated[str, typer.Argument(metavar="STATE", help="as »states list« lists it")],
    workspace: Workspace = None,
    as_json: Json = False,
    lang: Lang = "de",
) -> None:
    """Forget a state: the one before it counts again."""
    from app.cli.connected import in_workspace
    from app.store.kept_states import delete_state

    in_workspace(lambda database, workspace_id: delete_state(database, workspace_id, state), workspace, lang)
    say({"undone": state}, _SENTENCES[lang]["forgotten"].format(name=state), as_json=as_json)


@mappings.command("list")
def list_mappings(workspace: Workspace = None, as_json: Json = False, lang: Lang = "de") -> None:
    """List the mappings that were kept."""
    from app.cli.connected import in_workspace
    from app.store import kept_mappings

    listed_mappings = in_workspace(kept_mappings.list_mappings, workspace, lang)
    lines = [_SENTENCES[lang]["mapping"].format(at=mapping.at, name=mapping.name) for mapping in listed_mappings]
    say(listed_mappings, "\n".join(lines) or _SENTENCES[lang]["none"], as_json=as_json)


@mappings.command("show")
def show_mapping(
    name: Annotated[str, typer.Argument(metavar="NAME", help="as »mappings list« lists it")],
    workspace: Workspace = None,
    as_json: Json = False,
    lang: Lang = "de",
) -> None:
    """Print a mapping as TOML, to be changed and kept again."""
    from app.cli.connected import in_workspace
    from app.usecases.imports.kept_mappings import mapping_named

    mapping = in_workspace(lambda database, workspace_id: mapping_named(database, workspace_id, name), workspace, lang)
    say(mapping, mapping.text, as_json=as_json)


@mappings.command("keep")
def keep_mapping(
    name: Annotated[str, typer.Argument(metavar="NAME", help="what it is to be called")],
    file: Annotated[Path, typer.Argument(metavar="FILE", help="the mapping (TOML)")],
    workspace: Workspace = None,
    as_json: Json = False,
    lang: Lang = "de",
) -> None:
    """Keep a mapping under a name for »import --kept-mapping«; one of the same name is replaced."""
    from app.cli.connected import in_workspace
    from app.formats.files import read_text
    from app.usecases.imports.kept_mappings import keep

    text = read_text(file, lang=lang)

    async def work(database: "Database", workspace_id: str) -> "KeptMapping":
        return await keep(database, workspace_id, name, text, at=now(), lang=lang)

    mapping = in_workspace(work, workspace, lang)
    say(mapping, _SENTENCES[lang]["kept"].format(name=mapping.name), as_json=as_json)


@mappings.command("forget")
def forget_mapping(
    name: Annotated[str, typer.Argument(metavar="NAME", help="as »mappings list« lists it")],
    workspace: Workspace = None,
    as_json: Json = False,
    lang: Lang = "de",
) -> None:
    """Forget a mapping."""
    from app.cli.connected import in_workspace
    from app.store.kept_mappings import delete_mapping

    in_workspace(lambda database, workspace_id: delete_mapping(database, workspace_id, name), workspace, lang)
    say({"forgotten": name}, _SENTENCES[lang]["forgotten"].format(name=name), as_json=as_json)
