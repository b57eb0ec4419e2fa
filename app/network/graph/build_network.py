"""Snapshots made of records: on a day, without some answers, or as the list of the city alone has it."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import date
from itertools import compress

import numpy as np

from app.network.graph.network import Network
from app.network.graph.survey_answers import answered_ties
from app.network.graph.ties import TieColumns, Ties, ties_of
from app.records.records import Records


def build_network(
    records: Records,
    as_of: date,
    *,
    ties: TieColumns | None = None,
    workspace: str | None = None,
    revision: int = 0,
    closed_world: bool = False,
) -> Network:
    """Records as a snapshot on a day.

    Args:
        records: everything; topics in any order.
        as_of: the day; actors that are not active on it are left out.
        ties: ties of any time in columns; None: those of ``records.cooperations``.
        workspace: its id, None for files.
        revision: its sequence number of writes.
        closed_world: whether a pair without a record is absent rather than unknown.
    """
    topics = {
        topic: tuple(sorted(records_of_topic, key=lambda record: record.id)) for topic, records_of_topic in records
    }
    everyone = replace(records, **topics | {"cooperations": ()})  # type: ignore[arg-type]
    columns = ties if ties is not None else TieColumns.of(records.cooperations)
    recorded = ties_of(columns, {actor.id: at for at, actor in enumerate(everyone.actors)})
    return assembled(everyone, recorded, as_of, workspace, revision, closed_world)


def rebuilt(former: Network, records: Records, ties: TieColumns | None, as_of: date, revision: int) -> Network:
    """A snapshot of records most of which stand in a former one of the same workspace.

    Args:
        former: a snapshot of any day.
        records: all records, sorted, without cooperations.
        ties: all ties of any time; None: those of the former snapshot.
        as_of: the day.
        revision: the sequence number of writes.
    """
    position = {actor.id: at for at, actor in enumerate(records.actors)}
    recorded = ties_of(ties, position) if ties is not None else _recorded(former, position)
    return assembled(records, recorded, as_of, former.workspace, revision, former.closed_world)


def _recorded(network: Network, position: Mapping[str, int]) -> Ties:
    """The recorded ties of a snapshot between other positions of actors; who has a tie is among them."""
    ties = network.ties_of_everyone
    numbers = np.array([position.get(actor.id, -1) for actor in network.records.actors], np.int64)
    return ties.where(~ties.answered).renumbered(numbers)


def assembled(
    records: Records, recorded: Ties, as_of: date, workspace: str | None, revision: int, closed_world: bool
) -> Network:
    """A snapshot of sorted records and recorded ties of any time, with the ties that follow from answers, on a day.

    Args:
        records: all of them but cooperations.
        recorded: ties between positions in ``records.actors``.
        as_of: the day.
        workspace: its id, None for files.
        revision: its sequence number of writes.
        closed_world: whether a pair without a record is absent rather than unknown.
    """
    everyone = records.actors
    position = {actor.id: at for at, actor in enumerate(everyone)}
    answered, answers = answered_ties(records.waves, records.tie_reports, as_of, position)
    ties = recorded.beside(answered) if len(answered) else recorded
    present = np.fromiter((actor.period.active_on(as_of) for actor in everyone), np.bool_, len(everyone))
    held = ties.on(as_of) & present[ties.a] & present[ties.b]
    return Network(
        workspace=workspace,
        revision=revision,
        as_of=as_of,
        actors=tuple(compress(everyone, present)),
        records=records,
        ties=ties.where(held).renumbered(np.cumsum(present) - 1),
        further_ties=ties.where(~held),
        closed_world=closed_world,
        answers=answers.among(present),
    )


def without_answers_of(network: Network, silent: Collection[str]) -> Network:
    """The same snapshot, had some actors not answered any survey; what is recorded beside answers stays."""
    records = network.records
    waves = tuple(
        replace(wave, answered_by=tuple(actor for actor in wave.answered_by if actor not in silent))
        for wave in records.waves
    )
    reports = tuple(report for report in records.tie_reports if report.by not in silent)
    ties = network.ties_of_everyone
    return assembled(
        replace(records, waves=waves, tie_reports=reports),
        ties.where(~ties.answered),
        network.as_of,
        network.workspace,
        network.revision,
        network.closed_world,
    )


def as_listed(network: Network) -> Network:
    """The same snapshot as the list of the city alone has it: nothing that organisations answered, in waves or rows."""
    ties = network.ties_of_everyone
    return assembled(
        replace(network.records, waves=(), tie_reports=()),
        ties.where(~ties.has_basis("survey")),
        network.as_of,
        network.workspace,
        network.revision,
        network.closed_world,
    )
