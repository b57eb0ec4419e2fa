"""Names of organisations: what is left of them, which are compared, and how alike they are."""

from pathlib import Path

import pytest

from app.network.pairs.organisation_names import organisation_name
from app.records.name_words import name_words
from app.records.spelling import plain

PAIRS = Path(__file__).parents[3] / "data/organisation-names/name-pairs.csv"
CITIES = {"essen", "wuppertal"}


def words(text, **values):
    return " ".join(organisation_name(text, **values).words)


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("AWO Kreisverband Essen e. V.", "arbeiterwohlfahrt kreisverband"),
        ("AWO KV Essen e.V.", "arbeiterwohlfahrt kreisverband"),
        ("Die Boje – kath. Jugendsozialarbeit Essen gGmbH", "boje katholisch jugendsozialarbeit"),
        ("TÜV NORD Bildung GmbH & Co. KG", "tuev nord bildung"),
        ("Café Élan", "cafe elan"),
        ("W.I.R. Weiterbildung im Revier", "weiterbildung revier"),  # the short form stands beside what it means
        ("Haus der Technik (HDT)", "haus technik"),
        ("Essen", "essen"),  # nothing else would be left
        ("Kita 2 am Markt", "kindertageseinrichtung markt"),
        ("GmbH", ""),
    ],
)
def test_what_tells_one_from_others_is_left(text, left):
    assert words(text, cities=CITIES) == left


@pytest.mark.parametrize(
    ("text", "numbers"),
    [("Kita 2", {"2"}), ("Zweite Kita", {"2"}), ("Kita II", {"2"}), ("Kita 02", {"2"}), ("Kita", set())],
)
def test_words_that_count_are_numbers(text, numbers):
    assert organisation_name(text).numbers == numbers


def test_every_word_of_the_file_is_one_word_and_known_by_one_meaning():
    known = name_words()
    assert all(word == plain(word) and " " not in word for word in known.generic | known.parts | known.legal_forms)
    assert known.generic.isdisjoint(known.legal_forms | known.fillers)
    assert known.spellings.keys().isdisjoint(known.legal_forms | known.fillers | known.numbers.keys())
