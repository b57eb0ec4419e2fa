"""Does the engine of this machine answer every part, lose none with a process, and end what nobody waits for?"""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.analysis.interface import analysis
from app.engines.local import LocalEngine
from app.engines.opening import opened
from app.errors import DeadlineExceeded, InvalidInput, WorkerLost
from app.network.pairs import sharing_pairs
from app.network.pairs import similar_pairs as pairs
from app.workers.task import Limits
from tests import worker_jobs
from tests.conformance import can_be_split, compare_cities, compare_graphs, districts, graphs, offers, write_cities
from tests.unit.workers.test_worker import ended

ROOT = Path(__file__).parents[3]


@pytest.fixture(autouse=True)
def _children_import_tests(monkeypatch):
    monkeypatch.setenv("PYTHONPATH", str(ROOT))


@pytest.fixture
def engine() -> Iterator[LocalEngine]:
    made = LocalEngine(2, Limits(60.0, 1024))
    yield made
    made.close()


@pytest.mark.slow
def test_cities_are_answered_as_by_this_process_alone(engine, tmp_path):
    compare_cities(engine, write_cities(tmp_path / "cities"), tmp_path / "out")


@pytest.mark.slow
def test_graphs_are_answered_as_by_this_process_alone(engine):
    compare_graphs(engine, graphs(), can_be_split())


@pytest.mark.slow
def test_similar_offers_are_found_as_by_this_process_alone(engine, monkeypatch):
    monkeypatch.setattr(pairs, "_PART", 20)  # several parts also of few candidates
    compare_graphs(engine, offers(), [analysis("parallel-offers")])


@pytest.mark.slow
def test_missing_links_are_found_as_by_this_process_alone(engine, monkeypatch):
    monkeypatch.setattr(sharing_pairs, "_FIRST_ACTORS", 20)  # several parts also of few actors
    compare_graphs(engine, districts(), [analysis("missing-links")])


def test_every_part_is_answered_and_a_refusal_is_that_of_its_part(engine):
    answers = dict(engine.completed(worker_jobs.add, 10, range(-1, 6)))
    refusal = answers.pop(-1)
    assert isinstance(refusal, InvalidInput)
    assert refusal.detail == "-1 is less than 0"
    assert answers == {part: 10 + part for part in range(6)}


def test_a_process_that_is_lost_costs_its_part_alone(engine):
    answers = dict(engine.completed(worker_jobs.add_or_vanish, 10, range(4)))
    assert isinstance(answers.pop(0), WorkerLost)
    assert answers == {1: 11, 2: 12, 3: 13}


def test_a_part_that_takes_too_long_is_ended():
    engine = LocalEngine(1, Limits(0.5, 512))
    try:
        (answer,) = dict(engine.completed(worker_jobs.sleep_part, None, [60])).values()
    finally:
        engine.close()
    assert isinstance(answer, DeadlineExceeded)


def test_processes_are_kept_and_no_more_than_allowed(engine):
    assert len({pid for _, pid in engine.completed(worker_jobs.process_of_part, 1, range(8))}) <= 2


def test_parts_are_taken_when_they_can_be_computed(engine):
    taken = []

    def parts():
        for part in range(100):
            taken.append(part)
            yield part

    answers = engine.completed(worker_jobs.add, 10, parts())
    next(answers)
    assert len(taken) <= 4
    answers.close()


def test_closing_ends_the_processes():
    engine = LocalEngine(1, Limits(60.0, 512))
    ((_, pid),) = engine.completed(worker_jobs.process_of_part, 1, [0])
    engine.close()
    assert ended(pid, 5.0)


@pytest.mark.parametrize(("lang", "word"), [("de", "Rechenwerk"), ("en", "engine")])
def test_an_unknown_engine_is_refused_with_those_there_are(lang, word):
    with (
        pytest.raises(InvalidInput, match=word) as refused,
        opened("abacus", processes=1, limits=Limits(1.0, 512), lang=lang),
    ):
        pass
    assert "local[N]" in refused.value.hint
