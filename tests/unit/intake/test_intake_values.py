"""Are cells read as people mean them?"""

from datetime import date

from app.formats.tables import column_letter
from app.intake.values.answers import read_answer, read_yes_no
from app.intake.values.texts import split, text_of
from app.records.spelling import folded, slug


def test_answers_in_both_languages() -> None:
    assert [read_yes_no(word) for word in ("ja", "Yes", "x", True, "nein", "NO", False)] == [True] * 4 + [False] * 3
    assert read_yes_no("weiß nicht") is None
    assert [read_answer(word) for word in ("ja", "no", "Weiß nicht", "don't know")] == [
        "yes",
        "no",
        "unknown",
        "unknown",
    ]
    assert read_answer("belegt") is None


def test_text_of_cells() -> None:
    assert [text_of(cell) for cell in (12.0, 12.5, 12, True, date(2023, 5, 17))] == [
        "12",
        "12.5",
        "12",
        "ja",
        "2023-05-17",
    ]
    assert text_of("  AWO\u00a0 Essen ") == "AWO Essen"
    assert text_of("'=SUMME(A1)") == "=SUMME(A1)"
    assert text_of("'s Café") == "'s Café"


def test_several_values_are_never_split_at_a_comma() -> None:
    assert split("A, B; C\nD;; A, B") == ("A, B", "C", "D")


def test_slugs_and_folded_names() -> None:
    assert slug("Bürgerhaus Süd-Ost (e. V.)") == "buergerhaus-sued-ost-e-v"
    assert slug("Straße des 17. Juni") == "strasse-des-17-juni"
    assert slug("!!!") == ""
    assert folded("  AWO\tEssen ") == folded("awo essen")


def test_columns_have_the_letters_of_spreadsheets() -> None:
    assert [column_letter(index) for index in (0, 25, 26, 701, 702)] == ["A", "Z", "AA", "ZZ", "AAA"]
