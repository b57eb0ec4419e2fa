"""Participations of organisations."""

import networkx as nx
import pytest

from app.analysis.interface import analysis
from tests.factories import actor, group, network
from tests.graphs import network_of_graph, reference_case

two_mode_degree = analysis("two-mode-degree")


def values(net, **parameters):
    return {measure.subject.id: measure.value for measure in two_mode_degree(net, parameters).measures}


def test_davis_southern_women_have_their_reference_values():
    """UCINET 6.849, two-mode degree by size of the other mode."""
    case = reference_case("ucinet_davis_degree2")
    net = network_of_graph(nx.davis_southern_women_graph(), item_attribute="bipartite", item_value="1")

    result = values(net, events="offers", normalised=True)
    assert result == pytest.approx(case["expected"], abs=case["tolerance"])


def test_without_events_there_is_no_share():
    net = network(actor("A"))

    assert values(net) == {"A": 0}
    assert [measure.reason for measure in two_mode_degree(net, {"normalised": True}).measures] == ["no-events"]


def test_one_person_takes_part_and_is_not_measured():
    assert values(network(group("g", "A P"), actor("P", one_person=True))) == {"A": 1}
