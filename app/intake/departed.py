"""Departed records: stored ones that no row of the files names, looked up by what a row with a new name says."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from operator import attrgetter

from app.intake.rows import Row
from app.intake.sheets.sheet import Kind
from app.records.records import Record
from app.records.spelling import folded

_OWN_NAMES = frozenset({"name", "short_name"})


class Departed:
    """Records of one topic by id; each lookup costs the same, however many there are."""

    def __init__(self, records: Mapping[str, Record]) -> None:
        self._records = dict(records)
        self._by_row: dict[tuple[str, int], list[str]] = {}
        self._by_values: dict[tuple[str, ...], dict[tuple[object, ...], list[str]]] = {}
        for record_id, record in self._records.items():
            if record.source is not None:
                self._by_row.setdefault((record.source.sheet, record.source.row), []).append(record_id)

    def __contains__(self, record_id: object) -> bool:
        return record_id in self._records

    def former(self, row: Row) -> str | None:
        """The only record that disappeared where a new name stands: from the same row, or alike in everything else."""
        same_row = self._otherwise_named(self._by_row.get((row.source.sheet, row.source.row), ()), row)
        candidates = list(islice(same_row, 2)) or list(islice(self._otherwise_named(self._alike(row), row), 2))
        return candidates[0] if len(candidates) == 1 else None

    def remove(self, record_id: str) -> None:
        """Let nobody find a record any more: a row has it."""
        del self._records[record_id]

    def _otherwise_named(self, record_ids: Iterable[str], row: Row) -> Iterator[str]:
        name = row.text("name")
        for record_id in record_ids:
            if record_id in self._records and not is_called(self._records[record_id], name):
                yield record_id

    def _alike(self, row: Row) -> Iterable[str]:
        """Records that hold everything the row gives beside names and references, if that is more than one thing."""
        if not self._records:
            return ()
        record = next(iter(self._records.values()))
        aside = {column.field for column in row.sheet.columns if column.kind is Kind.REFERENCE} | _OWN_NAMES
        fields = tuple(sorted(name for name in row.values if name not in aside and hasattr(record, name)))
        if len(fields) < 2:  # noqa: PLR2004 - one thing in common is chance
            return ()
        return self._holding(fields).get(tuple(row.values[name] for name in fields), ())

    def _holding(self, fields: tuple[str, ...]) -> Mapping[tuple[object, ...], list[str]]:
        """The records by the values of these fields; made when the first row gives exactly these."""
        if fields not in self._by_values:
            self._by_values[fields] = {}
            values_of = attrgetter(*fields)
            for record_id, record in self._records.items():
                self._by_values[fields].setdefault(values_of(record), []).append(record_id)
        return self._by_values[fields]


def is_called(record: Record, name: str | None) -> bool:
    """Whether this is the name of a record, however it is written."""
    return folded(str(getattr(record, "name", ""))) == folded(name or "")
