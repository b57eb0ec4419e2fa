"""Organisations, offices, associations and initiatives that act - never persons."""

from dataclasses import dataclass

from app.records.dates import PartialDate, Period
from app.records.sources import SourceRef
from app.records.vocabulary import vocabulary


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """An organisation. ``kinds`` are codes of ``actor_kind``, the first is the primary one.

    ``unit_of`` is the organisation it is a part of (the same employer), ``affiliated_to`` are umbrella
    associations. ``one_person``: there are no measures about it. ``mediator``: mediating between others is its task. ``note`` is for the coordinator
    alone.
    """

    id: str
    name: str
    short_name: str | None = None
    kinds: tuple[str, ...] = ()
    sphere: str | None = None
    unit_of: str | None = None
    affiliated_to: tuple[str, ...] = ()
    one_person: bool = False
    mediator: bool = False
    active_in: tuple[str, ...] = ()
    home_area: str | None = None
    start: PartialDate | None = None
    end: PartialDate | None = None
    aliases: tuple[str, ...] = ()
    note: str | None = None
    source: SourceRef | None = None
    version: int = 0

    @property
    def period(self) -> Period:
        """From its founding to its end."""
        return Period(self.start, self.end)


def kinds_of(actor: Actor) -> tuple[str, ...]:
    """The kinds of an actor that the vocabulary knows."""
    return tuple(kind for kind in actor.kinds if kind in vocabulary("actor_kind").terms)
