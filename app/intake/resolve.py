"""References: the names in cells become ids; what no name answers to is told with what could be meant."""

from dataclasses import replace

from app.intake.names import Register
from app.intake.problems import Problems
from app.intake.rows import Row
from app.intake.values.lists import Part, enumerated, holds_separator, parts_of
from app.intake.values.privacy import names_person, organisation_parts, without_person
from app.intake.values.texts import Notice
from app.records.ids import made_id
from app.records.offers import Offer, Project
from app.records.sources import SourceRef
from app.records.spelling import folded


class Resolver:
    """Looks names up in a register. Areas and places that a mention creates are collected in ``created``.

    ``actors`` are those of every offer and project by topic and id; drafts add theirs.
    """

    def __init__(self, register: Register, problems: Problems) -> None:
        self.register = register
        self.problems = problems
        self.created: dict[tuple[str, str], set[tuple[str, SourceRef]]] = {}
        self.unresolved: set[SourceRef] = set()
        self._known: dict[tuple[str, str], bool] = {}
        self.actors: dict[tuple[str, str], tuple[str, ...]] = {
            (topic, record.id): record.actors
            for topic in ("offers", "projects")
            for record in register.existing[topic].values()
            if isinstance(record, Offer | Project)
        }

    def one(self, row: Row, field: str, topic: str) -> str | None:
        """The id of a single reference; None when it is not given or was rejected."""
        text = row.text(field)
        return None if text is None else self._id(row, field, topic, text)

    def many(self, row: Row, field: str, topic: str) -> tuple[str, ...]:
        """The ids of a cell with several references, each once, in their order."""
        texts = row.texts(field)
        if all(self._is_one(topic, text) for text in texts):
            names = texts
        else:
            names = tuple(part.text for part in self._split(texts, topic))
        ids = [self._id(row, field, topic, name) for name in names]
        return tuple(dict.fromkeys(record_id for record_id in ids if record_id is not None))

    def reject(
        self, key: str, row: Row, field: str | None = None, *, suggestion: str | None = None, **arguments: object
    ) -> None:
        """Refuse a row because of what it refers to."""
        self.unresolved.add(row.source)
        self.problems.reject(key, row.place(field), suggestion=suggestion, **arguments)

    def _is_one(self, topic: str, text: str) -> bool:
        """Whether a text is a name of the topic as it stands."""
        if (topic, text) not in self._known:
            self._known[topic, text] = self._answers(topic, text)
        return self._known[topic, text]

    def _split(self, texts: tuple[str, ...], topic: str) -> tuple[Part, ...]:
        """The values of a cell; one that holds a semicolon itself is put together again."""
        parts = self._parts(texts, topic)
        joined = self._parts(("; ".join(texts),), topic)
        return joined if all(part.known for part in joined) else parts

    def _parts(self, texts: tuple[str, ...], topic: str) -> tuple[Part, ...]:
        return tuple(part for text in texts for part in parts_of(text, lambda name: self._is_one(topic, name)))

    def _answers(self, topic: str, name: str) -> bool:
        mentioned = self.register.mentioned.get(topic, frozenset())
        return folded(name) in mentioned or bool(self.register.directories[topic].known(name))

    def _id(self, row: Row, field: str, topic: str, text: str) -> str | None:
        directory = self.register.directories[topic]
        candidates = directory.find(text)
        if not candidates and len(candidates := directory.find_variant(text)) == 1:
            self.problems.notice("same_name", row.place(field), value=text, name=directory.name(candidates[0]))
        if len(candidates) == 1:
            return candidates[0]
        if len(candidates) > 1:
            self.reject("ambiguous", row, field, value=text, candidates=", ".join(candidates))
            return None
        if topic in self.register.creatable:
            return self._create(row, field, topic, text)
        if topic == "actors":
            return self._actor_beside_person(row, field, text)
        self._unknown(row, field, topic, text)
        return None

    def _unknown(self, row: Row, field: str, topic: str, text: str) -> None:
        suggestion = self.register.directories[topic].suggest(text)
        listed = holds_separator(text) or any(holds_separator(part) for part in row.texts(field))
        suggestions = (suggestion,) if suggestion else ()
        notice = Notice(f"unknown_reference.{topic}", {"value": text}, suggestions)
        self.unresolved.add(row.source)
        self.problems.refuse(replace(notice, further="separate") if listed else notice, row.place(field))

    def _create(self, row: Row, field: str, topic: str, text: str) -> str | None:
        if folded(text) not in self.register.mentioned[topic] and enumerated(text):
            self.unresolved.add(row.source)
            self.problems.refuse(Notice("enumeration", {"value": text}, further="separate"), row.place(field))
            return None
        record_id = made_id(topic, {"name": text})
        if record_id is None:
            self.reject("no_id", row, field, value=text)
            return None
        self.created.setdefault((topic, record_id), set()).add((text, row.source))
        return record_id

    def _actor_beside_person(self, row: Row, field: str, text: str) -> str | None:
        """The organisation in ``Frau Yılmaz (AWO)``; a person alone is left out, an unknown organisation rejected."""
        actors = self.register.directories["actors"]
        known = [part for part in organisation_parts(text) if actors.known(part)]
        if not names_person(text, known) and without_person(text) == text:
            self._unknown(row, field, "actors", text)
            return None
        self.problems.notice("person_dropped", row.place(field))
        organisation = known[0] if known else without_person(text)
        return self._id(row, field, "actors", organisation) if organisation else None
