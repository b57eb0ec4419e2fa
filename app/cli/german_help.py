"""German help of the command line: a table of sentences beside the English ones, which stand with the commands.

``--lang de`` beside ``--help`` shows it.
"""

import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from itertools import pairwise
from typing import Any

_PANELS = {"argument": "Argumente", "option": "Optionen"}


@cache
def german_texts() -> Mapping[str, str]:
    """The German text for each English one."""
    return tomllib.loads((files("app.cli") / "german_help.toml").read_text("utf-8"))


def asks_for_german(arguments: Sequence[str]) -> bool:
    """Whether help is asked for, and in German."""
    in_german = ("--lang", "de") in pairwise(arguments) or "--lang=de" in arguments
    return in_german and "--help" in arguments


def put_into_german(command: Any) -> None:
    """Give a command and all below it German help.

    Args:
        command: made of the program anew; it is changed.
    """
    german = german_texts()
    command.help = german.get(command.help or "", command.help)
    command.rich_help_panel = "Befehle"
    with command.make_context(command.name, [], resilient_parsing=True) as context:
        for parameter in command.get_params(context):
            parameter.help = german.get(parameter.help or "", parameter.help)
            parameter.rich_help_panel = _PANELS[parameter.param_type_name]
    for below in getattr(command, "commands", {}).values():
        put_into_german(below)
