"""Figures for those who watch the service, in the text format of Prometheus; none tells what is stored."""

import math
from collections.abc import Callable
from datetime import datetime

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, ProcessCollector, generate_latest

from app.web.service import Service

MEDIA_TYPE = "text/plain; version=0.0.4; charset=utf-8"

_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
"""Any other word that somebody sends as a method is counted as one."""

_SECONDS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)


class Metrics:
    """The figures of one application: requests as they come, everything else when somebody looks."""

    def __init__(self) -> None:
        registry = self._registry = CollectorRegistry()
        ProcessCollector(namespace="netzblick", registry=registry)
        self._requests = Counter(
            "netzblick_requests", "answered requests", ("method", "route", "status"), registry=registry
        )
        self._seconds = Histogram(
            "netzblick_request_seconds",
            "time until an answer was sent",
            ("route",),
            registry=registry,
            buckets=_SECONDS,
        )
        gauge = _gauges(registry)
        self.under_way = gauge("requests_under_way", "requests that are being answered")
        self._running = gauge("analyses_running", "costly analyses that are being computed")
        self._waiting = gauge("analyses_waiting", "costly questions that wait for their turn")
        self._imports = gauge("imports_running", "imports that go on")
        self._snapshots = gauge("snapshots_kept", "networks in memory")
        self._loads = gauge("snapshots_loaded", "networks loaded since the service started")
        self._load_seconds = gauge("snapshot_load_seconds", "time the last network took to load; 0 before the first")
        self._database_up = gauge("database_up", "1: the database answers and has the schema of this version")
        self._database_seconds = gauge("database_answer_seconds", "time the database took to say so")
        self._free = gauge("disk_free_megabytes", "room on the disk of the database; +Inf: not on this machine")
        self._backup_age = gauge("backup_age_seconds", "time since the last backup of everything; +Inf: there is none")

    def note_request(self, method: str, route: str, status: int, seconds: float) -> None:
        """Count an answer."""
        known = method if method in _METHODS else "other"
        self._requests.labels(known, route, str(status)).inc()
        self._seconds.labels(route).observe(seconds)

    def text(self, service: Service, database_seconds: float | None, backed_up: datetime | None, at: datetime) -> bytes:
        """All figures.

        Args:
            service: whose queues and networks are counted.
            database_seconds: how long the database took to answer; None: it did not.
            backed_up: when everything was backed up last; None: never, or the database does not answer.
            at: the present moment.
        """
        self._running.set(service.workers.running)
        self._waiting.set(service.runs.waiting)
        self._imports.set(service.jobs.running)
        self._snapshots.set(service.snapshots.size)
        self._loads.set(service.snapshots.loads)
        self._load_seconds.set(service.snapshots.load_seconds)
        self._database_up.set(database_seconds is not None)
        self._database_seconds.set(math.inf if database_seconds is None else database_seconds)
        disk = service.database.disk
        self._free.set(math.inf if disk is None else disk.free_megabytes)
        self._backup_age.set((at - backed_up).total_seconds() if backed_up else math.inf)
        return generate_latest(self._registry)


def _gauges(registry: CollectorRegistry) -> Callable[[str, str], Gauge]:
    return lambda name, text: Gauge(f"netzblick_{name}", text, registry=registry)
