"""Are states of findings kept once each, newest first, and gone with their workspace?"""

from datetime import UTC, datetime

import pytest
from neo4j import Driver

from app.errors import UnknownName
from app.store.kept_states import KeptState, delete_state, keep_state, list_states
from app.store.workspaces import delete_workspace, get_workspace
from tests.storing import Store

OLD, NEW = (
    KeptState(id=name, name=name, at=datetime(2026, month, 1, tzinfo=UTC), keys=("k",), titles=("Titel",))
    for name, month in (("old", 1), ("new", 2))
)


def test_states_are_kept_once_and_listed_newest_first(store: Store):
    before = store(get_workspace, "here")
    for state in (OLD, NEW, OLD):
        store(keep_state, "here", state)
    assert store(list_states, "here") == (NEW, OLD)
    assert store(list_states, "here", 1) == (NEW,)
    assert store(list_states, "there") == ()
    assert store(get_workspace, "here") == before, "keeping a state changes no data, so nothing is computed anew"


def test_a_state_is_forgotten(store: Store):
    store(keep_state, "here", NEW)
    store(delete_state, "here", NEW.id)
    assert store(list_states, "here") == ()
    with pytest.raises(UnknownName):
        store(delete_state, "here", NEW.id)


def test_no_state_is_kept_of_a_workspace_that_is_not_there(store: Store):
    for work in (keep_state, lambda database, workspace, _: list_states(database, workspace)):
        with pytest.raises(UnknownName):
            store(work, "nowhere", NEW)


def test_states_go_with_their_workspace(store: Store, neo4j_driver: Driver):
    store(keep_state, "here", NEW)
    store(delete_workspace, "here")
    assert neo4j_driver.execute_query("MATCH (s:KeptState) RETURN count(s) AS n").records[0]["n"] == 0
