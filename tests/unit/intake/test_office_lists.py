"""Do lists as offices keep them go in as they are meant: jobcentre, sports federation, projects with a status, grants?"""

from collections.abc import Mapping

import pytest

from app.intake.values.dates import read_start
from tests.intake_files import AKTEURE, intake_of

MEASURES = (
    ("Maßnahmenübersicht Jobcenter Musterstadt", "", "", "", "", ""),
    ("Nr. der Maßnahme", "Maßnahmebezeichnung", "Träger", "Laufzeit", "Plätze", "Zielgruppe"),
    ("123/45", "Aktivcenter", "AWO", "01.01.2024 - 31.12.2024", "25", "Frauen"),
    ("123/46", "Sprachkurs", "Caritas", "ab Mai 2024", "15", "Frauen"),
    ("123/47", "Werkstatt", "Caritas", "bis 2026", "15", "Frauen"),
    ("123/48", "Garten", "Caritas", "3 Jahre", "15", "Frauen"),
    ("", "", "", "", "70", ""),
)


def test_a_sheet_is_known_by_its_headings_and_periods_in_one_cell_have_two_sides() -> None:
    taken = intake_of({"akteure": AKTEURE, "export_2024": MEASURES})
    assert taken.rejected == ()
    assert {offer.name: (str(offer.start), str(offer.end)) for offer in taken.records.offers} == {
        "Aktivcenter": ("2024-01-01", "2024-12-31"),
        "Sprachkurs": ("2024-05", "None"),
        "Werkstatt": ("None", "2026"),
        "Garten": ("None", "None"),
    }
    assert ("no_entry", 7) in [(notice.code, notice.row) for notice in taken.notices]
    assert [notice.column for notice in taken.notices if "3 Jahre" in notice.message] == ["D"]


def test_columns_of_their_own_for_beginning_and_end_go_before_a_period() -> None:
    grid = (("Name", "Akteur", "Seit", "Zeitraum"), ("Kurs", "AWO", "2020", "2021-2023"))
    taken = intake_of({"akteure": AKTEURE, "angebote": grid})
    assert [(str(offer.start), offer.end) for offer in taken.records.offers] == [("2020", None)]
    assert [(notice.code, notice.column) for notice in taken.notices] == [("heading_taken", "D")]


def test_a_sheet_that_could_be_one_of_ours_is_asked_about() -> None:
    members = (
        ("Verbandsliste", "", ""),
        ("Vereinsname", "Stadtteil", "Mitglieder"),
        ("TuS Nord", "Nord", "1234"),
        ("SV Hafen", "Hafen", "310"),
        ("* ohne Jugendliche", "", ""),
    )
    (question,) = intake_of({"vom verband": members}).questions
    taken = intake_of({"vom verband": members}, answers={question.key: "actors"})
    assert (question.kind, question.default) == ("which_sheet", "leave_out")
    assert [actor.name for actor in taken.records.actors] == ["SV Hafen", "TuS Nord"]


PROJECTS = (
    ("Projekttitel", "Status", "Beteiligte", "Bis"),
    ("Höfe", "laufend", "AWO", ""),
    ("Nachtbus", "abgelehnt", "AWO", ""),
    ("Garten", "In Planung", "AWO", ""),
    ("Spielplatz", "abgeschlossen", "AWO", ""),
    ("Fest", "abgeschlossen", "AWO", "2021"),
)


@pytest.mark.parametrize(
    ("answers", "names"),
    [
        ({}, {"Höfe", "Fest"}),
        ({"not_running:projects:abgelehnt": "take"}, {"Höfe", "Fest", "Nachtbus"}),
        ({"not_running": "take"}, {"Höfe", "Fest", "Nachtbus", "Garten", "Spielplatz"}),
    ],
)
def test_what_never_came_about_or_is_over_is_asked_about(answers: Mapping[str, str], names: set[str]) -> None:
    taken = intake_of({"akteure": AKTEURE, "projekte": PROJECTS}, answers=answers)
    assert {project.name for project in taken.records.projects} == names


def test_an_amount_that_cannot_be_read_is_told_and_refuses_nothing() -> None:
    grants = (("Programm", "Empfänger", "Betrag"), ("Landesmittel", "AWO", "100.000 EUR p. a."))
    taken = intake_of({"akteure": AKTEURE, "foerdermittel": grants})
    assert taken.rejected == ()
    assert [(notice.code, notice.column) for notice in taken.notices] == [("number", "C")]


PAIRS = (
    ("Wer?", "arbeitet zusammen mit", "wie?"),
    ("AWO", "Caritas", "nein, leider"),
    ("AWO", "Diakonie", "ja, regelmäßig"),
    ("Caritas", "Diakonie", "weiß nicht"),
    ("DRK", "AWO", "nicht mehr"),
    ("DRK", "Caritas", ""),
)
"""Nobody knows what the third column is, so that no "nein" in it may become cooperation."""


@pytest.mark.parametrize(
    ("answers", "ties"),
    [
        ({}, {("awo", "diakonie", "stated"), ("caritas", "drk", "stated")}),
        (
            {"not_running:cooperations:wie:nein": "take"},
            {("awo", "caritas", "stated"), ("awo", "diakonie", "stated"), ("caritas", "drk", "stated")},
        ),
    ],
)
def test_pairs_that_an_unread_column_denies_are_asked_about(
    answers: Mapping[str, str], ties: set[tuple[str, str, str]]
) -> None:
    organisations = (("Name", "Art"), *((name, "Wohlfahrtsverband") for name in ("AWO", "Caritas", "Diakonie", "DRK")))
    taken = intake_of({"akteure": organisations, "wer mit wem": PAIRS}, answers=answers)
    assert {(tie.actor_a, tie.actor_b, tie.status) for tie in taken.records.cooperations} == ties
    asked = {question.key for question in taken.questions if question.kind == "not_running"}
    assert {f"not_running:cooperations:wie:{word}" for word in ("weiss-nicht", "nicht-mehr")} <= asked


@pytest.mark.parametrize(
    ("kind", "status"),
    [("keine Zusammenarbeit", "denied"), ("Konkurrenz", "unknown"), ("geplant", "unknown"), ("Austausch", "stated")],
)
def test_a_kind_that_says_no_is_no_cooperation(kind: str, status: str) -> None:
    pairs = (("Akteur A", "Akteur B", "Art"), ("AWO", "Caritas", kind))
    taken = intake_of({"akteure": AKTEURE, "zusammenarbeit": pairs})
    assert [tie.status for tie in taken.records.cooperations] == [status]
    assert ("status_in_kind" in {notice.code for notice in taken.notices}) is (status != "stated")


@pytest.mark.parametrize(("heading", "word"), [("aktiv?", "nein"), ("Noch aktuell", "Nein."), ("Status", "ruht")])
def test_what_a_column_says_is_no_more_is_asked_about(heading: str, word: str) -> None:
    offers = (("Angebot", "Akteur", heading), ("Treff", "AWO", word), ("Kurs", "AWO", "ja"))
    taken = intake_of({"akteure": AKTEURE, "angebote": offers})
    assert [offer.name for offer in taken.records.offers] == ["Kurs"]


GUIDE = (
    ("Angebot", "Anbieter", "Straße", "PLZ", "Ort", "Beginn", "Ende"),
    ("Krabbelgruppe", "AWO", "Hauptstr. 5", "45257", "Essen", "9:30", "11 Uhr"),
    ("Elterncafé", "Caritas", "", "45127", "Essen", "15 Uhr", "jeden 1. Mi"),
)


def test_the_town_of_an_address_is_no_place_and_a_time_of_day_no_date() -> None:
    taken = intake_of({"akteure": AKTEURE, "angebote": GUIDE})
    assert [(offer.name, offer.place, offer.start, offer.end) for offer in taken.records.offers] == [
        ("Elterncafé", None, None, None),
        ("Krabbelgruppe", None, None, None),
    ]
    assert ("town", "E") in {(notice.code, notice.column) for notice in taken.notices}


@pytest.mark.parametrize("remark", ["Angaben ohne Gewähr", "Änderungen vorbehalten!", "Erstellt vom Quartiersbüro"])
def test_a_remark_below_a_list_is_no_entry(remark: str) -> None:
    taken = intake_of({"akteure": AKTEURE, "angebote": (*GUIDE, (remark,))})
    assert len(taken.records.offers) == 2
    assert "no_entry" in {notice.code for notice in taken.notices}


def test_what_stands_alone_below_an_empty_row_is_asked_about() -> None:
    below = (*GUIDE, ("",), ("Herzlichen Dank an alle",))
    assert len(intake_of({"akteure": AKTEURE, "angebote": below}).records.offers) == 2
    assert len(intake_of({"akteure": AKTEURE, "angebote": below}, answers={"section": "no"}).records.offers) == 3


def test_statistics_beside_other_sheets_that_lack_their_day_say_so() -> None:
    numbers = (("Stadtteil", "Einwohner", "SGB-II-Quote in %"), ("Nord", "11874", "9,4"), ("Süd", "2011", "2,1"))
    taken = intake_of({"akteure": AKTEURE, "zahlen": numbers})
    assert [notice.code for notice in taken.notices if notice.sheet == "zahlen" or notice.file == "zahlen.csv"] == [
        "statistics_without_day"
    ]


def test_pairs_of_an_organisation_and_its_partner_are_cooperation() -> None:
    pairs = (("Einrichtung", "Partner", "Zusammenarbeit seit"), ("AWO", "Caritas", "2010"))
    taken = intake_of({"akteure": AKTEURE, "zusammenarbeit": pairs})
    assert [(tie.actor_a, tie.actor_b, str(tie.start)) for tie in taken.records.cooperations] == [
        ("awo", "caritas", "2010")
    ]


def test_days_that_a_spreadsheet_counts_are_dates() -> None:
    reading = read_start(43_831.0)
    assert (str(reading.value), [notice.key for notice in reading.notices]) == ("2020-01-01", ["date_read_as"])


def test_online_and_citywide_are_no_places() -> None:
    rows = (
        ("Maßnahme", "Maßnahmeträger", "Standort"),
        ("Kurs", "AWO", "online"),
        ("Beratung", "AWO", "stadtweit"),
        ("Treff", "AWO", "Haus 1"),
    )
    taken = intake_of({"akteure": AKTEURE, "jobcenter": rows})
    assert taken.rejected == ()
    assert [place.name for place in taken.records.places] == ["Haus 1"]
    assert [(o.name, o.area_mode, o.place) for o in taken.records.offers] == [
        ("Beratung", "citywide", None),
        ("Kurs", "areas", None),
        ("Treff", "areas", "haus-1"),
    ]
    assert {(n.code, n.row, n.column) for n in taken.notices} >= {("no_place", 2, "C"), ("citywide_read", 3, "C")}


@pytest.mark.parametrize("name", ["Jugendheim (geschlossen 2022)", "ehem. Jugendheim", "Ehemaliges Jugendheim"])
def test_a_name_that_says_it_is_over_is_asked_about_unless_the_end_is_given(name: str) -> None:
    headings = ("Name", "Art", "Bis")
    asked = intake_of({"akteure": (headings, (name, "Jugendzentrum", ""), ("AWO", "Verein", ""))})
    assert [actor.name for actor in asked.records.actors] == ["AWO"]
    assert [question.kind for question in asked.questions] == ["not_running"]
    ended = intake_of({"akteure": (headings, (name, "Jugendzentrum", "2022"), ("AWO", "Verein", ""))})
    assert (len(ended.records.actors), ended.questions) == (2, ())


def test_a_list_of_applications_says_which_were_approved() -> None:
    headings = ("Lfd. Nr.", "Antragsteller/in", "Projekttitel", "Bewilligt (ja/nein)", "Fördersumme")
    rows = ((1, "AWO", "Fest", "ja", 1250.5), (2, "VHS", "Bank", "nein", "–"), (3, "DRK", "Markt", "zurückgezogen", 80))
    taken = intake_of({"Verfügungsfonds 2024": (headings, *rows)}, answers={"actors_by_name": "new"})
    assert [(grant.recipients, grant.amount_eur) for grant in taken.records.grants] == [(("awo",), 1250.5)]
    assert {"not_running:grants:nein", "not_running:grants:zurueckgezogen"} <= {
        question.key for question in taken.questions
    }
