"""Is the help of every command, argument and option there in German?"""

from collections.abc import Iterator
from typing import get_args

import pytest
import typer
from typer.core import TyperCommand

from app.cli.german_help import german_texts
from app.cli.program import program, run
from app.formats import ExportForm
from app.records.records import TOPICS
from app.report.forms import Form


def texts(command: TyperCommand) -> Iterator[str]:
    yield command.help or ""
    with command.make_context(command.name, [], resilient_parsing=True) as context:
        yield from (getattr(parameter, "help", None) or "" for parameter in command.get_params(context))
    for below in getattr(command, "commands", {}).values():
        yield from texts(below)


def test_each_text_has_a_german_one_and_none_is_left_over():
    codes = {", ".join(names) for names in (TOPICS, get_args(ExportForm), get_args(Form))}

    shown = set(texts(typer.main.get_command(program))) - {"", *codes}
    assert sorted(shown ^ set(german_texts())) == [], "keep app/cli/german_help.toml in step with the commands"


@pytest.mark.parametrize(
    ("arguments", "language"),
    [
        (["--lang", "de", "--help"], "de"),
        (["--lang=de", "records", "merge", "--help"], "de"),
        (["report", "--lang", "de", "--help"], "de"),
        (["--help"], "de"),
        (["records"], "de"),
        (["records", "merge", "--help"], "de"),
        (["--lang", "en", "--help"], "en"),
        (["report", "--lang", "en", "--help"], "en"),
    ],
)
def test_help_is_in_the_language_asked_for(capsys, arguments, language):
    ended = run(arguments)

    shown = capsys.readouterr().out
    assert (ended, "Diese Hilfe zeigen." in shown, "Show this message" in shown) == (
        2 if arguments == ["records"] else 0,
        language == "de",
        language == "en",
    )
