"""Likelihood of a tie: how often did ties of such pairs come about? Points beside a hint, never part of its score."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import chain

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from app.network.graph.network import Network
from app.network.kernels.row_products import row_products
from app.records.offers import Offer, Project
from app.records.spelling import folded

_ACTIVITY, _TOPIC, _PARTNERS = 50.0, 25.0, 25.0
MOST_ACTIVE = 46
"""Offers and projects with which an actor has all points for activity: as many as the most active had where this was
measured. A scale by network would call every pair of a small network likely."""

_GRAM = 4
"""Characters of a piece of a title: long enough to carry meaning, short enough to meet inside German compounds."""

WORDS: Mapping[str, float] = {"often": 15.0, "sometimes": 5.0, "rarely": 0.0}
"""Least points of each word, the greatest first. Measured in docs/analyses/missing-links.md: such pairs came together
about 60 times, 4 times and a fifth as often as the average pair."""


def word(points: float) -> str:
    """Word for the points, shown instead of a number that looks like a percentage."""
    return next(code for code, least in WORDS.items() if points >= least)


@dataclass(frozen=True)
class Prospects:
    """Points of pairs in one network: 50 for activity, 25 for topics alike, 25 for shared partners at most.

    Activity is the product of ln(1 + offers and projects so far) of both, by :data:`MOST_ACTIVE`; topics
    are compared by the cosine of the TF-IDF of pieces of their titles; shared partners z count 1/√degree(z), as
    x/(1 + x).
    """

    network: Network

    def points(self, actors_a: NDArray[np.integer], actors_b: NDArray[np.integer]) -> NDArray[np.float64]:
        """Points from 0 to 100 of the pairs of positions (actors_a, actors_b)."""
        activity = self._activity[actors_a] * self._activity[actors_b]
        topic = row_products(self._topics, self._topics, actors_a, actors_b)
        partners = row_products(self._partners, self.network.adjacency, actors_a, actors_b)
        points: NDArray[np.float64] = _ACTIVITY * activity + _TOPIC * topic + _PARTNERS * partners / (1.0 + partners)
        return points

    @cached_property
    def _work(self) -> Mapping[str, tuple[Offer | Project, ...]]:
        """Offers and projects by actor that began by the day, ended or not."""
        works_of: dict[str, list[Offer | Project]] = {}
        records: tuple[Offer | Project, ...] = (*self.network.records.offers, *self.network.records.projects)
        for record in records:
            if record.start is None or record.start.first <= self.network.as_of:
                for actor in record.actors:
                    works_of.setdefault(actor, []).append(record)
        return {actor: tuple(records) for actor, records in works_of.items()}

    @cached_property
    def _activity(self) -> NDArray[np.float64]:
        counts = [len(self._work.get(actor.id, ())) for actor in self.network.actors]
        logs: NDArray[np.float64] = np.log1p(np.minimum(counts, MOST_ACTIVE)) / np.log1p(MOST_ACTIVE)
        return logs

    @cached_property
    def _topics(self) -> sparse.csr_array:
        """Actors × pieces of titles, rows of length 1 (0 without titles)."""
        texts = [" ".join(sorted(work.name for work in self._work.get(actor.id, ()))) for actor in self.network.actors]
        counted = [Counter(_pieces(text)) for text in texts]
        actors_with = Counter(chain.from_iterable(counted))
        column = {piece: at for at, piece in enumerate(sorted(actors_with))}
        rows = np.repeat(np.arange(len(counted)), [len(counts) for counts in counted])
        columns = np.fromiter(map(column.__getitem__, chain.from_iterable(counted)), np.int64, len(rows))
        times = np.fromiter(chain.from_iterable(counts.values() for counts in counted), np.int64, len(rows))
        rarity = np.log(len(texts) / np.array([actors_with[piece] for piece in column], np.float64))
        shape = (len(texts), len(column))
        weights = sparse.coo_array((times * rarity[columns], (rows, columns)), shape=shape).tocsr()
        lengths = np.sqrt(weights.multiply(weights).sum(axis=1))
        shorten = np.divide(1.0, lengths, out=np.zeros(len(texts)), where=lengths > 0)
        return (sparse.diags_array(shorten) @ weights).tocsr()

    @cached_property
    def _partners(self) -> sparse.csr_array:
        """Ties by 1/√degree of the partner."""
        degrees = np.maximum(self.network.partner_counts, 1).astype(np.float64)
        return (self.network.adjacency @ sparse.diags_array(degrees**-0.5)).tocsr()


def _pieces(text: str) -> list[str]:
    letters = " ".join("".join(c if c.isalnum() else " " for c in folded(text)).split())
    return [letters[at : at + _GRAM] for at in range(len(letters) - _GRAM + 1)]
