"""Faults of a record: the rule that is broken, where, and what sets it right."""

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

Rule = Literal[
    "contradiction.strength",
    "contradiction.suppressed",
    "contradiction.unsure",
    "end_before_start",
    "missing",
    "named_twice",
    "not_a_number",
    "not_an_outline",
    "not_asked",
    "out_of_bounds",
    "part_of_itself",
    "self_cooperation",
    "self_report",
    "too_long",
    "too_many",
    "unordered",
    "unknown_value.subject_kind",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """What cannot be in a record: the ``rule`` it breaks, at which ``field``, and the sentence a client reads.

    ``remedy`` holds values that set it right without losing what the record says, by field; None where somebody has to
    decide. ``arguments`` are what a sentence about it quotes, for example ``{"length": 312, "limit": 300}``.
    """

    field: str
    rule: Rule
    message: str
    remedy: Mapping[str, Any] | None = None
    arguments: Mapping[str, Any] = dataclasses.field(default_factory=dict)

    @property
    def code(self) -> str:
        """The stable code: the rule up to its first full stop."""
        return self.rule.partition(".")[0]
