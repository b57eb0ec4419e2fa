"""Does a backup of a running database come back with everything in it, and only where nothing is?"""

import threading
from random import Random

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from neo4j import Driver

from app.errors import Conflict, InvalidInput
from app.records.records import Records
from app.store import staging
from app.store.backup import restore, workspace_copy
from app.store.backup_file import backup_of, read_backup
from app.store.decisions import list_decisions
from app.store.import_runs import list_runs
from app.store.integrity import check_workspace
from app.store.records import load
from app.store.workspaces import create_workspace, delete_workspace, get_workspace, list_workspaces
from app.usecases.back_up import back_up, restored
from tests.factories import actor, records
from tests.storing import Store, everything, import_run, in_batches
from tests.trials import trials
from tests.workspaces import workspaces

pytestmark = pytest.mark.db


def graph(driver: Driver) -> tuple[list, list]:
    """Every node and relationship with all it holds, in an order that says nothing of when it was made."""
    nodes = driver.execute_query(
        "MATCH (n) WHERE NOT n:TestDatabase AND NOT n:Migration RETURN labels(n) AS labels, properties(n) AS values"
    ).records
    links = driver.execute_query(
        "MATCH (a)-[r]->(b) RETURN type(r) AS type, properties(r) AS values, properties(a) AS from, properties(b) AS to"
    ).records
    return sorted(repr(node.data()) for node in nodes), sorted(repr(link.data()) for link in links)


def test_the_restored_graph_is_the_graph_that_was(store: Store, neo4j_driver: Driver):
    store.write("here", "all", upserts=everything(), kind="import")
    store.keep_run("here", import_run(1, "all"))
    store.undo("here", "all", "undo")
    store.write("here", "again", upserts=everything())
    store.write("there", "one", upserts=records(actor("a")))
    before, content = graph(neo4j_driver), store(back_up)[0]

    for workspace in ("here", "there"):
        store(delete_workspace, workspace)
    done = store(restored, content)

    assert [entry.workspace for entry in done] == ["here", "there"]
    assert graph(neo4j_driver) == before
    assert store(check_workspace, "here").faults == ()
    assert len(store(list_runs, "here")) == 1
    assert store(list_decisions, "here") == ()
    assert store.write("here", "again", upserts=everything()).repeated


@pytest.mark.slow
def test_a_large_change_made_in_parts_comes_back_with_its_history(
    store: Store, neo4j_driver: Driver, monkeypatch: pytest.MonkeyPatch
):
    """Made, changed, taken back and made again in parts of seven records; what is restored can be undone."""
    monkeypatch.setattr(staging, "GRACE_SECONDS", 0.0)
    store.write("here", "small", upserts=records(actor("a"), actor("awo", name="Vorher")))
    with in_batches(store.database):
        store.write("here", "all", upserts=everything())
        store.undo("here", "all", "undo")
        store.undo("here", "undo", "redo")
    store.write("here", "later", upserts=records(actor("b")))
    copy = store(workspace_copy, "here")
    assert [len(kept.parts) > 1 for kept in copy.changes] == [False, True, True, True, False]

    store(delete_workspace, "here")
    store(restore, read_backup(backup_of([copy]))[0])

    again = store(workspace_copy, "here")
    assert (again, again.hash) == (copy, copy.hash)
    assert store(check_workspace, "here").faults == ()
    with in_batches(store.database):
        store.undo("here", "redo", "undo again")
    assert {record.name for record in store(load, "here").actors} == {"a", "b", "Vorher"}


@settings(
    max_examples=trials(10),
    phases=[Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(workspaces())
def test_ten_generated_workspaces_come_back_with_equal_hash(store: Store, content: Records):
    store(create_workspace, "made", "Gemacht") if "made" not in {w.id for w in store(list_workspaces)} else None
    chance = Random(1)
    store.write("made", "first", upserts=content)
    topics = [
        topic for topic, of_topic in content if of_topic and topic in ("cooperations", "tie_reports", "observations")
    ]
    for topic in topics:
        ids = [record.id for record in getattr(content, topic) if chance.random() < 0.5]
        store.write("made", f"less {topic}", deletes={topic: ids}) if ids else None
    copy = store(workspace_copy, "made")

    store(delete_workspace, "made")
    store(restore, read_backup(backup_of([copy]))[0])

    assert store(workspace_copy, "made").hash == copy.hash
    assert store(get_workspace, "made").fingerprint == copy.changes[-1].hash
    store(delete_workspace, "made")


def test_a_backup_beside_writers_is_as_of_one_change(store: Store):
    stop = threading.Event()

    def keep_writing() -> None:
        number = 0
        while not stop.is_set():
            number += 1
            store.write("here", f"w{number}", upserts=records(actor(f"a{number}")))

    writer = threading.Thread(target=keep_writing)
    writer.start()
    try:
        copies = [store(workspace_copy, "here") for _ in range(3)]
    finally:
        stop.set()
        writer.join()

    for copy in copies:
        assert sorted(copy.records["actors"]) == sorted(f"a{number}" for number in range(1, len(copy.changes) + 1))
        assert read_backup(backup_of([copy])) == (copy,)


def test_nothing_is_written_over_what_is_there(store: Store, neo4j_driver: Driver):
    store.write("here", "one", upserts=records(actor("a")))
    content, _ = store(back_up)
    store(delete_workspace, "there")
    before = graph(neo4j_driver)

    with pytest.raises(Conflict, match="here"):
        store(restored, content)
    with pytest.raises(Conflict, match="nowhere"):
        store(restored, content, ["nowhere"])
    with pytest.raises(InvalidInput):
        store(restored, content[:-1])

    assert graph(neo4j_driver) == before
    assert [entry.workspace for entry in store(restored, content, ["there"])] == ["there"]


def test_an_interrupted_restoration_shows_nothing_and_can_be_repeated(
    store: Store, monkeypatch: pytest.MonkeyPatch, neo4j_driver: Driver
):
    store.write("here", "all", upserts=everything())
    before, copy = graph(neo4j_driver), store(workspace_copy, "here")
    store(delete_workspace, "here")

    with monkeypatch.context() as patched:
        patched.setattr("app.store.backup._finish", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            store(restore, copy)
    assert "here" not in {workspace.id for workspace in store(list_workspaces)}
    store(restore, copy)

    assert graph(neo4j_driver) == before


def test_what_was_altered_past_the_history_is_not_backed_up(store: Store, neo4j_driver: Driver):
    store.write("here", "one", upserts=records(actor("a")))
    neo4j_driver.execute_query("MATCH (a:Actor {id: 'a'}) SET a.name = 'anders'")

    with pytest.raises(Conflict, match="changed past the history"):
        store(back_up)
