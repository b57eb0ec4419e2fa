"""In how many offers, projects or working groups does each organisation take part?"""

from dataclasses import dataclass

import numpy as np

from app.analysis.actor_measures import actor_measures
from app.analysis.cost import of_size
from app.analysis.interface import Analysis, Answer, parameter
from app.network.graph.network import Network
from app.network.graph.two_mode import EVENTS, TwoMode
from app.records.schema import Topic


@dataclass(frozen=True, slots=True)
class Parameters:
    """What is counted.

    ``events`` (``working_groups``): ``offers`` or ``projects`` count these instead. ``normalised`` (false): true compares
    networks with different numbers of events.
    """

    events: Topic = parameter("working_groups", "what organisations take part in", choices=EVENTS)
    normalised: bool = parameter(False, "whether the number is divided by that of all of them")


def run(network: Network, parameters: Parameters) -> Answer:
    """Degree in the two-mode network of actors and active events; normalised by the other mode (Borgatti 1997)."""
    two_mode = TwoMode.of(network, parameters.events)
    summary = {"events": len(two_mode.events), "participations": int(two_mode.incidence.nnz)}
    counts = np.diff(two_mode.incidence.indptr).astype(float)
    if not parameters.normalised:
        return Answer(measures=actor_measures(network, counts), summary=summary)
    shares = counts / len(two_mode.events) if two_mode.events else None
    return Answer(measures=actor_measures(network, shares, "no-events"), summary=summary)


ANALYSIS = Analysis(
    id="two-mode-degree",
    version=1,
    parameters=Parameters,
    run=run,
    kind="measures",
    needs=("offers", "projects", "working_groups"),
    cost=of_size(0.9),
)
