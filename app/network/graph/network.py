"""The snapshot an analysis sees: one workspace on one day, records, ties in columns, and nothing that can change."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from datetime import date
from functools import cache, cached_property, lru_cache
from itertools import pairwise, starmap
from typing import Any, TypeVar, TypeVarTuple

import numpy as np
from networkx import Graph, MultiGraph
from numpy.typing import NDArray
from scipy import sparse

from app.errors import Problem
from app.findings import Evidence, Subject
from app.network.graph.survey_answers import PairAnswers, held, last_wave, speakers
from app.network.graph.ties import Arcs, Ties
from app.network.graph.to_networkx import multigraph, simple_graph
from app.network.kernels.pair_keys import pair_keys
from app.records.actor import Actor
from app.records.areas import AreaTree
from app.records.cooperations import BASES, COOPERATING, DERIVED, STATUSES, Basis, TieStatus, Wave
from app.records.records import Record, Records
from app.records.schema import Topic
from app.records.sources import SourceRef

_MOST_VIEWS = 24
_View = TypeVar("_View")
_Settings = TypeVarTuple("_Settings")


@dataclass(frozen=True)
class Network:
    """A frozen snapshot.

    ``actors`` are those active on ``as_of``, sorted by id; their position is their number in every array.
    ``records`` hold everything else of the workspace, active or not, each topic sorted by id; its ``cooperations``
    are empty, ties live in ``ties``; those that do not hold on ``as_of``, or one of whose actors is not active then, are
    ``further_ties``, whose positions are those in ``records.actors``. ``closed_world``: a pair without a record is absent (a generic graph file),
    else unknown. ``answers`` are what a survey says about pairs without a tie. ``attributes`` are further columns of a
    graph file, ``arcs`` its directions (None: ties have none), ``dropped`` numbers of its edges that were left out;
    ``notices`` tell what was read in its file in a way somebody might not expect.
    """

    workspace: str | None
    revision: int
    as_of: date
    actors: tuple[Actor, ...]
    records: Records
    ties: Ties
    further_ties: Ties
    closed_world: bool = False
    answers: PairAnswers = field(default_factory=PairAnswers)
    attributes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    arcs: Arcs | None = None
    dropped: Mapping[str, int] = field(default_factory=dict)
    notices: tuple[Problem, ...] = ()

    def view(self, kind: "Callable[[Network, *_Settings], _View]", *settings: *_Settings) -> _View:
        """What ``kind`` makes of this snapshot, made once: ``network.view(Needs, 10)`` is ``Needs(network, 10)``.

        ``kind`` is pure, ``settings`` are hashable; the views used last are kept. Of two threads that ask at the same
        time each gets a whole one.
        """
        view: _View = self._views(kind, *settings)
        return view

    @cached_property
    def _views(self) -> Callable[..., Any]:
        return lru_cache(_MOST_VIEWS)(lambda kind, *settings: kind(self, *settings))

    def __getstate__(self) -> Mapping[str, object]:
        """The records without what was derived from them: a worker process derives what it needs."""
        return {field.name: getattr(self, field.name) for field in fields(self)}

    @cached_property
    def area_tree(self) -> AreaTree:
        """Which recorded area lies in which."""
        return AreaTree(self.records.areas)

    @cached_property
    def position(self) -> Mapping[str, int]:
        """Position of each actor, by id."""
        return {actor.id: at for at, actor in enumerate(self.actors)}

    def active(self, ids: Iterable[str]) -> tuple[Actor, ...]:
        """Those of some actors that are active on the day, sorted by id, each once."""
        return tuple(
            self.actors[at] for at in sorted({self.position[actor] for actor in ids if actor in self.position})
        )

    @property
    def cooperation(self) -> Ties:
        """The ties of view ``G``: somebody says yes; derived and funding ties are left out.

        A copy, and quick to make: kept, it would be as large as ``ties``.
        """
        return self.ties.where(cooperating(self.ties))

    @cached_property
    def adjacency(self) -> sparse.csr_array:
        """``G`` as a symmetric n × n matrix, True where two are tied: a byte an entry.

        Times a matrix of floats it counts; times one of booleans it tells whether there is any.
        """
        ties, size = self.cooperation, len(self.actors)
        half = sparse.coo_array((np.ones(len(ties), np.bool_), (ties.a, ties.b)), shape=(size, size)).tocsr()
        symmetric = half + half.T
        symmetric.sort_indices()
        return symmetric

    @cached_property
    def partner_counts(self) -> NDArray[np.int64]:
        """Number of partners of each actor in ``G``."""
        return np.diff(self.adjacency.indptr).astype(np.int64)

    @property
    def ties_of_everyone(self) -> Ties:
        """Ties of any time, between positions in ``records.actors``."""
        position = {actor.id: at for at, actor in enumerate(self.records.actors)}
        back = np.fromiter((position[actor.id] for actor in self.actors), np.int64, len(self.actors))
        return self.ties.renumbered(back).beside(self.further_ties)

    def nx(self) -> "Graph[str]":
        """``G`` as a frozen networkx graph of ids with attributes; :mod:`app.network.graph.to_networkx` names them."""
        return simple_graph(self.nx_multigraph())

    def nx_multigraph(self) -> "MultiGraph[str]":
        """Network for networkx with one edge for each kind of a pair, which is its key."""
        return multigraph(self.actors, self.cooperation, self.attributes)

    @cached_property
    def _ties_by_pair(self) -> Mapping[tuple[int, int], Sequence[int]]:
        """Numbers of the ties of each pair: they are sorted, so that those of a pair follow each other."""
        a, b = self.ties.a, self.ties.b
        begins = np.append(np.flatnonzero((np.diff(a, prepend=-1) != 0) | (np.diff(b, prepend=-1) != 0)), len(a))
        pairs = zip(a[begins[:-1]].tolist(), b[begins[:-1]].tolist(), strict=True)
        return dict(zip(pairs, starmap(range, pairwise(begins.tolist())), strict=True))

    def is_absent(self, actor_a: str, actor_b: str) -> bool:
        """Whether answers to a survey leave no cooperation of a pair, though nobody denies it."""
        absent = self.answers.absent
        if not len(absent):
            return False
        a, b = np.array([self.position[actor_a]]), np.array([self.position[actor_b]])
        key = pair_keys(a, b, len(self.actors))
        (at,) = np.searchsorted(absent, key)
        return bool(at < len(absent) and absent[at] == key[0])

    def ties_between(self, actor_a: str, actor_b: str) -> Sequence[int]:
        """Numbers in ``ties`` of everything recorded about a pair, whatever its status."""
        a, b = self.position[actor_a], self.position[actor_b]
        return self._ties_by_pair.get((a, b) if a < b else (b, a), ())

    @cached_property
    def _by_id(self) -> Mapping[tuple[str, str], Record]:
        record_of: dict[tuple[str, str], Record] = {
            (topic, record.id): record for topic, records in self.records for record in records
        }
        return record_of | {("actors", actor.id): actor for actor in self.actors}

    def record(self, topic: str, record_id: str) -> Record | None:
        """The record with that id; None where there is none."""
        return self._by_id.get((topic, record_id))

    def name(self, topic: str, record_id: str) -> str:
        """The name of a record; its id where it has none."""
        return str(getattr(self._by_id.get((topic, record_id)), "name", record_id))

    def subject(self, topic: Topic, record_id: str) -> Subject:
        """A record as the subject of a finding."""
        return Subject(_singular(topic), record_id, self.name(topic, record_id))

    def evidence(self, topic: Topic, record_id: str, property_name: str | None = None) -> Evidence:
        """A record as evidence, with the row it was read from."""
        source = getattr(self._by_id.get((topic, record_id)), "source", None)
        return Evidence(_singular(topic), record_id, property_name, source)

    def tie_evidence(self, number: int) -> Evidence:
        """One tie as evidence; its field is its status, or by whom it is said where that is not the usual one."""
        ties, at = self.ties, int(self.ties.file[number])
        actor_a, actor_b = self.actors[int(ties.a[number])].id, self.actors[int(ties.b[number])].id
        source = SourceRef(*ties.files[at], int(ties.row[number])) if at >= 0 else None
        if ties.row[number] < 0:
            source = self._wave_source((actor_a, actor_b), ("roster", "recall"))
        status_and_basis = STATUSES[int(ties.status[number])], BASES[int(ties.basis[number])]
        field_name = _BASIS_BY_SPEAKER.get(status_and_basis, status_and_basis[0])
        return Evidence("cooperation", f"{actor_a}--{actor_b}", field_name, source, (actor_a, actor_b))

    def absence_evidence(self, actor_a: str, actor_b: str) -> Evidence:
        """The survey in which a pair is absent: its own row, never that of an answer."""
        pair = (min(actor_a, actor_b), max(actor_a, actor_b))
        return Evidence("cooperation", "--".join(pair), "absent", self._wave_source(pair, ("roster",)), pair)

    def _wave_source(self, pair: tuple[str, str], modes: tuple[str, ...]) -> SourceRef | None:
        wave = last_wave(*self._waves, pair, modes)
        return wave.source if wave else None

    @cached_property
    def _waves(self) -> tuple[list[Wave], Mapping[str, set[str]]]:
        """The waves so far, and who answered in each."""
        past = held(self.records.waves, self.as_of)
        return past, speakers(past, self.records.tie_reports)


_BASIS_BY_SPEAKER: Mapping[tuple[TieStatus, Basis], str] = {
    ("stated", "survey"): "answered",
    ("denied", "stated"): "denied_by_coordinator",
}
"""A yes that an organisation gave on a sheet of its own, and a no that nobody but the coordinator said."""


def cooperating(ties: Ties) -> NDArray[np.bool_]:
    """Mask of the ties of view ``G``."""
    return ties.has_status(*COOPERATING) & ~ties.has_basis(*DERIVED) & ~ties.has_kind("funding")


@cache
def _singular(topic: Topic) -> str:
    return topic.removesuffix("s")
