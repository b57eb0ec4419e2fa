"""Is a large change all or nothing, whoever reads, writes or dies meanwhile? Seven records are a batch here."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import replace
from typing import Any

import pytest
from neo4j import Driver

from app.errors import Conflict, InvalidInput, StaleVersion, UnknownName
from app.network.graph.ties import TieColumns
from app.records.records import Records
from app.store import staging
from app.store.bolt import Transaction
from app.store.integrity import check_workspace, check_workspaces
from app.store.large_write import LargeWrite
from app.store.records import cooperations_of, get, load, load_ties, matching, page, records_around_actors
from app.store.requests import WriteSet
from app.store.sources import list_sources
from app.store.workspaces import create_workspace, delete_workspace, get_workspace
from app.store.write import write
from app.usecases.records.record_history import history_of
from tests.factories import actor, area, offer, records, report, wave
from tests.storing import AT, Store, everything, unversioned

pytestmark = pytest.mark.db

BATCH = 7


@pytest.fixture(autouse=True)
def small_batches(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store.database, "transaction_rows", BATCH)
    monkeypatch.setattr(staging, "GRACE_SECONDS", 0.0)
    monkeypatch.setattr(staging, "TURN_SECONDS", 0.01)


def at_once(store: Store, key: str, upserts: Records) -> None:
    """Written in one transaction, as a small change is."""
    store.database.transaction_rows = 1_000
    store.write("here", key, upserts=upserts)
    store.database.transaction_rows = BATCH


def renamed(stored: Records, ending: str = "!") -> Records:
    """Every offer, project and group of these with another name."""
    topics = ("offers", "projects", "working_groups", "areas", "places")
    return Records(
        **{
            topic: tuple(replace(entry, name=entry.name + ending) for entry in getattr(stored, topic))
            for topic in topics
        }
    )


def generations(driver: Driver) -> set[str]:
    """What records call their workspace, of ``here`` alone."""
    counted = driver.execute_query(
        "MATCH (n:Area|Actor|Offer|Theme|Source|TieReport) WHERE n.workspace STARTS WITH 'here' "
        "RETURN DISTINCT n.workspace AS generation UNION "
        "MATCH ()-[n:COOPERATES]->() WHERE n.workspace STARTS WITH 'here' RETURN DISTINCT n.workspace AS generation"
    )
    return {record["generation"] for record in counted.records}


def traces(driver: Driver) -> int:
    """Nodes that only an unfinished large change has."""
    counted = driver.execute_query(
        "MATCH (n:Staging|ChangePart) WHERE NOT n:ChangePart OR NOT EXISTS { MATCH (:Change {generation: n.generation}) } "
        "RETURN count(n) AS n"
    )
    return int(counted.records[0]["n"])


def meanwhile(monkeypatch: pytest.MonkeyPatch, happens: Callable[[int], Awaitable[None]]) -> None:
    """Let something happen before each batch is counted as done; the number of the batch is told."""
    advanced, number = LargeWrite._advanced, 0

    async def hooked(self: Any, transaction: Transaction, state: Any) -> Any:
        nonlocal number
        number += 1
        await happens(number)
        return await advanced(self, transaction, state)

    monkeypatch.setattr(LargeWrite, "_advanced", hooked)


def test_a_large_change_is_like_a_small_one(store: Store, neo4j_driver: Driver):
    reported: list[tuple[int, int]] = []
    store(
        write,
        "here",
        "all",
        WriteSet(upserts=everything()),
        by="c",
        at=AT,
        kind="test",
        progress=lambda done, total: reported.append((done, total)),
    )

    size = sum(len(of_topic) for _, of_topic in everything())
    assert unversioned(store(load, "here")) == everything()
    assert store(check_workspace, "here").faults == ()
    assert store(get_workspace, "here").counts == {topic: len(of_topic) for topic, of_topic in everything()}
    assert reported == sorted(reported)
    assert (reported[-1], len(reported) > 2 * size / BATCH) == ((size, size), True)
    assert (traces(neo4j_driver), len(generations(neo4j_driver))) == (0, 1)


READERS: dict[str, Callable[[Store], Any]] = {
    "everything": lambda store: store(load, "here"),
    "ties": lambda store: sorted(zip(*map(list, _columns(store(load_ties, "here"))), strict=True)),
    "one record": lambda store: store(get, "here", "offers", "o1"),
    "what is around": lambda store: store(records_around_actors, "here", ["awo"]),
    "cooperations of an actor": lambda store: store(cooperations_of, "here", "awo"),
    "a page": lambda store: store(page, "here", "actors", limit=200),
    "what a word fits": lambda store: store(matching, "here", "offers", "o"),
    "sources": lambda store: store(list_sources, "here"),
    "counts": lambda store: store(get_workspace, "here").counts,
}
"""Every way in which records are read."""


def _columns(ties: TieColumns) -> tuple[Any, Any, Any]:
    return ties.actors_a, ties.actors_b, ties.kinds


def test_every_reader_sees_a_large_change(store: Store):
    """The same records, once as a small change wrote them and once as a large one did."""
    at_once(store, "small", everything())
    expected = {name: read(store) for name, read in READERS.items()}
    assert [name for name, value in expected.items() if not value] == []
    store(delete_workspace, "here")
    store(create_workspace, "here", "Here")

    store.write("here", "large", upserts=everything())

    assert {name: read(store) for name, read in READERS.items()} == expected


def test_what_is_not_changed_is_copied_with_its_version(store: Store, neo4j_driver: Driver):
    at_once(store, "all", everything())
    changed = renamed(everything())

    store.write("here", "renamed", upserts=changed)

    stored = store(load, "here")
    expected = Records(**{topic: getattr(changed, topic) or of_topic for topic, of_topic in everything()})
    assert unversioned(stored) == expected
    assert {record.version for record in stored.actors} == {1}
    assert {record.version for record in stored.offers} == {2}
    assert store(check_workspace, "here").faults == ()
    assert (traces(neo4j_driver), len(generations(neo4j_driver))) == (0, 1)


def test_undo_of_a_large_change_restores_what_was_there(store: Store, neo4j_driver: Driver):
    at_once(store, "some", records(actor("a"), offer("mine", "a")))
    before = store(load, "here")
    store.write("here", "all", upserts=everything())

    store.undo("here", "all", "undo")
    assert unversioned(store(load, "here")) == unversioned(before)
    store.undo("here", "undo", "redo")

    assert {record.id for record in store(load, "here").offers} == {"mine", "o1", "o2"}
    assert store(check_workspace, "here").faults == ()
    assert (traces(neo4j_driver), len(generations(neo4j_driver))) == (0, 1)


def test_everybody_reads_the_state_before_until_all_is_there(store: Store, monkeypatch: pytest.MonkeyPatch):
    at_once(store, "one", records(actor("a")))
    read: list[int] = []

    async def look(_number: int) -> None:
        read.append(sum(len(of_topic) for _, of_topic in await load(store.database, "here")))

    meanwhile(monkeypatch, look)
    store.write("here", "all", upserts=everything())

    assert len(read) > 10
    assert set(read) == {1}


def test_what_others_write_meanwhile_is_kept(store: Store, monkeypatch: pytest.MonkeyPatch):
    """One makes, one changes, one deletes and one ties records, each before another batch."""
    at_once(store, "some", records(area("north"), actor("awo"), actor("gone"), actor("b")))
    steps = {
        2: WriteSet(upserts=records(actor("new"), area("quarter"))),
        4: WriteSet(upserts=Records(actors=(actor("b", name="B", active_in="quarter"),))),
        6: WriteSet(deletes={"actors": ["gone"]}),
        9: WriteSet(upserts=Records(offers=(offer("theirs", "new b", areas="quarter"),))),
    }

    async def others(number: int) -> None:
        if number in steps:
            await write(store.database, "here", f"step {number}", steps[number], by="other", at=AT, kind="test")

    meanwhile(monkeypatch, others)
    large = Records(actors=tuple(actor(f"a{number}", home_area="north") for number in range(40)))
    store.write("here", "large", upserts=large)

    stored = store(load, "here")
    ids = {record.id for record in stored.actors}
    assert {"new", "b", "a0", "a39", "awo"} <= ids
    assert "gone" not in ids
    assert [(entry.name, entry.active_in) for entry in stored.actors if entry.id == "b"] == [("B", ("quarter",))]
    assert [entry.leads for entry in stored.offers if entry.id == "theirs"] == [("new", "b")]
    assert store(check_workspace, "here").faults == ()
    assert store(get_workspace, "here").revision == 6


@pytest.mark.parametrize("step", [2, 14])
@pytest.mark.parametrize(
    ("change", "reported"),
    [
        (WriteSet(upserts=records(actor("a0", name="theirs"))), "„a0“"),
        (WriteSet(deletes={"areas": ["home"]}), "home"),
    ],
)
def test_a_large_change_gives_way_to_whoever_touched_what_it_is_based_on(
    store: Store, neo4j_driver: Driver, monkeypatch: pytest.MonkeyPatch, step: int, change: WriteSet, reported: str
):
    at_once(store, "home", records(area("home"), area("city")))

    async def others(number: int) -> None:
        if number == step:
            await write(store.database, "here", "theirs", change, by="other", at=AT, kind="test")

    meanwhile(monkeypatch, others)
    large = Records(actors=tuple(actor(f"a{number}", home_area="home") for number in range(40)))
    with pytest.raises((StaleVersion, InvalidInput)) as caught:
        store.write("here", "large", upserts=large)

    told_in = [caught.value.detail, *(problem.message for problem in caught.value.problems)]
    assert any(reported in text for text in told_in)
    assert {record.id for record in store(load, "here").actors} <= {"a0"}
    assert store(check_workspace, "here").faults == ()
    assert traces(neo4j_driver) == 0


def test_what_stays_may_not_refer_to_what_a_large_undo_deletes(store: Store, neo4j_driver: Driver):
    store.write("here", "large", upserts=Records(actors=tuple(actor(f"a{number}") for number in range(20))))
    at_once(store, "mine", Records(offers=(offer("o", "a7"),)))

    with pytest.raises(Conflict, match="„a7“ of the actors is referred to by offers „o“"):
        store.undo("here", "large", "undo")

    assert len(store(load, "here").actors) == 20
    assert traces(neo4j_driver) == 0


def test_an_answer_that_nobody_asked_for_is_refused(store: Store, neo4j_driver: Driver):
    actors = tuple(actor(f"a{number}") for number in range(20))
    survey = records(wave("w", "a1 a2", answered_by="a2"), report("w", "a1", "a2", 2))

    with pytest.raises(InvalidInput, match="without having answered"):
        store.write("here", "large", upserts=Records(actors=actors, waves=survey.waves, tie_reports=survey.tie_reports))

    assert store(load, "here").actors == ()
    assert traces(neo4j_driver) == 0


class Died(Exception):
    """The process is gone, and nobody cleans up."""


def dies(store: Store, monkeypatch: pytest.MonkeyPatch, step: int, key: str, upserts: Records) -> None:
    """An attempt at a large change that ends before its n-th batch is done."""

    async def end(number: int) -> None:
        if number == step:
            raise Died

    with monkeypatch.context() as patched, suppress(Died):
        meanwhile(patched, end)
        store.write("here", key, upserts=upserts)
        raise AssertionError("it did not die")


@pytest.mark.parametrize("step", [1, 9, 19, 24])
def test_what_died_is_gone_on_with(store: Store, neo4j_driver: Driver, monkeypatch: pytest.MonkeyPatch, step: int):
    at_once(store, "some", records(area("north"), *(actor(f"b{number}", home_area="north") for number in range(20))))
    dies(store, monkeypatch, step, "first", everything())
    assert len(store(load, "here").actors) == 20
    assert [fault for checked in _all_checked(store) for fault in checked.faults] == []
    monkeypatch.setattr(staging, "LEASE_SECONDS", 0.0)
    batches = 0

    async def count(_number: int) -> None:
        nonlocal batches
        batches += 1

    with monkeypatch.context() as patched:
        meanwhile(patched, count)
        store.write("here", "second", upserts=everything())

    assert batches <= 43 - step  # 42 steps and one more look at what others wrote; none that was done is done again
    assert {record.id for record in store(load, "here").offers} == {"o1", "o2"}
    assert len(store(load, "here").actors) == 20 + len(everything().actors)
    assert store(check_workspace, "here").faults == ()
    assert (traces(neo4j_driver), len(generations(neo4j_driver))) == (0, 1)


def _all_checked(store: Store) -> list[Any]:
    async def collect() -> list[Any]:
        return [checked async for checked in check_workspaces(store.database)]

    return store.portal.call(collect)


@pytest.mark.parametrize("step", [3, 20])
def test_what_died_is_cleared_away_by_another_large_change(
    store: Store, neo4j_driver: Driver, monkeypatch: pytest.MonkeyPatch, step: int
):
    dies(store, monkeypatch, step, "first", everything())
    monkeypatch.setattr(staging, "LEASE_SECONDS", 0.0)

    store.write("here", "other", upserts=Records(actors=tuple(actor(f"c{number}") for number in range(20))))

    stored = store(load, "here")
    assert {record.id for _, of_topic in stored for record in of_topic} == {f"c{number}" for number in range(20)}
    assert store(check_workspace, "here").faults == ()
    assert (traces(neo4j_driver), len(generations(neo4j_driver))) == (0, 1)


def test_a_large_change_waits_for_its_turn(store: Store):
    async def write_together() -> None:
        await asyncio.gather(
            *(
                write(
                    store.database,
                    "here",
                    name,
                    WriteSet(upserts=Records(actors=tuple(actor(f"{name}{number}") for number in range(20)))),
                    by="c",
                    at=AT,
                    kind="test",
                )
                for name in ("x", "y")
            )
        )

    store.portal.call(write_together)

    assert len(store(load, "here").actors) == 40
    assert store(check_workspace, "here").faults == ()


def test_who_was_given_up_writes_nothing_any_more(store: Store, monkeypatch: pytest.MonkeyPatch, neo4j_driver: Driver):
    async def taken_over(number: int) -> None:
        if number == 3:
            monkeypatch.setattr(staging, "LEASE_SECONDS", 0.0)
            others = WriteSet(upserts=Records(actors=tuple(actor(f"c{at}") for at in range(20))))
            await write(store.database, "here", "other", others, by="c", at=AT, kind="test")

    meanwhile(monkeypatch, taken_over)
    with pytest.raises(Conflict, match="given up"):
        store.write("here", "slow", upserts=everything())

    assert {record.id[0] for record in store(load, "here").actors} == {"c"}
    assert store(check_workspace, "here").faults == ()
    assert traces(neo4j_driver) == 0


def test_a_workspace_that_is_deleted_meanwhile_leaves_nothing(
    store: Store, monkeypatch: pytest.MonkeyPatch, neo4j_driver: Driver
):
    deletions: list[asyncio.Task[None]] = []

    async def delete(number: int) -> None:
        if number == 9:  # beside the batch, whose records it has to wait for
            deletions.append(asyncio.create_task(delete_workspace(store.database, "here")))
            await asyncio.sleep(0.5)

    async def deleted() -> None:
        await asyncio.gather(*deletions)

    meanwhile(monkeypatch, delete)
    with pytest.raises((Conflict, UnknownName)):
        store.write("here", "all", upserts=everything())
    store.portal.call(deleted)

    left = neo4j_driver.execute_query("MATCH (n) WHERE n.workspace STARTS WITH 'here' RETURN count(n) AS n")
    assert left.records[0]["n"] == 0


def test_a_part_of_the_history_that_was_altered_shows(store: Store, neo4j_driver: Driver):
    store.write("here", "all", upserts=everything())
    neo4j_driver.execute_query("MATCH (part:ChangePart {number: 1}) SET part.after = '{}'")

    assert "broken_history" in {fault.code for fault in store(check_workspace, "here").faults}


def test_the_same_key_has_one_effect(store: Store):
    store.write("here", "all", upserts=everything())

    assert store.write("here", "all", upserts=everything()).repeated
    assert store(get, "here", "actors", "awo").version == 1


def test_a_record_tells_that_a_large_change_made_it(store: Store):
    store.write("here", "all", upserts=everything())

    for topic, record in (("actors", "awo"), ("offers", "o1")):
        [change] = store(history_of, "here", topic, record)
        assert (change.sequence, change.effect) == (1, "made")
