"""Checks of the inventory: which list is confirmed to be complete, by area, group and theme."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from app.findings import Argument, Subject
from app.network.graph.answer_rates import OLD_MONTHS
from app.network.graph.network import Network
from app.records.actor import Actor
from app.records.dates import months_later
from app.records.meetings import WorkingGroup
from app.records.offers import Offer, Project
from app.records.sources import InventoryCheck
from app.records.vocabulary import vocabulary

Ending = Actor | Offer | WorkingGroup | Project
"""An entry of a list that can end."""

_KIND_OF: Mapping[type[Ending], str] = {
    Actor: "actor",
    Offer: "offer",
    WorkingGroup: "working_group",
    Project: "project",
}


@dataclass(frozen=True)
class Inventory:
    """The checks made until the day of a snapshot.

    Only the newest check of a list counts. A check of an area covers all areas in it, and a check without a theme, or
    of a wider theme, covers every narrower theme.
    """

    network: Network

    def confirmed(
        self, record_kind: str, subject_kind: str, subject: str, theme: str | None = None
    ) -> InventoryCheck | None:
        """The newest check of a list if it says "complete"; None: what the list lacks may exist all the same.

        Args:
            record_kind: code of the vocabulary of that name, for example offers.
            subject_kind: area, working_group or place.
            subject: its id.
            theme: what the list is needed for; None: all themes, which a check of a single theme does not cover.
        """
        newest = self.newest(record_kind, subject_kind, subject, theme)
        return newest if newest is not None and newest.complete else None

    def confirmed_after(
        self, former: Iterable[Ending], record_kind: str, subject_kind: str, subject: str
    ) -> InventoryCheck | None:
        """As :meth:`confirmed`, of a list on which ``former`` entries ended: a check from before does not say what holds since."""
        check = self.confirmed(record_kind, subject_kind, subject)
        return None if check is not None and any(self.ended_since(check, former)) else check

    def ended_since(self, check: InventoryCheck, former: Iterable[Ending]) -> Iterator[Ending]:
        """Those of some entries of a list that ended after it was checked and before the day."""
        for entry in former:
            if entry.end is not None and check.checked_on.last < entry.end.last < self.network.as_of:
                yield entry

    def outlived(
        self, former: Iterable[Ending], record_kind: str, subject_kind: str, subject: str
    ) -> Mapping[str, Argument]:
        """Arguments of a sentence on a list confirmed before the end of one of its entries; None where none ended since."""
        check = self.confirmed(record_kind, subject_kind, subject)
        ended = next(self.ended_since(check, former), None) if check is not None else None
        if check is None or ended is None or ended.end is None:
            return {"ended": None, "ended_on": None, "checked_before": None}
        return {
            "ended": Subject(_KIND_OF[type(ended)], ended.id, ended.name),
            "ended_on": ended.end.last,
            "checked_before": check.checked_on.last,
        }

    def newest(
        self, record_kind: str, subject_kind: str, subject: str, theme: str | None = None
    ) -> InventoryCheck | None:
        """The newest check, complete or not; of two checks of the same day the one that says "not complete"."""
        subjects = (subject, *self.network.area_tree.ancestors(subject)) if subject_kind == "area" else (subject,)
        themes = _wider_themes(theme)
        checks = (
            check for subject_id in subjects for check in self._by_list.get((record_kind, subject_kind, subject_id), ())
        )
        return _newest(check for check in checks if check.theme in themes)

    @cached_property
    def confirmations(self) -> tuple[InventoryCheck, ...]:
        """The checks that count today: each is the newest of its list and says "complete"."""
        checks = self.network.records.inventory_checks
        return tuple(
            check
            for check in checks
            if self.confirmed(check.record_kind, check.subject_kind, check.subject, check.theme) == check
        )

    @cached_property
    def outdated(self) -> frozenset[str]:
        """Ids of the confirmations of so long ago that a list may have changed since."""
        oldest = months_later(self.network.as_of, -OLD_MONTHS)
        return frozenset(check.id for check in self.confirmations if check.checked_on.last < oldest)

    @cached_property
    def _by_list(self) -> Mapping[tuple[str, str, str], tuple[InventoryCheck, ...]]:
        checks_of: dict[tuple[str, str, str], list[InventoryCheck]] = {}
        for check in self.network.records.inventory_checks:
            if check.checked_on.first <= self.network.as_of:
                checks_of.setdefault((check.record_kind, check.subject_kind, check.subject), []).append(check)
        return {key: tuple(checks) for key, checks in checks_of.items()}


def _wider_themes(theme: str | None) -> frozenset[str | None]:
    if theme is None or theme not in vocabulary("theme").terms:
        return frozenset({None, theme})
    return frozenset({None, theme, *vocabulary("theme").ancestors(theme)})


def _newest(checks: Iterable[InventoryCheck]) -> InventoryCheck | None:
    return max(checks, key=lambda check: (check.checked_on.last, not check.complete, check.id), default=None)
