"""Parameters of a run are checked once, and the same question twice is one run."""

import asyncio
from datetime import date

import pytest

from app.analysis.interface import Analysis
from app.errors import InvalidInput
from app.usecases.computing import Computing
from app.usecases.run_analysis import AnalysisCall, Runs
from app.usecases.snapshots import Snapshot
from app.workers.pool import Workers
from app.workers.task import Limits
from tests.factories import network, tie

DAY = date(2024, 9, 1)


class OneSnapshot:
    """Snapshots of one network."""

    def __init__(self) -> None:
        self.kept = Snapshot(network(tie("A", "B")), "Here", "fingerprint")

    async def part(self, *_values: object) -> Snapshot:
        return self.kept


@pytest.fixture
def runs() -> Runs:
    return Runs(OneSnapshot(), Computing(Workers(1, Limits(60, 1024))))


def test_parameters_are_checked_once(runs: Runs, monkeypatch: pytest.MonkeyPatch):
    checked, calls = Analysis.checked, []

    def counted(entry: Analysis, values):
        calls.append(entry.id)
        return checked(entry, values)

    monkeypatch.setattr(Analysis, "checked", counted)
    asyncio.run(runs.run(AnalysisCall("here", "degree", {"normalised": True}, DAY)))

    assert calls == ["degree"]


def test_the_same_question_is_one_run(runs: Runs):
    async def ask_twice():
        return [await runs.run(AnalysisCall("here", "degree", {}, DAY)) for _ in range(2)]

    first, second = asyncio.run(ask_twice())

    assert first is second
    assert runs.find("here", first.id) is first


def test_a_wrong_parameter_is_refused(runs: Runs):
    with pytest.raises(InvalidInput):
        asyncio.run(runs.run(AnalysisCall("here", "degree", {"normalised": "perhaps"}, DAY)))


@pytest.mark.parametrize(("cheap_seconds", "in_threads"), [(60.0, True), (1e-5, False)])
def test_beside_a_costly_analysis_cheap_ones_are_computed_where_it_is(
    runs: Runs, monkeypatch, cheap_seconds, in_threads
):
    """What they share is worked out once. Of two organisations ``isolates`` takes less than a hundredth of a millisecond."""
    seen = {}

    async def run(_self, _job, _network, analysis_id, _parameters, *, aside):
        seen[analysis_id] = aside

    monkeypatch.setattr(Computing, "run", run)
    monkeypatch.setattr("app.usecases.run_analysis.CHEAP_SECONDS", cheap_seconds)
    asyncio.run(runs.analysed("here", None, DAY, ("missing-links", "isolates")))

    assert seen == dict.fromkeys(("missing-links", "isolates"), not in_threads)
