"""Records that cannot be stored are refused, each with its id, field and reason."""

from dataclasses import replace

import pytest

from app.errors import InvalidInput
from app.records.records import Record, Records
from app.store.checks import check_records
from tests.factories import actor, checked, grant, offer, tie
from tests.storing import everything


@pytest.mark.parametrize(
    ("topic", "record", "message"),
    [
        ("actors", actor("a", name="   "), "a: a value is required"),
        ("actors", actor("", name="x"), ": a value is required"),
        ("actors", actor("a" * 201, name="x"), "too long"),
        ("actors", actor("a", name="x" * 301), "too long"),
        ("offers", offer("o", themes=("x" * 2001,)), "too long"),
        ("grants", grant("m", "p", amount_eur=float("nan")), "the number is none"),
        ("grants", grant("m", ""), "a value is required"),
        ("inventory_checks", checked("offers", "x", "project"), "known are area, working_group, place"),
        ("cooperations", replace(tie("a", "b"), actor_a="b", actor_b="a"), "the smaller id comes first"),
        ("cooperations", tie("a", "a"), "is the same actor"),
    ],
)
def test_what_cannot_be_stored_is_named(topic: str, record: Record, message: str):
    with pytest.raises(InvalidInput) as caught:
        check_records(Records(**{topic: (record,)}))  # type: ignore[arg-type]

    assert [message in problem.message for problem in caught.value.problems] == [True]


def test_an_id_stands_once_in_a_topic():
    with pytest.raises(InvalidInput, match="1 values"):
        check_records(Records(actors=(actor("a"), actor("a", name="b"))))


def test_everything_can_be_stored():
    check_records(everything())
