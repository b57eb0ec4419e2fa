"""Pairs that share something are the same whether they are sought at once or actor by actor."""

import numpy as np
import pytest

from app.network.graph.build_network import build_network
from app.network.kernels.by_rows import InProcess
from app.network.pairs import sharing_pairs as sharing
from app.network.pairs.sharing_pairs import SharingPairs, sharing_pairs
from tests.benchmarks.city import AS_OF, City
from tests.factories import network


class InOrder:
    """Tasks one after the other in this process."""

    rows = InProcess

    def __init__(self) -> None:
        self.tasks = 0

    def in_order(self, job, shared, parts):
        self.tasks += len(parts)
        return [job(shared, part) for part in parts]


def arrays(pairs: SharingPairs) -> tuple[np.ndarray, ...]:
    evidence = pairs.evidence
    return evidence.actors_a, evidence.actors_b, evidence.terms, pairs.coordinated, pairs.elsewhere


@pytest.mark.parametrize("at_once", [1, 7, 60])
def test_parts_give_the_pairs_of_the_whole(monkeypatch, at_once):
    monkeypatch.setattr(sharing, "_FIRST_ACTORS", at_once)
    net, places = build_network(City(60).records, AS_OF), InOrder()
    whole, spread = sharing_pairs(net, idf=True, normalise=True), sharing_pairs(net, True, True, places)
    assert places.tasks >= 60 / at_once
    assert len(whole.evidence) > len(whole.candidates) > 0
    assert whole.coordinated.any()
    assert whole.similar_work.any()
    for of_whole, of_parts in zip(arrays(whole), arrays(spread), strict=True):
        np.testing.assert_array_equal(of_whole, of_parts)


def test_a_network_without_actors_has_no_pairs():
    assert [len(sharing_pairs(network(), True, True, places).evidence) for places in (None, InOrder())] == [0, 0]
