"""A Spark master with two workers on loopback: is the answer the same when one of them is killed in the middle?"""

import subprocess
from collections.abc import Iterator
from contextlib import closing
from itertools import count
from threading import Timer

import pytest

from app.analysis.interface import analysis
from app.engines import spark
from app.engines.spark import SparkEngine
from app.errors import EngineUnavailable
from app.usecases.city_jobs import ReportQuestion
from app.workers.task import Limits
from tests import worker_jobs
from tests.benchmarks.graph import made
from tests.conformance import READING, compare_answers, compare_graphs, write_cities
from tests.standalone_spark import kill, two_workers

pytestmark = pytest.mark.filterwarnings("ignore")

LIMITS = Limits(120.0, 1024)


@pytest.fixture
def cluster(tmp_path) -> Iterator[tuple[str, list[subprocess.Popen[bytes]]]]:
    with two_workers(tmp_path / "workers") as started:
        yield started


def test_reports_of_cities_are_the_same_when_a_worker_is_killed_in_the_middle(cluster, tmp_path):
    address, workers = cluster
    folder, completed = write_cities(tmp_path / "cities"), []

    def note(done: int) -> None:
        completed.append(done)
        if done == 5:
            kill(workers[0])

    question = ReportQuestion(READING, "json", "internal", "bericht")
    with closing(SparkEngine(address, LIMITS, "en")) as engine:
        compare_answers(engine, question, folder, tmp_path / "out", note)
    assert completed == list(range(1, 22))


def test_when_all_workers_are_killed_it_says_so_soon(cluster, monkeypatch):
    address, workers = cluster
    monkeypatch.setattr(spark, "_LOOK_SECONDS", 0.5)
    with closing(SparkEngine(address, LIMITS, "de")) as engine:
        monkeypatch.setattr(spark, "_WORKER_SECONDS", 3.0)
        Timer(2.0, lambda: [kill(worker) for worker in workers]).start()
        with pytest.raises(EngineUnavailable, match="keinen Arbeiter mehr"):
            engine.in_order(worker_jobs.sleep_part, None, [60, 60])


def test_rounds_and_paths_are_the_same_when_a_worker_is_killed_in_the_middle(cluster, monkeypatch):
    """PageRank loses half of its rows after some rounds, and betweenness a worker that has some of its sources."""
    address, workers = cluster
    rounds, net = count(1), made(400, 2_000).network
    with closing(SparkEngine(address, LIMITS, "en")) as engine:
        collected = engine.collected

        def killing(data):
            if next(rounds) == 10:
                kill(workers[1])
            return collected(data)

        monkeypatch.setattr(engine, "collected", killing)
        compare_graphs(engine, [("400 actors", net)], [analysis("pagerank"), analysis("betweenness")])
    assert next(rounds) > 20
