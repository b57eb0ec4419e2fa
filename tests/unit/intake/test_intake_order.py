"""Does the order of rows and sheets matter? It must not."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from app.formats.files import read_tables
from app.formats.tables import Table
from app.intake.intake import Intake, take_in
from tests.intake_files import Grid, csv_files
from tests.trials import trials

SHEETS: dict[str, Grid] = {
    "akteure": (
        ("Name", "Kurzname", "Art", "Träger", "Aktiv in"),
        ("Arbeiterwohlfahrt", "AWO", "Wohlfahrtsverband", "", "Nord;Süd"),
        ("Caritas", "", "Wohlfahrtsverband; Beratungsstelle", "AWO", "nord"),
        ("Jugendamt", "", "Jugendamt", "", "NORD"),
    ),
    "angebote": (
        ("Name", "Akteur", "Ort", "Seit"),
        ("Treff", "AWO", "Bürgerhaus", "2020"),
        ("Treff", "Caritas", "bürgerhaus", "2021"),
    ),
    "fördermittel": (
        ("Programm", "Empfänger", "Projekt oder Angebot", "Seit"),
        ("ESF 2014-2020", "AWO", "Treff", "2016"),
        ("ESF 2014-2020", "AWO", "Treff", "2015"),
        ("ESF 2014-2020", "Caritas", "Treff", "2015"),
    ),
    "kennzahlen": (
        ("Kennzahl", "Gebiet", "Stichtag", "Wert", "Quelle", "Weitergabe erlaubt"),
        ("Kinderarmut", "Nord", "2022", "20", "Stadt", "ja"),
        ("Kinderarmut", "Nord", "2023", "<3", "Jobcenter", ""),
        ("Kinderarmut", "Süd", "2023", "-", "", "nein"),
    ),
    "zusammenarbeit": (
        ("Akteur A", "Akteur B", "Art", "Arbeiten zusammen"),
        ("AWO", "Caritas", "", "ja"),
        ("Caritas", "AWO", "gemeinsames Angebot", "nein"),
        ("Jugendamt", "AWO", "", "weiß nicht"),
    ),
    "befragungen": (
        ("Name", "Datum", "Art", "Gefragt"),
        ("Netz", "2024", "Liste", "Jugendamt"),
        ("Netz", "2020", "frei", ""),
    ),
    "antworten": (
        ("Befragung", "Von", "Über", "Arbeiten zusammen"),
        ("netz--2024", "Caritas", "AWO", "ja"),
        ("netz--2024", "AWO", "Caritas", "nein"),
        ("netz--2020", "AWO", "Caritas", "weiß nicht"),
    ),
}
TABLES = read_tables(csv_files(SHEETS))


def essence(intake: Intake) -> object:
    records = {topic: [replace(record, source=None) for record in entry] for topic, entry in intake.records}
    return records, intake.new, intake.created, len(intake.rejected), len(intake.notices)


@settings(max_examples=trials(60), deadline=None)
@given(st.data())
def test_order_of_rows_and_sheets_is_irrelevant(data: st.DataObject) -> None:
    shuffled: list[Table] = [
        replace(table, rows=tuple(data.draw(st.permutations(table.rows))))
        for table in data.draw(st.permutations(TABLES))
    ]
    assert essence(take_in(shuffled)) == essence(take_in(TABLES))


@settings(max_examples=trials(30), deadline=None)
@given(st.data())
def test_second_import_in_another_order_is_no_change(data: st.DataObject) -> None:
    first = take_in(TABLES)
    shuffled = [replace(table, rows=tuple(data.draw(st.permutations(table.rows)))) for table in TABLES]
    second = take_in(shuffled, first.records)
    assert (second.changed, second.new, second.not_in_this_file, second.rejected) == ((), {}, (), ())
