"""Holes between groups: pairs of groups with shared tasks and fewer ties than chance would make.

Between which groups of organisations with shared tasks is clearly less cooperation recorded than by chance?
"""

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
    """Groups that are compared, and when their ties are too few to be chance.

    ``group_by`` (empty: the file's choice, else ``kind_group``): the property whose groups are compared. ``smallest`` (8): lower to
    compare smaller groups, higher in large networks. ``fewest_expected`` (5): higher for hints about large holes only.
    ``rate`` (0.05): lower for fewer hints by chance. ``known`` (0.7): lower where most pairs are still unasked.
    ``permutations`` (1000): fewer for a quick look, more for finer p. ``seed`` (1): another number draws other permutations.
    """

    group_by: str = parameter("", GROUP_BY_DOC)
    smallest: int = parameter(8, "fewest actors of a group", low=2, high=10_000)
    fewest_expected: float = parameter(5.0, "fewest ties that chance would make between two groups", low=1.0, high=1e4)
    rate: float = parameter(0.05, "greatest share of hints that may be chance", low=0.001, high=0.5)
    known: float = parameter(0.7, "share of known pairs of two groups from which a hint is clear", low=0.0, high=1.0)
    permutations: int = parameter(1000, "how often groups are dealt anew", low=19, high=100_000)
    seed: int = parameter(1, "start of the random numbers", low=0, high=2**31 - 1)


@dataclass(frozen=True, slots=True)
class GroupComparison:
    """Network, its groups, their meeting points and the known pairs between them."""

    network: Network
    groups: Grouping
    points: MeetingPoints
    between: PairsBetween
    parameters: Parameters

    def subject(self, group: int) -> Subject:
        """Subject of a finding about a group, by the number of the group."""
        argument, name = self.groups.argument(self.network, group), self.groups.groups[group]
        return argument if isinstance(argument, Subject) else Subject(self.groups.by, name, name)


def run(network: Network, parameters: Parameters) -> Answer:
    """A finding for every two groups that share a cell and have fewer ties than permuted groups."""
    groups = grouping(network, parameters.group_by)
    points, between = MeetingPoints.of(network, groups), PairsBetween(network, groups)
    comparison = GroupComparison(network, groups, points, between, parameters)
    compared = sparse_pairs(
        Mixing.of(network, groups),
        meeting_pairs(points, groups, parameters.smallest),
        fewest_expected=parameters.fewest_expected,
        permutations=parameters.permutations,
        seed=parameters.seed,
    )
    holes = discoveries(compared, parameters.rate)
    return Answer(
        findings=in_order(_finding(comparison, pair) for pair in holes),
        summary={"groups": len(groups.groups), "pairs_compared": len(compared), "findings": len(holes)},
        not_looked_at=groups.not_looked_at(network),
        exact=not compared,
    )


def cost(network: Network, parameters: Parameters) -> float:
    """Seconds for the permutations of groups and the search for their meeting points."""
    return of_permutations(network, parameters.permutations) + of_size(4)(network, parameters)


def _finding(comparison: GroupComparison, pair: GroupPair) -> Finding:
    """Finding about a pair of groups; clear where enough of the pairs of their actors are known."""
    known = comparison.between.known_share(pair.group_a, pair.group_b) >= comparison.parameters.known
    subjects = comparison.subject(pair.group_a), comparison.subject(pair.group_b)
    cell = comparison.points.shared(pair.group_a, pair.group_b)[0]
    return Finding(
        key=finding_key(ID, [subject.id for subject in subjects], comparison.groups.by),
        analysis=ID,
        subjects=subjects,
        score=1 - pair.observed / pair.expected,
        band="clear" if known else "possible",
        rests_on="absent" if known else "unknown",
        message=Message("known" if known else "unknown", _arguments(comparison, pair, cell)),
        evidence=tuple(_evidence(comparison, pair, cell))[:_MOST_EVIDENCE],
        contributions={
            "observed": float(pair.observed),
            "expected": pair.expected,
            "p": pair.p,
            "p_standard_error": pair.error,
        },
        unknowns=() if known else ("cooperation_of_groups",),
        card="introduce" if known else "ask",
    )


def _arguments(comparison: GroupComparison, pair: GroupPair, cell: Cell) -> Mapping[str, Argument]:
    """Arguments of the message about a pair of groups and their rarest shared cell."""
    network = comparison.network
    connecting = comparison.between.connecting(pair.group_a, pair.group_b, _MOST_CONNECTING)
    return {
        "one": comparison.groups.argument(network, pair.group_a),
        "other": comparison.groups.argument(network, pair.group_b),
        "observed": pair.observed,
        "expected": round(pair.expected),
        "area": network.subject("areas", cell.area),
        "target_group": _code("target_group", cell.target_group),
        "theme": _code("theme", cell.theme),
        "connecting": tuple(network.subject("actors", actor_id) for actor_id in connecting),
    }


def _code(name: str, code: str) -> Code | None:
    """Term of a vocabulary for the sentence; None leaves out a term that the vocabulary lacks."""
    return Code(name, code) if code in vocabulary(name).terms else None


def _evidence(comparison: GroupComparison, pair: GroupPair, cell: Cell) -> Iterator[Evidence]:
    """Activities of both groups in their rarest shared cell, then the recorded ties between them."""
    network = comparison.network
    member, groups = comparison.groups.member, {pair.group_a, pair.group_b}
    in_cell = comparison.points.cells.activities[cell]
    activities = [activity for activity in in_cell if member[network.position[activity.actor]] in groups]
    yield from (
        network.evidence(*record)
        for record in dict.fromkeys((activity.topic, activity.record) for activity in activities)
    )
    for position_a, position_b in comparison.between.tied(pair.group_a, pair.group_b).tolist():
        ties = network.ties_between(network.actors[position_a].id, network.actors[position_b].id)
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
