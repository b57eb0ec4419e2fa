"""What is asked of each engine: reports of many cities, rounds and paths of one network, and pairs of one city.

A kernel gives its values, of which a number is kept that all engines must agree on.
"""

import pickle
import tempfile
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from pyarrow import parquet, table
from scipy import sparse

from app.engines.engine import Engine
from app.engines.opening import opened
from app.network.district.taxonomy_similarity import Taxonomy, related
from app.network.graph.build_network import build_network
from app.network.graph.network import Network
from app.network.kernels import by_rows, connectivity, spectral_centrality
from app.network.kernels.by_rows import Places
from app.network.kernels.distances import distance_sums
from app.network.kernels.sampled_sums import USUAL_SOURCES, Draw
from app.network.pairs.candidate_pairs import candidate_pairs
from app.network.pairs.sharing_pairs import sharing_pairs
from app.network.pairs.similar_pairs import comparable, similar_pairs
from app.usecases.cities import answered, cities_in
from app.usecases.city_jobs import ReportQuestion
from app.usecases.city_jobs import answer as answer_of
from app.workers.task import Limits
from tests.benchmarks.city import AS_OF, City
from tests.benchmarks.graph import made as graph_of
from tests.conformance import READING

ALONE, DUCKDB = "one process", "duckdb, two threads"
TIES_PER_ACTOR = 10
SAMPLED = f"distances, {USUAL_SOURCES} sources"
MOST_TIES_OF_PAGERANK = 1_000_000
LIMITS = Limits(3600.0, 8192)

Kernels = Iterator[tuple[str, Callable[[], NDArray[Any]]]]


def reports(engine: str, folder: Path, _cities: int) -> Kernels:
    """Reports of all cities of a folder."""
    question, sources = ReportQuestion(READING, "html", "internal", "bericht"), cities_in(folder, "en")
    if engine == ALONE:
        yield "reports", lambda: np.array([len([answer_of(question, source.read()[0]) for source in sources])])
        return
    with tempfile.TemporaryDirectory() as out, opened(engine, processes=2, limits=LIMITS, lang="en") as computing:
        written = partial(answered, computing, question, sources, Path(out), "en", [].append)
        yield "reports", lambda: np.array([sum(row.failure is None for row in written())])


def write_graph(file: Path, ties: int) -> None:
    """A graph of so many ties as a Parquet file."""
    graph = graph_of(ties // TIES_PER_ACTOR, ties)
    parquet.write_table(table({"a": graph.one, "b": graph.other}), file)


def large(engine: str, file: Path, ties: int) -> Kernels:
    """Rounds and sampled paths of one network of so many ties."""
    size = ties // TIES_PER_ACTOR
    if engine == DUCKDB:
        from tests.benchmarks import scale_duckdb  # noqa: PLC0415 - not installed everywhere

        kernels = scale_duckdb.kernels(file, size)
        yield from _but_long(kernels, ties)
    elif engine == ALONE:
        yield from _but_long(_in_one_process(file, size), ties)
    else:
        with opened(engine, processes=2, limits=LIMITS, lang="en") as places:
            yield from _but_long(_spread(places, file, size), ties)


def _but_long(kernels: Kernels, ties: int) -> Kernels:
    return ((name, kernel) for name, kernel in kernels if name != "PageRank" or ties <= MOST_TIES_OF_PAGERANK)


def _read(file: Path, size: int) -> sparse.csr_array:
    columns = parquet.read_table(file)
    ends = columns["a"].to_numpy(), columns["b"].to_numpy()
    half = sparse.coo_array((np.ones(len(ends[0])), ends), shape=(size, size)).tocsr()
    return sparse.csr_array(half + half.T)


def _in_one_process(file: Path, size: int) -> Kernels:
    matrix, draw = _read(file, size), Draw.of(size, USUAL_SOURCES, 1)
    yield "loading", lambda: np.array([_read(file, size).nnz])
    yield "degree", lambda: np.diff(matrix.indptr)
    yield "components", lambda: connectivity.components(matrix)
    yield "PageRank", lambda: spectral_centrality.pagerank(matrix, 0.85)
    yield SAMPLED, lambda: draw.of_groups(partial(_harmonic, matrix))


def _spread(places: Engine, file: Path, size: int) -> Kernels:
    def load() -> NDArray[Any]:
        matrix = _read(file, size)
        loaded.append((matrix, places.rows(matrix)))
        by_rows.degrees(loaded[0][1])  # until the rows lie where they stay
        return np.array([matrix.nnz])

    loaded: list[tuple[sparse.csr_array, by_rows.Rows]] = []
    yield "loading", load
    matrix, rows = loaded[0]
    yield "degree", lambda: by_rows.degrees(rows)
    yield "components", lambda: by_rows.components(rows, size)
    yield "PageRank", lambda: by_rows.pagerank(rows, np.diff(matrix.indptr), 0.85)
    yield SAMPLED, lambda: Draw.of(size, USUAL_SOURCES, 1).spread(places, _harmonic, matrix)


def _harmonic(matrix: sparse.csr_array, targets: Any) -> Any:
    return distance_sums(matrix, targets).inverse


def write_city_of_pairs(folder: Path, actors: int) -> None:
    """A city with 1.5 offers an organisation: its network as it is pickled, and its offers as tables of a database."""
    network = build_network(City(actors).records, AS_OF)
    (folder / "network").write_bytes(pickle.dumps(network))
    cells: list[tuple[int, str, str, str]] = []
    for number, offer in enumerate(comparable(network, "offers")):
        areas, groups = offer.areas, offer.target_groups
        cells += [(number, area, group, theme) for area in areas for group in groups for theme in offer.themes]
    columns = dict(zip(("offer", "area", "target_group", "theme"), zip(*cells, strict=True), strict=True))
    parquet.write_table(table({name: list(values) for name, values in columns.items()}), folder / "cell.parquet")
    tree, taxonomies = network.area_tree, ("target_group", "theme")
    near = {"area": {area: {area, *tree.ancestors(area), *tree.descendants(area)} for area in set(columns["area"])}}
    near |= {name: {code: _near_codes(name, code) for code in set(columns[name])} for name in taxonomies}
    for name, of_values in near.items():
        one, other = zip(*((value, met) for value, all_met in of_values.items() for met in all_met), strict=True)
        parquet.write_table(table({"one": list(one), "other": list(other)}), folder / f"near_{name}.parquet")


def _near_codes(taxonomy: Taxonomy, code: str) -> set[str]:
    return {code, *related(taxonomy, code)}


def pairs(engine: str, folder: Path, _actors: int) -> Kernels:
    """Candidate pairs of offers, similar ones among them, and organisations that share something."""
    if engine == DUCKDB:
        from tests.benchmarks import scale_duckdb  # noqa: PLC0415 - not installed everywhere

        yield "candidate pairs", lambda: scale_duckdb.candidates(folder)
        return
    network: Network = pickle.loads((folder / "network").read_bytes())
    if engine == ALONE:
        services = comparable(network, "offers")
        yield "candidate pairs", lambda: np.array([len(candidate_pairs(services, network.area_tree)[0])])
        yield from _of_pairs(network, None)
        return
    with opened(engine, processes=2, limits=LIMITS, lang="en") as places:
        yield from _of_pairs(network, places)


def _of_pairs(network: Network, places: Places | None) -> Kernels:
    def similarities() -> NDArray[Any]:
        return np.array([pair.overlap.similarity for pair in similar_pairs(network, "offers", places=places)])

    yield "similar offers", similarities
    yield "missing links", lambda: sharing_pairs(network, idf=True, normalise=True, places=places).candidates.terms


def measured(name: str, kernel: Callable[[], NDArray[Any]]) -> tuple[str, float, float]:
    """A kernel's name, its seconds by the clock, and the number that all engines must agree on."""
    begun = time.perf_counter()
    values = kernel()
    seconds = time.perf_counter() - begun
    check = len(np.unique(values)) if name == "components" else float((np.asarray(values, float) ** 2).sum())
    return name, seconds, check
