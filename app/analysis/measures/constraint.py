"""How much do the partners of an organisation already work with each other, so that it links nobody new?"""

from dataclasses import dataclass

import numpy as np

from app.analysis.actor_measures import actor_measures
from app.analysis.cost import of_size
from app.analysis.interface import Analysis, Answer, parameter
from app.network.graph.network import Network
from app.network.graph.paths import tie_weights
from app.network.kernels.structural_holes import constraint


@dataclass(frozen=True, slots=True)
class Parameters:
    """Whose ties count.

    ``ego`` (false): true looks at nobody but an actor and its partners, as UCINET does.
    """

    ego: bool = parameter(False, "whether only ties among the organisation and its partners count")


def run(network: Network, parameters: Parameters) -> Answer:
    """Burt's constraint (1992) of each actor in view ``G``; undefined without partners."""
    weights = tie_weights(network)
    values = constraint(weights, ego=parameters.ego)
    values[np.diff(weights.indptr) == 0] = np.nan
    return Answer(measures=actor_measures(network, values, "no-partners"))


ANALYSIS = Analysis(id="constraint", version=1, parameters=Parameters, run=run, kind="measures", cost=of_size(1))
