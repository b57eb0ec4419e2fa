"""What does a workspace look like on a day? Networks kept by revision, so that nothing unchanged is loaded twice."""

import asyncio
import gc
from collections import OrderedDict
from dataclasses import dataclass, field
from datetime import date
from functools import partial

from app.analysis.interface import analyses_of_report
from app.errors import Conflict
from app.findings import Result
from app.network.graph.network import Network, build_network
from app.store.bolt import Database
from app.store.records import load, load_ties
from app.store.workspaces import StoredWorkspace, get_workspace
from app.usecases.workspaces import the_workspace

KEPT = 8
"""Networks kept in memory, the least recently used leaves first."""

_ATTEMPTS = 5

_Key = tuple[str, str, str, date]
"""Id, name and fingerprint of a workspace, and the day."""


@dataclass(slots=True)
class Snapshot:
    """One network with the name and fingerprint of its workspace and the results computed so far, by analysis."""

    network: Network
    title: str
    fingerprint: str
    results: dict[str, Result] = field(default_factory=dict)

    @property
    def in_reading_order(self) -> tuple[Result, ...]:
        """The results of the report, once all are there."""
        return tuple(self.results[one] for one in analyses_of_report())


class Snapshots:
    """The networks of one database."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._kept: OrderedDict[_Key, Snapshot] = OrderedDict()
        self._loading = asyncio.Lock()

    async def snapshot(self, workspace: str | None, as_of: date | None, today: date) -> Snapshot:
        """The network of a workspace on a day: ``as_of``, else its reference date, else today.

        Raises:
            UnknownName: no such workspace, or none is named and there is none.
            Conflict: none is named and there are several.
        """
        found = await the_workspace(self._database, workspace)
        day = as_of or found.reference_date or today
        async with self._loading:
            key = (found.id, found.name, found.fingerprint, day)
            if key not in self._kept:
                loaded = await self._load(found, day)
                key = (found.id, loaded.title, loaded.fingerprint, day)
                self._kept[key] = loaded
                gc.freeze()  # a collection that looked at all its records would stop the event loop for 0.2 s
            self._kept.move_to_end(key)
            while len(self._kept) > KEPT:
                self._kept.popitem(last=False)
                gc.unfreeze()  # the one that left may be collected
            return self._kept[key]

    async def network(self, workspace: str | None, as_of: date | None, today: date) -> tuple[Network, str]:
        """The network and the name of its workspace."""
        found = await self.snapshot(workspace, as_of, today)
        return found.network, found.title

    async def _load(self, found: StoredWorkspace, day: date) -> Snapshot:
        """What was read while somebody wrote is read again: ties and records belong to one revision."""
        for _attempt in range(_ATTEMPTS):
            records = await load(self._database.patient, found.id)
            ties = await load_ties(self._database.patient, found.id)
            before, found = found, await get_workspace(self._database, found.id)
            if before.fingerprint == found.fingerprint:
                build = partial(build_network, ties=ties, workspace=found.id, revision=found.revision)
                network = await asyncio.to_thread(build, records, day)
                return Snapshot(network, found.name, found.fingerprint)
        raise Conflict(f"{found.id} is being written to all the time", hint="try again when the import has ended")
