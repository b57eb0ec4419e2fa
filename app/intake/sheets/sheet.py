"""What is a sheet of our workbook, and what is a column of it?"""

from dataclasses import dataclass, field
from enum import Enum
from typing import TypedDict, Unpack

from app.records.records import topic_named
from app.records.schema import Topic
from app.records.vocabulary import Lang


class Kind(Enum):
    """How the text of a cell becomes a value."""

    ID = "id"
    NAME = "name"
    TEXT = "text"
    CODE = "code"
    REFERENCE = "reference"
    DATE = "date"
    START = "start"
    END = "end"
    PERIOD_START = "period_start"
    PERIOD_END = "period_end"
    YES_NO = "yes_no"
    NUMBER = "number"
    STATISTIC = "statistic"
    GEOMETRY = "geometry"


PERIODS = frozenset({Kind.START, Kind.END, Kind.PERIOD_START, Kind.PERIOD_END})
"""Kinds of columns that tell when something begins or ends."""
NUMBERS = frozenset({Kind.NUMBER, Kind.STATISTIC})
"""Kinds of columns that hold numbers."""
_TELLING = PERIODS | {Kind.ID, Kind.DATE, Kind.YES_NO, Kind.STATISTIC}
_ANSWERS = frozenset({"tie_status", "answer", "strength", "extent"})
_DEFAULTED = frozenset({"unit", "base", "target_group", "part_of", "theme", "smallest_count"})
"""Fields of which something is assumed where nothing is given."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column: ``field`` is the name of our record's field, ``of`` a vocabulary or the topic referred to.

    ``is_list``: several values per cell. ``required``: no record is true without it. ``expected``: asked for like those,
    but a record is true without it, what is missing is unknown then.
    """

    field: str
    de: str
    en: str
    kind: Kind
    of: str | None = None
    is_list: bool = False
    required: bool = False
    expected: bool = False
    variants: tuple[str, ...] = ()

    @property
    def says_something_when_empty(self) -> bool:
        """Whether an empty cell is read as an answer, an open end, a default or another record."""
        return self.required or self.kind in _TELLING or self.of in _ANSWERS or self.field in _DEFAULTED

    @property
    def asked_for(self) -> bool:
        """Whether the template asks for a value in every row."""
        return self.required or self.expected

    @property
    def refers_to(self) -> Topic | None:
        """The topic of the records that its cells name; None where they name none, or records of several topics."""
        return topic_named(self.of or "") if self.kind is Kind.REFERENCE else None

    def heading(self, lang: Lang) -> str:
        """The heading in a language."""
        return self.de if lang == "de" else self.en


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A sheet whose rows become records of ``topic``; ``basic`` ones are in every template.

    ``unseen`` are columns that are read, and written where a record says something there; no template or form has them.
    ``beside`` are columns of people's own lists whose cells become records of another topic: read, never written.
    ``silence_tells``: a row that is left out would be read as an answer, so that one that cannot be read refuses the file.
    """

    topic: Topic
    de: str
    en: str
    columns: tuple[Column, ...]
    basic: bool = False
    variants: tuple[str, ...] = field(default=())
    unseen: tuple[Column, ...] = ()
    beside: tuple[Column, ...] = ()
    silence_tells: bool = False

    @property
    def read_columns(self) -> tuple[Column, ...]:
        """The columns that become fields of its records."""
        return (*self.columns, *self.unseen)

    @property
    def understood(self) -> tuple[Column, ...]:
        """Every column that is read."""
        return (*self.read_columns, *self.beside)

    def title(self, lang: Lang) -> str:
        """The name of the sheet in a language."""
        return self.de if lang == "de" else self.en

    def column(self, field_name: str) -> Column:
        """The column of a field."""
        return next(column for column in self.understood if column.field == field_name)


def id_column(*variants: str) -> Column:
    """The id of a record; a number in a list is one too unless other ``variants`` of the heading are named."""
    usual = ("Kennung", "Nummer", "Nr", "lfd. Nr")
    return Column(field="id", de="ID", en="ID", kind=Kind.ID, variants=variants or usual)


def name_column(*variants: str) -> Column:
    """The name of a record."""
    usual = ("Bezeichnung", "Titel", "title")
    return Column(field="name", de="Name", en="Name", kind=Kind.NAME, required=True, variants=(*usual, *variants))


def aliases_column() -> Column:
    """The names a record had before."""
    variants = ("Früherer Name", "Andere Namen", "Auch bekannt als", "former names", "also known as", "alternate name")
    return Column(field="aliases", de="Frühere Namen", en="Aliases", kind=Kind.NAME, is_list=True, variants=variants)


def text_column(field_name: str, de: str, en: str, *variants: str) -> Column:
    """Free text."""
    return Column(field=field_name, de=de, en=en, kind=Kind.TEXT, variants=variants)


def note_column() -> Column:
    """Notes of the coordinator; columns with other people's remarks are not taken for it."""
    return text_column("note", "Notiz", "Note", "Notizen", "Interne Notiz", "notes")


def yes_no_column(field_name: str, de: str, en: str, *variants: str) -> Column:
    """Yes or no."""
    return Column(field=field_name, de=de, en=en, kind=Kind.YES_NO, variants=variants)


class Demands(TypedDict, total=False):
    """How a column is filled: ``is_list``, ``required`` and ``expected`` as in :class:`Column`."""

    is_list: bool
    required: bool
    expected: bool


def code_column(field_name: str, de: str, en: str, of: str, *variants: str, **demands: Unpack[Demands]) -> Column:
    """Codes of the vocabulary ``of``."""
    return Column(field=field_name, de=de, en=en, kind=Kind.CODE, of=of, variants=variants, **demands)


def reference_column(field_name: str, de: str, en: str, of: str, *variants: str, **demands: Unpack[Demands]) -> Column:
    """Names or ids of records of the topic ``of``."""
    return Column(field=field_name, de=de, en=en, kind=Kind.REFERENCE, of=of, variants=variants, **demands)


def since_column() -> Column:
    """The beginning of a period."""
    german = (
        "Beginn",
        "Von",
        "Anfang",
        "Start",
        "Startdatum",
        "Laufzeit von",
        "Gründung",
        "Gegründet",
        "Gründungsjahr",
        "Laufzeit ab",
        "Zusammenarbeit seit",
        "Kooperation seit",
        "Vorhabenbeginn",
        "Beginn des Vorhabens",
        "Datum des Beginns des Vorhabens",
        "Projektbeginn",
        "Projektstart",
        "Seit wann",
        "Beginn der Laufzeit",
        "Bewilligungsbeginn",
        "Maßnahmebeginn",
        "Läuft seit",
        "Läuft ab",
        "Beginnt",
        "Beginnt am",
        "Gibt es seit",
        "Besteht seit",
        "Datum des Beginns",
        "Beginn der Förderung",
        "Laufzeitbeginn",
        "Kursbeginn",
    )
    english = ("since", "from", "starts", "active from", "valid from", "founded", "start date", "operation start date")
    return Column(field="start", de="Seit", en="Start", kind=Kind.START, variants=(*german, "Förderbeginn", *english))


def until_column() -> Column:
    """The end of a period."""
    german = ("Ende", "Enddatum", "Laufzeit bis", "Befristet bis", "Förderende", "Vorhabenende", "Ende des Vorhabens")
    further = (
        "Projektende",
        "Bis wann",
        "Bewilligungsende",
        "Maßnahmeende",
        "Läuft bis",
        "Endet",
        "Endet am",
        "Ende der Laufzeit",
        "Befristet",
        "Datum des Endes",
        "Ende der Förderung",
        "Laufzeitende",
        "Kursende",
        "Voraussichtliches oder tatsächliches Datum des Abschlusses",
    )
    english = ("until", "to", "ends", "active to", "valid to", "end date", "operation end date")
    return Column(field="end", de="Bis", en="End", kind=Kind.END, variants=(*german, *further, *english))


def date_column(field_name: str, de: str, en: str, *variants: str) -> Column:
    """A required date."""
    return Column(field=field_name, de=de, en=en, kind=Kind.DATE, required=True, variants=variants)


def number_column(field_name: str, de: str, en: str, *variants: str) -> Column:
    """A number from 0."""
    return Column(field=field_name, de=de, en=en, kind=Kind.NUMBER, variants=variants)


def themes_column() -> Column:
    """Themes that a record is about."""
    german = ("Thema", "Themenfeld", "Themenfelder", "Handlungsfeld", "Handlungsfelder", "Schwerpunkt", "Schwerpunkte")
    return code_column("themes", "Themen", "Themes", "theme", *german, "theme", "topics", is_list=True)


def target_groups_column() -> Column:
    """Target groups that a record is for."""
    variants = ("Zielgruppe", "Für wen", "Adressaten", "target group", "for whom")
    return code_column("target_groups", "Zielgruppen", "Target groups", "target_group", *variants, is_list=True)


AREA_WORDS = (
    *("Gebiet", "Stadtteil", "Ortsteil", "Stadtbezirk", "Bezirk", "Quartier", "Sozialraum", "district", "area"),
    *("Stadtviertel", "Viertel", "Planungsraum", "Statistischer Bezirk", "Bezirksregion", "Wohngebiet"),
    *("neighbourhood", "neighborhood", "borough", "locality"),
)
"""What people call an area in a heading."""

HOW_CLOSE = (
    *("Intensität", "Wie eng", "Häufigkeit", "Kontakthäufigkeit", "Kontaktintensität", "Gewicht", "Gewichtung"),
    *("intensity", "how close", "weight", "frequency"),
)
"""What people call the strength of a cooperation."""

RECEIVING = (
    *("Zuwendungsempfänger", "Zuwendungsnehmer", "Mittelempfänger", "Fördermittelempfänger", "Fördernehmer"),
    *("Antragsteller", "Begünstigte", "Begünstigter", "Name des Begünstigten", "Name der Begünstigten"),
    *("beneficiary", "name of beneficiary", "beneficiary name"),
)
"""What people call who gets money, and nobody else."""


def areas_column() -> Column:
    """Areas that a record is in."""
    variants = ("Stadtteile", "Ortsteile", "Quartiere", "Sozialräume", "Einzugsgebiet", "districts")
    return reference_column("areas", "Gebiete", "Areas", "areas", *AREA_WORDS, *variants, is_list=True)
