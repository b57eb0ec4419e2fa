"""Combined need of an area: the mean of the z-scores of its indicators, and the areas with the most of it."""

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

    ``rank`` 1 is the greatest need of the ``among`` areas of the same city with a known score; equal areas share a
    rank. ``parts`` are the z-scores by indicator; ``low`` and ``high`` are the least and greatest mean without any
    single indicator. ``score`` None: ``withheld`` says why.
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

    An indicator without a record for an area does not count for this area. A single hidden value hides the whole: the
    known values would otherwise give the area a rank, and a change of that rank would disclose the hidden value.
    """
    combined: dict[str, CombinedNeed] = {}
    for needs in network.view(Needs, raised).by_city:
        combined |= _combined_of_city(needs)
    return {area: combined[area] for area in sorted(combined)}


def _combined_of_city(needs: Needs) -> Mapping[str, CombinedNeed]:
    z_scores = {indicator.id: _z_scores(indicator_levels(needs, indicator)) for indicator in needs.indicators}
    combined = {area: _combined(needs, area, z_scores) for area in needs.areas}
    scores = [need.score for need in combined.values() if need.score is not None]
    return {area: _ranked(need, scores) for area, need in combined.items()}


def top_fifths(combined: Mapping[str, CombinedNeed], fifths: int) -> frozenset[str]:
    """Areas with a known combined need in the upper ``fifths`` of five; equals of the last of them belong to them."""
    return frozenset(
        area for area, need in combined.items() if need.rank is not None and need.rank <= need.among * fifths // 5
    )


def indicator_levels(needs: Needs, indicator: Indicator) -> Mapping[str, float]:
    """Known levels of an indicator by area: shares in percent, or counts where the figure of any area has no base."""
    figures = {area: needs.of_indicator(indicator, area).figure for area in needs.areas}
    known = {area: figure for area, figure in figures.items() if figure is not None}
    if any(figure.share is None for figure in known.values()):
        return {area: figure.count for area, figure in known.items()}
    return {area: figure.share for area, figure in known.items() if figure.share is not None}


def _z_scores(levels: Mapping[str, float]) -> Mapping[str, float]:
    """Distance from the mean in standard deviations; 0 everywhere where all are equal."""
    if not levels:
        return {}
    mean, spread = fmean(levels.values()), pstdev(levels.values())
    return {area: round((level - mean) / spread, _DIGITS) if spread else 0.0 for area, level in levels.items()}


def _combined(needs: Needs, area: str, scores: Mapping[str, Mapping[str, float]]) -> CombinedNeed:
    if any(needs.of_indicator(indicator, area).withheld == "suppressed" for indicator in needs.indicators):
        return CombinedNeed(None, withheld="suppressed")
    parts = {indicator: by_area[area] for indicator, by_area in scores.items() if area in by_area}
    if not parts:
        return CombinedNeed(None, withheld="not_recorded")
    means = _means_without_an_indicator(parts)
    return CombinedNeed(
        round(fmean(parts.values()), _DIGITS),
        low=round(min(means), _DIGITS) if means else None,
        high=round(max(means), _DIGITS) if means else None,
        parts=parts,
    )


def _means_without_an_indicator(parts: Mapping[str, float]) -> list[float]:
    """The mean z-score without each indicator in turn; empty where there is a single indicator."""
    if len(parts) == 1:
        return []
    return [fmean(z for indicator, z in parts.items() if indicator != omitted) for omitted in parts]


def _ranked(need: CombinedNeed, scores: list[float]) -> CombinedNeed:
    if need.score is None:
        return need
    rank = 1 + sum(score > need.score for score in scores)
    return CombinedNeed(need.score, rank, len(scores), need.low, need.high, need.parts)
