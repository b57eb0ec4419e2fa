"""Records that follow from answers: reports about partners, ends of offers, checks of lists; the rest is noted."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial

from app.errors import Problem
from app.feedback.answer import Addition, EntryAnswer, PartnerAnswer
from app.feedback.opening import Genuine, wave_of
from app.feedback.texts import sheet_text
from app.intake.names import Directory
from app.intake.problems import Place, Problems
from app.intake.questions import Choice, Questions
from app.intake.values.dates import read_end
from app.intake.values.privacy import is_person, without_person
from app.intake.values.texts import BadValueError
from app.records.actor import Actor
from app.records.cooperations import TieReport, Wave
from app.records.dates import PartialDate
from app.records.editing import new_record
from app.records.ids import made_id
from app.records.offers import Offer
from app.records.records import Record, Records, topic_of
from app.records.schema import Topic
from app.records.sources import RecordKind, SourceRef
from app.records.spelling import slug
from app.records.vocabulary import Lang

_LISTS: Mapping[str, RecordKind] = {"organisations_complete": "actors", "offers_complete": "offers"}
"""What the check of a list of an area is about, by field of the answer."""


@dataclass(slots=True)
class AnsweredRecords:
    """Gathers what answers make of the records of a workspace; what is left out or assumed goes into ``problems``."""

    existing: Records
    problems: Problems
    questions: Questions
    records: dict[tuple[str, str], Record] = field(default_factory=dict)
    _actors: Directory = field(default_factory=Directory)

    def __post_init__(self) -> None:
        for actor in self.existing.actors:
            self._actors.add(actor.id, actor.name, actor.short_name)
            self._actors.add_former(actor.id, actor.aliases)

    def take(self, answers: Iterable[Genuine]) -> Records:
        """The records that answers touch, each in full."""
        for answer in answers:
            if answer.answer.kind == "organisation":
                self._take_organisation(answer)
            else:
                self._take_area(answer)
            for text in answer.unclear:
                self._notice("unclear", answer, value=text)
        topics: dict[str, list[Record]] = {}
        for (topic, _record_id), record in sorted(self.records.items()):
            topics.setdefault(topic, []).append(record)
        return Records(**{topic: tuple(records) for topic, records in topics.items()})  # type: ignore[arg-type]

    def _take_organisation(self, answer: Genuine) -> None:
        source = partial(
            SourceRef, source_file(answer, self.problems.lang), sheet_text("book_sheet", self.problems.lang)
        )
        for row, partner in enumerate(answer.answer.partners, 1):
            self._report(answer, partner, source(row))
        for row, addition in enumerate(answer.answer.additions, 1 + len(answer.answer.partners)):
            self._addition(answer, addition, source(row))
        for row, entry in enumerate(answer.answer.offers, 1):
            self._end(answer, entry, source(row))
        self._answered(answer)

    def _report(self, answer: Genuine, partner: PartnerAnswer, source: SourceRef) -> None:
        if partner.id == answer.answer.subject:
            self._notice("itself", answer)
        elif partner.id not in self._actors and ("actors", partner.id) not in self.records:
            self._notice("partner_gone", answer, value=partner.id)
        else:
            strength = 0 if partner.answer == "no" else partner.strength if partner.answer == "yes" else None
            values = {"strength": strength, "unsure": partner.answer == "unknown"}
            identity = {"wave": answer.answer.wave, "by": answer.answer.subject, "about": partner.id}
            report = new_record("tie_reports", identity | values)
            assert isinstance(report, TieReport)
            stored = self._stored("tie_reports", report.id) or report
            assert isinstance(stored, TieReport)
            self._put(replace(stored, strength=report.strength, unsure=report.unsure, source=source))

    def _addition(self, answer: Genuine, addition: Addition, source: SourceRef) -> None:
        """A further partner by name: one we know, one the coordinator says it is, or one that is left for later."""
        if is_person(addition.name) or not (name := without_person(addition.name)):
            self._notice("person", answer)
            return
        known = self._actors.known(name)
        partner = known[0] if len(known) == 1 else self._chosen_actor(name, known or self._actors.likely(name), source)
        if partner == "new":
            partner = self._new_actor(name, source)
        if partner is not None:
            self._report(answer, PartnerAnswer(id=partner, answer="yes", strength=addition.strength), source)

    def _chosen_actor(self, name: str, candidates: Sequence[str], source: SourceRef) -> str | None:
        """The id that the coordinator says is meant, ``new``, or None: nobody says anything yet."""
        offered = [Choice(actor_id, self._actors.name(actor_id)) for actor_id in candidates]
        answer = self.questions.ask(
            "which_of" if offered else "add",
            f"actors:{slug(name)}",
            Place(source),
            (*offered, "new", "leave_out"),
            default="leave_out",
            value=name,
        )
        return None if answer == "leave_out" else answer

    def _new_actor(self, name: str, source: SourceRef) -> str | None:
        actor_id = made_id("actors", {"name": name})
        if actor_id is None:
            return None
        if actor_id not in self._actors:
            self._put(Actor(id=actor_id, name=name, source=source))
            self._actors.add(actor_id, name)
        return actor_id

    def _end(self, answer: Genuine, entry: EntryAnswer, source: SourceRef) -> None:
        """The end of an offer, where its lead gives one; a partner of an offer cannot end it."""
        offer = self._stored("offers", entry.id)
        if entry.state != "ended" or not isinstance(offer, Offer) or answer.answer.subject not in offer.leads:
            return
        end = readable_end(entry.end)
        if end is None or (offer.start is not None and end.last < offer.start.first):
            self._notice("offer_ended", answer, value=offer.name)
        else:
            self._put(replace(offer, end=end, source=source))

    def _answered(self, answer: Genuine) -> None:
        """The wave with the organisation among those who answered; whoever answered was asked."""
        wave = self._stored("waves", answer.answer.wave) or wave_of(self.existing, answer.answer.wave)
        assert isinstance(wave, Wave)
        actor = answer.answer.subject
        questioned = wave.asked if actor in wave.asked else (*wave.asked, actor)
        by = wave.answered_by if actor in wave.answered_by else (*wave.answered_by, actor)
        self._put(replace(wave, asked=questioned, answered_by=by))

    def _take_area(self, answer: Genuine) -> None:
        lang = self.problems.lang
        for row, (field_name, record_kind) in enumerate(_LISTS.items(), 1):
            completeness = getattr(answer.answer, field_name)
            if completeness.answer not in ("yes", "no") or (completeness.answer == "yes" and completeness.missing):
                continue  # who calls a list complete and names what it lacks is asked again
            values = {
                "subject_kind": "area",
                "subject": answer.answer.subject,
                "record_kind": record_kind,
                "checked_on": PartialDate.of_day(answer.at.date()),
                "complete": completeness.answer == "yes",
                "by_role": sheet_text("round_of", lang, name=answer.name),
            }
            source = SourceRef(source_file(answer, lang), sheet_text("book_sheet", lang), row)
            self._put(replace(new_record("inventory_checks", values), source=source))

    def _stored(self, topic: Topic, record_id: str) -> Record | None:
        new = self.records.get((topic, record_id))
        return new or next((record for record in getattr(self.existing, topic) if record.id == record_id), None)

    def _put(self, record: Record) -> None:
        self.records[topic_of(record), record.id] = record

    def _notice(self, code: str, answer: Genuine, **arguments: object) -> None:
        message = sheet_text(f"notice_{code}", self.problems.lang, name=answer.name, **arguments)
        self.problems.notices.append(Problem(code=f"feedback_{code}", message=message, file=answer.file))


def source_file(answer: Genuine, lang: Lang) -> str:
    """What stands as the file of records from an answer: whose it is, whatever somebody called the file."""
    name = answer.name.replace("/", "-").replace("\\", "-")
    return sheet_text("source_file", lang, name=name)


def readable_end(text: str) -> PartialDate | None:
    """The end in somebody's words; None where it is no date."""
    try:
        return read_end(text).value
    except BadValueError:
        return None
