"""Does Spark on this machine answer as this process does, and tell of what it cannot do?"""

from threading import Timer

import pytest

from app.analysis.interface import analysis
from app.cli.program import run
from app.engines.spark import SparkEngine
from app.errors import DeadlineExceeded, EngineUnavailable, InvalidInput, WorkerLost
from app.network.pairs import sharing_pairs
from app.report.forms.json import plain
from app.usecases import jobs
from app.workers.task import Limits
from tests import worker_jobs
from tests.conformance import (
    approximately,
    can_be_split,
    compare_cities,
    compare_graphs,
    districts,
    graphs,
    offers,
    write_cities,
)
from tests.standalone_spark import free_port

pytestmark = pytest.mark.filterwarnings("ignore")  # what pyspark and py4j warn of in their own code

ROUNDS = ("pagerank", "k-core", "components")
"""Analyses of many rounds: a round of Spark takes a tenth of a second whatever the graph."""


def test_cities_are_answered_as_by_this_process_alone(spark, tmp_path):
    compare_cities(spark, write_cities(tmp_path / "cities"), tmp_path / "out")


def test_graphs_are_answered_as_by_this_process_alone(spark):
    compare_graphs(spark, graphs(), [entry for entry in can_be_split() if entry.id not in ROUNDS])


def test_similar_offers_are_found_as_by_this_process_alone(spark):
    compare_graphs(spark, offers(), [analysis("parallel-offers")])


def test_missing_links_are_found_as_by_this_process_alone(spark, monkeypatch):
    monkeypatch.setattr(sharing_pairs, "_FIRST_ACTORS", 20)  # several parts also of few actors
    compare_graphs(spark, districts(), [analysis("missing-links")])


def test_graphs_of_many_rounds_are_answered_as_by_this_process_alone(spark):
    """All graphs; PageRank ends sooner the less it goes on along ties, and a few are enough for as far as it is usual."""
    compare_graphs(spark, graphs(), [analysis("k-core"), analysis("components")])
    compare_graphs(spark, graphs(), [analysis("pagerank")], {"damping": 0.1})
    compare_graphs(spark, list(graphs())[::12], [analysis("pagerank")])


def test_a_refusal_is_the_answer_of_its_part(spark):
    answers = dict(spark.completed(worker_jobs.add, 10, range(-1, 3)))
    refusal = answers.pop(-1)
    assert isinstance(refusal, InvalidInput)
    assert refusal.detail == "-1 is less than 0"
    assert answers == {0: 10, 1: 11, 2: 12}


def test_a_process_that_is_lost_costs_its_part_alone(spark):
    answers = dict(spark.completed(worker_jobs.add_or_vanish, 10, range(3)))
    assert isinstance(answers.pop(0), WorkerLost)
    assert answers == {1: 11, 2: 12}


def test_what_takes_too_long_is_cancelled(spark, monkeypatch):
    monkeypatch.setattr(spark, "_limits", Limits(1.0, 512))
    ((_, answer),) = spark.completed(worker_jobs.sleep_part, None, [60])
    assert isinstance(answer, DeadlineExceeded)


@pytest.mark.parametrize(
    ("address", "lang", "word"),
    [
        ("spark://127.0.0.1:{port}", "de", "nicht erreichbar"),
        ("spark://127.0.0.1:{port}", "en", "cannot be reached"),
        ("k8s://https://127.0.0.1:{port}", "en", "cannot be reached"),
    ],
)
def test_an_address_where_nobody_listens_is_told_in_a_moment(address, lang, word):
    with pytest.raises(EngineUnavailable, match=word):
        SparkEngine(address.format(port=free_port()), Limits(10.0, 512), lang)


@pytest.mark.parametrize("places", [{"PATH": "/nowhere", "JAVA_HOME": ""}, {"JAVA_HOME": "/nowhere"}])
def test_without_java_it_says_so(monkeypatch, places):
    """Where JAVA_HOME is set, Spark looks there alone."""
    for name, value in places.items():
        monkeypatch.setenv(name, value)
    with pytest.raises(EngineUnavailable, match="needs Java"):
        SparkEngine("local[2]", Limits(10.0, 512), "en")


def test_yarn_without_its_settings_is_told_in_a_moment(monkeypatch):
    for name in ("HADOOP_CONF_DIR", "YARN_CONF_DIR"):
        monkeypatch.delenv(name, raising=False)
    with pytest.raises(EngineUnavailable, match="where YARN runs"):
        SparkEngine("yarn", Limits(10.0, 512), "en")


def test_an_engine_that_is_not_there_leaves_nothing_written(tmp_path, capsys):
    folder = tmp_path / "cities"
    folder.mkdir()
    (folder / "three.csv").write_text("source,target\na,b\nb,c\n", "utf-8")
    arguments = ["analyse", "degree", "--cities", str(folder), "-o", str(tmp_path / "out")]
    assert run([*arguments, "--engine", f"spark://127.0.0.1:{free_port()}"]) == 1
    assert "ist nicht erreichbar" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_a_question_of_the_service_is_split_and_ended_when_it_is_cancelled_or_takes_too_long(spark, monkeypatch):
    """One answer as alone; then a round that sleeps: ended by its name, and by its time."""
    entry = analysis("pagerank")
    ((_, net),) = list(graphs())[:1]
    assert plain(
        spark.within("whole", lambda: jobs.result(net, "pagerank", entry.checked({}), spark))
    ) == approximately(plain(entry.result(net, entry.checked({}))))
    Timer(2.0, spark.cancel, ["left"]).start()
    with pytest.raises(WorkerLost):
        spark.within("left", lambda: spark.in_order(worker_jobs.sleep_part, None, [60]))
    monkeypatch.setattr(spark, "_limits", Limits(1.0, 512))
    with pytest.raises(DeadlineExceeded):
        spark.within("late", lambda: spark.in_order(worker_jobs.sleep_part, None, [60]))


def test_no_round_begins_after_the_one_that_was_cancelled(spark):
    def two_rounds() -> None:
        spark.cancel("between")
        spark.in_order(worker_jobs.add, 1, [1])

    with pytest.raises(WorkerLost, match="cancelled"):
        spark.within("between", two_rounds)
    assert spark.within("between", lambda: spark.in_order(worker_jobs.add, 1, [1])) == [2]
