"""Do runs go on by themselves, end on request, and leave their result to the next process?"""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from app.errors import Conflict, InvalidInput, UnknownName
from app.records.records import TOPICS
from app.store.runs import RESULT_LIFETIME, Document, forget_runs
from app.usecases.run_analysis import Watch
from app.usecases.runs.background import Pace
from app.usecases.runs.lasting import LastingRuns, Question

AT = datetime(2026, 9, 1, tzinfo=UTC)
DENSITY = Question(id="1", workspace="here", about="density", scope="read")
FINDINGS = Question(id="2", workspace="here", about="findings", scope="read", result_at="/findings")
RESULT = Document("application/json", b'{"analysis": "density"}')


class KeptInMemory:
    """A database that knows the queries of runs alone."""

    def __init__(self) -> None:
        self.rows: dict[tuple[str, str], dict[str, Any]] = {}

    async def read(self, query: str, workspace: str = "", **values: str) -> list[dict[str, Any]]:
        if query == "workspaces/list":
            counts = dict.fromkeys(TOPICS, 0)
            row = {"id": "here", "name": "", "reference_date": None, "revision": 0, "fingerprint": "", "counts": counts}
            return [row]
        if query == "runs/get":
            row = self.rows.get((workspace, values["id"]))
            return [{name: value for name, value in row.items() if name != "id"}] if row else []
        rows = [row for (of, _), row in self.rows.items() if of == workspace]
        return [{name: value for name, value in row.items() if name != "content"} for row in rows]

    async def write(self, work: Callable[[Any], Awaitable[Any]]) -> Any:
        return await work(self)

    async def run(self, query: str, workspace: str = "", **values: Any) -> list[dict[str, Any]]:
        match query:
            case "workspaces/lock":
                return [{}] if workspace == "here" else []
            case "runs/begin":
                self.rows[workspace, values["id"]] = {**values, "media_type": None, "content": None}
            case "runs/end" if (workspace, values["id"]) in self.rows:
                self.rows[workspace, values["id"]] |= values
            case "runs/drop":
                self.rows.pop((workspace, values["id"]), None)
            case "runs/forget":
                old = [key for key, row in self.rows.items() if row["at"] < values["before"] and key[0] == workspace]
                for key in old:
                    del self.rows[key]
                return [{"forgotten": len(old)}]
        return []


async def never() -> Document:
    await asyncio.sleep(60)
    raise AssertionError("nobody ended it")


async def soon() -> Document:
    await asyncio.sleep(0.01)
    return RESULT


async def refused() -> Document:
    raise InvalidInput("too small")


async def begun(runs: LastingRuns, work: Callable[[], Any], question: Question = DENSITY, watch: Watch | None = None):
    return await runs.keep_on(question, asyncio.create_task(work()), watch or Watch(), AT)


async def ended(runs: LastingRuns, question: Question = DENSITY):
    for _ in range(200):
        state = await runs.find("here", question.id)
        if state is None or state.has_ended:
            return state
        await asyncio.sleep(0.01)
    raise AssertionError("it did not end")


def test_a_result_outlives_the_process():
    async def main():
        database = KeptInMemory()
        runs = LastingRuns(database)
        state = await begun(runs, soon)
        done = await ended(runs)
        later = LastingRuns(database)
        return state.status, done.status, await later.find("here", "1"), await later.document("here", "1")

    first, done, later, document = asyncio.run(main())

    assert (first, done, later.status, document) == ("running", "done", "done", RESULT)


def test_what_the_service_broke_off_is_told_as_interrupted_and_can_be_asked_again():
    async def main():
        database = KeptInMemory()
        runs = LastingRuns(database)
        await begun(runs, never)
        await asyncio.sleep(0)
        await runs.close()
        later = LastingRuns(database)
        before = await later.find("here", "1")
        await begun(later, soon)
        return before.status, (await ended(later)).status

    assert asyncio.run(main()) == ("interrupted", "done")


def test_the_same_question_is_one_run():
    async def main():
        runs = LastingRuns(KeptInMemory())
        await begun(runs, soon)
        second = asyncio.create_task(never())
        await runs.keep_on(DENSITY, second, Watch(), AT)
        done = await ended(runs)
        with suppress(asyncio.CancelledError):
            await second
        return done.status, second.cancelled(), len(await runs.of_workspace("here"))

    assert asyncio.run(main()) == ("done", True, 1)


def test_a_run_is_cancelled_with_its_work_once():
    async def main():
        database = KeptInMemory()
        runs = LastingRuns(database)
        work = asyncio.create_task(never())
        await runs.keep_on(DENSITY, work, Watch(), AT)
        await asyncio.sleep(0)
        await runs.cancel("here", "1")
        await runs.cancel("here", "1")
        return work.cancelled(), (await runs.find("here", "1")), database.rows

    cancelled, state, rows = asyncio.run(main())

    assert (cancelled, state.status, state.error.slug, rows) == (True, "cancelled", "run-cancelled", {})


def test_what_has_ended_or_never_was_cannot_be_cancelled():
    async def main():
        runs = LastingRuns(KeptInMemory())
        with pytest.raises(UnknownName):
            await runs.cancel("here", "1")
        await begun(runs, soon)
        await ended(runs)
        with pytest.raises(Conflict):
            await runs.cancel("here", "1")
        with pytest.raises(UnknownName):
            await runs.cancel("there", "1")

    asyncio.run(main())


def test_a_failure_is_told_while_the_process_lives_and_leaves_no_result():
    async def main():
        database = KeptInMemory()
        runs = LastingRuns(database)
        await begun(runs, refused)
        state = await ended(runs)
        return state.status, state.error.detail, database.rows

    assert asyncio.run(main()) == ("failed", "too small", {})


def test_what_is_asked_again_at_its_address_keeps_nothing():
    async def main():
        database = KeptInMemory()
        runs = LastingRuns(database)
        await begun(runs, soon, FINDINGS)
        state = await ended(runs, FINDINGS)
        return state.status, state.result_at, database.rows

    assert asyncio.run(main()) == ("done", "/findings", {})


def test_a_run_tells_its_place_and_how_far_it_is():
    async def main():
        runs, watch = LastingRuns(KeptInMemory()), Watch()
        state = await begun(runs, never, watch=watch)
        reported = [(state.status, state.pace.step, state.pace.done)]
        watch.pace = Pace()
        for step, done in (("waiting", 0), ("computing", 3)):
            watch.pace.report(step, done, 27, 9.0)
            state = await runs.find("here", "1")
            reported.append((state.status, state.pace.step, state.pace.done))
        await runs.close()
        return reported

    assert asyncio.run(main()) == [("running", "reading", 0), ("queued", "waiting", 0), ("running", "computing", 3)]


def test_a_workspace_that_is_not_there_has_no_runs():
    async def main():
        runs = LastingRuns(KeptInMemory())
        with pytest.raises(UnknownName):
            await begun(runs, never, Question(id="1", workspace="gone", about="x", scope="read"))
        await asyncio.sleep(0.05)
        return await runs.find("gone", "1")

    assert asyncio.run(main()).status == "failed"


def test_a_run_is_on_record_when_whoever_asked_is_told_of_it():
    async def main():
        database = KeptInMemory()
        await begun(LastingRuns(database), never)
        return await LastingRuns(database).find("here", "1")

    assert asyncio.run(main()).status == "interrupted"


def test_results_are_kept_for_a_week():
    async def main():
        database = KeptInMemory()
        runs = LastingRuns(database)
        await begun(runs, soon)
        await ended(runs)
        await forget_runs(database, "here", AT + RESULT_LIFETIME - timedelta(minutes=1))
        before = len(database.rows)
        await forget_runs(database, "here", AT + RESULT_LIFETIME + timedelta(minutes=1))
        return before, len(database.rows)

    assert asyncio.run(main()) == (1, 0)
