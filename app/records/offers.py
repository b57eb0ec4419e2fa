"""Offers and projects: what actors do for people in areas."""

from dataclasses import dataclass
from typing import Literal

from app.records.dates import PartialDate, Period
from app.records.sources import SourceRef

AreaMode = Literal["areas", "citywide"]
"""Whether an offer is for its areas or for the whole city: a code of ``area_mode``."""


OWN_STAFF = "own_staff"
"""The form of what an organisation does for its own staff or apprentices: no offer to others."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """A service. ``leads`` answer for it, ``partners`` contribute; both are ids of actors.

    ``area_mode`` is ``areas`` or ``citywide`` (then ``areas`` may be empty). ``legal_plurality``: the law wants
    several of them side by side. ``note`` is for the coordinator alone.
    """

    id: str
    name: str
    leads: tuple[str, ...] = ()
    partners: tuple[str, ...] = ()
    form: str | None = None
    area_mode: AreaMode = "areas"
    areas: tuple[str, ...] = ()
    target_groups: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    place: str | None = None
    legal_plurality: bool = False
    start: PartialDate | None = None
    end: PartialDate | None = None
    aliases: tuple[str, ...] = ()
    note: str | None = None
    source: SourceRef | None = None
    version: int = 0

    @property
    def actors(self) -> tuple[str, ...]:
        """Every actor of the offer, leads first."""
        if not self.partners:
            return self.leads
        return self.leads + tuple(actor for actor in self.partners if actor not in self.leads)

    @property
    def period(self) -> Period:
        """While it runs."""
        return Period(self.start, self.end)


@dataclass(frozen=True, slots=True, kw_only=True)
class Project:
    """Joint work with a beginning and an end. ``participation`` and ``role_model`` are codes, None: not recorded.

    ``note`` is for the coordinator alone.
    """

    id: str
    name: str
    leads: tuple[str, ...] = ()
    partners: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()
    target_groups: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    place: str | None = None
    participation: str | None = None
    role_model: str | None = None
    role_model_why: str | None = None
    role_model_source: str | None = None
    start: PartialDate | None = None
    end: PartialDate | None = None
    aliases: tuple[str, ...] = ()
    note: str | None = None
    source: SourceRef | None = None
    version: int = 0

    @property
    def actors(self) -> tuple[str, ...]:
        """Every actor of the project, leads first."""
        if not self.partners:
            return self.leads
        return self.leads + tuple(actor for actor in self.partners if actor not in self.leads)

    @property
    def period(self) -> Period:
        """While it runs."""
        return Period(self.start, self.end)
