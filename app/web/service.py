"""What a request works with: the database, the snapshots and the runs of this process."""

from contextlib import suppress
from dataclasses import dataclass, field
from typing import Annotated

from fastapi import Depends, Request

from app.clock import today
from app.engines.engine import Cluster
from app.errors import NetzblickError
from app.store.bolt import Database
from app.store.import_runs import ImportRun
from app.store.workspaces import list_workspaces
from app.usecases.computing import Computing
from app.usecases.imports.import_records import ImportReport
from app.usecases.run_analysis import Runs
from app.usecases.runs.background import Jobs
from app.usecases.runs.lasting import LastingRuns
from app.usecases.snapshots import MOST_SNAPSHOTS, Snapshots
from app.workers.pool import Workers


@dataclass(frozen=True, slots=True)
class Service:
    """Made when the application starts, closed when it stops.

    ``under_way`` are the requests with an idempotency key that are being answered: their digests by key; ``jobs`` are
    imports that go on when whoever asked has left, ``lasting`` are such runs.
    """

    database: Database
    snapshots: Snapshots
    runs: Runs
    workers: Workers
    lasting: LastingRuns
    under_way: dict[str, str] = field(default_factory=dict)
    jobs: Jobs[ImportReport | ImportRun] = field(default_factory=Jobs)


def service_of(database: Database, workers: Workers, cluster: Cluster | None = None) -> Service:
    """The service on an open database; ``cluster`` computes what is costly and can be split."""
    computing = Computing(workers, cluster)
    snapshots = Snapshots(database)
    return Service(database, snapshots, Runs(snapshots, computing), workers, LastingRuns(database))


async def warm_up(service: Service) -> None:
    """Have at hand what the first pages of the workspaces show, the small ones first; whoever asks meanwhile shares it."""
    with suppress(NetzblickError):  # whoever asks first is told
        workspaces = await list_workspaces(service.database)
        for stored in sorted(workspaces, key=lambda stored: sum(stored.counts.values()))[:MOST_SNAPSHOTS]:
            await service.runs.analysed(stored.id, None, today())


def service_in(request: Request) -> Service:
    """Service that a request works with."""
    service = getattr(request.state, "service", request.app.state.service)
    assert isinstance(service, Service)
    return service


def use_service(request: Request, service: Service) -> None:
    """Let a request work with something of its own."""
    request.state.service = service


def forget_in_memory(request: Request, workspace: str) -> None:
    """Let nothing in the memory of the process speak of what a workspace was: networks, results, jobs, handed-over files.

    It was deleted, or somebody was erased from it.
    """
    service = service_in(request)
    service.snapshots.forget(workspace)
    service.runs.forget(workspace)
    service.lasting.forget(workspace)
    service.jobs.drop_all(workspace)
    request.app.state.uploads.drop_all(workspace)
    request.state.forgotten = workspace


def forget_once_more(request: Request) -> None:
    """Forget again what a request had forgotten before it was committed: somebody may have read the old state since."""
    workspace = getattr(request.state, "forgotten", None)
    if workspace is not None:
        forget_in_memory(request, workspace)


ServiceOf = Annotated[Service, Depends(service_in)]
"""The parameter of a route that needs the service."""
