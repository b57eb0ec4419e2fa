"""Dyad census: one count of tied, absent and unknown pairs for page, report and analyses."""

from datetime import date
from pathlib import Path

import networkx as nx
import pytest

from app.analysis.interface import analysis
from app.network.graph.build_network import build_network
from app.network.graph.dyad_census import PairCounts, PairsBetween, directed_counts, dyad_census
from app.network.graph.groupings import grouping
from app.network.graph.joint_work import LARGEST_JOINT_WORK
from app.records.records import Records
from app.report.known import pairs_fact
from app.usecases.imports.read_file import network_of
from tests.factories import actor, network, offer, project, report, tie, wave
from tests.graphs import directed_network_of_graph


def counts(*records):
    return dyad_census(network(*records)).counts


def test_nobody_gives_no_pairs():
    assert dyad_census(build_network(Records(), date(2024, 9, 1))).counts == PairCounts(0, 0, 0)


def test_a_pair_counts_once_and_silence_not_at_all():
    essen, _title = network_of(Path(__file__).parents[4] / "examples/essener-konsens", as_of=date(2024, 9, 1))
    census = essen.view(dyad_census).counts
    assert census.pairs == 496  # 32 organisations
    assert census.known - census.by_joint_work == 22  # rows of the sheet Zusammenarbeit that say yes or no


def test_a_joint_project_is_a_known_yes():
    joint = counts(project("fest", "A", partners=("B", "C")), actor("D"))
    assert joint == PairCounts(pairs=6, tied=3, unknown=3, by_joint_work=3)


def test_a_joint_offer_is_a_known_yes_and_one_of_a_graph_file_is_none():
    assert counts(offer("o", "A", partners=("B",))) == PairCounts(1, 1, 0, by_joint_work=1)
    assert counts(offer("o", "", partners=("A", "B"))) == PairCounts(1, 0, 1)


@pytest.mark.parametrize("beside", [{"status": "stated"}, {"status": "confirmed"}])
def test_a_pair_with_a_tie_and_joint_work_counts_once(beside):
    assert counts(project("fest", "A", partners=("B",)), tie("A", "B", **beside)) == PairCounts(1, 1, 0)


@pytest.mark.parametrize("size", [LARGEST_JOINT_WORK, LARGEST_JOINT_WORK + 1])
def test_a_large_project_says_nothing_about_its_pairs(size):
    partners = tuple(f"P{at}" for at in range(size - 1))
    tied = counts(project("fest", "A", partners=partners)).tied
    assert tied == (size * (size - 1) // 2 if size <= LARGEST_JOINT_WORK else 0)


def test_a_project_that_is_over_says_nothing():
    assert counts(project("fest", "A", partners=("B",), end="2023")) == PairCounts(1, 0, 1)


def test_who_has_ended_is_in_no_pair():
    assert counts(project("fest", "A", partners=("B", "C")), actor("C", end="2023")) == PairCounts(1, 1, 0, 1)


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        ("denied", PairCounts(1, 0, 0)),
        ("contradicted", PairCounts(1, 0, 1)),
        ("unknown", PairCounts(1, 0, 1)),
        ("one_sided", PairCounts(1, 1, 0)),
    ],
)
def test_what_a_tie_says_of_its_pair(status, expected):
    assert counts(tie("A", "B", status=status)) == expected


def test_of_a_contradicted_and_an_unknown_pair_nobody_knows():
    """Three pairs: tied, contradicted, silent. Page and report say 1 of 3."""
    net = network(tie("A", "B"), tie("A", "C", status="contradicted"))
    assert dyad_census(net).counts == PairCounts(pairs=3, tied=1, unknown=2)
    (fact,) = pairs_fact(net, "de")
    assert "1 von 3" in fact.value


def test_names_both_left_out_are_absent_and_one_alone_is_unknown():
    records = wave("w", "A B C", answered_by="A B")
    assert counts(records) == PairCounts(pairs=3, tied=0, unknown=2)
    assert dyad_census(network(records)).absent.tolist() == [1]


def test_header_density_and_mean_number_of_partners_agree_on_a_joint_project():
    net = network(project("fest", "A", partners=("B", "C")))
    (density,), (partners,) = (analysis(name)(net).measures for name in ("density", "mean-degree"))
    (fact,) = pairs_fact(net, "de")
    assert fact.value == "zu allen 3 möglichen Paaren"
    assert (density.value, density.low, density.high) == (1, 1, 1)
    assert (partners.value, partners.high) == (2, 2)


def test_with_directions_ordered_pairs_are_counted():
    net = directed_network_of_graph(nx.DiGraph([("A", "B"), ("B", "A"), ("B", "C")]))
    assert directed_counts(net, net.arcs) == PairCounts(pairs=6, tied=3, unknown=0)


def test_pairs_between_groups_are_known_by_joint_work_too():
    """Of 4 pairs of x and y: A-C tied, A-D by a project, B-C denied, B-D unknown."""
    net = network(
        *(actor(name, home_area="x") for name in "AB"),
        *(actor(name, home_area="y") for name in "CD"),
        tie("A", "C"),
        tie("B", "C", status="denied"),
        project("fest", "A", partners=("D",)),
    )
    assert PairsBetween(net, grouping(net, "home_area")).known_share(0, 1) == 0.75


def test_a_later_yes_outweighs_names_left_out():
    records = wave("w", "A B", answered_by="A B"), report("w", "A", "B", strength=2)
    assert counts(*records) == PairCounts(1, 1, 0)


def test_a_spoken_no_beside_joint_work_settles_nothing():
    joint, no = project("p", "A", partners="B"), tie("A", "B", status="denied")
    assert counts(actor("A"), actor("B"), joint) == PairCounts(1, 1, 0, 1)
    assert counts(actor("A"), actor("B"), joint, no) == PairCounts(1, 0, 1)
