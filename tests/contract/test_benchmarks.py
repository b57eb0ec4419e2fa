"""Does what ``make bench`` measures still run and agree, at a size that takes a moment? Does the page hold all of it?"""

import json
from pathlib import Path

import pytest

from app.analysis.interface import catalogue
from tests.benchmarks import analyses, contests, imports, intake_rows, page, pairs, snapshot, whole_report
from tests.benchmarks.city import City
from tests.benchmarks.goals import verdicts
from tests.benchmarks.graph import made
from tests.benchmarks.measure import OURS, KernelRun, Outcome, Section, interleaved, together

DOCS = Path(__file__).parents[2] / "docs"


def test_the_same_city_is_made_twice():
    assert City(60).records == City(60).records
    assert City(60).records != City(60, seed=2).records


def test_a_city_has_the_ties_it_was_asked_for():
    assert len(City(200, ties_per_actor=6.0).records.cooperations) == 1_200


def test_the_same_graph_is_made_twice_and_hangs_together():
    graph = made(200, 900)
    assert graph.pairs == made(200, 900).pairs
    assert graph.edges == len(set(map(frozenset, graph.pairs))) == 900
    assert graph.degrees.min() >= 1


@pytest.mark.parametrize("kernel", contests.names("S"))
def test_other_tools_have_the_same_results(kernel):
    run = contests.run(kernel, "S", quick=True)
    assert run.seconds[OURS] > 0
    assert len(run.seconds) > 1


def test_where_time_would_be_hours_memory_is_measured():
    run = contests.run("betweenness", "L", quick=True)
    assert (run.seconds, run.peak_mib > 0) == ({}, True)


def test_a_difference_is_told():
    run = contests._on_graph("k-core", made(40, 100))
    entry = next(iter(run.peers().values()))
    with pytest.raises(AssertionError):
        entry.agree(run.ours() + 1, entry.run())


@pytest.mark.parametrize(
    "measured",
    [
        lambda: pairs.measure(quick=True),
        lambda: snapshot.measure("M", quick=True),
        lambda: whole_report.measure("S", quick=True),
        lambda: intake_rows.measure(300),
    ],
)
def test_a_part_makes_a_table(measured):
    [section] = measured().sections
    assert all(len(row) == len(section.columns) for row in section.rows)


def test_the_questions_of_the_catalogue_are_summed(monkeypatch):
    by_name = {name: catalogue()[name] for name in ("density", "k-core")}
    monkeypatch.setattr(analyses, "catalogue", lambda: by_name)
    outcome = analyses.measure("S", quick=True)
    assert {row[1] for row in outcome.sections[0].rows} == {"`density`", "`k-core`", "0 others", "all"}
    assert outcome.figures["analyses/S"] > 0


def test_a_generated_workbook_is_taken_in():
    [section] = intake_rows.measure(300).sections
    assert section.rows[0][0] == pytest.approx(300, rel=0.1)


def test_the_least_time_of_all_rounds_counts():
    ticks = iter([0.0, 5.0, 10.0, 12.0, 20.0, 23.0])
    timings = interleaved({"work": lambda: "done"}, 3, lambda: next(ticks))
    assert (timings["work"].seconds, timings["work"].result) == (2.0, "done")


def test_who_is_slow_runs_in_fewer_rounds():
    clock = iter(range(0, 1_000, 3))  # every run takes 3 seconds
    runs = []
    interleaved({"slow": lambda: runs.append(1)}, 5, lambda: next(clock), slow=2.0)
    assert len(runs) == 3


def test_tables_of_one_title_become_one():
    first, outcomes = (Outcome((Section("T", "t", ("a", "s"), (row,)),)) for row in ((1_000, 0.12345), (2, 2.0)))
    made_page = page.markdown(together([first, outcomes]))
    assert made_page.count("## T") == 1
    assert "| 1,000 | 0.123 |\n| 2 | 2 |" in made_page


def test_an_outcome_survives_the_way_between_processes():
    run = KernelRun("k-core", "S", 10.0, "edges", {OURS: 1.0, "igraph": 0.5}, 2.0, ("igraph",))
    outcome = Outcome((Section("T", "t", ("a",), ((1,),)),), (run,), {"import/app": 0.5})
    assert Outcome.of_json(outcome.as_json()) == outcome


def _run(size: str, seconds: float, work: float) -> KernelRun:
    return KernelRun("betweenness", size, work, "n·m", {OURS: seconds, "igraph": 10.0, "networkx": 1_000.0}, 1.0)


def test_goals_are_judged_by_ratios_and_by_growth():
    """From 0.08 to 8 seconds for 100 times the work is a power of 1; 8 of 10 seconds is 0.8, 1,000 of 8 is 125 times."""
    by_name = {
        verdict.what: verdict for verdict in verdicts(Outcome(kernels=(_run("S", 0.08, 1.0), _run("M", 8.0, 100.0))))
    }
    assert by_name["growth of betweenness"].measured == pytest.approx(1.0)
    assert by_name["betweenness against igraph, M"].measured == pytest.approx(0.8)
    assert by_name["betweenness against networkx, M"].measured == pytest.approx(125)
    assert [entry.what for entry in by_name.values() if entry.met is False] == []
    assert by_name["PageRank against C, M"].met is None


def test_a_missed_goal_is_called_so():
    written = page.markdown(Outcome(kernels=(_run("M", 9.0, 100.0),)))
    assert "| betweenness against igraph, M | 0.9 of its time | ≤ 0.8 | **missed** |" in written


def test_the_page_and_the_file_tell_the_same():
    content = json.loads((DOCS / "benchmarks.json").read_text("utf-8"))
    written = (DOCS / "benchmarks.md").read_text("utf-8")
    titles = [line.removeprefix("## ") for line in written.splitlines() if line.startswith("## ")]
    assert titles == ["Goals", *(item["title"] for item in content["tables"])]
    rows = [content["goals"], *(entry["rows"] for entry in content["tables"])]
    assert sum(line.startswith("| ") for line in written.splitlines()) == sum(2 + len(row) for row in rows)


def test_the_page_holds_every_kernel_and_goal():
    content = json.loads((DOCS / "benchmarks.json").read_text("utf-8"))
    assert {(item["kernel"], item["size"]) for item in content["kernels"]} == {
        (name, size) for size in "SML" for name in contests.names(size)
    }
    assert [entry["what"] for entry in content["goals"]] == [verdict.what for verdict in verdicts(Outcome())]


def test_modules_are_imported_in_new_processes():
    assert imports._seconds("app") > 0
