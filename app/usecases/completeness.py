"""Ticks of completeness: which lists of which areas somebody confirmed, and what a tick changes in the findings."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from app.findings import Finding
from app.network.district.inventory import Inventory
from app.network.graph.network import Network
from app.records.dates import PartialDate
from app.records.ids import made_id
from app.records.records import Records
from app.records.schema import Topic
from app.records.sources import InventoryCheck, RecordKind
from app.store.bolt import Database
from app.store.requests import WriteSet
from app.store.write import write
from app.usecases.records.records import BY
from app.usecases.snapshots import Snapshot

BY_THEME: tuple[RecordKind, ...] = ("offers", "projects")
"""Lists that can be complete for one theme and not for another."""

OF_AREAS: tuple[RecordKind, ...] = ("offers", "actors", "projects", "working_groups", "mediators", "places")
"""Lists of an area that can be confirmed, the most useful first."""


class Cell(NamedTuple):
    """A list of one area: of one theme, or of all (None)."""

    area: str
    theme: str | None


@dataclass(frozen=True, slots=True)
class Effect:
    """What ticks changed: findings that came, that went, and those of which more is sure now."""

    came: int
    went: int
    changed: int


def newest_checks(network: Network, record_kind: RecordKind) -> Mapping[Cell, InventoryCheck]:
    """The newest check that counts for each list, also one of a wider area or of all themes."""
    inventory = network.view(Inventory)
    cells = (Cell(area.id, theme) for area in network.records.areas for theme in themes_of(network, record_kind))
    checks = {cell: inventory.newest(record_kind, "area", *cell) for cell in cells}
    return {cell: check for cell, check in checks.items() if check is not None}


def themes_of(network: Network, record_kind: RecordKind) -> tuple[str | None, ...]:
    """The columns of a list: all themes, then each that some work or check of it has."""
    if record_kind not in BY_THEME:
        return (None,)
    works = network.records.offers if record_kind == "offers" else network.records.projects
    used = {theme for work in works for theme in work.themes}
    used |= {
        check.theme for check in network.records.inventory_checks if check.theme and check.record_kind == record_kind
    }
    return (None, *sorted(used))


async def tick(
    database: Database,
    snapshot: Snapshot,
    record_kind: RecordKind,
    *,
    confirmed: Collection[Cell],
    withdrawn: Collection[Cell],
    day: date,
    key: str,
    at: datetime,
) -> None:
    """Confirm lists as complete on a day, and say of others that they are not; the same ``key`` twice has one effect.

    Raises:
        UnknownName: no such workspace.
        InvalidInput: there is no such area or theme.
        StaleVersion: somebody wrote about the same list on the same day.
    """
    network = snapshot.network
    assert network.workspace is not None, "lists of files are confirmed by nobody"
    checks = [_check(cell, record_kind, day, complete=True) for cell in sorted(confirmed, key=str)]
    checks += [_check(cell, record_kind, day, complete=False) for cell in sorted(withdrawn, key=str)]
    stored = {check.id: check.version for check in network.records.inventory_checks}
    versions: dict[tuple[Topic, str], int] = {
        ("inventory_checks", check.id): stored.get(check.id, 0) for check in checks
    }
    change = WriteSet(upserts=Records(inventory_checks=tuple(checks)), expected_versions=versions)
    await write(database, network.workspace, key, change, by=BY, at=at, kind="edit")


def _check(cell: Cell, record_kind: RecordKind, day: date, *, complete: bool) -> InventoryCheck:
    values = {
        "subject_kind": "area",
        "subject": cell.area,
        "record_kind": record_kind,
        "checked_on": PartialDate.of_day(day),
        "theme": cell.theme,
    }
    return InventoryCheck(id=made_id("inventory_checks", values) or "", complete=complete, **values)  # type: ignore[arg-type]


def effect(before: Iterable[Finding], after: Iterable[Finding]) -> Effect:
    """What became of findings, by their keys."""
    old, new = ({finding.key: finding for finding in findings} for findings in (before, after))
    common = old.keys() & new.keys()
    surer = sum((old[key].card, old[key].band) != (new[key].card, new[key].band) for key in common)
    return Effect(came=len(new.keys() - old.keys()), went=len(old.keys() - new.keys()), changed=surer)
