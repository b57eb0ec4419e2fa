"""Matrices of who works with whom: crosses become answers, also where the matrix is not square or not alone."""

import pytest

from app.formats.graph_files import graph_of
from app.intake.intake import Intake
from tests.intake_files import csv_files, intake_of

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


@pytest.mark.parametrize(
    "grid",
    [
        [["Angebot", "Kinder", "Eltern"], ["Treff", "x", ""], ["Kurs", "", "x"]],
        [["", "Kita", "VHS"], ["Kita", "0", "12"], ["VHS", "12", "0"]],
    ],
)
def test_crosses_between_other_things_and_numbers_are_no_answers(grid: list[list[str]]) -> None:
    taken = intake_of({"akteure": ACTORS, "tabelle": grid})
    assert taken.records.cooperations == ()
    assert [notice.sheet for notice in taken.notices if notice.code == "unknown_sheet"] == ["tabelle"]


def test_a_matrix_with_a_word_that_is_no_answer_is_set_aside() -> None:
    taken = intake_of({"akteure": ACTORS, "matrix": [*OBLONG, ["Amt", "enger Partner", "", "", ""]]})
    assert taken.records.cooperations == ()
    assert [(notice.row, notice.code) for notice in taken.notices] == [(1, "unknown_sheet")]
