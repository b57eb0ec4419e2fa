"""Numbers of people in the differences an import shows."""

from app.intake.diff import Change
from app.usecases.records.small_counts import RecordGate, shown_changes
from tests.factories import actor, area, indicator, observation, records

CITY = (area("E", kind="city"), *(area(area_id, kind="quarter", part_of="E") for area_id in ("D1", "D2", "D3")))
U = indicator("u", "count")


def numbers(**values):
    return [observation("u", where, value) for where, value in values.items()]


def change(where, old, new, field="value"):
    return Change("observations", f"u/{where}", field, old, new)


def test_neither_side_of_a_hidden_number_is_told():
    before = records(*CITY, U, *numbers(D1=4, D2=60, D3=36))
    after = records(*numbers(D1=40, D2=6, D3=30))
    changes = shown_changes([change("D1", 4, 40), change("D2", 60, 6), change("D3", 36, 30)], before, after, "de")

    assert [(entry.old, entry.new) for entry in changes] == [
        ("nicht ausgewiesen",) * 2,
        ("nicht ausgewiesen",) * 2,
        (36, 30),
    ]


def test_what_a_total_would_give_away_is_not_told_either():
    before = records(*CITY, U, *numbers(E=100, D1=4, D2=60, D3=36))
    after = records(*numbers(D2=61))
    assert shown_changes([change("D2", 60, 61)], before, after, "en")[0].new == "not shown"


def test_other_fields_and_topics_are_told():
    before = records(*CITY, U, *numbers(D1=4))
    entries = [change("D1", "2022", "2023", "ref_date"), Change("actors", "u/D1", "name", "A", "B")]
    assert shown_changes(entries, before, records(*numbers(D1=5)), "de") == tuple(entries)


def test_records_of_another_topic_pass_as_they_are():
    assert RecordGate(None).visible_records([actor("A")]) == [actor("A")]


def test_a_record_is_shown_beside_all_that_are_stored():
    gate = RecordGate(records(*CITY, U, *numbers(E=100, D1=4, D2=60, D3=36)))
    assert [item.value for item in gate.visible_records(numbers(D1=40, D3=36))] == [40, 36]
    assert [entry.value for entry in gate.visible_records(numbers(D2=60))] == [None]


def test_an_older_change_does_not_tell_what_is_kept_back_today():
    """When D1 had 19, everything could be shown; now it has 4, and 100 - 60 - 36 must not be read from the past."""
    gate = RecordGate(records(*CITY, U, *numbers(E=100, D1=4, D2=60, D3=36)))
    past = numbers(E=115, D1=19, D2=60, D3=36)
    assert [item.value for item in gate.visible_past(past)] == [115, None, None, 36]
    assert [item.value for item in gate.visible_past([observation("u", "gone", 40)])] == [40]
    assert gate.visible_past(numbers(D1=3))[0].value is None


def test_a_base_that_is_hidden_today_is_hidden_in_the_past_too():
    share = indicator("s", "share")
    today = [observation("s", "D1", 50, base=8, id="s/D1"), observation("s", "D2", 50, base=200, id="s/D2")]
    past = [observation("s", "D1", 50, base=300, id="s/D1"), observation("s", "D2", 50, base=300, id="s/D2")]
    shown = RecordGate(records(*CITY, share, *today)).visible_past(past)
    assert [(item.value, item.base) for item in shown] == [(None, None), (50, 300)]
