"""What must every engine answer alike? The same cities, compared with what this process alone computes."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from app.analysis.interface import analysis
from app.engines.engine import Engine
from app.formats.records_json import write_records
from app.records.cooperations import Cooperation
from app.usecases.cities import answered, cities_in
from app.usecases.city_jobs import AnalysisQuestion, Question, Reading, ReportQuestion, Unanswered, answer
from tests.benchmarks.city import AS_OF, City

CITIES = 20
READING = Reading(AS_OF, lang="en")


def questions() -> Iterator[Question]:
    """A report, a measure of actors, one from random numbers, one of the whole, and hints about pairs."""
    yield ReportQuestion(READING, "json", "internal", "bericht")
    for name in ("betweenness", "communities", "density", "parallel-offers"):
        yield AnalysisQuestion(READING, name, analysis(name).checked({}), 60.0)


def write_cities(folder: Path, count: int = CITIES) -> Path:
    """Made-up cities of 12 to 50 organisations as files of records, and one that is no city."""
    folder.mkdir()
    for number in range(count):
        city = City(12 + 2 * number, ties_per_actor=2.0, seed=number).records
        records = replace(city, cooperations=tuple(map(_possible, city.cooperations)))
        (folder / f"city-{number:02}.json").write_bytes(write_records(records, None, None))
    (folder / "no-city.xlsx").write_bytes(b"no workbook")
    return folder


def _possible(tie: Cooperation) -> Cooperation:
    """A tie as files may have it: up to 4 strong, and of no strength where somebody denies it."""
    denied = tie.status in ("denied", "contradicted")
    return replace(tie, strength=None if denied or tie.strength is None else min(tie.strength, 4))


def compare_cities(engine: Engine, folder: Path, out: Path) -> None:
    """Every file and every number that an engine gives is what this process gives; the damaged city alone has none."""
    for question in questions():
        rows = answered(engine, question, cities_in(folder, "en"), out, "en", [].append)
        expected = {source.name: answer(question, source.read()[0]) for source in cities_in(folder, "en")}
        assert [row.city for row in rows] == sorted(expected)
        assert [row.city for row in rows if row.failure] == ["no-city"]
        for row in rows:
            outcome = expected[row.city]
            if isinstance(outcome, Unanswered):
                assert row.failure == outcome.reason
            else:
                assert (out / row.file).read_bytes() == outcome.content
                assert row.numbers == outcome.numbers
