"""Is a search in parts the same as a whole one, and are its lookups made once for all parts of a process?"""

import numpy as np

from app.network.graph.build_network import build_network
from app.network.kernels.by_rows import InProcess
from app.network.pairs import link_features, sharing_pairs
from tests.benchmarks.city import AS_OF, City


class _OneAfterTheOther:
    """Places that are this process alone."""

    rows = InProcess

    def in_order(self, job, shared, parts):
        return [job(shared, part) for part in parts]


def test_parts_of_a_search_give_the_whole_and_look_up_once(monkeypatch):
    network, made = build_network(City(90).records, AS_OF), []
    whole = sharing_pairs.sharing_pairs(network, idf=True, normalise=True)
    monkeypatch.setattr(sharing_pairs, "_FIRST_ACTORS", 20)
    present = link_features._Present.of
    monkeypatch.setattr(link_features._Present, "of", lambda *lists: made.append(1) or present(*lists))
    parts = sharing_pairs.sharing_pairs(network, idf=True, normalise=True, places=_OneAfterTheOther())
    assert np.array_equal(parts.evidence.actors_b, whole.evidence.actors_b)
    assert np.allclose(parts.evidence.terms, whole.evidence.terms, rtol=1e-12)
    assert made == [1]
