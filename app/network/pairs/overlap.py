"""Overlap of two offers, or two projects, in area, target group, theme and time."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import MAXYEAR, MINYEAR, date
from functools import lru_cache
from math import prod

from app.network.district.cities import is_citywide
from app.network.district.taxonomy_similarity import CodeMatch, Taxonomy, match
from app.records.areas import AreaTree
from app.records.offers import Offer, Project

Service = Offer | Project
"""An offer or project; offers are compared with offers, projects with projects."""

DIMENSIONS = ("area", "target_group", "theme", "time")
LEAST_SUBJECT_DIMENSIONS = 2
"""Fewest known dimensions among area, target group and theme: neither a place alone nor a theme alone makes similar."""

_LEAP_DAY = (2, 29)


@dataclass(frozen=True, slots=True)
class Window:
    """The day of the comparison, and the years before and after it that an open end reaches."""

    day: date
    years: int = 5

    def span(self, service: Service) -> tuple[int, int]:
        """First and last day a service runs, as ordinals; last < first when it lies outside the window."""
        start, end = service.start, service.end
        first = start.first if start is not None else _moved(self.day, -self.years)
        last = end.last if end is not None else _moved(self.day, self.years)
        return first.toordinal(), last.toordinal()


@lru_cache
def _moved(day: date, years: int) -> date:
    """A day so many years later; asked for every service, and the same for all of a snapshot."""
    number = 28 if (day.month, day.day) == _LEAP_DAY else day.day
    return day.replace(year=min(MAXYEAR, max(MINYEAR, day.year + years)), day=number)


@dataclass(frozen=True, slots=True)
class Overlap:
    """The overlap of two services by dimension, 0 to 1; None: at least one service does not name the dimension.

    ``areas``, ``target_groups`` and ``themes`` are the shared codes, sorted. ``wider_area``: the services meet only
    because an area of the first contains an area of the second, or the reverse. ``exact``: theme, and target group if
    both name one, meet in a term with nothing below it. ``days_ahead`` are shared days from the day of the window on,
    ``until`` the last of them (None: open on both sides), and ``open_ended`` says that an open end was cut.
    """

    area: float | None
    target_group: float | None
    theme: float | None
    time: float | None
    areas: tuple[str, ...]
    target_groups: tuple[str, ...]
    themes: tuple[str, ...]
    wider_area: bool
    exact: bool
    days_ahead: int
    until: date | None
    open_ended: bool

    @property
    def missing(self) -> tuple[str, ...]:
        """Dimensions that cannot be compared."""
        return tuple(name for name in DIMENSIONS if getattr(self, name) is None)

    @property
    def similarity(self) -> float:
        """Geometric mean of the known dimensions; 0 with fewer than two of area, target group and theme."""
        subject = _known(self.area, self.target_group, self.theme)
        if len(subject) < LEAST_SUBJECT_DIMENSIONS:
            return 0.0
        known = subject + _known(self.time)
        return prod(known) ** (1 / len(known))


def overlap(service_a: Service, service_b: Service, areas: AreaTree, window: Window) -> Overlap:
    """The overlap of two services; their order makes no difference.

    Area: the share of the areas of a service that lie inside those of the second, the greater of both directions (for
    lists without wider areas ``|X ∩ Y| / min(|X|, |Y|)``); citywide services overlap with citywide services alone.
    Target group and theme: :func:`app.network.district.taxonomy_similarity.match`. Time: shared days by the shorter
    duration, open ends cut by the window.
    """
    area, shared, wider = _areas(service_a, service_b, areas)
    group = _codes("target_group", service_a.target_groups, service_b.target_groups)
    theme = _codes("theme", service_a.themes, service_b.themes)
    first, last, shortest = _shared_span(window.span(service_a), window.span(service_b))
    dated = _dated(service_a) and _dated(service_b)
    return Overlap(
        area=area,
        target_group=group.share if group else None,
        theme=theme.share if theme else None,
        time=max(0, last - first + 1) / max(1, shortest) if dated else None,
        areas=shared,
        target_groups=group.shared if group else (),
        themes=theme.shared if theme else (),
        wider_area=wider,
        exact=theme is not None and theme.exact and (group is None or group.exact),
        days_ahead=max(0, last - max(first, window.day.toordinal()) + 1),
        until=min((end.last for end in (service_a.end, service_b.end) if end is not None), default=None),
        open_ended=None in (service_a.start, service_a.end, service_b.start, service_b.end),
    )


def _known(*values: float | None) -> list[float]:
    return [value for value in values if value is not None]


def _dated(service: Service) -> bool:
    return service.start is not None or service.end is not None


def _codes(taxonomy: Taxonomy, codes_a: tuple[str, ...], codes_b: tuple[str, ...]) -> CodeMatch | None:
    """Kept for both orders at once."""
    return match(taxonomy, *sorted((codes_a, codes_b))) if codes_a and codes_b else None


def _shared_span(span_a: tuple[int, int], span_b: tuple[int, int]) -> tuple[int, int, int]:
    """First and last shared day (last < first: none), and the shorter of the two durations in days."""
    shortest = min(last - first + 1 for first, last in (span_a, span_b))
    return max(span_a[0], span_b[0]), min(span_a[1], span_b[1]), shortest


def _areas(service_a: Service, service_b: Service, tree: AreaTree) -> tuple[float | None, tuple[str, ...], bool]:
    if is_citywide(service_a) or is_citywide(service_b):
        return float(is_citywide(service_a) and is_citywide(service_b)), (), False
    if not (service_a.areas and service_b.areas):
        return None, (), False
    areas_a, areas_b = {*service_a.areas}, {*service_b.areas}
    inside_a, inside_b = _inside(areas_b, areas_a, tree), _inside(areas_a, areas_b, tree)
    share = max(len(inside_a) / len(areas_b), len(inside_b) / len(areas_a))
    shared = tuple(sorted(inside_a | inside_b))
    return share, shared, bool(shared) and areas_a.isdisjoint(areas_b)


def _inside(areas: Iterable[str], whole: set[str], tree: AreaTree) -> set[str]:
    return {area for area in areas if area in whole or not whole.isdisjoint(tree.ancestors(area))}
