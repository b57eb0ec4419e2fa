"""What a request works with: the database, the snapshots and the runs of this process."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request

from app.store.bolt import Database
from app.usecases.computing import Computing
from app.usecases.run_analysis import Runs
from app.usecases.snapshots import Snapshots
from app.workers.pool import Workers


@dataclass(frozen=True, slots=True)
class Service:
    """Made when the application starts, closed when it stops."""

    database: Database
    snapshots: Snapshots
    runs: Runs
    workers: Workers


def service_of(database: Database, workers: Workers) -> Service:
    """The service on an open database."""
    computing = Computing(workers)
    snapshots = Snapshots(database)
    return Service(database, snapshots, Runs(snapshots, computing), workers)


def _service(request: Request) -> Service:
    service = request.app.state.service
    assert isinstance(service, Service)
    return service


ServiceOf = Annotated[Service, Depends(_service)]
"""The parameter of a route that needs the service."""
