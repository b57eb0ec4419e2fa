"""Are decisions kept beside the records, once each, and gone with their workspace?"""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from neo4j import Driver

from app.errors import UnknownName
from app.records.decisions import Decision
from app.store.decisions import delete_decision, keep_decision, list_decisions
from app.store.workspaces import delete_workspace, get_workspace
from tests.storing import Store

WANTED = Decision(
    id="0" * 20,
    finding="parallel-offers:1",
    title="Zwei ähnliche Angebote",
    kind="wanted",
    at=datetime(2026, 2, 1, 9, 30, tzinfo=UTC),
    digest="d",
    reason="choice",
    text="Wahlrecht",
    by_role="Quartiermanagement",
    until=date(2026, 12, 31),
)
DONE = Decision(id="1" * 20, finding="x", title="y", kind="done", at=datetime(2026, 1, 1, tzinfo=UTC), digest="e")


def test_decisions_are_kept_once_and_listed_oldest_first(store: Store):
    before = store(get_workspace, "here")
    for decision in (WANTED, WANTED, DONE):
        store(keep_decision, "here", decision)
    assert store(list_decisions, "here") == (DONE, WANTED)
    assert store(list_decisions, "there") == ()
    assert store(get_workspace, "here") == before, "deciding changes no data, so nothing is computed anew"


def test_a_decision_is_taken_back(store: Store):
    store(keep_decision, "here", WANTED)
    store(delete_decision, "here", WANTED.id)
    assert store(list_decisions, "here") == ()
    with pytest.raises(UnknownName):
        store(delete_decision, "here", WANTED.id)


def test_nothing_is_decided_in_a_workspace_that_is_not_there(store: Store):
    for work in (keep_decision, lambda database, workspace, _: list_decisions(database, workspace)):
        with pytest.raises(UnknownName):
            store(work, "nowhere", WANTED)


def test_decisions_go_with_their_workspace(store: Store, neo4j_driver: Driver):
    store(keep_decision, "here", replace(WANTED, until=None, text=None, by_role=None))
    store(delete_workspace, "here")
    assert neo4j_driver.execute_query("MATCH (d:Decision) RETURN count(d) AS n").records[0]["n"] == 0
