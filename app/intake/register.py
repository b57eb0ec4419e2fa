"""Which records does the workspace hold already, and by which names are they known?"""

from collections.abc import Iterable, Mapping

from app.intake.directory import Directory
from app.records.records import Record, Records

NAMED_TOPICS = (
    "areas",
    "actors",
    "places",
    "funding_areas",
    "programmes",
    "indicators",
    "offers",
    "projects",
    "working_groups",
    "waves",
)
CREATED_BY_NAME = ("areas", "places")
"""Topics whose records a mere mention creates, where neither files nor workspace have any."""


class Register:
    """The records of the workspace by topic and id, and a directory of names per topic."""

    def __init__(self, existing: Records, sheets: Iterable[str]) -> None:
        self.existing: Mapping[str, Mapping[str, Record]] = {
            topic: {record.id: record for record in records} for topic, records in existing
        }
        self.directories = {topic: _directory(self.existing[topic].values()) for topic in NAMED_TOPICS}
        present = frozenset(sheets)
        self.creatable = frozenset(
            topic for topic in CREATED_BY_NAME if topic not in present and not self.existing[topic]
        )


def _directory(records: Iterable[Record]) -> Directory:
    directory = Directory()
    for record in records:
        directory.add(record.id, getattr(record, "name", record.id), getattr(record, "short_name", None))
    return directory
