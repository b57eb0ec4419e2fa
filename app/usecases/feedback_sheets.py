"""Rounds of feedback: organisations are asked in a wave, get their sheets, and it is known who has answered."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from app.errors import InvalidInput, UnknownName
from app.feedback.composing import Round, area_sheet, organisation_sheet
from app.feedback.likely_partners import asked_by_default
from app.feedback.notes import Note, notes
from app.feedback.opening import wave_of
from app.feedback.parcel import parcels
from app.feedback.seal import Seal, SubjectKind
from app.feedback.sheet import Sheet
from app.feedback.texts import sheet_text
from app.intake.names import Directory
from app.network.graph.build_network import as_listed
from app.network.graph.network import Network
from app.records.cooperations import Wave
from app.records.dates import PartialDate
from app.records.records import Records
from app.records.schema import Topic
from app.records.spelling import folded
from app.records.vocabulary import Lang
from app.refusals import said
from app.report.inquiries import inquiries
from app.report.material import Material
from app.report.texts import value_text
from app.store.bolt import Database
from app.store.feedback import StoredAnswer, list_answers
from app.store.records import load
from app.store.workspaces import get_workspace
from app.usecases.hand_in import answer_of
from app.usecases.make_report import results_for_report
from app.usecases.records.records import change_record, create_record


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetRequest:
    """Which sheets are made: for which wave, organisations (None: everybody asked in it) and areas, until when.

    ``made`` is the moment they are made, ``lang`` their language.
    """

    wave: str
    organisations: tuple[str, ...] | None = None
    areas: tuple[str, ...] = ()
    lang: Lang = "de"
    reply_by: date | None = None
    made: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Respondent:
    """Somebody asked in a wave. ``answered_on`` is the day of the newest feedback sheet, None where there is none.

    ``answered`` without a day: the answer came another way, as a table. ``notes`` are what is left to enter by hand.
    """

    kind: SubjectKind
    id: str
    name: str
    answered: bool
    answered_on: date | None = None
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class WaveState:
    """Who was asked in a wave and who has answered, by name; areas as far as a round has answered.

    ``counts_later``: the wave is later than the day of the data, so that no analysis counts its answers yet.
    """

    id: str
    name: str
    date: PartialDate
    takes_sheets: bool
    counts_later: bool
    respondents: tuple[Respondent, ...]

    @property
    def asked(self) -> tuple[Respondent, ...]:
        """The organisations."""
        return tuple(respondent for respondent in self.respondents if respondent.kind == "organisation")

    @property
    def answered(self) -> tuple[Respondent, ...]:
        """The organisations that have answered."""
        return tuple(respondent for respondent in self.asked if respondent.answered)


def sheets(network: Network, title: str, request: SheetRequest) -> tuple[Sheet, ...]:
    """The sheets of a request, organisations first.

    Their questions are those of the list alone, as if nobody had answered yet: otherwise a question, its wording, or that
    it is missing, would tell what somebody else said.

    Raises:
        UnknownName: no such wave, organisation or area.
        InvalidInput: the wave has a list of names, or nobody is asked in it.
    """
    wave = wave_for_sheets(network.records, request.wave, request.lang)
    lang = request.lang
    listed = as_listed(network)
    material = Material(results_for_report(listed), listed, title, lang, "internal")
    survey_round = Round(
        workspace=network.workspace or "",
        city=title,
        wave=wave.id,
        wave_name=wave.name,
        made=request.made.isoformat(timespec="seconds"),
        lang=lang,
        reply_by=value_text(request.reply_by, lang) if request.reply_by else "",
        inquiries=inquiries(material),
    )
    active = (actor for actor in wave.asked if actor in network.position)
    organisations = tuple(active) if request.organisations is None else request.organisations
    if not organisations and not request.areas:
        raise InvalidInput(sheet_text("nobody_asked", lang, wave=wave.name), hint=sheet_text("nobody_asked_hint", lang))
    of_organisations = [organisation_sheet(network, survey_round, actor) for actor in organisations]
    return (*of_organisations, *(area_sheet(network, survey_round, area) for area in request.areas))


def sheet_files(network: Network, title: str, request: SheetRequest, seal: Seal) -> dict[str, bytes]:
    """The files of the sheets of a request with their cover mails, by path; errors as :func:`sheets`."""
    return parcels(sheets(network, title, request), seal)


def wave_for_sheets(records: Records, wave: str, lang: Lang) -> Wave:
    """The wave of an id or name, one in which nobody's silence counts.

    Raises:
        UnknownName: there is none.
        InvalidInput: a name left out of its list counts as no, which no sheet asks for.
    """
    stored = wave_of(records, wave) or _called(records, wave)
    if stored is None:
        raise UnknownName(sheet_text("no_wave", lang, name=wave))
    if stored.mode == "roster":
        raise InvalidInput(sheet_text("roster_wave", lang, name=stored.name), hint=sheet_text("roster_wave_hint", lang))
    return stored


def _called(records: Records, name: str) -> Wave | None:
    """The newest wave of a name."""
    called = (wave for wave in records.waves if folded(wave.name) == folded(name))
    return max(called, key=lambda wave: (wave.date, wave.id), default=None)


def named_ids(records: Records, topic: Topic, names: Iterable[str], lang: Lang) -> tuple[str, ...]:
    """Ids of organisations (``actors``) or areas by id, name or short name, each once.

    Raises:
        UnknownName: nothing is called so, or several are.
    """
    directory = Directory()
    for record in getattr(records, topic):
        directory.add(record.id, record.name, getattr(record, "short_name", None))
    ids: dict[str, None] = {}
    for name in names:
        known = directory.known(name)
        if len(known) != 1:
            near = directory.suggest(name)
            hint = sheet_text("suggestion", lang, name=near) if near else None
            raise UnknownName(sheet_text("not_one", lang, name=name, count=len(known)), hint=hint)
        ids[known[0]] = None
    return tuple(ids)


async def ask(
    database: Database,
    workspace: str,
    *,
    name: str,
    day: date,
    organisations: Sequence[str] | None,
    network: Network,
    key: str,
    at: datetime,
    lang: Lang,
) -> Wave:
    """Make the wave of a name, or ask further organisations in it; nobody is taken out.

    Args:
        database: where it is kept.
        workspace: its id.
        name: id or name of the wave.
        day: its date, where it is new.
        organisations: ids; None: everybody of the day, in a new wave alone.
        network: of the day.
        key: idempotency key.
        at: the moment of the change.
        lang: language of messages.

    Raises:
        InvalidInput: the wave has a list of names; an organisation does not exist.
        Conflict, StaleVersion: somebody wrote in between.
    """
    records = network.records
    known = wave_of(records, name) or _called(records, name)
    if known is None:
        everybody = tuple(actor.id for actor in asked_by_default(network))
        questioned = everybody if organisations is None else tuple(organisations)
        values = {"name": name, "date": PartialDate.of_day(day), "mode": "recall", "asked": questioned}
        created = await create_record(database, workspace, "waves", values, key=key, at=at)
        assert isinstance(created, Wave)
        return created
    wave = wave_for_sheets(records, known.id, lang)
    further = tuple(actor for actor in organisations or () if actor not in wave.asked)
    if not further:
        return wave
    changes = {"asked": (*wave.asked, *further)}
    changed = await change_record(database, workspace, "waves", wave.id, changes, version=wave.version, key=key, at=at)
    assert isinstance(changed, Wave)
    return changed


async def wave_states(database: Database, workspace: str, records: Records | None = None) -> tuple[WaveState, ...]:
    """The waves that take feedback sheets, the newest first, each with who has answered.

    Args:
        database: where they are.
        workspace: its id.
        records: its waves, organisations, areas and offers where they are known already; None: they are read.

    Raises:
        UnknownName: no such workspace.
    """
    if records is None:
        records = await load(database, workspace, ("waves", "actors", "areas", "offers"))
    stored = await get_workspace(database, workspace)
    answers = await list_answers(database, workspace)
    waves = sorted(records.waves, key=lambda wave: (wave.date, wave.id), reverse=True)
    return tuple(_state(wave, records, answers, stored.reference_date) for wave in waves)


async def wave_state(database: Database, workspace: str, wave: str, records: Records | None = None) -> WaveState:
    """State of one wave, by its id.

    Raises:
        UnknownName: no such workspace or wave.
    """
    states = await wave_states(database, workspace, records)
    state = next((state for state in states if state.id == wave), None)
    if state is None:
        raise UnknownName(said("unknown_wave", wave=wave), hint=said("list_waves"))
    return state


def _state(wave: Wave, records: Records, answers: Iterable[StoredAnswer], reference_date: date | None) -> WaveState:
    answers_of: dict[tuple[str, str], list[StoredAnswer]] = {}
    for answer in answers:
        if answer.wave == wave.id:
            answers_of.setdefault((answer.kind, answer.subject), []).append(answer)
    of_organisations = {subject: answers for (kind, subject), answers in answers_of.items() if kind == "organisation"}
    organisations = [
        _respondent(
            "organisation",
            actor,
            of_organisations.get(actor, ()),
            records,
            answered=actor in wave.answered_by or actor in of_organisations,
        )
        for actor in dict.fromkeys((*wave.asked, *wave.answered_by, *of_organisations))
    ]
    areas = [
        _respondent("area", subject, of_area, records, answered=True)
        for (kind, subject), of_area in answers_of.items()
        if kind == "area"
    ]
    return WaveState(
        id=wave.id,
        name=wave.name,
        date=wave.date,
        takes_sheets=wave.mode == "recall",
        counts_later=reference_date is not None and wave.date.first > reference_date,
        respondents=(*_by_name(organisations), *_by_name(areas)),
    )


def _by_name(respondents: Iterable[Respondent]) -> list[Respondent]:
    return sorted(respondents, key=lambda respondent: (folded(respondent.name), respondent.id))


def _respondent(
    kind: SubjectKind, subject: str, answers: Sequence[StoredAnswer], records: Records, *, answered: bool
) -> Respondent:
    """Somebody asked, with what every answer of the wave leaves to do, each thing once."""
    subjects = records.actors if kind == "organisation" else records.areas
    name = next((record.name for record in subjects if record.id == subject), subject)
    open_notes = dict.fromkeys(note for answer in answers for note in notes(answer_of(answer), records))
    answered_on = max((answer.at.date() for answer in answers), default=None)
    return Respondent(
        kind=kind, id=subject, name=name, answered=answered, answered_on=answered_on, notes=tuple(open_notes)
    )
