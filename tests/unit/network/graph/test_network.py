"""The snapshot every analysis sees: who and what is in it, which ties count, and that nothing in it changes."""

import gc
import pickle
import weakref
from concurrent.futures import ThreadPoolExecutor
from dataclasses import FrozenInstanceError, dataclass
from functools import cached_property

import networkx as nx
import pytest

from app.findings import Evidence, Subject
from app.network.graph.network import Network
from app.records.sources import SourceRef
from tests.factories import actor, area, network, offer, tie


@pytest.mark.parametrize(
    ("values", "counts"),
    [
        ({"status": "one_sided"}, True),
        ({"status": "stated"}, True),
        ({"status": "documented"}, True),
        ({"status": "confirmed"}, True),
        ({"status": "contradicted"}, False),
        ({"status": "denied"}, False),
        ({"status": "unknown"}, False),
        ({"kind": "funding"}, False),
        ({"basis": "co_membership"}, False),
        ({"basis": "co_project"}, False),
    ],
)
def test_which_ties_are_cooperation(values, counts):
    assert len(network(tie("A", "B", **values)).cooperation) == int(counts)


def test_the_matrix_is_symmetric_and_counts_a_pair_once():
    found = network(tie("A", "B"), tie("A", "B", kind="referral"), tie("B", "C"), actor("D"))
    assert found.adjacency.toarray().tolist() == [[0, 1, 0, 0], [1, 0, 1, 0], [0, 1, 0, 0], [0, 0, 0, 0]]
    assert found.partner_counts.tolist() == [1, 2, 1, 0]


def test_the_networkx_view_is_frozen_and_has_the_greatest_known_strength():
    graph = network(tie("A", "B", strength=1), tie("A", "B", kind="referral", strength=3), tie("B", "C")).nx()
    assert {frozenset(pair): strength for *pair, strength in graph.edges(data="strength")} == {
        frozenset("AB"): 3,
        frozenset("BC"): None,
    }
    assert "weight" not in graph.edges["A", "B"], "networkx would read it as a distance"
    with pytest.raises(nx.NetworkXError):
        graph.add_node("X")


def test_the_snapshot_does_not_change():
    found = network(tie("A", "B"))
    with pytest.raises(FrozenInstanceError):
        found.revision = 2


def test_ties_between_two_are_found_in_either_order_whatever_they_say():
    found = network(tie("A", "B", status="denied"), tie("A", "B", kind="funding"), tie("B", "C"))
    assert len(found.ties_between("A", "B")) == 2
    assert found.ties_between("A", "B") == found.ties_between("B", "A")
    assert found.ties_between("A", "C") == ()


def test_subjects_and_evidence_have_names_and_rows():
    row = SourceRef("a.xlsx", "Angebote", 3)
    found = network(offer("s1", "A", name="Elterncafé", source=row), area("D1"), actor("A", name="AWO"))
    assert found.subject("offers", "s1") == Subject("offer", "s1", "Elterncafé")
    assert found.subject("actors", "A") == Subject("actor", "A", "AWO")
    assert found.subject("working_groups", "gone") == Subject("working_group", "gone", "gone")
    assert found.evidence("offers", "s1", "areas") == Evidence("offer", "s1", "areas", row)
    assert found.evidence("areas", "D1").source is None


def test_the_evidence_of_a_tie_names_the_pair_and_its_row():
    row = SourceRef("a.xlsx", "Netz", 9)
    found = network(tie("B", "A", status="denied", source=row), tie("A", "C"))
    assert found.tie_evidence(0) == Evidence("cooperation", "A--B", "denied", row, ("A", "B"))
    assert found.tie_evidence(1).source is None


@dataclass(frozen=True)
class _Counted:
    network: Network
    least: int

    @cached_property
    def found(self) -> int:
        return sum(count >= self.least for count in self.network.partner_counts)


def test_a_view_is_made_once_for_the_same_settings():
    found = network(tie("A", "B"), tie("B", "C"))
    assert found.view(_Counted, 2) is found.view(_Counted, 2)
    assert (found.view(_Counted, 1).found, found.view(_Counted, 2).found) == (3, 1)


def test_views_are_no_part_of_what_a_snapshot_is():
    """Another process gets the records alone, and nobody can tell whether somebody looked before."""
    found, untouched = network(tie("A", "B")), network(tie("A", "B"))
    bare = pickle.dumps(found)
    assert found.view(_Counted, 1).found == 2
    assert pickle.dumps(found) == bare
    assert repr(found) == repr(untouched)
    again = pickle.loads(bare)
    assert (again.actors, again.records) == (found.actors, found.records)
    assert again.view(_Counted, 1) is not found.view(_Counted, 1)
    assert again.view(_Counted, 1).found == 2


def test_few_views_are_kept():
    """Somebody who tries a hundred thresholds leaves no hundred views behind."""
    found = network(tie("A", "B"))
    views = [weakref.ref(found.view(_Counted, least)) for least in range(100)]
    gc.collect()
    assert 0 < sum(view() is not None for view in views) < 50


def test_threads_that_ask_at_once_get_whole_views():
    found = network(tie("A", "B"), tie("B", "C"))
    with ThreadPoolExecutor(8) as threads:
        views = list(threads.map(lambda least: found.view(_Counted, least % 3).found, range(300)))
    assert views == [3, 3, 1] * 100
