"""When do actors meet next?"""

from collections.abc import Iterable

from app.network.graph.network import Network
from app.records.meetings import Occasion


def next_occasion(network: Network, actors: Iterable[str]) -> Occasion | None:
    """The next occasion after the day where most of the actors are expected or could be invited.

    Where nobody is expected, the nearest occasion of the workspace. None: no occasion is recorded. Of several with as
    many the earliest, then the smaller id.
    """
    return _best(network, _ahead(network), {*actors})


def next_audience(network: Network, actors: Iterable[str]) -> Occasion | None:
    """The next occasion at which actors could tell others of their work.

    Where nobody else is expected, they would tell each other: such an occasion is taken only if there is no other.
    """
    told = {*actors}
    ahead = _ahead(network)
    others = [one for one in ahead if not (expected_at(network, one) and expected_at(network, one) <= told)]
    return _best(network, others or ahead, told)


def _ahead(network: Network) -> list[Occasion]:
    return [one for one in network.records.occasions if one.date.last > network.as_of]


def _best(network: Network, ahead: Iterable[Occasion], wanted: set[str]) -> Occasion | None:
    return min(ahead, key=lambda one: (-len(wanted & expected_at(network, one)), one.date.first, one.id), default=None)


def expected_at(network: Network, occasion: Occasion) -> frozenset[str]:
    """Participants and members of the group that meets."""
    meeting = (group for group in network.records.working_groups if group.id == occasion.working_group)
    return frozenset(occasion.participants).union(*(group.actors for group in meeting))
