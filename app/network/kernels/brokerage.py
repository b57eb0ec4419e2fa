"""Brokerage roles: between members of which groups a vertex stands."""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

ROLES = ("coordinator", "itinerant", "representative", "gatekeeper", "liaison")
"""Of the way a → v → b: all three of one group; a and b of one, v of another; a with v; v with b; three groups."""

_BLOCK = 1 << 14
"""Arcs a → v whose continuations are looked at together; bounds memory."""

_Counts = NDArray[np.int64]
_Vertices = NDArray[np.integer]


def brokerage(arcs: sparse.csr_array, member: _Vertices) -> Mapping[str, _Counts]:
    """Brokerage roles of Gould and Fernandez (1989), counted: ways a → v → b without an arc a → b.

    All ways are counted from the numbers of neighbours in each group; those that an arc closes, or that lead back,
    are taken off.

    Args:
        arcs: n × n, row to column, without a diagonal, True or 1; symmetric for undirected ties, which count both ways.
        member: group of each vertex; ways with a vertex of no group (-1) do not count.

    Returns:
        n counts a role; representative is b_IO, gatekeeper b_OI.
    """
    before, after = arcs.nonzero()
    known = (member[before] >= 0) & (member[after] >= 0)
    before, after = before[known], after[known]
    counted = _all_ways(before, after, member) - _closed(before, after, member)
    return {role: counted[at] for at, role in enumerate(ROLES)}


def _all_ways(before: _Vertices, after: _Vertices, member: _Vertices) -> _Counts:
    """Roles × n, from the numbers of arcs to and from each group."""
    size, within = len(member), member[before] == member[after]
    degree_in, degree_out = np.bincount(after, minlength=size), np.bincount(before, minlength=size)
    own_in, own_out = (np.bincount(ends[within], minlength=size) for ends in (after, before))
    into, out = _by_group(after, member[before], member), _by_group(before, member[after], member)
    alike = into.multiply(out).sum(axis=1).astype(np.int64)
    coordinator = own_in * own_out
    representative, gatekeeper = own_in * (degree_out - own_out), (degree_in - own_in) * own_out
    itinerant = alike - coordinator
    liaison = degree_in * degree_out - alike - representative - gatekeeper
    return np.stack([coordinator, itinerant, representative, gatekeeper, liaison])


def _by_group(vertex: _Vertices, group: _Vertices, member: _Vertices) -> sparse.csr_array:
    """How many neighbours a vertex (row) has in a group (column)."""
    shape = (len(member), int(member.max(initial=0)) + 1)
    return sparse.coo_array((np.ones(len(vertex)), (vertex, group)), shape=shape).tocsr()


def _closed(before: _Vertices, after: _Vertices, member: _Vertices) -> _Counts:
    """Roles × n: ways that an arc closes or that lead back.

    After a → v these go on to those neighbours of v that are neighbours of a, or a itself.
    """
    size = len(member)
    arcs = sparse.coo_array((np.ones(len(before), np.bool_), (before, after)), shape=(size, size)).tocsr()
    closing = sparse.csr_array(arcs + sparse.eye_array(size, dtype=np.bool_))
    counts = np.zeros(len(ROLES) * size, np.int64)
    for start in range(0, len(before), _BLOCK):
        first, between = before[start : start + _BLOCK], after[start : start + _BLOCK]
        goes_on = sparse.csr_array(arcs[between].multiply(closing[first]))
        way, last = np.repeat(np.arange(len(first)), np.diff(goes_on.indptr)), goes_on.indices
        role = _role(member[first[way]], member[between[way]], member[last])
        counts += np.bincount(role * size + between[way], minlength=len(counts))
    return counts.reshape(len(ROLES), size)


def _role(first: _Vertices, broker: _Vertices, last: _Vertices) -> _Counts:
    """Position in :data:`ROLES` of each way."""
    conditions = [(first == broker) & (last == broker), first == last, first == broker, last == broker]
    return np.select(conditions, [0, 1, 2, 3], 4)
