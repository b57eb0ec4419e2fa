"""Spellings: what is folded away, and which name somebody meant."""

import pytest

from app.records.spelling import folded, near_names, plain, slug


@pytest.mark.parametrize(
    ("text", "spelling"), [("  Müller   GmbH ", "müller gmbh"), ("STRASSE", "strasse"), ("Straße", "strasse")]
)
def test_case_and_spaces_are_folded_away(text, spelling):
    assert folded(text) == spelling


@pytest.mark.parametrize(("text", "spelling"), [("Café Über", "cafe ueber"), ("Ältere", "aeltere")])
def test_words_are_compared_without_accents(text, spelling):
    assert plain(text) == spelling


def test_an_id_holds_letters_digits_and_dashes():
    assert slug("Ältere & Jüngere e. V.") == "aeltere-juengere-e-v"


@pytest.mark.parametrize(
    ("text", "likeness", "name"),
    [
        ("altendrof", "letters", "Altendorf"),
        ("Beratung Schulden", "words", "Schulden Beratung"),
        ("TuS Hafen 1911", "part", "Sportverein TuS Hafen 1911"),
    ],
)
def test_the_name_that_was_meant_is_found_by_its_likeness(text, likeness, name):
    assert near_names(text, ("Katernberg", name), likeness=likeness) == (name,)


def test_nothing_near_is_nothing():
    assert near_names("xyz", ("Altendorf", "Katernberg")) == ()
    assert near_names("xyz", ()) == ()


def test_the_nearest_stands_first():
    assert near_names("Altendorf", ("Altendorff", "Altendorf", "Altenessen"), most=2) == ("Altendorf", "Altendorff")
