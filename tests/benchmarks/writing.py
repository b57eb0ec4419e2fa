"""How quickly do records get into Neo4j: by our large writes, and by a bare loop of the driver with the same batches?"""

import asyncio
import time
from itertools import count

from neo4j import GraphDatabase

from app.embedded.server import Server
from app.records.records import TOPICS, Records
from app.records.rules import set_right
from app.records.term_nodes import term_nodes
from app.store.apply import BATCH, TIES
from app.store.bolt import TRANSACTION_ROWS, Database, Deadlines
from app.store.migrations import migrate
from app.store.queries import queries
from app.store.requests import WriteSet
from app.store.rows import row_of, sliced
from app.store.workspaces import create_workspace
from app.store.write import write
from tests.benchmarks.city import AS_OF, City
from tests.benchmarks.database import database
from tests.benchmarks.intake_rows import ACTORS_PER_ROW
from tests.benchmarks.measure import Outcome, Section, interleaved
from tests.storing import AT

ROUNDS = 2
DEADLINE_SECONDS = 600.0
PARTS = 4
"""A write has at least so many, so that it is staged at any size."""


def measure(rows: int) -> Outcome:
    """A city of about so many records, written in both ways in turn into workspaces of their own; wall clock."""
    city = City(round(rows * ACTORS_PER_ROW)).records
    records = Records(**{topic: tuple(map(set_right, of_topic)) for topic, of_topic in city})
    written = sum(len(of_topic) for _, of_topic in records)
    numbers = count()
    with database() as server:
        asyncio.run(_prepare(server))
        candidates = {
            "loop": lambda: _loop(server, records, f"loop-{next(numbers)}"),
            "ours": lambda: asyncio.run(_ours(server, records, f"ours-{next(numbers)}")),
        }
        timings = interleaved(candidates, ROUNDS, time.perf_counter)
    loop, ours = timings["loop"].seconds, timings["ours"].seconds
    row = (written, loop, ours, round(written / loop), round(written / ours), loop / ours)
    return Outcome((_section(row),), figures={"writing/share": loop / ours})


def _section(row: tuple[float | int, ...]) -> Section:
    return Section(
        title="Writing records into Neo4j",
        text="A real embedded Neo4j, seconds by the clock. *Bare loop*: the driver runs the same queries with the same 1,000 rows each, a transaction a query, nothing else. "
        "*Ours* is a staged write: checked, out of sight until it is whole, with its history, repeatable after a crash.",
        columns=("records", "bare loop s", "ours s", "bare rows a second", "our rows a second", "share of its speed"),
        rows=(row,),
    )


def _loop(server: Server, records: Records, workspace: str) -> None:
    rows = {topic: [{**row_of(record), "version": 1} for record in of_topic] for topic, of_topic in records}
    with GraphDatabase.driver(server.url, auth=_auth(server)) as driver:

        def run(name: str, **parameters: object) -> None:
            driver.execute_query(queries()[name].text, workspace=workspace, **parameters)

        for topic in ("themes", "target_groups"):
            codes = {code for of_topic in rows.values() for row in of_topic for code in row.get(topic) or ()}
            run(f"{topic}/write", terms=term_nodes(topic.removesuffix("s"), codes))
        for step in ("write", "link"):
            for topic in TOPICS:
                name = _query(topic, step)
                for batch in sliced(rows[topic], BATCH) if name else ():
                    run(name, rows=batch)


def _query(topic: str, step: str) -> str:
    """Ties are relationships, which wait for their ends."""
    if topic == TIES:
        return f"{TIES}/write" if step == "link" else ""
    return f"{topic}/{step}"


async def _prepare(server: Server) -> None:
    async with _opened(server) as opened:
        await migrate(opened)


async def _ours(server: Server, records: Records, workspace: str) -> None:
    async with _opened(server) as opened:
        opened.transaction_rows = min(TRANSACTION_ROWS, sum(len(of_topic) for _, of_topic in records) // PARTS)
        await create_workspace(opened, workspace, "Musterstadt", AS_OF)
        await write(opened, workspace, "all", WriteSet(upserts=records), by="bench", at=AT, kind="import")


def _opened(server: Server) -> Database:
    user, password = _auth(server)
    return Database.open(server.url, user, password, "neo4j", Deadlines.of(DEADLINE_SECONDS))


def _auth(server: Server) -> tuple[str, str]:
    return server.user, server.password_file.read_text("utf-8").strip()
