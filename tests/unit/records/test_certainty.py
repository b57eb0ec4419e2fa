"""Certainty: one order of what a statement rests on."""

from typing import get_args

from app.records.certainty import SUREST, Ground, least_sure, surest


def test_every_ground_has_its_place():
    assert {*SUREST} == {*get_args(Ground)}
    assert len(SUREST) == len({*SUREST})


def test_a_paper_is_surer_than_a_row_and_a_row_than_a_judgement():
    assert surest(["stated", "recorded", "documented"]) == "documented"
    assert surest(["stated", "recorded"]) == "recorded"
    assert least_sure(["confirmed", "stated"]) == "stated"
    assert least_sure(["absent", "stated"]) == "stated"  # one answered no, the other no is the coordinator's view


def test_nothing_is_not_known():
    assert surest([]) == least_sure([]) == "unknown"
