"""What areas a row means by the whole city, all but some, or nowhere in particular."""

from abc import abstractmethod
from collections.abc import Sequence

from app.intake.fates import Fates
from app.intake.names import Register
from app.intake.problems import Problems
from app.intake.questions import Questions
from app.intake.rows import Row
from app.intake.values.extents import all_but, area_named, is_extent, is_no_area, is_whole_city
from app.intake.values.lists import Part, perhaps_several
from app.intake.values.texts import Notice
from app.records.schema import Topic
from app.records.spelling import folded, slug


class AreaExtents(Fates):
    """Reads texts that are no name of a single area, by the names of a register."""

    def __init__(self, register: Register, problems: Problems, questions: Questions) -> None:
        super().__init__(problems)
        self.register = register
        self.questions = questions

    @abstractmethod
    def ids_of(self, row: Row, field: str, topic: Topic, text: str) -> Sequence[str]:
        """The ids that a text means."""

    @abstractmethod
    def parts(self, texts: tuple[str, ...], topic: Topic) -> tuple[Part, ...]:
        """The values of texts, cut where names of the topic are known."""

    @abstractmethod
    def create(self, row: Row, field: str, topic: Topic, name: str) -> Sequence[str]:
        """The id of a record that exists because a file mentions its name."""

    def _no_place(self, row: Row, field: str, text: str) -> Sequence[str]:
        if is_whole_city(text) and row.sheet.topic == "offers":
            return self._whole_city(row, field, text)
        self.problems.tell(Notice("no_place", {"value": text}, left_out=True), row.place(field))
        return ()

    def extent(self, row: Row, field: str, topic: Topic, text: str) -> Sequence[str] | None:
        """What a text means that is no name of an area or a place, or only beside other words; None where it is a name."""
        if topic == "places" and is_extent(text):
            return self._no_place(row, field, text)
        return self._areas_of_extent(row, field, text) if topic == "areas" else None

    def _areas_of_extent(self, row: Row, field: str, text: str) -> Sequence[str] | None:
        if is_whole_city(text):
            return self._whole_city(row, field, text)
        if (left_out := all_but(text)) is not None:
            return self._all_areas_but(row, field, text, left_out)
        if is_no_area(text):
            self.problems.tell(Notice("no_area", {"value": text}, left_out=True), row.place(field))
            return ()
        if (area_name := area_named(text)) == text:
            return None
        self.problems.notice("area_read_as", row.place(field), value=text, name=area_name)
        return self.ids_of(row, field, "areas", area_name)

    def _all_areas_but(self, row: Row, field: str, text: str, left_out: str) -> Sequence[str]:
        """Every area but some, where somebody says so and all of these are known."""
        parts = self.parts((left_out,), "areas")
        if not all(part.known for part in parts):
            self.problems.tell(Notice("no_area", {"value": text}, left_out=True), row.place(field))
            return ()
        choices, subject = ("all_areas", "leave_out"), f"{row.sheet.topic}:{slug(text)}"
        names = ", ".join(part.text for part in parts)
        answer = self.questions.ask(
            "areas_except", subject, row.place(field), choices, default="leave_out", value=text, names=names
        )
        if answer != "all_areas":
            return ()
        excepted = {record_id for part in parts for record_id in self.ids_of(row, field, "areas", part.text)}
        return tuple(area for area in self._all_areas(row, field) if area not in excepted)

    def _whole_city(self, row: Row, field: str, text: str) -> Sequence[str]:
        if row.sheet.topic == "offers":
            self.citywide.add(row.key)
            self.problems.notice("citywide_read", row.place(field), value=text)
            return ()
        choices = ("all_areas", "leave_out")
        answer = self.questions.ask(
            "citywide", row.sheet.topic, row.place(field), choices, default="leave_out", value=text
        )
        return self._all_areas(row, field) if answer == "all_areas" else ()

    def _all_areas(self, row: Row, field: str) -> Sequence[str]:
        """Every area that is entered; where none is, those that the cells mention, alone or in a list that is taken apart."""
        if entered := self.register.directories["areas"].ids():
            return entered
        mentioned = self.register.mentioned.get("areas", frozenset())
        listed = (part for text in self.register.texts("areas") for part in self._taken_apart(text))
        names = sorted({folded(name): name for name in (*sorted(mentioned), *sorted(listed))}.values())
        area_ids = (record_id for name in names for record_id in self.create(row, field, "areas", name))
        return tuple(dict.fromkeys(area_ids))

    def _taken_apart(self, text: str) -> Sequence[str]:
        """The areas of a text of which somebody says that it means several."""
        answers = self.questions.answers
        answer = answers.get(f"several:areas:{slug(text)}", answers.get("several"))
        return perhaps_several(text, loosely=True) if answer == "split" else ()
