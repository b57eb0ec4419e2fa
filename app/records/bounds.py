"""Bounds of the fields of a record: which of them need a value, how long texts and how large numbers may be."""

import dataclasses
import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from operator import attrgetter

from app.records.faults import Fault
from app.records.fields import (
    LARGEST_NUMBER,
    MOST_LISTED,
    holds,
    required_fields,
    writable,
)
from app.records.ids import LONGEST_ID
from app.records.records import TOPICS, Record
from app.records.schema import Topic


@dataclass(frozen=True, slots=True)
class Bound:
    """What the values of a field may be: texts of at most ``longest`` characters, numbers from ``low`` to ``high``.

    ``unset`` is the value of a field that nobody set and that may stay so.
    """

    field: str
    required: bool
    unset: object
    longest: int
    low: float
    high: float

    def holds(self, value: object) -> bool:
        """Whether a value, or every one of a list, keeps within the bounds."""
        if value is None:
            return not self.required
        if isinstance(value, str):
            return len(value) <= self.longest and not (self.required and not value.strip())
        if isinstance(value, tuple):
            return len(value) <= MOST_LISTED and max(map(len, value), default=0) <= self.longest
        return not isinstance(value, int | float) or isinstance(value, bool) or self.low <= value <= self.high

    def faults(self, value: object) -> Iterator[Fault]:
        """Faults of a value that does not keep within the bounds."""
        if self.required and (value is None or (isinstance(value, str) and not value.strip())):
            yield Fault(field=self.field, rule="missing", message="a value is required")
        if isinstance(value, tuple) and len(value) > MOST_LISTED:
            counts = {"count": len(value), "limit": MOST_LISTED}
            yield Fault(
                field=self.field, rule="too_many", message=f"holds more than {MOST_LISTED} values", arguments=counts
            )
        for single in value if isinstance(value, tuple) else (value,):
            yield from self._faults_of(single)

    def _faults_of(self, value: object) -> Iterator[Fault]:
        if isinstance(value, str) and len(value) > self.longest:
            message = f"the text is too long, {self.longest} characters are allowed"
            lengths = {"length": len(value), "limit": self.longest}
            yield Fault(field=self.field, rule="too_long", message=message, arguments=lengths)
        elif isinstance(value, float) and not math.isfinite(value):
            yield Fault(field=self.field, rule="not_a_number", message="the number is none")
        elif isinstance(value, int | float) and not self.low <= value <= self.high:
            message = f"is not from {self.low:g} to {self.high:g}"
            bounds = {"value": value, "low": f"{self.low:g}", "high": f"{self.high:g}"}
            yield Fault(field=self.field, rule="out_of_bounds", message=message, arguments=bounds)


@cache
def bounds_of(topic: Topic) -> tuple[tuple[Bound, ...], Callable[[Record], tuple[object, ...]]]:
    """The bounds of the id and of every field that can be set, and what gives the values of a record."""
    id_bound = Bound("id", required=True, unset=_NEVER, longest=LONGEST_ID, low=0, high=0)
    bounds = (id_bound, *(_bound(topic, name) for name in writable(topic)))
    return bounds, attrgetter(*(bound.field for bound in bounds))


_NEVER = object()
"""Default of a field without one: equal to no value of a record."""


def _bound(topic: Topic, name: str) -> Bound:
    held = holds(topic, name)
    identifier = held.refers_to is not None or name == "subject"
    required = name in required_fields(topic)
    default = next(field.default for field in dataclasses.fields(TOPICS[topic]) if field.name == name)
    return Bound(
        name,
        required=required,
        unset=_NEVER if required else default,
        longest=LONGEST_ID if identifier else held.longest,
        low=-LARGEST_NUMBER if held.low is None else held.low,
        high=LARGEST_NUMBER if held.high is None else held.high,
    )
