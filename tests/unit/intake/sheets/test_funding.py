"""Lists of grants as offices keep them: who got how much for what, with or without a column for the programme."""

from app.formats.files import read_tables
from app.intake.intake import Intake, take_in
from app.records.records import Records
from tests.intake_files import Grid, csv_file, intake_of

WITHOUT_PROGRAMME: Grid = (
    ("Zuwendungsempfänger", "Projekttitel", "Bewilligte Summe", "Jahr"),
    ("Kita Spatz", "Sprachbrücke", "12.500,00 €", "2023"),
    ("VHS", "Alpha-Kurs", "8.000 €", "2023/24"),
    ("Summe", "", "20.500,00 €", ""),
)


def taken(name: str, grid: Grid) -> Intake:
    return take_in(read_tables([csv_file(name, grid)]), Records(), answers={"actors_by_name": "new"})


def grants(intake: Intake) -> list[tuple[str, tuple[str, ...], float | None, str, str]]:
    assert intake.rejected == ()
    return [
        (grant.programme, grant.recipients, grant.amount_eur, str(grant.start), str(grant.end))
        for grant in intake.records.grants
    ]


def test_without_a_column_for_the_programme_the_file_is_called_after_it() -> None:
    intake = taken("Projektfonds Nord", WITHOUT_PROGRAMME)
    assert grants(intake) == [
        ("projektfonds-nord", ("kita-spatz",), 12500.0, "2023", "2023"),
        ("projektfonds-nord", ("vhs",), 8000.0, "2023", "2024"),
    ]
    told = {notice.code: notice.row for notice in intake.notices}
    assert (told["programme_by_title"], told["no_entry"]) == (1, 4)


def test_a_list_called_only_after_our_sheet_names_no_programme() -> None:
    refused = intake_of({"foerdermittel": WITHOUT_PROGRAMME}, answers={"actors_by_name": "new"}).rejected
    assert [(problem.code, problem.row) for problem in refused] == [("missing_heading", 1)]


def test_a_funder_and_who_runs_a_measure_are_programme_and_recipient_beside_amounts() -> None:
    intake = taken(
        "liste",
        (
            ("Fördermittelgeber", "Träger", "Maßnahme", "Zuwendung (EUR)", "von", "bis"),
            ("Stiftung Mensch", "VHS", "Lesung", "3.500", "01.01.2024", "31.12.2024"),
        ),
    )
    assert grants(intake) == [("stiftung-mensch", ("vhs",), 3500.0, "2024-01-01", "2024-12-31")]


def test_offers_with_costs_stay_offers() -> None:
    intake = taken(
        "liste",
        (("Angebot", "Träger", "Stadtteil", "Zielgruppe", "Betrag"), ("Kurs", "VHS", "Nord", "Kinder", "5")),
    )
    assert [offer.id for offer in intake.records.offers] == ["kurs--vhs"]
    assert intake.records.grants == ()


OPERATIONS: Grid = (
    ("Zuwendungsempfänger", "Vorhabenbezeichnung", "Beginn", "Ende", "Gesamtkosten", "Postleitzahl"),
    ("VHS", "Neustart", "01.03.2023", "28.02.2024", "412.300,50 €", "45141"),
    ("VHS", "Neustart", "01.03.2024", "28.02.2026", "98.000,00 €", "45141"),
    ("Kita Spatz", "Lotsinnen", "2023-07-01", "2025-06-30", "15.000", "45143"),
)


def test_a_list_of_operations_is_one_of_grants_whose_total_costs_are_no_award() -> None:
    intake = taken("ESF Nord", OPERATIONS)
    assert grants(intake) == [
        ("esf-nord", ("kita-spatz",), None, "2023-07-01", "2025-06-30"),
        ("esf-nord", ("vhs",), None, "2023-03-01", "2024-02-28"),
        ("esf-nord", ("vhs",), None, "2024-03-01", "2026-02-28"),
    ]
    assert "projects_by_name:grants" in {question.key for question in intake.questions}


def test_projects_that_a_list_of_grants_names_are_made_where_somebody_says_so() -> None:
    answers = {"actors_by_name": "new", "projects_by_name": "new"}
    tables = read_tables([csv_file("ESF Nord", OPERATIONS)])
    intake = take_in(tables, Records(), answers=answers)
    assert [(p.name, p.leads, str(p.start), str(p.end)) for p in intake.records.projects] == [
        ("Lotsinnen", ("kita-spatz",), "2023-07-01", "2025-06-30"),
        ("Neustart", ("vhs",), "2023-03-01", "2026-02-28"),
    ]
    assert {grant.projects for grant in intake.records.grants} == {("lotsinnen--kita-spatz",), ("neustart--vhs",)}
    again = take_in(tables, intake.records)
    assert (again.new, again.changed, {q.kind for q in again.questions}) == ({}, (), {"own_column"})


def test_who_carries_a_project_is_no_recipient_of_money() -> None:
    rows = (("Projekt", "Projektträger", "Beteiligte", "Beginn"), ("Fest", "VHS", "Kita Spatz", "2024"))
    assert [project.name for project in taken("liste", rows).records.projects] == ["Fest"]
