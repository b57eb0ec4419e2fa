"""How many of an organisation's partners does it reach that do not work with each other anyway?"""

from dataclasses import dataclass

import numpy as np

from app.analysis.actor_measures import actor_measures
from app.analysis.cost import of_size
from app.analysis.interface import Analysis, Answer, parameter
from app.network.graph.network import Network
from app.network.graph.paths import tie_weights
from app.network.kernels.structural_holes import effective_size


@dataclass(frozen=True, slots=True)
class Parameters:
    """Whose ties count.

    ``ego`` (false): true looks at nobody but an actor and its partners, as UCINET does.
    """

    ego: bool = parameter(False, "whether only ties among the organisation and its partners count")


def run(network: Network, parameters: Parameters) -> Answer:
    """Burt's effective size (1992) of each actor's contacts in view ``G``; undefined without partners."""
    weights = tie_weights(network)
    values = effective_size(weights, ego=parameters.ego)
    values[np.diff(weights.indptr) == 0] = np.nan
    return Answer(measures=actor_measures(network, values, "no-partners"))


ANALYSIS = Analysis(id="effective-size", version=1, parameters=Parameters, run=run, kind="measures", cost=of_size(1))
