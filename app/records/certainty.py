"""What a statement rests on, in one order of certainty, and what is known about a tie."""

from collections.abc import Iterable
from typing import Literal, get_args

Ground = Literal[
    "confirmed",
    "documented",
    "recorded",
    "stated",
    "one_sided",
    "contradicted",
    "absent",
    "unknown",
    "not_recorded",
]
"""What a statement rests on.

- ``confirmed``, ``one_sided``, ``contradicted``: answers of the organisations themselves, of both or of one.
- ``documented``: a reference names the paper: an agreement, a decision, minutes, a grant, a statistic.
- ``recorded``: a row of a list of offers, projects, groups or grants says so; somebody typed it.
- ``stated``: the coordinator's own yes or no.
- ``absent``: both answered and left each other out, or somebody answered no (status ``denied``).
- ``unknown``: nobody said anything; ``not_recorded``: nothing stands in a list that nobody confirmed complete.
"""

SUREST: tuple[Ground, ...] = get_args(Ground)
"""Grounds by how sure they make a yes, the surest first."""

_SUREST_NO: tuple[Ground, ...] = (*SUREST[:3], "absent", *(ground for ground in SUREST[3:] if ground != "absent"))
"""Grounds by how sure they make a no: an answer stands after records and before a single view."""


def surest(grounds: Iterable[Ground]) -> Ground:
    """The surest of some grounds; ``unknown`` where there is none."""
    return min(grounds, key=SUREST.index, default="unknown")


def least_sure(grounds: Iterable[Ground]) -> Ground:
    """The least sure of some grounds: what needs all of them rests on it; ``unknown`` where there is none.

    What needs all grounds is a no, and of a no an answer is surer than the coordinator's view.
    """
    return max(grounds, key=_SUREST_NO.index, default="unknown")
