"""Values of a list cell: cut where each part is known, never within a name."""

import pytest

from app.intake.values.lists import Part, enumerated, parts_of

NAMES = {
    "AWO",
    "Caritas",
    "Jugendamt / ASD",
    "Amt für Soziales und Wohnen",
    "Haus; Treff",
    "Kinder",
    "Jugendliche",
    "1. FC Nord",
}


def known(text: str) -> bool:
    return text in NAMES


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("AWO, Caritas", ["AWO", "Caritas"]),
        ("AWO / Caritas", ["AWO", "Caritas"]),
        ("AWO/Caritas", ["AWO", "Caritas"]),
        ("AWO | Caritas", ["AWO", "Caritas"]),
        ("AWO und Caritas", ["AWO", "Caritas"]),
        ("AWO and Caritas", ["AWO", "Caritas"]),
        ("AWO & Caritas", ["AWO", "Caritas"]),
        ("AWO + Caritas", ["AWO", "Caritas"]),
        ("AWO · Caritas", ["AWO", "Caritas"]),
        ("• AWO\n• Caritas", ["AWO", "Caritas"]),
        ("- AWO\n- Caritas", ["AWO", "Caritas"]),
        ("1. AWO\n2. 1. FC Nord", ["AWO", "1. FC Nord"]),
        ("AWO,\nCaritas,", ["AWO", "Caritas"]),
        ("AWO, Amt für Soziales und Wohnen und Caritas", ["AWO", "Amt für Soziales und Wohnen", "Caritas"]),
        ("Jugendamt / ASD / AWO", ["Jugendamt / ASD", "AWO"]),
        ("Haus; Treff; AWO", ["Haus; Treff", "AWO"]),
        ("Kinder- und Jugendliche", ["Kinder", "Jugendliche"]),
    ],
)
def test_known_parts_are_taken_apart(text: str, names: list[str]) -> None:
    assert [(part.text, part.known) for part in parts_of(text, known)] == [(name, True) for name in names]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("AWO, Diakonie", [("AWO", True), ("Diakonie", False)]),
        ("AWO, Diakonie und Mission", [("AWO", True), ("Diakonie und Mission", False)]),
        ("Caritas, AWO / Diakonie", [("Caritas", True), ("AWO / Diakonie", False)]),
        ("AWO und Diakonie", [("AWO und Diakonie", False)]),
        ("Diakonie, Johanniter", [("Diakonie, Johanniter", False)]),
    ],
)
def test_around_an_unknown_part_only_enumerating_signs_cut(text: str, parts: list[tuple[str, bool]]) -> None:
    assert parts_of(text, known) == tuple(Part(name, is_known) for name, is_known in parts)


def test_enumerations() -> None:
    assert enumerated("Nord, Süd und West") == ("Nord", "Süd und West")
    assert enumerated("Rath/Heumar") == ()
    assert enumerated("Nord") == ()
