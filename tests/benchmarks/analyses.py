"""How long does each question of the catalogue take in a city, and how near is what it says of that beforehand?"""

from dataclasses import dataclass

from app.analysis.interface import catalogue
from app.network.graph.build_network import build_network
from app.settings import Settings
from tests.benchmarks.city import AS_OF, City
from tests.benchmarks.graph import QUICK, SIZES
from tests.benchmarks.measure import Outcome, Section, once

SHOWN = 12
WARM_UP = 50
"""Actors of a first city that is not counted: vocabularies are loaded once."""

NEAR = 3
"""An estimate is good when it is at most so many times too much or too little."""

NOTICED_SECONDS = 0.1
"""What takes less is not looked at: any estimate of it leads to the same decision."""


@dataclass(frozen=True, slots=True)
class Answered:
    """Seconds of an analysis with its defaults, as estimated and as measured."""

    estimate: float
    seconds: float

    @property
    def is_near(self) -> bool:
        """Whether the estimate is good, or does not matter."""
        least, most = sorted((self.estimate, self.seconds))
        return most < NOTICED_SECONDS or most <= NEAR * least


def measure(size: str, *, quick: bool) -> Outcome:
    """Every analysis with its defaults on one network, the first ones making views that later ones share."""
    actors, ties = (QUICK if quick else SIZES)[size]
    _answers(WARM_UP, 5.0)
    answers = _answers(actors, ties / actors)
    total = sum(answer.seconds for answer in answers.values())
    slowest = sorted(answers, key=lambda name: -answers[name].seconds)[:SHOWN]
    others = total - sum(answers[name].seconds for name in slowest)
    rows = [(size, f"`{name}`", answers[name].seconds, answers[name].estimate) for name in slowest]
    rows += [(size, f"{len(answers) - len(slowest)} others", others, ""), (size, "all", total, "")]
    budget = Settings.model_fields["analysis_seconds"].default
    figures = {
        f"analyses/{size}": total,
        f"analyses/{size}/refused": float(sum(answer.estimate > budget for answer in answers.values())),
        f"analyses/{size}/far": float(sum(not answer.is_near for answer in answers.values())),
    }
    return Outcome(sections=(_section(tuple(rows)),), figures=figures)


def _section(rows: tuple[tuple[str | float, ...], ...]) -> Section:
    return Section(
        title="Every question of the catalogue",
        text="All analyses with their defaults on one network, measures and findings, seconds of CPU, once, the slowest first. "
        "What several of them look at is worked out by the first that asks. *Estimate* is what the analysis says beforehand; the first that asks pays for the others too.",
        columns=("size", "analysis", "s", "estimate s"),
        rows=rows,
    )


def _answers(actors: int, ties_per_actor: float) -> dict[str, Answered]:
    network = build_network(City(actors, ties_per_actor).records, AS_OF)
    return {
        name: Answered(entry.cost(network, entry.checked({})), once(lambda entry=entry: entry(network)).seconds)
        for name, entry in catalogue().items()
    }
