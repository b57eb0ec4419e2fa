"""Are workspaces made, changed, counted and deleted, each without touching another?"""

from datetime import date

import pytest
from neo4j import Driver

from app.errors import Conflict, UnknownName
from app.records.records import TOPICS
from app.store import workspaces
from app.store.import_runs import get_run, keep_run, list_runs
from app.store.records import load
from app.store.workspaces import create_workspace, delete_workspace, get_workspace, list_workspaces, patch_workspace
from tests.factories import actor, records
from tests.storing import Store, everything, import_run, unversioned

pytestmark = pytest.mark.db


def test_a_new_workspace_is_empty(store: Store):
    made = store(create_workspace, "essen", " Essen ", date(2020, 12, 31))

    assert (made.id, made.name, made.reference_date, made.revision) == ("essen", "Essen", date(2020, 12, 31), 0)
    assert made.counts == dict.fromkeys(TOPICS, 0)
    assert [one.id for one in store(list_workspaces)] == ["essen", "here", "there"]


def test_records_are_counted_by_topic(store: Store):
    store.write("here", "all", upserts=everything())

    assert store(get_workspace, "here").counts == {topic: len(some) for topic, some in everything()}
    assert store(get_workspace, "here").revision == 1
    assert sum(store(get_workspace, "there").counts.values()) == 0


def test_a_change_leaves_what_it_does_not_name(store: Store):
    store(patch_workspace, "here", reference_date=date(2024, 9, 1))
    changed = store(patch_workspace, "here", name="Altendorf")

    assert (changed.name, changed.reference_date) == ("Altendorf", date(2024, 9, 1))


def test_an_id_is_given_once(store: Store):
    with pytest.raises(Conflict, match="a workspace „here“ already"):
        store(create_workspace, "here", "again")
    assert store(get_workspace, "here").name == "Here"


def test_an_unknown_workspace_is_named_with_similar_ones(store: Store):
    with pytest.raises(UnknownName, match="„ther“") as caught:
        store(get_workspace, "ther")
    assert caught.value.hint == "Similar are: there, here"
    for refused in (lambda: store(delete_workspace, "ther"), lambda: store(patch_workspace, "ther", name="x")):
        with pytest.raises(UnknownName):
            refused()


def test_a_deleted_workspace_leaves_nothing_and_takes_nothing_else(
    store: Store, neo4j_driver: Driver, monkeypatch: pytest.MonkeyPatch
):
    store.write("here", "all", upserts=everything())
    store.write("there", "all", upserts=everything())
    store(keep_run, "here", import_run(1, "all"))
    monkeypatch.setattr(workspaces, "DELETE_SLICE", 5)
    monkeypatch.setattr(workspaces, "TIE_DELETE_SLICE", 1)

    store(delete_workspace, "here")

    left = neo4j_driver.execute_query("MATCH (n {workspace: 'here'}) RETURN count(n) AS n").records[0]["n"]
    assert (left, [one.id for one in store(list_workspaces)]) == (0, ["there"])
    assert unversioned(store(load, "there")) == everything()


def test_an_interrupted_deletion_hides_the_workspace_and_can_go_on(store: Store, neo4j_driver: Driver):
    store.write("here", "all", upserts=everything())
    neo4j_driver.execute_query("MATCH (w:Workspace {id: 'here'}) SET w.deleting = true")

    for refused in (lambda: store(load, "here"), lambda: store.write("here", "key", upserts=records(actor("a")))):
        with pytest.raises(UnknownName):
            refused()
    store(delete_workspace, "here")
    assert [one.id for one in store(list_workspaces)] == ["there"]


def test_import_runs_that_arrived_are_listed_newest_first(store: Store):
    for run in (import_run(1, "one"), import_run(2, "two"), import_run(2, "two"), import_run(3, "lost")):
        store(keep_run, "here", run)
    for operation in ("one", "two"):
        store.write("here", operation, upserts=records(actor("a")))

    assert store(list_runs, "here") == (import_run(2, "two"), import_run(1, "one"))
    assert store(get_run, "here", "run-1") == import_run(1, "one")
    with pytest.raises(UnknownName, match="„run-3“"):
        store(get_run, "here", "run-3")
    with pytest.raises(UnknownName):
        store(list_runs, "nowhere")


def test_a_run_is_undone_until_its_undo_is_undone(store: Store):
    store.write("here", "one", upserts=records(actor("a")))
    store(keep_run, "here", import_run(1, "one"))
    said = []
    for operation, key in (("one", "undo"), ("undo", "redo"), ("redo", "undo again")):
        store.undo("here", operation, key)
        said.append(store(get_run, "here", "run-1").undone)

    assert said == [True, False, True]
