"""Feedback sheets as values: what stands in the sheet of an organisation, or in that of an area."""

from dataclasses import dataclass

from app.feedback.answer import Together
from app.feedback.seal import SheetId
from app.records.vocabulary import Lang


@dataclass(frozen=True, slots=True, kw_only=True)
class Partner:
    """An organisation that the reader may work with.

    ``recorded``: our list says that the two work together. ``earlier`` is what the reader itself answered last.
    """

    id: str
    name: str
    recorded: bool = False
    earlier: Together | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """Something recorded that may have changed: an offer, or an organisation of an area.

    ``facts`` describe it in words, each with what it is: ``(("Gebiete", "Altendorf"), ("Seit", "2021"))``.
    """

    id: str
    name: str
    facts: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """An open question that the reader can answer; ``key`` is that of the finding it comes from."""

    key: str
    title: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """What one reader is asked. An organisation has ``partners``, an area has ``organisations``; both have ``offers``.

    ``name`` is that of the organisation or area, ``city`` that of the workspace, ``wave_name`` that of the round of
    asking; ``as_of`` and ``reply_by`` are days as readers write them, the last empty where nobody set one.
    """

    id: SheetId
    lang: Lang
    name: str
    city: str
    wave_name: str
    as_of: str
    reply_by: str
    partners: tuple[Partner, ...] = ()
    organisations: tuple[Entry, ...] = ()
    offers: tuple[Entry, ...] = ()
    questions: tuple[Question, ...] = ()
