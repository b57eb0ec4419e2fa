"""Is every value computed by other people's software compared with ours? What its analysis does not compare stands here."""

import json
import re
from itertools import combinations
from pathlib import Path

import networkx as nx
import numpy as np
import pytest

from app.analysis.interface import analysis
from app.network.district.service_cells import Cells
from app.network.graph.groupings import Mixing, grouping, within
from app.network.graph.paths import ways
from app.network.graph.ties import Arcs
from app.network.kernels.distances import distance_sums
from app.network.pairs.link_features import TERMS, LinkTerms
from tests.graphs import DATA, adjacency, directed_network_of_graph, network_of_graph, reference_case, reference_graph

TESTS = Path(__file__).parents[2]


def measured(analysis_id, net, **parameters):
    """Values by actor; those without one are left out."""
    measures = analysis(analysis_id)(net, parameters).measures
    return {
        entry.subject.id: entry.value for entry in measures if entry.subject is not None and entry.value is not None
    }


def whole(analysis_id, net, **parameters):
    return analysis(analysis_id)(net, parameters).measures[0].value


def expects(case_id):
    """The expected value within its tolerance."""
    case = reference_case(case_id)
    return pytest.approx(case["expected"], abs=case["tolerance"])


def attributed(name, *, directed=False):
    """A graph of the collection with the attributes of its nodes."""
    stored = json.loads((DATA / "reference/graphs.json").read_text("utf-8"))["graphs"][name]
    graph = reference_graph(name, directed=directed)
    for attribute, values in stored.get("node_attributes", {}).items():
        nx.set_node_attributes(graph, {node: values[str(node)] for node in graph}, attribute)
    return graph


def test_every_case_is_compared_somewhere():
    """A case may be asked for by its own id or, as in harmonic closeness, by an id put together from parameters."""
    cases = json.loads((DATA / "reference/cases.json").read_text("utf-8"))["cases"]
    sources = "\n".join(path.read_text("utf-8") for path in TESTS.glob("unit/**/test_*.py"))

    named = set(re.findall(r"\"(\w+)\"", sources)) | {
        f"ucinet_campnet_reciprocal_closeness_{name}" for name in ("in", "out")
    }
    assert len(cases) == 47
    assert {case["id"] for case in cases} - named == set()
    assert all(case["source"] and case["origin"] for case in cases)


# --- campnet: directions of the file are kept ---------------------------------------------------------------------


@pytest.fixture(scope="module")
def campnet():
    return directed_network_of_graph(attributed("ucinet_campnet", directed=True), group_by="gender")


def test_closeness_with_one_more_than_the_longest_way_for_who_is_not_reached(campnet):
    """UCINET 6.849, Freeman closeness: the sums of hops are ours, the rule for who is not reached is UCINET's."""
    graph = reference_graph("ucinet_campnet", directed=True)
    longest = max(hops for _, ways_of in nx.all_pairs_shortest_path_length(graph) for hops in ways_of.values())
    others = len(graph) - 1

    sums = distance_sums(ways(campnet, "out"))
    values = others / (sums.hops + (others - sums.reached) * (longest + 1))
    entries = dict(zip((actor.id for actor in campnet.actors), values.tolist(), strict=True))
    assert entries == expects("ucinet_campnet_freeman_closeness_out")


def test_directed_ties_within_and_between_genders(campnet):
    """xucinet's E-I index counts directed ties; the analysis counts pairs."""
    groups, arcs = grouping(campnet, "gender"), campnet.arcs
    assert isinstance(arcs, Arcs)

    mixing = Mixing(arcs.source.astype(np.int64), arcs.target.astype(np.int64), groups.member, len(groups.groups))
    internal = int(within(mixing.table(mixing.member)))
    assert 1 - 2 * internal / len(arcs) == expects("ucinet_campnet_EI_gender")


def test_assortativity_keeps_directions(campnet):
    """xucinet; newman's coefficient of the mixing matrix of arcs."""
    assert whole("assortativity", campnet) == expects("ucinet_campnet_assortQ_gender")


def test_modularity_is_what_assortativity_is_a_share_of(campnet):
    """xucinet's directed modularity of the genders: same - same by chance (Newman 2003)."""
    parts = analysis("assortativity")(campnet).measures[0].parts
    assert parts["same"] - parts["same_by_chance"] == expects("ucinet_campnet_modularityQ_gender")


def test_densities_of_core_and_periphery(campnet):
    """xucinet; core of Lee, Steve, Bert and Russ."""
    core = np.isin([actor.id for actor in campnet.actors], ["LEE", "STEVE", "BERT", "RUSS"])
    matrix, off = ways(campnet, "out").toarray(), ~np.eye(len(core), dtype=bool)
    blocks = [np.outer(entry, item) & off for entry in (core, ~core) for item in (core, ~core)]

    assert [matrix[block].mean() for block in blocks] == expects("ucinet_campnet_core_density")


# --- Davis: women and events --------------------------------------------------------------------------------------


def test_women_are_close_by_events():
    """UCINET 6.849: the greatest closeness a woman could have is 1 hop to all events and 2 to all other women."""
    davis = reference_graph("davis_2mode")
    women = [*reference_case("ucinet_davis_closeness2")["expected"]]

    sums = dict(zip(davis, distance_sums(adjacency(davis)).hops.tolist(), strict=True))
    best = (len(davis) - len(women)) + 2 * (len(women) - 1)
    assert {entry: best / sums[entry] for entry in women} == expects("ucinet_davis_closeness2")


# --- star, karate, Florentine families ----------------------------------------------------------------------------


def test_two_leaves_of_a_star_share_their_centre():
    """networkx: resource allocation is our term, Adamic-Adar and Jaccard follow from the same common partners."""
    net = network_of_graph(reference_graph("star5"))
    first, arrays = (np.array([net.position[leaf]]) for leaf in "12")

    term = LinkTerms(net).of_pairs(first, arrays).terms[0, TERMS.index("shared_partners")]
    partners = [net.adjacency[[net.position[leaf]]].toarray()[0] > 0 for leaf in "12"]
    common = np.flatnonzero(partners[0] & partners[1])
    assert term == expects("star_resource_allocation_1_2")
    assert sum(1 / np.log(net.partner_counts[common])) == expects("star_adamic_adar_1_2")
    assert len(common) / (partners[0] | partners[1]).sum() == expects("star_jaccard_1_2")


def test_a_star_is_as_centralised_as_can_be():
    """Freeman 1979."""
    net = network_of_graph(reference_graph("star5"))
    assert whole("degree-centralisation", net) == expects("star_centralization_degree")


def test_karate_has_its_modularities():
    """Brandes et al. 2008 for the best partition; R igraph for the clubs."""
    net = network_of_graph(attributed("zachary_karate"), group_by="club")

    parts = analysis("assortativity")(net).measures[0].parts
    assert parts["same"] - parts["same_by_chance"] == expects("karate_modularity_club")
    assert whole("communities", net) == expects("karate_max_modularity")


def test_florentine_families_have_the_constraint_of_influencer():
    """influenceR gives 0 for the family without a tie, of whom we say that it has no partners, and .645062 for family 11.

    Its partners 4, 5 and 15 have 3, 3 and 4 partners, 15 knows both others: (1/3 + 1/12)² twice, and (1/3 + 2/9)², is
    .655864 as in networkx and igraph.
    """
    graph = reference_graph("flo_influenceR")
    expected = dict(zip(map(str, graph), reference_case("R_influenceR_flo_constraint")["expected"], strict=True))

    result = measured("constraint", network_of_graph(graph))
    assert (expected.pop("12"), expected.pop("11")) == (0.0, pytest.approx(0.645062, abs=1e-6))
    assert result.pop("11") == pytest.approx(2 * (1 / 3 + 1 / 12) ** 2 + (1 / 3 + 2 / 9) ** 2)
    assert result == pytest.approx(expected, abs=1e-6)


def test_florentine_families_have_the_bridging_of_influencer():
    """Valente & Fujimoto 2010: the mean loss of mean 1/d when one of a family's ties falls away; influenceR halves it."""
    graph = reference_graph("flo_influenceR")
    pairs = 2 * len(graph) * (len(graph) - 1)

    def nearness(of):
        return distance_sums(adjacency(of)).inverse.sum() / pairs

    loss = {edge: nearness(graph) - nearness(nx.restricted_view(graph, [], [edge])) for edge in graph.edges}
    sums = [
        sum(value for edge, value in loss.items() if family in edge) / max(1, graph.degree(family)) for family in graph
    ]
    assert sums == expects("R_influenceR_flo_bridge")


# --- wetlands: actors and activities ------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def wetlands():
    return attributed("wetlands")


def motifs(graph):
    """Actors × actors, activities × activities and actors × activities, as 0 and 1."""
    actors, activities = ([node for node, kind in graph.nodes(data="ses_type") if f"{kind}" == code] for code in "10")
    matrix = nx.to_numpy_array(graph, [*actors, *activities], dtype=int)
    first = len(actors)
    return matrix[:first, :first], matrix[first:, first:], matrix[:first, first:]


def test_pairs_on_one_activity_who_work_together(wetlands):
    """R motifr, closed 1,2: 108 pairs, 167 times; the open ones are those of missing links."""
    net = network_of_graph(wetlands, item_attribute="ses_type", item_value="0")
    cells = Cells(net)

    shared = [
        len({*cells.of_actor(first)} & {*cells.of_actor(combination)})
        for first, combination in combinations([actor.id for actor in net.actors], 2)
        if net.ties_between(first, combination)
    ]
    assert np.count_nonzero(shared) == 108
    assert sum(shared) == expects("motifr_1_2_IIC_closed")


def test_the_other_motifs_are_those_of_the_same_graph(wetlands):
    """R motifr; no analysis looks at ties among activities, these counts say that the graph is the same."""
    ties, links, does = motifs(wetlands)
    together = np.triu(ties, 1)

    both = does.T @ does
    assert np.triu(both * (1 - links), 1).sum() == expects("motifr_2_1_IC_open")
    assert np.triu(both * links, 1).sum() == expects("motifr_2_1_IIC_closed")
    for case_id, linked in (("motifr_2_2_IIIC", 1 - links), ("motifr_2_2_IIID", links)):
        shared = [does[first] * does[entry] for first, entry in zip(*together.nonzero(), strict=True)]
        assert sum(np.triu(np.outer(row, row) * linked, 1).sum() for row in shared) == expects(case_id)
