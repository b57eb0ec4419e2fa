"""Are persons, personal addresses and mobile numbers left out, and is that said without repeating them?"""

import pytest

from app.intake.values.privacy import is_person, without_contact_data, without_person, without_persons
from tests.intake_files import AKTEURE, Grid, intake_of


@pytest.mark.parametrize(
    ("members", "expected"),
    [
        ("Frau Yılmaz (AWO)", ("awo",)),
        ("Hr. Schmidt, Caritas", ("caritas",)),
        ("Caritas, Herr Schmidt", ("caritas",)),
        ("AWO (Dr. Anna Müller-Lüdenscheidt)", ("awo",)),
        ("Ayşe Yılmaz (AWO)", ("awo",)),
        ("Jugendamt / Frau Meier; Caritas - Hr. Schmidt", ("jugendamt", "caritas")),
        ("Frau Müller; AWO", ("awo",)),
        ("Prof. Dr. Schmidt", ()),
    ],
)
def test_members_keep_the_organisation_and_lose_the_person(members: str, expected: tuple[str, ...]) -> None:
    intake = intake_of({"akteure": AKTEURE, "gremien": (("Name", "Mitglieder"), ("Runde", members))})
    assert intake.rejected == ()
    assert intake.records.working_groups[0].members == expected
    assert {(notice.code, notice.row, notice.column) for notice in intake.notices} == {("person_dropped", 2, "B")}
    for name in ("Yılmaz", "Schmidt", "Müller", "Meier"):
        assert not any(name in notice.message for notice in intake.notices)


def test_person_of_an_unknown_organisation_is_not_repeated_in_the_problem() -> None:
    intake = intake_of({"akteure": AKTEURE, "gremien": (("Name", "Mitglieder"), ("Runde", "Frau Yılmaz (Diakonie)"))})
    (question,) = intake.questions
    assert "Diakonie" in question.sentence
    assert "Yılmaz" not in repr((question, intake.notices))


def test_an_offer_of_which_only_a_person_is_told_is_nobodys() -> None:
    intake = intake_of({"akteure": AKTEURE, "angebote": (("Name", "Akteur"), ("Treff", "Frau Müller"))})
    assert [offer.leads for offer in intake.records.offers] == [()]
    assert ("person_dropped", 2, "B") in [(notice.code, notice.row, notice.column) for notice in intake.notices]


@pytest.mark.parametrize(
    "text",
    ["Frau Yılmaz", "Hr. Schmidt", "Dr. Anna Meier", "Ms Smith", "Herr Dr. Müller-Lüdenscheidt", "Muster-Meier, Anna"],
)
def test_persons(text: str) -> None:
    assert is_person(text)


@pytest.mark.parametrize(
    "text", ["Frau und Beruf e. V.", "Frauenhaus", "Herrenhausen", "Praxis Dr. Meier", "AWO", "Schule, Anna"]
)
def test_organisations(text: str) -> None:
    assert not is_person(text)


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("AWO (anna.meier@awo-essen.de)", "AWO"),
        ("AWO, info@awo-essen.de", "AWO, info@awo-essen.de"),
        ("Treff 0171 2345678", "Treff"),
        ("Treff +49 151 23456789", "Treff"),
        ("Treff 0201 234567", "Treff 0201 234567"),
        ("Schule 12345", "Schule 12345"),
    ],
)
def test_personal_addresses_and_mobile_numbers(text: str, kept: str) -> None:
    assert without_contact_data(text) == kept


def test_persons_in_free_text() -> None:
    assert without_persons("Gespräch mit Frau Meier im Mai") == "Gespräch mit … im Mai"


def test_contact_data_is_left_out_of_records_and_said() -> None:
    grid = (("Name", "Art", "Ansprechpartnerin", "E-Mail"), ("AWO anna.meier@awo.de", "Schule", "Frau Meier", "x@y.de"))
    intake = intake_of({"akteure": grid})
    assert intake.records.actors[0].name == "AWO"
    assert [(notice.code, notice.row, notice.column) for notice in intake.notices] == [
        ("column_dropped", 1, "C"),
        ("column_dropped", 1, "D"),
        ("contact_dropped", 2, "A"),
    ]
    assert "meier" not in repr(intake).casefold()


def test_persons_in_prose_columns_are_left_out() -> None:
    sheets: dict[str, Grid] = {
        "akteure": AKTEURE,
        "zusammenarbeit": (("Akteur A", "Akteur B", "Quelle"), ("AWO", "Caritas", "Gespräch mit Frau Meier")),
    }
    intake = intake_of(sheets)
    assert intake.records.cooperations[0].reference == "Gespräch mit"
    assert [notice.code for notice in intake.notices] == ["person_dropped"]


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("Jugendtreff (Thomas Muster)", "Jugendtreff"),
        ("Frau Muster vom Seniorenbüro", "Seniorenbüro"),
        ("Erika Muster von der AWO", "AWO"),
        ("Seniorenbüro (Frau Muster, 0000 88-4711)", "Seniorenbüro"),
        ("Treffpunkt, Tel. 0201 123456", "Treffpunkt"),
        ("Nachbarschaftshilfe Max Muster", "Nachbarschaftshilfe"),
        ("Sprechstunde: Frau Muster", "Sprechstunde"),
        ("Yoga mit Sabine Muster", "Yoga"),
        ("Runder Tisch (Leitung: Frau Muster)", "Runder Tisch"),
        ("Jugendamt / ASD (Herr Muster)", "Jugendamt / ASD"),
        ("Frau Muster vom Familienzentrum Nord", "Familienzentrum Nord"),
        ("Frau Muster", ""),
        ("Ayşe Muster", ""),
    ],
)
def test_names_lose_their_persons(text: str, kept: str) -> None:
    assert without_person(text) == kept


@pytest.mark.parametrize(
    "name",
    [
        "Dr. Reinhold-Muster-Stiftung",
        "Dr. Linde Stiftung",
        "Frau-Holle-Kita",
        "Frau Holle Kita",
        "Prof.-Schiller-Gymnasium",
        "Praxis Dr. Muster",
        "Kita Anne Frank",
        "Martin Luther Gemeinde",
        "Verein Thomas Muster e. V.",
        "Offene Tür",
        "Mehr Zeit für Kinder",
        "TuS Hafen 1911",
        "Café 04",
        "Karl-Marx-Allee",
        "Marie Curie Projekt",
    ],
)
def test_what_is_called_after_people_stays(name: str) -> None:
    assert without_person(name) == name


@pytest.mark.parametrize(
    ("sheet", "headings", "rest"),
    [
        ("akteure", ("Name", "Art"), ("Beratungsstelle",)),
        ("angebote", ("Name", "Akteur"), ("AWO",)),
        ("projekte", ("Name", "Beteiligte"), ("AWO",)),
        ("gremien", ("Name", "Mitglieder"), ("AWO",)),
        ("orte", ("Name", "Art"), ("Jugendzentrum",)),
    ],
)
def test_names_of_every_sheet_lose_persons_and_rows_of_persons_are_left_out(
    sheet: str, headings: tuple[str, ...], rest: tuple[str, ...]
) -> None:
    grid = (headings, ("Treff (Erika Muster)", *rest), ("Frau Muster", *rest))
    intake = intake_of({"akteure": AKTEURE, sheet: grid} if sheet != "akteure" else {sheet: grid})
    entries = [(notice.code, notice.row, notice.column) for notice in intake.notices if notice.sheet == sheet]
    assert intake.rejected == ()
    assert entries == [("person_dropped", 2, "A"), ("person_as_name", 3, "A")]
    assert "Muster" not in repr((intake.records, intake.notices))


def test_a_person_with_an_id_becomes_no_record() -> None:
    intake = intake_of({"akteure": (("ID", "Name", "Art"), ("a1", "Frau Muster", "Schule"), ("a2", "AWO", "Schule"))})
    assert [actor.id for actor in intake.records.actors] == ["a2"]
    assert [(notice.code, notice.row, notice.column) for notice in intake.notices] == [("person_as_name", 2, "B")]


def test_a_reference_finds_the_name_that_lost_its_person() -> None:
    actors = (("Name", "Art"), ("Seniorenbüro (Frau Muster, 0000 88-4711)", "Beratungsstelle"))
    offers = (("Name", "Akteur"), ("Café", "Seniorenbüro (Frau Muster, 0000 88-4711)"), ("Tanz", "Seniorenbüro"))
    intake = intake_of({"akteure": actors, "angebote": offers})
    assert {offer.leads for offer in intake.records.offers} == {("seniorenbuero",)}


@pytest.mark.parametrize(
    ("sheet", "topic"),
    [("akteure", "actors"), ("angebote", "offers"), ("gremien", "working_groups"), ("projekte", "projects")],
)
def test_a_note_is_read_and_loses_persons_as_other_texts_do(sheet: str, topic: str) -> None:
    grid: Grid = (("Name", "Notiz"), ("Treff", "zieht um; Auskunft: Frau Muster"))
    intake = intake_of({"akteure": AKTEURE} | {sheet: grid})
    (record,) = (record for record in getattr(intake.records, topic) if record.name == "Treff")
    assert record.note == "zieht um; Auskunft:"
    assert ("person_dropped", 2, "B") in [(notice.code, notice.row, notice.column) for notice in intake.notices]


def test_a_person_beside_an_organisation_is_no_part_of_an_id() -> None:
    rows = (("Elterncafé", "AWO, Frau Schulz"), ("Fußball (Trainer: Max Huber)", "Sportclub (Herr Klein)"))
    sheets = {"akteure": (("Name",), ("AWO",)), "angebote": (("Name", "Akteur"), *rows)}
    taken = intake_of(sheets, answers={"add": "new"})
    assert [offer.id for offer in taken.records.offers] == ["elterncafé--awo", "fussball--sportclub"]
