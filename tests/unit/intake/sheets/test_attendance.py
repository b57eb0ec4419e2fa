"""Lists of attendance become occasions, one a date, with those who were there."""

from app.intake.intake import Intake
from tests.intake_files import AKTEURE, Grid, intake_of

LIST: Grid = (
    ("Stadtteilkonferenz Nord - Anwesenheit 2024",),
    ("Einrichtung", "17.01.2024", "20.03.2024"),
    ("AWO", "x", "entsch."),
    ("Caritas", "", "ja"),
    ("Jugendamt", "vertreten", "x"),
    ("Gesamt", "2", "2"),
)


def occasions(taken: Intake) -> list[tuple[str, str, tuple[str, ...]]]:
    assert taken.rejected == ()
    return [(meeting.name, str(meeting.date), meeting.participants) for meeting in taken.records.occasions]


def test_each_date_is_an_occasion_with_those_who_were_there() -> None:
    taken = intake_of({"akteure": AKTEURE, "anwesenheit": LIST})
    assert occasions(taken) == [
        ("Stadtteilkonferenz Nord", "2024-01-17", ("awo",)),
        ("Stadtteilkonferenz Nord", "2024-03-20", ("caritas", "jugendamt")),
    ]
    told = [(notice.code, notice.row, notice.column) for notice in taken.notices]
    assert told == [("attendance_read", 2, None), ("attendance_unread", 5, "B")]


def test_who_is_not_entered_is_asked_about_at_the_date() -> None:
    taken = intake_of({"akteure": AKTEURE, "runde": (*LIST[1:3], ("Hafenverein", "", "x"))})
    assert [(q.key, q.places[0].row, q.places[0].column) for q in taken.questions] == [
        ("add:actors:hafenverein", 1, "C")
    ]


def test_numbers_below_dates_are_no_attendance() -> None:
    taken = intake_of(
        {"akteure": AKTEURE, "besuche": (("Einrichtung", "17.01.2024", "20.03.2024"), ("AWO", "12", "15"))}
    )
    assert occasions(taken) == []


def test_a_calendar_of_bodies_is_called_after_them_and_what_is_cancelled_is_told() -> None:
    rows = (("Datum", "Uhrzeit", "Gremium"), ("Mi 15.01.2025", "17:00", "AK Jugend"), ("12.02.25", "", "entfällt"))
    taken = intake_of({"gremien": (("Name",), ("AK Jugend",)), "sitzungskalender": rows})
    assert occasions(taken) == [("AK Jugend", "2025-01-15", ())]
    assert [meeting.working_group for meeting in taken.records.occasions] == ["ak-jugend"]
    assert {(n.code, n.row, n.column) for n in taken.notices} >= {("named_after_body", 1, "C"), ("no_entry", 3, "C")}


def test_a_calendar_that_calls_its_dates_appointments_is_read() -> None:
    grid = (("Gremium", "Termin", "Uhrzeit"), ("AK Jugend", "12.02.2026", "17 Uhr"), ("AK Jugend", "fällt aus", ""))
    taken = intake_of({"akteure": AKTEURE, "gremien": (("Gremium",), ("AK Jugend",)), "sitzungen": grid})
    assert [(occasion.name, str(occasion.date), occasion.working_group) for occasion in taken.records.occasions] == [
        ("AK Jugend", "2026-02-12", "ak-jugend")
    ]
