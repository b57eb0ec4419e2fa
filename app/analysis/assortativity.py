"""How much more do organisations of one group work with each other than chance would make them?"""

from dataclasses import dataclass

import numpy as np

from app.analysis.interface import Analysis, Answer, parameter
from app.findings import Measure
from app.network.actor_measures import whole_measure
from app.network.groupings import FEWEST_GROUPS, GROUP_BY_DOC, grouping
from app.network.mixing import Mixing
from app.network.network import Network


@dataclass(frozen=True, slots=True)
class Parameters:
    """What a group is."""

    group_by: str = parameter("", GROUP_BY_DOC)


def run(network: Network, parameters: Parameters) -> Answer:
    """Assortativity coefficient of view ``G`` by group (Newman 2003, equation 2)."""
    groups = grouping(network, parameters.group_by)
    mixing = Mixing.of(network, groups)
    return Answer(
        measures=(_measure(mixing),),
        summary={"groups": len(groups.groups), "ties": len(mixing.one)},
        not_looked_at=groups.not_looked_at(network),
    )


def _measure(mixing: Mixing) -> Measure:
    """A tie has two ends, so one within a group fills its cell of the mixing matrix twice."""
    table = mixing.table(mixing.member)
    ends = table + np.diag(np.diag(table))
    if not mixing.count:
        return whole_measure(None, "no-groups")
    if not len(mixing.one):
        return whole_measure(None, "no-ties")
    shares = ends / ends.sum()
    same, by_chance = float(np.trace(shares)), float((shares.sum(axis=1) ** 2).sum())
    if np.count_nonzero(shares.sum(axis=1)) < FEWEST_GROUPS:
        return whole_measure(None, "too-few-groups")
    return whole_measure((same - by_chance) / (1 - by_chance), parts={"same": same, "same_by_chance": by_chance})


ANALYSIS = Analysis(id="assortativity", version=1, parameters=Parameters, run=run, kind="measures")
