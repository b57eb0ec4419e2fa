"""What does an analysis say about a workspace? Runs named by what they depend on, so that asking twice computes once."""

import asyncio
import hashlib
import json
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from app.analysis.interface import Analysis, analysis
from app.errors import UnknownName
from app.findings import Result
from app.report.json import plain
from app.usecases.snapshots import Snapshot, Snapshots

KEPT = 200
"""Runs kept in memory; the oldest leaves first and can be computed again."""


@dataclass(frozen=True, slots=True)
class Run:
    """A result and the name under which it is found again."""

    id: str
    workspace: str
    result: Result


class Runs:
    """The runs of this process."""

    def __init__(self, snapshots: Snapshots) -> None:
        self._snapshots = snapshots
        self._kept: OrderedDict[str, Run] = OrderedDict()

    async def run(
        self, workspace: str, analysis_id: str, values: Mapping[str, Any], *, as_of: date | None, today: date
    ) -> Run:
        """Run an analysis, or give the run of the same data and parameters.

        Raises:
            UnknownName: no such workspace or analysis.
            InvalidInput: a parameter is unknown or out of bounds.
        """
        entry = analysis(analysis_id)
        parameters = entry.checked(values)
        snapshot = await self._snapshots.snapshot(workspace, as_of, today)
        name = run_id(entry, snapshot, parameters)
        if name not in self._kept:
            self._kept[name] = Run(name, workspace, await asyncio.to_thread(entry, snapshot.network, values))
        while len(self._kept) > KEPT:
            self._kept.popitem(last=False)
        return self._kept[name]

    def get(self, workspace: str, run: str) -> Run:
        """A run of a workspace.

        Raises:
            UnknownName: it never was, is of another workspace, or is kept no longer.
        """
        found = self._kept.get(run)
        if found is None or found.workspace != workspace:
            raise UnknownName("there is no such run", hint="ask the analysis again; the same data give the same run")
        return found


def run_id(entry: Analysis, snapshot: Snapshot, parameters: Any) -> str:
    """The name of a run: the same data, day and parameters give the same one."""
    network = snapshot.network
    parts = [network.workspace, snapshot.fingerprint, network.as_of, entry.id, entry.version, parameters]
    return hashlib.sha256(json.dumps(plain(parts), sort_keys=True).encode()).hexdigest()[:24]
