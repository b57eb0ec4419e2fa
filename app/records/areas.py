"""Parts of a city, places in them, and which area lies in which."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from app.records.sources import SourceRef

OpenToOthers = Literal["yes", "no", "unknown"]
"""Whether others may use a place: a code of ``open_to_others``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Area:
    """A city, borough, district, quarter or social space. ``mediated_by`` are actors whose task it is to mediate there.

    ``geometry`` is its outline as GeoJSON; :func:`app.records.geometry.polygons` reads it.
    """

    id: str
    name: str
    kind: str | None = None
    code: str | None = None
    part_of: str | None = None
    neighbours: tuple[str, ...] = ()
    mediated_by: tuple[str, ...] = ()
    geometry: str | None = None
    aliases: tuple[str, ...] = ()
    source: SourceRef | None = None
    version: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A place. ``open_to_others`` is yes, no or unknown; ``established`` None: not recorded."""

    id: str
    name: str
    kind: str | None = None
    functions: tuple[str, ...] = ()
    area: str | None = None
    operators: tuple[str, ...] = ()
    open_to_others: OpenToOthers = "unknown"
    established: bool | None = None
    aliases: tuple[str, ...] = ()
    source: SourceRef | None = None
    version: int = 0


@dataclass(frozen=True)
class AreaTree:
    """Recorded areas by what they are parts of; an area nobody recorded stands alone."""

    areas: tuple[Area, ...]

    @cached_property
    def roots(self) -> tuple[str, ...]:
        """Areas that lie in no other recorded one, sorted."""
        known = {area.id for area in self.areas}
        return tuple(sorted(area.id for area in self.areas if area.part_of not in known))

    @cached_property
    def _wholes(self) -> Mapping[str, str | None]:
        return {area.id: area.part_of for area in self.areas}

    @cached_property
    def kinds(self) -> Mapping[str, str | None]:
        """The kind of each recorded area."""
        return {area.id: area.kind for area in self.areas}

    def ancestors(self, area: str) -> tuple[str, ...]:
        """Areas that contain it, the nearest first; a circle in the data is walked once."""
        return self._around.get(area, ())

    @cached_property
    def _around(self) -> Mapping[str, tuple[str, ...]]:
        return {area: self._walk(area) for area in self._wholes}

    def _walk(self, area: str) -> tuple[str, ...]:
        around: dict[str, None] = {}
        above = self._wholes[area]
        while above is not None and above != area and above not in around:
            around[above] = None
            above = self._wholes.get(above)
        return tuple(around)

    def descendants(self, area: str) -> tuple[str, ...]:
        """Areas that lie in it at any depth, sorted."""
        return self._inside.get(area, ())

    @cached_property
    def _inside(self) -> Mapping[str, tuple[str, ...]]:
        parts_of: dict[str, list[str]] = {}
        for part in sorted(self._around):
            for whole in self._around[part]:
                parts_of.setdefault(whole, []).append(part)
        return {whole: tuple(parts) for whole, parts in parts_of.items()}

    def reached(self, areas: Iterable[str]) -> Mapping[str, bool]:
        """Areas that an offer or project for ``areas`` reaches: True where only a wider area was named."""
        area_ids = tuple(areas)
        below = {part: True for area in area_ids for part in self.descendants(area)}
        return below | dict.fromkeys(area_ids, False)
