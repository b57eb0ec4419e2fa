"""How do organisations rate each other's reliability, shared mission, openness and contributions, told by group?"""

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
    """Which question, and what a group is. There is none for single actors: their values are for themselves alone."""

    dimension: str = parameter("reliability", "which question of the survey", choices=tuple(DIMENSIONS))
    group_by: str = parameter("kind_group", "what groups actors", choices=GROUP_BY)


def run(network: Network, parameters: Parameters) -> Answer:
    """The mean rating of all actors and of each group in the newest wave, 1 to 4; null where it would tell too much."""
    rateable = frozenset(actor.id for actor in network.actors if not actor.one_person)
    everyone = Rated(_WHOLE, "", rateable)
    groupings = [grouping(network, by) for by in GROUP_BY]
    sets = [one for groups in groupings for one in _sets(network, groups, rateable)]
    waves = held(network.records.waves, network.as_of)
    told = aggregates(waves, network.records.tie_reports, parameters.dimension, everyone, sets)
    asked = groupings[GROUP_BY.index(parameters.group_by)]
    measures = [_measure(None, told.get(everyone))]
    measures += [
        _measure(_subject(network, asked, at), told.get(one)) for at, one in enumerate(_sets(network, asked, rateable))
    ]
    return Answer(
        measures=tuple(measures),
        summary={"groups": len(asked.groups), "told": sum(one.value is not None for one in measures)},
        not_looked_at=asked.not_looked_at(network),
    )


def _sets(network: Network, groups: Grouping, rateable: frozenset[str]) -> Sequence[Rated]:
    members: list[set[str]] = [set() for _ in groups.groups]
    for actor, group in zip(network.actors, groups.member.tolist(), strict=True):
        if group >= 0 and actor.id in rateable:
            members[group].add(actor.id)
    return [Rated(groups.by, name, frozenset(some)) for name, some in zip(groups.groups, members, strict=True)]


def _subject(network: Network, groups: Grouping, at: int) -> Subject:
    shown, name = groups.shown(network, at), groups.groups[at]
    return shown if isinstance(shown, Subject) else Subject(groups.by, name, name)


def _measure(subject: Subject | None, told: Aggregate | None) -> Measure:
    """One reason whatever the ground: that all say the same, or how few answered, tells about answers too."""
    if told is None:
        return Measure(subject=subject, value=None, reason="confidential")
    return Measure(subject=subject, value=told.value, parts={"raters_at_least": float(told.raters)})


ANALYSIS = Analysis(id="trust", version=1, parameters=Parameters, run=run, kind="measures", cost=of_size(0.2))
