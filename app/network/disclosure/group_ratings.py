"""Aggregates of answers about trust and value that can be published without disclosing a single answer.

The rules and their reasons stand in docs/decisions/survey-answers.md.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from statistics import fmean

from app.records.cooperations import TieReport, Wave

FEWEST_RATERS = 5
FEWEST_RATED = 3
_DECIMALS = 1

DIMENSIONS: Mapping[str, str] = {
    "reliability": "trust_reliability",
    "mission": "trust_mission",
    "openness": "trust_openness",
    "influence": "value_influence",
    "involvement": "value_involvement",
    "resources": "value_resources",
}
"""Questions of the PARTNER survey by name: the first three are about trust, the others about value."""


@dataclass(frozen=True, slots=True)
class Rated:
    """A set of rated actors that can be requested; no two sets of a ``family`` share an actor."""

    family: str
    name: str
    actors: frozenset[str]


@dataclass(frozen=True, slots=True)
class Aggregate:
    """The mean of the raters' means, 1 to 4, rounded; ``raters`` is their number, rounded down to a multiple of 5."""

    value: float
    raters: int


@dataclass(frozen=True, slots=True)
class _Score:
    by: str
    about: str
    value: int


def aggregates(
    waves: Sequence[Wave], reports: Iterable[TieReport], dimension: str, everyone: Rated, sets: Sequence[Rated]
) -> Mapping[Rated, Aggregate]:
    """Publishable aggregates of the newest wave with answers to a question, by set of actors.

    Args:
        waves: the oldest first.
        reports: answers of any wave.
        dimension: a key of :data:`DIMENSIONS`.
        everyone: the set of all actors that may be rated.
        sets: its parts, all that can be requested: the published aggregates must not depend on the request.
    """
    scores: dict[str, list[_Score]] = {}
    for report in reports:
        value = getattr(report, DIMENSIONS[dimension])
        if value is not None and report.about in everyone.actors:
            scores.setdefault(report.wave, []).append(_Score(report.by, report.about, value))
    releases: list[WaveRelease] = []
    for wave in waves:
        if wave.id in scores:
            releases.append(WaveRelease(scores[wave.id], everyone, tuple(releases)).admitting(sets))
    return {rated: releases[-1].aggregate(rated) for rated in releases[-1].admitted} if releases else {}


@dataclass(slots=True)
class WaveRelease:
    """Scores of a wave and the sets admitted to publication; ``earlier`` are the releases of the waves before."""

    scores: Sequence[_Score]
    everyone: Rated
    earlier: tuple["WaveRelease", ...]
    admitted: list[Rated] = field(default_factory=list)

    def admitting(self, sets: Iterable[Rated]) -> "WaveRelease":
        """The same release, with every set admitted that discloses no rater together with the sets admitted before it."""
        for rated in (self.everyone, *sorted(sets, key=lambda part: (-len(part.actors), part.family, part.name))):
            if self._discreet(rated):
                self.admitted.append(rated)
        return self

    def aggregate(self, rated: Rated) -> Aggregate:
        """The aggregate of the scores about a set."""
        by_rater: dict[str, list[int]] = {}
        for score in self._about(rated.actors):
            by_rater.setdefault(score.by, []).append(score.value)
        value = fmean(fmean(values) for _by, values in sorted(by_rater.items()))
        return Aggregate(round(value, _DECIMALS), len(by_rater) - len(by_rater) % FEWEST_RATERS)

    def _discreet(self, rated: Rated) -> bool:
        return (
            self._enough(rated.actors)
            and all(self._enough(difference) for difference in self._differences(rated) if self._about(difference))
            and all(release.admits_after(rated, self.raters(rated)) for release in self.earlier)
        )

    def _enough(self, actors: frozenset[str]) -> bool:
        """Whether enough raters give different scores to enough actors."""
        scores = self._about(actors)
        raters, rated, values = ({getattr(score, name) for score in scores} for name in ("by", "about", "value"))
        return len(raters) >= FEWEST_RATERS and len(rated) >= FEWEST_RATED and len(values) > 1

    def _differences(self, rated: Rated) -> Iterable[frozenset[str]]:
        """The rest of every admitted set around a new one without the sets of the new one's family inside it.

        The new set itself holds no admitted one: the larger sets are admitted first.
        """
        of_family = [member.actors for member in (*self.admitted, rated) if member.family == rated.family]
        for whole in self.admitted:
            if rated.actors < whole.actors:
                yield whole.actors.difference(*(actors for actors in of_family if actors < whole.actors))

    def admits_after(self, rated: Rated, raters: frozenset[str]) -> bool:
        """Whether a later aggregate of a set discloses nothing about the few raters who came or went since this wave."""
        before = self.raters(rated)
        return rated not in self.admitted or all(
            not change or len(change) >= FEWEST_RATERS for change in (raters - before, before - raters)
        )

    def raters(self, rated: Rated) -> frozenset[str]:
        """Ids of the raters of a set."""
        return frozenset(score.by for score in self._about(rated.actors))

    def _about(self, actors: frozenset[str]) -> list[_Score]:
        return [score for score in self.scores if score.about in actors]
