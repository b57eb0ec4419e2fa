"""Snapshots of a part of a workspace, without a database."""

import asyncio

import pytest

from app.api.v1.findings import ReportQuery
from app.errors import InvalidInput
from app.network.graph.scope import read_scope
from app.usecases.computing import Computing
from app.usecases.run_analysis import AnalysisCall, Runs
from app.usecases.snapshots import Snapshot, Snapshots
from app.workers.pool import Workers
from app.workers.task import Limits
from tests.factories import AS_OF, actor, network, tie

WHOLE = Snapshot(
    network(*(tie(*pair) for pair in ("AB", "BC", "CD")), actor("A", kinds="school", name="Amt")), "Nord", "f1"
)


class OneWorkspace(Snapshots):
    """Whose workspace is always the same."""

    def __init__(self):
        super().__init__(database=None)

    async def snapshot(self, workspace, as_of, today):  # noqa: ARG002 - it is always the same
        return WHOLE


class AtOnce(Computing):
    """Computes where it is asked."""

    def __init__(self):
        super().__init__(Workers(1, Limits(60, 512)))

    async def run(self, job, net, analysis_id, values, **_where):
        return job(net, analysis_id, values)


def part(text, snapshots=None):
    scope = None if text is None else read_scope(text)
    return asyncio.run((snapshots or OneWorkspace()).part("nord", AS_OF, AS_OF, scope))


def test_without_a_scope_it_is_the_whole():
    assert part(None) is WHOLE
    assert WHOLE.title_in("de") == "Nord"


def test_a_part_is_made_once_and_has_a_name_and_a_fingerprint_of_its_own():
    snapshots = OneWorkspace()
    first = part("actors=A,B,C", snapshots)
    assert part("actors=A,B,C", snapshots) is first
    assert [entry.id for entry in first.network.actors] == ["A", "B", "C"]
    assert first.title_in("en") == "Nord – Amt, B, C"
    assert first.fingerprint != WHOLE.fingerprint


def test_runs_and_results_of_a_part_are_not_those_of_the_whole():
    async def reader():
        runs = Runs(OneWorkspace(), AtOnce())
        whole = await runs.run(AnalysisCall("nord", "degree", {}, AS_OF))
        scope = read_scope("actors=A,B,C")
        cut = await runs.run(AnalysisCall("nord", "degree", {}, AS_OF, scope=scope))
        return whole, cut, await runs.analysed("nord", None, AS_OF, ("duplicate-actors",), scope=scope)

    whole, cut, analysed = asyncio.run(reader())
    assert whole.id != cut.id
    assert '"D"' in whole.text
    assert '"D"' not in cut.text
    assert list(analysed.results) == ["duplicate-actors"]
    assert WHOLE.results == {}


def test_a_part_that_is_too_small_is_refused():
    with pytest.raises(InvalidInput, match="fewer than 3"):
        part("actors=A,B")


def test_a_query_says_which_part():
    assert ReportQuery(scope="kind=school").part == read_scope("kind=school")
    assert ReportQuery().part is None
