"""What must every engine answer alike? The same cities and graphs, compared with what this process alone computes."""

import random
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, replace
from pathlib import Path
from types import MappingProxyType
from typing import Any

import networkx as nx
import pytest

from app.analysis.interface import Analysis, analysis, catalogue
from app.engines.engine import Engine
from app.formats.records_json import write_records
from app.network.graph.build_network import build_network
from app.network.graph.network import Network
from app.records.cooperations import Cooperation
from app.report.forms.json import plain
from app.usecases.cities import ReportProgress, answered, cities_in
from app.usecases.city_jobs import AnalysisQuestion, Question, Reading, ReportQuestion, Unanswered, answer
from tests.benchmarks.city import AS_OF, City
from tests.cities import city_of_offers
from tests.graphs import NAMED, network_of_graph

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
        write_city(folder, number, 12 + 2 * number, ties_per_actor=2.0)
    (folder / "no-city.xlsx").write_bytes(b"no workbook")
    return folder


def write_city(folder: Path, number: int, actors: int, ties_per_actor: float = 5.0) -> None:
    """A made-up city of so many organisations as a file of records."""
    city = City(actors, ties_per_actor, seed=number).records
    records = replace(city, cooperations=tuple(map(_possible, city.cooperations)))
    (folder / f"city-{number:02}.json").write_bytes(write_records(records, None, None))


def _possible(tie: Cooperation) -> Cooperation:
    """A tie as files may have it: up to 4 strong, and of no strength where somebody denies it."""
    denied = tie.status in ("denied", "contradicted")
    return replace(tie, strength=None if denied or tie.strength is None else min(tie.strength, 4))


def compare_cities(engine: Engine, folder: Path, out: Path) -> None:
    """Every question is answered as this process answers it."""
    for question in questions():
        compare_answers(engine, question, folder, out, [].append)


def compare_answers(engine: Engine, question: Question, folder: Path, out: Path, progress: ReportProgress) -> None:
    """Every file and every number that an engine gives is what this process gives; the damaged city alone has none."""
    rows = answered(engine, question, cities_in(folder, "en"), out, "en", progress)
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


GRAPHS = 60


def graphs() -> Iterator[tuple[str, Network]]:
    """Named graphs, random ones of all densities, connected or not, some with strengths, and directed ones."""
    yield from ((name, network_of_graph(make())) for name, make in NAMED.items())
    for seed in range(GRAPHS - len(NAMED)):
        chance = random.Random(seed)
        graph = nx.gnp_random_graph(chance.randint(1, 40), chance.random() * 0.3, seed=seed, directed=seed % 5 == 0)
        for node in graph:
            graph.nodes[node]["sphere"] = chance.choice(["public", "civil", ""])
        for _, _, attributes in graph.edges(data=True):
            attributes.update({"strength": chance.choice([1, 2, 4])} if chance.random() < 0.7 else {})
        settings = {"directed": "true"} if graph.is_directed() else {}
        yield f"random {seed}", network_of_graph(graph, group_by="sphere", **settings)


def compare_graphs(
    engine: Engine,
    networks: Iterable[tuple[str, Network]],
    chosen: Iterable[Analysis],
    settings: Mapping[str, object] = MappingProxyType({}),
) -> None:
    """Every analysis that can be split gives what this process gives, within 1e-9, and the same for the same sample."""
    for name, net in networks:
        for entry in chosen:
            for sample in samples_of(entry):
                parameters = entry.checked({**settings, **sample})
                result = entry.result(net, parameters, engine)
                assert plain(result) == approximately(plain(entry.result(net, parameters))), (name, entry.id)


def offers() -> Iterator[tuple[str, Network]]:
    """Cities of offers of all fields and dates, some of them without place, group or dates."""
    yield from ((f"{count} offers", city_of_offers(count, seed=count)) for count in (30, 120, 240))


def districts() -> Iterator[tuple[str, Network]]:
    """Cities with offers, groups, grants and ties of all states."""
    yield from ((f"{size} actors", build_network(City(size).records, AS_OF)) for size in (25, 90))


def can_be_split() -> tuple[Analysis, ...]:
    return tuple(entry for entry in catalogue().values() if entry.spread is not None)


def samples_of(entry: Analysis) -> tuple[dict[str, object], ...]:
    """All sources, and a few of them."""
    sampled = "samples" in {field.name for field in fields(entry.parameters)}
    return ({}, {"samples": 8, "seed": 3}) if sampled else ({},)


def approximately(value: Any) -> Any:
    """A value of JSON in which numbers may be off by rounding."""
    if isinstance(value, dict):
        return {key: approximately(part) for key, part in value.items()}
    if isinstance(value, list):
        return [approximately(part) for part in value]
    return pytest.approx(value, rel=1e-9, abs=1e-9) if isinstance(value, float) else value
