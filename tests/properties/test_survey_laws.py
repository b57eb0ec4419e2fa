"""Laws of answers: whose id is smaller has no say, nor has the order of records, nor a survey that nobody answered."""

from typing import Any

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from app.network.graph.dyad_census import dyad_census
from app.network.graph.network import Network
from app.network.pairs.pair_state import PairStates
from app.records.cooperations import TieReport, Wave
from app.records.records import Record
from tests.factories import actor, network, report, tie, wave
from tests.properties.test_laws import ACTORS, renamed, some_records

SAME = dict(zip(ACTORS, ACTORS, strict=True))

_some = st.lists(st.sampled_from(ACTORS), max_size=6, unique=True)
_waves = st.builds(
    dict,
    mode=st.sampled_from(["roster", "recall"]),
    date=st.sampled_from(["2022", "2024-06", "2025"]),
    answered_by=_some,
    asked_about=_some,
)
_said = st.fixed_dictionaries(
    {
        "strength": st.sampled_from([None, 0, 2, 4]),
        "kind": st.sampled_from(["other", "agreement"]),
        "trust_mission": st.sampled_from([None, 1, 4]),
    }
)


@st.composite
def surveys(draw: st.DrawFn) -> tuple[Record, ...]:
    """Up to three waves and what was said in them, and a recorded tie."""
    waves = draw(st.lists(_waves, min_size=1, max_size=3))
    pairs = st.tuples(st.integers(0, len(waves) - 1), st.sampled_from(ACTORS), st.sampled_from(ACTORS))
    result: dict[Any, dict[str, Any]] = draw(st.dictionaries(pairs, _said, max_size=10))
    return (
        *map(actor, ACTORS),
        *(wave(f"w{at}", tuple(ACTORS), **values) for at, values in enumerate(waves)),
        *(report(f"w{at}", by, about, **values) for (at, by, about), values in result.items() if by != about),
        tie("A", "B", status=draw(st.sampled_from(["stated", "denied", "contradicted"])), strength=3),
    )


def known(net: Network, names: dict[str, str]) -> dict[tuple[str, ...], tuple[Any, ...]]:
    """What is known of every pair, under other names."""
    states, entries = PairStates(net), {}
    for entry in ACTORS:
        for item in ACTORS:
            if entry != item:
                state = states(entry, item)
                entries[names[entry], names[item]] = (state.coordinated, state.rests_on, state.strength, state.tied)
    return entries


@settings(deadline=None)
@given(records=surveys(), order=st.permutations(ACTORS), data=st.data())
def test_other_ids_and_another_order_leave_what_is_known_of_pairs(records, order, data):
    names = dict(zip(ACTORS, order, strict=True))
    others = data.draw(st.permutations([renamed(record, names) for record in records]))

    assert known(network(*others), SAME) == known(network(*records), names)
    assert dyad_census(network(*others)).counts == dyad_census(network(*records)).counts


@settings(deadline=None)
@given(records=surveys())
def test_pairs_are_counted_as_they_are_looked_up(records):
    """A pair is known as absent just where nobody coordinates or claims to, and nobody contradicts."""
    net = network(*records)
    census = dyad_census(net)
    assert np.intersect1d(census.tied, census.absent).tolist() == []
    states, size = PairStates(net), len(net.actors)
    for key in census.absent.tolist():
        state = states(*(net.actors[at].id for at in divmod(key, size)))
        assert (state.coordinated, state.rests_on, state.tied) == ("no", "absent", False)


@settings(deadline=None)
@given(records=some_records(), mode=st.sampled_from(["roster", "recall"]), closed_world=st.booleans())
def test_a_survey_that_nobody_answered_changes_nothing(records, mode, closed_world):
    unasked = [record for record in records if not isinstance(record, Wave | TieReport)]
    before = network(*unasked, closed_world=closed_world)
    result = network(*unasked, wave("w", tuple(ACTORS), mode=mode), closed_world=closed_world)

    for column in before.ties.__slots__:
        assert list(getattr(result.ties, column)) == list(getattr(before.ties, column))
    assert result.answers.absent.tolist() == result.answers.left_out.tolist() == []
    assert known(result, SAME) == known(before, SAME)
