"""Answers in cells: what names nobody, though words stand there."""

import pytest

from app.intake.values.answers import names_nobody


@pytest.mark.parametrize(
    "text", ["alle freien Träger", "Diverse Vereine", "verschiedene Schulen im Stadtteil", "N. N.", "several partners"]
)
def test_many_without_a_name_are_nobody(text: str) -> None:
    assert names_nobody(text, of_organisations=True)


@pytest.mark.parametrize(
    "text",
    ["Alle Vögel e. V.", "Alle unter einem Dach", "Träger Nord", "Vereine gegen Gewalt", "Alle Kitas Nord gGmbH"],
)
def test_a_name_that_begins_so_is_one(text: str) -> None:
    assert not names_nobody(text, of_organisations=True)
