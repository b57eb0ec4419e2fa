"""Are workspaces made, changed, counted and deleted, each without touching another?"""

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from functools import partial

import pytest
from neo4j import Driver

from app.errors import Conflict, StaleVersion, UnknownName
from app.records.records import TOPICS
from app.store import workspaces
from app.store.import_runs import get_run, list_runs
from app.store.records import load
from app.store.workspaces import create_workspace, delete_workspace, get_workspace, list_workspaces, patch_workspace
from tests.factories import actor, records
from tests.storing import Store, everything, import_run, unversioned


def test_a_new_workspace_is_empty(store: Store):
    made = store(create_workspace, "essen", " Essen ", date(2020, 12, 31))

    assert (made.id, made.name, made.reference_date, made.revision) == ("essen", "Essen", date(2020, 12, 31), 0)
    assert made.counts == dict.fromkeys(TOPICS, 0)
    assert [entry.id for entry in store(list_workspaces)] == ["essen", "here", "there"]


def test_records_are_counted_by_topic(store: Store):
    store.write("here", "all", upserts=everything())

    assert store(get_workspace, "here").counts == {topic: len(entry) for topic, entry in everything()}
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
    store.keep_run("here", import_run(1, "all"))
    monkeypatch.setattr(workspaces, "DELETE_SLICE", 5)
    monkeypatch.setattr(workspaces, "TIE_DELETE_SLICE", 1)

    store(delete_workspace, "here")

    left = neo4j_driver.execute_query("MATCH (n {workspace: 'here'}) RETURN count(n) AS n").records[0]["n"]
    assert (left, [entry.id for entry in store(list_workspaces)]) == (0, ["there"])
    assert unversioned(store(load, "there")) == everything()


def test_an_interrupted_deletion_hides_the_workspace_and_can_go_on(store: Store, neo4j_driver: Driver):
    store.write("here", "all", upserts=everything())
    neo4j_driver.execute_query("MATCH (w:Workspace {id: 'here'}) SET w.deleting = true")

    for refused in (lambda: store(load, "here"), lambda: store.write("here", "key", upserts=records(actor("a")))):
        with pytest.raises(UnknownName):
            refused()
    store(delete_workspace, "here")
    assert [entry.id for entry in store(list_workspaces)] == ["there"]


def test_import_runs_are_listed_newest_first(store: Store):
    for run in (import_run(1, "one"), import_run(2, "two"), import_run(2, "two")):
        store.keep_run("here", run)

    assert store(list_runs, "here") == (import_run(2, "two"), import_run(1, "one"))
    assert store(get_run, "here", "run-1") == import_run(1, "one")
    with pytest.raises(UnknownName, match="„run-3“"):
        store(get_run, "here", "run-3")
    with pytest.raises(UnknownName):
        store(list_runs, "nowhere")


def test_a_run_is_undone_until_its_undo_is_undone(store: Store):
    store.write("here", "one", upserts=records(actor("a")))
    store.keep_run("here", import_run(1, "one"))
    entries = []
    for operation, key in (("one", "undo"), ("undo", "redo"), ("redo", "undo again")):
        store.undo("here", operation, key)
        entries.append(store(get_run, "here", "run-1").undone)

    assert entries == [True, False, True]


def meanwhile(driver: Driver, statement: str, waiting: Callable[[], object]) -> object:
    """What becomes of work that waits for the workspace while somebody else does something to it and commits."""
    with driver.session() as session, ThreadPoolExecutor() as pool:
        transaction = session.begin_transaction()
        transaction.run(f"MATCH (w:Workspace {{id: 'here'}}) SET w.locked = true WITH w {statement}").consume()
        begun = pool.submit(waiting)
        time.sleep(0.5)
        assert not begun.done()
        transaction.commit()
        return begun.exception() or begun.result()


@pytest.mark.parametrize("statement", ["SET w.deleting = true", "DELETE w"])
def test_who_waits_for_a_workspace_that_goes_is_told_and_writes_nothing(
    store: Store, neo4j_driver: Driver, statement: str
):
    for waiting in (
        lambda: store.write("here", "key", upserts=records(actor("a"))),
        lambda: store(patch_workspace, "here", name="x"),
    ):
        neo4j_driver.execute_query(
            "MERGE (w:Workspace {id: 'here'}) SET w += {deleting: false, sequence: 0, hash: '', generation: 'here', left: []}"
        )
        assert isinstance(meanwhile(neo4j_driver, statement, waiting), UnknownName)

    left = neo4j_driver.execute_query("MATCH (n {workspace: 'here'}) RETURN count(n) AS n").records[0]["n"]
    assert left == 0


@pytest.mark.parametrize(
    "waiting",
    [
        lambda store, tag: store(delete_workspace, "here", expected=tag),
        lambda store, tag: store(patch_workspace, "here", expected=tag, name="x"),
    ],
)
def test_what_was_written_before_a_workspace_is_taken_is_not_lost(store: Store, neo4j_driver: Driver, waiting):
    tag = store(get_workspace, "here").tag
    written = "SET w.sequence = 1, w.hash = 'abc' CREATE (:Actor {workspace: 'here', id: 'a'})"

    refused = meanwhile(neo4j_driver, written, lambda: waiting(store, tag))

    assert isinstance(refused, StaleVersion)
    result = store(get_workspace, "here")
    assert (result.name, result.revision, result.counts["actors"]) == ("Here", 1, 1)


def test_of_two_renamings_of_one_state_one_wins(store: Store):
    tag = store(get_workspace, "here").tag
    store(patch_workspace, "here", expected=tag, name="Altendorf")

    with pytest.raises(StaleVersion):
        store(patch_workspace, "here", expected=tag, reference_date=date(2024, 9, 1))
    assert store(get_workspace, "here").name == "Altendorf"


def test_a_reference_date_can_be_taken_away(store: Store):
    store(patch_workspace, "here", reference_date=date(2024, 9, 1))

    assert store(patch_workspace, "here", reference_date=None) == store(get_workspace, "here")
    assert store(get_workspace, "here").reference_date is None


def test_a_late_deletion_leaves_a_workspace_that_was_made_anew(store: Store):
    store.write("here", "all", upserts=everything())

    store.portal.call(
        partial(workspaces._delete_all, deleting=True), store.database, "generations/delete_nodes", "here", "here", 5
    )

    assert unversioned(store(load, "here")) == everything()
