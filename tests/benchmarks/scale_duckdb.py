"""The same questions about one large network in SQL: duckdb on two threads, each round of components and PageRank a query."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
from numpy.typing import NDArray

THREADS = 2
_RESIDUAL = 1e-12
"""Sums are added in another order each time: it does not come as near as one process."""

_MOST_ROUNDS = 300


def kernels(file: Path, size: int) -> Iterator[tuple[str, Callable[[], NDArray[Any]]]]:
    """Loading, and what is asked of the network of a Parquet file of ties (one, other) among ``size`` vertices."""
    database = duckdb.connect()
    database.execute(f"SET threads = {THREADS}")

    def load() -> NDArray[Any]:
        half = f"read_parquet('{file}')"
        database.execute(f"CREATE TABLE tie AS SELECT a, b FROM {half} UNION ALL SELECT b, a FROM {half}")
        database.execute("CREATE TABLE degree AS SELECT a, count(*) AS n FROM tie GROUP BY a")
        return np.array(database.execute("SELECT count(*) FROM tie").fetchone())

    yield "loading", load
    yield "degree", lambda: _column(database, "SELECT count(*) FROM tie GROUP BY a ORDER BY a")
    yield "components", lambda: _components(database)
    yield "PageRank", lambda: _pagerank(database, size)


def _column(database: duckdb.DuckDBPyConnection, query: str) -> NDArray[Any]:
    (values,) = database.execute(query).fetchnumpy().values()
    return np.asarray(values)


def _components(database: duckdb.DuckDBPyConnection) -> NDArray[Any]:
    """The least label of a vertex, its neighbours and the vertex of its label, until none changes."""
    database.execute("CREATE OR REPLACE TABLE label AS SELECT a, a AS l FROM degree")
    changed = 1
    while changed:
        database.execute(
            "CREATE OR REPLACE TABLE near AS SELECT label.a, least(label.l, min(other.l)) AS l FROM label "
            "JOIN tie USING (a) JOIN label AS other ON other.a = tie.b GROUP BY label.a, label.l"
        )
        database.execute(
            "CREATE OR REPLACE TABLE next AS SELECT near.a, least(near.l, of_label.l) AS l "
            "FROM near JOIN near AS of_label ON of_label.a = near.l"
        )
        (changed,) = database.execute(
            "SELECT count(*) FROM next JOIN label USING (a) WHERE next.l < label.l"
        ).fetchone()
        database.execute("CREATE OR REPLACE TABLE label AS SELECT * FROM next")
    return _column(database, "SELECT l FROM label ORDER BY a")


def _pagerank(database: duckdb.DuckDBPyConnection, size: int) -> NDArray[Any]:
    """Of a network in which every vertex has a tie, as the graphs of the benchmark are."""
    database.execute(f"CREATE OR REPLACE TABLE rank AS SELECT a, n, 1 / {size} AS r FROM degree")
    for _ in range(_MOST_ROUNDS):
        database.execute(
            f"CREATE OR REPLACE TABLE next AS SELECT tie.b AS a, {0.15 / size} + 0.85 * sum(r / n) AS r "
            "FROM tie JOIN rank USING (a) GROUP BY tie.b"
        )
        (change,) = database.execute("SELECT sum(abs(next.r - rank.r)) FROM next JOIN rank USING (a)").fetchone()
        database.execute("CREATE OR REPLACE TABLE rank AS SELECT a, n, next.r FROM next JOIN degree USING (a)")
        if change <= _RESIDUAL:
            break
    return _column(database, "SELECT r FROM rank ORDER BY a")


def candidates(folder: Path) -> NDArray[Any]:
    """How many pairs of offers meet in area, target group and theme, by joins of the tables of a folder."""
    database = duckdb.connect()
    database.execute(f"SET threads = {THREADS}")
    for file in folder.glob("*.parquet"):
        database.execute(f"CREATE TABLE {file.stem} AS SELECT * FROM read_parquet('{file}')")
    count = (
        "SELECT count(*) FROM (SELECT DISTINCT first.offer, second.offer FROM cell AS first "
        "JOIN near_area ON near_area.one = first.area JOIN near_target_group ON near_target_group.one = first.target_group "
        "JOIN near_theme ON near_theme.one = first.theme JOIN cell AS second ON second.area = near_area.other "
        "AND second.target_group = near_target_group.other AND second.theme = near_theme.other "
        "WHERE first.offer < second.offer)"
    )
    return np.array(database.execute(count).fetchone())
