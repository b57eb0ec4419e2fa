"""The output gate: which recorded numbers of people may be read."""

from dataclasses import replace

from app.network.disclosure.output_gate import OutputGate
from app.records.areas import AreaTree
from tests.factories import area, indicator, observation

CITY = (area("E", kind="city"), *(area(area_id, kind="quarter", part_of="E") for area_id in ("D1", "D2", "D3")))
U = indicator("u", "count")
NUMBERS = tuple(observation("u", where, value) for where, value in {"E": 100, "D1": 4, "D2": 60, "D3": 36}.items())


def gate(*observations, of=U):
    return OutputGate((of,), observations, AreaTree(CITY))


def test_a_small_number_and_what_gives_it_away_look_like_one_its_source_hides():
    shown = {entry.area: (entry.value, entry.suppressed) for entry in gate(*NUMBERS).visible_observations(NUMBERS)}
    assert shown == {"E": (100, False), "D1": (None, True), "D2": (None, True), "D3": (36, False)}


def test_two_small_numbers_pass_as_the_same():
    observations, another = (observation("u", "D1", value) for value in (4, 9))
    assert gate(observations).visible_observations([observations]) == gate(another).visible_observations([another])


def test_a_source_may_say_how_few_are_too_few():
    three = replace(U, smallest_count=3)
    assert [entry.value for entry in gate(*NUMBERS, of=three).visible_observations(NUMBERS)] == [100, 4, 60, 36]
    assert gate(NUMBERS[2], of=replace(U, smallest_count=100)).visible_observations([NUMBERS[2]])[0].value is None


def test_an_index_is_no_number_of_people():
    index = indicator("social_index")
    value = observation("social_index", "D1", 4)
    assert gate(value, of=index).visible_observations([value])[0].value in {4, None}


def test_nothing_recorded_and_a_statistic_nobody_knows_give_no_figure():
    assert gate(*NUMBERS).figure(None) == "not_recorded"
    assert gate(*NUMBERS).figure(observation("v", "E", 100)) == "not_recorded"


def test_a_record_of_a_statistic_nobody_knows_is_read_as_it_is():
    strange = observation("v", "E", 100, base=5)
    assert gate(strange).visible_observations([strange]) == [strange]
