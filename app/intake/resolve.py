"""Whom does a name in a cell mean? References become ids; what cannot be found is rejected with a suggestion."""

from app.intake.problems import Problems
from app.intake.register import Register
from app.intake.rows import Row
from app.intake.values.privacy import names_person, organisation_parts
from app.records.ids import made_id
from app.records.offers import Offer, Project
from app.records.sources import SourceRef


class Resolver:
    """Looks names up in a register. Areas and places that a mention creates are collected in ``created``.

    ``actors`` are those of every offer and project by topic and id; drafts add theirs.
    """

    def __init__(self, register: Register, problems: Problems) -> None:
        self.register = register
        self.problems = problems
        self.created: dict[tuple[str, str], set[tuple[str, SourceRef]]] = {}
        self.unresolved: set[SourceRef] = set()
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
        found = (self._id(row, field, topic, text) for text in row.texts(field))
        return tuple(dict.fromkeys(each for each in found if each is not None))

    def reject(
        self, key: str, row: Row, field: str | None = None, *, suggestion: str | None = None, **arguments: object
    ) -> None:
        """Refuse a row because of what it refers to."""
        self.unresolved.add(row.source)
        self.problems.reject(key, row.place(field), suggestion=suggestion, **arguments)

    def _id(self, row: Row, field: str, topic: str, text: str) -> str | None:
        candidates = self.register.directories[topic].find(text)
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
        self.reject(f"unknown_reference.{topic}", row, field, suggestion=suggestion, value=text)

    def _create(self, row: Row, field: str, topic: str, text: str) -> str | None:
        record_id = made_id(topic, {"name": text})
        if record_id is None:
            self.reject("no_id", row, field, value=text)
            return None
        self.created.setdefault((topic, record_id), set()).add((text, row.source))
        return record_id

    def _actor_beside_person(self, row: Row, field: str, text: str) -> str | None:
        """The organisation in ``Frau Yılmaz (AWO)``; a person alone is left out, an unknown organisation rejected."""
        actors = self.register.directories["actors"]
        parts = organisation_parts(text)
        known = [part for part in parts if actors.find(part)]
        if len(known) > 1 and len(known) == len(parts):
            self.reject("comma", row, field, value=text)
            return None
        if not names_person(text, known):
            self._unknown(row, field, "actors", text)
            return None
        self.problems.notice("person_dropped", row.place(field))
        organisation = known[0] if known else next(iter(parts), None)
        return None if organisation is None else self._organisation(row, field, organisation)

    def _organisation(self, row: Row, field: str, text: str) -> str | None:
        candidates = self.register.directories["actors"].find(text)
        if len(candidates) > 1:
            self.reject("ambiguous", row, field, value=text, candidates=", ".join(candidates))
        elif not candidates:
            self._unknown(row, field, "actors", text)
        return candidates[0] if len(candidates) == 1 else None
