"""How much more do organisations of one group work with each other than chance would make them?"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from app.analysis.actor_measures import whole_measure
from app.analysis.cost import of_size
from app.analysis.interface import Analysis, Answer, parameter
from app.findings import Measure
from app.network.graph.groupings import FEWEST_GROUPS, GROUP_BY_DOC, Grouping, Mixing, grouping
from app.network.graph.network import Network
from app.network.graph.paths import ways
from app.network.kernels.by_rows import Places, by_group


@dataclass(frozen=True, slots=True)
class Parameters:
    """What a group is.

    ``group_by`` (empty: what the file says, else ``kind_group``): set ``sphere``, ``home_area`` or an attribute of the file
    to ask about other groups.
    """

    group_by: str = parameter("", GROUP_BY_DOC)


def run(network: Network, parameters: Parameters) -> Answer:
    """Assortativity coefficient of view ``G`` by group (Newman 2003, equation 2); directions count where there are any."""
    groups = grouping(network, parameters.group_by)
    return _answer(network, groups, _ends(network, groups))


def spread(places: Places, network: Network, parameters: Parameters) -> Answer:
    """The answer of :func:`run`, computed on several machines."""
    groups = grouping(network, parameters.group_by)
    count, known = len(groups.groups), np.flatnonzero(groups.known)
    member = np.where(groups.known, groups.member, -1)
    targets = by_group(places.rows(ways(network)), member, count)
    ends = np.zeros((count, count))
    np.add.at(ends, member[known], targets[known])
    return _answer(network, groups, np.rint(ends).astype(np.int64))


def _answer(network: Network, groups: Grouping, ends: NDArray[np.int64]) -> Answer:
    return Answer(
        measures=(_measure(ends),),
        summary={"groups": len(groups.groups), "ties": len(Mixing.of(network, groups).ends_a)},
        not_looked_at=groups.not_looked_at(network),
    )


def _ends(network: Network, groups: Grouping) -> NDArray[np.int64]:
    """The mixing matrix: arcs by the groups of source and target; a tie without direction is an arc either way."""
    known, count = np.flatnonzero(groups.known), len(groups.groups)
    arcs = ways(network)[known][:, known].tocoo()
    member = groups.member[known]
    cells = member[arcs.row] * count + member[arcs.col]
    return np.bincount(cells, minlength=count**2).reshape(count, count)


def _measure(ends: NDArray[np.int64]) -> Measure:
    if not len(ends):
        return whole_measure(None, "no-groups")
    if not ends.any():
        return whole_measure(None, "no-ties")
    shares = ends / ends.sum()
    sources, targets = shares.sum(axis=1), shares.sum(axis=0)
    if np.count_nonzero(sources + targets) < FEWEST_GROUPS:
        return whole_measure(None, "too-few-groups")
    within_groups, by_chance = float(np.trace(shares)), float(sources @ targets)
    return whole_measure(
        (within_groups - by_chance) / (1 - by_chance), parts={"same": within_groups, "same_by_chance": by_chance}
    )


ANALYSIS = Analysis(
    id="assortativity", version=2, parameters=Parameters, run=run, kind="measures", cost=of_size(0.2), spread=spread
)
