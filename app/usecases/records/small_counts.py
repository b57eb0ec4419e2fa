"""Numbers of people as they may be read: records over HTTP and the differences an import shows pass the output gate."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from app.errors import Conflict
from app.intake.diff import Change
from app.network.disclosure.output_gate import OutputGate
from app.records.areas import AreaTree
from app.records.records import Record, Records
from app.records.schema import Topic
from app.records.statistic import Observation
from app.records.vocabulary import Lang
from app.store.bolt import Database
from app.store.records import load

NOT_SHOWN = {"de": "nicht ausgewiesen", "en": "not shown"}
"""What a difference says in place of a hidden number."""

_TELLING = frozenset({"value", "suppressed", "base"})


@dataclass(frozen=True)
class RecordGate:
    """Shows records of one topic; ``statistics`` are those around observations, None: no numbers of people."""

    statistics: Records | None

    def visible_records(self, records: Sequence[Record]) -> Sequence[Record]:
        """Records as they may be read, beside all that are stored; those given replace the stored ones."""
        if self.statistics is None:
            return records
        observations = [record for record in records if isinstance(record, Observation)]
        return gate_of(self.statistics, observations).visible_observations(observations)

    def visible_past(self, observations: Sequence[Observation]) -> Sequence[Observation]:
        """Earlier versions of observations as they may be read: what is hidden today was told by no older one either.

        The numbers beside a hidden one would tell it by what they were before it became small.
        """
        if self.statistics is None:
            return observations
        visible = gate_of(self.statistics, observations).visible_observations(observations)
        return [self._as_hidden_as_today(observation) for observation in visible]

    def _as_hidden_as_today(self, observation: Observation) -> Observation:
        stored, today = self._today.get(observation.id, (observation, observation))
        if today.suppressed:
            observation = replace(observation, value=None, suppressed=True)
        return replace(observation, base=None) if stored.base is not None and today.base is None else observation

    @cached_property
    def _today(self) -> Mapping[str, tuple[Observation, Observation]]:
        """Each stored observation and how it may be read, by id."""
        assert self.statistics is not None, "only numbers of people have a gate"
        stored = self.statistics.observations
        visible = gate_of(self.statistics).visible_observations(stored)
        return {record.id: (record, shown) for record, shown in zip(stored, visible, strict=True)}

    def hides(self, record: Record) -> bool:
        """Whether a stored record is read otherwise than it is stored: its number is of too few people."""
        return list(self.visible_records([record])) != [record]

    def require_readable(self, record: Record) -> None:
        """Refuse to replace as a whole what nobody could read: its number would be lost.

        Raises:
            Conflict: the number of the record is hidden.
        """
        if self.hides(record):
            raise Conflict(
                "the number is of too few people to be shown, so the record is not replaced as a whole",
                hint="change single fields (PATCH), or take the number in by a file",
            )


async def record_gate(database: Database, workspace: str, topic: Topic) -> RecordGate:
    """The gate for records of a topic; it is asked for before a write, so that nothing can fail behind it.

    Raises:
        UnknownName: no such workspace.
    """
    if topic != "observations":
        return RecordGate(None)
    return RecordGate(await load(database, workspace, ("indicators", "observations", "areas")))


def gate_of(statistics: Records, replacing: Iterable[Observation] = ()) -> OutputGate:
    """The output gate over stored statistics and records that replace some of them."""
    new = {observation.id: observation for observation in replacing}
    stored = (observation for observation in statistics.observations if observation.id not in new)
    return OutputGate(statistics.indicators, (*stored, *new.values()), AreaTree(statistics.areas))


def shown_changes(changes: Iterable[Change], before: Records, after: Records, lang: Lang) -> tuple[Change, ...]:
    """Differences without the numbers that may not be read, neither the old one nor the new one."""
    hidden = {
        observation.id
        for gate, observations in (
            (gate_of(before), before.observations),
            (gate_of(_joined(before, after), after.observations), after.observations),
        )
        for observation in observations
        if gate.figure(observation) == "suppressed"
    }
    return tuple(
        replace(change, old=NOT_SHOWN[lang], new=NOT_SHOWN[lang])
        if change.topic == "observations" and change.field in _TELLING and change.id in hidden
        else change
        for change in changes
    )


def _joined(before: Records, after: Records) -> Records:
    """The stored indicators and areas with those a file brings."""
    indicators = {record.id: record for record in (*before.indicators, *after.indicators)}
    areas = {record.id: record for record in (*before.areas, *after.areas)}
    return replace(before, indicators=tuple(indicators.values()), areas=tuple(areas.values()))
