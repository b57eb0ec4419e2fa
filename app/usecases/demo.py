"""What does Netzblick show a newcomer? The example cities, loaded, analysed and reported."""

from collections.abc import AsyncIterator
from datetime import datetime
from pathlib import Path

from app.report.texts import LANGUAGES
from app.store.bolt import Database
from app.store.workspaces import create_workspace, list_workspaces
from app.usecases.computing import Computing
from app.usecases.examples import Example, examples
from app.usecases.import_records import import_files
from app.usecases.make_report import FORMATS, rendered, report_of
from app.usecases.run_analysis import Runs
from app.usecases.snapshots import Snapshots


async def run_demo(
    database: Database, computing: Computing, out: Path, at: datetime
) -> AsyncIterator[tuple[str, list[Path]]]:
    """Load each example city and write its reports; gives the name of each city and the files as they are done.

    A second run changes nothing: workspaces are found, imports find no change, reports have the same bytes.
    """
    runs = Runs(Snapshots(database), computing)
    for example in examples():
        await _load(database, example, at)
        found = await runs.analysed(example.workspace, None, at.date())
        folder = out / example.workspace
        folder.mkdir(parents=True, exist_ok=True)
        written = []
        for lang in LANGUAGES:
            made = report_of(found.in_reading_order, found.network, title=found.title, lang=lang, audience="internal")
            for form in FORMATS:
                written.append(folder / f"report.{lang}.{form}")
                written[-1].write_text(rendered(made, form), "utf-8")
        yield example.name, written


async def _load(database: Database, example: Example, at: datetime) -> None:
    known = {one.id for one in await list_workspaces(database)}
    if example.workspace not in known:
        await create_workspace(database, example.workspace, example.name, example.reference_date)
    await import_files(database, example.workspace, example.files, at=at, mapping=example.mapping)
