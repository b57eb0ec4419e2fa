"""Words that are one, and words that only look alike."""

import pytest

from app.network.pairs.name_match import same_word

ONE = [
    ("paritaetische", "paritaetischer"),
    ("bildung", "bildungs"),
    ("oekonomie", "oekomomie"),
    ("nachbarschaft", "nachbarschafts"),
    ("seniorenbuero", "seniorbuero"),
    ("mieterverein", "mieterverrein"),
    ("verbraucherzentrale", "verbraucherzentarle"),
    ("frauenberatungsstelle", "frauenberatungsstellen"),
    ("photographie", "fotografie"),
]
TWO = [
    ("schuldnerberatung", "schuelerberatung"),
    ("handelskammer", "handwerkskammer"),
    ("seniorenbeirat", "seniorenberatung"),
    ("jugendamt", "jugendrat"),
    ("waldschule", "wildschule"),
    ("bergschule", "burgschule"),
    ("miete", "mieter"),
    ("nordstadt", "suedstadt"),
    ("kinderschutz", "kinderschutzbund"),
    ("stadtverband", "stadtteilverband"),
    ("elan", "elen"),
    ("gartenverein", "kartenverein"),
]


@pytest.mark.parametrize(
    ("word_a", "word_b", "same"), [*((*pair, True) for pair in ONE), *((*pair, False) for pair in TWO)]
)
def test_what_differs_must_be_an_ending_a_link_or_a_slip(word_a, word_b, same):
    assert same_word(word_a, word_b) is same
    assert same_word(word_b, word_a) is same
