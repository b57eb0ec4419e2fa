"""How much do we know, and which findings would stay if some had not answered?"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property

import numpy as np

from app.analysis.cost import of_records, of_size
from app.analysis.interface import Analysis, Answer, Rerun, catalogue, parameter, with_rerun
from app.analysis.measures.actor_measures import whole_measure
from app.errors import InvalidInput, Problem
from app.findings import Measure, Subject
from app.network.graph.answer_rates import OLD_MONTHS, ages, answer_rates, respondents
from app.network.graph.dyad_census import dyad_census
from app.network.graph.network import Network, without_answers_of
from app.network.kernels.chance import error_of_share

ID = "confidence"


@dataclass(frozen=True, slots=True)
class Parameters:
    """What is asked again, how often, and from when on a statement is old."""

    analyses: tuple[str, ...] = parameter(("missing-links", "parallel-offers"), "analyses that are asked again")
    repetitions: int = parameter(200, "how often they are asked", low=1, high=1000)
    dropped: float = parameter(0.1, "share of the respondents whose answers are left out", low=0.01, high=0.9)
    stable: float = parameter(0.9, "share of repetitions from which a finding is stable", low=0.5, high=1.0)
    old_months: int = parameter(OLD_MONTHS, "months after which a statement is old", low=1, high=240)
    most_work: int = parameter(
        40_000, "actors times repetitions: in large networks they are fewer", low=1, high=100_000_000
    )
    seed: int = parameter(1, "start of the random numbers", low=0, high=2**31 - 1)

    def __post_init__(self) -> None:
        """Refuse analyses that give no findings.

        Raises:
            InvalidInput: the first one that there is not, or that gives measures.
        """
        known = [one.id for one in catalogue().values() if one.kind == "findings"]
        wrong = [one for one in self.analyses if one not in known]
        if wrong:
            problem = Problem(
                code="bad_parameter", message=f"analyses: {wrong[0]} gives no findings", pointer="/analyses"
            )
            hint = f"use some of {', '.join(known)}"
            raise InvalidInput(f"{ID} was not run: its parameters are refused", problems=(problem,), hint=hint)


def run(network: Network, parameters: Parameters, rerun: Rerun) -> Answer:
    """The share of stable findings, and each finding with the share of repetitions in which it comes again."""
    stability = _Stability(network, parameters, rerun)
    shares = stability.shares()
    findings = sorted(shares.items(), key=lambda one: (one[1], one[0]))
    return Answer(
        measures=(
            stability.whole(shares),
            *_answers(network),
            *_ages(network, parameters.old_months),
            *(stability.of_finding(key, share) for key, share in findings),
        ),
        summary={
            "respondents": len(stability.respondents),
            "repetitions": stability.repetitions,
            "unknown_pairs": network.view(dyad_census).counts.unknown_share,
        },
        exact=not stability.repetitions,
    )


def _answers(network: Network) -> Iterator[Measure]:
    for rate in answer_rates(network):
        subject = Subject("wave", rate.wave.id, rate.wave.name)
        parts = {"asked": float(rate.asked), "answered": float(rate.answered)}
        share = rate.answered / rate.asked if rate.asked else None
        yield Measure(subject=subject, value=share, reason=None if rate.asked else "nobody-asked", parts=parts)


def _ages(network: Network, months: int) -> Iterator[Measure]:
    """The share of old statements of each topic."""
    for topic, age in ages(network, months).items():
        parts = {"statements": float(age.count), "old": float(age.old)}
        yield Measure(subject=Subject("topic", topic, topic), value=age.old / age.count, parts=parts)


@dataclass(frozen=True)
class _Stability:
    """Asks analyses again about a snapshot without the answers of some respondents."""

    network: Network
    parameters: Parameters
    rerun: Rerun

    @cached_property
    def respondents(self) -> tuple[str, ...]:
        return respondents(self.network)

    @cached_property
    def repetitions(self) -> int:
        """None without respondents."""
        return _affordable(self.network, self.parameters) if self.respondents else 0

    def shares(self) -> Mapping[str, float]:
        """In which share of the repetitions each finding comes again, by key."""
        if not self.repetitions:
            return {}
        keys_without = cache(lambda silent: self._keys(without_answers_of(self.network, silent)))
        again = Counter(key for silent in self._samples() for key in keys_without(silent))
        return {key: again[key] / self.repetitions for key in sorted(self._keys(self.network))}

    def _samples(self) -> Iterator[frozenset[str]]:
        """Respondents whose answers are left out, at least one each time."""
        everyone, generator = self.respondents, np.random.default_rng(self.parameters.seed)
        count = max(1, round(self.parameters.dropped * len(everyone)))
        for _ in range(self.repetitions):
            chosen = generator.choice(len(everyone), count, replace=False)
            yield frozenset(everyone[at] for at in chosen.tolist())

    def _keys(self, network: Network) -> frozenset[str]:
        return frozenset(one.key for name in self.parameters.analyses for one in self.rerun(name, network).findings)

    def of_finding(self, key: str, share: float) -> Measure:
        """How often one finding comes again, with the standard error of so few repetitions."""
        error = error_of_share(share, self.repetitions)
        return Measure(subject=Subject("finding", key, key), value=share, parts={"standard_error": error})

    def whole(self, shares: Mapping[str, float]) -> Measure:
        """The share of stable findings."""
        if not shares:
            return whole_measure(None, "no-findings" if self.respondents else "no-respondents")
        stable = sum(share >= self.parameters.stable for share in shares.values())
        return whole_measure(stable / len(shares), parts={"findings": float(len(shares)), "stable": float(stable)})


def _affordable(network: Network, parameters: Parameters) -> int:
    """At least one repetition whatever the work."""
    return min(parameters.repetitions, max(1, parameters.most_work // max(len(network.actors), 1)))


def cost(network: Network, parameters: Parameters) -> float:
    """Each analysis looks at the records again and again, once somebody has answered."""
    if not respondents(network):
        return of_size(1)(network, parameters)
    return (1 + _affordable(network, parameters)) * len(parameters.analyses) * of_records(network)


ANALYSIS = Analysis(
    id=ID,
    version=1,
    parameters=Parameters,
    run=with_rerun(run),
    kind="measures",
    cost=cost,
    cheaper={"repetitions": 10},
)
