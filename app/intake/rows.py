"""Rows of a sheet: their cells as values, before names are looked up."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from app.formats.tables import Spot
from app.intake.cells import Value
from app.intake.problems import Place, Problems
from app.intake.sheets.sheet import Sheet
from app.records.dates import PartialDate
from app.records.schema import Topic
from app.records.sources import SourceRef

RowKey = tuple[Topic, SourceRef, Spot | None]
Spots = Mapping[str, Spot]
"""Letter and heading of the column of a field."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a sheet: its ``values`` by field, and where they stand (letter and heading), for problems.

    ``sound`` is False when a cell of it was rejected: it still answers to its name, but becomes no record.
    ``unclear`` are answers about cooperation, by field, that nobody can read with certainty, and dates that only say roughly
    when; ``blank`` the fields whose cells are empty. ``joined`` are the rows, or the repeated columns of one, that it was put together of.
    """

    sheet: Sheet
    source: SourceRef
    values: Mapping[str, Value]
    spots: Spots
    sound: bool = True
    unclear: Mapping[str, str] = field(default_factory=dict)
    blank: tuple[str, ...] = ()
    joined: tuple["Row", ...] = ()

    @property
    def key(self) -> RowKey:
        """What tells it apart: several sheets may be made of one row of a file, and several values may stand in it."""
        return self.sheet.topic, self.source, self.spots.get("value")

    @property
    def parts(self) -> tuple["Row", ...]:
        """The rows that it was put together of, each with the places of its own cells; mostly it alone."""
        return self.joined or (self,)

    @property
    def ends_before_start(self) -> bool:
        """Whether its end lies before its beginning."""
        start, end = self.values.get("start"), self.values.get("end")
        return isinstance(start, PartialDate) and isinstance(end, PartialDate) and end.last < start.first

    def with_further(self, row: "Row") -> "Row":
        """The row with what another one adds: values to its lists, and what its own cells leave empty."""
        values = {**row.values, **self.values}
        for name, value in row.values.items():
            if isinstance(value, tuple) and isinstance(own_values := values[name], tuple):
                values[name] = tuple(dict.fromkeys((*own_values, *value)))
        return replace(
            self,
            values=values,
            sound=self.sound and row.sound,
            unclear={**row.unclear, **self.unclear},
            blank=tuple(field for field in self.blank if field not in row.values),
            joined=(*self.parts, row),
        )

    def contradictions(self, row: "Row") -> Iterator[str]:
        """The fields in which another one gives a value that does not fit beside its own."""
        for name, value in row.values.items():
            if not isinstance(value, tuple) and name in self.values and self.values[name] != value:
                yield name

    def place(self, field: str | None = None) -> Place:
        """Where a field stands; the row alone where the field has no column."""
        return Place(self.source, *self.spots.get(field or "", (None, None)))

    def text(self, field: str) -> str | None:
        """The text of a field; None when it is not given or cleared."""
        value = self.values.get(field)
        return value if isinstance(value, str) else None

    def texts(self, field: str) -> tuple[str, ...]:
        """The texts of a field that takes several."""
        value = self.values.get(field)
        return value if isinstance(value, tuple) else ()


def joined(row: Row, further: Row, problems: Problems) -> Row:
    """A row with one that goes on with it; single values that differ are left out and told."""
    name = row.text("name")
    problems.notice("further_row", further.place(), value=name, above=row.source.row)
    for differing in row.contradictions(further):
        value_read, left_out = row.values[differing], further.values[differing]
        problems.notice(
            "further_row.differs", further.place(differing), value=left_out, read=value_read, above=row.source.row
        )
    return row.with_further(further)
