"""What does a workspace look like on a day? Networks kept by revision, so that nothing unchanged is loaded twice."""

import asyncio
from collections import OrderedDict
from dataclasses import dataclass, field
from datetime import date

from app.analysis.interface import analysis
from app.findings import Result
from app.network.network import Network, build_network
from app.report.compose import analyses_of_report
from app.store.bolt import Database
from app.store.records import load, load_ties
from app.usecases.workspaces import the_workspace

KEPT = 8
"""Networks kept in memory, the least recently used leaves first."""

_Key = tuple[str, int, date]


@dataclass(slots=True)
class Snapshot:
    """One network with the name of its workspace and the results computed so far, by analysis."""

    network: Network
    title: str
    results: dict[str, Result] = field(default_factory=dict)


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
        key = (found.id, found.revision, as_of or found.reference_date or today)
        async with self._loading:
            if key not in self._kept:
                self._kept[key] = Snapshot(await self._load(*key), found.name)
            self._kept.move_to_end(key)
            while len(self._kept) > KEPT:
                self._kept.popitem(last=False)
            return self._kept[key]

    async def network(self, workspace: str | None, as_of: date | None, today: date) -> tuple[Network, str]:
        """The network and the name of its workspace."""
        found = await self.snapshot(workspace, as_of, today)
        return found.network, found.title

    async def results(self, workspace: str | None, as_of: date | None, today: date) -> tuple[Result, ...]:
        """Every analysis of the report with its default parameters, in reading order."""
        found = await self.snapshot(workspace, as_of, today)
        for one in analyses_of_report():
            if one not in found.results:
                found.results[one] = await asyncio.to_thread(analysis(one), found.network)
        return tuple(found.results[one] for one in analyses_of_report())

    async def _load(self, workspace: str, revision: int, day: date) -> Network:
        records = await load(self._database, workspace)
        ties = await load_ties(self._database, workspace, day)
        return build_network(records, day, ties=ties, workspace=workspace, revision=revision)
