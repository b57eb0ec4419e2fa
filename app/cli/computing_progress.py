"""How long something that is read or computed will still take, on stderr: a bar on a terminal, a line now and then where none is."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Thread

from rich.progress import BarColumn, Progress, TextColumn

from app.cli.output import stderr
from app.records.vocabulary import Lang as Language
from app.usecases.computing import duration
from app.usecases.runs.background import Pace

_QUIET_SECONDS = 2.0
"""What is over sooner needs no word; lines come at twice the time of the one before."""

_STEP_SECONDS = 0.5
_TEXTS = {
    "de": {
        "computing": "Wird berechnet: {what}",
        "reading": "Wird gelesen: {what}",
        "left": ", noch etwa {duration}",
        "longer": ", dauert länger als geschätzt",
    },
    "en": {
        "computing": "Computing: {what}",
        "reading": "Reading: {what}",
        "left": ", about {duration} left",
        "longer": ", takes longer than estimated",
    },
}


@contextmanager
def computing_progress(title: str, lang: Language) -> Iterator[Pace]:
    """Pace of reading or of a computation, shown once it has taken two seconds; ``title`` is what is read or computed."""
    pace, ended = Pace(), Event()
    show = _in_a_bar if stderr.is_interactive else _in_lines
    thread = Thread(target=show, args=(title, pace, ended, lang), daemon=True)
    thread.start()
    try:
        yield pace
    finally:
        ended.set()
        thread.join()


def _in_lines(title: str, pace: Pace, ended: Event, lang: Language) -> None:
    seconds = _QUIET_SECONDS
    while not ended.wait(seconds):
        stderr.print(f"{_text(title, pace, lang)} …", markup=False)
        seconds = max(pace.clock() - pace.begun, seconds)


def _in_a_bar(title: str, pace: Pace, ended: Event, lang: Language) -> None:
    if ended.wait(_QUIET_SECONDS):
        return
    with Progress(TextColumn("{task.description}"), BarColumn(), console=stderr, transient=True) as bar:
        task = bar.add_task("", total=None)
        while not ended.wait(_STEP_SECONDS):
            passed, seconds_left = pace.clock() - pace.begun, pace.seconds_left
            total = None if seconds_left is None else passed + seconds_left
            bar.update(task, description=_text(title, pace, lang), completed=passed, total=total)


def _text(title: str, pace: Pace, lang: Language) -> str:
    """``Wird berechnet: Ähnliche Angebote, noch etwa 20 s``."""
    step = "reading" if pace.step == "reading" else "computing"
    text, seconds_left = _TEXTS[lang][step].format(what=title), pace.seconds_left
    if seconds_left is not None:
        return text + _TEXTS[lang]["left"].format(duration=duration(seconds_left))
    return text + (_TEXTS[lang]["longer"] if pace.expected is not None else "")
