"""Groupings of actors by kind, sphere, home area or as a file says, and the mixing of ties within and between groups."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from app.errors import InvalidInput
from app.findings import Code, NotLookedAt, Subject
from app.network.graph.from_graph_file import GROUP_COLUMN
from app.network.graph.network import Network
from app.records.actor import Actor, kinds_of
from app.records.profile import kind_group
from app.refusals import said

GROUP_BY_DOC = "kind_group, sphere, home_area or an attribute of the file; empty: the file's choice, else kind_group"
"""What the parameter ``group_by`` of analyses takes."""

FEWEST_GROUPS = 2
"""With fewer, nothing can run between groups."""


@dataclass(frozen=True, slots=True)
class Grouping:
    """Groups of the actors of one snapshot.

    ``by`` is what groups them, ``groups`` are the names, sorted: codes, ids of areas, or values of an attribute.
    ``member`` holds the number of the group of each actor by position, -1: none is recorded.
    """

    by: str
    groups: tuple[str, ...]
    member: NDArray[np.int64]

    @property
    def known(self) -> NDArray[np.bool_]:
        """Mask of the actors that belong to a group."""
        return self.member >= 0

    @property
    def sizes(self) -> NDArray[np.int64]:
        """Number of actors of each group."""
        return np.bincount(self.member[self.known], minlength=len(self.groups))

    def not_looked_at(self, network: Network) -> tuple[NotLookedAt, ...]:
        """The actors of no group."""
        ids = tuple(actor.id for actor, known in zip(network.actors, self.known, strict=True) if not known)
        return (NotLookedAt("actors_without_group", len(ids), ids),) if ids else ()

    def argument(self, network: Network, group: int) -> Code | Subject | str:
        """Argument of a message that stands for a group."""
        name = self.groups[group]
        if self.by == "home_area":
            return network.subject("areas", name)
        vocabularies = {"kind_group": "actor_kind", "sphere": "sphere"}
        return Code(vocabularies[self.by], name) if self.by in vocabularies else name


def grouping(network: Network, group_by: str) -> Grouping:
    """The groups of a snapshot.

    Args:
        network: the snapshot.
        group_by: see :data:`GROUP_BY_DOC`. A kind is that of the first recorded one.

    Raises:
        InvalidInput: when no actor has an attribute of that name.
    """
    by = group_by or (GROUP_COLUMN if GROUP_COLUMN in network.attributes else "kind_group")
    names = _names(network, by)
    groups = tuple(sorted({name for name in names if name}))
    number = {name: at for at, name in enumerate(groups)}
    member = np.array([number[name] if name else -1 for name in names], np.int64)
    return Grouping(by, groups, member)


def _names(network: Network, by: str) -> Iterable[str | None]:
    if by in _OF_ACTOR:
        return [_OF_ACTOR[by](actor) for actor in network.actors]
    if by not in network.attributes:
        known = ", ".join([*_OF_ACTOR, *sorted(network.attributes)])
        raise InvalidInput(said("grouping_impossible", by=by), hint=said("choices", names=known))
    return network.attributes[by]


def _kind_group(actor: Actor) -> str | None:
    return next(map(kind_group, kinds_of(actor)), None)


_OF_ACTOR: Mapping[str, Callable[[Actor], str | None]] = {
    "kind_group": _kind_group,
    "sphere": lambda actor: actor.sphere,
    "home_area": lambda actor: actor.home_area,
}


@dataclass(frozen=True, slots=True)
class Mixing:
    """Pairs of view ``G`` whose two actors both belong to a group.

    ``ends_a`` and ``ends_b`` are their positions among the grouped actors, ``member`` the group of each of these;
    ``count`` is the number of groups.
    """

    ends_a: NDArray[np.int64]
    ends_b: NDArray[np.int64]
    member: NDArray[np.int64]
    count: int

    @classmethod
    def of(cls, network: Network, groups: Grouping) -> "Mixing":
        """The tied pairs of a snapshot, each once."""
        known = np.flatnonzero(groups.known)
        among = network.adjacency[known][:, known].tocoo()
        half = among.row < among.col
        ends_a, ends_b = among.row[half].astype(np.int64), among.col[half].astype(np.int64)
        return cls(ends_a, ends_b, groups.member[known], len(groups.groups))

    def table(self, member: NDArray[np.int64]) -> NDArray[np.int64]:
        """Ties between any two groups, symmetric; a tie within a group counts once.

        Args:
            member: group of each actor, for example ``self.member`` or a permutation of it.
        """
        return self._symmetric(self._one_way(member))

    def permuted(self, permutations: int, seed: int) -> NDArray[np.int64]:
        """Tables of the same ties after the groups were dealt anew, permutations × groups × groups."""
        generator = np.random.default_rng(seed)
        dealt = (generator.permutation(self.member) for _ in range(permutations))
        return self._symmetric(np.array([self._one_way(member) for member in dealt]))

    def _one_way(self, member: NDArray[np.int64]) -> NDArray[np.int64]:
        """Ties by the group of their first and of their second end, one after the other."""
        return np.bincount((member * self.count)[self.ends_a] + member[self.ends_b], minlength=self.count**2)

    def _symmetric(self, one_way: NDArray[np.int64]) -> NDArray[np.int64]:
        """Tables of ties in both directions, of one table or of many; those within a group still count once."""
        tables = one_way.reshape(*one_way.shape[:-1], self.count, self.count)
        return np.asarray(tables + tables.swapaxes(-1, -2) - tables * np.eye(self.count, dtype=np.int64))


def within(tables: NDArray[np.int64]) -> NDArray[np.int64]:
    """Ties within groups of one table or of many."""
    return np.asarray(np.trace(tables, axis1=-2, axis2=-1), np.int64)
