"""Ties in columns: parallel arrays, 26 bytes a tie, no object per tie; and arcs, the directed ties of a graph file."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from app.network.kernels.pair_keys import Keys, pair_keys
from app.records.cooperations import BASES, KINDS, STATUSES, Basis, Cooperation, TieKind, TieStatus
from app.records.dates import PartialDate

OPEN_END = date.max.toordinal()
"""The ``end`` of a tie that has none."""

_CODES: Mapping[str, Mapping[str, int]] = {
    name: {code: number for number, code in enumerate(codes)}
    for name, codes in (("status", STATUSES), ("basis", BASES), ("kind", KINDS))
}


@dataclass(frozen=True, slots=True)
class Ties:
    """Recorded ties, sorted by (a, b, kind). ``a`` and ``b`` are positions of actors, a < b.

    ``strength`` 0 is not known; it is whole but for graph files, where it is what the file says. ``status``, ``basis`` and ``kind`` are positions in ``STATUSES``, ``BASES`` and ``KINDS``; ``start`` and
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

    def pair_keys(self, size: int) -> Keys:
        """The key of the pair of each tie, in order, among ``size`` actors."""
        return pair_keys(self.a, self.b, size)

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

    def beside(self, unread: "Ties") -> "Ties":
        """These ties and ``others``, which were read in no file, and come after those of the same pair and kind."""
        columns = {
            field.name: np.concatenate([getattr(self, field.name), getattr(unread, field.name)])
            for field in fields(self)
            if field.name != "files"
        }
        order = np.lexsort([columns[name] for name in ("kind", "b", "a")])
        return Ties(**{name: column[order] for name, column in columns.items()}, files=self.files)

    def on(self, day: date) -> NDArray[np.bool_]:
        """Mask of the ties that hold on a day; a start that is not known is since ever."""
        return (self.start <= day.toordinal()) & (day.toordinal() <= self.end)

    def year(self, number: int) -> int | None:
        """The year in which a tie began; None: not known."""
        return date.fromordinal(int(self.start[number])).year if self.start[number] else None

    def has_status(self, *statuses: TieStatus) -> NDArray[np.bool_]:
        """Mask of the ties with one of these statuses."""
        return np.isin(self.status, [_CODES["status"][status] for status in statuses])

    def has_basis(self, *bases: Basis) -> NDArray[np.bool_]:
        """Mask of the ties with one of these bases."""
        return np.isin(self.basis, [_CODES["basis"][basis] for basis in bases])

    def has_kind(self, *kinds: TieKind) -> NDArray[np.bool_]:
        """Mask of the ties of one of these kinds."""
        return np.isin(self.kind, [_CODES["kind"][kind] for kind in kinds])


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
        listed = tuple(cooperations)
        return cls(
            actors_a=[cooperation.actor_a for cooperation in listed],
            actors_b=[cooperation.actor_b for cooperation in listed],
            strengths=[cooperation.strength or 0 for cooperation in listed],
            statuses=[cooperation.status for cooperation in listed],
            bases=[cooperation.basis for cooperation in listed],
            kinds=[cooperation.kind for cooperation in listed],
            starts=[str(cooperation.start or "") for cooperation in listed],
            ends=[str(cooperation.end or "") for cooperation in listed],
            rows=[cooperation.source.row if cooperation.source else 0 for cooperation in listed],
            files=[
                (cooperation.source.file, cooperation.source.sheet) if cooperation.source else None
                for cooperation in listed
            ],
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
    files = tuple(sorted({file for file in columns.files if file is not None}))
    number = {file: at for at, file in enumerate(files)} | {None: -1}
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
        file=np.fromiter((number[file] for file in columns.files), np.int16, len(order))[order],
        files=files,
    )


def _positions(ids: Sequence[str], position: Mapping[str, int]) -> NDArray[np.int32]:
    return np.fromiter(map(position.__getitem__, ids), np.int32, len(ids))


def _strengths(values: Sequence[float]) -> NDArray[np.number]:
    """Strengths of one byte each where that holds them all, as it does for our own scale."""
    floats = np.asarray(values, np.float64)
    small = np.clip(floats, 0, np.iinfo(np.int8).max).astype(np.int8)
    return small if np.array_equal(small, floats) else floats


def _coded(column: str, values: Sequence[str]) -> NDArray[np.int8]:
    return np.fromiter(map(_CODES[column].__getitem__, values), np.int8, len(values))


def _first_days(texts: Sequence[str]) -> NDArray[np.int32]:
    days = {text: PartialDate.parse(text).first.toordinal() if text else 0 for text in set(texts)}
    return np.fromiter(map(days.__getitem__, texts), np.int32, len(texts))


def _last_days(texts: Sequence[str]) -> NDArray[np.int32]:
    days = {text: PartialDate.parse(text).last.toordinal() if text else OPEN_END for text in set(texts)}
    return np.fromiter(map(days.__getitem__, texts), np.int32, len(texts))


@dataclass(frozen=True, slots=True)
class Arcs:
    """Directed ties of view ``G``, each once, sorted by (source, target); positions of actors."""

    source: NDArray[np.int32]
    target: NDArray[np.int32]

    def __len__(self) -> int:
        return len(self.source)

    def among(self, inside: NDArray[np.bool_]) -> "Arcs":
        """Arcs between the actors of a mask, which are numbered anew."""
        both_inside, number = inside[self.source] & inside[self.target], np.cumsum(inside) - 1
        return Arcs(*(number[ends[both_inside]].astype(np.int32) for ends in (self.source, self.target)))

    def adjacency(self, size: int) -> sparse.csr_array:
        """Square matrix, True where the actor of the row names that of the column."""
        marks = np.ones(len(self), np.bool_)
        return sparse.coo_array((marks, (self.source, self.target)), shape=(size, size)).tocsr()


def arcs_of(pairs: Iterable[tuple[str, str]], position: Mapping[str, int]) -> Arcs:
    """Pairs of ids as sorted arrays of positions; a repetition counts once."""
    ends = sorted({(position[source], position[target]) for source, target in pairs})
    return Arcs(*np.array(ends, np.int32).reshape(-1, 2).T)
