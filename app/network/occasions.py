"""When do actors meet next?"""

from collections.abc import Iterable

from app.model.occasion import Occasion
from app.network.network import Network


def next_occasion(network: Network, actors: Iterable[str]) -> Occasion | None:
    """The next occasion, from the day on, where most of the actors are expected or could be invited.

    Expected are participants and members of the group that meets; where nobody is, the nearest occasion of the
    workspace. None: no occasion is recorded. Of several with as many the earliest, then the smaller id.
    """
    wanted = {*actors}
    members = {group.id: {*group.actors} for group in network.records.working_groups}
    ahead = [one for one in network.records.occasions if one.date.last >= network.as_of]

    def expected(one: Occasion) -> int:
        return len(wanted & ({*one.participants} | members.get(one.working_group or "", set())))

    return min(ahead, key=lambda one: (-expected(one), one.date.first, one.id), default=None)
