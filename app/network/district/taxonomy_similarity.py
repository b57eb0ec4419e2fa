"""Similarity of two lists of target groups or themes by the tree of their vocabulary."""

from dataclasses import dataclass
from functools import cache
from typing import Literal

import numpy as np
import scipy  # loads each of its parts when it is first asked for

from app.records.vocabulary import vocabulary

Taxonomy = Literal["target_group", "theme"]

_HALF = 0.5


@dataclass(frozen=True, slots=True)
class CodeMatch:
    """The match of two lists of codes.

    ``share`` is the weighted Jaccard index, 0 to 1. ``shared`` are the terms in which they meet, sorted. ``exact``:
    at least one term is the same on both sides and has nothing below it.
    """

    share: float
    shared: tuple[str, ...]
    exact: bool


@cache
def match(taxonomy: Taxonomy, codes_a: tuple[str, ...], codes_b: tuple[str, ...]) -> CodeMatch:
    """The match of two lists of codes by the greatest one-to-one assignment.

    The same code counts 1, parent and child .5; a theme that is too wide to say what is done (``half_match``) counts
    .5 with itself too. With ``m`` the weight assigned, the share is ``m / (|a| + |b| - m)``. A parent and its
    child meet in the narrower target group, whose members both are for, and in the wider theme, which both deal with.

    Args:
        taxonomy: the vocabulary; a code it does not know stands alone.
        codes_a: the first list, not empty.
        codes_b: the second list, not empty; the order of the two makes no difference.
    """
    first, second = sorted(({*codes_a}, {*codes_b}), key=sorted)  # sorted: a swap changes nothing, not even among ties
    common_codes = {code for code in first & second if not _is_wide(taxonomy, code)}
    halves = _halves(taxonomy, sorted(first - common_codes), sorted(second - common_codes))
    weight = len(common_codes) + _HALF * len(halves)
    share = weight / (len(first) + len(second) - weight)
    met = {_meeting(taxonomy, *pair) for pair in halves}
    return CodeMatch(
        share, tuple(sorted(common_codes | met)), any(not _children(taxonomy, code) for code in common_codes)
    )


def is_universal(target_group: str) -> bool:
    """Whether a target group is all residents of an area."""
    term = vocabulary("target_group").terms.get(target_group)
    return term is not None and term.universal


@cache
def related(taxonomy: Taxonomy, code: str) -> frozenset[str]:
    """The codes that match a code at all: itself, its parent and its children."""
    parent = _parent(taxonomy, code)
    return frozenset({code, *_children(taxonomy, code)}) | ({parent} if parent is not None else set())


def _halves(taxonomy: Taxonomy, codes_a: list[str], codes_b: list[str]) -> list[tuple[str, str]]:
    """The most pairs of related codes; equal codes are paired before, which never lowers the weight."""
    fitting = [(code_a, code_b) for code_a in codes_a for code_b in codes_b if code_b in related(taxonomy, code_a)]
    if all(len(set(side)) == len(fitting) for side in zip(*fitting, strict=True)):
        return fitting  # no code has a choice
    fits = np.array([[(code_a, code_b) in fitting for code_b in codes_b] for code_a in codes_a])
    rows, columns = scipy.optimize.linear_sum_assignment(fits, maximize=True)
    return [(codes_a[row], codes_b[column]) for row, column in zip(rows, columns, strict=True) if fits[row, column]]


def _meeting(taxonomy: Taxonomy, code_a: str, code_b: str) -> str:
    wider, narrower = (code_a, code_b) if _parent(taxonomy, code_b) == code_a else (code_b, code_a)
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
