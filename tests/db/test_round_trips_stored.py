"""Does what leaves a workspace come back through the database without a change, and does JSON restore an empty one?"""

import hashlib
import io
import json
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from app.formats.files import InputFile
from app.intake.filled_sheets import filled_sheets
from app.records.records import Records
from app.store.chain import canonical_json
from app.store.records import load
from app.store.workspaces import create_workspace, delete_workspace
from app.usecases.export import export_workspace
from app.usecases.imports.import_records import import_files
from tests.intake_files import ods_file
from tests.storing import AT, Store
from tests.trials import trials
from tests.workspaces import DAY, workspaces

pytestmark = pytest.mark.db

TEN = settings(
    max_examples=trials(10),
    deadline=None,
    phases=[Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@contextmanager
def holding(store: Store, content: Records) -> Iterator[str]:
    """A workspace that holds records, and is gone afterwards."""
    store(create_workspace, "made", "Gemacht")
    try:
        store.write("made", "first", upserts=content)
        yield "made"
    finally:
        store(delete_workspace, "made")


def exported(store: Store, workspace: str, form: str) -> bytes:
    return store(export_workspace, workspace, form, as_of=None, today=DAY, everything=True).content


def unzipped(content: bytes) -> tuple[InputFile, ...]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return tuple(InputFile(name, archive.read(name)) for name in archive.namelist())


def as_ods(store: Store, workspace: str) -> tuple[InputFile, ...]:
    tables = filled_sheets(store(load, workspace), "de")
    return (ods_file({table.sheet: (table.headings, *(cells for _, cells in table.rows)) for table in tables}),)


def digest(store: Store, workspace: str) -> str:
    """One hash of every record and reference; versions and sources tell when and from where, and not what."""
    document = json.loads(exported(store, workspace, "json"))["records"]
    for record in (record for of_topic in document.values() for record in of_topic):
        record.pop("source")
    return hashlib.sha256(canonical_json(document).encode()).hexdigest()


@TEN
@given(content=workspaces())
def test_what_leaves_a_workspace_is_no_change_when_it_comes_back(store: Store, content: Records):
    with holding(store, content) as workspace:
        before = digest(store, workspace)
        files = {
            "xlsx": (InputFile("probe.xlsx", exported(store, workspace, "xlsx")),),
            "ods": as_ods(store, workspace),
            "csv": unzipped(exported(store, workspace, "csv")),
            "json": (InputFile("probe.json", exported(store, workspace, "json")),),
            "graphml": (InputFile("probe.graphml", exported(store, workspace, "graphml")),),
        }
        for form, given_files in files.items():
            done = store(import_files, workspace, given_files, at=AT)
            assert (done.run, done.new, done.changed, done.rejected) == (None, 0, (), ()), form
        assert digest(store, workspace) == before


@TEN
@given(content=workspaces())
def test_json_restores_an_empty_workspace_to_the_same_hash(store: Store, content: Records):
    with holding(store, content) as workspace:
        before, file = digest(store, workspace), InputFile("probe.json", exported(store, workspace, "json"))
    store(create_workspace, "restored", "Wieder da")
    try:
        store(import_files, "restored", (file,), at=AT)
        assert digest(store, "restored") == before
    finally:
        store(delete_workspace, "restored")
