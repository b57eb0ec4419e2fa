"""What speaks for two actors working together? Raw evidence from shared tasks, people, partners, groups and money."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from app.network.district.service_cells import Cells
from app.network.district.taxonomy_similarity import is_universal
from app.network.graph.network import Network
from app.network.kernels.row_products import row_products

SMALL_GROUP = 12
"""Members of a working group up to which everybody in it knows everybody else."""

TERMS = ("same_task", "complementary", "shared_partners", "shared_groups", "bridging", "shared_programmes")
"""Names of the six terms x1 to x6, in this order."""


@dataclass(frozen=True, slots=True)
class LinkEvidence:
    """Pairs of actors (positions, ``one`` < ``other``) and their raw terms in parallel arrays, none of them bounded.

    ``terms`` has a column for each of :data:`TERMS`; bridging is 0 until somebody computes it.
    """

    one: NDArray[np.int64]
    other: NDArray[np.int64]
    terms: NDArray[np.float64]

    def __len__(self) -> int:
        return len(self.one)

    def where(self, mask: NDArray[np.bool_] | NDArray[np.intp]) -> "LinkEvidence":
        """The pairs a mask or a list of row numbers selects."""
        return LinkEvidence(self.one[mask], self.other[mask], self.terms[mask])

    def with_bridging(self, rows: NDArray[np.intp], values: NDArray[np.float64]) -> "LinkEvidence":
        """The same with the bridging term of some rows."""
        terms = self.terms.copy()
        terms[rows, TERMS.index("bridging")] = values
        return replace(self, terms=terms)

    def saturated(self) -> NDArray[np.float64]:
        """Each raw term x as e = x / (1 + x), between 0 and 1."""
        bounded: NDArray[np.float64] = self.terms / (1.0 + self.terms)
        return bounded


@dataclass(frozen=True)
class LinkTerms:
    """Computes the terms of one snapshot.

    ``idf``: a shared cell counts ln(1 + C/|A_c|) with C occupied cells and A_c the actors in it, else 1.
    ``normalise``: their sum is divided by √(cells of one · cells of other).
    """

    network: Network
    idf: bool = True
    normalise: bool = True

    @cached_property
    def cells(self) -> Cells:
        """Who is active where."""
        return self.network.view(Cells)

    def pairs_that_share(self) -> LinkEvidence:
        """Every pair that shares a cell, an area and a target group, or a large working group.

        All residents of an area are no common target group, and a shared programme adds to what a pair shares but never
        makes one. Members of a small working group know each other: only a shared cell makes them a pair. Where
        something is for a wider area it must meet something of that very area: two offers for a whole city meet in the
        city, not in each of its districts.
        """
        acquainted = _square(self._groups_where(small=True)).astype(np.bool_)
        loosely = (self._same_people + _square(self._groups_where(small=False))).astype(np.bool_)
        pattern = self._same_cell.astype(np.bool_) + (loosely > acquainted)
        one, other = (found.astype(np.int64) for found in sparse.triu(pattern, k=1).nonzero())
        order = np.lexsort((other, one))
        return self.of_pairs(one[order], other[order])

    def of_pairs(self, one: NDArray[np.int64], other: NDArray[np.int64]) -> LinkEvidence:
        """The terms of given pairs, bridging still 0."""
        if not len(one):  # a sparse matrix asked for no entries gives a matrix, not an array
            return LinkEvidence(one, other, np.zeros((0, len(TERMS))))
        columns = (
            self._same_task(one, other),
            _values(self._complementary, one, other),
            row_products(self._partners, self.network.adjacency, one, other),
            row_products(_scaled(self._groups, self._per_member), self._groups, one, other),
            np.zeros(len(one)),
            row_products(self._programmes, self._programmes, one, other),
        )
        return LinkEvidence(one, other, np.column_stack(columns))

    def _same_task(self, one: NDArray[np.int64], other: NDArray[np.int64]) -> NDArray[np.float64]:
        here, wider = self._here, self._wider
        total = row_products(_scaled(here, self._rarity), here, one, other)
        total += row_products(_scaled(here, self._rarity), wider, one, other)
        total += row_products(_scaled(wider, self._rarity), here, one, other)
        if self.normalise:
            held = np.asarray((here + wider).sum(axis=1))
            total /= np.sqrt(np.maximum(held[one] * held[other], 1.0))
        return total

    @cached_property
    def _here(self) -> sparse.csr_array:
        return self.cells.matrix(wider=False)

    @cached_property
    def _wider(self) -> sparse.csr_array:
        return self.cells.matrix(wider=True)

    @cached_property
    def _rarity(self) -> NDArray[np.float64]:
        actors = np.asarray((self._here + self._wider).sum(axis=0), np.float64)
        return np.log1p(len(actors) / actors) if self.idf else np.ones(len(actors))

    @property
    def _same_cell(self) -> sparse.csr_array:
        across = sparse.csr_array(self._here @ self._wider.T)
        return sparse.csr_array(_square(self._here) + across + across.T)

    @property
    def _same_people(self) -> sparse.csr_array:
        return self._meetings[0]

    @property
    def _complementary(self) -> sparse.csr_array:
        return self._meetings[1]

    @cached_property
    def _meetings(self) -> tuple[sparse.csr_array, sparse.csr_array]:
        """Actors × actors, above the diagonal: in how many areas both serve a group that is not all residents, and in
        how many they complement each other for any group.
        """
        size = len(self.network.actors)
        blocks = [
            (*_meeting(themes, self.network.position), is_universal(group))
            for (_, group), themes in self.cells.themes.items()
        ]
        one, other, complement = (np.concatenate([block[at] for block in blocks] or [np.zeros(0)]) for at in range(3))
        narrow = np.concatenate([np.full(len(block[0]), not block[3]) for block in blocks] or [np.zeros(0)])
        at = (one.astype(np.int64), other.astype(np.int64))
        together, apart = (
            sparse.coo_array((values, at), shape=(size, size)).tocsr() for values in (narrow.astype(float), complement)
        )
        return together, apart

    @cached_property
    def _partners(self) -> sparse.csr_array:
        """Ties by 1/degree of the partner: resource allocation (Zhou, Lü & Zhang 2009)."""
        degrees = np.maximum(self.network.partner_counts, 1)
        return _scaled(self.network.adjacency, 1.0 / degrees)

    @cached_property
    def _groups(self) -> sparse.csr_array:
        groups, day = self.network.records.working_groups, self.network.as_of
        return self._membership(group.actors for group in groups if group.period.active_on(day))

    def _groups_where(self, *, small: bool) -> sparse.csr_array:
        """The groups in which everybody knows everybody, or the others."""
        members = np.asarray(self._groups.sum(axis=0), np.int64)
        return self._groups[:, np.flatnonzero((members <= SMALL_GROUP) == small)]

    @property
    def _per_member(self) -> NDArray[np.float64]:
        members = np.asarray(self._groups.sum(axis=0), np.float64)
        return 1.0 / np.maximum(members - 1.0, 1.0)

    @cached_property
    def _programmes(self) -> sparse.csr_array:
        recipients: dict[str, set[str]] = {}
        for grant in self.network.records.grants:
            if grant.period.active_on(self.network.as_of):
                recipients.setdefault(grant.programme, set()).update(grant.recipients)
        return self._membership(recipients.values())

    def _membership(self, lists: Iterable[Iterable[str]]) -> sparse.csr_array:
        """Actors × lists, 1.0 for each actor of the snapshot in a list."""
        position = self.network.position
        held = [sorted({position[actor] for actor in some if actor in position}) for some in lists]
        rows = np.array([row for some in held for row in some], np.int64)
        columns = np.repeat(np.arange(len(held)), [len(some) for some in held])
        return sparse.coo_array((np.ones(len(rows)), (rows, columns)), shape=(len(position), len(held))).tocsr()


def _values(matrix: sparse.csr_array, one: NDArray[np.int64], other: NDArray[np.int64]) -> NDArray[np.float64]:
    return np.asarray(matrix[one, other], np.float64) if len(one) else np.zeros(0)


def _square(matrix: sparse.csr_array) -> sparse.csr_array:
    return sparse.csr_array(matrix @ matrix.T)


def _scaled(matrix: sparse.csr_array, by_column: NDArray[np.float64]) -> sparse.csr_array:
    return matrix.multiply(by_column).tocsr()


def _meeting(
    themes: Mapping[str, Mapping[str, bool]], position: Mapping[str, int]
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float64]]:
    """Pairs of actors in one area for one group, and 1.0 where each has a theme the other lacks."""
    actors = sorted(themes, key=position.__getitem__)
    has = _theme_matrix([themes[actor] for actor in actors])
    common = has @ has.T
    lacking = np.diag(common)[:, None] > common
    here = np.array([not all(themes[actor].values()) for actor in actors], np.bool_)
    one, other = np.nonzero(np.triu(here[:, None] | here, k=1))
    at = np.array([position[actor] for actor in actors], np.int64)
    return at[one], at[other], (lacking & lacking.T)[one, other].astype(np.float64)


def _theme_matrix(themes: Iterable[Iterable[str]]) -> NDArray[np.int64]:
    lists = [set(some) for some in themes]
    columns = sorted(set().union(*lists))
    return np.array([[theme in some for theme in columns] for some in lists], np.int64).reshape(len(lists), -1)
