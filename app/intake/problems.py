"""Where is something wrong? Collects problems with file, sheet, row and column."""

from dataclasses import dataclass, field

from app.errors import Problem
from app.formats.messages import code_of, sentence
from app.records.sources import SourceRef


@dataclass(frozen=True, slots=True)
class Place:
    """A spot in a file: a row of a sheet, and one of its columns (``letter``, ``heading``) where that is known."""

    source: SourceRef
    letter: str | None = None
    heading: str | None = None


@dataclass(slots=True)
class Problems:
    """The problems met so far: ``rejected`` refuse the file, ``notices`` say what was left out or assumed."""

    lang: str
    rejected: list[Problem] = field(default_factory=list)
    notices: list[Problem] = field(default_factory=list)

    def reject(self, key: str, place: Place, *, suggestion: str | None = None, **arguments: object) -> None:
        """Refuse what stands at a place; the message is ``key`` of messages.toml."""
        self.rejected.append(self._problem(key, place, suggestion, arguments))

    def notice(self, key: str, place: Place, *, suggestion: str | None = None, **arguments: object) -> None:
        """Tell what happened to what stands at a place."""
        self.notices.append(self._problem(key, place, suggestion, arguments))

    def _problem(self, key: str, place: Place, suggestion: str | None, arguments: dict[str, object]) -> Problem:
        message = self._whereabouts(place) + sentence(key, self.lang, **arguments)
        if suggestion is not None:
            message += " " + sentence("suggestion", self.lang, suggestion=suggestion)
        return Problem(
            code=code_of(key),
            message=message,
            file=place.source.file,
            sheet=place.source.sheet,
            row=place.source.row,
            column=place.letter,
            suggestion=suggestion,
        )

    def _whereabouts(self, place: Place) -> str:
        if place.letter is None:
            return sentence("at_row", self.lang, row=place.source.row)
        heading = place.heading or "–"
        return sentence("at_cell", self.lang, row=place.source.row, letter=place.letter, heading=heading)
