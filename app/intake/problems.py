"""Problems of a file: what refuses it and what was left out or assumed, each with file, sheet, row and column."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from app.errors import Problem
from app.formats.messages import code_of, sentence
from app.formats.tables import Table
from app.intake.sheets.sheet import Sheet
from app.intake.values.texts import Notice
from app.records.schema import Topic
from app.records.sources import SourceRef
from app.records.vocabulary import Lang

_MOST_QUOTED = 5


@dataclass(frozen=True, slots=True)
class Place:
    """A spot in a file: a row of a sheet, and one of its columns (``letter``, ``heading``) where that is known.

    Row 0 is the sheet as a whole.
    """

    source: SourceRef
    letter: str | None = None
    heading: str | None = None


def place_of(table: Table, row: int | None = None, index: int | None = None) -> Place:
    """A row of a table, or one of its cells; that of the headings unless another is said."""
    source = SourceRef(table.file, table.sheet, table.heading_row if row is None else row)
    return Place(source) if index is None else Place(source, *table.spot(index))


@dataclass(slots=True)
class Problems:
    """The problems met so far: ``rejected`` refuse the file, ``notices`` say what was left out or assumed.

    ``rows_aside``: a row that becomes no record is set aside; else it is rejected, as a form with one row is.
    ``incomplete`` are the topics of which a row or a sheet was set aside; ``row_names`` those of the tables that have some,
    by file and sheet. ``sheet_faults`` are reasons for which a whole sheet cannot be read, with the place they stand at.
    """

    lang: Lang
    rows_aside: bool = True
    rejected: list[Problem] = field(default_factory=list)
    notices: list[Problem] = field(default_factory=list)
    incomplete: set[Topic] = field(default_factory=set)
    row_names: Mapping[tuple[str, str], Mapping[int, str]] = field(default_factory=dict)
    sheet_faults: list[tuple[Notice, Place]] = field(default_factory=list)
    _reported: set[object] = field(default_factory=set)

    def reject(self, key: str, place: Place, *, suggestion: str | None = None, **arguments: object) -> None:
        """Refuse what stands at a place; the message is ``key`` of messages.toml."""
        self.rejected.append(self._problem(Notice(key, arguments, _as_tuple(suggestion)), place))

    def notice(self, key: str, place: Place, *, suggestion: str | None = None, **arguments: object) -> Problem:
        """Tell what happened to what stands at a place."""
        problem = self._problem(Notice(key, arguments, _as_tuple(suggestion)), place)
        self.notices.append(problem)
        return problem

    def notice_of_file(self, key: str, file: str, **arguments: object) -> None:
        """Tell something about a file as a whole."""
        message = sentence(key, self.lang, file=file, **arguments)
        self.notices.append(Problem(code=code_of(key), message=message, file=file))

    def notice_of_answers(self, keys: Sequence[str]) -> None:
        """Tell which answers were not needed, the first of them by their keys."""
        quoted = ", ".join(f"„{key}“" for key in keys[:_MOST_QUOTED])
        message = sentence("answers_unmet", self.lang, count=len(keys), names=quoted)
        self.notices.append(Problem(code="answers_unmet", message=message))

    def tell(self, notice: Notice, place: Place, *, once: object = None) -> None:
        """Tell a notice; of those that are the same ``once``, the first is told."""
        if once is None or once not in self._reported:
            problem = self._problem(notice, place)
            key = "set_aside" if self.rows_aside else "set_aside.typed"
            aside = " " + sentence(key, self.lang) if notice.left_out else ""
            told = replace(problem, message=problem.message + aside)
            self.notices += [told] if self.notices[-1:] != [told] else []  # a period is read twice
        self._reported.add(once)

    def refuse(self, notice: Notice, place: Place) -> None:
        """Refuse what a notice is about: here it may not be left out."""
        self.rejected.append(self._problem(notice, place))

    def set_row_aside(self, sheet: Sheet, notice: Notice, place: Place) -> None:
        """Tell that a row becomes no entry; refuse the file where a missing row would say something."""
        if not self.rows_aside:
            self.refuse(notice, place)
        elif sheet.silence_tells:
            self.refuse(replace(notice, further="silence_tells"), place)
        else:
            problem = self._problem(notice, place)
            aside = sentence("row_aside", self.lang)
            self.notices.append(replace(problem, message=f"{problem.message} {aside}"))
            self.incomplete.add(sheet.topic)

    def fault_sheet(self, key: str, place: Place, *, suggestion: str | None = None, **arguments: object) -> None:
        """Note why a whole sheet cannot be read; whether that refuses the files shows when all their sheets are known."""
        self.sheet_faults.append((Notice(key, arguments, _as_tuple(suggestion)), place))

    def settle_sheet_faults(self, sheets: Mapping[tuple[str, str], Sheet]) -> frozenset[tuple[str, str]]:
        """Tell which sheets cannot be read, and which those are by file and name.

        They are set aside beside ``sheets`` that can be read; alone, or where what is missing would say something, they
        refuse the files.
        """
        faulty = {(place.source.file, place.source.sheet) for _, place in self.sheet_faults}
        aside = self.rows_aside and bool(sheets.keys() - faulty)
        for notice, place in self.sheet_faults:
            sheet = sheets[place.source.file, place.source.sheet]
            if aside and not sheet.silence_tells:
                problem = self._problem(notice, place)
                unread = sentence("sheet_aside", self.lang)
                self.notices.append(replace(problem, message=f"{problem.message} {unread}"))
                self.incomplete.add(sheet.topic)
            else:
                self.refuse(notice, place)
        self.sheet_faults.clear()
        return frozenset(faulty)

    def open_question(self, notice: Notice, place: Place, default: str) -> Problem:
        """Tell a question at its place, and what holds as long as nobody answers it."""
        problem = self._problem(notice, place)
        without = sentence("unanswered", self.lang, value=default)
        noticed = replace(problem, code="question", message=f"{problem.message} {without}")
        self.notices.append(noticed)
        return noticed

    def _problem(self, notice: Notice, place: Place) -> Problem:
        whereabouts = self._whereabouts(place)
        message = whereabouts + sentence(notice.key, self.lang, **notice.arguments)
        if notice.further:
            message += f" {sentence(notice.further, self.lang)}"
        if notice.suggestions:
            message += " " + sentence("suggestion", self.lang, suggestion=_listed(notice.suggestions, self.lang))
        return Problem(
            code=code_of(notice.key),
            message=message,
            file=place.source.file,
            sheet=place.source.sheet,
            row=place.source.row or None,
            column=None if self._row_name(place) else place.letter,
            suggestion=next(iter(notice.suggestions), None),
            place=whereabouts,
        )

    def _whereabouts(self, place: Place) -> str:
        if not place.source.row:
            return ""
        if name := self._row_name(place):
            return f"{name}, {place.heading}: " if place.heading else f"{name}: "
        if place.letter is None:
            return sentence("at_row", self.lang, row=place.source.row)
        heading = place.heading or "–"
        return sentence("at_cell", self.lang, row=place.source.row, letter=place.letter, heading=heading)

    def _row_name(self, place: Place) -> str | None:
        return self.row_names.get((place.source.file, place.source.sheet), {}).get(place.source.row)


def _as_tuple(suggestion: str | None) -> tuple[str, ...]:
    return (suggestion,) if suggestion else ()


def _listed(suggestions: tuple[str, ...], lang: Lang) -> str:
    """Suggestions in the quotation marks of a language; the outer ones stand in the sentence."""
    comma, final = ("“, „", "“ oder „") if lang == "de" else ("”, “", "” or “")
    *first, last = suggestions
    return final.join([*filter(None, [comma.join(first)]), last])
