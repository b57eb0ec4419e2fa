"""Does the command read every answer of a folder, and tell who has answered in the words of its reader?"""

from datetime import date

from app.cli.feedback import _answer_files, _lines
from app.feedback.notes import Note
from app.records.dates import PartialDate
from app.usecases.feedback_sheets import Respondent, WaveState


def state(*respondents: Respondent, takes_sheets: bool = True, counts_later: bool = False) -> WaveState:
    return WaveState(
        id="herbst",
        name="Herbst",
        date=PartialDate.parse("2024-08"),
        takes_sheets=takes_sheets,
        counts_later=counts_later,
        respondents=respondents,
    )


def test_every_file_of_a_folder_is_read_whatever_kind_of_answer_it_is(tmp_path):
    for name in ("b.json", "a.txt", "c.xlsx"):
        (tmp_path / name).write_bytes(name.encode())
    (tmp_path / "folder").mkdir()
    assert [(file.name, file.content) for file in _answer_files([tmp_path], "de")] == [
        ("a.txt", b"a.txt"),
        ("b.json", b"b.json"),
        ("c.xlsx", b"c.xlsx"),
    ]


def test_who_has_answered_how_and_what_is_left_is_told():
    remark = Note(kind="remark", text="Gern wieder.")
    respondents = (
        Respondent(
            kind="organisation", id="a", name="Awo", answered=True, answered_on=date(2024, 8, 20), notes=(remark,)
        ),
        Respondent(kind="organisation", id="b", name="Bund", answered=True),
        Respondent(kind="organisation", id="c", name="Caritas", answered=False),
    )
    assert _lines(state(*respondents), "de") == [
        "Herbst (2024-08): 2 von 3 haben geantwortet",
        "  geantwortet: Awo (20.08.2024)",
        "    nachzutragen: Bemerkung: Gern wieder.",
        "  geantwortet: Bund (als Tabelle)",
        "  offen: Caritas",
    ]


def test_a_wave_that_counts_later_or_takes_no_sheets_says_so():
    later, roster = _lines(state(counts_later=True), "en"), _lines(state(takes_sheets=False), "en")
    assert "later than the reference date" in later[1]
    assert "without feedback sheets" in roster[0]
