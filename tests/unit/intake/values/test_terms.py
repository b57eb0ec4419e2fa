"""Words of a cell: read as terms, told where they are read as another, set aside where they are none."""

import pytest

from app.intake.values.terms import read_terms


def keys(text: str, name: str, *, many: bool = True) -> list[str]:
    return [notice.key for notice in read_terms(text, name, "de", is_list=many).notices]


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("Jugendliche, Familien", ("young_people", "families")),
        ("Jugendliche und Familien", ("young_people", "families")),
        ("Jugendliche / Familien | Geflüchtete", ("young_people", "families", "refugees")),
        ("Jugendliche, Mütter", ("young_people",)),
        ("unbekannt", ()),
        ("k.A.", ()),
    ],
)
def test_target_groups(text: str, codes: tuple[str, ...]) -> None:
    assert read_terms(text, "target_group", "de", is_list=True).codes == codes


@pytest.mark.parametrize("text", ["Übergang Schule-Beruf", "Übergang Schule – Beruf", "übergang schule  -  beruf"])
def test_hyphens_and_blanks_make_no_other_word(text: str) -> None:
    terms = read_terms(text, "theme", "de", is_list=True)
    assert (len(terms.codes), terms.notices) == (1, ())


@pytest.mark.parametrize("text", ["ja, gut", "ja und nein", "teils, teils"])
def test_one_value_is_never_made_of_a_part(text: str) -> None:
    assert read_terms(text, "tie_status", "de", is_list=False).codes == ()


@pytest.mark.parametrize(
    ("form", "meant"),
    [
        ("e. V.", "Bürgerverein / bürgerschaftlicher Verein"),
        ("e.V.", "Bürgerverein / bürgerschaftlicher Verein"),
        ("eingetragener Verein", "Bürgerverein / bürgerschaftlicher Verein"),
        ("gGmbH", "anderer freier Träger"),
        ("GmbH", "Betrieb / Unternehmen"),
    ],
)
def test_legal_forms_are_no_kinds(form: str, meant: str) -> None:
    terms = read_terms(form, "actor_kind", "de", is_list=True)
    (notice,) = terms.notices
    assert (terms.codes, notice.key, notice.suggestions, notice.left_out) == ((), "legal_form", (meant,), True)


def test_words_read_as_another_entry_are_told_and_words_alike_are_not() -> None:
    assert keys("Bildung", "theme") == ["read_as"]
    assert keys("Kita", "actor_kind") == []
    assert keys("Schulen", "actor_kind") == []
    assert keys("Wohnen", "theme") == []


def test_unknown_word_names_the_nearest_terms() -> None:
    (notice,) = read_terms("Familie", "theme", "de", is_list=True).notices
    assert notice.key == "unknown_value"
    assert "Hilfen für Familien" in notice.suggestions
    assert keys("Wohnen, Zirkus", "theme") == ["unknown_value.listed"]


@pytest.mark.parametrize("separator", ["; ", ";", "\n", " | ", " • "])
def test_two_terms_of_a_list_are_not_one_that_is_spelled_of_both(separator: str) -> None:
    terms = read_terms(f"Arbeitsmarkt{separator}Integration", "theme", "de", is_list=True)
    assert terms.codes == ("labour_market", "integration")
