"""How quickly do ties leave Neo4j: in columns, or one record for each?"""

import asyncio
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import pairwise

from neo4j import AsyncGraphDatabase, GraphDatabase, Query

from app.embedded.server import Server
from app.network.graph.build_network import build_network
from app.network.graph.ties import TieColumns
from app.records.cooperations import Cooperation
from app.records.records import Records
from app.store.bolt import Database, Deadlines
from app.store.migrations import migrate
from app.store.queries import queries
from app.store.records import TIE_SLICE, load_ties
from app.store.workspaces import create_workspace
from tests.benchmarks.city import AS_OF, City
from tests.benchmarks.database import database
from tests.benchmarks.measure import Outcome, Section, interleaved, once

WORKSPACE = "bench"
ROUNDS = 2
DEADLINE_SECONDS = 600.0
BATCH = 10_000
"""Rows of one writing transaction; it stays far below the 128 MiB that a transaction may use."""

WRITE_ACTORS = """UNWIND $rows AS row CREATE (:Actor {workspace: $workspace, id: row})"""
WRITE_TIES = """
UNWIND $rows AS row
MATCH (a:Actor {workspace: $workspace, id: row.a})
MATCH (b:Actor {workspace: $workspace, id: row.b})
CREATE (a)-[:COOPERATES {
  workspace: $workspace, id: row.id, kind: 'other', status: row.status, basis: 'stated', strength: row.strength, start: '2019', end: '2030',
  source_file: 'arbeitsmappe.xlsx', source_sheet: 'Zusammenarbeit', source_row: row.number
}]->(b)
"""
ONE_RECORD_EACH = """
MATCH (a:Actor)-[tie:COOPERATES {workspace: $workspace}]->(b:Actor)
RETURN a.id AS actor_a, b.id AS actor_b, coalesce(tie.strength, 0) AS strength, tie.status AS status, tie.basis AS basis,
  tie.kind AS kind, coalesce(tie.start, '') AS start, coalesce(tie.end, '') AS end, coalesce(tie.source_row, 0) AS row,
  tie.source_file AS file, tie.source_sheet AS sheet
"""


def measure(ties: int) -> Outcome:
    """A real Neo4j with so many ties, read in both ways in turn; wall clock, since the database works too."""
    city = City(ties // 6, ties_per_actor=6.0)
    with _filled(city) as server:
        candidates = {
            "columns": lambda: asyncio.run(_in_columns(server)),
            "records": lambda: asyncio.run(_one_record_each(server)),
        }
        timings = interleaved(candidates, ROUNDS, time.perf_counter)
        handing = interleaved({"ours": candidates["columns"], "driver": lambda: _handed_over(server)}, ROUNDS)
    columns, records = timings["columns"], timings["records"]
    assert _pairs(columns.result) == _pairs(records.result), "the two ways read different ties"
    actors = Records(actors=city.records.actors)
    network = once(lambda: build_network(actors, AS_OF, ties=columns.result))
    assert len(network.result.ties) == ties
    row = (
        ties,
        records.seconds,
        columns.seconds,
        records.seconds / columns.seconds,
        round(ties / columns.seconds),
        network.seconds,
        handing["driver"].seconds,
        handing["ours"].seconds,
    )
    times = handing["ours"].seconds / handing["driver"].seconds
    return Outcome((_section(row),), figures={"loading/times": times})


def _section(row: tuple[float | int, ...]) -> Section:
    return Section(
        title="Loading ties from Neo4j",
        text="A real embedded Neo4j, seconds by the clock. *One record each* is the usual query with the same values through the "
        "same driver; *columns* is `app/store/records.py`: long lists, a slice at a time. Both give the same ties. *Network* makes a network of them. "
        "The last two are seconds of CPU of the client: what the driver alone needs to hand over the same columns, and what `app/store/records.py` needs with it.",
        columns=(
            "ties",
            "one record each s",
            "columns s",
            "times as quick",
            "ties a second",
            "network s",
            "driver CPU s",
            "ours CPU s",
        ),
        rows=(row,),
    )


@contextmanager
def _filled(city: City) -> Iterator[Server]:
    """A database that holds the actors and ties of the city."""
    with database() as server:
        asyncio.run(_prepare(server))
        _write(server, city)
        yield server


async def _prepare(server: Server) -> None:
    async with _opened(server) as database:
        await migrate(database)
        await create_workspace(database, WORKSPACE, "Musterstadt", AS_OF)


def _write(server: Server, city: City) -> None:
    with GraphDatabase.driver(server.url, auth=_auth(server)) as driver:
        for query, rows in (
            (WRITE_ACTORS, [actor.id for actor in city.records.actors]),
            (WRITE_TIES, [_row(*cooperation) for cooperation in enumerate(city.records.cooperations, start=2)]),
        ):
            for at in range(0, len(rows), BATCH):
                driver.execute_query(query, rows=rows[at : at + BATCH], workspace=WORKSPACE)


def _row(number: int, tie: Cooperation) -> dict[str, object]:
    return {
        "number": number,
        "id": tie.id,
        "a": tie.actor_a,
        "b": tie.actor_b,
        "status": tie.status,
        "strength": tie.strength,
    }


async def _in_columns(server: Server) -> TieColumns:
    async with _opened(server) as database:
        return await load_ties(database, WORKSPACE)


def _handed_over(server: Server) -> int:
    """The same columns as the driver gives them, nothing made of them."""
    parameters = {"workspace": WORKSPACE}
    ties = 0
    with GraphDatabase.driver(server.url, auth=_auth(server)) as driver:
        [bounds] = driver.execute_query(queries()["actors/slices"].text, size=TIE_SLICE, **parameters).records
        for after, until in pairwise(["", *bounds["ends"]]):
            query = queries()["cooperations/columns"].text
            ties += sum(
                len(group["rows"])
                for group in driver.execute_query(query, after=after, until=until, **parameters).records
            )
    return ties


async def _one_record_each(server: Server) -> TieColumns:
    query = Query(ONE_RECORD_EACH, timeout=DEADLINE_SECONDS)
    parameters = {"workspace": WORKSPACE}
    async with AsyncGraphDatabase.driver(server.url, auth=_auth(server)) as driver, driver.session() as session:
        result = await session.run(query, parameters)
        rows = [record async for record in result]
    return TieColumns(
        *(
            [row[name] for row in rows]
            for name in ("actor_a", "actor_b", "strength", "status", "basis", "kind", "start", "end", "row")
        ),
        files=[(row["file"], row["sheet"]) if row["file"] is not None else None for row in rows],
    )


def _pairs(ties: TieColumns) -> set[tuple[str, str, int, str]]:
    return set(zip(ties.actors_a, ties.actors_b, ties.strengths, ties.statuses, strict=True))


def _opened(server: Server) -> Database:
    user, password = _auth(server)
    return Database.open(server.url, user, password, "neo4j", Deadlines.of(DEADLINE_SECONDS))


def _auth(server: Server) -> tuple[str, str]:
    return server.user, server.password_file.read_text("utf-8").strip()
