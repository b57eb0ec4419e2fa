"""Masks of pairs without need of a suggestion: coordinated pairs, units of an organisation, pairs with similar work."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from itertools import product
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from app.network.graph.joint_work import joint_work_pairs
from app.network.graph.network import Network
from app.network.graph.units import Organisations
from app.network.kernels.by_rows import Places
from app.network.kernels.pair_keys import Keys, pair_keys
from app.network.pairs.link_features import LinkEvidence
from app.network.pairs.pair_state import PairStates
from app.network.pairs.similar_pairs import Bounds, SimilarPair, similar_pairs

_TOPICS: tuple[Literal["offers", "projects"], ...] = ("offers", "projects")


@dataclass(frozen=True)
class OpenPairs:
    """Masks over many pairs of a snapshot: which coordinate, belong to one organisation, or have similar work.

    ``places``: machines to which the search for similar work is spread; None: this one.
    """

    network: Network
    places: Places | None = None

    @cached_property
    def states(self) -> PairStates:
        """State of coordination of every pair."""
        return self.network.view(PairStates)

    def coordinated(self, pairs: LinkEvidence) -> NDArray[np.bool_]:
        """Mask of the pairs known to coordinate: only those with a tie or common work need to be looked at."""
        mask = np.isin(self._key(pairs.actors_a, pairs.actors_b), self._recorded)
        for row in np.flatnonzero(mask).tolist():
            actor_a, actor_b = (self.network.actors[at[row]].id for at in (pairs.actors_a, pairs.actors_b))
            mask[row] = self.states.coordinate(actor_a, actor_b)
        return mask

    def same_organisation(self, pairs: LinkEvidence) -> NDArray[np.bool_]:
        """Mask of the pairs of a unit and its organisation, or of two units of the same organisation."""
        actors = self.network.actors
        related = {actor.id for actor in actors if actor.unit_of} | {actor.unit_of for actor in actors}
        is_related = np.array([actor.id in related for actor in actors], np.bool_)
        mask = is_related[pairs.actors_a] & is_related[pairs.actors_b]
        organisations = self.network.view(Organisations)
        for row in np.flatnonzero(mask).tolist():
            mask[row] = organisations.same_organisation(actors[pairs.actors_a[row]].id, actors[pairs.actors_b[row]].id)
        return mask

    def have_similar_work(self, pairs: LinkEvidence) -> NDArray[np.bool_]:
        """Mask of the pairs with similar offers or projects, whose coordination comes first and has its own card."""
        return np.isin(self._key(pairs.actors_a, pairs.actors_b), self._similar)

    def _key(self, actors_a: NDArray[np.int64], actors_b: NDArray[np.int64]) -> Keys:
        return pair_keys(actors_a, actors_b, len(self.network.actors))

    def _keys(self, pairs: Iterable[tuple[str, str]]) -> Keys:
        position = self.network.position
        known = [
            (position[actor_a], position[actor_b])
            for actor_a, actor_b in pairs
            if actor_a in position and actor_b in position
        ]
        actors_a, actors_b = np.array(known, np.int64).reshape(-1, 2).T
        return self._key(actors_a, actors_b)

    @property
    def _recorded(self) -> Keys:
        """Pairs with a tie of any status, a common offer or a common project."""
        return np.union1d(self.network.ties.pair_keys(len(self.network.actors)), joint_work_pairs(self.network))

    @cached_property
    def _similar(self) -> Keys:
        similar = (pair for topic in _TOPICS for pair in self._similar_pairs(topic))
        uncoordinated = (pair for pair in similar if pair.state.coordinated != "yes")
        return self._keys(
            actors for pair in uncoordinated for actors in product(pair.service_a.actors, pair.service_b.actors)
        )

    def _similar_pairs(self, topic: Literal["offers", "projects"]) -> tuple[SimilarPair, ...]:
        if self.places is None:
            return self.network.view(similar_pairs, topic, Bounds())
        return similar_pairs(self.network, topic, Bounds(), self.places)
