"""How far an import is, on stderr: a bar on a terminal, a line for each step and quarter where none is."""

from collections.abc import Iterator
from contextlib import contextmanager

from rich.progress import BarColumn, Progress, TextColumn

from app.cli.output import stderr
from app.records.vocabulary import Lang as Language
from app.usecases.computing import duration
from app.usecases.runs.background import Pace, Report, Step

_QUIET_SECONDS = 1.0
"""What is over sooner needs no word."""

_REPORTS_OF_PROGRESS = 4
_TEXTS = {
    "de": {
        "reading": "Dateien werden gelesen",
        "checking": "Zeilen werden geprüft",
        "writing": "Einträge werden geschrieben",
        "left": "noch etwa {duration}",
    },
    "en": {
        "reading": "Reading files",
        "checking": "Checking rows",
        "writing": "Writing records",
        "left": "about {duration} left",
    },
}


@contextmanager
def import_progress(lang: Language) -> Iterator[Report]:
    """Report of how far an import is."""
    pace = Pace()
    if not stderr.is_interactive:
        yield _in_lines(pace, lang)
        return
    columns = (TextColumn("{task.description}"), BarColumn(), TextColumn("{task.fields[told]}"))
    with Progress(*columns, console=stderr, transient=True) as bar:
        task = bar.add_task(_TEXTS[lang]["reading"], total=None, told="")

        def report(step: Step, done: int, total: int) -> None:
            pace.report(step, done, total)
            bar.update(
                task, description=_TEXTS[lang][step], completed=done, total=total or None, told=_pace_text(pace, lang)
            )

        yield report


def _in_lines(pace: Pace, lang: Language) -> Report:
    printed: set[tuple[Step, int]] = set()

    def report(step: Step, done: int, total: int) -> None:
        pace.report(step, done, total)
        part = (step, _REPORTS_OF_PROGRESS * done // (total or 1))
        if part not in printed and pace.clock() - pace.begun > _QUIET_SECONDS:
            printed.add(part)
            pace_text = _pace_text(pace, lang)
            stderr.print(f"{_TEXTS[lang][step]}{': ' if pace_text else ''}{pace_text} …", markup=False)

    return report


def _pace_text(pace: Pace, lang: Language) -> str:
    """``34000 / 100000, noch etwa 2 min``."""
    amount = f"{pace.done} / {pace.total}" if pace.total else ""
    seconds_left = pace.seconds_left
    if seconds_left is None:
        return amount
    return f"{amount}, " + _TEXTS[lang]["left"].format(duration=duration(seconds_left))
