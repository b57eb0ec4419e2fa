"""Networks of workspaces on a day, kept by revision, so that nothing unchanged is loaded twice."""

import asyncio
import gc
import time
from collections import Counter, OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial

from app.analysis.interface import analyses_of_report
from app.findings import Result
from app.network.graph.build_network import build_network, rebuilt
from app.network.graph.network import Network
from app.network.graph.scope import Scope, scoped, title_of
from app.records.cooperations import Cooperation
from app.records.records import TOPICS
from app.records.vocabulary import Lang
from app.store.apply import TIES
from app.store.bolt import Database
from app.store.records import load, load_ties
from app.store.updates import Touched, touched_since, updated
from app.store.workspaces import StoredWorkspace, consistent_read, get_workspace
from app.usecases.workspaces import the_workspace

MOST_SNAPSHOTS = 8
"""Networks kept in memory, the least recently used leaves first."""

_Key = tuple[str, str, str, date, Scope | None]
"""Id, name and fingerprint of a workspace, the day, and the part of the network; None: all of it."""


@dataclass(slots=True)
class Snapshot:
    """One network with the name and fingerprint of its workspace and the results computed so far, by analysis.

    ``scope``: which part of the workspace the network is; None: all of it. ``lineage``: fingerprints of earlier states
    that this one was made of, change by change; after a state that was read as a whole there is none.
    """

    network: Network
    title: str
    fingerprint: str
    scope: Scope | None = None
    lineage: tuple[str, ...] = ()
    results: dict[str, Result] = field(default_factory=dict)
    _cooperations: tuple[Cooperation, ...] | None = None

    async def cooperations(self, database: Database) -> tuple[Cooperation, ...]:
        """The cooperations as records, which the network keeps in columns; they are read once."""
        if self._cooperations is None:
            assert self.network.workspace is not None, "files have no stored records"
            self._cooperations = (await load(database, self.network.workspace, ("cooperations",))).cooperations
        return self._cooperations

    def title_in(self, lang: Lang) -> str:
        """The name of the workspace, and of the part of it that the network is."""
        if self.scope is None:
            return self.title
        return f"{self.title} – {title_of(self.network, self.scope, 'en' if lang == 'en' else 'de')}"

    @property
    def in_reading_order(self) -> tuple[Result, ...]:
        """The results of the report, once all are there."""
        return tuple(self.results[analysis] for analysis in analyses_of_report())


class Snapshots:
    """The networks of one database; ``loads`` counts those that were read, ``load_seconds`` is what the last one took."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._kept: OrderedDict[_Key, Snapshot] = OrderedDict()
        self._loading = asyncio.Lock()
        self._forgettings = Counter[str]()
        self.loads = 0
        self.load_seconds = 0.0

    @property
    def size(self) -> int:
        """Networks in memory."""
        return len(self._kept)

    async def part(self, workspace: str | None, as_of: date | None, today: date, scope: Scope | None) -> Snapshot:
        """A part of the network of a workspace, as :meth:`snapshot` gives it; all of it without a scope.

        Raises:
            UnknownName: as :meth:`snapshot`; nothing has the id of the scope.
            InvalidInput: the part is too small.
        """
        whole = await self.snapshot(workspace, as_of, today)
        if scope is None:
            return whole
        known_as = whole.network.workspace or ""
        key = (known_as, whole.title, whole.fingerprint, whole.network.as_of, scope)
        if key not in self._kept:
            forgettings = self._forgettings[known_as]
            cut = await asyncio.to_thread(scoped, whole.network, scope)
            lineage = tuple(fingerprint_of(fingerprint, scope) for fingerprint in whole.lineage)
            fingerprint = fingerprint_of(whole.fingerprint, scope)
            part = Snapshot(cut, whole.title, fingerprint, scope, lineage)
            return self._kept_unless_forgotten(key, part, forgettings)
        self._kept.move_to_end(key)
        return self._kept[key]

    async def snapshot(self, workspace: str | None, as_of: date | None, today: date) -> Snapshot:
        """The network of a workspace on a day: ``as_of``, else its reference date, else today.

        Raises:
            UnknownName: no such workspace, or none is named and there is none.
            Conflict: none is named and there are several.
        """
        stored = await the_workspace(self._database, workspace)
        if (cached := self._cached(stored, as_of, today)) is not None:
            return cached
        async with self._loading:  # who waited looks again: one load serves all who asked before it ended
            stored = await the_workspace(self._database, stored.id)
            return self._cached(stored, as_of, today) or await self._loaded(stored.id, as_of, today)

    async def network(self, workspace: str | None, as_of: date | None, today: date) -> tuple[Network, str]:
        """The network and the name of its workspace."""
        snapshot = await self.snapshot(workspace, as_of, today)
        return snapshot.network, snapshot.title

    def former(self, snapshot: Snapshot, analyses: Sequence[str]) -> Snapshot | None:
        """The newest kept snapshot of the same part and day before a change, with results of some analyses; None: there is none."""
        present = snapshot.network
        kept = [
            former
            for former in self._kept.values()
            if former.fingerprint in snapshot.lineage
            and (former.network.workspace, former.title, former.network.as_of, former.scope)
            == (present.workspace, snapshot.title, present.as_of, snapshot.scope)
            and former.network.actors
            and former.results.keys() >= {*analyses}
        ]
        return max(kept, key=lambda former: former.network.revision, default=None)

    def forget(self, workspace: str) -> None:
        """Hold nothing of what a workspace was: it was deleted, or somebody was erased; what is being read is not kept."""
        self._forgettings[workspace] += 1
        self._forget(workspace)

    def _cached(self, stored: StoredWorkspace, as_of: date | None, today: date) -> Snapshot | None:
        key = _key(stored, as_of, today)
        if key in self._kept:
            self._kept.move_to_end(key)
        return self._kept.get(key)

    async def _loaded(self, workspace: str, as_of: date | None, today: date) -> Snapshot:
        begun, forgettings = time.perf_counter(), self._forgettings[workspace]
        build, stored, lineage = await consistent_read(self._database, workspace, partial(self._read, workspace))
        network = await asyncio.to_thread(build, as_of or stored.reference_date or today)
        self.loads, self.load_seconds = self.loads + 1, time.perf_counter() - begun
        snapshot = Snapshot(network, stored.name, stored.fingerprint, lineage=lineage)
        return self._kept_unless_forgotten(_key(stored, as_of, today), snapshot, forgettings)

    async def _read(self, workspace: str) -> tuple[Callable[[date], Network], StoredWorkspace, tuple[str, ...]]:
        """What makes the network on a day, and its lineage; of a workspace that is known, what was touched since is read."""
        stored = await get_workspace(self._database, workspace)
        former = self._newest(workspace)
        if former is not None and former.fingerprint == stored.fingerprint:
            touched: Touched | None = {}
        elif former is not None:
            touched = await touched_since(self._database, workspace, former.network.revision, former.fingerprint)
        if former is None or touched is None:
            self._forget(workspace)
            return await self._from_all_records(stored), stored, ()
        lineage = (*former.lineage, former.fingerprint)[-MOST_SNAPSHOTS:]
        return await self._changed(stored, former.network, touched), stored, lineage

    async def _from_all_records(self, stored: StoredWorkspace) -> Callable[[date], Network]:
        records = await load(
            self._database.with_bulk_deadlines, stored.id, [topic for topic in TOPICS if topic != TIES]
        )
        ties = await load_ties(self._database.with_bulk_deadlines, stored.id)
        return partial(build_network, records, ties=ties, workspace=stored.id, revision=stored.revision)

    async def _changed(self, stored: StoredWorkspace, former: Network, touched: Touched) -> Callable[[date], Network]:
        of_topics = {topic: ids for topic, ids in touched.items() if topic != TIES}
        records = await updated(self._database.with_bulk_deadlines, stored.id, former.records, of_topics)
        ties = await load_ties(self._database.with_bulk_deadlines, stored.id) if TIES in touched else None
        return partial(rebuilt, former, records, ties, revision=stored.revision)

    def _newest(self, workspace: str) -> Snapshot | None:
        """The kept snapshot of all of a workspace that holds its latest change, of any day."""
        whole = [snapshot for key, snapshot in self._kept.items() if key[0] == workspace and snapshot.scope is None]
        return max(whole, key=lambda snapshot: snapshot.network.revision, default=None)

    def _kept_unless_forgotten(self, key: _Key, snapshot: Snapshot, forgettings: int) -> Snapshot:
        """A snapshot, kept if nothing of its workspace was to be forgotten since it was begun."""
        return self._keep(key, snapshot) if forgettings == self._forgettings[key[0]] else snapshot

    def _keep(self, key: _Key, snapshot: Snapshot) -> Snapshot:
        self._kept[key] = snapshot
        while len(self._kept) > MOST_SNAPSHOTS:
            self._drop(next(iter(self._kept)))
        gc.freeze()  # a collection that looked at all their records would stop the event loop for 0.2 s
        return snapshot

    def _forget(self, workspace: str) -> None:
        """Drop the snapshots of a workspace that was made anew, or changed too much to be told: no later one follows them."""
        for key in [key for key in self._kept if key[0] == workspace]:
            self._drop(key)

    def _drop(self, key: _Key) -> None:
        del self._kept[key]
        gc.unfreeze()  # the one that left may be collected


def fingerprint_of(workspace: str, scope: Scope | None) -> str:
    """The fingerprint of a part of a workspace by that of the whole."""
    return workspace if scope is None else f"{workspace} {scope}"


def _key(stored: StoredWorkspace, as_of: date | None, today: date) -> _Key:
    return stored.id, stored.name, stored.fingerprint, as_of or stored.reference_date or today, None
