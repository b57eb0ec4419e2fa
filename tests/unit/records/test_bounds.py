"""Bounds of single fields at their very edges: what holds has no fault, and what has a fault does not hold."""

import pytest

from app.records.bounds import Bound, bounds_of
from app.records.fields import LARGEST_NUMBER, MOST_LISTED
from app.records.ids import LONGEST_ID
from tests.factories import observation

SHORT = Bound("name", required=False, unset=None, longest=3, low=1, high=4)
NEEDED = Bound("name", required=True, unset=None, longest=3, low=1, high=4)


@pytest.mark.parametrize(
    ("bound", "value", "rules"),
    [
        (SHORT, None, []),
        (NEEDED, None, ["missing"]),
        (SHORT, " ", []),
        (NEEDED, " ", ["missing"]),
        (NEEDED, "", ["missing"]),
        (NEEDED, "a", []),
        (SHORT, "abc", []),
        (SHORT, "abcd", ["too_long"]),
        (SHORT, ("a",) * MOST_LISTED, []),
        (SHORT, ("a",) * (MOST_LISTED + 1), ["too_many"]),
        (SHORT, ("abc", "abc"), []),
        (SHORT, ("abc", "abcd"), ["too_long"]),
        (SHORT, ("abcd", "abcd"), ["too_long", "too_long"]),
        (SHORT, 1, []),
        (SHORT, 4.0, []),
        (SHORT, 0, ["out_of_bounds"]),
        (SHORT, 4.5, ["out_of_bounds"]),
        (SHORT, float("inf"), ["not_a_number"]),
        (SHORT, float("nan"), ["not_a_number"]),
        (SHORT, True, []),
    ],
)
def test_a_value_holds_where_it_has_no_fault(bound: Bound, value: object, rules: list[str]) -> None:
    assert [fault.rule for fault in bound.faults(value)] == rules
    assert bound.holds(value) is not bool(rules)


def test_the_id_and_every_field_that_can_be_set_have_their_bounds() -> None:
    bounds, values_of = bounds_of("observations")
    by_field = {bound.field: bound for bound in bounds}
    assert (by_field["id"].required, by_field["id"].longest) == (True, LONGEST_ID)
    assert (by_field["value"].low, by_field["value"].high) == (-LARGEST_NUMBER, LARGEST_NUMBER)
    assert (by_field["base"].unset, by_field["base"].required, by_field["indicator"].required) == (None, False, True)
    assert values_of(observation("u", "nord", 4.0, id="u/nord"))[0] == "u/nord"
