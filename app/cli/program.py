"""The command line: every command, with exit codes and errors in one place.

0 done, also when an analysis finds gaps; 1 refused, rejected rows, database away; 2 wrong use; 130 interrupted.
"""

import logging
from collections.abc import Sequence
from typing import Annotated

import typer
from typer.exceptions import TyperException

from app.cli import (
    backups,
    data,
    database,
    decisions,
    exports,
    feedback,
    kept,
    keys,
    privacy,
    questions,
    records,
    service,
    workspaces,
)
from app.cli.german_help import put_into_german
from app.cli.output import say_error, say_wrong_use, stdout
from app.cli.wrong_use import language_of
from app.errors import NetzblickError
from app.records.vocabulary import Lang as Language

REFUSED = 1

program = typer.Typer(
    name="netzblick",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
)


def _say_version(wanted: bool) -> None:
    """Say which version this is, and end."""
    if wanted:
        from importlib.metadata import version

        stdout.print(f"netzblick {version('netzblick')}", markup=False)
        raise typer.Exit


@program.callback()
def _options(
    _version: Annotated[
        bool, typer.Option("--version", callback=_say_version, is_eager=True, help="say which version this is")
    ] = False,
    _lang: Annotated[Language, typer.Option("--lang", help="language of --help")] = "de",
) -> None:
    """Wer arbeitet mit wem, was fehlt, und was weiß niemand? / Who works with whom, what is missing, what is unknown?"""


program.command("demo")(service.demo)
program.command("serve")(service.serve)
program.add_typer(database.commands, name="db")
program.add_typer(workspaces.commands, name="workspace")
program.command("template")(data.template)
program.command("import")(data.import_)
program.command("undo")(data.undo)
program.command("export")(exports.export)
program.add_typer(records.commands, name="records")
program.add_typer(decisions.commands, name="decisions")
program.add_typer(kept.states, name="states")
program.add_typer(kept.mappings, name="mappings")
program.add_typer(keys.commands, name="key")
program.add_typer(privacy.commands, name="privacy")
program.command("backup")(backups.backup)
program.command("restore")(backups.restore)
program.command("analyse")(questions.analyse)
program.command("report")(questions.report)
program.command("questions")(questions.questions)
program.add_typer(feedback.commands, name="feedback")
program.add_typer(service.settings_commands, name="config")


def run(arguments: Sequence[str]) -> int:
    """Run one command.

    Returns:
        its exit code; errors are on stderr, or as one JSON document on stdout with ``--json``.
    """
    logging.getLogger("neo4j").addHandler(logging.NullHandler())  # what the driver meets is told once, by our errors
    lang = language_of(arguments)
    try:
        command = typer.main.get_command(program)
        if lang == "de":
            put_into_german(command, arguments)
        return int(command.main(list(arguments), standalone_mode=False) or 0)
    except NetzblickError as error:
        say_error(error, lang, as_json="--json" in arguments)
        return REFUSED
    except TyperException as wrong:
        return _wrong_use(wrong, lang)
    except typer.Abort:
        return REFUSED
    except SystemExit as ended:
        return int(ended.code or 0)


def _wrong_use(wrong: TyperException, lang: Language) -> int:
    """Say what is wrong with a command line; one without any words has got its help already."""
    context, message = getattr(wrong, "ctx", None), wrong.format_message()
    if message.strip():
        say_wrong_use(message, getattr(context, "command_path", "netzblick"), lang)
    return wrong.exit_code
