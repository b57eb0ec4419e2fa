"""Which aggregates of answers about trust and value can be told without telling what anybody answered?

The rules, and why they are so, stand in docs/decisions/survey-answers.md.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product
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
    """A set of actors whose value may be asked for; of the sets of one ``family`` no two share an actor."""

    family: str
    name: str
    actors: frozenset[str]


@dataclass(frozen=True, slots=True)
class Aggregate:
    """The mean over raters of each one's mean, 1 to 4, rounded; ``raters`` is rounded down to a multiple of 5."""

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
    """What may be told of the newest wave in which the question was answered.

    Args:
        waves: the oldest first.
        reports: answers of any wave.
        dimension: one of :data:`DIMENSIONS`.
        everyone: the set of all actors that may be rated.
        sets: its parts, all that anybody can ask for: what is told must not depend on who asks for what.
    """
    scores: dict[str, list[_Score]] = {}
    for report in reports:
        value = getattr(report, DIMENSIONS[dimension])
        if value is not None and report.about in everyone.actors:
            scores.setdefault(report.wave, []).append(_Score(report.by, report.about, value))
    told: list[_Wave] = []
    for wave in waves:
        if wave.id in scores:
            told.append(_Wave(scores[wave.id], everyone, tuple(told)).admitting(sets))
    return {one: told[-1].aggregate(one) for one in told[-1].admitted} if told else {}


@dataclass(slots=True)
class _Wave:
    """Scores of one wave and the sets of which it tells; ``earlier`` are the waves before, with what they tell."""

    scores: Sequence[_Score]
    everyone: Rated
    earlier: tuple["_Wave", ...]
    admitted: list[Rated] = field(default_factory=list)

    def admitting(self, sets: Iterable[Rated]) -> "_Wave":
        """The same wave, with every set told that gives nobody away together with those told before it."""
        for one in (self.everyone, *sorted(sets, key=lambda each: (-len(each.actors), each.family, each.name))):
            if self._discreet(one):
                self.admitted.append(one)
        return self

    def aggregate(self, one: Rated) -> Aggregate:
        by_rater: dict[str, list[int]] = {}
        for score in self._about(one.actors):
            by_rater.setdefault(score.by, []).append(score.value)
        value = fmean(fmean(values) for _by, values in sorted(by_rater.items()))
        return Aggregate(round(value, _DECIMALS), len(by_rater) - len(by_rater) % FEWEST_RATERS)

    def _discreet(self, one: Rated) -> bool:
        return (
            self._enough(one.actors)
            and all(self._enough(rest) for rest in self._differences(one) if self._about(rest))
            and all(wave.admits_after(one, self.raters(one)) for wave in self.earlier)
        )

    def _enough(self, actors: frozenset[str]) -> bool:
        """Whether enough raters say different things about enough actors."""
        some = self._about(actors)
        raters, rated, values = ({getattr(score, name) for score in some} for name in ("by", "about", "value"))
        return len(raters) >= FEWEST_RATERS and len(rated) >= FEWEST_RATED and len(values) > 1

    def _differences(self, one: Rated) -> Iterable[frozenset[str]]:
        """What is left of a set without all of one family in it, where the set or the family is the new one's."""
        for whole, family in product((one, *self.admitted), {each.family for each in (one, *self.admitted)}):
            if whole is one or (family == one.family and one.actors < whole.actors):
                of_family = (each for each in (one, *self.admitted) if each.family == family)
                parts = [each.actors for each in of_family if each.actors < whole.actors]
                if parts:
                    yield whole.actors.difference(*parts)

    def admits_after(self, one: Rated, raters: frozenset[str]) -> bool:
        """Whether a later value of a set, by other raters, tells nothing about the few who came or went."""
        before = self.raters(one)
        return one not in self.admitted or all(
            not some or len(some) >= FEWEST_RATERS for some in (raters - before, before - raters)
        )

    def raters(self, one: Rated) -> frozenset[str]:
        return frozenset(score.by for score in self._about(one.actors))

    def _about(self, actors: frozenset[str]) -> list[_Score]:
        return [score for score in self.scores if score.about in actors]
