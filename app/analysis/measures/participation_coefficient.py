"""How evenly do the partners of an organisation spread over the groups?"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from app.analysis.actor_measures import actor_measures
from app.analysis.cost import of_size
from app.analysis.interface import Analysis, Answer, parameter
from app.network.graph.groupings import GROUP_BY_DOC, Grouping, grouping
from app.network.graph.network import Network


@dataclass(frozen=True, slots=True)
class Parameters:
    """What a group is.

    ``group_by`` (empty: what the file says, else ``kind_group``): set ``sphere``, ``home_area`` or an attribute of the file
    to ask about other groups.
    """

    group_by: str = parameter("", GROUP_BY_DOC)


def run(network: Network, parameters: Parameters) -> Answer:
    """Participation coefficient in view ``G`` (Guimerà and Amaral 2005) over partners that belong to a group."""
    groups = grouping(network, parameters.group_by)
    partners = _partners_by_group(network, groups)
    degree = partners.sum(axis=1)
    shares = np.divide(partners, degree[:, None], out=np.zeros_like(partners), where=degree[:, None] > 0)
    values = np.where(degree > 0, 1 - (shares**2).sum(axis=1), np.nan)
    reached = {"partners": degree, "groups": np.count_nonzero(partners, axis=1)}
    return Answer(
        measures=actor_measures(network, values, "no-partners" if groups.groups else "no-groups", reached),
        summary={"groups": len(groups.groups)},
        not_looked_at=groups.not_looked_at(network),
    )


def _partners_by_group(network: Network, groups: Grouping) -> NDArray[np.float64]:
    """Number of partners of each actor in each group, n × groups."""
    belongs = groups.member[:, None] == np.arange(len(groups.groups))
    return np.asarray(network.adjacency @ belongs.astype(np.float64))


ANALYSIS = Analysis(
    id="participation-coefficient", version=1, parameters=Parameters, run=run, kind="measures", cost=of_size(2)
)
