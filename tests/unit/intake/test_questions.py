"""Questions of an import: asked once, answered by key, and nothing false without an answer."""

from collections.abc import Mapping
from dataclasses import replace

import pytest

from app.errors import InvalidInput
from app.formats.files import read_tables
from app.intake.intake import Intake, take_in
from app.intake.questions import read_answers
from app.records.records import Records
from app.usecases.imports.import_plan import plan_id, planned_write
from tests.intake_files import AKTEURE, Grid, csv_file, intake_of

CLUBS: Grid = (("Name", "Art"), ("Sportverein TuS Hafen 1911", "Sportverein"), ("AWO", "Wohlfahrtsverband"))
SHEETS: Mapping[str, Grid] = {
    "akteure": CLUBS,
    "angebote": (("Name", "Akteur", "Zielgruppen"), ("Fußball", "TuS Hafen 1911", "Jugendliche"), ("Tanz", "AWO", "")),
    "projekte": (("Name", "Beteiligte"), ("Hafenfest", "AWO; TuS Hafen")),
    "gremien": (("Name", "Mitglieder"), ("Runder Tisch", "AWO\nTuS Hafen 1911")),
}
SAME = "same_as:actors:sportverein-tus-hafen-1911"
TIES = ("Akteur A", "Akteur B", "Arbeiten zusammen")
AREAS: Grid = (("Name", "Art"), ("Nord", "Stadtteil"), ("Süd", "Stadtteil"))


def keys(intake: Intake) -> list[str]:
    return [question.key for question in intake.questions]


def test_a_name_that_fits_one_record_by_its_words_is_one_question_with_all_its_cells() -> None:
    intake = intake_of(SHEETS)
    (question,) = intake.questions
    assert (question.key, question.kind, question.default) == (SAME, "same_as", "leave_out")
    assert [choice.value for choice in question.choices] == ["yes", "new", "leave_out"]
    assert "Sportverein TuS Hafen 1911" in question.sentence
    assert {(place.sheet, place.row, place.column) for place in question.places} == {
        ("angebote", 2, "B"),
        ("projekte", 2, "B"),
        ("gremien", 2, "B"),
    }


def test_without_an_answer_nothing_false_is_written_and_every_cell_is_told() -> None:
    intake = intake_of(SHEETS)
    records = intake.records
    assert intake.rejected == ()
    assert [offer.name for offer in records.offers] == ["Tanz"]
    assert [project.partners for project in records.projects] == [("awo",)]
    assert [group.members for group in records.working_groups] == [("awo",)]
    assert [notice.sheet for notice in intake.notices if notice.code == "question"] == [
        "angebote",
        "gremien",
        "projekte",
    ]
    assert [(notice.sheet, notice.row) for notice in intake.notices if notice.code == "row_left_out"] == [
        ("angebote", 2)
    ]


def test_yes_takes_the_record_and_new_makes_another_one() -> None:
    same = intake_of(SHEETS, answers={SAME: "yes"})
    club = "sportverein-tus-hafen-1911"
    assert (same.questions, len(same.records.actors)) == ((), 2)
    assert {offer.name: offer.leads for offer in same.records.offers} == {"Fußball": (club,), "Tanz": ("awo",)}
    assert [group.members for group in same.records.working_groups] == [("awo", club)]
    new = intake_of(SHEETS, answers={SAME: "new"})
    assert {created.name for created in new.created} == {"TuS Hafen 1911", "TuS Hafen"}


def test_the_same_file_with_the_same_answers_is_no_change() -> None:
    first = intake_of(SHEETS, answers={SAME: "yes"})
    again = intake_of(SHEETS, first.records, answers={SAME: "yes"})
    assert (again.rejected, again.changed, again.new) == ((), (), {})


def test_answers_that_fit_nothing_are_refused() -> None:
    with pytest.raises(InvalidInput, match="keine Frage"):
        intake_of(SHEETS, answers={"same_es:actors:nobody": "yes"})
    with pytest.raises(InvalidInput, match="keine der möglichen") as refusal:
        intake_of(SHEETS, answers={SAME: "maybe"})
    assert "yes, new, leave_out" in str(refusal.value.hint)
    with pytest.raises(InvalidInput, match="no answer"):
        read_answers(["yes"], "en")
    assert read_answers([f"{SAME}=yes"], "de") == {SAME: "yes"}


def test_an_answer_that_another_one_settled_is_told_and_refuses_nothing() -> None:
    """Who ticks everything a dry run asked has ticked both that all are new and that each of them is."""
    sheets: Mapping[str, Grid] = {"angebote": (("Name", "Akteur"), ("Treff", "AWO"), ("Chor", "VHS"))}
    asked = {question.key for question in intake_of(sheets).questions}
    assert asked == {"actors_by_name:actors", "add:actors:awo", "add:actors:vhs"}
    taken = intake_of(sheets, answers=dict.fromkeys(asked, "new"))
    assert [actor.id for actor in taken.records.actors] == ["awo", "vhs"]
    (unmet,) = [notice for notice in taken.notices if notice.code == "answers_unmet"]
    assert "„add:actors:awo“, „add:actors:vhs“" in unmet.message


def test_of_several_with_a_name_one_is_chosen_by_name_and_row() -> None:
    actors = (("ID", "Name", "Art"), ("a1", "AWO", "Schule"), ("a2", "AWO", "Schule"))
    sheets: Mapping[str, Grid] = {"akteure": actors, "angebote": (("Name", "Akteur"), ("Treff", "AWO"))}
    (question,) = intake_of(sheets).questions
    assert [choice.label for choice in question.choices[:2]] == ["AWO (akteure, 2)", "AWO (akteure, 3)"]
    assert [offer.leads for offer in intake_of(sheets, answers={question.key: "a2"}).records.offers] == [("a2",)]


def test_a_name_nobody_knows_can_be_added() -> None:
    actors = (("Name", "Art", "Träger"), ("Jugendtreff", "Jugendzentrum", "Stadt"))
    result = intake_of({"akteure": actors})
    assert (keys(result), result.records.actors[0].unit_of) == (["add:actors:stadt"], None)
    added = intake_of({"akteure": actors}, answers={"add:actors:stadt": "new"}).records
    assert {actor.id: (actor.unit_of, actor.kinds) for actor in added.actors} == {
        "jugendtreff": ("stadt", ("youth_centre",)),
        "stadt": (None, ("city_department",)),
    }


def test_a_near_miss_is_asked() -> None:
    areas: Grid = (("Name", "Art"), ("Altendorf", "Stadtteil"), ("Frohnhausen", "Stadtteil"))
    offers: Grid = (("Name", "Akteur", "Gebiete"), ("Treff", "AWO", "Altndorf"))
    assert keys(intake_of({"akteure": AKTEURE, "gebiete": areas, "angebote": offers})) == ["same_as:areas:altendorf"]


@pytest.mark.parametrize(
    ("answer", "status"), [(None, "unknown"), ("unknown", "unknown"), ("yes", "stated"), ("no", "denied")]
)
def test_an_unclear_answer_is_not_known_until_somebody_says(answer: str | None, status: str) -> None:
    sheets = {"akteure": AKTEURE, "zusammenarbeit": (TIES, ("AWO", "Caritas", "ja, gut"))}
    answers = {"together:ja-gut": answer} if answer else None
    intake = intake_of(sheets, answers=answers)
    assert [tie.status for tie in intake.records.cooperations] == [status]
    assert keys(intake) == ([] if answer else ["together:ja-gut"])


@pytest.mark.parametrize("word", ["nein", "no", "keine", "geplant", "planned", "?", "k.A.", "vielleicht", "ja, gut"])
def test_no_word_but_yes_makes_a_tie(word: str) -> None:
    sheets = {"akteure": AKTEURE, "zusammenarbeit": (TIES, ("AWO", "Caritas", word))}
    (tie,) = intake_of(sheets).records.cooperations
    assert tie.status in {"denied", "unknown"}


def test_citywide_is_a_mode_of_offers_and_a_question_for_organisations() -> None:
    sheets: Mapping[str, Grid] = {
        "akteure": (("Name", "Art", "Aktiv in"), ("VHS", "Volkshochschule", "stadtweit")),
        "gebiete": AREAS,
        "angebote": (("Name", "Akteur", "Gebiete"), ("Kurs", "VHS", "stadtweit")),
    }
    result = intake_of(sheets)
    assert (keys(result), result.records.actors[0].active_in) == (["citywide:actors"], ())
    assert [(offer.area_mode, offer.areas) for offer in result.records.offers] == [("citywide", ())]
    answered = intake_of(sheets, answers={"citywide:actors": "all_areas"})
    assert answered.records.actors[0].active_in == ("nord", "sued")


@pytest.mark.parametrize(("answer", "value"), [(None, None), ("share", 31.2), ("percent", 0.312), ("leave_out", None)])
def test_a_share_below_one_without_a_unit_is_asked(answer: str | None, value: float | None) -> None:
    grid: Grid = (
        ("Kennzahl", "Gebiet", "Stichtag", "Wert"),
        ("Ausländeranteil", "Nord", "2025", "0,312"),
        ("Ausländeranteil", "Süd", "2025", "18,4 %"),
    )
    name = next(iter(keys(intake_of({"kennzahlen": grid}))))
    intake = intake_of({"kennzahlen": grid}, answers={name: answer} if answer else None)
    assert {observation.area: observation.value for observation in intake.records.observations} == {
        "nord": value,
        "sued": 18.4,
    }


FIRST: Mapping[str, Grid] = {
    "akteure": (("Name", "Art"), ("AWO", "Wohlfahrtsverband"), ("Gemeinde am Bach", "Kirche")),
    "zusammenarbeit": (TIES, ("AWO", "Gemeinde am Bach", "ja")),
}
SECOND: Mapping[str, Grid] = {
    "akteure": (("Name", "Art"), ("AWO", "Wohlfahrtsverband"), ("Bachgemeinde Lindental", "Kirche")),
    "zusammenarbeit": (TIES, ("AWO", "Bachgemeinde Lindental", "ja")),
}


def test_a_new_name_in_the_row_of_one_that_disappeared_is_asked_about() -> None:
    stored = intake_of(FIRST).records
    result = intake_of(SECOND, stored)
    assert keys(result) == ["renamed:actors:gemeinde-am-bach"]
    assert "Gemeinde am Bach" in result.questions[0].sentence
    renamed = intake_of(SECOND, stored, answers={"renamed:actors:gemeinde-am-bach": "yes"})
    assert [(change.id, change.field, change.new) for change in renamed.changed] == [
        ("gemeinde-am-bach", "name", "Bachgemeinde Lindental")
    ]
    assert (renamed.new, renamed.not_in_this_file) == ({}, ())


@pytest.mark.parametrize(
    ("sheet", "headings", "before", "after"),
    [
        ("angebote", ("Name", "Akteur"), ("Mietberatung", "AWO"), ("Hilfe beim Wohnen", "AWO")),
        ("projekte", ("Name", "Beteiligte"), ("Sommerfest", "AWO"), ("Fest am Platz", "AWO")),
        ("gremien", ("Name", "Mitglieder"), ("Runde Nord", "AWO"), ("Netz im Norden", "AWO")),
        ("orte", ("Name", "Art"), ("Alte Schule", "Jugendzentrum"), ("Haus der Jugend", "Jugendzentrum")),
    ],
)
def test_every_topic_with_names_is_asked_about_renaming(
    sheet: str, headings: tuple[str, ...], before: tuple[str, ...], after: tuple[str, ...]
) -> None:
    stored = intake_of({"akteure": AKTEURE, sheet: (headings, before)}).records
    (key,) = keys(intake_of({"akteure": AKTEURE, sheet: (headings, after)}, stored))
    renamed = intake_of({"akteure": AKTEURE, sheet: (headings, after)}, stored, answers={key: "yes"})
    assert (key.split(":")[0], renamed.new, [change.field for change in renamed.changed]) == ("renamed", {}, ["name"])


def test_a_cell_emptied_since_is_told_with_its_value_and_clears_when_ticked() -> None:
    def sheets(end: str) -> Mapping[str, Grid]:
        return {"akteure": AKTEURE, "angebote": (("Name", "Akteur", "Bis"), ("Treff", "AWO", end))}

    stored = intake_of(sheets("2024")).records
    kept = intake_of(sheets(""), stored)
    (question,) = kept.questions
    assert (question.key, kept.changed) == ("emptied:offers:treff--awo:end", ())
    assert "2024" in question.sentence
    assert (question.places[0].row, question.places[0].column) == (2, "C")
    cleared = intake_of(sheets(""), stored, answers={question.key: "clear"})
    assert [(change.field, change.old, change.new) for change in cleared.changed] == [("end", "2024", None)]


def test_what_refers_to_a_row_left_out_is_left_out_with_a_notice() -> None:
    grants: Grid = (("Programm", "Empfänger", "Projekt oder Angebot"), ("ESF", "AWO", "Fußball"))
    intake = intake_of({**SHEETS, "fördermittel": grants})
    assert [grant.offers for grant in intake.records.grants] == [()]
    assert [notice.sheet for notice in intake.notices if notice.code == "reference_left_out"] == ["fördermittel"]


def test_questions_are_complete_in_english() -> None:
    (question,) = intake_of(SHEETS, Records(), lang="en").questions
    assert question.sentence == "Does “TuS Hafen 1911” mean “Sportverein TuS Hafen 1911”?"
    assert [choice.label for choice in question.choices] == ["yes", "add as new", "leave out"]


LEFT: Mapping[str, Grid] = {
    "akteure": (("Name", "Art"), ("AWO", "Wohlfahrtsverband")),
    "zusammenarbeit": (TIES,),
}


def test_a_row_that_disappeared_is_asked_about_with_what_hangs_on_it() -> None:
    stored = intake_of(FIRST).records
    result = intake_of(LEFT, stored)
    (question,) = result.questions
    assert (question.key, question.default) == ("removed:actors:gemeinde-am-bach", "stay")
    assert "Gemeinde am Bach" in question.sentence
    assert "Zusammenarbeit: 1" in question.sentence
    assert (result.removed, len(result.not_in_this_file)) == (frozenset(), 2)


@pytest.mark.parametrize("key", ["removed:actors:gemeinde-am-bach", "removed"])
def test_it_is_removed_when_somebody_says_so_alone_or_for_all(key: str) -> None:
    stored = intake_of(FIRST).records
    removed = intake_of(LEFT, stored, answers={key: "remove"})
    assert removed.removed == {("actors", "gemeinde-am-bach")}
    change = planned_write(removed, stored)
    assert {topic: len(ids) for topic, ids in change.deletes.items()} == {"actors": 1, "cooperations": 1}


def test_nothing_of_another_file_is_asked_about() -> None:
    stored = intake_of(FIRST).records
    result = take_in(read_tables([csv_file("organisationen", LEFT["akteure"])]), stored)
    assert result.questions == ()
    assert [absent.name for absent in result.not_in_this_file] == ["Gemeinde am Bach"]


def test_while_a_row_is_left_out_nothing_of_its_sheet_is_asked_about() -> None:
    stored = intake_of(FIRST).records
    unclear = {**LEFT, "zusammenarbeit": (TIES, ("AWO", "Kirche am Fluss", "ja"))}
    intake = intake_of(unclear, stored)
    assert "row_left_out" in {notice.code for notice in intake.notices}
    assert not any(question.key.startswith("removed:cooperations") for question in intake.questions)


def test_a_plan_is_another_one_when_the_data_changed() -> None:
    stored = intake_of(FIRST).records
    plan = plan_id(planned_write(intake_of(SECOND, stored), stored))
    assert plan == plan_id(planned_write(intake_of(SECOND, stored), stored))
    [awo, *others] = stored.actors
    changed = replace(stored, actors=(replace(awo, short_name="A", version=2), *others))
    assert plan == plan_id(planned_write(intake_of(SECOND, changed), changed)), "nothing that is written changed"
    answered = intake_of(SECOND, stored, answers={"renamed:actors:gemeinde-am-bach": "yes"})
    assert plan != plan_id(planned_write(answered, stored))


def test_a_column_of_their_own_is_asked_about_and_can_be_one_of_ours() -> None:
    grid: Grid = (("Name", "Art", "Kürzel im Haus"), ("Arbeiterwohlfahrt", "Wohlfahrtsverband", "AWO"))
    result = intake_of({"akteure": grid})
    (question,) = result.questions
    assert (question.key, question.default) == ("own_column:actors:kuerzelimhaus", "ignore")
    assert ("short_name", "Kurzname") in [(choice.value, choice.label) for choice in question.choices]
    assert [notice.code for notice in result.notices] == ["unknown_heading"]
    answered = intake_of({"akteure": grid}, answers={question.key: "short_name"})
    assert ([actor.short_name for actor in answered.records.actors], answered.notices) == (["AWO"], ())


def test_a_column_of_ours_that_is_called_otherwise_can_be_the_one_that_is_missing() -> None:
    grid: Grid = (("Mitmachende", "Art"), ("AWO", "Wohlfahrtsverband"))
    answered = intake_of({"akteure": grid}, answers={"own_column:actors:mitmachende": "name"})
    assert [actor.name for actor in answered.records.actors] == ["AWO"]
    ignored = intake_of({"akteure": grid}, answers={"own_column:actors:mitmachende": "ignore"})
    assert [problem.code for problem in ignored.rejected] == ["missing_heading"]


def test_a_new_name_in_another_row_is_asked_about_where_all_else_is_alike() -> None:
    headings = ("Name", "Art", "Seit", "Bis")
    kept, gone = (
        ("AWO", "Wohlfahrtsverband", "1999", ""),
        ("Gemeinde am Bach", "Kirche", "2001", "2031"),
    )
    stored = intake_of({"akteure": (headings, kept, gone)}).records
    renamed, added = ("Bachgemeinde Lindental", *gone[1:]), ("Turnverein Nord", "Sportverein", "1990", "")
    assert keys(intake_of({"akteure": (headings, added, kept, renamed)}, stored)) == ["renamed:actors:gemeinde-am-bach"]
    few = tuple(row[:2] for row in (headings, added, kept, renamed))
    assert keys(intake_of({"akteure": few}, stored)) == ["removed:actors:gemeinde-am-bach"], (
        "one thing in common is chance"
    )
