"""The demo: example cities, loaded, analysed and reported."""

from collections.abc import AsyncIterator
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from app.errors import NetzblickError
from app.records.vocabulary import Lang
from app.report.texts import LANGUAGES
from app.store.bolt import Database
from app.store.workspaces import StoredWorkspace, create_workspace, delete_workspace, list_workspaces
from app.usecases.computing import Computing
from app.usecases.examples import Example, examples
from app.usecases.imports.import_records import import_files
from app.usecases.make_report import rendered, report_of
from app.usecases.run_analysis import Runs
from app.usecases.snapshots import Snapshot, Snapshots


async def run_demo(
    database: Database, computing: Computing, out: Path, at: datetime
) -> AsyncIterator[tuple[str, list[Path]]]:
    """Load each example city and write its reports; gives the name of each city and the files as they are done.

    A second run changes nothing: workspaces are found, imports find no change, reports have the same bytes.
    """
    runs = Runs(Snapshots(database), computing)
    for example in examples():
        await _load(database, example, at)
        snapshot = await runs.analysed(example.workspace, None, at.date())
        folder = out / example.workspace
        folder.mkdir(parents=True, exist_ok=True)
        written: list[Path] = []
        for lang in LANGUAGES:
            written += _write(folder, snapshot, lang)
        yield example.name, written


def _write(folder: Path, snapshot: Snapshot, lang: Lang) -> list[Path]:
    """The Bericht to be read on a screen and the Kurzfassung to be printed, for the coordinator."""
    written = []
    for edition, name, forms in (("bericht", "report", ("html", "md", "json")), ("kurz", "kurz", ("pdf", "docx"))):
        report = report_of(
            snapshot.in_reading_order,
            snapshot.network,
            title=snapshot.title,
            lang=lang,
            audience="internal",
            edition=edition,
        )
        for form in forms:
            written.append(folder / f"{name}.{lang}.{form}")
            written[-1].write_bytes(rendered(report, form))
    return written


async def _load(database: Database, example: Example, at: datetime) -> None:
    known = {stored.id for stored in await list_workspaces(database)}
    if example.workspace in known:
        await import_files(database, example.workspace, example.files, at=at, mapping=example.mapping)
    else:
        await make_example(database, example, at=at, lang="de")


async def make_example(database: Database, example: Example, *, at: datetime, lang: Lang) -> StoredWorkspace:
    """The workspace of an example, made with all its records or not at all.

    Raises:
        Conflict: there is a workspace of that id.
    """
    stored = await create_workspace(database, example.workspace, example.name, example.reference_date)
    try:
        await import_files(database, stored.id, example.files, at=at, mapping=example.mapping, lang=lang)
    except BaseException:
        with suppress(NetzblickError):
            await delete_workspace(database, stored.id)
        raise
    return stored
