"""Are records and rows the same thing in two forms, and are rows refused that cannot be stored?"""

import json

import pytest

from app.errors import InvalidInput
from app.records.records import TOPICS, Records
from app.store.checks import Reference, check_rows, references
from app.store.rows import record_of, required_fields, row_of
from tests.factories import actor, checked, grant, offer, tie
from tests.storing import everything


@pytest.mark.parametrize("topic", TOPICS)
def test_a_record_survives_its_row_and_json(topic: str):
    for record in getattr(everything(), topic):
        row = json.loads(json.dumps(row_of(record)))
        assert record_of(topic, row) == record


def test_dates_keep_their_precision():
    row = row_of(offer("o", start="2023", end="2024-05"))
    assert (row["start"], row["end"]) == ("2023", "2024-05")


def test_whole_numbers_of_money_are_fractions_in_the_database():
    amount = row_of(grant("m", "p", amount_eur=1000))["amount_eur"]
    assert (amount, type(amount)) == (1000.0, float)


def test_required_is_what_may_not_be_none():
    assert required_fields("observations") >= {"id", "indicator", "area", "ref_date", "suppressed"}
    assert not required_fields("observations") & {"value", "base", "source"}


@pytest.mark.parametrize(
    ("topic", "record", "message"),
    [
        ("actors", actor("a", name="   "), "a: a value is required"),
        ("actors", actor("", name="x"), ": a value is required"),
        ("actors", actor("a" * 201, name="x"), "too long"),
        ("actors", actor("a", name="x" * 2001), "too long"),
        ("offers", offer("o", themes=("x" * 2001,)), "too long"),
        ("grants", grant("m", "p", amount_eur=float("nan")), "the number is none"),
        ("grants", grant("m", ""), "a value is required"),
        ("inventory_checks", checked("offers", "x", "project"), "known are area, working_group, place"),
    ],
)
def test_what_cannot_be_stored_is_named(topic: str, record: object, message: str):
    with pytest.raises(InvalidInput) as caught:
        check_rows({topic: [row_of(record)]})

    assert [message in problem.message for problem in caught.value.problems] == [True]


def test_an_id_stands_once_in_a_topic():
    with pytest.raises(InvalidInput, match="1 values"):
        check_rows({"actors": [row_of(actor("a")), row_of(actor("a", name="b"))]})


def test_a_tie_starts_at_the_smaller_id():
    row = row_of(tie("a", "b"))
    for first, second in (("b", "a"), ("a", "a")):
        with pytest.raises(InvalidInput):
            check_rows({"cooperations": [{**row, "actor_a": first, "actor_b": second}]})


def test_everything_can_be_stored():
    check_rows({topic: [row_of(record) for record in some] for topic, some in everything()})


def test_references_name_their_field():
    some = Records(
        offers=(offer("o", "a", areas="n", themes="work"),),
        inventory_checks=(checked("members", "g", "working_group"),),
    )
    rows = {topic: [row_of(record) for record in each] for topic, each in some}

    assert set(references(rows)) == {
        Reference("offers", "o", "leads", "actors", "a"),
        Reference("offers", "o", "areas", "areas", "n"),
        Reference("inventory_checks", "members/g", "subject", "working_groups", "g"),
    }
