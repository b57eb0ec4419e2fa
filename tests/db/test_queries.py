"""Does the database see in every query what its header says? Each is EXPLAINed on a migrated, seeded database."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

import pytest
from neo4j import Driver

from app.records.decisions import Decision
from app.store.access_keys import create_key, note_use, revoke_key
from app.store.answers import Answer, keep_answer
from app.store.bolt import Database, Transaction
from app.store.decisions import keep_decision
from app.store.feedback import StoredAnswer, feedback_secret
from app.store.kept_mappings import KeptMapping, keep_mapping
from app.store.kept_states import KeptState, keep_state
from app.store.migrations import migrate
from app.store.queries import Query, queries
from app.store.requests import AUTHOR, WriteSet
from app.store.runs import Document, KeptRun, begin_run, end_run
from app.store.workspaces import create_workspace
from app.store.write import write
from tests.database import DatabaseUnderTest, wipe
from tests.factories import actor, records
from tests.storing import AT, Store, everything, import_run, in_batches

SUCCESS = {"00000", "00001", "00N42"}


@dataclass(frozen=True)
class Explained:
    access: str
    returns: tuple[str, ...]
    statuses: dict[str, str]


DECISION = Decision(
    id="1",
    finding="f",
    title="Title",
    kind="accepted",
    at=AT,
    digest="d",
    reason="r",
    text="t",
    by_role="role",
    reply="said",
    reply_by="who",
    until=AT.date(),
)


ANSWER = StoredAnswer(id="1", operation="all", wave="w", kind="area", subject="s", at=AT, content="{}")


@pytest.fixture(scope="module")
def explained(open_store: Store, neo4j_server: DatabaseUnderTest, neo4j_driver: Driver) -> dict[str, Explained]:
    """Every query as the planner sees it, in a database where every label, type and property has been used."""
    wipe(neo4j_driver)
    open_store(migrate)
    open_store(create_workspace, "here", "Here", AT.date())
    open_store.write("here", "all", upserts=everything())
    open_store.undo("here", "all", "undo")
    with in_batches(open_store.database):
        open_store.write("here", "again", upserts=everything())
    open_store.keep_run("here", import_run(1, "all"))
    open_store(keep_decision, "here", DECISION)
    open_store(feedback_secret, "here", "secret")
    open_store.keep_answers("here", ANSWER)
    open_store(keep_mapping, "here", KeptMapping(name="n", text="t", at=AT))
    open_store(keep_state, "here", KeptState(id="1", name="n", at=AT, keys=("k",), titles=("t",)))
    open_store(_write_with_key)
    open_store(_keep_answer)
    open_store(begin_run, "here", KeptRun(id="1", about="density", scope="read", at=AT))
    open_store(end_run, "here", "1", Document("application/json", b"{}"))
    key, _secret = open_store(create_key, "label", {"read"}, expires=AT + timedelta(days=1), at=AT)
    open_store(note_use, key.id, AT.date())
    open_store(revoke_key, key.id, AT)
    return dict(_explanations(neo4j_driver))


async def _write_with_key(database: Database) -> None:
    AUTHOR.set("key:1")
    await write(database, "here", "theirs", WriteSet(upserts=records(actor("new"))), by="tool", at=AT, kind="test")


async def _keep_answer(database: Database) -> None:
    async def work(transaction: Transaction) -> None:
        await keep_answer(transaction, "key", Answer(digest="d", status=201, headers={}, body="{}"), AT)

    await database.write(work)


def _explanations(driver: Driver) -> Iterator[tuple[str, Explained]]:
    with driver.session() as session:
        for name, query in queries().items():
            result = session.run(f"EXPLAIN {query.text}", dict.fromkeys(query.parameters))
            returns = tuple(result.keys())
            summary = result.consume()
            statuses = {
                notification.gql_status: notification.status_description for notification in summary.gql_status_objects
            }
            yield name, Explained("read" if summary.query_type == "r" else "write", returns, statuses)


every_query = pytest.mark.parametrize("query", queries().values(), ids=queries())


@every_query
def test_it_returns_the_names_of_its_header_in_their_order(explained: dict[str, Explained], query: Query):
    assert explained[query.name].returns == tuple(query.returns)


@every_query
def test_its_access_is_that_of_its_header(explained: dict[str, Explained], query: Query):
    assert explained[query.name].access == query.access


@every_query
@pytest.mark.parametrize(
    ("what", "codes"),
    [
        ("missing parameter", {"01N60"}),
        ("unknown label, relationship type or property", {"01N50", "01N51", "01N52"}),
        ("deprecated syntax", {"01N00", "01N01", "01N02"}),
        ("cross product", {"03N90"}),
    ],
)
def test_the_planner_finds_nothing_wrong(explained: dict[str, Explained], query: Query, what: str, codes: set[str]):
    complaints = {code: text for code, text in explained[query.name].statuses.items() if code in codes}
    assert complaints == {}, what


@every_query
def test_the_planner_says_nothing_else_either(explained: dict[str, Explained], query: Query):
    known = {"01N60", "01N50", "01N51", "01N52", "01N00", "01N01", "01N02", "03N90"} | SUCCESS
    assert explained[query.name].statuses.keys() <= known


def test_a_faulty_query_would_be_noticed(explained: dict[str, Explained], neo4j_driver: Driver):
    """The checks above rest on these codes; a driver or database that tells others would make them blind."""
    faulty = "EXPLAIN MATCH (a:Aktor), (b:Actor) WHERE a.nmae = b.name RETURN id(a)"
    _records, summary, _keys = neo4j_driver.execute_query(faulty)

    assert {"01N50", "01N52", "03N90"} <= {notification.gql_status for notification in summary.gql_status_objects}
