"""Do the figures tell what is so?"""

from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any, cast

from app.web.metrics import Metrics
from app.web.service import Service

NOON = datetime(2026, 9, 1, 12, tzinfo=UTC)


def figures(**parts: Any) -> dict[str, float]:
    service = SimpleNamespace(
        workers=SimpleNamespace(running=parts.get("running", 0)),
        runs=SimpleNamespace(waiting=parts.get("waiting", 0)),
        jobs=SimpleNamespace(running=parts.get("imports", 0)),
        snapshots=SimpleNamespace(size=parts.get("kept", 0), loads=0, load_seconds=0.0),
        database=SimpleNamespace(disk=None),
    )
    text = Metrics().text(cast("Service", service), None, NOON.replace(hour=11), NOON).decode()
    lines = (line.rpartition(" ") for line in text.splitlines() if line and not line.startswith("#"))
    return {name: float(value) for name, _, value in lines}


def test_each_queue_is_counted_once():
    metrics = figures(running=2, waiting=3, imports=4, kept=5)

    names = ("analyses_running", "analyses_waiting", "imports_running", "snapshots_kept")
    assert [metrics[f"netzblick_{name}"] for name in names] == [2, 3, 4, 5]


def test_a_database_that_does_not_answer_is_down_and_the_age_of_the_backup_is_told_in_seconds():
    metrics = figures()

    assert (metrics["netzblick_database_up"], metrics["netzblick_backup_age_seconds"]) == (0, 3600)
