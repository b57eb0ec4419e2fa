"""Which questions to a service does its cluster compute, and what happens there to the question of somebody who left?"""

import asyncio
import sys
import threading
from collections.abc import Iterator

import networkx as nx
import pytest

from app.analysis.interface import analysis
from app.engines.local import LocalEngine
from app.errors import BudgetExceeded, EngineUnavailable, WorkerLost
from app.settings import Settings
from app.usecases import computing, jobs
from app.usecases.computing import Computing, cluster_of
from app.workers.pool import Workers
from app.workers.task import Limits
from tests.graphs import network_of_graph

NET = network_of_graph(nx.gnm_random_graph(40, 90, seed=1))
LIMITS = Limits(60.0, 1024)


class Cluster(LocalEngine):
    """Two processes of this machine as a cluster, which notes what it is asked."""

    cores = 2

    def __init__(self) -> None:
        super().__init__(self.cores, LIMITS)
        self.groups: list[str] = []
        self.cancelled = threading.Event()

    def within(self, group, work):
        self.groups.append(group)
        return work()

    def cancel(self, group):
        assert group in self.groups
        self.cancelled.set()


@pytest.fixture
def cluster(monkeypatch) -> Iterator[Cluster]:
    """Every question is costly."""
    monkeypatch.setattr(computing, "CHEAP_SECONDS", 0.0)
    made = Cluster()
    yield made
    made.close()


def answer_of(cluster: Cluster, analysis_id: str) -> str:
    async def ask() -> str:
        workers = Workers(1, LIMITS)
        try:
            return await Computing(workers, cluster).run(jobs.result_text, NET, analysis_id, parameters)
        finally:
            workers.close()

    parameters = analysis(analysis_id).checked({})
    return asyncio.run(ask())


@pytest.mark.parametrize(("analysis_id", "is_split"), [("pagerank", True), ("transitivity", False)])
def test_what_can_be_split_is_computed_by_the_cluster_and_all_else_by_a_worker(cluster, analysis_id, is_split):
    assert answer_of(cluster, analysis_id) == jobs.result_text(NET, analysis_id, analysis(analysis_id).checked({}))
    assert len(cluster.groups) == is_split


def test_the_estimate_is_divided_by_the_cores_of_the_cluster():
    betweenness = analysis("betweenness")
    parameters = betweenness.checked({})
    alone = betweenness.cost(NET, parameters)
    tight = Workers(1, Limits(alone * 0.75, 1024))
    assert Computing(tight, Cluster()).cost(betweenness, NET, parameters) == alone / 2
    with pytest.raises(BudgetExceeded):
        Computing(tight).cost(betweenness, NET, parameters)


def test_nobody_waits_any_more_and_it_is_ended_on_the_cluster(cluster, monkeypatch):
    begun = threading.Event()

    def until_cancelled(group, work):
        cluster.groups.append(group)
        begun.set()
        assert cluster.cancelled.wait(30)
        raise WorkerLost("it was cancelled", hint="")

    monkeypatch.setattr(cluster, "within", until_cancelled)

    async def leave() -> None:
        entry = analysis("pagerank")
        run = Computing(Workers(1, LIMITS), cluster).run(jobs.result, NET, entry.id, entry.checked({}))
        task = asyncio.create_task(run)
        await asyncio.to_thread(begun.wait, 30)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task

    asyncio.run(leave())
    assert cluster.cancelled.is_set()


def test_without_an_engine_there_is_no_cluster_and_without_pyspark_none_can_be_had(monkeypatch):
    with cluster_of(Settings(), "en") as none:
        assert none is None
    monkeypatch.setitem(sys.modules, "app.engines.spark", None)  # as if it could not be imported
    with pytest.raises(EngineUnavailable, match="needs pyspark"), cluster_of(Settings(engine="local[2]"), "en"):
        pass
