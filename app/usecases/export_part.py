"""Parts of records for an export: those that hold on a day, those inside a part of the network; none names what is out."""

from collections.abc import Callable
from datetime import date

from app.records.cooperations import Cooperation
from app.records.dates import Period
from app.records.records import Record, Records, topic_of
from app.records.references import Attachments

_DAYS = ("ref_date", "date", "checked_on")


def holding_on(records: Records, day: date) -> Records:
    """What holds on a day: nothing that ended before or began later, no statistic, occasion or survey of a later day."""
    return _staying(records, lambda record: _holds_on(record, day))


def inside(records: Records, part: Records) -> Records:
    """The records that a part of their network has too, with the cooperations among its organisations."""
    keys = part.by_key().keys()
    return _staying(records, lambda record: isinstance(record, Cooperation) or (topic_of(record), record.id) in keys)


def _staying(records: Records, stays: Callable[[Record], bool]) -> Records:
    """The records that stay; what cannot be without one that goes, goes too."""
    gone = [(topic, record.id) for topic, of_topic in records for record in of_topic if not stays(record)]
    removal = Attachments(records).removal(gone)
    changed = removal.upserts.by_key()
    remaining = {
        topic: tuple(
            changed.get((topic, record.id), record) for record in of_topic if (topic, record.id) not in removal.deletes
        )
        for topic, of_topic in records
    }
    return Records(**remaining)  # type: ignore[arg-type]  # a topic is a field


def _holds_on(record: Record, day: date) -> bool:
    period = getattr(record, "period", None)
    if isinstance(period, Period) and not period.active_on(day):
        return False
    at = next((getattr(record, name) for name in _DAYS if hasattr(record, name)), None)
    return at is None or at.first <= day
