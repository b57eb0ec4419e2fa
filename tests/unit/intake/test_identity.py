"""Which record does a row mean when names and ids have moved since the last file?"""

from app.intake.intake import Intake
from app.records.records import Records
from tests.factories import actor
from tests.intake_files import intake_of

STORED = Records(actors=(actor("a", name="Alpha"), actor("b", name="Beta")))


def names(taken: Intake) -> list[tuple[str, str]]:
    assert taken.rejected == ()
    return [(entry.id, entry.name) for entry in taken.records.actors]


def test_names_that_were_exchanged_mean_who_has_them_now() -> None:
    rows = (("ID", "Name", "Art"), ("a", "Beta", "Verein"), ("b", "Alpha", "Verein"))
    offers = (("Name", "Akteur"), ("Kurs", "Alpha"), ("Treff", "Beta"))
    taken = intake_of({"akteure": rows, "angebote": offers}, STORED)
    assert names(taken) == [("a", "Beta"), ("b", "Alpha")]
    assert [(offer.name, offer.leads) for offer in taken.records.offers] == [("Kurs", ("b",)), ("Treff", ("a",))]
    assert [(question.key, len(question.places)) for question in taken.questions] == [("id_or_name:actors", 2)]


def test_a_former_name_still_finds_who_was_renamed_by_its_id() -> None:
    rows = (("ID", "Name", "Art"), ("a", "Alpha neu", "Verein"))
    taken = intake_of({"akteure": rows, "angebote": (("Name", "Akteur"), ("Kurs", "Alpha"))}, STORED)
    assert [offer.leads for offer in taken.records.offers] == [("a",)]
    assert taken.questions == ()


def test_numbers_that_moved_are_asked_about_and_then_names_tell() -> None:
    """A line was put in above: every number below it belongs to another organisation now."""
    stored = Records(actors=(actor("1", name="AWO"), actor("2", name="VHS")))
    sheets = {
        "akteure": (("Nr", "Name", "Art"), ("1", "Caritas", "Verein"), ("2", "AWO", "Verein"), ("3", "VHS", "Verein"))
    }
    assert [question.key for question in intake_of(sheets, stored).questions] == ["id_or_name:actors"]
    taken = intake_of(sheets, stored, answers={"id_or_name": "by_name"})
    assert names(taken) == [("1", "AWO"), ("2", "VHS"), ("caritas", "Caritas")]
    assert taken.questions == ()


def test_a_new_id_of_a_known_name_is_asked_about() -> None:
    rows = (("ID", "Name", "Art"), ("X1", "Alpha", "Verein"), ("b", "Beta", "Verein"))
    sheets = {"akteure": rows, "angebote": (("Name", "Akteur"), ("Kurs", "X1"))}
    assert names(intake_of(sheets, STORED)) == [("X1", "Alpha"), ("b", "Beta")]
    taken = intake_of(sheets, STORED, answers={"renamed:actors:a": "yes"})
    assert names(taken) == [("a", "Alpha"), ("b", "Beta")]
    assert [offer.leads for offer in taken.records.offers] == [("a",)]
    (place,) = intake_of(sheets, STORED).questions[0].places
    assert (place.row, place.column, "X1" in place.message) == (2, "A", True)
