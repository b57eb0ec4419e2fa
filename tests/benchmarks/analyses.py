"""How long does each question of the catalogue take in a city?"""

from app.analysis.interface import catalogue
from app.network.graph.build_network import build_network
from tests.benchmarks.city import AS_OF, City
from tests.benchmarks.graph import QUICK, SIZES
from tests.benchmarks.measure import Outcome, Section, once

SHOWN = 12
WARM_UP = 50
"""Actors of a first city that is not counted: vocabularies are loaded once."""


def measure(size: str, *, quick: bool) -> Outcome:
    """Every analysis with its defaults on one network, the first ones making views that later ones share."""
    actors, ties = (QUICK if quick else SIZES)[size]
    _seconds(WARM_UP, 5.0)
    seconds = _seconds(actors, ties / actors)
    slowest = sorted(seconds, key=lambda entry: -seconds[entry])[:SHOWN]
    others = sum(seconds.values()) - sum(seconds[item] for item in slowest)
    rows = [(size, f"`{entry}`", seconds[entry]) for entry in slowest]
    rows += [(size, f"{len(seconds) - len(slowest)} others", others), (size, "all", sum(seconds.values()))]
    return Outcome(
        sections=(
            Section(
                title="Every question of the catalogue",
                text="All analyses with their defaults on one network, measures and findings, seconds of CPU, once, the slowest first. "
                "What several of them look at is worked out by the first that asks.",
                columns=("size", "analysis", "s"),
                rows=tuple(rows),
            ),
        ),
        figures={f"analyses/{size}": sum(seconds.values())},
    )


def _seconds(actors: int, ties_per_actor: float) -> dict[str, float]:
    network = build_network(City(actors, ties_per_actor).records, AS_OF)
    return {name: once(lambda entry=entry: entry(network)).seconds for name, entry in catalogue().items()}
