"""Is every fault named at its cell, with its code and what to do?"""

import pytest

from app.errors import InvalidInput
from app.formats.tables import Table
from app.intake.intake import Intake, accepted, take_in
from app.records.records import Records
from tests.factories import actor, offer
from tests.intake_files import AKTEURE, Grid, intake_of

OFFERS = ("Name", "Akteur", "Gebiete", "Ort", "Seit", "Bis")
TIES = ("Akteur A", "Akteur B", "Art", "Arbeiten zusammen", "Stärke", "Quelle")
VALUES = ("Kennzahl", "Gebiet", "Stichtag", "Wert", "Einheit", "Grundgesamtheit")


def places(intake: Intake) -> list[tuple[str, int | None, str | None]]:
    return [(problem.code, problem.row, problem.column) for problem in intake.rejected]


def noticed(intake: Intake) -> list[tuple[str, int | None, str | None]]:
    return [(notice.code, notice.row, notice.column) for notice in intake.notices if notice.code != "read_as"]


def aside(intake: Intake) -> list[tuple[str, int | None, str | None]]:
    """The rows that were set aside, where nothing is refused."""
    assert intake.rejected == ()
    notices = (notice for notice in intake.notices if notice.message.endswith("Der Eintrag wurde nicht übernommen."))
    return [(notice.code, notice.row, notice.column) for notice in notices]


@pytest.mark.parametrize(
    ("row", "code"),
    [
        (("", "AWO"), "missing"),
        (("   ", "AWO"), "missing"),
        (("-", "AWO"), "missing"),
        (("T" * 301, "AWO"), "too_long"),
        (("+++", "AWO"), "name_not_known"),
        (("0201 998877", "AWO"), "contact_as_name"),
        (("#REF!", "AWO"), "formula_error"),
    ],
)
def test_an_offer_without_a_name_is_set_aside_at_its_cell_and_the_rest_goes_in(row: tuple[str, ...], code: str) -> None:
    intake = intake_of({"akteure": AKTEURE, "angebote": (OFFERS[:2], row, ("Treff", "AWO"))})
    assert aside(intake) == [(code, 2, "A")]
    assert [offer.name for offer in intake.records.offers] == ["Treff"]


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (("Treff", "AWO", "", "", "2023-02-29", ""), ("date", 2, "E")),
        (("Treff", "AWO", "", "", "", "31.02.2024"), ("date", 2, "F")),
        (("Treff", "AWO", "", "", "0000", ""), ("date", 2, "E")),
        (("Treff", "AWO", "", "", "2020; 2021", ""), ("several_values", 2, "E")),
        (("Treff", "AWO", "", "", "2024", "2023"), ("end_before_start", 2, "F")),
    ],
)
def test_an_offer_with_a_date_that_is_none_is_set_aside(row: tuple[str, ...], expected: tuple[str, int, str]) -> None:
    """Without its end it would go on for ever."""
    intake = intake_of({"akteure": AKTEURE, "angebote": (OFFERS, row, ("Chor", "AWO", "", "", "", ""))})
    assert (aside(intake), [offer.name for offer in intake.records.offers]) == ([expected], ["Chor"])


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (("Tre\x00ff", "AWO", "", "", "", ""), ("hidden_character", 2, "A")),
        (("Tre\x07ff", "AWO", "", "", "", ""), ("hidden_character", 2, "A")),
        (("Tre\u202eff", "AWO", "", "", "", ""), ("hidden_character", 2, "A")),
    ],
)
def test_fault_in_an_offer_is_named_at_its_cell(row: tuple[str, ...], expected: tuple[str, int, str]) -> None:
    intake = intake_of({"akteure": AKTEURE, "angebote": (OFFERS, row)})
    assert places(intake) == [expected]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([("AWO", "AWO", "", "ja", "", "")], [("self_cooperation", 2, "B")]),
        ([("AWO", "awo", "", "ja", "", "")], [("self_cooperation", 2, "B")]),
        ([("AWO", "Caritas", "", "nein", "4", "")], [("contradiction", 2, "E")]),
    ],
)
def test_a_cooperation_that_says_nothing_is_set_aside(rows: Grid, expected: list[tuple[str, int, str]]) -> None:
    intake = intake_of({"akteure": AKTEURE, "zusammenarbeit": (TIES, *rows)})
    assert (aside(intake), intake.records.cooperations) == (expected, ())


def test_a_pair_listed_from_both_sides_counts_once_and_contradicting_answers_are_refused() -> None:
    """Lists of partners name each pair twice; a yes and a no of one pair cannot both hold."""
    yes, again = ("AWO", "Caritas", "", "ja", "3", ""), ("Caritas", "AWO", "", "ja", "2", "Protokoll")
    both = intake_of({"akteure": AKTEURE, "zusammenarbeit": (TIES, yes, again)})
    assert (places(both), noticed(both)) == ([], [("duplicate", 3, "B")])
    assert [tie.strength for tie in both.records.cooperations] == [3]
    no = ("Caritas", "AWO", "", "nein", "", "")
    assert places(intake_of({"akteure": AKTEURE, "zusammenarbeit": (TIES, yes, no)})) == [("duplicate", 3, "B")]


def test_same_pair_with_another_kind_is_no_duplicate() -> None:
    rows = [("AWO", "Caritas", "", "ja", "", ""), ("AWO", "Caritas", "gemeinsames Angebot", "ja", "", "")]
    intake = intake_of({"akteure": AKTEURE, "zusammenarbeit": (TIES, *rows)})
    assert [tie.id for tie in intake.records.cooperations] == ["awo--caritas--joint_offer", "awo--caritas--other"]


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (("Arbeitslosenanteil", "Nord", "2023", "zwölf"), ("number", 2, "D")),
        (("Arbeitslosenanteil", "Nord", "2023", "1,2,3"), ("number", 2, "D")),
        (("Arbeitslosenanteil", "Nord", "2023", "1e999"), ("number", 2, "D")),
        (("Arbeitslosenanteil", "Nord", "2023", ""), ("missing", 2, "D")),
        (("Arbeitslosenanteil", "Nord", "gestern", "12"), ("date", 2, "C")),
        (("Arbeitslosenanteil", "", "", ""), ("missing", 2, "B")),
        (("Arbeitslosenanteil", "Nord", "2023", "12", "", "-5"), ("negative", 2, "F")),
        (("Arbeitslosenanteil", "Nord", "2023", "12", "", "1.2.3"), ("number", 2, "F")),
    ],
)
def test_a_value_that_is_none_is_set_aside_once(row: tuple[str, ...], expected: tuple[str, int, str]) -> None:
    sound = ("Arbeitslosenanteil", "Süd", "2023", "9", "", "")
    intake = intake_of({"kennzahlen": (VALUES[: len(row)], row, sound[: len(row)])})
    assert aside(intake) == [expected]
    assert [observation.value for observation in intake.records.observations] == [9]


def test_two_values_of_one_area_and_day_are_refused_where_they_differ() -> None:
    rows = [("Arbeitslosenanteil", "Nord", "2023", value) for value in ("12", "12", "13")]
    assert places(intake_of({"kennzahlen": (VALUES[:4], *rows[:2])})) == []
    assert places(intake_of({"kennzahlen": (VALUES[:4], *rows)})) == [("duplicate", 4, "C")]


def test_message_has_row_column_heading_value_and_advice() -> None:
    grid = (
        VALUES,
        ("Arbeitslosenanteil", "Nord", "2023", "12", "", ""),
        ("Arbeitslosenanteil", "Süd", "2023", "zwölf", "", ""),
    )
    german = intake_of({"kennzahlen": grid}).notices[-1]
    english = intake_of({"kennzahlen": grid}, lang="en").notices[-1]
    assert german.message.startswith("Zeile 3, Spalte D (Wert): „zwölf“ ist keine Zahl")
    assert "Bitte so schreiben: 12, 12,5" in german.message
    assert english.message.startswith("Row 3, column D (Wert): “zwölf” is not a number")
    assert (german.code, german.file, german.sheet) == ("number", "kennzahlen.csv", "kennzahlen")


def test_every_problem_is_listed_and_sound_rows_do_not_hide_them() -> None:
    grid = (
        OFFERS,
        ("A", "AWO", "", "", "2020", "2018"),
        ("B", "AWO", "", "", "2020", ""),
        ("C", "AWO", "", "", "2020", "2019"),
    )
    taken = intake_of({"akteure": AKTEURE, "angebote": grid})
    assert aside(taken) == [("end_before_start", 2, "F"), ("end_before_start", 4, "F")]
    assert [offer.name for offer in taken.records.offers] == ["B"]


def test_row_9999_of_10000_is_found() -> None:
    rows = [(f"Verein {number}", "Bürgerverein") for number in range(10_000)]
    rows[9_997] = ("", "Bürgerverein")
    intake = intake_of({"akteure": (("Name", "Art"), *rows)})
    assert (aside(intake), len(intake.records.actors)) == ([("missing", 9_999, "A")], 9_999)


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([("a", "AWO"), ("a", "Caritas")], ("duplicate", 3, "A")),
    ],
)
def test_fault_in_ids_and_names_of_actors(rows: Grid, expected: tuple[str, int, str]) -> None:
    grid = (("ID", "Name", "Art"), *((*row, "Schule") for row in rows))
    assert places(intake_of({"akteure": grid})) == [expected]


@pytest.mark.parametrize("bad_id", ["../x", "%2e%2e", "a" * 300])
def test_an_id_that_is_none_is_left_out_and_the_name_tells(bad_id: str) -> None:
    intake = intake_of({"akteure": (("ID", "Name"), (bad_id, "AWO"), ("c", "Caritas"))})
    assert (places(intake), [actor.id for actor in intake.records.actors]) == ([], ["awo", "c"])
    assert ("bad_id", 2, "A") in noticed(intake)


def test_composed_and_decomposed_spelling_are_one_name() -> None:
    grid = (("Name", "Art"), ("Caf\u00e9", "Schule"), ("Cafe\u0301", "Kita"))
    assert aside(intake_of({"akteure": grid})) == [("duplicate", 3, "A")]


@pytest.mark.parametrize("names", [("Jugendtreff", "Jugendtreff"), ("Treff-Punkt", "Treff Punkt")])
def test_the_second_of_two_names_is_set_aside_unless_cells_name_it(names: tuple[str, str]) -> None:
    """Of two organisations of one name nobody could say whose offer it is."""
    actors = (("Name", "Art"), (names[0], "Schule"), (names[1], "Kita"))
    assert aside(intake_of({"akteure": actors})) == [("duplicate", 3, "A")]
    named = intake_of({"akteure": actors, "angebote": (OFFERS[:2], ("Kochen", f"Caritas, {names[1]}"))})
    assert places(named) == [("duplicate", 3, "A")]
    assert "Andere Zeilen nennen diesen Namen" in named.rejected[0].message


def test_a_row_that_says_nothing_new_is_told_and_refuses_nothing() -> None:
    taken = intake_of({"akteure": (("Name", "Art"), ("AWO", "Schule"), ("awo", "Schule"))})
    assert (places(taken), [actor.name for actor in taken.records.actors]) == ([], ["AWO"])
    assert {(notice.code, notice.row) for notice in taken.notices} == {("further_row", 3)}


def test_a_name_whose_id_another_row_has_asks_for_an_id() -> None:
    grid = (("ID", "Name"), ("treff-punkt", "Jugendhaus"), ("", "Treff Punkt"))
    intake = intake_of({"akteure": grid})
    assert (aside(intake), [actor.name for actor in intake.records.actors]) == ([("duplicate", 3, "B")], ["Jugendhaus"])
    assert "Füllen Sie die Spalte ID aus" in next(told.message for told in intake.notices if told.code == "duplicate")


def test_new_name_on_a_taken_id_is_not_taken_for_a_new_spelling() -> None:
    existing = Records(actors=(actor("treff-punkt", name="Treff-Punkt"),))
    intake = intake_of({"akteure": (("Name", "Art"), ("Treff Punkt", "Schule"))}, existing)
    assert (aside(intake), intake.records.actors) == ([("duplicate", 2, "A")], ())


def test_near_miss_of_a_vocabulary_gets_a_suggestion() -> None:
    intake = intake_of({"akteure": (("Name", "Art"), ("Haus", "Wohlfartsverband"))})
    assert noticed(intake) == [("unknown_value", 2, "B")]
    assert intake.notices[0].suggestion is not None
    assert intake.notices[0].suggestion.startswith("Wohlfahrtsverband")


@pytest.mark.parametrize(
    ("grid", "expected"),
    [
        ((("Name", "Art", "Bezeichnung"), ("AWO", "Schule", "AWO")), ("duplicate_heading", 1, "C")),
        ((("Name", "Art"), ("AWO", "Schule", "12")), ("no_heading", 2, "C")),
        ((("ID", "Art"), ("a1", "Schule")), ("missing_heading", 1, None)),
    ],
)
def test_fault_in_headings(grid: Grid, expected: tuple[str, int, str | None]) -> None:
    assert places(intake_of({"akteure": grid})) == [expected]


def test_what_a_record_is_true_without_is_unknown_and_told() -> None:
    """A plain list of names, and an offer of which nobody wrote down who runs it."""
    grid = (("Angebot", "Thema"), ("Deutschkurs", "Sprache"))
    intake = intake_of({"akteure": (("Name",), ("AWO",)), "angebote": grid})
    assert intake.rejected == ()
    assert [record.kinds for record in intake.records.actors] == [()]
    assert [record.leads for record in intake.records.offers] == [()]
    assert {notice.code for notice in intake.notices} >= {"unknown_throughout"}
    cell = intake_of({"akteure": AKTEURE, "angebote": (OFFERS, ("Treff", "", "", "", "", ""))})
    assert (cell.rejected, noticed(cell)) == ((), [("unknown", 2, "B")])


def test_who_runs_an_offer_may_be_told_later() -> None:
    """The name finds the offer as long as nobody else's has it."""
    stored = intake_of({"akteure": AKTEURE, "angebote": (("Name", "Akteur"), ("Treff", ""))}).records
    later = intake_of({"angebote": (("Name", "Akteur"), ("Treff", "AWO"))}, stored)
    assert (later.rejected, later.new) == ((), {})
    assert [(offer.id, offer.leads) for offer in later.records.offers] == [("treff", ("awo",))]


def test_misspelt_heading_and_sheet_get_suggestions() -> None:
    heading = intake_of({"akteure": (("Name", "Art", "Kurznahme"), ("AWO", "Schule", ""))})
    sheet = intake_of({"akteure": AKTEURE, "angebotte": (("Name",),)})
    assert [problem.suggestion for problem in heading.notices] == ["Kurzname"]
    assert [(problem.code, problem.suggestion) for problem in sheet.notices] == [("unknown_sheet", "Angebote")]


@pytest.mark.parametrize(
    ("headings", "topics"),
    [
        (("Einrichtung",), {"actors"}),
        (("Nachname", "Vorname", "Einrichtung", "Mail"), {"actors"}),
        (("Name", "Telefon"), {"actors", "offers", "working_groups", "projects", "places", "areas", "funding_areas"}),
    ],
)
def test_a_plain_list_of_names_is_asked_about(headings: tuple[str, ...], topics: set[str]) -> None:
    row = tuple("AWO" if heading in {"Einrichtung", "Name"} else "" for heading in headings)
    intake = intake_of({"liste": (headings, row)})
    assert {choice.value for choice in intake.questions[0].choices} == {*topics, "leave_out"}
    answered = intake_of({"liste": (headings, row)}, answers={"which_sheet:liste": "actors"})
    assert [actor.name for actor in answered.records.actors] == ["AWO"]


def test_no_sheet_of_ours_is_an_error() -> None:
    with pytest.raises(InvalidInput, match="Tabelle1") as raised:
        intake_of({"Tabelle1": (("a", "b"), ("1", "2"))})
    assert "Akteure" in (raised.value.hint or "")


def test_grant_of_an_unknown_offer_and_the_same_grant_twice() -> None:
    grid = (
        ("Programm", "Empfänger", "Projekt oder Angebot"),
        ("ESF", "AWO", "Tref"),
        ("ESF", "AWO", ""),
        ("ESF", "AWO", ""),
    )
    existing = Records(actors=(actor("awo", name="AWO"),), offers=(offer("treff", name="Treff", leads="awo"),))
    intake = intake_of({"fördermittel": grid}, existing)
    assert (places(intake), noticed(intake)) == ([], [("question", 2, "C"), ("duplicate", 4, "A")])
    assert len(intake.records.grants) == 2  # the second and the third row are one
    (question,) = intake.questions
    assert [(choice.value, choice.label) for choice in question.choices[:1]] == [("offers:treff", "Treff")]
    answered = intake_of({"fördermittel": grid[:2]}, existing, answers={question.key: "offers:treff"})
    assert [grant.offers for grant in answered.records.grants] == [("treff",)]
    unanswered = intake_of({"fördermittel": grid[:2]}, existing)
    assert ([grant.offers for grant in unanswered.records.grants], unanswered.rejected) == ([()], ())


def test_what_a_grant_funds_is_left_out_and_told_where_nothing_is_like_it() -> None:
    grid = (("Programm", "Empfänger", "Projekt oder Angebot"), ("ESF", "AWO", "Quartierskiosk"))
    intake = intake_of({"fördermittel": grid}, Records(actors=(actor("awo", name="AWO"),)))
    assert (intake.rejected, [grant.projects for grant in intake.records.grants]) == ((), [()])
    assert [question.key for question in intake.questions] == ["projects_by_name:grants"]
    assert [(notice.code, notice.column) for notice in intake.notices] == [("question", "C")]


def test_contradicting_units_and_target_groups() -> None:
    heading = ("Kennzahl", "Gebiet", "Stichtag", "Wert", "Einheit", "Zielgruppe")
    rows = (
        ("Quote X", "Nord", "2023", "1", "Prozent", "Familien"),
        ("Quote X", "Süd", "2023", "1", "Anzahl", "Kinder"),
    )
    assert places(intake_of({"kennzahlen": (heading, *rows)})) == [("contradiction", 3, "E"), ("contradiction", 3, "F")]


@pytest.mark.parametrize(
    ("sheet", "named_in"),
    [
        ("Angebote", "Akteur"),
        ("Projekte", "Beteiligte"),
        ("Gremien", "Mitglieder"),
        ("Fördermittel", "Empfänger"),
        ("Zusammenarbeit", "Akteur B"),
        ("Orte", "Betreiber"),
    ],
)
def test_a_list_without_actors_asks_once_before_its_names_whether_to_make_them(sheet, named_in):
    """Whatever the list is of, nothing is refused: who is not made is asked about by name."""
    first = {"Fördermittel": "Programm", "Zusammenarbeit": "Akteur A"}.get(sheet, "Name")
    table = Table("mappe.xlsx", sheet, (first, named_in), ((2, ("ESF", "AWO")), (3, ("Biwaq", "AWO"))))
    intake = take_in([table])
    assert intake.rejected == ()
    assert [question.kind for question in intake.questions][:2] == ["actors_by_name", "add"]
    assert [question.kind for question in intake.questions].count("actors_by_name") == 1
    assert take_in([table], answers={"actors_by_name": "new"}).questions == ()
    nobody = Table("mappe.xlsx", sheet, (first, named_in), ((2, ("ESF", "")), (3, ("Biwaq", ""))))
    assert "actors_by_name" not in {question.key for question in take_in([nobody]).questions}


def test_a_list_of_offers_alone_is_refused_with_its_question_as_long_as_nobody_answers():
    sheet = Table("mappe.xlsx", "Angebote", ("Name", "Akteur"), ((2, ("Treff", "AWO")),))
    with pytest.raises(InvalidInput, match="Akteure") as refused:
        accepted(take_in([sheet]))
    assert "actors_by_name" in str(refused.value.hint)


def test_a_list_of_offers_alone_makes_its_organisations_where_somebody_says_so():
    """Most offices have one list, with who offers it in a column."""
    rows = ((2, ("Deutschkurs", "VHS")), (3, ("Sprachcafé", "VHS; Caritas (Frau Muster)")))
    sheet = Table(file="mappe.xlsx", sheet="Angebote", headings=("Name", "Akteur"), rows=rows)
    intake = take_in([sheet], answers={"actors_by_name": "new"})
    assert intake.rejected == ()
    assert [actor.name for actor in intake.records.actors] == ["Caritas", "VHS"]
    assert [offer.leads for offer in intake.records.offers] == [("vhs",), ("vhs", "caritas")]
    assert {created.name for created in intake.created} == {"Caritas", "VHS"}


def test_a_workbook_without_a_filled_row_is_refused():
    empty = Table(file="mappe.xlsx", sheet="Akteure", headings=("Name", "Art"), rows=())
    with pytest.raises(InvalidInput, match="keine ausgefüllte Zeile"):
        accepted(take_in([empty]))


def test_areas_that_lie_in_each_other_are_refused_at_each_cell() -> None:
    rows = [("Nord", "Stadtteil", "Süd"), ("Süd", "Stadtteil", "Mitte"), ("Mitte", "Stadtteil", "Nord")]
    beside = ("Hafen", "Stadtteil", "Nord")
    intake = intake_of({"gebiete": (("Name", "Art", "Teil von"), *rows, beside)})

    assert places(intake) == [("circle", row, "C") for row in (2, 3, 4)]
    assert "nord → sued → mitte → nord" in intake.rejected[0].message


def test_a_circle_that_closes_in_the_workspace_is_refused() -> None:
    stored = Records(actors=(actor("caritas", name="Caritas", unit_of="awo"), actor("awo", name="AWO")))
    sheets = {"akteure": (("Name", "Art", "Träger"), ("AWO", "Schule", "Caritas"))}

    assert places(intake_of(sheets, stored)) == [("circle", 2, "C")]


def test_the_one_row_of_a_form_is_rejected_at_each_of_its_fields() -> None:
    table = Table("", "Angebote", ("Name", "Seit", "Bis"), ((1, ("", "31.02.2024", "2023-13")),))
    taken = take_in([table], rows_aside=False)
    assert places(taken) == [("missing", 1, "A"), ("date", 1, "B"), ("date", 1, "C")]
    assert not any("nicht übernommen" in problem.message for problem in taken.rejected)
