"""Next occasions: when do actors meet, and where can they present their work?"""

from collections.abc import Iterable
from datetime import date

from app.network.graph.network import Network
from app.records.meetings import Occasion


def next_occasion(network: Network, actors: Iterable[str]) -> Occasion | None:
    """The next occasion after the day where most of the actors are expected or could be invited.

    Where no actor is expected, the nearest occasion of the workspace. None: no occasion is recorded. Of several with
    equally many actors the earliest, then the smaller id.
    """
    return _best(network, _ahead(network), {*actors})


def next_audience(network: Network, actors: Iterable[str]) -> Occasion | None:
    """The next occasion at which actors could present their work to an audience.

    An occasion where only these actors are expected has no audience; it is the answer only if no occasion has one.
    """
    speakers = {*actors}
    ahead = _ahead(network)
    with_listeners = [
        occasion
        for occasion in ahead
        if not (expected_at(network, occasion) and expected_at(network, occasion) <= speakers)
    ]
    return _best(network, with_listeners or ahead, speakers)


def _ahead(network: Network) -> list[Occasion]:
    return [occasion for occasion in network.records.occasions if occasion.date.last > network.as_of]


def _best(network: Network, ahead: Iterable[Occasion], wanted: set[str]) -> Occasion | None:
    return min(
        ahead,
        key=lambda occasion: (-len(wanted & expected_at(network, occasion)), occasion.date.first, occasion.id),
        default=None,
    )


def day_of(occasion: Occasion) -> date | None:
    """The day of an occasion; None where only its month or year is known, whose first day may be past."""
    return occasion.date.first if occasion.date.first == occasion.date.last else None


def expected_at(network: Network, occasion: Occasion) -> frozenset[str]:
    """Ids of the participants of an occasion and of the members of the group that meets."""
    meeting = (group for group in network.records.working_groups if group.id == occasion.working_group)
    return frozenset(occasion.participants).union(*(group.actors for group in meeting))
