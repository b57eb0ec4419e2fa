"""Are values said as a reader of the language writes them, and is nothing built around what is not known?"""

import re
from datetime import date
from pathlib import Path

import pytest

from app.errors import InvalidInput
from app.findings import Code, Message, Subject
from app.records.vocabulary import vocabulary
from app.report.texts import filled, known_language, number, sentence_of, texts, title_of, value_text


@pytest.mark.parametrize(
    ("value", "lang", "text"),
    [
        (Subject("actor", "A1", "Lernwerk"), "de", "Lernwerk"),
        (Code("theme", "counselling_debt"), "de", "Schuldnerberatung"),
        (Code("theme", "counselling_debt"), "en", "debt counselling"),
        (date(2024, 9, 1), "de", "01.09.2024"),
        (date(2024, 9, 1), "en", "1 September 2024"),
        (("A", "B", "C"), "de", "A, B und C"),
        (("A", "B"), "en", "A and B"),
        (("A",), "de", "A"),
        (("Bildung und Beruf", "Gesundheit"), "de", "Bildung und Beruf sowie Gesundheit"),
        (("Stadt", "Stadt, Jugendamt", "Kita"), "de", "Stadt; Stadt, Jugendamt sowie Kita"),
        (("City", "City, Youth Office"), "en", "City as well as City, Youth Office"),
        (("homes and work", "health"), "en", "homes and work as well as health"),
        (12, "de", "12"),
    ],
)
def test_a_value_is_said_in_the_language(value, lang, text):
    assert value_text(value, lang) == text


_TWO_BARE_NAMES = re.compile(r"\{\{ *\w+ *\}\} (?:und|and) \{\{ *\w+ *\}\}")


@pytest.mark.parametrize("folder", ["report", "pages"])
def test_no_text_joins_two_names_by_itself(folder):
    """A name may hold an "and" of its own: two are written as a list, which shows where one ends."""
    files = (Path(__file__).parents[3] / "app" / folder / "texts").glob("*.toml")
    joined = {file.name: _TWO_BARE_NAMES.findall(file.read_text("utf-8")) for file in files}
    assert joined
    assert {name: texts for name, texts in joined.items() if texts} == {}


@pytest.mark.parametrize(
    ("lang", "names", "title"),
    [
        ("de", ("Haus und Hof e. V.", "Amt"), "Haus und Hof e. V. sowie Amt"),
        ("de", ("Haus", "Amt"), "Haus und Amt"),
        ("en", ("House and Home", "Office"), "House and Home as well as Office"),
        ("en", ("House", "Office"), "House and Office"),
    ],
)
def test_the_title_of_a_pair_shows_where_a_name_ends(lang, names, title):
    pair = dict(zip(("a", "b"), (Subject("actor", name, name) for name in names), strict=True))
    message = Message("unknown", pair)
    assert title_of("missing-links", message, lang) == title


@pytest.mark.parametrize(("lang", "text"), [("de", "12.000,5"), ("en", "12,000.5")])
def test_long_numbers_are_grouped_as_the_language_does(lang, text):
    assert number(12000.5, lang) == text


def test_years_are_not_grouped():
    assert number(2024, "de") == "2024"


def test_what_is_not_known_is_never_said():
    with pytest.raises(ValueError, match="not known"):
        filled("seit {{ year }}", "de", year=None)


def test_a_half_sentence_without_its_argument_falls_away():
    text = "Sprechen Sie beide an{% if occasion %}, zum Beispiel bei {{ occasion | quoted }}{% endif %}."
    assert filled(text, "de", occasion=None) == "Sprechen Sie beide an."
    assert filled(text, "de", occasion=Subject("occasion", "x", "Sommerfest")) == (
        "Sprechen Sie beide an, zum Beispiel bei „Sommerfest“."
    )


def test_several_names_are_quoted_one_by_one():
    assert filled("{{ names | quoted }}", "de", names=("A", "B")) == "„A“ und „B“"


def test_quotes_inside_quotes_are_single():
    assert filled("{{ name | quoted }}", "de", name="NRW „Zusammen im Quartier“") == "„NRW ‚Zusammen im Quartier‘“"
    assert filled("{{ name | quoted }}", "en", name="NRW „Zusammen im Quartier“") == "“NRW ‘Zusammen im Quartier’”"
    assert filled("{{ name | quoted }}", "en", name="the “Hall”") == "“the ‘Hall’”"


def test_the_plural_follows_the_number():
    template = "{{ n }} {{ plural(n, 'Angebot', 'Angebote') }}"
    assert [filled(template, "de", n=n) for n in (1, 2)] == ["1 Angebot", "2 Angebote"]


def test_a_language_without_texts_is_refused():
    with pytest.raises(InvalidInput) as refused:
        known_language("fr")
    assert refused.value.hint == "use de or en"


@pytest.mark.parametrize(
    ("areas", "phrase"),
    [
        ("Hafenviertel", "Im Hafenviertel"),
        ("Nordstadt", "In der Nordstadt"),
        ("Altendorf", "In Altendorf"),
        ("Neustadt", "In Neustadt"),
        ("Altendorf, Nordstadt und Hafenviertel", "In Altendorf, der Nordstadt und dem Hafenviertel"),
    ],
)
def test_areas_have_their_article_in_a_german_sentence(areas, phrase):
    assert sentence_of("In {{ areas }} fehlt etwas.", "de", areas=areas) == f"{phrase} fehlt etwas."


@pytest.mark.parametrize(
    ("count", "german", "english"), [(1, "1", "1"), (2, "Zwei", "Two"), (12, "Zwölf", "Twelve"), (13, "13", "13")]
)
def test_small_counts_are_words_in_a_sentence(count, german, english):
    assert sentence_of("{{ count }} Angebote", "de", count=count) == f"{german} Angebote"
    assert sentence_of("{{ count }} offers", "en", count=count) == f"{english} offers"


def test_a_count_that_is_a_figure_stays_one():
    assert sentence_of("Es sind {{ share | digits }} %.", "de", share=7) == "Es sind 7 %."


@pytest.mark.parametrize(("lang", "begin"), [("de", ("kein ", "keine ")), ("en", ("no ",))])
def test_every_kind_of_organisation_can_be_missed_in_words(lang, begin):
    phrases = texts("actor-kinds", lang)["none"]
    assert phrases.keys() == vocabulary("actor_kind").terms.keys()
    assert all(phrase.startswith(begin) for phrase in phrases.values())
    assert sentence_of("{{ kind | none_of }}", lang, kind=Code("actor_kind", "school")) in ("keine Schule", "no school")


@pytest.mark.parametrize(
    ("sentence", "as_told"),
    [
        ("Für Nordstadt ist nichts eingetragen.", "Für die Nordstadt ist nichts eingetragen."),
        ("Für Hafenviertel ist nichts eingetragen.", "Für das Hafenviertel ist nichts eingetragen."),
        ("Für Sozialraum 3 ist nichts eingetragen.", "Für den Sozialraum 3 ist nichts eingetragen."),
        ("In Statistischer Bezirk 12 ist es so.", "Im Statistischen Bezirk 12 ist es so."),
        (
            "Ein Angebot aus Nordstadt, Hafenviertel und Altendorf",
            "Ein Angebot aus der Nordstadt, dem Hafenviertel und Altendorf",
        ),
        ("Was aus Datenschutzgründen fehlt", "Was aus Datenschutzgründen fehlt"),
        ("Für Altendorf ist nichts eingetragen.", "Für Altendorf ist nichts eingetragen."),
        ("Das Projekt „Leben in Nordstadt“ endet.", "Das Projekt „Leben in Nordstadt“ endet."),
    ],
)
def test_areas_have_their_article_and_quoted_names_stay(sentence, as_told):
    assert sentence_of(sentence, "de") == as_told
