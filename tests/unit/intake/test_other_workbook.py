"""A workbook as another district writes it goes in without a cell being edited: notices, questions, ticks."""

from collections.abc import Mapping

from tests.intake_files import Grid, intake_of

WORKBOOK: Mapping[str, Grid] = {
    "akteure": (
        ("Name", "Kurzname", "Art", "Träger", "Aktiv in", "Seit"),
        ("Diakonisches Werk Bachtal e. V.", "Diakonie", "Wohlfahrtsverband", "", "Oberdorf / Unterdorf", "1974"),
        ("Nachbarschaftsverein Oberdorf", "", "e.V.", "", "Oberdorf", ""),
        ("Stadtteilbüro Bachtal (Herr Beispiel)", "", "Quartiersmanagement", "Kommune Bachtal", "gesamtstadt", "seit 2020"),
        ("Astrid-Lindgren-Schule", "", "Grundschule", "", "Unterdorf", ""),
        ("Kita „Kleine Riesen“", "", "Kita", "Diakonie", "Unterdorf", ""),
        ("Turn- und Spielverein Bachtal 08", "TSV", "Sportverein", "", "Oberdorf und Unterdorf", ""),
        ("Praxis Dr. Sommer", "", "Arztpraxis", "", "Oberdorf", ""),
        ("Familiencafé-Team", "", "unbekannt", "", "Unterdorf", "k.A."),
    ),
    "gebiete": (("Name", "Art"), ("Oberdorf", "Stadtteil"), ("Unterdorf", "Stadtteil")),
    "angebote": (
        ("Name", "Akteur", "Form", "Gebiete", "Zielgruppen", "Themen"),
        ("Sozialsprechstunde mit Frau Beispiel", "Diakonisches Werk Bachtal", "Beratung", "Oberdorf, Unterdorf", "alle", "Sozialberatung"),
        ("Kinderturnen", "Turn- und Spielverein Bachtal", "Turnen", "Oberdorf", "Kinder, Familien", "Sport und Bewegung"),
        ("Elternfrühstück", "Kita Kleine Riesen", "offener Treff", "überall", "Eltern & Alleinerziehende", "Erziehung"),
        ("Lesepaten", "Astrid Lindgren Schule; Nachbarschaftsverein Oberdorf", "", "Unterdorf", "Kinder", "Bildung"),
    ),
    "gremien": (
        ("Name", "Art", "Mitglieder"),
        ("Runde Bachtal", "Runder Tisch", "Diakonie, TSV, Astrid-Lindgren-Schule und Stadtteilbüro Bachtal"),
        ("AK Kinder", "Arbeitskreis", "• Kita „Kleine Riesen“\n• Frau Muster (Diakonie)\n• Nachbarschaftsverein"),
    ),
    "projekte": (
        ("Name", "Beteiligte", "Zielgruppen", "Bis"),
        ("Spielplatzfest", "TSV | Diakonie | Kita Kleine Riesen", "Nachbarn", "laufend"),
    ),
    "zusammenarbeit": (
        ("Akteur A", "Akteur B", "Arbeiten zusammen", "Stärke"),
        ("Diakonie", "TSV", "Ja", "3"),
        ("Diakonie", "Praxis Dr. Sommer", "NEIN", ""),
        ("TSV", "Astrid-Lindgren-Schule", "in Planung", ""),
        ("Nachbarschaftsverein", "TSV", "manchmal", "1 bis 2"),
    ),
}  # fmt: skip
TICKS = {
    "add:actors:kommune-bachtal": "leave_out",
    "citywide:actors": "all_areas",
    "same_as:actors:nachbarschaftsverein-oberdorf": "yes",
    "same_as:actors:turn-und-spielverein-bachtal-08": "yes",
    "together:manchmal": "yes",
}


def test_it_goes_in_with_notices_and_questions() -> None:
    intake = intake_of(WORKBOOK)
    assert intake.rejected == ()
    assert {question.key for question in intake.questions} == set(TICKS)
    assert not any(
        "Beispiel" in str(record) or "Muster" in str(record) for _, records in intake.records for record in records
    )


def test_after_the_ticks_every_record_is_there_as_it_was_meant() -> None:
    intake = intake_of(WORKBOOK, answers=TICKS)
    records = intake.records
    assert (intake.rejected, intake.questions) == ((), ())
    assert {topic: len(record) for topic, record in records if record} == {
        "areas": 2, "actors": 8, "offers": 4, "projects": 1, "working_groups": 2, "cooperations": 4,
    }  # fmt: skip
    actors = {actor.name: actor for actor in records.actors}
    assert actors["Diakonisches Werk Bachtal e. V."].active_in == ("oberdorf", "unterdorf")
    assert actors["Stadtteilbüro Bachtal"].active_in == ("oberdorf", "unterdorf")
    assert actors["Nachbarschaftsverein Oberdorf"].kinds == ()
    assert "Praxis Dr. Sommer" in actors
    offers = {offer.name: offer for offer in records.offers}
    assert offers["Sozialsprechstunde"].leads == ("diakonisches-werk-bachtal-e-v",)
    assert offers["Kinderturnen"].target_groups == ("children", "families")
    assert offers["Elternfrühstück"].area_mode == "citywide"
    assert offers["Elternfrühstück"].target_groups == ("families", "single_parents")
    assert len(offers["Lesepaten"].leads) == 2
    assert sorted(len(group.members) for group in records.working_groups) == [3, 4]
    assert [len(project.partners) for project in records.projects] == [3]
    assert sorted(tie.status for tie in records.cooperations) == ["denied", "stated", "stated", "unknown"]


def test_without_ticks_no_tie_is_claimed_that_nobody_stated() -> None:
    statuses = sorted(tie.status for tie in intake_of(WORKBOOK).records.cooperations)
    assert statuses == ["denied", "stated", "unknown"]
