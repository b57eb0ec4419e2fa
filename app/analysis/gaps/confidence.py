"""Confidence: answer rates, ages of statements and the stability of findings.

How much do we know, and which findings would stay if some respondents had not answered?
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property

import numpy as np

from app.analysis.actor_measures import whole_measure
from app.analysis.cost import of_records, of_size
from app.analysis.interface import Analysis, Answer, Rerun, catalogue, parameter, with_rerun
from app.errors import InvalidInput, Problem
from app.findings import Measure, Subject
from app.network.graph.answer_rates import OLD_MONTHS, ages, answer_rates, respondents
from app.network.graph.build_network import without_answers_of
from app.network.graph.dyad_census import dyad_census
from app.network.graph.network import Network
from app.network.kernels.chance import error_of_share
from app.refusals import said

ID = "confidence"


@dataclass(frozen=True, slots=True)
class Parameters:
    """Repetitions that test findings, and the age of old statements.

    ``analyses`` (missing-links, parallel-offers): analyses whose findings are tested; name others to test theirs.
    ``repetitions`` (200): fewer for a quick look, more for finer shares. ``dropped`` (0.1): higher where more answers
    are doubtful. ``stable`` (0.9): higher to call fewer findings stable. ``old_months`` (18): lower where
    the field changes quickly. ``most_work`` (40 000): higher where waiting is no matter, so that large networks are
    repeated as often as small ones. ``seed`` (1): another number draws other respondents.
    """

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
        """Check of ``analyses``: every name is an analysis that gives findings.

        Raises:
            InvalidInput: for the first name that is unknown or belongs to an analysis of measures.
        """
        known = [entry.id for entry in catalogue().values() if entry.kind == "findings"]
        unknown = [name for name in self.analyses if name not in known]
        if unknown:
            problem = Problem(
                code="bad_parameter",
                message=said("analysis_without_findings", analysis_id=unknown[0]),
                pointer="/analyses",
            )
            hint = said("choices_several", names=", ".join(known))
            raise InvalidInput(said("analysis_not_run", analysis_id=ID), problems=(problem,), hint=hint)


def run(network: Network, parameters: Parameters, rerun: Rerun) -> Answer:
    """The share of stable findings, and every finding with the share of repetitions that give it again."""
    stability = StabilityTest(network, parameters, rerun)
    shares = stability.shares()
    findings = sorted(shares.items(), key=lambda key_and_share: key_and_share[::-1])
    return Answer(
        measures=(
            stability.whole(shares),
            *_answer_measures(network),
            *_age_measures(network, parameters.old_months),
            *(stability.of_finding(key, share) for key, share in findings),
        ),
        summary={
            "respondents": len(stability.respondents),
            "repetitions": stability.repetitions,
            "unknown_pairs": network.view(dyad_census).counts.unknown_share,
        },
        exact=not stability.repetitions,
    )


def _answer_measures(network: Network) -> Iterator[Measure]:
    """Answer rate of every survey wave, with the numbers of respondents asked and answering."""
    for rate in answer_rates(network):
        subject = Subject("wave", rate.wave.id, rate.wave.name)
        parts = {"asked": float(rate.asked), "answered": float(rate.answered)}
        share = rate.answered / rate.asked if rate.asked else None
        yield Measure(subject=subject, value=share, reason=None if rate.asked else "nobody-asked", parts=parts)


def _age_measures(network: Network, months: int) -> Iterator[Measure]:
    """Share of old statements of every topic."""
    for topic, age in ages(network, months).items():
        parts = {"statements": float(age.count), "old": float(age.old)}
        yield Measure(subject=Subject("topic", topic, topic), value=age.old / age.count, parts=parts)


@dataclass(frozen=True)
class StabilityTest:
    """Repetitions of analyses on a network that lacks the answers of randomly drawn respondents."""

    network: Network
    parameters: Parameters
    rerun: Rerun

    @cached_property
    def respondents(self) -> tuple[str, ...]:
        """Ids of the actors who answered."""
        return respondents(self.network)

    @cached_property
    def repetitions(self) -> int:
        """Number of repetitions; 0 without respondents."""
        return _affordable(self.network, self.parameters) if self.respondents else 0

    def shares(self) -> Mapping[str, float]:
        """Share of the repetitions that give a finding again, by the key of the finding."""
        if not self.repetitions:
            return {}
        keys_without = cache(lambda sample: self._keys(without_answers_of(self.network, sample)))
        repeated = Counter(key for sample in self._samples() for key in keys_without(sample))
        return {key: repeated[key] / self.repetitions for key in sorted(self._keys(self.network))}

    def _samples(self) -> Iterator[frozenset[str]]:
        """Random sets of at least one respondent whose answers are left out, a set for every repetition."""
        generator = np.random.default_rng(self.parameters.seed)
        count = max(1, round(self.parameters.dropped * len(self.respondents)))
        for _ in range(self.repetitions):
            positions = generator.choice(len(self.respondents), count, replace=False)
            yield frozenset(self.respondents[position] for position in positions.tolist())

    def _keys(self, network: Network) -> frozenset[str]:
        """Keys of the findings that the analyses give about a network."""
        results = (self.rerun(analysis_id, network) for analysis_id in self.parameters.analyses)
        return frozenset(finding.key for result in results for finding in result.findings)

    def of_finding(self, key: str, share: float) -> Measure:
        """Share of repetitions that give a finding again, with its standard error."""
        error = error_of_share(share, self.repetitions)
        return Measure(subject=Subject("finding", key, key), value=share, parts={"standard_error": error})

    def whole(self, shares: Mapping[str, float]) -> Measure:
        """Share of stable findings of the whole network."""
        if not shares:
            return whole_measure(None, "no-findings" if self.respondents else "no-respondents")
        stable = sum(share >= self.parameters.stable for share in shares.values())
        return whole_measure(stable / len(shares), parts={"findings": float(len(shares)), "stable": float(stable)})


def _affordable(network: Network, parameters: Parameters) -> int:
    """Number of repetitions within ``most_work``, at least one."""
    return min(parameters.repetitions, max(1, parameters.most_work // max(len(network.actors), 1)))


def cost(network: Network, parameters: Parameters) -> float:
    """Seconds for the repeated analyses; without respondents nothing is repeated."""
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
