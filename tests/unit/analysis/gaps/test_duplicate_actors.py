"""Duplicate actors: the same twice, a part of another, or two."""

import pytest

from app.analysis.interface import analysis
from app.records.sources import SourceRef
from app.report.texts import sentences
from tests.factories import actor, area, network

duplicates = analysis("duplicate-actors")
CITY = area("essen", name="Essen", kind="city")
BOCHUM = area("bochum", name="Bochum", kind="city")


def pair(name_a, name_b, first=None, second=None):
    """Findings about two actors by name, with further fields of each."""
    actors = (actor("a", name=name_a, **(first or {})), actor("b", name=name_b, **(second or {})))
    return duplicates(network(CITY, BOCHUM, area("d", name="Altendorf"), *actors)).findings


def suggestion(name_a, name_b, first=None, second=None):
    return [(entry.message.code, entry.band) for entry in pair(name_a, name_b, first, second)]


@pytest.mark.parametrize(
    ("name_a", "name_b", "expected"),
    [
        ("AWO KV Essen e. V.", "AWO Kreisverband Essen", [("same", "clear")]),
        ("Karl Deutsch GmbH", "Karl Deutsch Messgerätebau", [("same", "possible")]),
        ("Sommerhoff AG", "Sommerhoff gGmbH", [("belongs_to", "possible")]),
        ("TÜV Nord Bildung", "TÜV Nord Bildung Kompetenzzentrum Zollverein", [("belongs_to", "possible")]),
        ("Kita Regenbogen 1", "Kita Regenbogen 2", []),
        ("Erste Kita Regenbogen", "Zweite Kita Regenbogen", []),
        ("Kita Regenbogen", "Kita Regenbogen 2", [("same", "possible")]),
        ("Kita Altendorf", "Jugendzentrum Altendorf", []),
        ("Kreisverband Altendorf", "Bildungswerk Altendorf", []),  # only the district is the same
        ("AWO Kita Regenbogen", "AWO Kita Sternschnuppe", []),
        ("Caritas Essen", "Malteser Hilfsdienst Essen", []),
        ("VHS Essen", "VHS Bochum", []),
        ("VHS Essen", "Volkshochschule", [("same", "clear")]),
        ("Diakonie Essen", "Diakonisches Werk Essen", [("same", "clear")]),
        ("Diakoniewerk", "Diakonisches Werk e.V.", [("same", "clear")]),
        ("Mieterverein Nord e V", "Mieterverein Nord e.V.", [("same", "clear")]),
        ("Internationaler Bund", "IB", [("same", "clear")]),
        ("Schülerberatung", "Schuldnerberatung", []),
        ("Handelskammer", "Handwerkskammer", []),
        ("Seniorenbeirat", "Seniorenberatung", []),
        ("Jugendamt", "Jugendrat", []),
        ("Caritas Kreisverband", "Caritas Bildungswerk", [("belongs_to", "possible")]),
        ("Stadtteilbüro Lindental", "Familienzentrum Lindental", []),
    ],
)
def test_what_two_names_suggest(name_a, name_b, expected):
    assert suggestion(name_a, name_b) == expected


@pytest.mark.parametrize(
    ("first", "second", "against"),
    [
        ({"kinds": "school"}, {"kinds": "jobcenter"}, ("kind",)),
        ({"kinds": "school"}, {"kinds": ""}, ()),
        ({"home_area": "d"}, {"home_area": "essen"}, ("home_area",)),
        ({"end": "2019"}, {"start": "2020"}, ("period",)),
        ({"start": "2020"}, {"end": "2019"}, ("period",)),
        ({"end": "2020"}, {"start": "2020"}, ()),
    ],
)
def test_what_speaks_against_it_makes_a_hint_a_possible_one(first, second, against):
    (result,) = pair("Lindenhof", "Lindenhof Essen e. V.", first, second)
    assert (result.message.arguments["against"], result.band) == (against, "possible" if against else "clear")


@pytest.mark.parametrize("recorded", [{"unit_of": "b"}, {"affiliated_to": ("b",)}])
def test_what_is_recorded_to_belong_together_is_no_hint(recorded):
    assert suggestion("AWO Kita Regenbogen", "AWO", recorded) == []


def test_units_of_one_may_be_the_same_twice_but_need_not_be_told_to_belong_together():
    whole = {"unit_of": "c"}
    assert suggestion("Lindenhof", "Lindenhof e. V.", whole, whole) == [("same", "clear")]
    assert suggestion("Lindenhof", "Lindenhof Werkstatt Nord", whole, whole) == []


def test_a_short_name_counts_as_a_name():
    assert suggestion("Verein für Nachbarschaft im Lindenhof", "NaLi", {"short_name": "NaLi"}) == [("same", "possible")]


def test_the_part_stands_first_in_the_sentence_and_both_are_cited_with_their_rows():
    row = SourceRef("a.xlsx", "Akteure", 3)
    (result,) = pair("Caritas Sozialstation", "Caritas", {"source": row})
    arguments = result.message.arguments
    assert (arguments["one"].id, arguments["other"].id, arguments["directed"]) == ("a", "b", True)
    assert [(source.id, source.field, source.source) for source in result.evidence] == [
        ("a", "name", row),
        ("b", "name", None),
    ]
    assert (result.audience, result.rests_on, result.unknowns) == ("internal", "unknown", ("same_organisation",))


def test_somebody_who_is_gone_is_compared_too_and_what_cannot_be_is_told():
    actors = (actor("a", name="Lindenhof", end="2000"), actor("b", name="Lindenhof"), actor("c", name="GmbH"))
    result = duplicates(network(*actors))
    assert result.summary == {"actors": 3, "same": 1, "belongs_to": 0}
    assert [(entry.code, entry.ids) for entry in result.not_looked_at if entry.count] == [
        ("names_without_words", ("c",))
    ]


def test_organisations_of_two_cities_are_two():
    assert suggestion("Lebenshilfe", "Lebenshilfe", {"home_area": "essen"}, {"active_in": "bochum"}) == []
    assert suggestion("Lebenshilfe", "Lebenshilfe", {"home_area": "essen"}) == [("same", "clear")]


def test_the_threshold_can_be_set():
    names = (actor("a", name="Haus der Technik"), actor("b", name="Haus der Technik Außeninstitut der RWTH Aachen"))
    assert [len(duplicates(network(*names), {"similarity": number}).findings) for number in (0.4, 0.5)] == [1, 0]


def test_names_as_alike_as_the_threshold_are_told():
    names = (actor("a", name="Haus der Technik"), actor("b", name="Haus der Technik Außeninstitut der RWTH Aachen"))
    (finding,) = duplicates(network(*names), {"similarity": 0.4}).findings
    assert len(duplicates(network(*names), {"similarity": finding.score}).findings) == 1


@pytest.mark.parametrize("lang", ["de", "en"])
def test_every_finding_can_be_said(lang):
    different = {"kinds": "school"}, {"kinds": "jobcenter"}
    entries = [
        *pair("Lindenhof", "Lindenhof"),
        *pair("Karl Deutsch", "Karl Deutsch Bau", *different),
        *pair("Sommerhoff AG", "Sommerhoff gGmbH"),
        *pair("Caritas Sozialstation", "Caritas", *different),
    ]
    assert len(entries) == 4
    for entry in entries:
        words = sentences(duplicates.id, entry.message, lang, rests_on="", stand="heute", audience="internal")
        assert all(text.endswith(".") and "  " not in text for text in (words.what, words.why, words.what_to_do))


@pytest.mark.parametrize(
    ("kinds", "against"),
    [("school", ()), ("daycare", ()), ("jobcenter", ("kind",)), ("jobcenter school", ("kind",))],
)
def test_another_group_of_kinds_speaks_against_it(kinds, against):
    """The first kind counts, and kinds of one group are alike."""
    (result,) = pair("Lindenhof", "Lindenhof", {"kinds": "school"}, {"kinds": kinds})
    assert result.message.arguments["against"] == against
