"""Silence in lists and in free recall: with 30, 45 and 60 % silent no clear hint of absence rests on it, in 400 runs.

The network is that of tests/masking.py. In a list a pair is known not to work together only when both answered and left
each other out; in free recall nobody is left out, for nobody was asked about anybody.
"""

from itertools import combinations

import numpy as np
import pytest

from app.analysis.interface import analysis
from app.findings import Finding
from app.network.graph.joint_work import joint_work
from app.network.graph.network import Network
from app.records.actor import Actor, kinds_of
from app.records.profile import kind_group
from tests.masking import ACTORS, LISTED, surveyed, true_strength

RUNS = 400
HIDDEN = 0.3
SILENT = {0.3: 6, 0.45: 9, 0.6: 12}
MODES = ("roster", "recall")
RUNS_EACH = -(-RUNS // (len(SILENT) * len(MODES)))
HOLES = {"smallest": 4, "fewest_expected": 1.0, "permutations": 49, "rate": 0.5}
"""So loose that holes are found in a small network at all."""

OF_PAIRS = ("missing-links", "parallel-offers")
OF_LISTS = ("coverage", "missing-kinds")


def actors_of(finding: Finding, seen: Network) -> frozenset[str]:
    leads = {offer.id: offer.leads for offer in seen.records.offers}
    return frozenset(actor for subject in finding.subjects for actor in leads.get(subject.id, (subject.id,)))


def pairs_spoken_of(silent: set[str], mode: str) -> set[frozenset[str]]:
    """Pairs that somebody spoke of or, in a list, that both could have named and did not."""
    named = {
        frozenset(pair) for pair in combinations(ACTORS, 2) if true_strength(*pair) and not silent.issuperset(pair)
    }
    both = {frozenset(pair) for pair in combinations(ACTORS, 2) if silent.isdisjoint(pair)}
    return named | (both if mode == "roster" else set())


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("share", SILENT)
def test_no_clear_hint_of_absence_rests_on_silence(share, mode):
    holes = clear_holes = 0
    for seed in range(RUNS_EACH):
        generator = np.random.default_rng(1000 + seed)
        silent = set(generator.choice(ACTORS, SILENT[share], replace=False).tolist())
        result = surveyed(silent, [record for record in LISTED if generator.random() >= HIDDEN], mode)
        outcome = pairs_spoken_of(silent, mode) | {frozenset(pair) for pair in result.view(joint_work)}

        for name in OF_PAIRS:
            for finding in analysis(name)(result).findings:
                if finding.band == "clear" or finding.rests_on == "absent":
                    assert actors_of(finding, result) in outcome, (name, seed)
        for name in OF_LISTS:
            assert all(finding.band == "possible" for finding in analysis(name)(result).findings)

        (density,) = analysis("density")(result).measures
        counts = analysis("density")(result).summary
        assert counts["unknown"] == len(ACTORS) * (len(ACTORS) - 1) // 2 - len(outcome)
        truth = sum(bool(true_strength(*pair)) for pair in combinations(ACTORS, 2))
        assert density.low <= (truth + 3) / counts["pairs"]
        assert density.high >= truth / counts["pairs"]

        for finding in analysis("holes-between-groups")(result, HOLES).findings:
            holes += 1
            clear_holes += finding.band == "clear"
            assert finding.band == "possible" or known_between(finding, result, outcome) >= KNOWN
    assert holes, "a network without a hole proves nothing about holes"
    assert mode == "roster" or clear_holes == 0


KNOWN = 0.7
"""Share of the pairs between two groups that must be known; the parameter ``known``."""


def known_between(finding: Finding, seen: Network, told: set[frozenset[str]]) -> float:
    first, second = (
        [actor.id for actor in seen.actors if _group_of(actor) == subject.id] for subject in finding.subjects
    )
    pairs = [frozenset((entry, two)) for entry in first for two in second]
    return sum(pair in told for pair in pairs) / len(pairs)


def _group_of(actor: Actor) -> str:
    return kind_group(kinds_of(actor)[0])
