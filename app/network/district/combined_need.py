"""Where do several indicators of need come together?"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from statistics import fmean, pstdev

from app.network.disclosure.suppression import Raised, Withheld
from app.network.district.need import Needs
from app.network.graph.network import Network
from app.records.statistic import Indicator

_DIGITS = 9  # differences below come from the order of additions


@dataclass(frozen=True, slots=True)
class CombinedNeed:
    """The mean of an area's z-scores; 0 is the mean of the areas, greater is more need.

    ``rank`` 1 is the greatest of the ``among`` known in the same city, equals share one. ``parts`` are the z-scores by indicator; ``low`` and ``high`` are
    the least and greatest mean with one indicator left out. ``score`` None: ``withheld`` says why.
    """

    score: float | None
    rank: int | None = None
    among: int = 0
    low: float | None = None
    high: float | None = None
    parts: Mapping[str, float] = field(default_factory=dict)
    withheld: Withheld | None = None


def combined_need(network: Network, raised: Raised = "source") -> Mapping[str, CombinedNeed]:
    """The combined need of every comparable area, sorted by area; ``raised`` is that of :class:`Needs`.

    An indicator that is not recorded for an area is left out there. One hidden value hides the whole: an area could
    otherwise be placed by what remains, and a change of its place would tell about the hidden part.
    """
    found: dict[str, CombinedNeed] = {}
    for needs in network.view(Needs, raised).by_city:
        found |= _combined_of_city(needs)
    return {area: found[area] for area in sorted(found)}


def _combined_of_city(needs: Needs) -> Mapping[str, CombinedNeed]:
    scores = {one.id: _z_scores(indicator_levels(needs, one)) for one in needs.indicators}
    found = {area: _combined(needs, area, scores) for area in needs.areas}
    known = [one.score for one in found.values() if one.score is not None]
    return {area: _ranked(one, known) for area, one in found.items()}


def top_fifths(combined: Mapping[str, CombinedNeed], fifths: int) -> frozenset[str]:
    """Areas with a known combined need in the upper ``fifths`` of five; equals of the last of them belong to them."""
    return frozenset(
        area for area, one in combined.items() if one.rank is not None and one.rank <= one.among * fifths // 5
    )


def indicator_levels(needs: Needs, indicator: Indicator) -> Mapping[str, float]:
    """What areas are compared by: shares in percent, or counts where an area has no base; known ones only."""
    figures = {area: needs.of_indicator(indicator, area).figure for area in needs.areas}
    known = {area: one for area, one in figures.items() if one is not None}
    if any(one.share is None for one in known.values()):
        return {area: one.count for area, one in known.items()}
    return {area: one.share for area, one in known.items() if one.share is not None}


def _z_scores(levels: Mapping[str, float]) -> Mapping[str, float]:
    """Distance from the mean in standard deviations; 0 everywhere where all are equal."""
    if not levels:
        return {}
    mean, spread = fmean(levels.values()), pstdev(levels.values())
    return {area: round((level - mean) / spread, _DIGITS) if spread else 0.0 for area, level in levels.items()}


def _combined(needs: Needs, area: str, scores: Mapping[str, Mapping[str, float]]) -> CombinedNeed:
    if any(needs.of_indicator(one, area).withheld == "suppressed" for one in needs.indicators):
        return CombinedNeed(None, withheld="suppressed")
    parts = {indicator: by_area[area] for indicator, by_area in scores.items() if area in by_area}
    if not parts:
        return CombinedNeed(None, withheld="not_recorded")
    means = [fmean(z for other, z in parts.items() if other != left) for left in parts] if len(parts) > 1 else []
    return CombinedNeed(
        round(fmean(parts.values()), _DIGITS),
        low=round(min(means), _DIGITS) if means else None,
        high=round(max(means), _DIGITS) if means else None,
        parts=parts,
    )


def _ranked(one: CombinedNeed, known: list[float]) -> CombinedNeed:
    if one.score is None:
        return one
    rank = 1 + sum(score > one.score for score in known)
    return CombinedNeed(one.score, rank, len(known), one.low, one.high, one.parts)
