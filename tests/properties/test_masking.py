"""Where part of a known network is hidden: is what nobody said, and what nobody confirmed, ever taken for a no?

The network is that of tests/masking.py; all numbers follow from it. In each run six of its twenty
organisations stay silent, and three in ten records of the lists are hidden.
"""

from itertools import combinations

import numpy as np
import pytest

from app.analysis.interface import analysis
from app.findings import Finding
from app.network.graph.dyad_census import PairCounts, dyad_census
from app.network.graph.joint_work import joint_work
from app.network.graph.network import Network
from app.network.pairs.pair_state import PairStates
from tests.masking import ACTORS, COMPLETE, LISTED, SILENT, surveyed, true_strength
from tests.trials import trials

RUNS = trials(400)
SEEDS_EACH = 20
HIDDEN = 0.3
PAIRS = len(ACTORS) * (len(ACTORS) - 1) // 2
TIED = [pair for pair in combinations(ACTORS, 2) if true_strength(*pair)]
TRUE_TIES = {*TIED, *combinations(ACTORS[:3], 2)}
"""Those named in answers, and the three of the project."""

OF_LISTS = (
    "coverage",
    "missing-kinds",
    "unbridged-areas",
    "unmediated-groups",
    "places",
    "role-models",
    "participation",
    "joint-projects",
)
"""Analyses that tell what a list lacks."""

OF_PAIRS = ("missing-links", "parallel-offers")
"""Analyses that tell who does not coordinate."""


def masked(seed: int) -> tuple[Network, set[str]]:
    """A network with some of it hidden, and who is silent in it."""
    generator = np.random.default_rng(seed)
    silent = set(generator.choice(ACTORS, SILENT, replace=False).tolist())
    return surveyed(silent, [entry for entry in LISTED if generator.random() >= HIDDEN]), silent


def actors_of(finding: Finding, net: Network) -> set[str]:
    """The actors a finding is about: those named, or those whose offers are."""
    offers = {offer.id: offer.leads for offer in net.records.offers}
    return {actor for subject in finding.subjects for actor in offers.get(subject.id, (subject.id,))}


@pytest.mark.parametrize("first", range(0, RUNS, SEEDS_EACH))
def test_neither_silence_nor_an_unconfirmed_list_is_a_no(first):
    for seed in range(first, first + SEEDS_EACH):
        net, silent = masked(seed)
        of_pairs_nobody_tells_about_nothing_is_known(net, silent)
        of_all_other_pairs_everything_is_known(net, silent)
        no_list_lacks_anything_for_sure(net)


def nobody_tells(net: Network, silent: set[str]) -> set[tuple[str, ...]]:
    """Pairs of whom one is silent, that nobody names and that have no joint work; one name left out proves nothing."""
    work = net.view(joint_work)
    named = {pair for pair in TIED if not silent.issuperset(pair)}
    return {pair for pair in combinations(ACTORS, 2) if silent & {*pair} and pair not in named and pair not in work}


def of_pairs_nobody_tells_about_nothing_is_known(net: Network, silent: set[str]) -> None:
    states, untold = net.view(PairStates), nobody_tells(net, silent)
    for pair in untold:
        state = states(*pair)
        assert not net.is_absent(*pair)
        assert (state.coordinated, state.rests_on) == ("unknown", "unknown")
    findings = [finding for name in OF_PAIRS for finding in analysis(name)(net).findings]
    about = [finding for finding in findings if tuple(sorted(actors_of(finding, net))) in untold]
    assert about
    assert {(finding.card, finding.band, finding.rests_on) for finding in about} == {("ask", "possible", "unknown")}


def of_all_other_pairs_everything_is_known(net: Network, silent: set[str]) -> None:
    """So the bounds of density are as wide as what nobody tells, and the truth lies within."""
    (density,) = analysis("density")(net).measures
    named = {pair for pair in TIED if not silent.issuperset(pair)}
    tied = named | net.view(joint_work).keys()
    unknown = len(nobody_tells(net, silent))
    assert dyad_census(net).counts == PairCounts(PAIRS, len(tied), unknown, len(tied) - len(named))
    assert density.low <= len(TRUE_TIES) / PAIRS <= density.high
    assert density.high - density.low == pytest.approx(unknown / PAIRS)
    assert not any(net.is_absent(*pair) for pair in TIED)


def no_list_lacks_anything_for_sure(net: Network) -> None:
    findings = [finding for name in OF_LISTS for finding in analysis(name)(net).findings]
    assert {(entry.rests_on, entry.band) for entry in findings} == {("not_recorded", "possible")}


def test_what_everybody_answered_comes_out_clear():
    net = surveyed(())
    (density,) = analysis("density")(net).measures
    assert density.low == density.value == density.high == len(TRUE_TIES) / PAIRS
    findings = [finding for name in OF_PAIRS for finding in analysis(name)(net).findings]
    assert {one.rests_on for one in findings} == {"absent", "confirmed"}
    assert {member.card for member in findings} == {"introduce", "agree", "reconcile"}
    assert all(item.band == "clear" for item in findings if item.analysis == "missing-links")
    assert any(entry.band == "clear" for entry in findings if entry.analysis == "parallel-offers")


@pytest.mark.parametrize("name", OF_LISTS)
def test_what_a_confirmed_list_lacks_comes_out_clear(name):
    """The same findings: what was only asked about without the checks."""
    confirmed = analysis(name)(surveyed((), (*LISTED, *COMPLETE))).findings
    keys = {finding.key for finding in analysis(name)(surveyed(())).findings}

    assert {item.rests_on for item in confirmed} == {"recorded"}
    clear = {entry.key for entry in confirmed if entry.band == "clear"}
    assert clear
    assert clear <= keys
