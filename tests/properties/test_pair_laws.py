"""Laws about two actors: what brings them nearer to a hint, and what does not."""

from dataclasses import fields, replace
from typing import Any

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from app.analysis.interface import catalogue
from app.findings import Result
from app.network.district.service_cells import Cells
from app.network.graph.network import Network
from app.network.pairs.link_features import TERMS, LinkTerms
from app.network.pairs.pair_state import PairStates
from app.network.pairs.shared_work import SharedWork
from app.records.records import Record
from tests.cities import ACTORS, result_of, small, some_records, two_actors
from tests.factories import network, place, tie


def _pair(result: Result, one: str, other: str) -> Any:
    return next((f for f in result.findings if {s.id for s in f.subjects} == {one, other}), None)


LINKS = catalogue()["missing-links"]


@small
@given(records=some_records(), pair=two_actors)
def test_a_coordinated_tie_never_makes_a_missing_link_of_its_pair(records, pair):
    agreed = tie(*pair, kind="agreement", status="documented", id="agreed")

    assert _pair(result_of(LINKS, network(*records, agreed)), *pair) is None


ALIKE = [place(f"hall{who}", area="D1", functions="event_venue", operators=who) for who in ACTORS]


@pytest.mark.parametrize("analysis_id", ["parallel-offers", "parallel-places"])
@small
@given(records=some_records(), pair=two_actors)
def test_a_coordinated_tie_never_raises_the_similarity_of_what_two_actors_do(analysis_id, records, pair):
    agreed = tie(*pair, kind="agreement", status="documented", id="agreed")
    similar = catalogue()[analysis_id]

    before = {entry.key: entry.score for entry in result_of(similar, network(*records, *ALIKE)).findings}
    after = {finding.key: finding.score for finding in result_of(similar, network(*records, *ALIKE, agreed)).findings}
    assert before.keys() >= after.keys()
    assert all(after[key] <= before[key] for key in after)


@small
@given(records=some_records(), data=st.data())
def test_without_what_puts_an_actor_there_the_raw_term_is_lower(records, data):
    """An offer or project of a shared cell, a shared group, a grant of a shared programme; x1 without its divisor."""
    net = network(*records)
    cells = Cells(net)
    first, draw = data.draw(two_actors)
    shared = SharedWork(net).of(first, draw)
    only_reasons = [
        ("same_task", reasons[0].record) for cell in shared.cells if len(reasons := cells.records_of(first, cell)) == 1
    ]
    only_reasons += [("shared_groups", group_id) for group_id in shared.working_groups]
    grants = [grant.id for grant in net.records.grants if first in grant.recipients]
    only_reasons += [("shared_programmes", grants[0])] if shared.programmes and len(grants) == 1 else []
    assume(only_reasons)
    term, record_id = data.draw(st.sampled_from(only_reasons))

    without = network(*(_without(record, first) if record.id == record_id else record for record in records))
    assert raw_term(without, term, first, draw) < raw_term(net, term, first, draw)


def _without(record: Record, actor_id: str) -> Record:
    lists = {f.name: getattr(record, f.name) for f in fields(record) if isinstance(getattr(record, f.name), tuple)}
    return replace(
        record, **{name: tuple(entry for entry in item if entry != actor_id) for name, item in lists.items()}
    )


@small
@given(records=some_records(), pair=two_actors)
def test_a_pair_has_no_direction(records, pair):
    """What is known of two actors, and every term of the evidence for a link, is that of the two in the other order."""
    net = network(*records)
    first, arrays = (np.array([net.position[entry]]) for entry in pair)

    entries, back = PairStates(net)(*pair), PairStates(net)(*reversed(pair))
    assert entries == back
    terms = LinkTerms(net)
    np.testing.assert_allclose(terms.of_pairs(first, arrays).terms, terms.of_pairs(arrays, first).terms, atol=1e-12)


def raw_term(net: Network, term: str, one: str, other: str) -> float:
    pair = (np.array([net.position[entry]]) for entry in sorted((one, other)))
    return float(LinkTerms(net, normalise=False).of_pairs(*pair).terms[0, TERMS.index(term)])
