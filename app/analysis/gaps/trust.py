"""Mean ratings of trust and value in the newest wave of the survey, of all actors and by group.

How do organisations rate each other's reliability, shared mission, openness and contributions?
"""

from collections.abc import Sequence
from dataclasses import dataclass

from app.analysis.cost import of_size
from app.analysis.interface import Analysis, Answer, parameter
from app.findings import Measure, Subject
from app.network.disclosure.group_ratings import DIMENSIONS, Aggregate, Rated, aggregates
from app.network.graph.groupings import Grouping, grouping
from app.network.graph.network import Network
from app.network.graph.survey_answers import held

GROUP_BY = ("kind_group", "sphere", "home_area")
_WHOLE = "whole"


@dataclass(frozen=True, slots=True)
class Parameters:
    """The question of the survey, and the groups; single actors are none: their values are for themselves alone.

    ``dimension`` (``reliability``): set another one to read the answers to another question.
    ``group_by`` (``kind_group``): ``sphere`` or ``home_area`` compare other groups.
    """

    dimension: str = parameter("reliability", "which question of the survey", choices=tuple(DIMENSIONS))
    group_by: str = parameter("kind_group", "what groups actors", choices=GROUP_BY)


def run(network: Network, parameters: Parameters) -> Answer:
    """The mean rating of all actors and of each group in the newest wave, 1 to 4; null where it would tell too much."""
    rateable = frozenset(actor.id for actor in network.actors if not actor.one_person)
    everyone = Rated(_WHOLE, "", rateable)
    groupings = [grouping(network, by) for by in GROUP_BY]
    sets = [rated for groups in groupings for rated in _sets(network, groups, rateable)]
    waves = held(network.records.waves, network.as_of)
    aggregate_of = aggregates(waves, network.records.tie_reports, parameters.dimension, everyone, sets)
    chosen_grouping = groupings[GROUP_BY.index(parameters.group_by)]
    measures = [_measure(None, aggregate_of.get(everyone))]
    measures += [
        _measure(_subject(network, chosen_grouping, at), aggregate_of.get(rated))
        for at, rated in enumerate(_sets(network, chosen_grouping, rateable))
    ]
    return Answer(
        measures=tuple(measures),
        summary={"groups": len(chosen_grouping.groups), "told": sum(measure.value is not None for measure in measures)},
        not_looked_at=chosen_grouping.not_looked_at(network),
    )


def _sets(network: Network, groups: Grouping, rateable: frozenset[str]) -> Sequence[Rated]:
    members: list[set[str]] = [set() for _ in groups.groups]
    for actor, group in zip(network.actors, groups.member.tolist(), strict=True):
        if group >= 0 and actor.id in rateable:
            members[group].add(actor.id)
    return [Rated(groups.by, name, frozenset(actors)) for name, actors in zip(groups.groups, members, strict=True)]


def _subject(network: Network, groups: Grouping, at: int) -> Subject:
    group, name = groups.argument(network, at), groups.groups[at]
    return group if isinstance(group, Subject) else Subject(groups.by, name, name)


def _measure(subject: Subject | None, aggregate: Aggregate | None) -> Measure:
    """The measure of a group; it has the same reason whether answers are equal or few, since either tells about answers."""
    if aggregate is None:
        return Measure(subject=subject, value=None, reason="confidential")
    return Measure(subject=subject, value=aggregate.value, parts={"raters_at_least": float(aggregate.raters)})


ANALYSIS = Analysis(id="trust", version=1, parameters=Parameters, run=run, kind="measures", cost=of_size(0.2))
