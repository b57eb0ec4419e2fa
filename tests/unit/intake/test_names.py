"""Names of records: found in another spelling, but only where that can mean one alone."""

from itertools import combinations

import pytest

from app.intake.names import Directory
from app.intake.word_index import WordIndex, name_spelling
from app.records.name_words import name_words
from tests.intake_files import AKTEURE, intake_of

AREAS = (("Name", "Art"), ("Nord", "Stadtteil"), ("Süd", "Stadtteil"))


def directory(*names: str) -> Directory:
    made = Directory()
    for name in names:
        made.add(name, name)
    return made


@pytest.mark.parametrize(
    ("recorded", "written"),
    [
        ("Mieterverein Nord e. V.", "Mieterverein Nord e.V."),
        ("Mieterverein Nord e. V.", "Mieterverein Nord eV"),
        ("Mieterverein Nord e. V.", "Mieterverein Nord"),
        ("AWO Kreisverband", "AWO Kreisverband e.V."),
        ("Arbeiterwohlfahrt Kreisverband", "AWO KV"),
        ("Haus „Am Bach“", "Haus 'Am Bach'"),
        ("Jugend-Treff Nord", "Jugendtreff Nord"),
        ("St. Markus – Gemeinde", "St Markus-Gemeinde"),
        ("Kita Regenbogen", "Kindertagesstätte Regenbogen"),
    ],
)
def test_the_same_name_in_another_spelling(recorded: str, written: str) -> None:
    assert directory(recorded, "Ganz anderes").find_variant(written) == (recorded,)
    assert directory(written, "Ganz anderes").find_variant(recorded) == (written,)


@pytest.mark.parametrize(
    ("recorded", "written"),
    [
        ("Lebenshilfe gGmbH", "Lebenshilfe e.V."),
        ("Haus am Park", "Haus im Park"),
        ("TuS Hafen 1911", "TuS Hafen 1912"),
        ("Nord 1", "Nord 2"),
    ],
)
def test_what_tells_two_apart_is_not_overlooked(recorded: str, written: str) -> None:
    assert directory(recorded).find_variant(written) == ()


def test_a_spelling_that_fits_two_is_ambiguous() -> None:
    assert directory("Lebenshilfe gGmbH", "Lebenshilfe e. V.").find_variant("Lebenshilfe") == (
        "Lebenshilfe e. V.",
        "Lebenshilfe gGmbH",
    )


def test_another_spelling_is_taken_with_a_notice() -> None:
    intake = intake_of({"akteure": AKTEURE, "angebote": (("Name", "Akteur"), ("Treff", "A.W.O. e.V."))})
    assert [offer.leads for offer in intake.records.offers] == [("awo",)]
    assert [(notice.code, notice.row, notice.column) for notice in intake.notices] == [("same_name", 2, "B")]


@pytest.mark.parametrize("cell", ["Nord, Süd", "Nord/Süd", "Nord und Süd", "• Nord • Süd", "Nord\nSüd", "Nord & Süd"])
def test_lists_of_areas_are_split(cell: str) -> None:
    actors = (*AKTEURE, ("Verein", "Verein"))
    grid = tuple((*row, cell if at else "Aktiv in") for at, row in enumerate(actors))
    intake = intake_of({"akteure": grid, "gebiete": AREAS})
    assert {actor.active_in for actor in intake.records.actors} == {("nord", "sued")}


def test_areas_that_no_list_names_are_split_where_each_stands_in_two_cells() -> None:
    grid = (
        ("Name", "Art", "Aktiv in"),
        ("A", "Schule", "Nord, Süd"),
        ("B", "Schule", "Nord und Süd"),
        ("C", "Schule", "Süd"),
    )
    intake = intake_of({"akteure": grid})
    assert [area.name for area in intake.records.areas] == ["Nord", "Süd"]


def test_an_enumeration_of_areas_that_nobody_names_becomes_no_area() -> None:
    intake = intake_of({"akteure": (("Name", "Art", "Aktiv in"), ("A", "Schule", "Nord, Süd"))})
    (question,) = intake.questions
    assert (intake.records.areas, question.key, question.places[0].column) == ((), "several:areas:nord-sued", "C")
    assert "Semikolon" in question.sentence


def test_unknown_part_of_a_list_is_named_alone() -> None:
    groups = (("Name", "Mitglieder"), ("Runde", "AWO, Caritas, Jugendtreff"))
    intake = intake_of({"akteure": AKTEURE, "gremien": groups})
    (question,) = intake.questions
    assert [group.members for group in intake.records.working_groups] == [("awo", "caritas")]
    assert "„Jugendtreff“" in question.sentence
    assert "Semikolon" in question.sentence


@pytest.mark.parametrize(
    ("name", "kept", "codes"),
    [("Haus; Treff", "Haus; Treff", ["question"]), ("Haus\nTreff", "Haus Treff", ["line_break"])],
)
def test_a_name_keeps_its_semicolon_and_loses_its_line_break(name: str, kept: str, codes: list[str]) -> None:
    sheets = {"akteure": (("Name", "Art"), (name, "Schule")), "angebote": (("Name", "Akteur"), ("Kurs", name))}
    intake = intake_of(sheets)
    assert [actor.name for actor in intake.records.actors] == [kept]
    assert [len(offer.leads) for offer in intake.records.offers] == [1]
    assert [notice.code for notice in intake.notices if notice.sheet == "akteure"] == codes


def test_hidden_signs_are_no_part_of_a_name() -> None:
    sheets = {
        "akteure": (("Name", "Art"), ("Be\u00adgegnung\u200b", "Schule")),
        "angebote": (("Name", "Akteur"), ("Kurs", "Begegnung")),
    }
    intake = intake_of(sheets)
    assert [actor.name for actor in intake.records.actors] == ["Begegnung"]
    assert [(notice.code, notice.row, notice.column) for notice in intake.notices] == [("hidden_removed", 2, "A")]


def test_the_nearest_name_is_suggested_for_a_slip_of_the_pen() -> None:
    names = directory("Mieterverein Nord", "Jugendhaus Süd")
    assert names.suggest("Mietervrein Nord") == "Mieterverein Nord"
    assert names.suggest("Feuerwehr") is None


def test_a_name_with_a_slip_is_likely_the_one_that_is_recorded() -> None:
    assert directory("Mieterverein Nord", "Jugendhaus Süd").likely("Mietervrein Nord") == ("Mieterverein Nord",)


def test_names_are_found_by_their_words_as_when_each_is_looked_at() -> None:
    words = ("Mieter", "Nord", "Jugend", "Verein", "und", "Hafen")
    names = {text: text for size in (1, 2, 3) for text in map(" ".join, combinations(words, size))}
    index, idle = WordIndex(names), name_words().generic | name_words().fillers

    def sharing(text: str) -> tuple[str, ...]:
        written = set(name_spelling(text).words)
        recorded = {name: set(name_spelling(name).words) for name in names}
        return tuple(
            sorted(
                name for name, own in recorded.items() if (own & written) - idle and (own <= written or written <= own)
            )
        )

    for text in (*names, "Nord Mieter Jugend Hafen", "Markt Nord", "Markt", "Verein und"):
        assert index.sharing(text) == sharing(text)
