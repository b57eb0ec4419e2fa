"""Are statements of chance wrong as seldom as they say? Networks and cities without structure, and with a planted one.

Seeds are fixed. Bounds are those of the sampling distribution: Kolmogorov's 1.63/√n and chi-squared at 1 %.
"""

from collections.abc import Sequence
from functools import cache

import networkx as nx
import numpy as np
import pytest
from scipy.stats import poisson

from app.analysis.interface import analysis
from app.network.district.supply import upper_bound
from app.network.graph.groupings import Mixing, grouping
from app.network.pairs.group_holes import sparse_pairs
from tests.factories import area, checked, indicator, network, observation, offer
from tests.graphs import network_of_graph

RUNS = 200
PERMUTATIONS = 99

pytestmark = pytest.mark.slow  # a distribution is seen in many runs


def is_uniform(values: Sequence[float]) -> bool:
    """Kolmogorov and Smirnov at 1 %, against 1/100, 2/100 … 1, the values a p of 99 permutations can have."""
    at = np.arange(1, PERMUTATIONS + 2) / (PERMUTATIONS + 1)
    share = np.searchsorted(np.sort(values), at + 1e-9) / len(values)
    return bool(np.abs(share - at).max() < 1.63 / np.sqrt(len(values)))


@cache
def without_structure(seed: int):
    """60 actors of three groups, some with many partners and some with few; the groups have no say in it."""
    random = np.random.default_rng(seed)
    graph = nx.expected_degree_graph(random.choice([6, 12, 24], 60), seed=seed, selfloops=False)
    nx.set_node_attributes(graph, dict(enumerate(random.permutation(list("xyz") * 20))), "part")
    return network_of_graph(graph, group_by="part")


@pytest.mark.parametrize("side", ["p_at_most", "p_at_least"])
def test_p_of_the_e_i_index_is_uniform_where_groups_have_no_say(side):
    """200 networks; that several deals give the same number of ties makes p a little larger than uniform."""
    values = []
    for seed in range(RUNS):
        (whole,) = analysis("e-i-index")(without_structure(seed), {"permutations": PERMUTATIONS}).measures
        values.append(whole.parts[side])

    assert is_uniform(values)
    assert np.mean(np.array(values) <= 0.05) <= 0.05 + 2.33 * np.sqrt(0.05 * 0.95 / RUNS)


def test_p_of_two_groups_is_uniform_where_groups_have_no_say():
    values = []
    for seed in range(RUNS):
        net = without_structure(seed)
        mixing = Mixing.of(net, grouping(net, "part"))
        (pairs,) = sparse_pairs(mixing, [(0, 1)], fewest_expected=1, permutations=PERMUTATIONS, seed=seed)
        values.append(pairs.p)

    assert is_uniform(values)


def test_planted_holes_are_found():
    """Two of three groups of 20 share a task, and have a third of the ties that the others have: 19 of 20 are found."""
    result = 0
    for seed in range(20):
        odds = [[0.3, 0.1, 0.3], [0.1, 0.3, 0.3], [0.3, 0.3, 0.3]]
        graph = nx.Graph(nx.stochastic_block_model([20] * 3, odds, seed=seed).edges)
        graph.add_nodes_from((node, {"part": "xyz"[node // 20]}) for node in range(60))
        graph.add_node("task", item="yes")
        graph.add_edges_from((node, "task") for node in range(60))
        net = network_of_graph(graph, item_attribute="item", item_value="yes", group_by="part")
        hints = analysis("holes-between-groups")(net, {"permutations": 199}).findings
        result += ("x", "y") in {tuple(subject.id for subject in hint.subjects) for hint in hints}

    assert result >= 19


# --- core and periphery -------------------------------------------------------------------------------------------

QUICK = {"rewirings": 19, "starts": 4}


def core_p(graph, seed=1):
    return analysis("core-periphery")(network_of_graph(graph), QUICK | {"seed": seed}).measures[0].parts["p"]


def test_p_of_a_core_is_uniform_where_degrees_are_all_there_is():
    """60 networks of 16 actors of any degrees, each as likely as its rewirings: p in four equal classes, chi-squared."""
    values = []
    for seed in range(60):
        degrees = np.random.default_rng(seed).choice([2, 4, 8], 16)
        graph = nx.expected_degree_graph(degrees, seed=seed, selfloops=False)
        values.append(core_p(graph, seed))

    counts = np.histogram(values, bins=[0, 0.26, 0.51, 0.76, 1.01])[0]
    assert ((counts - 15) ** 2 / 15).sum() < 11.34
    assert np.mean(np.array(values) <= 0.05) <= 0.05 + 2.33 * np.sqrt(0.05 * 0.95 / 60)


def test_a_planted_core_that_degrees_do_not_explain_is_found():
    """A clique of six beside sixteen with five partners each, as many as those in the clique have; 10 of 10."""
    for seed in range(10):
        beside = nx.disjoint_union(nx.complete_graph(6), nx.random_regular_graph(5, 16, seed=seed))
        assert core_p(beside, seed) == pytest.approx(1 / 20)


# --- need and supply ----------------------------------------------------------------------------------------------


def test_the_upper_bound_holds_its_promise_for_every_mean():
    """The exact chance that the bound of a Poisson number lies below its mean is at most 5 %, and not much less."""
    amounts = np.arange(200)
    bounds = np.array([upper_bound(float(amount), 0.95) for amount in amounts])

    wrong = [poisson.pmf(amounts, mean)[bounds < mean].sum() for mean in np.arange(0.5, 100, 0.1)]
    assert max(wrong) <= 0.05 + 1e-12
    assert max(wrong[:30]) > 0.049, "just above the bound of no offer at all, 3.0, it is 5 %"
    assert np.mean(wrong[500:]) > 0.03


def test_few_offers_are_called_few_by_chance_in_at_most_5_of_100_areas():
    """60 cities of 12 quarters whose numbers of offers are Poisson at the citywide rate; half as many is not asked for."""
    quarters = [f"q{number:02}" for number in range(12)]
    flagged = compared = 0
    for seed in range(60):
        random = np.random.default_rng(seed)
        people = dict(zip(quarters, random.integers(200, 2000, 12).tolist(), strict=True))
        offers = {where: int(random.poisson(count / 200)) for where, count in people.items()}
        result = few(people, offers)
        flagged, compared = flagged + len(result), compared + sum(map(bool, offers.values()))

    assert flagged / compared <= 0.05
    assert flagged > 0


def test_a_quarter_with_a_third_of_its_share_is_found():
    """20 offers for 1,000 people everywhere, 6 in one quarter of the same size."""
    quarters = [f"q{number:02}" for number in range(6)]
    assert few(dict.fromkeys(quarters, 1000), dict.fromkeys(quarters, 20) | {"q03": 6}) == {"q03"}


def few(people: dict[str, int], offers: dict[str, int]) -> set[str]:
    """Quarters that have offers, but few."""
    what = {"target_groups": "unemployed", "themes": "sport"}
    records = [
        area("E", kind="city"),
        *(area(person, part_of="E", kind="quarter") for person in people),
        checked("offers", "E"),
    ]
    records += [indicator("u", "count", direction="more_need", target_group="unemployed")]
    records += [observation("u", where, count) for where, count in people.items()]
    records += [offer(f"{where}/{n}", "A", areas=where, **what) for where, many in offers.items() for n in range(many)]
    findings = analysis("coverage")(network(*records), {"few": 1.0}).findings
    return {entry.subjects[0].id for entry in findings if entry.message.code == "few"}
