"""Whatever people write in a cell: the records, or a notice, question or refusal at that cell; never a third thing."""

import random

import pytest

from app.formats.tables import Cell, Table
from app.intake.intake import Intake, take_in
from app.records.records import Records

AREAS = ("Nord", "Süd", "Altstadt-West", "Am Hang")
ACTORS = ("AWO Kreisverband e. V.", "Caritas", "Jugendamt / ASD", "Amt für Soziales und Wohnen", "TuS Hafen 1911")
GROUPS = {"Jugendliche": "young_people", "Geflüchtete": "refugees", "Familien": "families"}
SEPARATORS = ("; ", ";", "\n", ", ", " / ", " | ", " und ", " & ", " + ", " · ")
ODD = ("?", "k.A.", "unbekannt", "ja, gut", "2-3", "siehe oben", "Xyz Qqq", "…", "–", "alle", "12", "\u200b", "«»", "0")
FIELDS = ("Name", "Akteur", "Partner", "Form", "Gebiete", "Stadtweit", "Zielgruppen", "Themen", "Ort", "Seit", "Bis")


def places_told(intake: Intake) -> set[tuple[int | None, str | None]]:
    places = (place for question in intake.questions for place in question.places)
    return {(entry.row, entry.column) for entry in (*intake.rejected, *intake.notices, *places)}


def taken(offers: list[tuple[Cell, ...]], headings: tuple[str, ...] = FIELDS) -> Intake:
    actors = tuple((at, (name, "Sonstige")) for at, name in enumerate(ACTORS, 2))
    areas = tuple((at, (name, "Stadtteil")) for at, name in enumerate(AREAS, 2))
    rows = tuple((at, cells) for at, cells in enumerate(offers, 2))
    tables = [
        Table("mappe.xlsx", "Akteure", ("Name", "Art"), actors),
        Table("mappe.xlsx", "Gebiete", ("Name", "Art"), areas),
        Table("mappe.xlsx", "Angebote", headings, rows),
    ]
    return take_in(tables)


def spelled(name: str, chance: random.Random) -> str:
    """A name as somebody else writes it."""
    ways = (
        name,
        name.upper(),
        name.replace("e. V.", "e.V."),
        name.replace(" ", "\u00a0"),
        f" {name} ",
        f"{name[:3]}\u00ad{name[3:]}",
    )
    return chance.choice(ways)


@pytest.mark.parametrize("seed", range(150))
def test_lists_of_known_names_are_these_names(seed: int) -> None:
    chance = random.Random(seed)
    partners = chance.sample(ACTORS, chance.randint(1, 4))
    areas = chance.sample(AREAS, chance.randint(1, 4))
    groups = chance.sample(sorted(GROUPS), chance.randint(1, 3))
    cells = [
        chance.choice(SEPARATORS).join(spelled(name, chance) for name in names) for names in (partners, areas, groups)
    ]
    intake = taken([("Treff", cells[0], cells[1], cells[2])], ("Name", "Akteur", "Gebiete", "Zielgruppen"))
    (offer,) = intake.records.offers
    names = {record.id: record.name for record in (*intake.records.actors, *intake.records.areas)}
    assert (intake.rejected, intake.questions) == ((), ())
    assert [names[actor] for actor in offer.leads] == partners
    assert [names[area] for area in offer.areas] == areas
    assert list(offer.target_groups) == [GROUPS[group] for group in groups]


@pytest.mark.parametrize("seed", range(150))
def test_an_odd_cell_is_told_or_leaves_the_record_as_if_it_were_empty(seed: int) -> None:
    chance = random.Random(seed)
    plain: list[Cell] = ["Treff", "Caritas", "", "", "Nord", "", "Familien", "", "", "2020", ""]
    at, odd = chance.randrange(2, len(FIELDS)), chance.choice(ODD)
    strange = [*plain[:at], odd, *plain[at + 1 :]]
    empty = [*plain[:at], "", *plain[at + 1 :]]
    intake, without = taken([tuple(strange)]), taken([tuple(empty)])
    if (2, chr(ord("A") + at)) not in places_told(intake) and not _means_something(FIELDS[at], odd):
        assert intake.records.offers == without.records.offers


def _means_something(heading: str, text: str) -> bool:
    """What is a proper value of its column: a place by its name, a no, everybody."""
    return heading == "Ort" or (heading, text) in {("Stadtweit", "0"), ("Zielgruppen", "alle")}


@pytest.mark.parametrize(
    "word", ["ja", "Ja", "x", "1", "yes", *ODD, "nein", "geplant", "manchmal", "ja?", "eher nicht", "seit 2020"]
)
def test_only_a_yes_makes_a_tie(word: str) -> None:
    actors = Table("m.xlsx", "Akteure", ("Name", "Art"), ((2, ("A", "Schule")), (3, ("B", "Schule"))))
    ties = Table("m.xlsx", "Zusammenarbeit", ("Akteur A", "Akteur B", "Arbeiten zusammen"), ((2, ("A", "B", word)),))
    records: Records = take_in([actors, ties]).records
    is_yes = word.casefold() in {"ja", "x", "1", "yes", "\u200b"}  # what shows nothing leaves the row to speak
    assert [tie.status == "stated" for tie in records.cooperations] in ([is_yes], [])
