"""How similar are two offers, or two projects?"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import MAXYEAR, MINYEAR, date
from math import prod

from app.network.district.cities import is_citywide
from app.network.district.taxonomy_similarity import CodeMatch, Taxonomy, match
from app.records.areas import AreaTree
from app.records.offers import Offer, Project

Service = Offer | Project
"""What is compared: offers with offers, projects with projects."""

DIMENSIONS = ("area", "target_group", "theme", "time")
LEAST_SUBJECT_DIMENSIONS = 2
"""Of area, target group and theme two are needed: a place alone, or a theme alone, makes nothing similar."""

_LEAP_DAY = (2, 29)


@dataclass(frozen=True, slots=True)
class Window:
    """The day seen from, and how many years before and after it an open end reaches."""

    day: date
    years: int = 5

    def span(self, service: Service) -> tuple[int, int]:
        """First and last day a service runs, as ordinals; last < first when it lies outside the window."""
        start, end = service.start, service.end
        first = start.first if start is not None else self._moved(-self.years)
        last = end.last if end is not None else self._moved(self.years)
        return first.toordinal(), last.toordinal()

    def _moved(self, years: int) -> date:
        day = 28 if (self.day.month, self.day.day) == _LEAP_DAY else self.day.day
        return self.day.replace(year=min(MAXYEAR, max(MINYEAR, self.day.year + years)), day=day)


@dataclass(frozen=True, slots=True)
class Overlap:
    """In what two services are alike, each dimension from 0 to 1; None: one of them does not say.

    ``areas``, ``target_groups`` and ``themes`` are what they share, sorted. ``wider_area``: they meet only because the
    area of one contains that of the other. ``exact``: theme, and target group if both name one, meet in a term with nothing below it.
    ``days_ahead`` are shared days from the day seen from on, ``until`` the last of them (None: open on both sides), and
    ``open_ended`` tells that an open end was cut.
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
        """The dimensions nobody can compare."""
        return tuple(name for name in DIMENSIONS if getattr(self, name) is None)

    @property
    def similarity(self) -> float:
        """Geometric mean of the dimensions that are known; 0 when fewer than two say what it is about."""
        subject = _known(self.area, self.target_group, self.theme)
        if len(subject) < LEAST_SUBJECT_DIMENSIONS:
            return 0.0
        known = subject + _known(self.time)
        return prod(known) ** (1 / len(known))


def overlap(one: Service, other: Service, areas: AreaTree, window: Window) -> Overlap:
    """Two services compared; the order of the two makes no difference.

    Area: the greater of the two shares of areas that lie inside the other's (for lists without wider areas
    ``|X ∩ Y| / min(|X|, |Y|)``); what is for the whole city is compared with its like alone. Target group and theme:
    :func:`app.network.district.taxonomy_similarity.match`. Time: shared days by the shorter duration, open ends cut by the window.
    """
    area, shared, wider = _areas(one, other, areas)
    group = _codes("target_group", one.target_groups, other.target_groups)
    theme = _codes("theme", one.themes, other.themes)
    first, last, shortest = _shared_span(window.span(one), window.span(other))
    dated = _dated(one) and _dated(other)
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
        until=min((end.last for end in (one.end, other.end) if end is not None), default=None),
        open_ended=None in (one.start, one.end, other.start, other.end),
    )


def _known(*values: float | None) -> list[float]:
    return [value for value in values if value is not None]


def _dated(service: Service) -> bool:
    return service.start is not None or service.end is not None


def _codes(taxonomy: Taxonomy, one: tuple[str, ...], other: tuple[str, ...]) -> CodeMatch | None:
    return match(taxonomy, one, other) if one and other else None


def _shared_span(one: tuple[int, int], other: tuple[int, int]) -> tuple[int, int, int]:
    """First and last shared day (last < first: none), and the shorter of the two durations in days."""
    shortest = min(last - first + 1 for first, last in (one, other))
    return max(one[0], other[0]), min(one[1], other[1]), shortest


def _areas(one: Service, other: Service, tree: AreaTree) -> tuple[float | None, tuple[str, ...], bool]:
    if is_citywide(one) or is_citywide(other):
        return float(is_citywide(one) and is_citywide(other)), (), False
    if not (one.areas and other.areas):
        return None, (), False
    mine, theirs = {*one.areas}, {*other.areas}
    inside_mine, inside_theirs = _inside(theirs, mine, tree), _inside(mine, theirs, tree)
    share = max(len(inside_mine) / len(theirs), len(inside_theirs) / len(mine))
    shared = tuple(sorted(inside_mine | inside_theirs))
    return share, shared, bool(shared) and mine.isdisjoint(theirs)


def _inside(areas: Iterable[str], whole: set[str], tree: AreaTree) -> set[str]:
    return {area for area in areas if area in whole or not whole.isdisjoint(tree.ancestors(area))}
