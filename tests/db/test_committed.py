"""A write that was committed is never told as one that failed: nothing is read again after it."""

from collections.abc import Awaitable, Callable
from typing import Any, Self, TypeVar

from app.errors import DatabaseUnavailable
from app.formats.files import InputFile
from app.store.bolt import Database, Deadlines, Row, Transaction
from app.store.import_runs import list_runs
from app.store.records import load
from app.store.workspaces import create_workspace, get_workspace, patch_workspace
from app.usecases.imports.import_records import import_files, undo_import
from app.usecases.records.merge_actors import merge_actors, undo_merge
from app.usecases.records.records import change_record, create_record, delete_record, replace_record
from tests.factories import actor, records
from tests.storing import AT, Store

T = TypeVar("T")


class LostAfterWrites(Database):
    """A database that answers nothing more once the write that counts was committed."""

    writes_left = 1

    @property
    def patient(self) -> Self:
        return self

    async def write(self, work: Callable[[Transaction], Awaitable[T]]) -> T:
        done = await super().write(work)
        self.writes_left -= 1
        return done

    async def read(self, name: str, /, **parameters: Any) -> list[Row]:
        if self.writes_left <= 0:
            raise DatabaseUnavailable("gone")
        return await super().read(name, **parameters)


def last_answer(store: Store, function: Callable[..., Awaitable[T]], *values: Any, writes: int = 1, **named: Any) -> T:
    """What a function gives when the database is lost right after its last write."""
    losing = LostAfterWrites(store.database._driver, "neo4j", Deadlines.of(30.0))
    losing.writes_left = writes

    async def call() -> T:
        return await function(losing, *values, **named)

    return store.portal.call(call)


def test_a_record_is_told_as_it_was_written(store: Store):
    new = {"name": "AWO  Ältere", "kinds": ("association",)}
    made = last_answer(store, create_record, "here", "actors", {"id": "awo", **new}, key="1", at=AT)
    assert store(load, "here").actors == (made,)

    place: dict[str, Any] = {"at": AT, "version": 1, "key": "2"}
    changed = last_answer(store, change_record, "here", "actors", "awo", {"sphere": "public"}, **place)
    assert (store(load, "here").actors, changed.version) == ((changed,), 2)

    whole = last_answer(store, replace_record, "here", "actors", "awo", new, at=AT, version=2, key="3")
    assert store(load, "here").actors == (whole,)

    last_answer(store, delete_record, "here", "actors", "awo", at=AT, version=3, key="4")
    assert store(load, "here").actors == ()


def test_a_workspace_is_told_as_it_was_written(store: Store):
    made = last_answer(store, create_workspace, "essen", " Essen ")
    assert made == store(get_workspace, "essen")

    changed = last_answer(store, patch_workspace, "essen", name=" Altendorf ")
    assert changed == store(get_workspace, "essen")


def test_a_merge_is_told_as_it_was_written(store: Store):
    store.write("here", "two", upserts=records(actor("a"), actor("b")))

    merge = last_answer(store, merge_actors, "here", "a", "b", version=1, key="m", at=AT)
    again = store(merge_actors, "here", "a", "b", version=1, key="m", at=AT)
    undone = last_answer(store, undo_merge, "here", merge.id, at=AT)

    assert merge == again
    assert (merge.changed, undone.undone, undone.sequence) == ({"actors": 2}, True, 3)


def test_an_import_and_its_undo_are_told_as_they_were_written(store: Store):
    file = InputFile("akteure.csv", b"Name;Art\nAWO;Verein\n")

    done = last_answer(store, import_files, "here", (file,), at=AT)
    [run] = store(list_runs, "here")
    undone = last_answer(store, undo_import, "here", done.run, at=AT)

    assert (done.run, done.new) == (run.id, 1)
    assert [undone] == list(store(list_runs, "here"))
