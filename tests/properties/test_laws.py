"""Laws that every analysis obeys, on small networks of all kinds."""

from dataclasses import fields, replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.analysis.interface import catalogue
from app.findings import Measure, Result
from app.network.graph.build_network import build_network
from app.network.graph.network import Network
from app.records.actor import Actor
from app.records.actor_merge import actor_merge
from app.records.records import Record, Records
from tests.cities import ACTORS, OBJECTIVE_ALONE, renamed, results_on, rounded, small, some_records, statements
from tests.factories import AS_OF, actor, network, observation
from tests.factories import records as all_records

every_analysis = pytest.mark.parametrize("entry", catalogue().values(), ids=list(catalogue()))


@small
@given(records=some_records(), order=st.permutations(ACTORS))
def test_other_ids_of_actors_give_the_same_of_them(records, order):
    names = dict(zip(ACTORS, order, strict=True))
    result = network(*(renamed(record, names) for record in records))

    for entry, before, after in results_on(network(*records), result):
        assert statements(_certain(after), {}) == statements(_certain(before), names), entry.id


def _certain(result: Result) -> Result:
    """Without what depends on random numbers, drawn by position, and without keys of findings: both change with ids."""
    if result.analysis in OBJECTIVE_ALONE:
        return replace(result, measures=tuple(replace(entry, parts={}) for entry in result.measures[:1]))
    measures = (measure for measure in result.measures if measure.subject is None or measure.subject.kind != "finding")
    return replace(result, measures=tuple(map(_without_p, measures)))


def _without_p(measure: Measure) -> Measure:
    return replace(measure, parts={name: part for name, part in measure.parts.items() if not name.startswith("p_")})


@small
@given(records=some_records(), data=st.data())
def test_the_order_of_records_is_irrelevant(records, data):
    shuffled = data.draw(st.permutations(records))

    for entry, before, after in results_on(network(*records), network(*shuffled)):
        assert after == before, entry.id


@small
@given(records=some_records())
def test_an_analysis_leaves_its_input_unchanged_and_says_the_same_again(records):
    net, untouched = network(*records), network(*records)

    for entry, first, again, fresh in results_on(net, net, network(*records)):
        assert first == again == fresh, entry.id
        assert net.records == untouched.records, entry.id
        for column in ("a", "b", "strength", "status", "basis", "kind", "start", "end", "row", "file"):
            np.testing.assert_array_equal(getattr(net.ties, column), getattr(untouched.ties, column), entry.id)
    np.testing.assert_array_equal(net.adjacency.toarray(), untouched.adjacency.toarray())


@every_analysis
@pytest.mark.parametrize("closed_world", [True, False], ids=["closed", "open"])
@pytest.mark.parametrize("some", [(), (actor("A"),)], ids=["nobody", "one actor"])
def test_an_empty_and_a_one_actor_network_work(entry, some, closed_world):
    result = entry(network(*some, closed_world=closed_world))

    assert all(measure.value is not None or measure.reason for measure in result.measures)


BY_NUMBER_OF_ACTORS = {
    "betweenness",
    "betweenness-centralisation",
    "closeness",
    "closeness-centralisation",
    "components",
    "degree-centralisation",
    "density",
    "harmonic",
    "interlocks",
    "isolates",
    "key-players",
    "mean-degree",
    "mean-distance",
    "pagerank",
    "two-mode-betweenness",
}
"""Divided by how many actors or pairs there are, or by how many nobody reaches, or undefined when somebody is apart."""


@small
@given(records=some_records())
def test_an_actor_nobody_knows_changes_no_finding_and_only_what_is_divided_by_the_number_of_actors(records):
    """Bridging is left out where too many pairs are unknown, so that the order of findings may change."""
    for entry, before, after in results_on(network(*records), network(*records, actor("Z"))):
        assert {item.key for item in after.findings} == {finding.key for finding in before.findings}, entry.id
        if entry.id not in BY_NUMBER_OF_ACTORS | OBJECTIVE_ALONE:
            assert _by_subject(before).items() <= _by_subject(after).items(), entry.id


def _by_subject(result: Result) -> dict[str | None, tuple[Any, ...]]:
    return {
        measure.subject and measure.subject.id: tuple(map(rounded, (measure.value, measure.low, measure.high)))
        for measure in result.measures
    }


@small
@given(records=some_records(), one=st.sampled_from(ACTORS))
def test_an_actor_named_twice_in_a_list_counts_once(records, one):
    twice = [_named_twice(record, one) for record in records]

    for entry, before, after in results_on(network(*records), network(*twice)):
        assert statements(after, {}) == statements(before, {}), entry.id


def _named_twice(record: Record, actor_id: str) -> Record:
    lists = {f.name: getattr(record, f.name) for f in fields(record) if isinstance(getattr(record, f.name), tuple)}
    return replace(record, **{name: (*entry, actor_id) for name, entry in lists.items() if actor_id in entry})


@small
@given(records=some_records(), one=st.sampled_from(ACTORS), data=st.data())
def test_merging_two_duplicates_equals_having_had_one(records, one, data):
    """Some records name an actor by another id, under which it is recorded a second time; then the two are merged."""
    named = data.draw(st.lists(st.booleans(), min_size=len(records), max_size=len(records)))
    twin = next(record for record in records if isinstance(record, Actor) and record.id == one)
    split = [
        renamed(record, {one: "twin"}) if item and not isinstance(record, Actor) else record
        for record, item in zip(records, named, strict=True)
    ]
    merged = _after(all_records(*split, replace(twin, id="twin")), one, "twin")

    for entry, had_one, is_one in results_on(network(*records), build_network(merged, AS_OF, workspace="test")):
        assert statements(is_one, {}) == statements(had_one, {}), entry.id


def _after(records: Records, kept: str, gone: str) -> Records:
    """What is recorded once the changes of a merge are written."""
    merge = actor_merge(records, kept, gone)
    topics = {}
    for topic, record in records:
        written = {item.id: item for item in getattr(merge.upserts, topic)}
        stay = {entry.id: entry for entry in record if entry.id not in merge.deletes.get(topic, ())}
        topics[topic] = tuple((stay | written).values())
    return Records(**topics)


@small
@given(records=some_records())
def test_the_workspace_has_no_say(records):
    here = network(*records)

    for entry, result, elsewhere in results_on(here, replace(here, workspace="elsewhere", revision=7)):
        assert replace(elsewhere, workspace=here.workspace, revision=here.revision) == result, entry.id


@small
@given(records=some_records(), hidden=st.floats(0, 100))
def test_a_hidden_figure_has_no_say(records, hidden):
    """Suppressing more never shows more: what stands in a suppressed cell changes nothing."""

    def with_cell(value: float) -> Network:
        return network(*records, observation("unemployment", "city", value, suppressed=True, base=9000))

    for entry, first, item in results_on(with_cell(hidden), with_cell(1.0)):
        assert first == item, entry.id
