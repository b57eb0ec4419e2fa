"""What becomes of the rows of a file: a record, none, or one with something left open."""

from collections.abc import Sequence

from app.intake.problems import Problems
from app.intake.rows import Row, RowKey
from app.intake.values.texts import Notice
from app.records.schema import Topic


class Fates:
    """What became of rows so far.

    ``citywide`` are rows whose areas are the whole city, ``unresolved`` those that become no record, ``dropped`` what
    these would have been.
    """

    def __init__(self, problems: Problems) -> None:
        self.problems = problems
        self.unresolved: set[RowKey] = set()
        self.citywide: set[RowKey] = set()
        self.dropped: set[tuple[Topic, str]] = set()
        self._left_open: set[tuple[RowKey, str]] = set()

    def is_settled(self, row: Row) -> bool:
        """Whether a row becomes a record: nothing of it was rejected, and everybody it needs is known."""
        return (
            row.sound
            and not row.ends_before_start
            and not (self.unresolved and any(part.key in self.unresolved for part in row.parts))
        )

    def is_citywide(self, row: Row) -> bool:
        """Whether the areas of a row are the whole city."""
        return bool(self.citywide) and any(part.key in self.citywide for part in row.parts)

    def reject(self, key: str, row: Row, field: str, **arguments: object) -> None:
        """Refuse a row because of what it refers to."""
        self.unresolved.add(row.key)
        self.problems.refuse(Notice(key, arguments), row.place(field))

    def set_aside(self, key: str, row: Row, field: str, **arguments: object) -> None:
        """Leave out a row because of what it says; the file is refused where a missing row would say something."""
        self.unresolved.add(row.key)
        self.problems.set_row_aside(row.sheet, Notice(key, arguments), row.place(field))

    def leave_out(self, row: Row, field: str) -> None:
        """Take a row for no record: what it needs is left open."""
        if row.key not in self.unresolved:
            self.problems.notice("row_left_out", row.place(field))
        self.unresolved.add(row.key)

    def nobody(self, row: Row, field: str, text: str) -> Sequence[str]:
        """No record for a text that names none; a row that needs one says nothing then."""
        self.problems.tell(Notice("not_known", {"value": text}, left_out=True), row.place(field))
        if row.sheet.column(field).required:
            self.leave_open(row, field)
        return ()

    def left_open(self, row: Row, field: str) -> bool:
        """Whether something in a cell was left out because nobody said what it means."""
        return any((part.key, field) in self._left_open for part in row.parts)

    def leave_open(self, row: Row, field: str) -> None:
        """Note that something in a cell is left out because nobody said what it means."""
        self._left_open.add((row.key, field))
