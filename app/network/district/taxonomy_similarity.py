"""How well do two lists of target groups or themes match?"""

from dataclasses import dataclass
from functools import cache
from typing import Literal

import numpy as np
from scipy.optimize import linear_sum_assignment

from app.records.vocabulary import vocabulary

Taxonomy = Literal["target_group", "theme"]

_HALF = 0.5


@dataclass(frozen=True, slots=True)
class CodeMatch:
    """How two lists of codes match.

    ``share`` is the weighted Jaccard index, 0 to 1. ``shared`` are the terms in which they meet, sorted. ``exact``:
    at least one term is the same on both sides and has nothing below it.
    """

    share: float
    shared: tuple[str, ...]
    exact: bool


@cache
def match(taxonomy: Taxonomy, one: tuple[str, ...], other: tuple[str, ...]) -> CodeMatch:
    """Two lists of codes compared by the greatest one-to-one assignment.

    The same code counts 1, parent and child .5; a theme that is too wide to say what is done (``half_match``) counts
    .5 with itself too. With ``m`` the weight assigned, the share is ``m / (|one| + |other| - m)``. A parent and its
    child meet in the narrower target group, whose members both are for, and in the wider theme, which both deal with.

    Args:
        taxonomy: the vocabulary; a code it does not know stands alone.
        one: codes, at least one.
        other: codes, at least one.
    """
    first, second = sorted(({*one}, {*other}), key=sorted)  # one order: a swap changes nothing, not even among ties
    same = {code for code in first & second if not _is_wide(taxonomy, code)}
    halves = _halves(taxonomy, sorted(first - same), sorted(second - same))
    weight = len(same) + _HALF * len(halves)
    share = weight / (len(first) + len(second) - weight)
    met = {_meeting(taxonomy, *pair) for pair in halves}
    return CodeMatch(share, tuple(sorted(same | met)), any(not _children(taxonomy, code) for code in same))


def is_universal(target_group: str) -> bool:
    """Whether a target group is everybody: all residents of an area."""
    term = vocabulary("target_group").terms.get(target_group)
    return term is not None and term.universal


@cache
def related(taxonomy: Taxonomy, code: str) -> frozenset[str]:
    """The codes that match it at all: itself, its parent and its children."""
    parent = _parent(taxonomy, code)
    return frozenset({code, *_children(taxonomy, code)}) | ({parent} if parent is not None else set())


def _halves(taxonomy: Taxonomy, one: list[str], other: list[str]) -> list[tuple[str, str]]:
    """The most pairs of related codes; equal ones are taken before, which never lowers the weight."""
    fits = np.array([b in related(taxonomy, a) for a in one for b in other], bool).reshape(len(one), len(other))
    if not fits.any():
        return []
    rows, columns = linear_sum_assignment(fits, maximize=True)
    return [(one[row], other[column]) for row, column in zip(rows, columns, strict=True) if fits[row, column]]


def _meeting(taxonomy: Taxonomy, one: str, other: str) -> str:
    wider, narrower = (one, other) if _parent(taxonomy, other) == one else (other, one)
    return wider if taxonomy == "theme" else narrower


def _is_wide(taxonomy: Taxonomy, code: str) -> bool:
    term = vocabulary(taxonomy).terms.get(code)
    return term is not None and term.half_match


def _parent(taxonomy: Taxonomy, code: str) -> str | None:
    term = vocabulary(taxonomy).terms.get(code)
    return term.parent if term is not None else None


@cache
def _children(taxonomy: Taxonomy, code: str) -> tuple[str, ...]:
    return tuple(term.code for term in vocabulary(taxonomy).terms.values() if term.parent == code)
