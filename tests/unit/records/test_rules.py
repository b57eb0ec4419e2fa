"""Faults of records: found at their field, and set right where that loses nothing."""

from dataclasses import replace
from typing import Any

import pytest

from app.errors import InvalidInput
from app.records.fields import LONGEST_NAME, LONGEST_TEXT, MOST_LISTED
from app.records.ids import LONGEST_ID
from app.records.records import Record
from app.records.rules import check, faults, set_right, way_back
from tests.factories import actor, area, checked, grant, indicator, observation, offer, project, report, tie, wave
from tests.storing import everything

REMEDIED: dict[str, tuple[Record, str, str, dict[str, Any]]] = {
    "lead and partner of an offer": (
        offer("o", "awo drk", partners="caritas awo"),
        "partners",
        "named_twice",
        {"partners": ("caritas",)},
    ),
    "lead and partner of a project": (
        project("p", "awo", partners="awo"),
        "partners",
        "named_twice",
        {"partners": ()},
    ),
    "a no with a strength": (
        tie("awo", "drk", status="denied", strength=2),
        "strength",
        "contradiction",
        {"strength": None},
    ),
    "the larger id first": (
        replace(tie("awo", "drk"), actor_a="drk", actor_b="awo"),
        "actor_a",
        "unordered",
        {"actor_a": "awo", "actor_b": "drk"},
    ),
    "an area that is part of itself": (area("nord", part_of="nord"), "part_of", "part_of_itself", {"part_of": None}),
    "an area beside itself": (
        area("nord", neighbours="west nord"),
        "neighbours",
        "part_of_itself",
        {"neighbours": ("west",)},
    ),
    "an actor that is its own employer": (
        actor("awo", unit_of="awo"),
        "unit_of",
        "part_of_itself",
        {"unit_of": None},
    ),
    "an actor that is its own umbrella": (
        actor("awo", affiliated_to="awo dpwv"),
        "affiliated_to",
        "part_of_itself",
        {"affiliated_to": ("dpwv",)},
    ),
    "a withheld value that is given": (
        observation("u", "nord", 4, suppressed=True),
        "value",
        "contradiction",
        {"value": None},
    ),
    "an answer of somebody not asked": (
        wave("w", "awo", answered_by="awo drk"),
        "answered_by",
        "not_asked",
        {"asked": ("awo", "drk")},
    ),
    "a strength of somebody who does not know": (
        report("w", "awo", "drk", 3, unsure=True),
        "strength",
        "contradiction",
        {"strength": None},
    ),
}

REFUSED: dict[str, tuple[Record, str, str]] = {
    "an end before the start": (offer("o", start="2024-05", end="2024-04"), "end", "end_before_start"),
    "a tie with itself": (tie("awo", "awo"), "actor_b", "self_cooperation"),
    "a report about itself": (report("w", "awo", "awo"), "about", "self_report"),
    "an empty name": (actor("awo", name=""), "name", "missing"),
    "no name": (actor("awo", name=" "), "name", "missing"),
    "a long name": (actor("awo", name="x" * (LONGEST_NAME + 1)), "name", "too_long"),
    "a long text": (tie("awo", "drk", reference="x" * (LONGEST_TEXT + 1)), "reference", "too_long"),
    "a long id": (actor("x" * 201, name="AWO"), "id", "too_long"),
    "a long id of another record": (actor("awo", home_area="x" * (LONGEST_ID + 1)), "home_area", "too_long"),
    "a long id of the subject of a check": (checked("offers", "x" * (LONGEST_ID + 1), id="c"), "subject", "too_long"),
    "a long member of a list": (actor("awo", active_in=["x" * (LONGEST_ID + 1)]), "active_in", "too_long"),
    "a threshold that shows two people": (indicator("u", smallest_count=2), "smallest_count", "out_of_bounds"),
    "too many": (wave("w", [str(number) for number in range(MOST_LISTED + 1)]), "asked", "too_many"),
    "not a number": (grant("g", "esf", amount_eur=float("nan")), "amount_eur", "not_a_number"),
    "less than nothing": (grant("g", "esf", amount_eur=-1.0), "amount_eur", "out_of_bounds"),
    "a strength of five": (tie("awo", "drk", strength=5), "strength", "out_of_bounds"),
    "a list of something unknown": (checked("offers", "nord", "city"), "subject_kind", "unknown_value"),
}


@pytest.mark.parametrize(("record", "field", "code", "remedy"), REMEDIED.values(), ids=REMEDIED)
def test_what_loses_nothing_is_set_right(record: Record, field: str, code: str, remedy: dict[str, Any]):
    assert [(fault.field, fault.code) for fault in faults(record)] == [(field, code)]
    assert set_right(record) == replace(record, **remedy)
    assert list(faults(set_right(record))) == []


@pytest.mark.parametrize(("record", "field", "code"), REFUSED.values(), ids=REFUSED)
def test_what_somebody_has_to_decide_stays(record: Record, field: str, code: str):
    assert [(fault.field, fault.code) for fault in faults(record)] == [(field, code)]
    assert set_right(record) is record


@pytest.mark.parametrize(
    "record",
    [
        offer("o", start="2024-05", end="2024"),
        offer("o", start="2024-05-02", end="2024-05-02"),
        actor("x" * LONGEST_ID, name="x" * LONGEST_NAME, home_area="y" * LONGEST_ID, active_in=["z" * LONGEST_ID]),
        tie("awo", "drk", reference="x" * LONGEST_TEXT, strength=4),
        grant("g", "esf", amount_eur=0.0),
        indicator("u", smallest_count=3),
        wave("w", [str(number) for number in range(MOST_LISTED)]),
        tie("awo", "drk", status="denied"),
        tie("awo", "drk", strength=1),
        report("w", "awo", "drk", 0),
        observation("u", "nord", -3.5),
        observation("u", "nord", None, suppressed=True),
        wave("w", "awo drk", answered_by="drk", asked_about="caritas"),
    ],
)
def test_what_can_be_is_no_fault(record: Record):
    assert list(faults(record)) == []
    assert set_right(record) is record


def test_every_field_may_be_filled_within_the_rules():
    assert [fault for _topic, records in everything() for record in records for fault in faults(record)] == []


def test_a_client_reads_every_fault_at_its_pointer():
    with pytest.raises(InvalidInput) as refused:
        check(actor("awo", unit_of="awo", affiliated_to="awo", start="2024", end="2023"))

    assert [problem.pointer for problem in refused.value.problems] == ["/end", "/unit_of", "/affiliated_to"]


@pytest.mark.parametrize(
    ("whole_of", "way"),
    [
        ({}, ()),
        ({"nord": "essen"}, ()),
        ({"nord": "essen", "essen": None}, ()),
        ({"nord": "nord"}, ("nord", "nord")),
        ({"nord": "sued", "sued": "nord"}, ("nord", "sued", "nord")),
        ({"nord": "sued", "sued": "essen", "essen": "sued"}, ()),
    ],
)
def test_the_way_back_to_an_area_that_lies_in_itself(whole_of, way):
    assert way_back("nord", whole_of) == way
