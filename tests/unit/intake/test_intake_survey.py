"""Do the sheets Befragungen and Antworten become waves and tie reports, and is a muddled row refused?"""

from dataclasses import replace
from pathlib import Path

import pytest

from app.formats.files import read_path, read_tables
from app.intake.intake import Intake, take_in
from app.records.cooperations import TieReport
from app.records.records import Records
from tests.factories import actor, records, report, wave
from tests.intake_files import AKTEURE, Grid, csv_file, intake_of, xlsx_file

BEFRAGUNGEN: Grid = (
    ("Name", "Datum", "Art", "Gefragt", "Geantwortet", "Gefragt nach"),
    ("Netz", "06/2024", "Liste", "AWO; Caritas; Jugendamt", "AWO; Caritas", ""),
)
HEADINGS = ("Befragung", "Von", "Über", "Art", "Arbeiten zusammen", "Stärke", "Verlässlich", "Trägt Mittel bei")
ANTWORTEN: Grid = (
    HEADINGS,
    ("Netz", "AWO", "Caritas", "gemeinsames Angebot", "ja", "3", "sehr", "2"),
    ("Netz", "AWO", "Jugendamt", "", "nein", "", "", ""),
    ("Netz", "Caritas", "AWO", "", "weiß nicht", "", "", ""),
)
SHEETS = {"akteure": AKTEURE, "befragungen": BEFRAGUNGEN, "antworten": ANTWORTEN}


def answers(*rows: tuple[str, ...], existing: Records | None = None) -> Intake:
    """What these answers give, rows filled up with empty cells."""
    grid = (HEADINGS, *(row + ("",) * (len(HEADINGS) - len(row)) for row in rows))
    return intake_of({**SHEETS, "antworten": grid}, existing)


def bare(*reports: TieReport) -> list[TieReport]:
    return [replace(entry, source=None, version=0) for entry in reports]


def test_a_wave_knows_who_was_asked_and_who_answered() -> None:
    intake = intake_of(SHEETS)

    assert intake.rejected == ()
    (waves,) = intake.records.waves
    assert (waves.id, waves.name, str(waves.date), waves.mode) == ("netz--2024-06", "Netz", "2024-06", "roster")
    assert (waves.asked, waves.answered_by) == (("awo", "caritas", "jugendamt"), ("awo", "caritas"))
    assert waves.asked_about == ()


def test_yes_no_and_dont_know_are_three_answers() -> None:
    assert bare(*intake_of(SHEETS).records.tie_reports) == bare(
        report("netz--2024-06", "awo", "caritas", 3, kind="joint_offer", trust_reliability=4, value_resources=2),
        report("netz--2024-06", "awo", "jugendamt", 0),
        report("netz--2024-06", "caritas", "awo", unsure=True),
    )


@pytest.mark.parametrize(
    ("cells", "strength"), [(("", "ja", ""), None), (("", "", "4"), 4), (("", "ja", "tauschen sich aus"), 2)]
)
def test_a_strength_alone_is_a_yes_and_a_yes_needs_no_strength(cells: tuple[str, ...], strength: int | None) -> None:
    (tie_reports,) = answers(("Netz", "AWO", "Caritas", *cells)).records.tie_reports

    assert (tie_reports.strength, tie_reports.unsure) == (strength, False)


def test_who_said_something_has_answered_and_was_asked() -> None:
    sparse: Grid = (("Name", "Datum", "Art"), ("Netz", "2024", "frei"))

    (waves,) = intake_of({**SHEETS, "befragungen": sparse}).records.waves

    assert (waves.mode, waves.asked, waves.answered_by) == ("recall", ("awo", "caritas"), ("awo", "caritas"))


def test_late_answers_join_a_stored_wave_and_its_other_reports_are_not_missed() -> None:
    stored = records(
        *(actor(actor_id, name=actor_id.title()) for actor_id in ("awo", "caritas")),
        wave("w1", "awo", name="Netz", answered_by="awo"),
        report("w1", "awo", "caritas", 2),
        wave("w2", "awo", name="Früher", date="2020", answered_by="awo"),
        report("w2", "awo", "caritas", 1),
    )
    grid: Grid = (HEADINGS[:5], ("Netz", "Caritas", "Awo", "", "ja"))

    intake = intake_of({"antworten": grid}, stored)

    assert intake.rejected == ()
    assert [(item.id, item.field, item.new) for item in intake.changed] == [
        ("w1", "asked", ("awo", "caritas")),
        ("w1", "answered_by", ("awo", "caritas")),
    ]
    assert [entry.id for entry in intake.not_in_this_file] == ["w1--awo--caritas--other"]


def test_a_survey_that_is_repeated_is_another_wave() -> None:
    grid: Grid = (*BEFRAGUNGEN[:2], ("Netz", "2026", "Liste", "AWO", "", ""))

    intake = intake_of({**SHEETS, "befragungen": grid})

    assert (intake.rejected, intake.records.tie_reports) == ((), ())
    (question,) = intake.questions
    assert [choice.value for choice in question.choices] == ["waves:netz--2024-06", "waves:netz--2026", "leave_out"]
    assert len({choice.label for choice in question.choices}) == 3
    answered = intake_of({**SHEETS, "befragungen": grid}, answers={question.key: "waves:netz--2026"})
    assert {report.wave for report in answered.records.tie_reports} == {"netz--2026"}


def test_a_wave_nobody_knows_is_asked_about_and_its_row_left_out() -> None:
    result = answers(("Nezt", "AWO", "Caritas", "", "ja"))
    (question,) = result.questions
    assert (question.key, [choice.value for choice in question.choices]) == (
        "which_of:wave:nezt",
        ["waves:netz--2024-06", "leave_out"],
    )
    assert result.records.tie_reports == ()
    assert "row_left_out" in {notice.code for notice in result.notices}


def test_a_stored_wave_is_known_by_name_and_date() -> None:
    stored = records(wave("w1", "awo", name="Netz"), actor("awo", name="AWO"))

    (waves,) = intake_of(SHEETS, stored).records.waves

    assert waves.id == "w1"


def test_twice_is_no_change() -> None:
    first = intake_of(SHEETS)
    again = intake_of(SHEETS, first.records)

    assert (again.new, again.changed, again.not_in_this_file) == ({}, (), ())
    assert again.unchanged == first.new


def test_an_answer_that_changed_is_told_cell_by_cell() -> None:
    first = intake_of(SHEETS).records

    changed = answers(("Netz", "AWO", "Jugendamt", "", "ja"), existing=first).changed

    assert [(entry.id, entry.field, entry.old, entry.new) for entry in changed] == [
        ("netz--2024-06--awo--jugendamt--other", "strength", 0, None)
    ]


@pytest.mark.parametrize(
    ("row", "code", "column"),
    [
        (("Netz", "AWO", "Caritas"), "missing", "E"),
        (("Netz", "AWO", "Caritas", "", "nein", "2"), "contradiction", "F"),
        (("Netz", "AWO", "Caritas", "", "weiß nicht", "2"), "contradiction", "F"),
        (("Netz", "", "Caritas", "", "ja"), "missing", "B"),
    ],
)
def test_a_muddled_row_is_named_with_sheet_row_and_column(row: tuple[str, ...], code: str, column: str) -> None:
    (problem,) = answers(row).rejected

    assert (problem.sheet, problem.row, problem.column, problem.code) == ("antworten", 2, column, code)


def test_a_row_without_which_the_survey_would_be_another_says_so() -> None:
    """Of whom nobody speaks counts as left out, so an answer may not be."""
    (problem,) = answers(("Netz", "", "Caritas", "", "ja")).rejected
    assert problem.message.endswith("Ohne diese Zeile wäre die Befragung eine andere; darum wurde nichts übernommen.")


def test_what_somebody_says_about_itself_is_left_out() -> None:
    result = answers(("Netz", "AWO", "AWO; Caritas", "", "ja"))
    assert [(notice.code, notice.row, notice.column) for notice in result.notices] == [("self_report", 2, "C")]
    assert [report.about for report in result.records.tie_reports] == ["caritas"]


def test_the_same_answer_twice_counts_once() -> None:
    result = answers(*[("Netz", "AWO", "Caritas", "", "ja")] * 2)
    assert [(notice.code, notice.row) for notice in result.notices] == [("duplicate", 3)]
    assert len(result.records.tie_reports) == 1


@pytest.mark.parametrize(
    ("row", "code", "column", "strength", "unsure"),
    [
        (("Netz", "AWO", "Caritas", "", "ja", "5"), "unknown_value", "F", None, False),
        (("Netz", "AWO", "Caritas", "", "ja", "3", "0"), "unknown_value", "G", 3, False),
        (("Netz", "AWO", "Caritas", "", "vielleicht"), "question", "E", None, True),
        (("Netz", "AWO", "Caritas", "", "ja, gut"), "question", "E", None, True),
        (("Netz", "AWO", "Caritas", "", "geplant"), "not_yet", "E", None, True),
        (("Netz", "AWO", "Caritas", "", "", "sehr"), "unknown_value", "F", None, True),
    ],
)
def test_what_an_answer_does_not_say_clearly_is_set_aside(
    row: tuple[str, ...], code: str, column: str, strength: int | None, unsure: bool
) -> None:
    intake = answers(row)
    (report,) = intake.records.tie_reports

    assert [(notice.code, notice.column) for notice in intake.notices] == [(code, column)]
    assert (intake.rejected, report.strength, report.unsure) == ((), strength, unsure)


def test_the_same_answer_twice_is_refused() -> None:
    (problem,) = answers(("Netz", "AWO", "Caritas", "", "ja"), ("netz", "awo", "caritas", "", "nein")).rejected

    assert (problem.code, problem.row) == ("duplicate", 3)
    assert "Zeile 2" in problem.message


def test_a_bad_wave_is_named_once_and_its_answers_are_not_blamed() -> None:
    grid: Grid = (BEFRAGUNGEN[0], ("Netz", "bald", "Liste", "", "", ""))

    (problem,) = intake_of({**SHEETS, "befragungen": grid}).rejected

    assert (problem.sheet, problem.column, problem.code) == ("befragungen", "B", "date")


def test_persons_are_left_out_and_their_organisation_speaks() -> None:
    intake = answers(("Netz", "Frau Yılmaz (AWO)", "Caritas", "", "ja"))

    assert [(tie_report.by, tie_report.about) for tie_report in intake.records.tie_reports] == [("awo", "caritas")]
    assert [notice.code for notice in intake.notices] == ["person_dropped"]


def test_english_headings_are_the_field_names() -> None:
    sheets: dict[str, Grid] = {
        "actors": (("name", "kinds"), ("AWO", "welfare association"), ("Caritas", "welfare association")),
        "waves": (("name", "date", "mode", "asked"), ("Net", "2024-06", "roster", "AWO; Caritas")),
        "tie_reports": (
            ("wave", "by", "about", "together", "strength", "trust_mission"),
            ("Net", "AWO", "Caritas", "yes", "4", "a great deal"),
        ),
    }
    for file_of in (
        lambda: read_tables([csv_file(name, grid) for name, grid in sheets.items()]),
        lambda: read_tables([xlsx_file({name.replace("_", " "): grid for name, grid in sheets.items()})]),
    ):
        intake = take_in(file_of(), lang="en")
        assert intake.rejected == ()
        assert bare(*intake.records.tie_reports) == bare(report("net--2024-06", "awo", "caritas", 4, trust_mission=4))


def test_a_folder_of_csv_files_is_read(tmp_path: Path) -> None:
    for name, grid in SHEETS.items():
        (tmp_path / f"{name}.csv").write_bytes(csv_file(name, grid).content)

    intake = take_in(read_tables(read_path(tmp_path)))

    assert (intake.new["waves"], intake.new["tie_reports"]) == (1, 3)
