"""Which columns have the sheets for those who know more: ties, places, areas, statistics, money, dates?"""

from app.intake.sheets.sheet import (
    AREA_WORDS,
    HOW_CLOSE,
    RECEIVING,
    Column,
    Kind,
    Sheet,
    aliases_column,
    areas_column,
    code_column,
    date_column,
    id_column,
    name_column,
    number_column,
    reference_column,
    since_column,
    text_column,
    until_column,
    yes_no_column,
)


def _sides(letter: str, number: str) -> tuple[str, ...]:
    """What people call one of the two who work together."""
    words = ("Akteur", "Einrichtung", "Organisation", "Organization", "Institution", "Partner")
    return (f"Akteur {number}", *(f"{word} {side}" for word in words[1:] for side in (letter, number)))


_SPATIAL_UNITS = ("Raumeinheit", "Gebietsname", "Raumbezug", "Raum", "ward", "spatial unit", "spatialReferenceKey")
"""What KomMonitor and offices of statistics call an area."""

_MOMENTS = (
    *("Zeitpunkt", "Zeitschnitt", "Bezugsdatum", "timestamp", "Berichtsjahr", "Erhebungsjahr", "Bezugsjahr", "period"),
)

COOPERATIONS = Sheet(
    topic="cooperations",
    de="Zusammenarbeit",
    en="Cooperations",
    variants=("Kooperationen", "Kooperation", "cooperation", "cooperates", "partnerships"),
    columns=(
        reference_column(
            "actor_a",
            "Akteur A",
            "Actor A",
            "actors",
            *_sides("A", "1"),
            *("Wer", "Einrichtung", "Organisation", "Institution", "who"),
            is_list=True,
            required=True,
        ),
        reference_column(
            "actor_b",
            "Akteur B",
            "Actor B",
            "actors",
            *_sides("B", "2"),
            *(
                "Mit wem",
                "Arbeitet mit",
                "Arbeitet zusammen mit",
                "Partner",
                "Kooperationspartner",
                "Partnereinrichtung",
            ),
            "with whom",
            is_list=True,
            required=True,
        ),
        code_column("kind", "Art", "Kind", "cooperation_kind", "Art der Zusammenarbeit", "type", "relationship"),
        code_column(
            "status",
            "Arbeiten zusammen",
            "Status",
            "tie_status",
            *("Zusammenarbeit", "Kooperation", "Arbeitet zusammen", "work together", "together"),
        ),
        code_column("strength", "Stärke", "Strength", "strength", *HOW_CLOSE),
        text_column("reference", "Quelle", "Reference", "Beleg", "Nachweis", "source"),
        since_column(),
        until_column(),
    ),
)
PLACES = Sheet(
    topic="places",
    de="Orte",
    en="Places",
    variants=("Ort", "Räume", "Treffpunkte"),
    columns=(
        id_column("Kennung"),
        name_column("Ort", "Name des Ortes", "Treffpunkt", "Raum", "Räumlichkeit", "place"),
        code_column("kind", "Art", "Kind", "place_kind", "Art des Ortes", "Typ", "type"),
        code_column("functions", "Funktionen", "Functions", "place_kind", "Funktion", "function", is_list=True),
        reference_column("area", "Gebiet", "Area", "areas", *AREA_WORDS[1:]),
        reference_column(
            "operators", "Betreiber", "Operators", "actors", "Träger", "Einrichtung", "operator", is_list=True
        ),
        code_column(
            "open_to_others",
            "Offen für andere",
            "Open to others",
            "open_to_others",
            *("Für andere nutzbar", "Nutzbar für andere", "Nutzung durch Dritte", "Nutzung durch andere"),
            "Mitnutzung möglich",
            *("Vermietung an Dritte", "Für Dritte nutzbar"),
        ),
        yes_no_column("established", "Etabliert", "Established"),
    ),
    unseen=(aliases_column(),),
)
AREAS = Sheet(
    topic="areas",
    de="Gebiete",
    en="Areas",
    variants=("Gebiet", "Stadtteile", "Ortsteile", "Sozialräume", "Quartiere", "Bezirke"),
    columns=(
        id_column("Kennung"),
        name_column("Gebiet", "Stadtteil", "Ortsteil", "Quartier", "Sozialraum", "area"),
        code_column("kind", "Art", "Kind", "area_kind", "Gebietsart", "Ebene", "Typ", "type", "level", expected=True),
        text_column("code", "Schlüssel", "Code", "Gebietsschlüssel", "Schlüsselnummer", "AGS", "Kennziffer"),
        reference_column("part_of", "Teil von", "Part of", "areas", "Gehört zu", "Stadtbezirk", "Bezirk"),
        reference_column("neighbours", "Nachbarn", "Neighbours", "areas", "Nachbargebiete", "neighbors", is_list=True),
        reference_column("mediated_by", "Vermittelt durch", "Mediated by", "actors", is_list=True),
    ),
    unseen=(aliases_column(), Column(field="geometry", de="Umriss", en="Geometry", kind=Kind.GEOMETRY)),
)
OBSERVATIONS = Sheet(
    topic="observations",
    de="Kennzahlen",
    en="Observations",
    variants=("Kennzahl", "Statistik", "indicators", "statistics"),
    columns=(
        Column(
            field="indicator",
            de="Kennzahl",
            en="Indicator",
            kind=Kind.NAME,
            required=True,
            variants=("Indikator", "Indikatorname", "Name des Indikators", "Merkmal", "indicator name", "name"),
        ),
        reference_column("area", "Gebiet", "Area", "areas", *AREA_WORDS[1:], *_SPATIAL_UNITS, required=True),
        date_column(
            "ref_date", "Stichtag", "Ref date", "Datum", "Jahr", "Stand", "reference date", "date", "year", *_MOMENTS
        ),
        Column(
            field="value",
            de="Wert",
            en="Value",
            kind=Kind.STATISTIC,
            required=True,
            variants=("Zahl", "Messwert", "Indikatorwert", "Anteil", "Anzahl", "indicator value"),
        ),
        text_column("unit", "Einheit", "Unit", "Maßeinheit", "measure"),
        number_column("base", "Grundgesamtheit", "Base", "Bezugsgröße", "Bevölkerung", "population"),
        code_column("target_group", "Zielgruppe", "Target group", "target_group"),
        text_column("source_note", "Quelle", "Source note", "source"),
        yes_no_column("may_be_passed_on", "Weitergabe erlaubt", "May be passed on"),
        number_column("smallest_count", "Kleinste Zahl", "Smallest count", "Mindestfallzahl", "Geheimhaltung bis"),
    ),
)
FUNDING_AREAS = Sheet(
    topic="funding_areas",
    de="Fördergebiete",
    en="Funding areas",
    variants=("Fördergebiet",),
    columns=(
        id_column("Kennung"),
        name_column(),
        code_column("basis", "Grundlage", "Basis", "funding_area_basis", "Rechtsgrundlage"),
        areas_column(),
        text_column("concept", "Konzept", "Concept"),
        since_column(),
        until_column(),
    ),
    unseen=(aliases_column(),),
)
GRANTS = Sheet(
    topic="grants",
    de="Fördermittel",
    en="Grants",
    variants=("Förderungen", "Förderung", "grant", "funding"),
    columns=(
        Column(
            field="programme",
            de="Programm",
            en="Programme",
            kind=Kind.NAME,
            required=True,
            variants=(
                *("Förderprogramm", "program", "Programmname", "Förderlinie", "Fördertopf", "Fördergeber"),
                *("Fördermittelgeber", "Zuwendungsgeber", "Mittelgeber", "Fonds", "Betroffener Fonds", "Topf"),
            ),
        ),
        reference_column(
            "recipients",
            "Empfänger",
            "Recipients",
            "actors",
            *RECEIVING,
            "Projektträger",
            "Maßnahmeträger",
            "recipient",
            is_list=True,
            expected=True,
        ),
        reference_column(
            "funded",
            "Projekt oder Angebot",
            "Project or offer",
            "funded",
            "Projekt",
            "Angebot",
            "Projekttitel",
            "Projektname",
            "Vorhaben",
            "Bezeichnung des Vorhabens",
            "Vorhabenbezeichnung",
            "Vorhabentitel",
            "Name des Vorhabens",
            "Projektbezeichnung",
            "projects",
            "offers",
            "funds",
            "operation",
            "operation name",
            "name of operation",
            is_list=True,
        ),
        code_column("kind", "Art", "Kind", "grant_kind", "type"),
        code_column("use", "Verwendung", "Use", "grant_use"),
        number_column(
            "amount_eur",
            "Betrag",
            "Amount EUR",
            "Summe",
            "Fördersumme",
            "Förderbetrag",
            "Förderhöhe",
            "Zuwendung",
            "Zuwendungsbetrag",
            "Bewilligte Summe",
            "Bewilligter Betrag",
            "Bewilligungssumme",
            "Betrag in Euro",
            "Betrag in EUR",
            "Bewilligt",
            "Bewilligte Mittel",
            "Bewilligte Fördermittel",
            "Bewilligungsbetrag",
            "Zuschuss",
            "Zuschusshöhe",
            "Zuschussbetrag",
            "amount",
            "grant amount",
        ),
        since_column(),
        until_column(),
    ),
)
OCCASIONS = Sheet(
    topic="occasions",
    de="Termine",
    en="Occasions",
    variants=("Termin", "Anlässe", "Veranstaltungen", "events"),
    columns=(
        name_column("Termin", "Veranstaltung", "Anlass", "Was", "event", "what"),
        date_column("date", "Datum", "Date", "Tag", "Wann", "when"),
        code_column("kind", "Art", "Kind", "occasion_kind", "type"),
        reference_column("place", "Ort", "Place", "places", "Veranstaltungsort", "Adresse", "Wo"),
        reference_column("working_group", "Gremium", "Working group", "working_groups"),
        reference_column("participants", "Teilnehmende", "Participants", "actors", "Teilnehmer", is_list=True),
    ),
)
INVENTORY_CHECKS = Sheet(
    topic="inventory_checks",
    de="Vollständigkeit",
    en="Inventory checks",
    variants=("completeness",),
    columns=(
        reference_column(
            "subject",
            "Gebiet oder Gremium oder Ort",
            "Subject",
            "subjects",
            "Gebiet",
            "area or working group or place",
            required=True,
        ),
        code_column("record_kind", "Was", "Record kind", "record_kind", "Liste", "what", required=True),
        code_column("theme", "Thema", "Theme", "theme"),
        date_column("checked_on", "Geprüft am", "Checked on"),
        text_column("by_role", "Durch Rolle", "By role", "Geprüft durch"),
        yes_no_column("complete", "Vollständig", "Complete"),
    ),
)
