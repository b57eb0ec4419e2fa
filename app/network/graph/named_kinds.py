"""Kinds of cooperation named in answers: what each side of a pair names and how strong, in columns."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from app.records.cooperations import KINDS

_Ints = NDArray[np.int64]
_UNNAMED = KINDS.index("other")


@dataclass(frozen=True, slots=True)
class NamedKinds:
    """Kinds named by the sides of pairs, in columns: number of the pair, side (0 or 1), kind, strength (0: none given)."""

    pair: _Ints
    side: _Ints
    kind: _Ints
    strength: _Ints

    def closest(self, pairs: int) -> _Ints:
        """The greatest strength each side gives, pairs × 2; 0: none."""
        greatest = np.zeros((pairs, 2), np.int64)
        np.maximum.at(greatest, (self.pair, self.side), self.strength)
        return greatest

    def with_common_kind(self, pairs: int) -> "NamedKinds":
        """Who both say yes but name no kind in common agree on working together, of a kind not said."""
        sides = np.zeros((pairs, 2), np.bool_)
        sides[self.pair, self.side] = True
        kinds = self.kinds()
        agreed = kinds.pair[kinds.by_both]
        apart = np.repeat(np.setdiff1d(np.flatnonzero(sides.all(axis=1)), agreed), 2)
        side = np.tile(np.arange(2), len(apart) // 2)
        return NamedKinds(
            np.concatenate([self.pair, apart]),
            np.concatenate([self.side, side]),
            np.concatenate([self.kind, np.full(len(apart), _UNNAMED)]),
            np.concatenate([self.strength, self.closest(pairs)[apart, side]]),
        )

    def kinds(self) -> "Kinds":
        """Each pair and kind once."""
        key, at = np.unique(self.pair * len(KINDS) + self.kind, return_inverse=True)
        by_side = np.zeros((len(key), 2), np.bool_)
        by_side[at, self.side] = True
        strengths = np.zeros((len(key), 2), np.int64)
        np.maximum.at(strengths, (at, self.side), self.strength)
        smaller = np.where((strengths > 0).all(axis=1), strengths.min(axis=1), strengths.max(axis=1))
        return Kinds(key, by_side[:, 0] & by_side[:, 1], smaller)


@dataclass(frozen=True, slots=True)
class Kinds:
    """Pairs and kinds by ``key``: whether both sides name it, and the smaller of the strengths that are given."""

    key: _Ints
    by_both: NDArray[np.bool_]
    strength: _Ints

    @property
    def pair(self) -> _Ints:
        """Number of the pair."""
        return np.asarray(self.key // len(KINDS))

    @property
    def kind(self) -> _Ints:
        """Position in ``KINDS``."""
        return np.asarray(self.key % len(KINDS))

    def where(self, mask: NDArray[np.bool_]) -> "Kinds":
        """Pairs and kinds that a mask selects."""
        return Kinds(self.key[mask], self.by_both[mask], self.strength[mask])
