"""What becomes of an import when its answer is lost, when somebody writes in between, or when it cannot be undone?"""

from typing import Any

import pytest

from app.errors import Conflict, Forbidden, OutcomeUnknown
from app.store.import_runs import list_runs
from app.store.records import load
from app.store.requests import WriteSet
from app.store.write import write
from app.usecases import demo
from app.usecases.examples import examples
from app.usecases.imports import import_records
from app.usecases.imports.import_records import ImportReport, import_files, undo_import
from app.usecases.records.record_history import take_back
from tests.factories import actor, records, report, wave
from tests.intake_files import AKTEURE, csv_file
from tests.storing import AT, Store

FILES = (csv_file("akteure", AKTEURE),)


def imported(store: Store) -> ImportReport:
    return store(import_files, "here", FILES, at=AT)


def test_an_import_whose_answer_was_lost_is_known_and_can_be_undone(store: Store, monkeypatch: pytest.MonkeyPatch):
    async def lost(*values: Any, **named: Any) -> None:
        await write(*values, **named)
        raise OutcomeUnknown("lost", hint="Repeat it with the same key.")

    with monkeypatch.context() as patched:
        patched.setattr(import_records, "write", lost)
        with pytest.raises(OutcomeUnknown) as caught:
            imported(store)
    again = imported(store)
    (run,) = store(list_runs, "here")

    assert (
        caught.value.hint
        == "Lesen Sie dieselben Dateien noch einmal ein: Was angekommen ist, wird nicht noch einmal geschrieben."
    )
    assert (again.new, again.unchanged, again.run) == (0, 3, None)
    assert store(undo_import, "here", run.id, at=AT).undone
    assert store(load, "here").actors == ()


def test_an_import_overwrites_nothing_that_somebody_wrote_in_between(store: Store, monkeypatch: pytest.MonkeyPatch):
    imported(store)
    renamed = (csv_file("akteure", (("Name", "Kurzname", "Art"), ("AWO", "A", "Wohlfahrtsverband"))),)

    async def second(*values: Any, **named: Any) -> None:
        meanwhile = WriteSet(upserts=records(actor("awo", name="Arbeiterwohlfahrt")))
        await write(store.database, "here", "meanwhile", meanwhile, by="coordinator", at=AT, kind="edit")
        await write(*values, **named)

    monkeypatch.setattr(import_records, "write", second)
    with pytest.raises(Conflict, match="Jemand hat inzwischen Einträge geändert") as caught:
        store(import_files, "here", renamed, at=AT.replace(hour=13))

    assert caught.value.hint == "Lesen Sie die Dateien noch einmal ein."
    assert [entry.name for entry in store(load, "here").actors if entry.id == "awo"] == ["Arbeiterwohlfahrt"]
    assert len(store(list_runs, "here")) == 1


def test_a_refused_undo_names_the_run_and_what_is_in_the_way(store: Store):
    run = imported(store).run
    store.write("here", "later", upserts=records(actor("awo", name="Arbeiterwohlfahrt")))

    with pytest.raises(Conflict) as caught:
        store(undo_import, "here", run, at=AT, lang="en")
    with pytest.raises(Conflict, match=f"Der Import {run} lässt sich nicht zurücknehmen"):
        store(undo_import, "here", run, at=AT)

    assert caught.value.detail == (
        f"The import {run} cannot be taken back. Changed since, or resting on it: „Arbeiterwohlfahrt“ (Actors). "
        "Nothing was changed."
    )
    assert caught.value.hint == "Undo the later changes first; the history of a record shows them."


def test_single_answers_are_taken_back_by_those_alone_who_may_see_them(store: Store):
    store.write("here", "actors", upserts=records(actor("awo"), actor("drk")))
    survey = records(wave("w1", "awo drk", answered_by=("awo",)), report("w1", "awo", "drk", 3))
    sequence = store.write("here", "asked", upserts=survey).sequence

    with pytest.raises(Forbidden):
        store(take_back, "here", sequence, at=AT, lang="de", answers_open=False)
    store(take_back, "here", sequence, at=AT, lang="de", answers_open=True)

    assert store(load, "here").tie_reports == ()


def test_an_example_that_could_not_be_taken_in_leaves_no_empty_workspace(store: Store, monkeypatch: pytest.MonkeyPatch):
    async def broken_off(*_values: Any, **_named: Any) -> None:
        raise OutcomeUnknown("the database was lost", hint="try again")

    example = next(iter(examples()))
    with monkeypatch.context() as patched:
        patched.setattr(demo, "import_files", broken_off)
        with pytest.raises(OutcomeUnknown):
            store(demo.make_example, example, at=AT, lang="de")
    assert store(demo.make_example, example, at=AT, lang="de").id == example.workspace
