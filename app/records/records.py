"""All records of a workspace by topic, as intake reads them and as the store keeps them."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from app.records.actor import Actor
from app.records.areas import Area, Place
from app.records.cooperations import Cooperation, TieReport, Wave
from app.records.funding import FundingArea, Grant, Programme
from app.records.meetings import Occasion, WorkingGroup
from app.records.offers import Offer, Project
from app.records.schema import Topic
from app.records.sources import InventoryCheck
from app.records.statistic import Indicator, Observation

Record = (
    Actor
    | Area
    | Cooperation
    | FundingArea
    | Grant
    | Indicator
    | InventoryCheck
    | Observation
    | Occasion
    | Offer
    | Place
    | Programme
    | Project
    | TieReport
    | Wave
    | WorkingGroup
)
"""A thing with an ``id``; its topic is the name of its field in :class:`Records`."""

RecordWithName = Actor | Area | FundingArea | Indicator | Offer | Place | Programme | Project | WorkingGroup
"""Record that is found by its name, and by its ``aliases``: the names it had before."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Records:
    """Every record by topic, sorted by id. Field names are the topics of queries, sheets and routes.

    The order of the fields is the order of writing: what is referred to comes first.
    """

    areas: tuple[Area, ...] = ()
    actors: tuple[Actor, ...] = ()
    places: tuple[Place, ...] = ()
    funding_areas: tuple[FundingArea, ...] = ()
    programmes: tuple[Programme, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    offers: tuple[Offer, ...] = ()
    projects: tuple[Project, ...] = ()
    working_groups: tuple[WorkingGroup, ...] = ()
    grants: tuple[Grant, ...] = ()
    observations: tuple[Observation, ...] = ()
    occasions: tuple[Occasion, ...] = ()
    inventory_checks: tuple[InventoryCheck, ...] = ()
    cooperations: tuple[Cooperation, ...] = ()
    waves: tuple[Wave, ...] = ()
    tie_reports: tuple[TieReport, ...] = ()

    def __iter__(self) -> Iterator[tuple[Topic, tuple[Record, ...]]]:
        for topic in TOPICS:
            yield topic, getattr(self, topic)

    def by_key(self) -> dict[tuple[Topic, str], Record]:
        """Every record by topic and id."""
        return {(topic, record.id): record for topic, of_topic in self for record in of_topic}

    def versions(self, keys: Iterable[tuple[Topic, str]]) -> dict[tuple[Topic, str], int]:
        """The version of each of some records; 0: there is no such record."""
        known = self.by_key()
        return {key: known[key].version if key in known else 0 for key in keys}


TOPICS: dict[Topic, type[Record]] = {
    "areas": Area,
    "actors": Actor,
    "places": Place,
    "funding_areas": FundingArea,
    "programmes": Programme,
    "indicators": Indicator,
    "offers": Offer,
    "projects": Project,
    "working_groups": WorkingGroup,
    "grants": Grant,
    "observations": Observation,
    "occasions": Occasion,
    "inventory_checks": InventoryCheck,
    "cooperations": Cooperation,
    "waves": Wave,
    "tie_reports": TieReport,
}

_TOPIC_NAMES: Mapping[str, Topic] = {topic: topic for topic in TOPICS}
_TOPIC_OF = {kind: topic for topic, kind in TOPICS.items()}


def topic_named(name: str) -> Topic | None:
    """The topic of a name; None where there is none."""
    return _TOPIC_NAMES.get(name)


def topic_of(record: Record) -> Topic:
    """The topic that a record belongs to."""
    return _TOPIC_OF[type(record)]
