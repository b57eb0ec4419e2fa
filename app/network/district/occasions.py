"""Next occasions: when do actors meet, and where can they present their work?"""

from collections.abc import Callable, Iterable, Mapping
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


NO_TALKS = frozenset({"festival", "opening", "visit", "fair", "direct_approach"})
"""Kinds of occasions at which people meet but nobody sits down to hear about work."""


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
    def next_session(self) -> date | None:
        """The next day on which a recorded group meets; None where none is recorded for the next months."""
        sessions = (occasion for occasion in self.network.records.occasions if occasion.working_group)
        days = (day for occasion in sessions if (day := day_of(occasion)) is not None)
        return min((day for day in days if self.network.as_of < day <= self.last_near_day), default=None)

    @property
    def proposed_until(self) -> date:
        """The day that what is proposed has to outlast: that of the next session, without one the last near day."""
        return self.next_session or self.last_near_day

    @cached_property
    def _near(self) -> tuple[Occasion, ...]:
        """Near occasions, the earliest first, of one day by id."""
        occasions = self.network.records.occasions
        near = (entry for entry in occasions if self.network.as_of < entry.date.last <= self.last_near_day)
        return tuple(sorted(near, key=lambda occasion: (occasion.date.first, occasion.id)))

    @cached_property
    def _near_of(self) -> Mapping[str, tuple[Occasion, ...]]:
        """Near occasions by actor expected there."""
        occasions_of: dict[str, list[Occasion]] = {}
        for occasion in self._near:
            for actor in self.expected_at(occasion):
                occasions_of.setdefault(actor, []).append(occasion)
        return {actor: tuple(occasions) for actor, occasions in occasions_of.items()}

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

        def serves(occasion: Occasion) -> bool:
            return (until is None or occasion.date.last <= until) and self._admits(occasion, wanted)

        return self._next(wanted, serves)

    def next_audience(self, actors: Iterable[str]) -> Occasion | None:
        """The next near occasion at which actors could present their work to an audience: no festival, and no fair.

        An occasion where only these actors are expected has no audience; it is the answer only if no occasion has one.
        """
        speakers = {*actors}

        def admits(occasion: Occasion) -> bool:
            return occasion.kind not in NO_TALKS and self._admits(occasion, speakers)

        def has_listeners(occasion: Occasion) -> bool:
            expected = self.expected_at(occasion)
            return admits(occasion) and not (expected and expected <= speakers)

        return self._next(speakers, has_listeners) or self._next(speakers, admits)

    def _next(self, actors: set[str], serves: Callable[[Occasion], bool]) -> Occasion | None:
        """The near occasion that serves where most actors are expected, the earliest of several; without any, the first."""
        occasions = {occasion.id: occasion for actor in actors for occasion in self._near_of.get(actor, ())}
        return min(
            filter(serves, occasions.values()),
            key=lambda occasion: (-len(actors & self.expected_at(occasion)), occasion.date.first, occasion.id),
            default=next(filter(serves, self._near), None),
        )

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
