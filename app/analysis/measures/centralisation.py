"""How much does one actor stand out from all others?"""

import numpy as np
from numpy.typing import NDArray

from app.analysis.measures.actor_measures import whole_measure
from app.findings import Measure

_FEWEST_ACTORS = 3


def centralisation(values: NDArray[np.float64], greatest: float) -> Measure:
    """Freeman's centralisation (1979) of the whole network: 0 when all are alike, 1 for a star.

    Args:
        values: a centrality of each actor.
        greatest: the greatest sum of differences that a network of this size can have, that of a star.
    """
    if len(values) < _FEWEST_ACTORS:
        return whole_measure(None, "too-few-actors")
    return whole_measure(float((values.max() - values).sum() / greatest))
