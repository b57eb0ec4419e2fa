"""Matrices of who works with whom: crosses become answers, also where the matrix is not square or not alone."""

import pytest

from app.errors import InvalidInput
from app.formats.graph_files import graph_of
from app.intake.intake import Intake
from tests.intake_files import AKTEURE, csv_files, intake_of

ACTORS = [["Name", "Art"], ["Kita", "Kita"], ["VHS", "Volkshochschule"], ["Amt", "Amt"], ["Polizei", "Polizei"]]
SQUARE = [["", "Kita", "VHS", "Amt"], ["Kita", "", "x", ""], ["VHS", "x", "", "?"], ["Amt", "", "", ""]]
OBLONG = [["Wer mit wem", "Kita", "VHS", "Amt", "Polizei"], ["Kita", "", "x", "", ""], ["VHS", "x", "", "nein", "x"]]


def ties(taken: Intake) -> list[tuple[str, str, str]]:
    assert taken.rejected == ()
    return [(tie.actor_a, tie.actor_b, tie.status) for tie in taken.records.cooperations]


def test_a_square_of_crosses_beside_a_sheet_is_read() -> None:
    taken = intake_of({"akteure": ACTORS, "wer_mit_wem": SQUARE})
    assert ties(taken) == [("amt", "vhs", "unknown"), ("kita", "vhs", "stated")]
    assert [notice.code for notice in taken.notices] == ["matrix_read"]


def test_a_matrix_that_is_not_square_is_read_beside_a_sheet_and_alone() -> None:
    expected = [("amt", "vhs", "denied"), ("kita", "vhs", "stated"), ("polizei", "vhs", "stated")]
    assert ties(intake_of({"akteure": ACTORS, "matrix": OBLONG})) == expected
    graph = graph_of(csv_files({"matrix": OBLONG}), "de")
    assert graph is not None
    assert {(edge.source, edge.target, edge.status) for edge in graph.edges} >= {
        ("VHS", "Amt", "denied"),
        ("VHS", "Polizei", None),
    }


def test_halves_that_differ_are_asked_about_at_the_first_cell() -> None:
    halves = [["", "Kita", "VHS"], ["Kita", "", "ja"], ["VHS", "nein", ""]]
    taken = intake_of({"akteure": ACTORS, "matrix": halves})
    assert ties(taken) == [("kita", "vhs", "unknown")]
    assert [question.key for question in taken.questions] == ["together:ja-nein"]
    assert [(place.row, place.column) for place in taken.questions[0].places] == [(2, "C")]


def test_a_title_above_and_a_legend_below_are_no_names() -> None:
    titled = [["Netzwerk 2024", "", "", ""], *SQUARE, ["x = arbeitet zusammen", "", "", ""]]
    taken = intake_of({"akteure": ACTORS, "matrix": titled})
    assert ties(taken) == [("amt", "vhs", "unknown"), ("kita", "vhs", "stated")]
    graph = graph_of(csv_files({"matrix": titled}), "de")
    assert graph is not None
    assert sorted(graph.nodes) == ["Amt", "Kita", "VHS"]


def test_a_name_of_the_matrix_that_nobody_lists_is_asked_about() -> None:
    taken = intake_of({"akteure": ACTORS[:3], "matrix": OBLONG})
    assert ties(taken) == [("kita", "vhs", "stated")]
    assert [question.key for question in taken.questions] == ["add:actors:amt", "add:actors:polizei"]


def test_crosses_between_other_things_are_no_answers() -> None:
    grid = [["Angebot", "Kinder", "Eltern"], ["Treff", "x", ""], ["Kurs", "", "x"]]
    taken = intake_of({"akteure": ACTORS, "tabelle": grid})
    assert taken.records.cooperations == ()
    assert [notice.sheet for notice in taken.notices if notice.code == "unknown_sheet"] == ["tabelle"]


def test_a_matrix_with_a_word_that_is_no_answer_is_set_aside() -> None:
    taken = intake_of({"akteure": ACTORS, "matrix": [*OBLONG, ["Amt", "enger Partner", "", "", ""]]})
    assert taken.records.cooperations == ()
    assert [(notice.row, notice.code) for notice in taken.notices] == [(1, "unknown_sheet")]


NUMBERS = [["", "Kita", "VHS", "Amt"], ["Kita", "-", 3, 0], ["VHS", 3, "-", 1], ["Amt", 0, "", "-"]]


def strengths(taken: Intake) -> list[tuple[str, str, str, int | None]]:
    assert taken.rejected == ()
    return [(tie.actor_a, tie.actor_b, tie.status, tie.strength) for tie in taken.records.cooperations]


def test_numbers_of_a_matrix_beside_a_sheet_are_nothing_until_somebody_says_what_they_mean() -> None:
    sheets = {"akteure": ACTORS, "matrix": NUMBERS}
    taken = intake_of(sheets)
    assert (strengths(taken), [question.key for question in taken.questions]) == ([], ["matrix_numbers:matrix"])
    as_strength = intake_of(sheets, answers={"matrix_numbers": "strength"})
    assert strengths(as_strength) == [
        ("amt", "kita", "denied", None),
        ("amt", "vhs", "stated", 1),
        ("kita", "vhs", "stated", 3),
    ]
    assert {tie.source.row for tie in as_strength.records.cooperations} == {2, 3}
    as_contact = intake_of(sheets, answers={"matrix_numbers": "contact"})
    assert strengths(as_contact) == [("amt", "vhs", "stated", None), ("kita", "vhs", "stated", None)]


def test_strengths_that_differ_between_the_halves_say_nothing_certain() -> None:
    halves = [["", "Kita", "VHS"], ["Kita", "", 3], ["VHS", 1, ""]]
    taken = intake_of({"akteure": ACTORS, "matrix": halves}, answers={"matrix_numbers": "strength"})
    assert strengths(taken) == [("kita", "vhs", "unknown", None)]
    assert [(notice.code, notice.row, notice.column) for notice in taken.notices] == [("several_values", 2, "C")]


def test_what_keeps_a_table_from_being_a_matrix_is_named() -> None:
    rows = [["", "AWO", "Caritas", "VHS"], ["AWO", "", "x", "o"], ["Caritas", "x", "", "x"], ["V H S", "", "x", ""]]
    with pytest.raises(
        InvalidInput, match="nur in der Kopfzeile oder nur in der ersten Spalte stehen: „V H S“, „VHS“"
    ) as refused:
        intake_of({"netz": rows})
    assert "Keine Antwort ist: „o“" in refused.value.detail


def test_a_word_between_the_same_names_that_is_no_answer_is_told_and_the_others_are_read() -> None:
    rows = (
        ("Stand: März 2025",),
        ("Organisation", "AWO", "Caritas", "Jugendamt", "VHS"),
        ("AWO", "■", "x", "", ""),
        ("Caritas", "", "■", "x", "o"),
        ("Jugendamt", "", "", "■", "x"),
        ("VHS", "", "", "", "■"),
        ("x = regelmäßig, o = gelegentlich",),
    )
    taken = intake_of({"Wer mit wem": rows}, answers={"actors_by_name": "new"})
    stated = {(tie.actor_a, tie.actor_b): tie.status for tie in taken.records.cooperations}
    assert {pair for pair, status in stated.items() if status == "stated"} == {
        ("awo", "caritas"),
        ("caritas", "jugendamt"),
        ("jugendamt", "vhs"),
    }
    assert stated.get(("caritas", "vhs")) in {None, "unknown"}
    assert any("„o“" in notice.message for notice in taken.notices)


def test_crosses_between_organisations_are_no_kinds() -> None:
    rows = (("Einrichtung", "AWO", "Jugendamt"), ("AWO", "", "x"), ("Jugendamt", "x", ""), ("VHS", "o", "x"))
    taken = intake_of({"akteure": AKTEURE, "liste": rows})
    assert all(actor.kinds != ("youth_office",) or actor.id == "jugendamt" for actor in taken.records.actors)
