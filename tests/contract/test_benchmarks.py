"""Does what ``make bench`` measures still run and agree, at a size that takes a moment?"""

import json
from pathlib import Path

import pytest

from tests.benchmarks import intake_rows, kernels, page, pairs
from tests.benchmarks.city import City
from tests.benchmarks.measure import Section, interleaved

DOCS = Path(__file__).parents[2] / "docs"


def test_the_same_city_is_made_twice():
    assert City(60).records == City(60).records
    assert City(60).records != City(60, seed=2).records


def test_a_city_has_the_ties_it_was_asked_for():
    assert len(City(200, ties_per_actor=6.0).records.cooperations) == 1_200


@pytest.mark.parametrize("part", [kernels, pairs])
def test_what_is_compared_agrees(part):
    assert part.measure(quick=True).rows


def test_a_generated_workbook_is_taken_in():
    section = intake_rows.measure(300)
    assert section.rows[0][0] == pytest.approx(300, rel=0.1)


def test_the_least_time_of_all_rounds_counts():
    ticks = iter([0.0, 5.0, 10.0, 12.0, 20.0, 23.0])
    timings = interleaved({"work": lambda: "done"}, 3, lambda: next(ticks))
    assert (timings["work"].seconds, timings["work"].result) == (2.0, "done")


def test_tables_of_one_title_become_one():
    made = page.markdown(
        page.merged([Section("T", "t", ("a", "s"), ((1_000, 0.12345),)), Section("T", "t", ("a", "s"), ((2, 2.0),))])
    )
    assert made.count("## T") == 1
    assert "| 1,000 | 0.123 |\n| 2 | 2 |" in made


def test_the_page_and_the_file_tell_the_same():
    tables = json.loads((DOCS / "benchmarks.json").read_text("utf-8"))["tables"]
    written = (DOCS / "benchmarks.md").read_text("utf-8")
    assert [line.removeprefix("## ") for line in written.splitlines() if line.startswith("## ")] == [
        one["title"] for one in tables
    ]
    assert sum(line.startswith("| ") for line in written.splitlines()) == sum(2 + len(one["rows"]) for one in tables)
