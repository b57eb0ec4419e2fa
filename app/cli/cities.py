"""One question to many cities: the files of a folder, or all workspaces, with progress and a table side by side."""

import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.progress import BarColumn, Progress, TextColumn

from app.cli.environment import read_settings
from app.cli.output import refusal, say, stderr
from app.clock import today
from app.records.vocabulary import Lang as Language
from app.refusals import in_language

if TYPE_CHECKING:
    from app.report.forms.cities import CityTable
    from app.settings import Settings
    from app.store.bolt import Database
    from app.usecases.cities import Source
    from app.usecases.city_jobs import CityNetwork, Question

CitiesOption = Annotated[
    Path | None, typer.Option("--cities", help="a folder with a file or a folder for each city, instead of one city")
]
AllWorkspaces = Annotated[bool, typer.Option("--all-workspaces", help="every workspace, instead of one")]
EngineOption = Annotated[
    str | None,
    typer.Option(
        help="what computes: local (processes of this machine), local[N] (Spark on this machine), spark://HOST:PORT"
    ),
]
OUT = Path("staedte")

_QUIET_SECONDS = 1.0
"""What is over sooner needs no word."""

_REPORTS_OF_PROGRESS = 10
_TEXTS = {
    "de": {
        "begun": "Städte werden ausgewertet",
        "done": "{done} von {total} Städten",
        "left": ", noch etwa {duration}",
        "table": "Nebeneinander: {path}",
        "failed": "Nicht ausgewertet wurden {count} von {total}:",
    },
    "en": {
        "begun": "Working out cities",
        "done": "{done} of {total} cities",
        "left": ", about {duration} left",
        "table": "Side by side: {path}",
        "failed": "Not worked out: {count} of {total}:",
    },
}


def ask_cities(
    question: "Question",
    title: str,
    *,
    folder: Path | None,
    engine: str | None,
    out: Path | None,
    as_json: bool,
) -> None:
    """Answer a question for every city of a folder, or else for every workspace; ends with code 1 if one has no answer.

    Raises:
        InvalidInput: there are no cities, the engine is unknown, or the folder of the answers cannot be written to.
        EngineUnavailable: the engine cannot be started or reached; nothing is written.
    """
    from app.engines.opening import opened
    from app.report.forms.cities import CityTable
    from app.usecases.cities import answered, cities_in, write_table
    from app.usecases.computing import limits_of

    settings, into, lang = read_settings(), out or OUT, question.reading.lang
    with ExitStack() as stack:
        if folder is not None:
            sources = cities_in(folder, lang)
        else:
            sources = stack.enter_context(_stored(settings, question.reading.as_of_given, lang))
        limits = limits_of(settings)
        engine_name = engine or settings.engine
        computing = stack.enter_context(opened(engine_name, processes=settings.workers, limits=limits, lang=lang))
        report_progress = stack.enter_context(cities_progress(len(sources), lang))
        rows = answered(computing, question, sources, into, lang, report_progress)
    table = CityTable(title, lang, rows)
    paths = write_table(table, into)
    _say(table, paths[-1], lang, as_json=as_json)


def _say(table: "CityTable", page: Path, lang: Language, *, as_json: bool) -> None:
    from app.report.forms.cities import in_lines

    failures = table.failures
    text = "\n".join([*in_lines(table), _TEXTS[lang]["table"].format(path=page)])
    say({"question": table.question, "table": page, "cities": table.rows}, text, as_json=as_json)
    if failures:
        stderr.print(_TEXTS[lang]["failed"].format(count=len(failures), total=len(table.rows)), markup=False)
        for row in failures:
            stderr.print(f"  {row.city}: {in_language(row.failure or '', lang)}", markup=False)
        raise typer.Exit(1)


@contextmanager
def _stored(settings: "Settings", as_of: date | None, lang: Language) -> Iterator[tuple["Source", ...]]:
    """Every workspace as a city that is loaded when its turn comes."""
    from app.cli.connected import reached, with_database
    from app.store.workspaces import list_workspaces
    from app.usecases.cities import Source

    def reader(workspace: str) -> Callable[[], tuple["CityNetwork", str]]:
        return lambda: with_database(lambda database: _loaded(database, workspace, as_of, lang), located, lang)

    with reached(settings, lang) as located:
        workspaces = [stored.id for stored in with_database(list_workspaces, located, lang)]
        if not workspaces:
            raise refusal("no_workspaces", lang)
        yield tuple(Source(workspace, reader(workspace)) for workspace in workspaces)


async def _loaded(
    database: "Database", workspace: str, as_of: date | None, lang: Language
) -> tuple["CityNetwork", str]:
    from app.usecases.city_jobs import CityNetwork
    from app.usecases.since_last import progress_of
    from app.usecases.snapshots import Snapshots

    snapshot = await Snapshots(database).snapshot(workspace, as_of, today())
    progress = await progress_of(database, workspace, lang, today())
    content = f"{snapshot.title}\0{snapshot.fingerprint}\0{snapshot.network.as_of}\0{progress!r}"
    return CityNetwork(workspace, snapshot.title, snapshot.network, progress), content


@contextmanager
def cities_progress(
    total: int, lang: Language, clock: Callable[[], float] = time.monotonic
) -> Iterator[Callable[[int], None]]:
    """Report of how many cities are done, on stderr: a bar on a terminal, a line for each tenth where none is."""
    begun = clock()

    def done_text(done: int) -> str:
        return _TEXTS[lang]["done"].format(done=done, total=total) + _remaining_time(clock() - begun, done, total, lang)

    if not stderr.is_interactive:
        tenths: set[int] = set()

        def in_lines(done: int) -> None:
            part = _REPORTS_OF_PROGRESS * done // total
            if part not in tenths and clock() - begun > _QUIET_SECONDS:
                tenths.add(part)
                stderr.print(f"{done_text(done)} …", markup=False)

        yield in_lines
        return
    columns = (TextColumn("{task.description}"), BarColumn(), TextColumn("{task.fields[told]}"))
    with Progress(*columns, console=stderr, transient=True) as bar:
        task = bar.add_task(_TEXTS[lang]["begun"], total=total, told="")
        yield lambda done: bar.update(task, completed=done, told=done_text(done))


def _remaining_time(seconds: float, done: int, total: int, lang: Language) -> str:
    """Time still to come at the pace so far."""
    if not done or done == total:
        return ""
    from app.usecases.computing import duration

    return _TEXTS[lang]["left"].format(duration=duration(seconds / done * (total - done)))
