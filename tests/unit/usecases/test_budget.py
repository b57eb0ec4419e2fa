"""What is told to somebody who asks for too much, and who is let through?"""

import re

import networkx as nx
import pytest

from app.analysis.interface import analysis, catalogue
from app.errors import BudgetExceeded
from app.usecases.computing import estimated, within_budget
from tests.graphs import network_of_graph

NET = network_of_graph(nx.gnm_random_graph(400, 3000, seed=1))
BETWEENNESS = analysis("betweenness")


def test_the_estimate_of_betweenness_grows_with_actors_times_ties():
    twice = network_of_graph(nx.gnm_random_graph(4000, 30_000, seed=1))
    assert BETWEENNESS.cost(twice, BETWEENNESS.checked({})) == pytest.approx(
        100 * BETWEENNESS.cost(NET, BETWEENNESS.checked({}))
    )


def test_a_question_that_looks_once_at_each_tie_is_cheap_however_large_the_network():
    """Density of a million actors with ten million ties takes seconds."""
    per_record = estimated(analysis("density"), NET, analysis("density").checked({})) / (400 + 3000)
    assert per_record * 12_000_000 < 20


@pytest.mark.parametrize("entry", catalogue().values(), ids=list(catalogue()))
def test_no_question_about_a_small_network_is_costly_but_those_of_many_searches(entry):
    assert 0 < estimated(entry, NET, entry.checked({})) < 60
    assert estimated(entry, NET, entry.checked({})) < 0.5 or entry.id in {"communities", "core-periphery"}


def test_what_fits_is_let_through_with_its_estimate():
    assert within_budget(BETWEENNESS, NET, BETWEENNESS.checked({}), 60.0) == estimated(
        BETWEENNESS, NET, BETWEENNESS.checked({})
    )


def test_the_refusal_names_estimate_budget_and_what_costs_less():
    core = analysis("core-periphery")
    parameters = core.checked({"rewirings": 100})
    cost, budget = estimated(core, NET, parameters), estimated(core, NET, core.checked({}))
    with pytest.raises(BudgetExceeded) as refused:
        within_budget(core, NET, parameters, (cost + budget) / 2)
    assert re.search(
        r"core-periphery was not run: for 400 actors and 3000 ties .* about \d+ s, allowed", refused.value.detail
    )
    assert refused.value.hint.startswith("set rewirings=0, which takes about 1 s, or raise NETZBLICK_ANALYSIS_SECONDS")
    assert [(problem.pointer, problem.suggestion) for problem in refused.value.problems] == [("/rewirings", "0")]


def test_what_would_not_help_is_not_named():
    with pytest.raises(BudgetExceeded) as refused:
        within_budget(BETWEENNESS, NET, BETWEENNESS.checked({"samples": 400}), 0.001)
    assert refused.value.hint == "raise NETZBLICK_ANALYSIS_SECONDS"
    assert refused.value.problems == ()


@pytest.mark.parametrize("entry_id", ["closeness", "harmonic", "betweenness"])
def test_paths_by_strength_cost_more_and_the_refusal_says_that_steps_cost_less(entry_id):
    entry = analysis(entry_id)
    large = network_of_graph(nx.gnm_random_graph(5000, 10_000, seed=1))
    steps, strengths = (estimated(entry, large, entry.checked({"by_strength": problem})) for problem in (False, True))
    assert strengths > 3 * steps
    with pytest.raises(BudgetExceeded) as refused:
        within_budget(entry, large, entry.checked({"by_strength": True}), (steps + strengths) / 2)
    assert refused.value.hint.startswith("set by_strength=false, which takes about")
    assert [(problem.pointer, problem.suggestion) for problem in refused.value.problems] == [("/by_strength", "false")]


@pytest.mark.parametrize("entry_id", ["betweenness", "betweenness-centralisation"])
def test_the_sampled_mode_is_named(entry_id):
    entry = analysis(entry_id)
    large = network_of_graph(nx.gnm_random_graph(6000, 12_000, seed=1))
    exact, sampled = (entry.cost(large, entry.checked({"samples": problem})) for problem in (0, 256))
    assert sampled == pytest.approx(exact * 256 / 6000)
    with pytest.raises(BudgetExceeded, match="was not run") as refused:
        within_budget(
            entry, large, entry.checked({}), max(estimated(entry, large, entry.checked({"samples": 256})), exact * 0.9)
        )
    assert "samples=256" in refused.value.hint
