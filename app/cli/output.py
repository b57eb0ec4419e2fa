"""Output of commands: results on stdout, everything else on stderr, JSON when wished."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console

from app.cli.wrong_use import wrong_use_in_german
from app.errors import InvalidInput, NetzblickError, Problem
from app.records.records import TOPICS, topic_named
from app.records.schema import Topic
from app.records.vocabulary import Lang as Language
from app.refusals import in_language, said, said_by_system
from app.report.forms.json import dumps, plain

Json = Annotated[bool, typer.Option("--json", help="one JSON document on stdout")]
Workspace = Annotated[str | None, typer.Option("--workspace", "-w", help="may be left out when there is exactly one")]
Lang = Annotated[Language, typer.Option(help="language of messages and texts")]

_REFUSED = {
    "two_sources": {
        "de": ("--workspace und --from schließen einander aus.", "Eine Datei wird ohne Arbeitsbereich gelesen."),
        "en": ("--workspace and --from exclude each other.", "A file is read without a workspace."),
    },
    "no_workspaces": {
        "de": ("Es gibt noch keinen Arbeitsbereich.", "Anlegen: netzblick workspace create KENNUNG --name NAME."),
        "en": ("There is no workspace yet.", "Make one: netzblick workspace create ID --name NAME."),
    },
    "several_sources": {
        "de": (
            "--cities, --all-workspaces, --workspace, --from und --scope schließen einander aus.",
            "Mit --cities oder --all-workspaces wird jede Stadt ganz gelesen.",
        ),
        "en": (
            "--cities, --all-workspaces, --workspace, --from and --scope exclude each other.",
            "With --cities or --all-workspaces every city is read whole.",
        ),
    },
    "one_report": {
        "de": (
            "Der Bericht über ein einzelnes Netz lässt sich nicht aufteilen: Er braucht einen Prozess, der es ganz hält.",
            "Ohne --engine fragen; viele Städte zugleich gehen mit --cities ORDNER.",
        ),
        "en": (
            "The report on a single network cannot be split: it needs one process that holds all of it.",
            "Ask without --engine; for many cities at once use --cities FOLDER.",
        ),
    },
    "no_day": {
        "de": ("{text} ist kein Tag.", "So schreiben: JJJJ-MM-TT, zum Beispiel 2024-09-01."),
        "en": ("{text} is no day.", "Write it as YYYY-MM-DD, for example 2024-09-01."),
    },
    "no_value": {
        "de": ("--set {text}: Name und Wert werden gebraucht.", "So schreiben: --set name=wert."),
        "en": ("--set {text}: a name and a value are needed.", "Write --set name=value."),
    },
    "no_topic": {
        "de": ("„{text}“ ist keine Art von Eintrag.", "Es gibt: {known}."),
        "en": ("“{text}” is no kind of record.", "There are: {known}."),
    },
}
"""What happened and what to do, of refusals by commands themselves."""

stdout = Console(soft_wrap=True, highlight=False)
stderr = Console(stderr=True, soft_wrap=True, highlight=False)


def refusal(key: str, lang: Language, **quoted: object) -> InvalidInput:
    """A refusal by a command itself, in a language."""
    detail, hint = _REFUSED[key][lang]
    return InvalidInput(detail.format(**quoted), hint=hint.format(**quoted))


def named_topic(name: str, lang: Language) -> Topic:
    """The topic that an option or argument names, as in addresses or in the code.

    Raises:
        InvalidInput: there is none of that name.
    """
    topic = topic_named(name.replace("-", "_"))
    if topic is None:
        raise refusal("no_topic", lang, text=name, known=", ".join(TOPICS))
    return topic


def day_of(text: str | None, lang: Language) -> date | None:
    """The day that an option names.

    Raises:
        InvalidInput: it is written otherwise.
    """
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise refusal("no_day", lang, text=text) from None


def say(value: Any, text: str, *, as_json: bool) -> None:
    """Print a result: the value as JSON, or the text for people."""
    if as_json:
        print(dumps(value), end="")  # noqa: T201 - stdout is the product here
    else:
        stdout.print(text, markup=False)


def say_error(error: NetzblickError, lang: Language, *, as_json: bool) -> None:
    """Print a refusal: what happened, where, and what to do."""
    refused = _in_language(error, lang)
    if as_json:
        print(dumps({"error": problem_details(refused)}), end="")  # noqa: T201 - stdout is the product here
        return
    stderr.print(f"netzblick: {refused.detail}", markup=False)
    for problem in refused.problems:
        stderr.print(f"  {place(problem)}{problem.message}", markup=False)
    if refused.hint:
        stderr.print(f"  → {refused.hint}", markup=False)


def say_wrong_use(message: str, command: str, lang: Language) -> None:
    """Print what is wrong with a command line, and how its help is asked for."""
    text, help_ = (wrong_use_in_german(message), "--help") if lang == "de" else (message, "--lang en --help")
    stderr.print(f"netzblick: {text}\n  → {command} {help_}", markup=False)


def _in_language(error: NetzblickError, lang: Language) -> NetzblickError:
    problems = tuple(replace(problem, message=in_language(problem.message, lang)) for problem in error.problems)
    hint = None if error.hint is None else in_language(error.hint, lang)
    return type(error)(in_language(error.detail, lang), hint=hint, problems=problems)


def problem_details(error: NetzblickError) -> dict[str, Any]:
    """An error in the shape that HTTP uses (RFC 9457)."""
    return {
        "type": f"/problems/{error.slug}",
        "title": error.slug.replace("-", " "),
        "status": error.status,
        "detail": error.detail,
        "hint": error.hint,
        "errors": [plain(problem) for problem in error.problems],
    }


def place(problem: Problem) -> str:
    """Where a problem is, as far as it is known."""
    names = [problem.file, problem.sheet]
    return "".join(f"{name}: " for name in names if name)


def write_text(text: str, out: Path | None) -> None:
    """Text into a file, whole or not at all, or on stdout."""
    write_bytes(text.encode(), out)


def write_bytes(content: bytes, out: Path | None) -> None:
    """Bytes into a file, whole or not at all, or on stdout.

    Raises:
        InvalidInput: the file cannot be written.
    """
    if out is None:
        typer.get_binary_stream("stdout").write(content)
        return
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        partial = out.with_name(f".{out.name}.partial")
        partial.write_bytes(content)
        partial.replace(out)
    except OSError as error:
        raise InvalidInput(
            said("file_unwritable", out=out, reason=said_by_system(error)), hint=said("name_another_file")
        ) from error
