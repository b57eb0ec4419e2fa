"""What rows give keeps the rules of records: set right with a notice where that loses nothing, else rejected at its cell."""

import pytest

from app.records.records import Records
from app.records.rules import faults
from tests.factories import actor, area, offer, project, tie
from tests.intake_files import AKTEURE, Grid, intake_of

TIES = ("Akteur A", "Akteur B", "Arbeiten zusammen", "Stärke")
SET_RIGHT: dict[str, tuple[dict[str, Grid], str, str, object]] = {
    "offer with one organisation as actor and partner": (
        {"akteure": AKTEURE, "angebote": (("Name", "Akteur", "Partner"), ("Treff", "AWO", "AWO; Caritas"))},
        "named_twice",
        "C",
        offer("treff--awo", "awo", partners="caritas", name="Treff"),
    ),
    "no with a strength": (
        {"akteure": AKTEURE, "zusammenarbeit": (TIES, ("AWO", "Caritas", "nein", "2"))},
        "contradiction",
        "D",
        tie("awo", "caritas", status="denied", basis="stated"),  # the coordinator's own no
    ),
    "area that is part of itself": (
        {"gebiete": (("Name", "Art", "Teil von", "Nachbarn"), ("Nord", "Stadtteil", "Nord", ""))},
        "part_of_itself",
        "C",
        area("nord", name="Nord", kind="district"),
    ),
    "area beside itself": (
        {"gebiete": (("Name", "Art", "Nachbarn"), ("Nord", "Stadtteil", "nord"))},
        "part_of_itself",
        "C",
        area("nord", name="Nord", kind="district"),
    ),
    "organisation that is its own umbrella": (
        {"akteure": (("Name", "Art", "Dachverband"), ("AWO", "Schule", "AWO"))},
        "part_of_itself",
        "C",
        actor("awo", name="AWO", kinds="school", sphere="public"),
    ),
    "organisation that is its own employer": (
        {"akteure": (("Name", "Art", "Träger"), ("AWO", "Schule", "AWO"))},
        "part_of_itself",
        "C",
        actor("awo", name="AWO", kinds="school", sphere="public"),
    ),
}


@pytest.mark.parametrize(("sheets", "code", "column", "expected"), SET_RIGHT.values(), ids=SET_RIGHT)
@pytest.mark.parametrize("lang", ["de", "en"])
def test_what_loses_nothing_is_set_right_with_a_notice(sheets, code, column, expected, lang):
    intake = intake_of(sheets, lang=lang)

    assert intake.rejected == ()
    assert [(notice.code, notice.row, notice.column) for notice in intake.notices] == [(code, 2, column)]
    taken = [record for _topic, records in intake.records for record in records if record.id == expected.id]
    assert [getattr(record, "source", None) is not None for record in taken] == [True]
    assert list(faults(taken[0])) == []
    compared = {name for name in dir(expected) if name in type(expected).__slots__} - {"source"}
    assert {name: getattr(taken[0], name) for name in compared} == {name: getattr(expected, name) for name in compared}


def test_a_no_beside_a_strong_tie_is_for_somebody_to_decide():
    intake = intake_of({"akteure": AKTEURE, "zusammenarbeit": (TIES, ("AWO", "Caritas", "nein", "3"))})

    assert [(notice.code, notice.row, notice.column) for notice in intake.notices] == [("contradiction", 2, "D")]
    assert (intake.rejected, intake.records.cooperations) == ((), ())


def test_a_later_no_takes_the_strength_of_the_stored_yes_away_and_says_so():
    stored = Records(
        actors=(actor("awo", name="AWO"), actor("caritas", name="Caritas")),
        cooperations=(tie("awo", "caritas", strength=4),),
    )

    intake = intake_of({"zusammenarbeit": (TIES[:3], ("AWO", "Caritas", "nein"))}, stored)

    assert [(change.field, change.old, change.new) for change in intake.changed] == [
        ("status", "stated", "denied"),
        ("strength", 4, None),
    ]
    assert [(notice.code, notice.row) for notice in intake.notices] == [("contradiction", 2)]


def test_everybody_who_takes_part_stands_in_the_sheet_and_leads_stand_once_in_the_record():
    grid = (("Name", "Beteiligte", "Federführung"), ("Jobpaten", "AWO; Caritas", "AWO"))

    intake = intake_of({"akteure": AKTEURE, "projekte": grid})

    assert [(work.id, work.leads, work.partners) for work in intake.records.projects] == [
        ("jobpaten--awo", ("awo",), ("caritas",))
    ]
    assert intake.notices == ()
    again = intake_of({"akteure": AKTEURE, "projekte": (grid[0][:2], grid[1][:2])}, intake.records)
    assert (again.unchanged["projects"], again.notices) == (1, ())


@pytest.mark.parametrize("stored_id", ["jobpaten--awo", "jobpaten--caritas", "p17"])
def test_a_project_is_found_under_whichever_id_it_was_stored(stored_id: str):
    stored = Records(
        actors=(actor("awo", name="AWO"), actor("caritas", name="Caritas")),
        projects=(project(stored_id, "caritas", name="Jobpaten", partners="awo"),),
    )
    grid = (("Name", "Beteiligte", "Federführung"), ("Jobpaten", "AWO", "Caritas"))

    intake = intake_of({"projekte": grid}, stored)

    assert (intake.new, intake.unchanged, intake.rejected) == ({}, {"projects": 1}, ())


def test_of_two_stored_offers_of_one_name_the_one_with_the_made_id_is_meant():
    stored = Records(
        actors=(actor("awo", name="AWO"), actor("caritas", name="Caritas")),
        offers=(
            offer("treff--awo", "awo", name="Treff"),
            offer("treff--caritas", "caritas", name="Treff", partners="awo"),
        ),
    )

    intake = intake_of({"angebote": (("Name", "Akteur"), ("Treff", "AWO"))}, stored)

    assert (intake.unchanged, intake.rejected) == ({"offers": 1}, ())


def test_a_value_that_no_record_may_have_is_rejected_at_its_cell():
    grid = (("Name", "Art", "Schlüssel"), ("Nord", "Stadtteil", "5" * 301))

    intake = intake_of({"gebiete": grid})

    assert [(problem.code, problem.row, problem.column) for problem in intake.rejected] == [("too_long", 2, "C")]


TWO_CITIES: Grid = (
    ("Name", "Art", "Teil von"),
    ("Bergstadt", "Stadt / Gemeinde", ""),
    ("Nordstadt", "Stadtteil", "Bergstadt"),
    ("Nordstadt", "Stadtteil", "Seestadt"),
    ("Seestadt", "Stadt / Gemeinde", ""),
)


def test_two_districts_of_one_name_are_told_apart_by_the_city_around_them():
    offers = (("Name", "Akteur", "Gebiete"), ("Treff", "AWO", "nordstadt--seestadt"))

    intake = intake_of({"gebiete": TWO_CITIES, "akteure": AKTEURE, "angebote": offers})

    assert intake.rejected == ()
    assert {(area.id, area.part_of) for area in intake.records.areas} == {
        ("bergstadt", None),
        ("nordstadt--bergstadt", "bergstadt"),
        ("nordstadt--seestadt", "seestadt"),
        ("seestadt", None),
    }
    assert intake.records.offers[0].areas == ("nordstadt--seestadt",)
    again = intake_of({"gebiete": TWO_CITIES}, intake.records)
    assert (again.new, again.unchanged, again.changed) == ({}, {"areas": 4}, ())
    alone = intake_of({"gebiete": (TWO_CITIES[0], TWO_CITIES[3])}, intake.records)
    assert (alone.new, alone.unchanged) == ({}, {"areas": 1})


def test_a_name_that_means_two_districts_is_asked_about():
    offers = (("Name", "Akteur", "Gebiete"), ("Treff", "AWO", "Nordstadt"))

    [question] = intake_of({"gebiete": TWO_CITIES, "akteure": AKTEURE, "angebote": offers}).questions

    assert (question.kind, question.places[0].row, question.places[0].column) == ("which_of", 2, "C")
    assert [choice.value for choice in question.choices[:2]] == ["nordstadt--bergstadt", "nordstadt--seestadt"]


def test_a_district_that_is_stored_keeps_its_id_beside_its_namesake():
    stored = Records(areas=(area("bergstadt"), area("nordstadt", name="Nordstadt", part_of="bergstadt")))

    intake = intake_of({"gebiete": TWO_CITIES}, stored)

    assert intake.rejected == ()
    assert {taken.id for taken in intake.records.areas} == {"bergstadt", "nordstadt", "nordstadt--seestadt", "seestadt"}


def test_the_same_district_twice_is_one_and_another_kind_of_it_set_aside():
    twice = (*TWO_CITIES[:3], TWO_CITIES[2])
    of_another_kind = (*TWO_CITIES[:3], (TWO_CITIES[2][0], "Stadtbezirk", *TWO_CITIES[2][2:]))

    [notice] = intake_of({"gebiete": twice}).notices
    aside, _question = intake_of({"gebiete": of_another_kind}).notices

    assert (notice.code, notice.row) == ("further_row", 4)
    assert (aside.code, aside.row) == ("duplicate", 4)


@pytest.mark.parametrize(
    ("sheet", "heading", "first", "second"),
    [
        ("gebiete", ("ID", "Name", "Art"), ("n1", "Nord", "Stadtteil"), ("n2", "Nord", "Stadtteil")),
        ("orte", ("ID", "Name"), ("t1", "Treff"), ("t2", "Treff")),
        ("fördergebiete", ("ID", "Name"), ("f1", "Soziale Stadt"), ("f2", "Soziale Stadt")),
    ],
)
def test_areas_and_places_may_bring_an_id(sheet: str, heading, first, second):
    intake = intake_of({sheet: (heading, first, second)})

    assert intake.rejected == ()
    assert sum(intake.new.values()) == 2


RENAMED = Records(
    actors=(
        actor("awo", name="AWO Essen", kinds="welfare_association", sphere="nonprofit", aliases=("AWO",)),
        actor("caritas", name="Caritas", kinds="welfare_association", sphere="nonprofit"),
    )
)


def test_an_old_file_finds_a_renamed_record_and_leaves_its_name():
    sheets = {"akteure": AKTEURE[:3], "zusammenarbeit": (TIES, ("AWO", "Caritas", "ja", ""))}

    intake = intake_of(sheets, RENAMED)

    assert (intake.rejected, intake.new, intake.changed) == ((), {"cooperations": 1}, ())
    assert [record.id for record in intake.records.cooperations] == ["awo--caritas--other"]
    assert [(notice.code, notice.row, notice.column) for notice in intake.notices] == [("former_name", 2, "A")]
    assert "AWO Essen" in intake.notices[0].message


def test_a_name_of_today_goes_before_a_former_one():
    both = Records(actors=(*RENAMED.actors, actor("awo2", name="AWO", kinds="school", sphere="public")))

    intake = intake_of({"akteure": (AKTEURE[0], ("AWO", "Schule"))}, both)

    assert (intake.unchanged, intake.changed, intake.notices) == ({"actors": 1}, (), ())


def test_a_row_with_an_id_renames_its_record():
    grid = (("ID", "Name", "Art"), ("caritas", "Caritas Ruhr", "Wohlfahrtsverband"))

    intake = intake_of({"akteure": grid}, RENAMED)

    assert [(record.id, record.name, record.aliases) for record in intake.records.actors] == [
        ("caritas", "Caritas Ruhr", ("Caritas",))
    ]
