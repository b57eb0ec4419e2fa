"""Which day is it? The only place where time is read; everything inside gets it as a parameter."""

from datetime import UTC, date, datetime


def now() -> datetime:
    """The present moment in UTC."""
    return datetime.now(UTC)  # noqa: TID251 - this is the edge


def today() -> date:
    """The present day of the machine's own calendar."""
    return now().astimezone().date()
