"""Opening deliveries: whose answer it is, whether it is genuine, and whether it is news."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from app.errors import Problem
from app.feedback.answer import Answer, PartnerAnswer, read, written
from app.feedback.deliveries import Delivery
from app.feedback.filled_workbook import read_filled
from app.feedback.seal import Seal, SubjectKind, is_signed
from app.feedback.texts import sheet_text
from app.records.cooperations import Wave
from app.records.records import Records
from app.records.vocabulary import Lang

RefusalCode = Literal[
    "unreadable",
    "blank",
    "damaged",
    "workspace",
    "realm",
    "sheet",
    "altered",
    "rows",
    "wave",
    "roster",
    "subject",
    "empty",
    "doubled",
    "stale",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Genuine:
    """An answer that was made with the sheet it names. ``at`` is when it was given, ``digest`` names what it says.

    ``unclear`` are words of a workbook that are none of the possible answers.
    """

    file: str
    answer: Answer
    name: str
    digest: str
    at: datetime
    unclear: tuple[str, ...] = ()

    @property
    def subject(self) -> tuple[str, SubjectKind, str]:
        """Wave, kind and id: of several answers of one subject the newest counts."""
        return self.answer.wave, self.answer.kind, self.answer.subject


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """An answer that was taken in before."""

    subject: tuple[str, SubjectKind, str]
    digest: str
    at: datetime


class _Refused(Exception):
    def __init__(self, code: RefusalCode, **arguments: object) -> None:
        super().__init__(code)
        self.code: RefusalCode = code
        self.arguments = arguments


@dataclass(frozen=True, slots=True, kw_only=True)
class Opener:
    """Opens deliveries for one workspace at one moment.

    ``known`` are the answers taken in before, ``survivors`` the organisations that others went into since by merging.
    """

    workspace: str
    seal: Seal
    records: Records
    known: Sequence[Known]
    now: datetime
    lang: Lang
    survivors: Mapping[str, str] = field(default_factory=dict)

    def open(self, delivered: Iterable[Delivery]) -> tuple[tuple[Genuine, ...], tuple[Problem, ...]]:
        """The answers that count, the newest of each subject, and why each other one does not."""
        genuine: list[Genuine] = []
        refused: list[Problem] = []
        for delivery in delivered:
            try:
                genuine.append(self._genuine(delivery))
            except _Refused as refusal:
                refused.append(self._problem(delivery.file, refusal))
        news: list[Genuine] = []
        for answer in sorted(genuine, key=lambda answer: answer.at, reverse=True):
            try:
                self._require_news(answer, news)
            except _Refused as refusal:
                refused.append(self._problem(answer.file, refusal))
            else:
                news.append(answer)
        return tuple(sorted(news, key=lambda answer: answer.subject)), tuple(refused)

    def _problem(self, file: str, refusal: _Refused) -> Problem:
        message = sheet_text(f"refused_{refusal.code}", self.lang, **refusal.arguments)
        return Problem(code=f"feedback_{refusal.code}", message=message, file=file)

    def _genuine(self, delivery: Delivery) -> Genuine:
        sent_answer, unclear, foreign = self._read(delivery)
        self._require_sheet(sent_answer)
        answer = self._about_survivors(sent_answer)
        name = self._name(answer)
        if delivery.sealed and not is_signed(
            self.seal.key(sent_answer.sheet), delivery.sealed.payload, delivery.sealed.seal
        ):
            raise _Refused("altered", name=name)
        if foreign:
            raise _Refused("rows", name=name, value=foreign[0] or "–")
        self._require_wave(answer)
        if not answer.says_something:
            raise _Refused("empty", name=name)
        text = delivery.sealed.payload if delivery.sealed else written(sent_answer)
        digest = hashlib.sha256(text.encode()).hexdigest()[:32]
        return Genuine(
            file=delivery.file, answer=answer, name=name, digest=digest, at=self._moment(answer), unclear=tuple(unclear)
        )

    def _read(self, delivery: Delivery) -> tuple[Answer, list[str], list[str]]:
        if delivery.fault:
            raise _Refused(delivery.fault)
        if delivery.workbook is not None:
            filled = read_filled(delivery.file, delivery.workbook, self.seal, self.lang)
            if filled is None:
                raise _Refused("damaged")
            return filled.answer, filled.unclear, filled.foreign
        answer = read(delivery.sealed.payload) if delivery.sealed else None
        if answer is None:
            raise _Refused("unreadable")
        return answer, [], []

    def _require_sheet(self, answer: Answer) -> None:
        if answer.workspace != self.workspace:
            raise _Refused("workspace", value=answer.workspace)
        if answer.realm != self.seal.realm:
            raise _Refused("realm")
        if answer.tag != self.seal.tag(answer.sheet):
            raise _Refused("sheet")

    def _about_survivors(self, answer: Answer) -> Answer:
        """The answer with the organisations that are recorded now in place of those that went into them."""
        recorded = {actor.id for actor in self.records.actors}
        into = {gone: survivor for gone, survivor in self.survivors.items() if gone not in recorded}
        partner_ids = [partner.id for partner in answer.partners]
        if into.keys().isdisjoint([answer.subject, *partner_ids]) or answer.kind != "organisation":
            return answer
        subject = into.get(answer.subject, answer.subject)
        partners: dict[str, PartnerAnswer] = {}
        for partner in answer.partners:
            about = partner.model_copy(update={"id": into.get(partner.id, partner.id)})
            partners[about.id] = _merged_answer(partners[about.id], about) if about.id in partners else about
        partners.pop(subject, None)
        return answer.model_copy(update={"subject": subject, "partners": tuple(partners.values())})

    def _name(self, answer: Answer) -> str:
        """The name of the subject, which must still be recorded."""
        records = self.records.actors if answer.kind == "organisation" else self.records.areas
        name = next((record.name for record in records if record.id == answer.subject), None)
        if name is None:
            raise _Refused("subject")
        return name

    def _require_wave(self, answer: Answer) -> None:
        wave = wave_of(self.records, answer.wave)
        if wave is None:
            raise _Refused("wave")
        if wave.mode == "roster":
            raise _Refused("roster", value=wave.name)

    def _moment(self, answer: Answer) -> datetime:
        """When it was given; a clock that goes ahead, or none, counts as now."""
        try:
            answered_at = datetime.fromisoformat(answer.answered)
        except ValueError:
            return self.now
        return min(answered_at, self.now) if answered_at.tzinfo else self.now

    def _require_news(self, answer: Genuine, news: Sequence[Genuine]) -> None:
        of_subject = [*_of(answer.subject, self.known), *_of(answer.subject, news)]
        if any(known.digest == answer.digest for known in of_subject):
            raise _Refused("doubled", name=answer.name)
        newer = max((known.at for known in of_subject if known.at > answer.at), default=None)
        if newer is not None:
            raise _Refused("stale", name=answer.name, value=f"{newer:%d.%m.%Y}")


def _merged_answer(answer_a: PartnerAnswer, answer_b: PartnerAnswer) -> PartnerAnswer:
    """What two answers about one organisation say together; a yes and a no say that it is not known."""
    known = [answer for answer in (answer_a, answer_b) if answer.answer != "unknown"]
    if len({answer.answer for answer in known}) > 1:
        return PartnerAnswer(id=answer_a.id, answer="unknown")
    return max(known or [answer_a], key=lambda answer: answer.strength or 0)


def _of(subject: tuple[str, SubjectKind, str], answers: Iterable[Known | Genuine]) -> Iterator[Known | Genuine]:
    return (answer for answer in answers if answer.subject == subject)


def wave_of(records: Records, wave_id: str) -> Wave | None:
    """The wave of an id; None where there is none."""
    return next((wave for wave in records.waves if wave.id == wave_id), None)
