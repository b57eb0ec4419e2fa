"""Do imports go on behind, tell how far they are, and what became of them?"""

import asyncio
import logging
from datetime import UTC, datetime, timedelta

import pytest

from app.errors import Conflict, QueueFull, UnknownName
from app.refusals import said
from app.usecases.runs.background import KEPT_FOR, WRITING_PER_ROW, Jobs, Pace, Report

AT = datetime(2026, 9, 1, tzinfo=UTC)


def alone() -> float:
    """A machine that does nothing else."""
    return 1.0


class Clock:
    """Seconds that a test lets pass."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def test_the_time_left_follows_the_pace_of_the_step():
    clock = Clock()
    pace = Pace(clock)
    assert pace.seconds_left is None
    clock.now += 3
    pace.report("checking", 0, 1_000)
    clock.now += 2
    pace.report("checking", 500, 1_000)
    assert pace.seconds_left == pytest.approx(2 + 4 * WRITING_PER_ROW)
    clock.now += 2
    pace.report("writing", 0, 1_000)
    assert pace.seconds_left is None
    clock.now += 10
    pace.report("writing", 250, 1_000)
    assert pace.seconds_left == pytest.approx(30)


def run(jobs: Jobs[str], work, job_id: str = "a"):
    return jobs.begin(job_id, "here", ("a.xlsx",), work, AT)


def test_a_job_goes_on_when_nobody_waits_and_a_second_press_begins_nothing():
    begun = []

    async def work(report: Report) -> str:
        begun.append(1)
        report("writing", 5, 10)
        await asyncio.sleep(0.01)
        return "taken in"

    async def press_twice():
        jobs: Jobs[str] = Jobs()
        first, second = run(jobs, work), run(jobs, work)
        await asyncio.sleep(0)
        during = (first.state, first.pace.done, jobs.unfinished("here"), jobs.unfinished("there"))
        assert await jobs.ended(first, 5)
        third = run(jobs, work)
        return first is second is third, during, first.state, first.outcome

    same, during, state, outcome = asyncio.run(press_twice())

    assert same
    assert (during[0], during[1], len(during[2]), during[3]) == ("running", 5, 1, ())
    assert (state, outcome, begun) == ("done", "taken in", [1])


def test_a_refusal_is_told_and_can_be_tried_again():
    answers = [Conflict("somebody wrote"), None]

    async def work(_report: Report) -> str:
        error = answers.pop(0)
        if error:
            raise error
        return "taken in"

    async def twice():
        jobs: Jobs[str] = Jobs()
        failed = run(jobs, work)
        await jobs.ended(failed)
        report = (failed.state, failed.error.detail, jobs.unfinished("here") == (failed,))
        again = run(jobs, work)
        await jobs.ended(again)
        return report, again.state

    assert asyncio.run(twice()) == (("failed", "somebody wrote", True), "done")


def test_a_defect_is_told_without_its_message(caplog: pytest.LogCaptureFixture):
    async def work(_report: Report) -> str:
        raise ValueError("Erika Muster")

    async def broken():
        jobs: Jobs[str] = Jobs()
        job = run(jobs, work)
        await jobs.ended(job)
        return job

    with caplog.at_level(logging.ERROR):
        job = asyncio.run(broken())

    assert (job.state, job.error.slug) == ("failed", "worker-lost")
    assert "ValueError" in caplog.text
    assert "Erika" not in caplog.text


def test_what_is_stopped_with_the_service_says_so():
    async def work(_report: Report) -> str:
        await asyncio.sleep(60)
        return "never"

    async def stop():
        jobs: Jobs[str] = Jobs()
        job = run(jobs, work)
        await asyncio.sleep(0)
        await jobs.close()
        return job.state, job.error.hint

    assert asyncio.run(stop()) == ("failed", said("do_job_again"))


def test_too_many_jobs_at_once_are_refused():
    async def work(_report: Report) -> str:
        await asyncio.sleep(0.01)
        return "taken in"

    async def three():
        jobs: Jobs[str] = Jobs(most=2)
        first, _second = run(jobs, work), run(jobs, work, "b")
        with pytest.raises(QueueFull):
            run(jobs, work, "c")
        assert run(jobs, work) is first
        await jobs.ended(first)
        return run(jobs, work, "c").state

    assert asyncio.run(three()) == "running"


def test_a_job_that_is_cancelled_says_so_and_can_be_begun_anew():
    async def work(_report: Report) -> str:
        await asyncio.sleep(60)
        return "never"

    async def cancel():
        jobs: Jobs[str] = Jobs()
        job = run(jobs, work)
        await asyncio.sleep(0)
        jobs.cancel(job)
        await jobs.ended(job)
        return job.state, job.error.slug, run(jobs, work) is not job

    assert asyncio.run(cancel()) == ("cancelled", "run-cancelled", True)


def test_a_job_that_is_cancelled_before_it_began_takes_no_place():
    async def work(_report: Report) -> str:
        return "never"

    async def cancel():
        jobs: Jobs[str] = Jobs(most=1)
        job = run(jobs, work)
        jobs.cancel(job)
        await jobs.ended(job)
        return job.state, run(jobs, work, "b").state

    assert asyncio.run(cancel()) == ("cancelled", "running")


def test_an_estimate_of_the_time_left_runs_down_and_is_kept_to_as_what_was_done():
    """Where it took longer than estimated nothing is told, and what is left is expected to take as much longer."""
    clock = Clock()
    pace = Pace(clock, alone)
    pace.report("computing", 0, 27, 9.0)
    clock.now += 4
    assert pace.seconds_left == pytest.approx(5)
    clock.now += 8
    assert pace.seconds_left is None
    pace.report(
        "computing", 3, 27, 6.0
    )  # 3 of 9 seconds took 12, and as if a fifth of the 9 had taken what was estimated
    assert pace.seconds_left == pytest.approx(6 * (12 + 1.8) / (3 + 1.8))
    clock.now += 15
    assert pace.seconds_left == pytest.approx(6 * (12 + 1.8) / (3 + 1.8) - 15)


def test_on_a_machine_that_does_much_else_an_estimate_is_stretched():
    clock = Clock()
    pace = Pace(clock, lambda: 3.0)
    pace.report("computing", 0, 2, 10.0)
    assert pace.seconds_left == pytest.approx(30)
    clock.now += 15
    assert pace.seconds_left == pytest.approx(15)


def test_a_job_is_known_in_its_workspace_for_a_day():
    async def work(_report: Report) -> str:
        return "taken in"

    async def later():
        jobs: Jobs[str] = Jobs()
        job = run(jobs, work)
        await jobs.ended(job)
        assert jobs.get("here", "a") is job
        with pytest.raises(UnknownName):
            jobs.get("there", "a")
        next_job = jobs.begin("b", "here", (), work, AT + KEPT_FOR + timedelta(seconds=1))
        await jobs.ended(next_job)
        return jobs.find("here", "a"), jobs.find("here", "b") is next_job

    assert asyncio.run(later()) == (None, True)
