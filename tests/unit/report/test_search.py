"""Is what somebody looks for found, in whatever spelling, the best first?"""

import pytest

from app.findings import Finding, Message, Subject
from app.report.search import SearchIndex, findings_of
from tests.factories import actor, area, group, network, offer, place


@pytest.fixture
def index():
    return SearchIndex(
        network(
            area("n", name="Nordstadt"),
            actor("a", name="Jugendtreff Hafen", short_name="JTH", home_area="n", aliases=("Treffpunkt Mole",)),
            actor("b", name="Türkisch-Islamische Gemeinde"),
            actor("c", name="Treff"),
            offer("o", "a", name="Hausaufgabenhilfe"),
            offer("p", "b", name="Hausaufgabenhilfe"),
            group("g", "a b", name="Runder Tisch Hafen"),
            place("h", name="Haus am Hafen", area="n"),
        ),
        "de",
    )


def ids(index: SearchIndex, query: str) -> list[str]:
    return [hit.id for hit in index.find(query).hits]


def test_words_may_stand_anywhere_and_in_any_order(index):
    assert ids(index, "hafen jugend") == ["a", "o"]
    assert set(ids(index, "HAFEN")) == {"a", "g", "h", "o"}


def test_umlauts_short_names_and_former_names_are_found(index):
    assert ids(index, "tuerkisch") == ["b", "p"]
    assert ids(index, "jth") == ["a"]
    assert ids(index, "mole") == ["a"]


def test_the_name_itself_stands_first(index):
    assert ids(index, "treff")[0] == "c"


def test_offers_of_the_same_name_are_told_apart_by_who_offers_them(index):
    assert [hit.beside for hit in index.find("hausaufgaben").hits] == [
        "Jugendtreff Hafen",
        "Türkisch-Islamische Gemeinde",
    ]


def test_a_misspelt_name_is_guessed_and_said_to_be(index):
    hits = index.find("Jugentref")
    assert hits.guessed
    assert [hit.id for hit in hits.hits] == ["a", "c"]  # "Treff" is like the second half of it
    assert [hit.id for hit in index.find("turkisch").hits] == ["b"]
    assert index.find("xyzxyz").hits == ()
    assert index.find("xy").hits == ()
    assert index.find("  ").hits == ()


def test_themes_are_found_by_their_label_in_the_language_of_the_page(index):
    assert [hit.id for hit in index.find("Wohnen").by_topic["themes"]] == ["housing"]
    english = SearchIndex(index.network, "en").find("housing")
    assert [hit.id for hit in english.by_topic["themes"]] == ["housing", "counselling_housing"]


def test_findings_are_found_by_whom_they_are_about(index):
    finding = Finding(
        key="missing-links:1",
        analysis="missing-links",
        subjects=(Subject("actor", "a", "Jugendtreff Hafen"), Subject("actor", "b", "Türkisch-Islamische Gemeinde")),
        score=0.5,
        band="possible",
        rests_on="unknown",
        message=Message("unknown"),
        evidence=(),
    )
    for query, about in {"gemeinde jugendtreff": [finding], "Jugentref": [finding], "treffpunkt": [], "": []}.items():
        assert findings_of([finding], query, index.find(query)) == about
