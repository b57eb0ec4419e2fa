"""How much contact through shared offers, projects or working groups runs through one organisation?"""

from dataclasses import dataclass

from app.analysis.actor_measures import actor_measures
from app.analysis.cost import of_size
from app.analysis.interface import Analysis, Answer, parameter
from app.network.graph.network import Network
from app.network.graph.two_mode import EVENTS, TwoMode
from app.network.kernels.betweenness import betweenness
from app.records.schema import Topic


@dataclass(frozen=True, slots=True)
class Parameters:
    """Where organisations meet.

    ``events`` (``working_groups``): ``offers`` or ``projects`` instead. ``normalised`` (true): false gives numbers of pairs.
    """

    events: Topic = parameter("working_groups", "where organisations meet", choices=EVENTS)
    normalised: bool = parameter(True, "whether values are divided by the greatest possible one")


def run(network: Network, parameters: Parameters) -> Answer:
    """Betweenness of actors in the two-mode network of actors and active events (Borgatti and Everett 1997)."""
    two_mode = TwoMode.of(network, parameters.events)
    actors, events = len(network.actors), len(two_mode.events)
    summary = {"events": events, "participations": int(two_mode.incidence.nnz)}
    if not events:
        return Answer(measures=actor_measures(network, None, "no-events"), summary=summary)
    values = betweenness(two_mode.bipartite)[:actors]
    if parameters.normalised:
        greatest = _greatest(actors, events)
        if not greatest:
            return Answer(measures=actor_measures(network, None), summary=summary)
        values /= greatest
    return Answer(measures=actor_measures(network, values), summary=summary)


def _greatest(size: int, opposite: int) -> float:
    """What the best placed vertex of a mode of ``size`` vertices could have at most (Borgatti and Everett 1997)."""
    s, t = divmod(size - 1, opposite)
    return (opposite**2 * (s + 1) ** 2 + opposite * (s + 1) * (2 * t - s - 1) - t * (2 * s - t + 3)) / 2


ANALYSIS = Analysis(
    id="two-mode-betweenness",
    version=1,
    parameters=Parameters,
    run=run,
    kind="measures",
    needs=("offers", "projects", "working_groups"),
    cost=of_size(3),
)
