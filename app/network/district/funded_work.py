"""Running grants and the running offers and projects they pay for."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from app.network.district.service_cells import Cells
from app.network.graph.joint_work import WorkTopic
from app.network.graph.network import Network
from app.records.funding import Grant
from app.records.offers import Offer, Project

Work = tuple[WorkTopic, Offer | Project]
"""An offer or project with its topic."""


@dataclass(frozen=True)
class FundedWork:
    """Grants and what they pay for, both running on the day of a snapshot."""

    network: Network

    @cached_property
    def cells(self) -> Cells:
        """Cells with the actors active in them."""
        return self.network.view(Cells)

    @cached_property
    def grants(self) -> tuple[Grant, ...]:
        """Grants that run on the day, sorted by id."""
        return tuple(grant for grant in self.network.records.grants if grant.period.active_on(self.network.as_of))

    @cached_property
    def _running(self) -> Mapping[tuple[WorkTopic, str], Offer | Project]:
        return {(topic, record.id): record for topic, record in self.cells.all_running}

    def of(self, grant: Grant) -> tuple[Work, ...]:
        """Running offers and projects a grant pays for, offers first."""
        work_keys: list[tuple[WorkTopic, str]] = [("offers", offer) for offer in grant.offers] + [
            ("projects", project) for project in grant.projects
        ]
        return tuple((key[0], self._running[key]) for key in dict.fromkeys(work_keys) if key in self._running)

    def work(self, topic: WorkTopic, record_id: str) -> Work:
        """A running offer or project by its topic and id."""
        return topic, self._running[topic, record_id]

    def followed(self, work: Work, end: date) -> bool:
        """Whether a grant that is still to begin pays for a work beyond its end."""
        topic, record = work
        grants = self.network.records.grants
        to_begin = (grant for grant in grants if grant.start and grant.start.first > self.network.as_of)
        return any(
            record.id in getattr(grant, topic) and (grant.end is None or grant.end.last > end) for grant in to_begin
        )

    @cached_property
    def by_work(self) -> Mapping[tuple[WorkTopic, str], tuple[Grant, ...]]:
        """Running grants by (topic, id) of what they pay for, sorted."""
        grants_of: dict[tuple[WorkTopic, str], list[Grant]] = {}
        for grant in self.grants:
            for topic, record in self.of(grant):
                grants_of.setdefault((topic, record.id), []).append(grant)
        return {key: tuple(grants_of[key]) for key in sorted(grants_of)}
