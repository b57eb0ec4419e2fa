"""Groups with shared tasks and few ties between them."""

from itertools import combinations

import networkx as nx
import pytest

from app.analysis.interface import analysis
from app.report.texts import sentences
from tests.factories import actor, area, network, offer, tie
from tests.graphs import network_of_graph

holes = analysis("holes-between-groups")


def blocks(seed, *, groups=2, size=12, within=0.2, between=0.2, shared=True):
    """Groups with a task in common, ties at random."""
    odds = [[within if value == number else between for number in range(groups)] for value in range(groups)]
    graph = nx.Graph(list(nx.stochastic_block_model([size] * groups, odds, seed=seed).edges))
    graph.add_nodes_from((node, {"part": "wxyz"[node // size]}) for node in range(groups * size))
    graph.add_nodes_from((f"task {part}", {"item": "yes"}) for part in "wxyz")
    graph.add_edges_from(
        (node, "task w" if shared else f"task {'wxyz'[node // size]}") for node in range(groups * size)
    )
    return network_of_graph(graph, item_attribute="item", item_value="yes", group_by="part")


def names(result):
    return {tuple(subject.id for subject in finding.subjects) for finding in result.findings}


def test_random_networks_give_no_hint_in_95_of_100():
    """200 networks without structure; 4 groups of 10 and 2 of 12."""
    quick = {"permutations": 99, "rate": 0.05}
    flags = [
        bool(holes(blocks(seed, groups=4, size=10, within=0.15, between=0.15), quick).findings) for seed in range(100)
    ]
    flags += [bool(holes(blocks(seed), quick).findings) for seed in range(100)]

    assert sum(flags) <= 10


def test_a_planted_hole_is_found_and_clear_in_a_closed_world():
    result = holes(blocks(1, within=0.5, between=0.05))

    (finding,) = result.findings
    assert (names(result), result.exact) == ({("w", "x")}, False)
    assert (finding.band, finding.rests_on, finding.card) == ("clear", "absent", "introduce")
    parts = finding.contributions
    assert finding.score == pytest.approx(1 - parts["observed"] / parts["expected"])


def test_groups_without_a_shared_task_are_not_compared():
    result = holes(blocks(1, within=0.5, between=0.05, shared=False))
    assert (result.summary["pairs_compared"], result.exact) == (0, True)


@pytest.mark.parametrize("parameters", [{"smallest": 13}, {"fewest_expected": 1000}])
def test_small_groups_and_few_expected_ties_are_not_compared(parameters):
    assert not holes(blocks(1, within=0.5, between=0.05), parameters).findings


def city(*more):
    """Eight schools and eight banks on one task, each kind among themselves."""
    kinds = {f"s{at}": "school" for at in range(8)} | {f"b{at}": "bank" for at in range(8)}
    inside = [
        tie(*pair) for kind in "sb" for pair in combinations([member for member in kinds if member[0] == kind], 2)
    ]
    what = {"areas": "D1", "target_groups": "unemployed", "themes": "health"}
    offers = [offer(f"of-{item}", item, **what) for item in kinds]
    return network(
        area("D1", name="Nord"), *(actor(entry, kinds=kind) for entry, kind in kinds.items()), *inside, *offers, *more
    )


def test_where_nobody_said_anything_it_is_a_question():
    (finding,) = holes(city(tie("b0", "s0"))).findings

    assert (finding.band, finding.rests_on, finding.card) == ("possible", "unknown", "ask")
    assert finding.unknowns == ("cooperation_of_groups",)
    assert {source.kind for source in finding.evidence} == {"offer", "cooperation"}


def test_answers_make_it_clear():
    denied = [tie(f"b{number}", f"s{value}", status="denied") for number in range(8) for value in range(8)]

    (finding,) = holes(city(*denied)).findings
    assert (finding.band, finding.contributions["observed"]) == ("clear", 0)


@pytest.mark.parametrize(("known", "band"), [(0.125, "clear"), (0.126, "possible")])
def test_from_the_share_of_known_pairs_on_it_is_clear(known, band):
    """One of the banks denied all schools: 8 of 64 pairs are known."""
    denied = [tie("b0", f"s{at}", status="denied") for at in range(8)]
    (finding,) = holes(city(*denied), {"known": known}).findings
    assert finding.band == band


@pytest.mark.parametrize("lang", ["de", "en"])
@pytest.mark.parametrize("net", [city(tie("b0", "s0")), blocks(1, within=0.5, between=0.05)], ids=["unknown", "known"])
def test_it_is_said_in_words(net, lang):
    (finding,) = holes(net).findings

    words = sentences(finding.analysis, finding.message, lang, rests_on="", stand=net.as_of, audience="partners")
    assert all((words.title, words.what, words.why, words.what_to_do))
