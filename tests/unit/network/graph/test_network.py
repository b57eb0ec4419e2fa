"""The snapshot every analysis sees: who and what is in it, which ties count, and that nothing in it changes."""

import gc
import pickle
import weakref
from concurrent.futures import ThreadPoolExecutor
from dataclasses import FrozenInstanceError, dataclass
from functools import cached_property

import networkx as nx
import numpy as np
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
    result = network(tie("A", "B"), tie("A", "B", kind="referral"), tie("B", "C"), actor("D"))
    assert result.adjacency.toarray().tolist() == [[0, 1, 0, 0], [1, 0, 1, 0], [0, 1, 0, 0], [0, 0, 0, 0]]
    assert result.partner_counts.tolist() == [1, 2, 1, 0]
    assert result.adjacency.dtype == bool, "a byte an entry"
    assert (result.adjacency @ np.ones(4)).tolist() == [1.0, 2.0, 1.0, 0.0]


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
    result = network(tie("A", "B"))
    with pytest.raises(FrozenInstanceError):
        result.revision = 2


def test_ties_between_two_are_found_in_either_order_whatever_they_say():
    result = network(tie("A", "B", status="denied"), tie("A", "B", kind="funding"), tie("B", "C"))
    assert len(result.ties_between("A", "B")) == 2
    assert result.ties_between("A", "B") == result.ties_between("B", "A")
    assert result.ties_between("A", "C") == ()


def test_subjects_and_evidence_have_names_and_rows():
    row = SourceRef("a.xlsx", "Angebote", 3)
    result = network(offer("s1", "A", name="Elterncafé", source=row), area("D1"), actor("A", name="AWO"))
    assert result.subject("offers", "s1") == Subject("offer", "s1", "Elterncafé")
    assert result.subject("actors", "A") == Subject("actor", "A", "AWO")
    assert result.subject("working_groups", "gone") == Subject("working_group", "gone", "gone")
    assert result.evidence("offers", "s1", "areas") == Evidence("offer", "s1", "areas", row)
    assert result.evidence("areas", "D1").source is None


def test_the_evidence_of_a_tie_names_the_pair_and_its_row():
    row = SourceRef("a.xlsx", "Netz", 9)
    result = network(tie("B", "A", status="denied", source=row), tie("A", "C"))
    assert result.tie_evidence(0) == Evidence("cooperation", "A--B", "denied", row, ("A", "B"))
    assert result.tie_evidence(1).source is None


@dataclass(frozen=True)
class _Counted:
    network: Network
    least: int

    @cached_property
    def found(self) -> int:
        return sum(count >= self.least for count in self.network.partner_counts)


def test_a_view_is_made_once_for_the_same_settings():
    result = network(tie("A", "B"), tie("B", "C"))
    assert result.view(_Counted, 2) is result.view(_Counted, 2)
    assert (result.view(_Counted, 1).found, result.view(_Counted, 2).found) == (3, 1)


def test_views_are_no_part_of_what_a_snapshot_is():
    """Another process gets the records alone, and nobody can tell whether somebody looked before."""
    entries, untouched = network(tie("A", "B")), network(tie("A", "B"))
    bare = pickle.dumps(entries)
    assert entries.view(_Counted, 1).found == 2
    assert pickle.dumps(entries) == bare
    assert repr(entries) == repr(untouched)
    again = pickle.loads(bare)
    assert (again.actors, again.records) == (entries.actors, entries.records)
    assert again.view(_Counted, 1) is not entries.view(_Counted, 1)
    assert again.view(_Counted, 1).found == 2


def test_few_views_are_kept():
    """Somebody who tries a hundred thresholds leaves no hundred views behind."""
    result = network(tie("A", "B"))
    views = [weakref.ref(result.view(_Counted, least)) for least in range(100)]
    gc.collect()
    assert 0 < sum(view() is not None for view in views) < 50


def test_threads_that_ask_at_once_get_whole_views():
    result = network(tie("A", "B"), tie("B", "C"))
    with ThreadPoolExecutor(8) as threads:
        views = list(threads.map(lambda least: result.view(_Counted, least % 3).found, range(300)))
    assert views == [3, 3, 1] * 100
