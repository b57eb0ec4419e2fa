"""Between which groups of organisations with shared tasks is clearly less cooperation recorded than by chance?"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from app.analysis.cost import of_permutations, of_size
from app.analysis.interface import Analysis, Answer, parameter
from app.findings import Argument, Code, Evidence, Finding, Message, Subject, finding_key, in_order
from app.network.district.service_cells import Cell
from app.network.graph.dyad_census import PairsBetween
from app.network.graph.groupings import GROUP_BY_DOC, Grouping, Mixing, grouping
from app.network.graph.network import Network
from app.network.pairs.group_holes import GroupPair, MeetingPoints, discoveries, meeting_pairs, sparse_pairs
from app.records.vocabulary import vocabulary

ID = "holes-between-groups"
_MOST_CONNECTING = 3
_MOST_EVIDENCE = 20


@dataclass(frozen=True, slots=True)
class Parameters:
    """What a group is, and when little is clearly too little to be chance."""

    group_by: str = parameter("", GROUP_BY_DOC)
    smallest: int = parameter(8, "fewest actors of a group", low=2, high=10_000)
    fewest_expected: float = parameter(5.0, "fewest ties that chance would make between two groups", low=1.0, high=1e4)
    rate: float = parameter(0.05, "greatest share of hints that may be chance", low=0.001, high=0.5)
    known: float = parameter(0.7, "share of known pairs of two groups from which a hint is clear", low=0.0, high=1.0)
    permutations: int = parameter(1000, "how often groups are dealt anew", low=19, high=100_000)
    seed: int = parameter(1, "start of the random numbers", low=0, high=2**31 - 1)


@dataclass(frozen=True, slots=True)
class _Case:
    """One snapshot, its groups, where they meet and what is known between them."""

    network: Network
    groups: Grouping
    points: MeetingPoints
    between: PairsBetween
    parameters: Parameters

    def subject(self, group: int) -> Subject:
        """A group as the subject of a finding."""
        shown, name = self.groups.shown(self.network, group), self.groups.groups[group]
        return shown if isinstance(shown, Subject) else Subject(self.groups.by, name, name)


def run(network: Network, parameters: Parameters) -> Answer:
    """A finding for each two groups that share a cell and have fewer ties than permuted groups would."""
    groups = grouping(network, parameters.group_by)
    case = _Case(network, groups, MeetingPoints.of(network, groups), PairsBetween(network, groups), parameters)
    compared = sparse_pairs(
        Mixing.of(network, groups),
        meeting_pairs(case.points, groups, parameters.smallest),
        fewest_expected=parameters.fewest_expected,
        permutations=parameters.permutations,
        seed=parameters.seed,
    )
    found = discoveries(compared, parameters.rate)
    return Answer(
        findings=in_order(_finding(case, pair) for pair in found),
        summary={"groups": len(groups.groups), "pairs_compared": len(compared), "findings": len(found)},
        not_looked_at=groups.not_looked_at(network),
        exact=not compared,
    )


def cost(network: Network, parameters: Parameters) -> float:
    """Groups are dealt anew, and their meeting points are looked up."""
    return of_permutations(network, parameters.permutations) + of_size(10)(network, parameters)


def _finding(case: _Case, pair: GroupPair) -> Finding:
    known = case.between.known_share(pair.one, pair.other) >= case.parameters.known
    subjects = case.subject(pair.one), case.subject(pair.other)
    cell = case.points.shared(pair.one, pair.other)[0]
    return Finding(
        key=finding_key(ID, [one.id for one in subjects], case.groups.by),
        analysis=ID,
        subjects=subjects,
        score=1 - pair.observed / pair.expected,
        band="clear" if known else "possible",
        rests_on="absent" if known else "unknown",
        message=Message("known" if known else "unknown", _arguments(case, pair, cell)),
        evidence=tuple(_evidence(case, pair, cell))[:_MOST_EVIDENCE],
        contributions={
            "observed": float(pair.observed),
            "expected": pair.expected,
            "p": pair.p,
            "p_standard_error": pair.error,
        },
        unknowns=() if known else ("cooperation_of_groups",),
        card="introduce" if known else "ask",
    )


def _arguments(case: _Case, pair: GroupPair, cell: Cell) -> Mapping[str, Argument]:
    network = case.network
    connecting = case.between.connecting(pair.one, pair.other, _MOST_CONNECTING)
    return {
        "one": case.groups.shown(network, pair.one),
        "other": case.groups.shown(network, pair.other),
        "observed": pair.observed,
        "expected": round(pair.expected),
        "area": network.subject("areas", cell.area),
        "target_group": _code("target_group", cell.target_group),
        "theme": _code("theme", cell.theme),
        "connecting": tuple(network.subject("actors", one) for one in connecting),
    }


def _code(name: str, code: str) -> Code | None:
    """None: the sentence leaves out what no vocabulary knows."""
    return Code(name, code) if code in vocabulary(name).terms else None


def _evidence(case: _Case, pair: GroupPair, cell: Cell) -> Iterator[Evidence]:
    """What both groups do in their rarest shared cell, then the ties there are."""
    network = case.network
    active = case.points.cells.activities[cell]
    of_both = [one for one in active if case.groups.member[network.position[one.actor]] in {pair.one, pair.other}]
    yield from (network.evidence(*record) for record in dict.fromkeys((one.topic, one.record) for one in of_both))
    for one, other in case.between.tied(pair.one, pair.other).tolist():
        ties = network.ties_between(network.actors[one].id, network.actors[other].id)
        yield from map(network.tie_evidence, ties)


ANALYSIS = Analysis(
    id=ID,
    version=2,
    parameters=Parameters,
    run=run,
    needs=("offers", "projects"),
    cost=cost,
    cheaper={"permutations": 200},
    section="links",
    rank=2,
)
