"""Who is recorded to work with whom, in columns? Parallel arrays, 26 bytes a tie, no object per tie."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date

import numpy as np
from numpy.typing import NDArray

from app.records.cooperations import Basis, Cooperation, TieStatus
from app.records.dates import PartialDate
from app.records.vocabulary import vocabulary

STATUSES: tuple[TieStatus, ...] = (
    "unknown",
    "denied",
    "contradicted",
    "one_sided",
    "stated",
    "documented",
    "confirmed",
)
BASES: tuple[Basis, ...] = ("stated", "document", "survey", "co_membership", "co_project")
DERIVED = tuple(term.code for term in vocabulary("tie_basis").terms.values() if term.derived)
"""Bases of ties that nobody stated; they follow from sitting or working in one room, and no measure counts them."""
KINDS = (
    "other",
    "information",
    "referral",
    "joint_offer",
    "joint_project",
    "shared_space",
    "shared_staff",
    "funding",
    "agreement",
    "political",
)
OPEN_END = date.max.toordinal()
"""The ``end`` of a tie that has none."""

_CODES: Mapping[str, Mapping[str, int]] = {
    name: {code: number for number, code in enumerate(codes)}
    for name, codes in (("status", STATUSES), ("basis", BASES), ("kind", KINDS))
}


@dataclass(frozen=True, slots=True)
class Ties:
    """Recorded ties, sorted by (a, b, kind). ``a`` and ``b`` are positions of actors, a < b.

    ``strength`` 0 is not known; it is whole but for graph files, where it is what the file says. ``status``, ``basis`` and ``kind`` are positions in the tuples above; ``start`` and
    ``end`` are the ordinals of the first and last day, 0 and ``OPEN_END`` when not known; ``row`` and ``file``
    (position in ``files``, -1: none) tell where the tie was read; a row below 0 tells that it was not, but follows
    from answers of a survey.
    """

    a: NDArray[np.int32]
    b: NDArray[np.int32]
    strength: NDArray[np.number]
    status: NDArray[np.int8]
    basis: NDArray[np.int8]
    kind: NDArray[np.int8]
    start: NDArray[np.int32]
    end: NDArray[np.int32]
    row: NDArray[np.int32]
    file: NDArray[np.int16]
    files: tuple[tuple[str, str], ...] = ()

    def __len__(self) -> int:
        return len(self.a)

    @property
    def answered(self) -> NDArray[np.bool_]:
        """Mask of the ties that follow from answers of a survey; the others are records."""
        return self.row < 0

    def where(self, mask: NDArray[np.bool_]) -> "Ties":
        """The ties a mask selects, in the same order."""
        return replace(
            self,
            a=self.a[mask],
            b=self.b[mask],
            strength=self.strength[mask],
            status=self.status[mask],
            basis=self.basis[mask],
            kind=self.kind[mask],
            start=self.start[mask],
            end=self.end[mask],
            row=self.row[mask],
            file=self.file[mask],
        )

    def renumbered(self, numbers: NDArray[np.integer]) -> "Ties":
        """The same ties with other positions of actors; ``numbers`` keep their order."""
        return replace(self, a=numbers[self.a].astype(np.int32), b=numbers[self.b].astype(np.int32))

    def beside(self, others: "Ties") -> "Ties":
        """Both; ``others`` were read in no file, and come after those of the same pair and kind."""
        columns = {
            one.name: np.concatenate([getattr(self, one.name), getattr(others, one.name)])
            for one in fields(self)
            if one.name != "files"
        }
        order = np.lexsort([columns[name] for name in ("kind", "b", "a")])
        return Ties(**{name: column[order] for name, column in columns.items()}, files=self.files)

    def on(self, day: date) -> NDArray[np.bool_]:
        """Mask of the ties that hold on a day; a start that is not known is since ever."""
        return (self.start <= day.toordinal()) & (day.toordinal() <= self.end)

    def year(self, number: int) -> int | None:
        """The year in which a tie began; None: not known."""
        return date.fromordinal(int(self.start[number])).year if self.start[number] else None

    def has_status(self, *statuses: str) -> NDArray[np.bool_]:
        """Mask of the ties with one of these statuses."""
        return np.isin(self.status, [_CODES["status"][one] for one in statuses])

    def has_basis(self, *bases: str) -> NDArray[np.bool_]:
        """Mask of the ties with one of these bases."""
        return np.isin(self.basis, [_CODES["basis"][one] for one in bases])

    def has_kind(self, *kinds: str) -> NDArray[np.bool_]:
        """Mask of the ties of one of these kinds."""
        return np.isin(self.kind, [_CODES["kind"][one] for one in kinds])


@dataclass(frozen=True, slots=True)
class TieColumns:
    """Ties as lists of plain values, the form in which they leave the database; equal lengths.

    ``starts`` and ``ends`` hold dates as they are stored (``2023``, ``2023-05``, ``2023-05-17``; empty: not known),
    ``rows`` sheet rows (0: none), ``files`` (file, sheet) pairs or None.
    """

    actors_a: Sequence[str]
    actors_b: Sequence[str]
    strengths: Sequence[float]
    statuses: Sequence[str]
    bases: Sequence[str]
    kinds: Sequence[str]
    starts: Sequence[str]
    ends: Sequence[str]
    rows: Sequence[int]
    files: Sequence[tuple[str, str] | None]

    @classmethod
    def of(cls, cooperations: Iterable[Cooperation]) -> "TieColumns":
        """Cooperations of any time."""
        some = tuple(cooperations)
        return cls(
            actors_a=[one.actor_a for one in some],
            actors_b=[one.actor_b for one in some],
            strengths=[one.strength or 0 for one in some],
            statuses=[one.status for one in some],
            bases=[one.basis for one in some],
            kinds=[one.kind for one in some],
            starts=[str(one.start or "") for one in some],
            ends=[str(one.end or "") for one in some],
            rows=[one.source.row if one.source else 0 for one in some],
            files=[(one.source.file, one.source.sheet) if one.source else None for one in some],
        )


def ties_of(columns: TieColumns, position: Mapping[str, int]) -> Ties:
    """Columns of ids as sorted arrays of positions.

    Args:
        columns: ties by actor id, in any order and either direction.
        position: where each actor stands among all that ties may name.
    """
    first = _positions(columns.actors_a, position)
    second = _positions(columns.actors_b, position)
    a, b = np.minimum(first, second), np.maximum(first, second)
    kind = _coded("kind", columns.kinds)
    order = np.lexsort((kind, b, a))
    files = tuple(sorted({one for one in columns.files if one is not None}))
    number = {one: at for at, one in enumerate(files)} | {None: -1}
    return Ties(
        a=a[order],
        b=b[order],
        strength=_strengths(columns.strengths)[order],
        status=_coded("status", columns.statuses)[order],
        basis=_coded("basis", columns.bases)[order],
        kind=kind[order],
        start=_first_days(columns.starts)[order],
        end=_last_days(columns.ends)[order],
        row=np.asarray(columns.rows, np.int32)[order],
        file=np.fromiter((number[one] for one in columns.files), np.int16, len(order))[order],
        files=files,
    )


def _positions(ids: Sequence[str], position: Mapping[str, int]) -> NDArray[np.int32]:
    return np.fromiter(map(position.__getitem__, ids), np.int32, len(ids))


def _strengths(values: Sequence[float]) -> NDArray[np.number]:
    """One byte each where that holds them all, as it does for strengths of our own scale."""
    given = np.asarray(values, np.float64)
    small = np.clip(given, 0, np.iinfo(np.int8).max).astype(np.int8)
    return small if np.array_equal(small, given) else given


def _coded(column: str, values: Sequence[str]) -> NDArray[np.int8]:
    return np.fromiter(map(_CODES[column].__getitem__, values), np.int8, len(values))


def _first_days(texts: Sequence[str]) -> NDArray[np.int32]:
    days = {text: PartialDate.parse(text).first.toordinal() if text else 0 for text in set(texts)}
    return np.fromiter(map(days.__getitem__, texts), np.int32, len(texts))


def _last_days(texts: Sequence[str]) -> NDArray[np.int32]:
    days = {text: PartialDate.parse(text).last.toordinal() if text else OPEN_END for text in set(texts)}
    return np.fromiter(map(days.__getitem__, texts), np.int32, len(texts))
