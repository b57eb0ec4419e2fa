"""Next occasions: when do actors meet, and where can they present their work?"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from app.network.graph.network import Network
from app.records.dates import months_later
from app.records.meetings import Occasion, WorkingGroup

NEAR_MONTHS = 4
"""What lies further ahead is no next step: who has a question asks it now."""

OPEN_KINDS = frozenset({"district_conference", "social_space_conference", "round_table", "informal_network"})
"""Kinds of groups to whose meetings others can be invited; any other group, a steering group above all, meets alone."""


def next_meeting(network: Network) -> Occasion | None:
    """The next occasion of all, however far ahead; None: none is recorded."""
    ahead = (occasion for occasion in network.records.occasions if occasion.date.last > network.as_of)
    return min(ahead, key=lambda occasion: (occasion.date.first, occasion.id), default=None)


def day_of(occasion: Occasion) -> date | None:
    """The day of an occasion; None where only its month or year is known, whose first day may be past."""
    return occasion.date.first if occasion.date.first == occasion.date.last else None


@dataclass(frozen=True)
class Occasions:
    """Occasions of the next months that can be proposed to actors."""

    network: Network

    @cached_property
    def last_near_day(self) -> date:
        """The last day of the months within which an occasion is near."""
        return months_later(self.network.as_of, NEAR_MONTHS)

    @cached_property
    def _near(self) -> tuple[Occasion, ...]:
        occasions = self.network.records.occasions
        return tuple(entry for entry in occasions if self.network.as_of < entry.date.last <= self.last_near_day)

    @cached_property
    def _groups(self) -> Mapping[str, WorkingGroup]:
        return {group.id: group for group in self.network.records.working_groups}

    def next_for(self, actors: Iterable[str], until: date | None = None) -> Occasion | None:
        """The next near occasion where most of the actors are expected or could be invited.

        Where no actor is expected, the nearest one that is open to others. ``until``: the last day on which an occasion
        still serves; None: any. Of several with equally many actors the earliest, then the smaller id. None: there is
        no such occasion.
        """
        wanted = {*actors}
        in_time = (occasion for occasion in self._near if until is None or occasion.date.last <= until)
        return self._best((occasion for occasion in in_time if self._admits(occasion, wanted)), wanted)

    def next_audience(self, actors: Iterable[str]) -> Occasion | None:
        """The next near occasion at which actors could present their work to an audience.

        An occasion where only these actors are expected has no audience; it is the answer only if no occasion has one.
        """
        speakers = {*actors}
        admitting = [occasion for occasion in self._near if self._admits(occasion, speakers)]
        with_listeners = [
            occasion
            for occasion in admitting
            if not (self.expected_at(occasion) and self.expected_at(occasion) <= speakers)
        ]
        return self._best(with_listeners or admitting, speakers)

    def expected_at(self, occasion: Occasion) -> frozenset[str]:
        """Ids of the participants of an occasion and of the members of the group that meets."""
        return self._expected[occasion.id]

    @cached_property
    def _expected(self) -> Mapping[str, frozenset[str]]:
        """Ids of those expected, by occasion."""
        members = {group.id: group.actors for group in self._groups.values()}
        return {
            occasion.id: frozenset(occasion.participants).union(members.get(occasion.working_group or "", ()))
            for occasion in self.network.records.occasions
        }

    def _admits(self, occasion: Occasion, actors: set[str]) -> bool:
        """Whether actors are expected or could be invited: the meeting of a closed group is for those expected there."""
        group = self._groups.get(occasion.working_group or "")
        if group is None:
            return True
        meets = group.period.active_on(occasion.date.first)
        return meets and (group.kind in OPEN_KINDS or actors <= self.expected_at(occasion))

    def _best(self, occasions: Iterable[Occasion], wanted: set[str]) -> Occasion | None:
        return min(
            occasions,
            key=lambda occasion: (-len(wanted & self.expected_at(occasion)), occasion.date.first, occasion.id),
            default=None,
        )
