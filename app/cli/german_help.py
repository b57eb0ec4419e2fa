"""German help of the command line: a table of sentences beside the English ones, which stand with the commands."""

import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any

_PANELS = {"argument": "Argumente", "option": "Optionen"}


@cache
def german_texts() -> Mapping[str, str]:
    """The German text for each English one."""
    return tomllib.loads((files("app.cli") / "german_help.toml").read_text("utf-8"))


def put_into_german(command: Any, words: Sequence[str]) -> None:
    """Give a command and those that the words of a command line name below it German help.

    Args:
        command: made of the program anew; it is changed.
        words: of the command line.
    """
    german = german_texts()
    command.help = german.get(command.help or "", command.help)
    command.rich_help_panel = "Befehle"
    with command.make_context(command.name, [], resilient_parsing=True) as context:
        for parameter in command.get_params(context):
            parameter.help = german.get(parameter.help or "", parameter.help)
            parameter.rich_help_panel = _PANELS[parameter.param_type_name]
    for name, below in getattr(command, "commands", {}).items():
        below.help = german.get(below.help or "", below.help)
        below.rich_help_panel = "Befehle"
        if name in words:
            put_into_german(below, words)
