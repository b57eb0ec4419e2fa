"""State of a large write: its stages, how far it is, and what each stage costs."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from enum import IntEnum

from app.records.schema import Topic, schema
from app.store.apply import TIES
from app.store.bolt import Row
from app.store.chain import canonical_json


class Stage(IntEnum):
    """Stages in their order: records of the request, copies of the others, then what both refer to."""

    WRITE = 0
    COPY = 1
    LINK = 2
    RELINK = 3


Position = tuple[Stage, int, str]
"""Stage, number of the topic and id of the last record."""

_BEGINNING: Position = (Stage.WRITE, 0, "")

_COSTS = {Stage.WRITE: 10, Stage.COPY: 10, Stage.LINK: 5, Stage.RELINK: 15}

_TIE_COSTS = {Stage.WRITE: 1, Stage.COPY: 1, Stage.LINK: 10, Stage.RELINK: 10}
"""What a stage takes with a record, measured; linking is for each reference, a copy has three."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WriteState:
    """How far a large write is: ``position`` is stage, topic and id of the last record, ``parts`` are hashes.

    ``base`` was the number of the last change when it began, ``caught_up`` is that of the last change it holds.
    """

    digest: str
    generation: str
    base: int
    caught_up: int
    position: Position = _BEGINNING
    parts: tuple[str, ...] = ()
    done: int = 0
    total: int = 0

    @classmethod
    def of(cls, row: Row) -> "WriteState":
        """The state that a row of the database holds."""
        stage, topic, record = json.loads(row["position"])
        plain = {name: row[name] for name in ("digest", "generation", "base", "caught_up", "done", "total")}
        return cls(**plain, position=(Stage(stage), topic, record), parts=tuple(row["parts"]))

    @property
    def row(self) -> Row:
        """The state as the database keeps it."""
        return {**asdict(self), "position": canonical_json(self.position), "parts": list(self.parts)}


def cost_of(stage: Stage, topic: Topic, ids: Iterable[str], rows: Mapping[str, Row]) -> int:
    """How long a stage takes with records of a topic, in tenths of what it takes to write one.

    Args:
        stage: what is done with them.
        topic: of the records.
        ids: of the records.
        rows: those of the request by id, which tell how much is to be linked.
    """
    if topic == TIES:
        return sum(_TIE_COSTS[stage] for _ in ids)
    if stage is not Stage.LINK:
        return sum(_COSTS[stage] for _ in ids)
    return sum(_COSTS[stage] * _references(topic, rows[record]) for record in ids if record in rows)


def _references(topic: Topic, row: Row) -> int:
    """How many relationships keep what a row refers to."""
    values = (row[field] for field in schema().linked_fields[topic])
    return sum(len(value) if isinstance(value, list) else value is not None for value in values)
