"""References: the names in cells become ids; what no name answers to is asked, with what could be meant."""

from collections.abc import Sequence

from app.intake.area_extents import AreaExtents
from app.intake.names import Register
from app.intake.problems import Problems
from app.intake.questions import Choice, Questions
from app.intake.rows import Row
from app.intake.values.answers import names_nobody
from app.intake.values.extents import all_but, is_extent
from app.intake.values.lists import Part, holds_separator, parts_of, perhaps_several, without_others
from app.intake.values.privacy import names_person, organisation_parts, without_person
from app.intake.values.texts import Notice
from app.records.ids import made_id
from app.records.offers import Offer, Project
from app.records.references import Key
from app.records.schema import Topic
from app.records.sources import SourceRef
from app.records.spelling import folded, slug

_MOST_OFFERED = 12
"""Records of a topic that are offered as answers where none of them is likely."""

_ADDED = frozenset({"actors", "areas", "places", "working_groups"})
"""Topics of which a record can be added by its name alone."""


class Resolver(AreaExtents):
    """Looks names up in a register. What a mention or an answer creates is collected in
    ``created``, by topic and id, with the first of its names and where that stands.

    ``actors`` are those of every offer and project by topic and id; drafts add theirs.
    """

    def __init__(self, register: Register, problems: Problems, questions: Questions) -> None:
        super().__init__(register, problems, questions)
        self.created: dict[tuple[Topic, str], tuple[str, SourceRef]] = {}
        self._made: dict[tuple[Topic, str], str | None] = {}
        self._known: dict[tuple[Topic, str], bool] = {}
        self._exact: dict[tuple[Topic, str], str] = {}
        self.actors: dict[tuple[Topic, str], tuple[str, ...]] = {
            (topic, record.id): record.actors
            for topic in ("offers", "projects")
            for record in register.existing[topic].values()
            if isinstance(record, Offer | Project)
        }

    def reference(self, row: Row, field: str, topic: Topic) -> str | None:
        """The id of a single reference; None when it is not given, left out or was rejected, or means several."""
        part = next((part for part in row.parts if part.text(field) is not None), row)
        ids = () if (text := part.text(field)) is None else self.ids_of(part, field, topic, text)
        if len(ids) > 1:
            self.problems.tell(Notice("several_values", {"value": text}, left_out=True), part.place(field))
        return ids[0] if len(ids) == 1 else None

    def references(self, row: Row, field: str, topic: Topic) -> tuple[str, ...]:
        """The ids of the cells with several references, each once, in their order."""
        if row.joined:
            return tuple(
                dict.fromkeys(record_id for part in row.parts for record_id in self.references(part, field, topic))
            )
        texts = row.texts(field)
        if len(texts) == 1 and (record_id := self._exact.get((topic, texts[0]))) is not None:
            return (record_id,)
        if topic == "areas" and all_but(together := "; ".join(texts)) is not None:
            return tuple(self.ids_of(row, field, topic, together))
        if all(self._is_name(topic, text) for text in texts):
            names = texts
        elif (named := tuple(map(without_others, texts))) != texts:
            self.problems.notice("and_others", row.place(field), value="; ".join(texts))
            names = tuple(part.text for part in self._split(named, topic))
        else:
            names = tuple(part.text for part in self._split(texts, topic))
        return tuple(dict.fromkeys(record_id for name in names for record_id in self.ids_of(row, field, topic, name)))

    def _is_name(self, topic: Topic, text: str) -> bool:
        """Whether a text is a name of the topic as it stands."""
        if (topic, text) not in self._known:
            self._known[topic, text] = self._answers(topic, text)
        return self._known[topic, text]

    def _split(self, texts: tuple[str, ...], topic: Topic) -> tuple[Part, ...]:
        """The values of a cell; one that holds a semicolon or a line break itself is put together again."""
        if self._is_name(topic, spaced := " ".join(texts)):
            return (Part(spaced, known=True),)
        joined = self.parts(("; ".join(texts),), topic)
        return joined if all(part.known for part in joined) else self.parts(texts, topic)

    def parts(self, texts: tuple[str, ...], topic: Topic) -> tuple[Part, ...]:
        """The values of texts, cut where names of the topic are known."""
        return tuple(part for text in texts for part in parts_of(text, lambda name: self._is_name(topic, name)))

    def _answers(self, topic: Topic, name: str) -> bool:
        if topic == "areas" and is_extent(name):
            return True
        is_mentioned = folded(name) in self.register.mentioned.get(topic, frozenset())
        return is_mentioned or bool(self.register.directories[topic].known(name))

    def ids_of(self, row: Row, field: str, topic: Topic, text: str) -> Sequence[str]:
        """The ids that a text means; none where it means nobody, or nobody said what it means."""
        if (settled := self._settled(row, field, topic, text)) is not None:
            return settled
        candidates = self.register.directories[topic].known(text)
        if not candidates and topic in self.register.creatable:
            return self._mentioned(row, field, topic, text)
        return self._chosen_record(row, field, topic, text, candidates)

    def _settled(self, row: Row, field: str, topic: Topic, text: str) -> Sequence[str] | None:
        """What a text means without anybody being asked: a record that is known, nobody; None where that is open."""
        directory = self.register.directories[topic]
        if not (candidates := directory.find(text)) and len(candidates := directory.find_variant(text)) == 1:
            self.problems.notice("same_name", row.place(field), value=text, name=directory.name(candidates[0]))
        elif len(candidates) == 1:
            self._exact[topic, text] = candidates[0]
        if len(candidates) == 1:
            return candidates
        if not candidates and names_nobody(text, of_organisations=topic == "actors"):
            return self.nobody(row, field, text)
        if not candidates and (extent := self.extent(row, field, topic, text)) is not None:
            return extent
        if not candidates and topic == "actors" and (beside := self._beside_person(row, field, text)) is not None:
            return self.ids_of(row, field, topic, beside) if beside else ()
        return None

    def _each(self, row: Row, field: str, topic: Topic, names: Sequence[str]) -> Sequence[str]:
        """The records of several names: those that are known or may be meant, and a new one for each of the others."""
        ids: list[str] = []
        for name in names:
            settled = self._settled(row, field, topic, name)
            if settled is None and self.register.directories[topic].likely(name):
                settled = self._chosen_record(row, field, topic, name, ())
            ids += self.create(row, field, topic, name) if settled is None else settled
        return tuple(ids)

    def _mentioned(self, row: Row, field: str, topic: Topic, text: str) -> Sequence[str]:
        """What a mere mention creates; of an enumeration nobody names elsewhere it is asked what it means."""
        parts = (
            () if folded(text) in self.register.mentioned[topic] else perhaps_several(text, loosely=topic == "areas")
        )
        if not parts:
            return self.create(row, field, topic, text)
        choices, subject = ("split", "one", "leave_out"), f"{topic}:{slug(text)}"
        answer = self.questions.ask("several", subject, row.place(field), choices, default="leave_out", value=text)
        return self._each(row, field, topic, {"split": parts, "one": (text,)}.get(answer, ()))

    def _chosen_record(self, row: Row, field: str, topic: Topic, text: str, candidates: Sequence[str]) -> Sequence[str]:
        """The record somebody names who is asked what a text means."""
        if topic not in _ADDED:
            directory = self.register.directories[topic]
            few = directory.ids() if len(directory.ids()) <= _MOST_OFFERED else ()
            known = candidates or directory.likely(text) or few
            key = self.chosen(row, field, text, [(topic, record_id) for record_id in known])
            if key is None:
                self.leave_open(row, field)
                return ()
            return (key[1],)
        answer = self._answer(
            row, field, topic, text, likely := candidates or self.register.directories[topic].likely(text)
        )
        if answer == "new" and (parts := _listed(row, field, topic, text)):
            return self._each(row, field, topic, parts)
        if answer in {"new", "one"}:
            return self.create(row, field, topic, text)
        if answer == "leave_out":
            self.leave_open(row, field)
            return ()
        return (likely[0],) if answer == "yes" else (answer,)

    def _answer(self, row: Row, field: str, topic: Topic, text: str, likely: Sequence[str]) -> str:
        place, choices = row.place(field), ("new", "leave_out")
        if len(likely) == 1:
            name = self.register.directories[topic].name(likely[0])
            subject = f"{topic}:{likely[0]}"
            return self.questions.ask(
                "same_as", subject, place, ("yes", *choices), default="leave_out", value=text, name=name
            )
        subject = f"{topic}:{slug(text)}"
        if not likely:
            return self._answer_to_add(row, field, topic, text, subject)
        candidates = [Choice(record_id, self.register.described(topic, record_id)) for record_id in likely]
        return self.questions.ask("which_of", subject, place, (*candidates, *choices), default="leave_out", value=text)

    def _answer_to_add(self, row: Row, field: str, topic: Topic, text: str, subject: str) -> str:
        """Whether a name that nobody knows is a new record; of a list of names each is one, unless it is one name."""
        parts = _listed(row, field, topic, text)
        listed = any(map(holds_separator, (text, *row.texts(field))))
        return self.questions.ask(
            "add",
            subject,
            row.place(field),
            ("new", "one", "leave_out") if parts else ("new", "leave_out"),
            default="leave_out",
            variant=".several" if parts else ".listed" if listed else "",
            value=text,
            names=", ".join(f"„{part}“" for part in parts),
        )

    def chosen(self, row: Row, field: str, text: str, likely: Sequence[Key]) -> Key | None:
        """The record of another topic than one, or of one to which nothing is added, that somebody says is meant.

        Without an answer it is left out; where nothing is likely that is told, and nothing is asked.
        """
        if not likely:
            kind = next(column.of for column in row.sheet.columns if column.field == field)
            self.problems.tell(Notice(f"unknown_reference.{kind}", {"value": text}, left_out=True), row.place(field))
            return None
        candidates = {f"{topic}:{record_id}": (topic, record_id) for topic, record_id in likely}
        labels = [self.register.described(*key) for key in candidates.values()]
        choices = [
            Choice(value, label if labels.count(label) == 1 else f"{label} ({key[1]})")
            for (value, key), label in zip(candidates.items(), labels, strict=True)
        ]
        subject = f"{field}:{slug(text)}"
        offered = (*choices, self.questions.choice("leave_out"))
        answer = self.questions.ask("which_of", subject, row.place(field), offered, default="leave_out", value=text)
        return candidates.get(answer)

    def create(self, row: Row, field: str, topic: Topic, name: str) -> Sequence[str]:
        """The id of a record that exists because a file mentions its name."""
        if (topic, name) not in self._made:
            self._made[topic, name] = made_id(topic, {"name": name})
        record_id, place = self._made[topic, name], row.place(field)
        if record_id is None:
            self.problems.tell(Notice("no_id", {"value": name}, left_out=True), place)
            self.leave_open(row, field)
            return ()
        if name.isdecimal():
            self.problems.notice("number_as_name", place, value=name)
        first_name, first_source = self.created.get((topic, record_id), (name, place.source))
        self.created[topic, record_id] = (min(first_name, name), min(first_source, place.source))
        return (record_id,)

    def _beside_person(self, row: Row, field: str, text: str) -> str | None:
        """The organisation in ``Frau Yılmaz (AWO)``, empty for a person alone; None where there is no person."""
        actors = self.register.directories["actors"]
        known = [part for part in organisation_parts(text) if actors.known(part)]
        if not names_person(text, known) and without_person(text) == text:
            return None
        self.problems.notice("person_dropped", row.place(field))
        return known[0] if known else without_person(text)


def _listed(row: Row, field: str, topic: Topic, text: str) -> Sequence[str]:
    """The names in a text that may be a list of them, in a column that takes several; none where it may not."""
    return perhaps_several(text, loosely=topic == "areas") if row.sheet.column(field).is_list else ()
