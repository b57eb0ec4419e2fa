"""Several in a cell: everyone it names is meant, and what names nobody is told."""

import pytest

from app.intake.values.terms import find_term
from tests.intake_files import intake_of

ACTORS = [["Name", "Art"], ["Caritas", "Wohlfahrtsverband"], ["Jugendamt", "Amt"], ["VHS", "Volkshochschule"]]
TOGETHER = ["Akteur A", "Akteur B", "Arbeiten zusammen"]


def pairs(partner_a: str, partner_b: str, answer: str = "ja") -> list[tuple[str, str, str]]:
    taken = intake_of({"akteure": ACTORS, "zusammenarbeit": [TOGETHER, [partner_a, partner_b, answer]]})
    assert taken.rejected == ()
    return [(tie.actor_a, tie.actor_b, tie.status) for tie in taken.records.cooperations]


@pytest.mark.parametrize(
    "partners", ["Caritas, Jugendamt", "Caritas; Jugendamt", "Caritas / Jugendamt", "Caritas und Jugendamt"]
)
def test_everyone_named_in_a_cell_of_cooperations_is_a_partner(partners: str) -> None:
    assert pairs("VHS", partners, "nein") == [("caritas", "vhs", "denied"), ("jugendamt", "vhs", "denied")]


def test_lists_on_both_sides_pair_everyone_with_the_other_side_and_nobody_with_itself() -> None:
    assert pairs("VHS; Caritas", "Caritas, Jugendamt") == [
        ("caritas", "jugendamt", "stated"),
        ("caritas", "vhs", "stated"),
        ("jugendamt", "vhs", "stated"),
    ]


def test_a_name_broken_over_two_lines_is_one_partner() -> None:
    taken = intake_of(
        {
            "akteure": [["Name", "Art"], ["Haus der Begegnung", "Verein"], ["VHS", "Volkshochschule"]],
            "zusammenarbeit": [TOGETHER, ["VHS", "Haus der\nBegegnung", "ja"]],
        }
    )
    assert [tie.id for tie in taken.records.cooperations] == ["haus-der-begegnung--vhs--other"]


@pytest.mark.parametrize("text", ["N.N.", "k. A.", "?"])
def test_a_partner_nobody_names_is_told_and_nobody_new(text: str) -> None:
    taken = intake_of(
        {"akteure": ACTORS, "zusammenarbeit": [TOGETHER, ["VHS", text, "ja"]]}, answers={"actors_by_name": "new"}
    )
    assert (taken.records.cooperations, taken.rejected, taken.questions) == ((), (), ())
    assert [(notice.column, notice.code) for notice in taken.notices] == [("B", "not_known"), ("B", "row_left_out")]


def test_members_nobody_names_are_told_and_the_others_stay() -> None:
    taken = intake_of({"akteure": ACTORS, "gremien": [["Name", "Mitglieder"], ["Beirat", "Caritas, N.N., Jugendamt"]]})
    assert taken.records.working_groups[0].members == ("caritas", "jugendamt")
    assert [notice.code for notice in taken.notices] == ["not_known"]


def test_several_answers_about_several_partners_are_one_report_each() -> None:
    taken = intake_of(
        {
            "akteure": ACTORS,
            "befragungen": [["Name", "Datum", "Art"], ["Umfrage", "2024-03", "recall"]],
            "antworten": [
                ["Befragung", "Von", "Über", "Arbeiten zusammen"],
                ["Umfrage", "VHS", "Caritas, Jugendamt", "ja"],
            ],
        }
    )
    assert [(report.by, report.about) for report in taken.records.tie_reports] == [
        ("vhs", "caritas"),
        ("vhs", "jugendamt"),
    ]


def test_a_place_that_is_split_where_one_fits_is_left_out_and_told() -> None:
    sheets = {"akteure": ACTORS, "angebote": [["Name", "Akteur", "Ort"], ["Kurs", "VHS", "Saal A, Saal B"]]}
    taken = intake_of(sheets, answers={"several": "split"})
    assert taken.records.offers[0].place is None
    assert [(notice.code, notice.column) for notice in taken.notices] == [("several_values", "C")]


@pytest.mark.parametrize(
    "text",
    [
        *("Migrant:innen", "Migrant*innen", "MigrantInnen", "Migranten/innen", "Migranten/-innen", "Migrant(inn)en"),
        *("Migrant(innen)", "Migrant·innen", "Migranten*innen"),
    ],
)
def test_spellings_for_all_genders_are_the_same_group(text: str) -> None:
    term = find_term(text, "target_group")
    assert term is not None
    assert term.code == "migrants"


@pytest.mark.parametrize(
    ("text", "code"),
    [("Senioren/innen", "older_people"), ("Rentner*innen", "older_people"), ("Anwohner:innen", "residents")],
)
def test_a_group_listed_in_one_gender_is_found_in_the_spelling_for_all(text: str, code: str) -> None:
    term = find_term(text, "target_group")
    assert term is not None
    assert term.code == code


OFFERS = [
    ["Name", "Akteur", "Thema"],
    ["Deutschkurs; Lernhilfe", "VHS", "Sprache"],
    ["• Kochen\n• Nähen", "Caritas", ""],
    ["Sprachcafé / Elterncafé", "VHS", ""],
]


def offers(**answers: str) -> list[tuple[str, tuple[str, ...]]]:
    taken = intake_of({"akteure": ACTORS, "angebote": OFFERS}, answers=answers)
    assert taken.rejected == ()
    return sorted((offer.name, offer.leads) for offer in taken.records.offers)


def test_several_names_in_a_cell_are_asked_about_and_one_name_without_an_answer() -> None:
    taken = intake_of({"akteure": ACTORS, "angebote": OFFERS})
    assert [(question.kind, question.places[0].row) for question in taken.questions] == [
        ("several_names", 2),
        ("several_names", 3),
    ]
    assert offers() == [
        ("Deutschkurs; Lernhilfe", ("vhs",)),
        ("Sprachcafé / Elterncafé", ("vhs",)),
        ("• Kochen • Nähen", ("caritas",)),
    ]


def test_each_of_several_names_makes_an_entry_with_the_rest_of_the_row() -> None:
    assert offers(several_names="split") == [
        ("Deutschkurs", ("vhs",)),
        ("Kochen", ("caritas",)),
        ("Lernhilfe", ("vhs",)),
        ("Nähen", ("caritas",)),
        ("Sprachcafé / Elterncafé", ("vhs",)),
    ]


def test_a_row_with_an_id_and_a_long_name_of_an_organisation_are_one_entry() -> None:
    named = intake_of({"akteure": [["ID", "Name"], ["a1", "AWO; Caritas"], ["", "Haus der\nBegegnung"]]})
    assert ([actor.name for actor in named.records.actors], named.questions) == (
        ["AWO; Caritas", "Haus der Begegnung"],
        (),
    )


@pytest.mark.parametrize(
    ("answer", "areas"),
    [
        (None, []),
        ("new", ["Hafenviertel", "Nord", "Weststadt"]),
        ("one", ["Nord", "Weststadt, Hafenviertel"]),
        ("leave_out", []),
    ],
)
def test_of_two_areas_in_a_cell_that_nobody_knows_both_are_added(answer: str | None, areas: list[str]) -> None:
    stored = intake_of({"gebiete": [["Name", "Art"], ["Nord", "Stadtteil"]]}).records
    sheets = {"akteure": [*ACTORS, ["AWO", "Verein"]], "angebote": [["Name", "Akteur", "Gebiete"]]}
    sheets["angebote"].append(["Treff", "AWO", "Weststadt, Hafenviertel"])
    answers = {"add:areas:weststadt-hafenviertel": answer} if answer else {}
    taken = intake_of(sheets, stored, answers=answers)
    created = sorted(entry.name for entry in taken.created if entry.kind == "area")
    assert created == [name for name in areas if name != "Nord"]
    assert len(taken.records.offers[0].areas) == len(created)


def test_a_list_of_names_of_which_one_is_known_by_another_spelling_adds_the_others_alone() -> None:
    sheets = {"akteure": ACTORS, "gremien": [["Name", "Mitglieder"], ["Beirat", "Karitas und Mission, Frau Muster"]]}
    (question,) = intake_of(sheets).questions
    taken = intake_of(sheets, answers={question.key: "new"})
    assert [actor.id for actor in taken.records.actors if actor.id not in {"caritas", "jugendamt", "vhs"}] == [
        "karitas-und-mission"
    ]


@pytest.mark.parametrize("tail", ["u. a.", "u.a.", "usw.", "etc.", "und andere", "u. v. m.", "…"])
def test_who_else_is_meant_stays_open_and_is_told(tail: str) -> None:
    taken = intake_of(
        {"akteure": ACTORS, "gremien": [["Name", "Mitglieder"], ["Beirat", f"Caritas, Jugendamt {tail}"]]}
    )
    assert taken.records.working_groups[0].members == ("caritas", "jugendamt")
    assert [notice.code for notice in taken.notices] == ["and_others"]


@pytest.mark.parametrize("partners", ["Gesundheitsamt / AOK", "Gesundheitsamt → AOK"])
def test_two_that_nobody_knows_with_a_slash_between_are_asked_about(partners: str) -> None:
    sheets = {"angebote": [["Name", "Akteur"], ["Lotsen", partners]]}
    taken = intake_of(sheets, answers={"actors_by_name": "new"})
    assert [question.key for question in taken.questions] == ["several:actors:gesundheitsamt-aok"]


@pytest.mark.parametrize("address", ["Lindenstr. 12, 44145 Musterstadt", "Am Park 7a, D-44145 Bad Muster"])
def test_an_address_with_its_town_is_one_place(address: str) -> None:
    sheets = {"akteure": ACTORS, "angebote": [["Name", "Akteur", "Ort"], ["Treff", "VHS", address]]}
    taken = intake_of(sheets)
    assert ([place.name for place in taken.records.places], taken.questions) == ([address], ())


@pytest.mark.parametrize("text", ["Süd?", "Süd (?)", "Süd ??"])
def test_a_doubt_about_an_area_is_told(text: str) -> None:
    taken = intake_of({"akteure": ACTORS, "angebote": [["Name", "Akteur", "Gebiete"], ["Treff", "VHS", text]]})
    assert [area.name for area in taken.records.areas] == ["Süd"]
    assert [notice.code for notice in taken.notices] == ["area_read_as"]


def test_of_names_that_are_added_one_by_one_one_that_may_be_known_is_asked_about() -> None:
    actors = [["Name", "Art"], ["Familienhebammen (Gesundheitsamt)", "Amt"], ["VHS", "Volkshochschule"]]
    sheets = {"akteure": actors, "gremien": [["Name", "Mitglieder"], ["Beirat", "Familienhebammen, Jugendamt"]]}
    answers = {"add:actors:familienhebammen-jugendamt": "new"}
    (question,) = intake_of(sheets, answers=answers).questions
    assert question.key == "same_as:actors:familienhebammen-gesundheitsamt"
    taken = intake_of(sheets, answers={**answers, question.key: "yes"})
    assert taken.records.working_groups[0].members == ("familienhebammen-gesundheitsamt", "jugendamt")
    again = intake_of(sheets, taken.records, answers={**answers, question.key: "yes"})
    assert (again.new, again.changed) == ({}, ())


def test_the_whole_city_holds_the_areas_of_a_list_that_is_taken_apart() -> None:
    """In whichever order the rows stand: taken in again nothing changes."""
    rows = [["Amt", "Amt", "stadtweit"], ["VHS", "Volkshochschule", "Süd/West"], ["AWO", "Verein", "Süd"]]
    sheets = {"akteure": [["Name", "Art", "Aktiv in"], *rows]}
    answers = {"citywide:actors": "all_areas", "several:areas:sued-west": "split"}
    taken = intake_of(sheets, answers=answers)
    assert next(actor.active_in for actor in taken.records.actors if actor.id == "amt") == ("sued", "west")
    again = intake_of(sheets, taken.records, answers=answers)
    assert (again.new, again.changed) == ({}, ())
