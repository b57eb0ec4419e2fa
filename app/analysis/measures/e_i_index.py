"""Do the recorded cooperations run rather within groups or between them?"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from app.analysis.actor_measures import whole_measure
from app.analysis.cost import of_permutations
from app.analysis.interface import Analysis, Answer, parameter
from app.findings import Measure
from app.network.graph.groupings import FEWEST_GROUPS, GROUP_BY_DOC, Mixing, grouping, within
from app.network.graph.network import Network
from app.network.kernels.chance import monte_carlo_p


@dataclass(frozen=True, slots=True)
class Parameters:
    """What a group is, and how often groups are dealt anew.

    ``group_by`` (empty: what the file says, else ``kind_group``): set ``sphere``, ``home_area`` or an attribute of the file
    to ask about other groups.
    ``permutations`` (1000): fewer are quicker and give coarser p values, 0 none. ``seed`` (1): another one shows how much a sample matters.
    """

    group_by: str = parameter("", GROUP_BY_DOC)
    permutations: int = parameter(1000, "how often groups are dealt anew for the p values", low=0, high=100_000)
    seed: int = parameter(1, "start of the random numbers", low=0, high=2**31 - 1)


def run(network: Network, parameters: Parameters) -> Answer:
    """E-I index of view ``G`` with its place among permuted groups (Krackhardt and Stern 1988)."""
    groups = grouping(network, parameters.group_by)
    mixing = Mixing.of(network, groups)
    measure = _measure(mixing, parameters)
    return Answer(
        measures=(measure,),
        summary={"groups": len(groups.groups), "ties": len(mixing.ends_a)},
        not_looked_at=groups.not_looked_at(network),
        exact=measure.value is None or not parameters.permutations,
    )


def _measure(mixing: Mixing, parameters: Parameters) -> Measure:
    ties = len(mixing.ends_a)
    if mixing.count < FEWEST_GROUPS:
        return whole_measure(None, "too-few-groups")
    if not ties:
        return whole_measure(None, "no-ties")
    internal = int(within(mixing.table(mixing.member)))
    index = 1 - 2 * internal / ties
    parts = {"internal": float(internal), "external": float(ties - internal)}
    return whole_measure(index, parts=parts | _expected(mixing, internal, parameters))


def _expected(mixing: Mixing, internal: int, parameters: Parameters) -> dict[str, float]:
    """What random groups of the same sizes give; the observed one counts among them, so that no p is 0."""
    dealt: NDArray[np.int64] = within(mixing.permuted(parameters.permutations, parameters.seed))
    pairs = len(mixing.member) * (len(mixing.member) - 1) / 2
    sizes = np.bincount(mixing.member)
    chance = float((sizes * (sizes - 1)).sum() / 2 / pairs)
    chances = {"p_at_most": monte_carlo_p(dealt >= internal), "p_at_least": monte_carlo_p(dealt <= internal)}
    errors = {f"{name}_standard_error": chance_of.error for name, chance_of in chances.items()} if len(dealt) else {}
    return {"expected": 1 - 2 * chance, **{name: chance_of.p for name, chance_of in chances.items()}, **errors}


def cost(network: Network, parameters: Parameters) -> float:
    """Groups are dealt anew."""
    return of_permutations(network, parameters.permutations)


ANALYSIS = Analysis(
    id="e-i-index",
    version=2,
    parameters=Parameters,
    run=run,
    kind="measures",
    cost=cost,
    cheaper={"permutations": 200},
)
