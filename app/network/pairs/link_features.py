"""Evidence for possible ties: raw terms of pairs of actors from shared tasks, people, partners, groups and money."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from app.network.district.service_cells import Cells
from app.network.district.taxonomy_similarity import is_universal
from app.network.graph.joint_work import WorkTopic, is_alliance
from app.network.graph.network import Network
from app.network.kernels.row_products import row_products
from app.records.offers import Offer, Project

SMALL_GROUP = 12
"""Most members of a working group in which all members know each other."""

TERMS = ("same_task", "complementary", "shared_partners", "shared_groups", "bridging", "shared_programmes")
"""Names of the six terms x1 to x6, in this order."""


@dataclass(frozen=True, slots=True)
class LinkEvidence:
    """Pairs of actors (positions, ``actors_a`` < ``actors_b``) and their raw terms in parallel arrays, none of them bounded.

    ``terms`` has a column for each of :data:`TERMS`; bridging is 0 until :meth:`with_bridging`.
    """

    actors_a: NDArray[np.int64]
    actors_b: NDArray[np.int64]
    terms: NDArray[np.float64]

    def __len__(self) -> int:
        return len(self.actors_a)

    @classmethod
    def joined(cls, parts: Sequence["LinkEvidence"]) -> "LinkEvidence":
        """The pairs of all parts, one after the other."""
        return cls(
            np.concatenate([part.actors_a for part in parts] or [np.zeros(0, np.int64)]),
            np.concatenate([part.actors_b for part in parts] or [np.zeros(0, np.int64)]),
            np.concatenate([part.terms for part in parts] or [np.zeros((0, len(TERMS)))]),
        )

    def where(self, mask: NDArray[np.bool_] | NDArray[np.intp]) -> "LinkEvidence":
        """The pairs a mask or a list of row numbers selects."""
        return LinkEvidence(self.actors_a[mask], self.actors_b[mask], self.terms[mask])

    def with_bridging(self, rows: NDArray[np.intp], values: NDArray[np.float64]) -> "LinkEvidence":
        """The same evidence with the bridging term of the given rows."""
        terms = self.terms.copy()
        terms[rows, TERMS.index("bridging")] = values
        return replace(self, terms=terms)

    def saturated(self) -> NDArray[np.float64]:
        """Bounded terms: every raw term x as e = x / (1 + x), between 0 and 1."""
        bounded: NDArray[np.float64] = self.terms / (1.0 + self.terms)
        return bounded


@dataclass(frozen=True)
class _CellsWithoutAlliances(Cells):
    """Cells by the work of few: what an alliance of many does is no task that two of its members have in common."""

    @cached_property
    def running(self) -> tuple[tuple[WorkTopic, Offer | Project], ...]:
        return tuple(entry for entry in self._on_the_day(self._offers) if not is_alliance(entry[1]))


def cells_of_links(network: Network) -> Cells:
    """Cells in which two actors can meet; those of all work where no alliance is recorded."""
    alliances = any(is_alliance(work) for _, work in network.view(Cells).running)
    return network.view(_CellsWithoutAlliances) if alliances else network.view(Cells)


@dataclass(frozen=True)
class LinkTerms:
    """The terms of the pairs of a snapshot.

    ``idf``: a shared cell counts ln(1 + C/|A_c|) with C occupied cells and A_c the actors in it, else 1.
    ``normalise``: their sum is divided by √(cells of actor a · cells of actor b). What is looked up is kept: one serves
    all parts of a search.
    """

    network: Network
    idf: bool = True
    normalise: bool = True

    @cached_property
    def cells(self) -> Cells:
        """Cells with the actors active in them."""
        return cells_of_links(self.network)

    def pairs_that_share(self, first: range | None = None) -> LinkEvidence:
        """Evidence of every pair that shares a cell, an area and a target group, or a large working group.

        All residents of an area are no common target group, and a shared programme adds to the evidence of a pair but
        never makes a pair. Members of a small working group know each other: only a shared cell makes them a pair. Work
        for a wider area meets in a cell only work for the very area of this cell: two offers for a whole city meet in
        the city, not in each of its districts. ``first``: only pairs whose first actor stands at one of these positions;
        None: all pairs.
        """
        rows = self._all_rows if first is None else slice(first.start, first.stop)
        same_people, complementary = self._meetings(rows)
        acquainted = _meeting(self._groups_by_size(small=True), rows).astype(np.bool_)
        large_groups = _meeting(self._groups_by_size(small=False), rows)
        loosely = (same_people[rows] + large_groups).astype(np.bool_)
        pattern = self._same_cell(rows).astype(np.bool_) + (loosely > acquainted)
        above = sparse.triu(pattern, k=1 + rows.start)
        actors_a, actors_b = (positions.astype(np.int64) for positions in above.nonzero())
        order = np.lexsort((actors_b, actors_a))
        return self._of_pairs(actors_a[order] + rows.start, actors_b[order], complementary)

    @property
    def _all_rows(self) -> slice:
        return slice(0, len(self.network.actors))

    def of_pairs(self, actors_a: NDArray[np.int64], actors_b: NDArray[np.int64]) -> LinkEvidence:
        """Evidence of given pairs, bridging still 0."""
        return self._of_pairs(actors_a, actors_b, self._meetings(self._all_rows)[1])

    def _of_pairs(
        self, actors_a: NDArray[np.int64], actors_b: NDArray[np.int64], complementary: sparse.csr_array
    ) -> LinkEvidence:
        if not len(actors_a):  # no entries of a sparse matrix are a matrix, not an array
            return LinkEvidence(actors_a, actors_b, np.zeros((0, len(TERMS))))
        columns = (
            self._same_task(actors_a, actors_b),
            _values(complementary, np.minimum(actors_a, actors_b), np.maximum(actors_a, actors_b)),
            row_products(self._partners, self.network.adjacency, actors_a, actors_b),
            row_products(_scaled(self._groups, self._per_member), self._groups, actors_a, actors_b),
            np.zeros(len(actors_a)),
            row_products(self._programmes, self._programmes, actors_a, actors_b),
        )
        return LinkEvidence(actors_a, actors_b, np.column_stack(columns))

    def _same_task(self, actors_a: NDArray[np.int64], actors_b: NDArray[np.int64]) -> NDArray[np.float64]:
        local, wider = self._local_cells, self._wider_cells
        total = row_products(_scaled(local, self._rarity), local, actors_a, actors_b)
        total += row_products(_scaled(local, self._rarity), wider, actors_a, actors_b)
        total += row_products(_scaled(wider, self._rarity), local, actors_a, actors_b)
        if self.normalise:
            held = np.asarray((local + wider).sum(axis=1))
            total /= np.sqrt(np.maximum(held[actors_a] * held[actors_b], 1.0))
        return total

    @cached_property
    def _local_cells(self) -> sparse.csr_array:
        return self.cells.matrix(wider=False)

    @cached_property
    def _wider_cells(self) -> sparse.csr_array:
        return self.cells.matrix(wider=True)

    @cached_property
    def _rarity(self) -> NDArray[np.float64]:
        actors = np.asarray((self._local_cells + self._wider_cells).sum(axis=0), np.float64)
        return np.log1p(len(actors) / actors) if self.idf else np.ones(len(actors))

    def _same_cell(self, rows: slice) -> sparse.csr_array:
        local, wider = self._local_cells, self._wider_cells
        across = local[rows] @ wider.T + wider[rows] @ local.T
        return sparse.csr_array(_meeting(local, rows) + across)

    @cached_property
    def _present(self) -> "_Present":
        return _Present.of(self.cells.themes, self.network.position)

    def _meetings(self, rows: slice) -> tuple[sparse.csr_array, sparse.csr_array]:
        """Numbers of areas, actors × actors above the diagonal: where both serve a group that is not all residents, and
        where they complement each other for any group.
        """
        size, present = len(self.network.actors), self._present
        first, second, complement = present.pairs(rows)
        at = (present.actor[first], present.actor[second])
        together, apart = (
            sparse.coo_array((values.astype(np.float64), at), shape=(size, size)).tocsr()
            for values in (present.narrow[first], complement)
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

    def _groups_by_size(self, *, small: bool) -> sparse.csr_array:
        """Columns of the groups with at most :data:`SMALL_GROUP` members, or of the larger groups."""
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
        held = [sorted({position[actor] for actor in members if actor in position}) for members in lists]
        rows = np.array([row for members in held for row in members], np.int64)
        columns = np.repeat(np.arange(len(held)), [len(members) for members in held])
        return sparse.coo_array((np.ones(len(rows)), (rows, columns)), shape=(len(position), len(held))).tocsr()


def _meeting(matrix: sparse.csr_array, rows: slice) -> sparse.csr_array:
    """In how many columns an actor of some rows and any actor are both."""
    return sparse.csr_array(matrix[rows] @ matrix.T)


def _values(matrix: sparse.csr_array, rows: NDArray[np.int64], columns: NDArray[np.int64]) -> NDArray[np.float64]:
    return np.asarray(matrix[rows, columns], np.float64) if len(rows) else np.zeros(0)


def _scaled(matrix: sparse.csr_array, by_column: NDArray[np.float64]) -> sparse.csr_array:
    return matrix.multiply(by_column).tocsr()


@dataclass(frozen=True, slots=True)
class _Present:
    """Actors at places, sorted by place and position: an actor stands in a row for each place where it works.

    ``actor`` is its position, ``local``: not only by work for a wider area, ``narrow``: the place is not for all
    residents, ``themes`` how many it has there. ``shares`` marks its place and its themes at this place.
    """

    actor: NDArray[np.int64]
    local: NDArray[np.bool_]
    narrow: NDArray[np.bool_]
    themes: NDArray[np.int64]
    shares: sparse.csr_array

    @classmethod
    def of(
        cls, themes_at: Mapping[tuple[str, str], Mapping[str, Mapping[str, bool]]], position: Mapping[str, int]
    ) -> "_Present":
        """The actors at all places, by the themes they have there; True for a theme by work for a wider area."""
        rows = [
            (position[actor], place, themes)
            for place, actors in themes_at.items()
            for actor, themes in sorted(actors.items(), key=lambda entry: position[entry[0]])
        ]
        columns: dict[tuple[str, ...], int] = {}
        marks = [
            columns.setdefault(mark, len(columns))
            for _, place, themes in rows
            for mark in (place, *((*place, theme) for theme in themes))
        ]
        count = np.array([len(themes) for _, _, themes in rows], np.int64)
        owner = np.repeat(np.arange(len(rows)), count + 1)
        shape = (len(rows), len(columns))
        return cls(
            np.array([at for at, _, _ in rows], np.int64),
            np.array([not all(themes.values()) for _, _, themes in rows], np.bool_),
            np.array([not is_universal(group) for _, (_, group), _ in rows], np.bool_),
            count,
            sparse.coo_array((np.ones(len(marks), np.int64), (owner, np.array(marks, np.int64))), shape=shape).tocsr(),
        )

    def pairs(self, rows: slice) -> tuple[NDArray[np.intp], NDArray[np.intp], NDArray[np.bool_]]:
        """Pairs at the same place, one of them local, and whether both have a theme there that the partner lacks.

        The first actor of each pair stands in ``rows``.
        """
        among = np.flatnonzero((self.actor >= rows.start) & (self.actor < rows.stop))
        shared = (self.shares[among] @ self.shares.T).tocoo()
        first, second, common = among[shared.row], shared.col, shared.data - 1  # what they share is first their place
        met = (second > first) & (self.local[first] | self.local[second])
        first, second, common = first[met], second[met], common[met]
        return first, second, (self.themes[first] > common) & (self.themes[second] > common)
