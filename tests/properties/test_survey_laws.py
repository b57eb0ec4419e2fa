"""Does a sheet of answers say the same however often, and in whatever parts, it is taken in?"""

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.intake_files import AKTEURE, Grid, intake_of

ACTORS = ("AWO", "Caritas", "Jugendamt")
HEADINGS = ("Befragung", "Von", "Über", "Art", "Arbeiten zusammen", "Stärke", "Verlässlich")
WAVES: Grid = (("Name", "Datum", "Art"), ("Netz", "2024", "Liste"), ("Kreis", "2023", "frei"))

pairs = st.permutations(ACTORS).map(lambda some: some[:2])
answers = st.sampled_from([("ja", ""), ("ja", "3"), ("", "1"), ("nein", ""), ("weiß nicht", "")])
rows = st.builds(
    lambda wave, pair, kind, answer, trust: (wave, *pair, kind, *answer, trust),
    st.sampled_from(["Netz", "Kreis"]),
    pairs,
    st.sampled_from(["", "gemeinsames Angebot"]),
    answers,
    st.sampled_from(["", "1", "sehr"]),
)
sheets = st.lists(rows, min_size=1, max_size=12, unique_by=lambda row: row[:4])


def taken(grid, existing=None):
    intake = intake_of({"akteure": AKTEURE, "befragungen": WAVES, "antworten": (HEADINGS, *grid)}, existing)
    assert intake.rejected == ()
    return intake


@settings(max_examples=60, deadline=None)
@given(sheets)
def test_every_row_is_one_report_and_its_speaker_has_answered(grid):
    found = taken(grid).records

    assert len(found.tie_reports) == len(grid)
    for wave in found.waves:
        spoken = {one.by for one in found.tie_reports if one.wave == wave.id}
        assert spoken == set(wave.answered_by) == set(wave.asked)


@settings(max_examples=60, deadline=None)
@given(sheets, st.data())
def test_any_part_of_it_again_changes_nothing(grid, data):
    stored = taken(grid).records
    part = data.draw(st.lists(st.sampled_from(grid), min_size=1, unique=True))

    again = taken(part, stored)

    assert (again.new, again.changed) == ({}, ())


@settings(max_examples=60, deadline=None)
@given(sheets, answers)
def test_another_answer_of_one_actor_changes_that_report_alone(grid, answer):
    stored = taken(grid).records

    changed = taken([(*grid[0][:4], *answer, grid[0][6])], stored).changed

    assert {(one.topic, one.field) for one in changed} <= {("tie_reports", "strength"), ("tie_reports", "unsure")}
    assert len({one.id for one in changed}) <= 1
