"""Between members of which groups does a vertex stand?"""

from collections.abc import Iterator, Mapping

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

ROLES = ("coordinator", "itinerant", "representative", "gatekeeper", "liaison")
"""Of the way a → v → b: all three of one group; a and b of one, v of another; a with v; v with b; three groups."""

_Counts = NDArray[np.int64]


def brokerage(arcs: sparse.csr_array, member: NDArray[np.integer]) -> Mapping[str, _Counts]:
    """Brokerage roles of Gould and Fernandez (1989), counted: ways a → v → b without an arc a → b.

    All ways are counted from the numbers of neighbours in each group; those that are closed by an arc, or lead back,
    are taken off one by one.

    Args:
        arcs: n × n of 1.0, row to column, without a diagonal; symmetric for undirected ties, which count both ways.
        member: group of each vertex; ways with a vertex of no group (-1) do not count.

    Returns:
        n counts a role; representative is b_IO, gatekeeper b_OI.
    """
    counted = np.stack(_all_ways(arcs, member), axis=1)
    for vertex, roles in _closed(arcs, member):
        counted[vertex] -= roles
    counted[member < 0] = 0
    return {role: counted[:, at] for at, role in enumerate(ROLES)}


def _all_ways(arcs: sparse.csr_array, member: NDArray[np.integer]) -> tuple[_Counts, ...]:
    groups = _indicator(member)
    into, out = ((one @ groups).toarray().astype(np.int64) for one in (arcs.T, arcs))
    every_in, every_out, both = into.sum(axis=1), out.sum(axis=1), (into * out).sum(axis=1)
    rows, own = np.arange(len(member)), np.maximum(member, 0)
    own_in, own_out = into[rows, own], out[rows, own]
    coordinator = own_in * own_out
    representative, gatekeeper = own_in * (every_out - own_out), (every_in - own_in) * own_out
    itinerant = both - coordinator
    liaison = every_in * every_out - coordinator - representative - gatekeeper - itinerant
    return coordinator, itinerant, representative, gatekeeper, liaison


def _indicator(member: NDArray[np.integer]) -> sparse.csr_array:
    """Columns of groups, n × groups: 1 where a vertex belongs."""
    known = np.flatnonzero(member >= 0)
    shape = (len(member), int(member.max(initial=0)) + 1)
    return sparse.coo_array((np.ones(len(known)), (known, member[known])), shape=shape).tocsr()


def _closed(arcs: sparse.csr_array, member: NDArray[np.integer]) -> Iterator[tuple[int, _Counts]]:
    """For each vertex the ways that an arc closes or that lead back, by role."""
    into = arcs.T.tocsr()
    closing = sparse.csr_array(arcs + sparse.eye_array(arcs.shape[0]))
    for vertex in np.flatnonzero((member >= 0) & (np.diff(arcs.indptr) > 0) & (np.diff(into.indptr) > 0)).tolist():
        before = _grouped(into.indices[into.indptr[vertex] : into.indptr[vertex + 1]], member)
        after = _grouped(arcs.indices[arcs.indptr[vertex] : arcs.indptr[vertex + 1]], member)
        ways = closing[before][:, after].tocoo()
        yield vertex, _roles(member[before][ways.row], int(member[vertex]), member[after][ways.col])


def _grouped(vertices: NDArray[np.integer], member: NDArray[np.integer]) -> NDArray[np.integer]:
    return np.asarray(vertices[member[vertices] >= 0])


def _roles(before: NDArray[np.integer], own: int, after: NDArray[np.integer]) -> _Counts:
    """How many ways have each role."""
    at_first, at_last, alike = before == own, after == own, before == after
    masks = (
        at_first & at_last,
        alike & ~at_first,
        at_first & ~at_last,
        at_last & ~at_first,
        ~alike & ~at_first & ~at_last,
    )
    return np.array([np.count_nonzero(mask) for mask in masks], np.int64)
