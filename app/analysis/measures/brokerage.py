"""Between which groups does each organisation stand on the recorded ways of two steps?"""

from dataclasses import dataclass

import numpy as np

from app.analysis.actor_measures import actor_measures
from app.analysis.cost import of_size
from app.analysis.interface import Analysis, Answer, parameter
from app.network.graph.groupings import GROUP_BY_DOC, grouping
from app.network.graph.network import Network
from app.network.graph.paths import ways
from app.network.kernels.brokerage import brokerage


@dataclass(frozen=True, slots=True)
class Parameters:
    """What a group is.

    ``group_by`` (empty: what the file says, else ``kind_group``): set ``sphere``, ``home_area`` or an attribute of the file
    to ask about other groups.
    """

    group_by: str = parameter("", GROUP_BY_DOC)


def run(network: Network, parameters: Parameters) -> Answer:
    """Brokerage roles in view ``G`` (Gould and Fernandez 1989); ties without a direction count both ways."""
    groups = grouping(network, parameters.group_by)
    if not groups.groups:
        return Answer(measures=actor_measures(network, None, "no-groups"), not_looked_at=groups.not_looked_at(network))
    roles = brokerage(ways(network), groups.member)
    values = np.sum(list(roles.values()), axis=0, dtype=float)
    values[~groups.known] = np.nan
    return Answer(
        measures=actor_measures(network, values, "no-group", roles),
        summary={"groups": len(groups.groups)} | {role: int(counts.sum()) for role, counts in roles.items()},
        not_looked_at=groups.not_looked_at(network),
    )


ANALYSIS = Analysis(id="brokerage", version=1, parameters=Parameters, run=run, kind="measures", cost=of_size(2))
